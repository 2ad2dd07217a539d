"""Numbers in Swedish text: digits, words, ranges, collectives ("ett tiotal") and shares ("hälften")."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from lofteNLP.openings import Openings
from lofteNLP.pipeline.guarded import Guarded
from lofteNLP.pipeline.lexicon import load_toml


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text, offsets in code points.

    `value_max` is the upper end of a range; `share` marks per cents read from words such as "hälften".
    """

    start: int
    end: int
    value: float
    value_max: float | None = None
    approximate: bool = False
    share: bool = False
    article: bool = False


# "1O" and "l5" are how scanners read 10 and 15.
SPACE = "[ .\u00a0\u2009\u202f]"
DIGITS = rf"(?:\d{{1,3}}(?:{SPACE}\d{{3}})+|\d+)(?:,\d+)?"
OCR_DIGITS = r"\d+[oO]|[lI]\d+"
DASH = r"[-–—]"
FIGURES = re.compile(f"{OCR_DIGITS}|{DIGITS}")
AFTER = rf"(?![\w])(?!{DASH}\w)(?!\s?§)"  # a number


@cache
def word_pattern() -> str:
    """The numerals' words as one alternation, the longest first; compounds included."""
    table = load_toml("numerals")
    small = "|".join(sorted([*table["teens"], *table["tens"], *table["units"]], key=len, reverse=True))
    scale = "|".join(sorted(table["scales"], key=len, reverse=True))
    one = rf"(?:{small}|{scale}|ettusen)"
    return rf"{one}+(?:\s(?:{scale})\b)?(?:\s(?:{one})+(?=\s|$|[,.;:)]))?"


@lru_cache(maxsize=4096)
def parse_word(word: str) -> int | None:
    """The value of a numeral written as one or more words; None where it is none.

    Examples
    --------
    >>> parse_word("tjugofem"), parse_word("ettusen femhundra"), parse_word("krog")
    (25, 1500, None)
    """
    table = load_toml("numerals")
    values = {**table["units"], **table["teens"], **table["tens"]}
    scales = table["scales"]
    names = sorted([*values, *scales], key=len, reverse=True)
    rest = re.sub(r"\s+", "", word.lower()).replace("ettusen", "etttusen")
    total = current = 0
    while rest:
        name = next((n for n in names if rest.startswith(n)), None)
        if name is None:
            return None
        rest = rest[len(name) :]
        if name not in scales:
            if current % 10 or (current % 100 and values[name] >= 10):
                return None  # "fyrafem", "tiotolv": two numbers, not one
            current += values[name]
        elif scales[name] == 100:
            current = max(current, 1) * 100
        else:
            total += max(current, 1) * scales[name]
            current = 0
    return total + current if word.strip() else None


def parse_digits(digits: str) -> float:
    """The value of a number in digits, Swedish style.

    Examples
    --------
    >>> parse_digits("20 000"), parse_digits("2,5"), parse_digits("1O")
    (20000.0, 2.5, 10.0)
    """
    plain = re.sub(r"[oO]", "0", re.sub(r"[lI]", "1", digits))
    return float(re.sub(rf"{SPACE}(?=\d{{3}})", "", plain).replace(",", "."))


@cache
def openings() -> Openings[tuple[str, re.Pattern[str]]]:
    """The part of the grammar whose matches begin where a word begins, by name."""
    table = load_toml("numerals")
    collectives = "|".join(sorted(table["collectives"], key=len, reverse=True))
    shares = "|".join(sorted(table["shares"], key=len, reverse=True))
    simple = rf"(?:{OCR_DIGITS}|{DIGITS}|{word_pattern()})"
    before = r"(?<![\w.§/-])(?<!\d[\s,])"
    scales = "|".join(table["scales"])
    rules = {
        "collective": rf"\b(?:ett|två|tre|några)\s+({collectives})\b(?!\s+av\s+de\s)",
        "share": rf"\b({shares})\b",
        "half": rf"{before}({simple})\s+och\s+en\s+halv\b",
        "scaled": rf"{before}({DIGITS})\s(?:({scales})\b|(mn?|t)(?=kr\b))",
        "range": (rf"{before}({simple})(?:\s?{DASH}\s?|\s+(?:till|eller|à|alternativt)\s+)({simple})(?!\w|{DASH}\w)"),
        "single": rf"{before}({simple}){AFTER}",
    }
    return Openings([(name, re.compile(rule, re.I)) for name, rule in rules.items()])


