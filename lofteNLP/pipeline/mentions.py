"""Mentions of those who can act: police, municipality, schools, associations and the rest, each with its type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from lofteNLP.openings import Openings
from lofteNLP.pipeline.lexicon import load_toml
from lofteNLP.schema import ActorType

NAMED_TYPES = ("foreningar", "fastighetsagare", "naringsliv", "raddningstjanst")

TYPES: tuple[ActorType, ...] = (
    "ordningsvakter",
    "socialtjanst",
    "skola",
    "raddningstjanst",
    "lansstyrelse",
    "trafikverket",
    "region",
    "annan_myndighet",
    "fastighetsagare",
    "naringsliv",
    "foreningar",
    "polis",
    "kommun",
    "boende",
)
# A word may have the next one stuck to it: "kommunenska".
WORD = r"(?<![\w-])(?:{})(?=(?:ska|skall|kommer|och)?(?!\w))"
NAME_BEFORE = re.compile(r"(?:(?<=[^.!?:] )|^(?=\w+s ))(?:[A-ZÅÄÖ][a-zåäö-]+ )+$")
LONGEST_NAME = 200  # characters
MEMBERS = ("boende", " från ", "foreningar")  # "vuxna från idrottsklubben" act for the club
OWNED_GAP = re.compile(r"\s+(?:\w+a\s+|\w+- (?:och|samt) )?")
SCANNER_SLIPS = str.maketrans("ìíîàáâ", "iiiaaa")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or noun for one who can act; `genitive` where it only owns what follows ("polisens arbete")."""

    start: int
    end: int
    type: ActorType
    text: str
    genitive: bool = False
    name: str | None = None
    code: str | None = None


@cache
def patterns() -> Openings[tuple[int, ActorType, re.Pattern[str]]]:
    """Names and nouns of every type, compiled."""
    table = load_toml("actors")
    rows: list[tuple[ActorType, re.Pattern[str]]] = []
    for type_ in TYPES:
        names = "|".join(table[type_]["names"])
        if names:
            rows.append((type_, re.compile(WORD.format(rf"(?:{names})(?::?s)?"))))
        words = re.sub(r"<(\w+)>", lambda match: table["endings"][match.group(1)], "|".join(table[type_]["words"]))
        rows.append((type_, re.compile(WORD.format(misread(words)), re.I)))
    rows.append(("fastighetsagare", re.compile(WORD.format(rf"{housing_companies()}(?::?s)?"))))
    return Openings([(rank, *row) for rank, row in enumerate(rows)])


def misread(pattern: str) -> str:
    """A pattern that also matches what scanners make of words: "rn" for "m" and back, long ones without rings and dots.

    Examples
    --------
    >>> bool(re.fullmatch(misread("fastighetsägarna"), "fastighetsagama"))
    True
    """
    parts = re.split(r"(\(\?<!.*?\))", pattern)  # what stands behind must have one length
    for i in range(0, len(parts), 2):
        parts[i] = re.sub(r"[a-zåäö]{6,}", plain_letters, parts[i])
        parts[i] = re.sub("rn|m", "(?:rn|m)", parts[i])
    return "".join(parts)


def plain_letters(word: re.Match[str]) -> str:
    """A word whose å, ä and ö may have lost their rings and dots, and é its accent."""
    plain = {"å": "[åa]", "ä": "[äa]", "ö": "[öo]"}
    return "".join(plain.get(letter, letter) for letter in word.group(0))


@cache
def housing_companies() -> str:
    """Public housing companies called by their municipality: "Ludvikahem", "Pitebo", "Hoforshus"."""
    from lofteNLP.documents.municipalities import names

    parts = {part for kommun in names().values() for part in re.findall(r"[A-ZÅÄÖ][a-zåäö]{3,}", kommun.name)}
    stems = "|".join(sorted({stem for part in parts for stem in (part, part.rstrip("å"))}))
    return rf"(?:AB )?(?:{stems})s?(?:[Bb]o|[Hh]em|[Hh]us|[Bb]yggen|gårdar)(?: AB)?"


@cache
def named_municipalities() -> Openings[tuple[re.Pattern[str]]]:
    """A named municipality in any of its forms: "Ale kommun", "Kinda kommuns", "Malmö stad"."""
    from lofteNLP.documents.municipalities import names

    forms = "|".join(sorted((re.escape(form) for form in names()), key=len, reverse=True))
    unit = rf"{misread('kommun')}(?:en|ens|s)?|stads?|kn"
    pattern = re.compile(rf"(?<![\w-])({forms})\s+({unit})(?=(?:ska|och)?(?!\w))", re.I)
    return Openings([(pattern,)])


