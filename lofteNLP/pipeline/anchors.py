"""Find the calendar times that a text names: dates, months, seasons, quarters, weeks, years, occasions."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache

from lofteNLP.pipeline.calendar import Anchor, Kind
from lofteNLP.pipeline.guarded import Choice, Guarded
from lofteNLP.pipeline.lexicon import load_toml

YEAR = r"(?:19|20)\d\d"
OF_YEAR = rf"(?:\s+(?:av\s+|år\s+)?({YEAR})(?!\s?/\s?\d|\d))?"
ORDINALS = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4}

# "i höst", but not "i vår kommun"
COMING = re.compile(
    r"\bi (?:höst|vinter|sommar)(?![\w-])|\bi vår(?=\s*(?:[,.;:!)]|$|(?:och|ska|kommer|samt|för|där|med|på)\b))", re.I
)

Maker = Callable[[re.Match[str]], Anchor | None]


def number(text: str | None) -> int | None:
    """The integer of a group that may be absent."""
    return int(text) if text else None


def nth(text: str) -> int:
    """The rank that "första", "2:a" or "3" names."""
    return ORDINALS.get(text.lower()) or int(text[0])


def full_year(text: str, first: int) -> int:
    """A year that may be written with two digits after a first one ("2016-17")."""
    return int(text) if len(text) == 4 else first // 100 * 100 + int(text)


def nth_of(parts: int) -> str:
    """A group for the rank of one of a year's parts, in words or figures.

    Examples
    --------
    >>> nth_of(2)
    '(första|andra|[1-2](?::[ae])?)'
    """
    return rf"({'|'.join(list(ORDINALS)[:parts])}|[1-{parts}](?::[ae])?)"


def simple(kind: Kind) -> Maker:
    """An anchor of a kind whose groups are a rank and a year."""
    return lambda m: Anchor(m.start(), m.end(), kind, number(m.group(2)), first=nth(m.group(1)))


def make_iso(m: re.Match[str]) -> Anchor:
    """2021-08-15 and 20210815."""
    year, month, day = (int(group) for group in m.groups())
    return make_date(m, day, month, year)


def make_date(m: re.Match[str], day: int, month: int, year: int | None) -> Anchor:
    """A date; one that the calendar has not (31 June) is kept as named but invalid."""
    valid = 1 <= month <= 12 and day <= [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    return Anchor(m.start(), m.end(), "date", year, month=month, first=day, valid=valid)


def make_day(m: re.Match[str]) -> Anchor | None:
    """3 september 2019, den 1:a maj, sista juni."""
    day = 0 if m.group(1).lower() == "sista" else parse_day(m.group(1))
    return None if day is None else make_date(m, day, month_number(m.group(2)), number(m.group(3)))


def make_days(m: re.Match[str]) -> Anchor | None:
    """3–7 juni 2019."""
    last, month = int(m.group(2)), month_number(m.group(3))
    first = make_date(m, int(m.group(1)), month, number(m.group(4)))
    valid = first.valid and make_date(m, last, month, None).valid
    return replace(first, last=last, valid=valid) if int(m.group(1)) < last else None


def make_iso_month(m: re.Match[str]) -> Anchor:
    """2023-05."""
    return Anchor(m.start(), m.end(), "month", int(m.group(1)), first=int(m.group(2)))


def parse_day(text: str) -> int | None:
    """The day of "3", "1:a" or "femte"."""
    digits = re.match(r"[lI]?\d+[oO]?|l$", text)
    if digits:
        return int(digits.group().translate(str.maketrans("lIoO", "1100")))
    rank: int | None = load_toml("numerals")["ordinals"].get(text.lower())
    return rank


def month_number(name: str) -> int:
    """The number of a month's name or abbreviation."""
    value: int = load_toml("calendar")["months"][name.lower().rstrip(".")]
    return value


def make_month(m: re.Match[str]) -> Anchor:
    """maj, maj 2018, maj månad 2018."""
    return Anchor(m.start(), m.end(), "month", number(m.group(2)), first=month_number(m.group(1)))


def make_months(m: re.Match[str]) -> Anchor | None:
    """juni, juli och augusti 2019: months that follow each other."""
    first, last = month_number(m.group(1)), month_number(m.group(2))
    names = re.findall(r"[a-zåäö]+", m.group().lower().replace(" och ", " ").replace(" samt ", " "))
    run = len(names) == last - first + 1
    return Anchor(m.start(), m.end(), "month", number(m.group(3)), first=first, last=last) if run else None