@cache
def patterns() -> dict[str, Guarded]:
    """The rest of the grammar: what looks at the text in front of it, or begins with a parenthesis."""
    simple = rf"(?:{OCR_DIGITS}|{DIGITS}|{word_pattern()})"
    return {
        "between": Guarded(rf"(?<=\bmellan\s)({simple})\s+och\s+({simple}){AFTER}", re.I),
        "cell": Guarded(rf"(?<=\d\s)({DIGITS})(?=\s(?:ggr|gånger|st|per)\b)"),  # "väg 9 och 11 12 ggr"
        "doubled": Guarded(rf"\s?\(({OCR_DIGITS}|{DIGITS}|{word_pattern()})\)", re.I),
    }


def value_of(surface: str) -> float | None:
    """The value of a number in digits or in words.

    Examples
    --------
    >>> value_of("12"), value_of("tolv"), value_of("tolvan")
    (12.0, 12.0, None)
    """
    if FIGURES.fullmatch(surface):
        return parse_digits(surface)
    word = parse_word(surface)
    return None if word is None else float(word)


@lru_cache(maxsize=64)
def find_numbers(text: str) -> tuple[Number, ...]:
    """Find every number of a text, in order, none inside another.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    tuple of Number
        Digits, words, ranges ("10–15", "två till tre"), collectives and shares.  Ordinals are left out.  A bare "en" or
        "ett" comes with ``article=True``: whether it counts is for the reader to decide.

    Examples
    --------
    >>> [(n.value, n.value_max) for n in find_numbers("tio (10) kontroller, två till tre gånger")]
    [(10.0, None), (2.0, 3.0)]
    """
    found: list[Number] = []
    taken = bytearray(len(text))

    def add(number: Number) -> None:
        if not any(taken[number.start : number.end]):
            taken[number.start : number.end] = b"\1" * (number.end - number.start)
            found.append(number)

    matches: dict[str, list[re.Match[str]]] = defaultdict(list)
    for (name, _), match in openings().finditer(text):
        matches[name].append(match)
    grammar = patterns()
    table = load_toml("numerals")
    for match in matches["collective"]:
        row = table["collectives"][match.group(1).lower()]
        factor = value_of(match.group(0).split()[0].lower()) or 1
        add(Number(match.start(), match.end(), row["value"] * factor, approximate=row["approximate"]))
    for match in matches["half"]:
        add(Number(match.start(), match.end(), (value_of(match.group(1)) or 0) + 0.5))
    for match in matches["share"]:
        add(Number(match.start(), match.end(), table["shares"][match.group(1).lower()], share=True))
    for match in matches["scaled"]:
        scale = table["scales"][match.group(2).lower()] if match.group(2) else 1000 if match.group(3) in "tT" else 1e6
        add(Number(match.start(), match.end(), parse_digits(match.group(1)) * scale))
    for match in (*matches["range"], *grammar["between"].finditer(text)):
        low, high = value_of(match.group(1)), value_of(match.group(2))
        if low is not None and high is not None and low < high:
            add(Number(match.start(), match.end(), low, high))
    for match in (*matches["single"], *grammar["cell"].finditer(text)):
        value = value_of(match.group(1))
        if value is None:
            continue
        end = doubled_end(grammar["doubled"], text, match.end(), value)
        article = match.group(1).lower() in ("en", "ett") and end == match.end()
        add(Number(match.start(), end, value, article=article))
    return tuple(sorted(found, key=lambda number: number.start))


def doubled_end(pattern: Guarded, text: str, end: int, value: float) -> int:
    """The end of a number that is said twice, "tio (10)" or "10 (tio)"; otherwise `end`."""
    match = pattern.compiled.match(text, end)
    return match.end() if match and value_of(match.group(1)) == value else end