@lru_cache(maxsize=4096)
def find_mentions(text: str) -> tuple[Mention, ...]:
    """Find every mention of one who can act, in order, none overlapping another.

    Parameters
    ----------
    text : str
        Any text; offsets are code points in it.

    Examples
    --------
    >>> [(m.type, m.text) for m in find_mentions("Kommunens fältgrupp och närpolisen")]
    [('kommun', 'Kommunens fältgrupp'), ('polis', 'närpolisen')]
    """
    found = list(scan(text)) + list(scan_joined(text))
    taken = bytearray(len(text))
    kept: list[Mention] = []
    for _, mention in sorted(found, key=lambda row: (row[1].start - row[1].end, row[0], row[1].start)):
        if not any(taken[mention.start : mention.end]):
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            kept.append(mention)
    joined = owned(text, sorted(kept, key=lambda mention: mention.start))
    ends = [0, *(mention.end for mention in joined)]
    return tuple(with_name(text, with_staff(text, mention), end) for mention, end in zip(joined, ends, strict=False))


def scan(text: str) -> Iterator[tuple[int, Mention]]:
    """Every match of every pattern, with the rank of its type."""
    read = re.sub(r"(?<=[a-zåäö])1(?=[a-zåäö])", "l", text).translate(SCANNER_SLIPS)
    for _, match in named_municipalities().finditer(read):
        yield -1, named(match, text)
    for (rank, type_, pattern), match in patterns().finditer(read):
        genitive = is_genitive(match.group(0), pattern, type_)
        yield rank, Mention(match.start(), match.end(), type_, text[match.start() : match.end()], genitive)


def is_genitive(surface: str, pattern: re.Pattern[str], type_: ActorType) -> bool:
    """Whether a form is another one with the genitive's s; a name such as "Krogen Pelles" is not."""
    if " " in surface and surface[surface.rindex(" ") + 1].isupper() and type_ not in ("region", "lansstyrelse"):
        return surface.endswith(":s")
    return surface[-1] in "sS" and pattern.fullmatch(surface[:-1].rstrip(":")) is not None


def scan_joined(text: str) -> Iterator[tuple[int, Mention]]:
    """The mentions that a hyphen left over from a line's end cuts in two: "räddnings-tjänsten"."""
    hyphens = {match.start() for match in re.finditer(r"(?<=[a-zåäö])-(?=[a-zåäö])", text)}
    if not hyphens:
        return
    places = [place for place in range(len(text)) if place not in hyphens]
    for rank, mention in scan("".join(text[place] for place in places)):
        start, end = places[mention.start], places[mention.end - 1] + 1
        if end - start > mention.end - mention.start:
            yield rank, replace(mention, start=start, end=end, text=text[start:end])


def named(match: re.Match[str], text: str) -> Mention:
    """A municipality with its name and code."""
    from lofteNLP.documents.municipalities import names

    kommun = names()[match.group(1).lower()]
    genitive = match.group(2).lower().endswith("s")
    surface = text[match.start() : match.end()]
    return Mention(match.start(), match.end(), "kommun", surface, genitive, kommun.name, kommun.code)


def owned(text: str, mentions: list[Mention]) -> list[Mention]:
    """Join an owner and its unit, "kommunens fältgrupp", people and their employer or club, "utredaren hos polisen"."""
    joined: list[Mention] = []
    for mention in mentions:
        before = joined[-1] if joined else None
        gap = text[before.end : mention.start] if before else ""
        if before and before.genitive and OWNED_GAP.fullmatch(gap) and mention.type not in ("boende", "naringsliv"):
            joined[-1] = join(text, before, mention, owner=before, unit=mention)
        elif before and ((before.type, gap) == ("kommun", " hos ") or (before.type, gap, mention.type) == MEMBERS):
            joined[-1] = join(text, before, mention, owner=mention, unit=before)
        else:
            joined.append(mention)
    return joined


def join(text: str, first: Mention, last: Mention, *, owner: Mention, unit: Mention) -> Mention:
    """One mention of two. The unit gives the type, unless it is a plain municipal one or people of a telling owner."""
    volunteers = owner.type == "polis" and unit.type == "foreningar"
    type_ = owner.type if unit.type in ("kommun", "boende") or volunteers else unit.type
    name, code = (owner.name, owner.code) if type_ == "kommun" else (None, None)
    return Mention(first.start, last.end, type_, text[first.start : last.end], last.genitive, name, code)


def with_name(text: str, mention: Mention, free: int) -> Mention:
    """A noun with the place name in front of it, "Robertsfors snöskoterklubb", where the text is `free` of others."""
    if mention.type not in NAMED_TYPES:
        return mention
    name = NAME_BEFORE.search(text, max(0, mention.start - LONGEST_NAME), mention.start)
    if not name or name.start() < free or find_plain(name.group(0)):
        return mention
    return replace(mention, start=name.start(), text=text[name.start() : mention.end])


def find_plain(text: str) -> bool:
    """Whether a stretch holds a mention of its own."""
    return any(True for _ in patterns().finditer(text))


@cache
def staff_pattern() -> re.Pattern[str]:
    """Nouns for people and units that act for their owner."""
    return re.compile(rf"\s+(?:\w+a\s+)?(?:{load_toml('actors')['staff']['nouns']})(?!\w)", re.I)


def with_staff(text: str, mention: Mention) -> Mention:
    """A genitive with the people it owns, "polisens brottsoffersamordnare"."""
    staff = staff_pattern().match(text, mention.end) if mention.genitive else None
    if not staff:
        return mention
    return replace(mention, end=staff.end(), text=text[mention.start : staff.end()], genitive=False)