def make_nth_weekday(m: re.Match[str]) -> Anchor | None:
    """första lördagen i september 2021."""
    year, month = int(m.group(4)), month_number(m.group(3))
    weekday = list(load_toml("calendar")["weekdays"]).index(m.group(2).lower())
    found = [n for n in range(1, monthrange(year, month)[1] + 1) if date(year, month, n).weekday() == weekday]
    rank = -1 if m.group(1).lower() == "sista" else (parse_day(m.group(1)) or 0) - 1
    return make_date(m, found[rank], month, year) if rank < len(found) else None


def make_slash(m: re.Match[str]) -> Anchor | None:
    """1/9, 15/6 2020."""
    day, month = int(m.group(1)), int(m.group(2))
    return make_date(m, day, month, number(m.group(3))) if 1 <= month <= 12 and 1 <= day <= 31 else None


def make_term(m: re.Match[str]) -> Anchor:
    """vårterminen 2020, höstterminens start."""
    first = 1 if m.group(1).lower() == "vår" else 2
    return Anchor(m.start(), m.end(), "term", number(m.group(2)), first=first, opening="start" in m.group(0).lower())


def make_week(m: re.Match[str]) -> Anchor | None:
    """vecka 23, v. 23–32, veckorna 5 och 6 2021."""
    first, last = int(m.group(1)), int(m.group(2) or m.group(1))
    if not 1 <= first <= last <= 53:
        return None
    return Anchor(m.start(), m.end(), "week", number(m.group(3)), first=first, last=last)


def make_turn(m: re.Match[str]) -> Anchor:
    """årsskiftet 2017/2018; without both years it names no day for certain."""
    return Anchor(m.start(), m.end(), "turn", number(m.group(1)))


def make_years(m: re.Match[str]) -> Anchor | None:
    """2018, åren 2016–2017, 2022 och 2023."""
    first = int(m.group(1))
    last = full_year(m.group(2), first) if m.group(2) else first
    return Anchor(m.start(), m.end(), "year", first, year_last=last) if first <= last else None


@cache
def grammar() -> Choice[tuple[Guarded, Maker]]:
    """Patterns and what they make, the most specific first."""
    table = load_toml("calendar")
    months = "|".join(sorted(table["months"], key=len, reverse=True))
    weekday = "|".join(table["weekdays"])
    days = rf"\d{{1,2}}(?::[ae])?|[lI]\d|(?<=den )l|\d[oO]|sista|{'|'.join(load_toml('numerals')['ordinals'])}"
    seasons = "|".join(row["one"] for row in table["seasons"].values())
    codes = {word: row["timex"] for row in table["seasons"].values() for word in row["one"].split("|")}
    words = table["validity"], table["occasions"]

    def make_season(m: re.Match[str]) -> Anchor | None:
        code = codes[m.group(1).lower()]
        year, last = number(m.group(2)), m.group(3)
        coming = COMING.search(m.string, max(0, m.start() - 2), m.end() + 12)
        if not year and not coming and not m.group(1).lower().endswith("n"):
            return None
        if last and code != "WI":
            return None
        return Anchor(m.start(), m.end(), "season", year, code=code)

    rules: list[tuple[str, Maker]] = [
        (rf"\b({YEAR})\s?-\s?(\d\d)\s?-\s?(\d\d)\b", make_iso),
        (rf"\b({YEAR})(0[1-9]|1[0-2])([0-3]\d)\b", make_iso),
        (
            r"(?<![\d/-])([12]\d)(\d\d)(\d\d)(?=\s?[-–]{1,2}\s?\d{6}\b)|(?<=\d[-–])([12]\d)(\d\d)(\d\d)\b",
            make_short_side,
        ),
        (rf"\b({YEAR})-(0[1-9]|1[0-2])\b(?![-–/]\d)", make_iso_month),
        (rf"(?:\bden\s+)?\b(\d{{1,2}})\s?[-–]\s?(\d{{1,2}})\s+({months})\b{OF_YEAR}", make_days),
        (rf"\b({days})\s+({weekday})en\s+i\s+({months})\s+({YEAR})\b", make_nth_weekday),
        (rf"(?:(?:{weekday})en\s+)?(?:\bden\s+)?\b({days})\s+({months})\b(?:\.(?=\s{YEAR}))?{OF_YEAR}", make_day),
        (rf"(?<![\d/])([0-3]?\d)/(1[0-2]|0?[1-9])(?![\d/])(?:[ -/]({YEAR}))?", make_slash),
        (rf"\b(vår|höst)termin(?:en)?(?:s start|sstart(?:en)?)?{OF_YEAR}(?: (?:börjar|startar))?", make_term),
        (rf"\b({seasons})(?:\s+(?:år\s+)?({YEAR})(?:\s?[/–-]\s?(\d{{2,4}})\b)?)?(?!\w|-)", make_season),
        (rf"\b{nth_of(2)}\s+(?:halvåret|halvan){OF_YEAR}", simple("half")),
        (rf"\b{nth_of(4)}\s+kvartalet{OF_YEAR}", simple("quarter")),
        (rf"\b(?:kvartal\s+|Q)([1-4])\b{OF_YEAR}", simple("quarter")),
        (rf"\b{nth_of(3)}\s+tertialet{OF_YEAR}", simple("tertial")),
        (rf"\btertial\s+([1-3])\b{OF_YEAR}", simple("tertial")),
        (rf"\bhalvårsskiftet{OF_YEAR}", lambda m: Anchor(m.start(), m.end(), "midyear", number(m.group(1)))),
        (rf"\bårsskiftet(?:\s+({YEAR})\s?[/–-]\s?\d{{2,4}})?", make_turn),
        (rf"\b(?:vecka|\w*veckorna|v\.?)\s?(\d{{1,2}})(?:\s?(?:[-–]|och|till)\s?(\d{{1,2}}))?\b{OF_YEAR}", make_week),
        (rf"\b({months}),\s+(?:(?:{months}),\s+)*(?:{months})\s+(?:och|samt)\s+({months})\b{OF_YEAR}", make_months),
        (
            rf"(?:(?<=före )|(?<=innan )|(?<=senast ))(?:{words[1]['one']})\s+i\s+(?:{months})\b(?!\s+(?:till|[-–]))",
            lambda m: Anchor(m.start(), m.end(), "occasion"),
        ),
        (rf"\b({months})(?:\s+månad)?\b(?!\s?-\w){OF_YEAR}", make_month),
        (rf"\b(?:{words[0]['whole']})\s+({YEAR})\s?[–-]\s?((?:20)?\d\d)\b", make_years),
        (rf"\b(?:{words[0]['whole']})\b", lambda m: Anchor(m.start(), m.end(), "validity")),
        (rf"\b(?:{words[0]['year']})(?!\s+{YEAR})\b", lambda m: Anchor(m.start(), m.end(), "thisyear")),
        (rf"\b(?:{words[0]['end']})\b", lambda m: Anchor(m.start(), m.end(), "month", first=12, closing=True)),
        (
            rf"\b(?:{words[1]['one']})\b(?:\s+{YEAR})?",
            lambda m: Anchor(m.start(), m.end(), "occasion"),
        ),
        (
            rf"\b({YEAR}) års (?:utgång|slut)\b",
            lambda m: Anchor(m.start(), m.end(), "year", int(m.group(1)), closing=True),
        ),
        (
            rf"\b(?:(?:verksamhets|kalender)?år(?:en|et)?\s+)?(?<![-/.,§])({YEAR})"
            r"(?:\s?(?:[-–/]|--)\s?((?:20)?\d\d)|"
            rf"(?:,\s+{YEAR})*\s+(?:och|till|samt|t\.o\.m\.|till och med)\s+({YEAR}))?"
            r"(?!\s+(?:kr|års\b)|[\w/]|-\d)",
            lambda m: make_years(m) if not m.group(3) else make_year_pair(m),
        ),
    ]
    return Choice([(Guarded(pattern, re.I), maker) for pattern, maker in rules], lambda row: row[0])


def make_short_side(m: re.Match[str]) -> Anchor | None:
    """Either side of 170401–181231."""
    year, month, day = (int(group) for group in m.groups() if group)
    return make_date(m, day, month, 2000 + year) if 1 <= month <= 12 and 1 <= day <= 31 else None


def make_year_pair(m: re.Match[str]) -> Anchor | None:
    """2022 och 2023."""
    first, last = int(m.group(1)), int(m.group(3))
    return Anchor(m.start(), m.end(), "year", first, year_last=last) if first <= last else None


@lru_cache(maxsize=1024)
def find_anchors(text: str) -> tuple[Anchor, ...]:
    """Find the calendar times of a text, in order, the most specific reading of each place.

    Examples
    --------
    >>> [(a.kind, a.year) for a in find_anchors("från den 3 maj 2019 till och med hösten 2020")]
    [('date', 2019), ('season', 2020)]
    """
    return tuple(sorted(longest(text), key=lambda anchor: anchor.start))


def longest(text: str) -> Iterator[Anchor]:
    """Anchors that no more specific one overlaps."""
    taken = bytearray(len(text))
    for pattern, maker in grammar().of(text):
        for match in pattern.compiled.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            anchor = maker(match)
            if anchor is not None:
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                yield anchor
