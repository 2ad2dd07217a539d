"""Mentions of those who can act: police, municipality, schools, associations and the rest, each with its type."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from lofteNLP.pipeline.lexicon import load_toml
from lofteNLP.schema import ActorType

SCANNED = "ko(?:mm|rnm|mrn)un"  # "rn" is how scanners read "m"
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
def patterns() -> list[tuple[ActorType, re.Pattern[str]]]:
    """Names and nouns of every type, compiled."""
    table = load_toml("actors")
    rows: list[tuple[ActorType, re.Pattern[str]]] = []
    for type_ in TYPES:
        if table[type_]["names"]:
            rows.append((type_, re.compile(rf"(?<![\w-])(?:{'|'.join(table[type_]['names'])})(?![\w])")))
        words = "|".join(table[type_]["words"]).replace("kommun", SCANNED)
        rows.append((type_, re.compile(rf"(?<![\w-])(?:{words})(?![\w])", re.I)))
    return rows


@cache
def municipality_pattern() -> re.Pattern[str]:
    """A named municipality in any of its forms: "Ale kommun", "Kinda kommuns", "Malmö stad"."""
    from lofteNLP.documents.municipalities import names

    forms = "|".join(sorted((re.escape(form) for form in names()), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])({forms})\s+(kommun(?:en|ens|s)?|stads?|kn)(?!\w)", re.I)


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
    found = [(-(m.end() - m.start()), -1, m.start(), named(m)) for m in municipality_pattern().finditer(text)]
    for rank, (type_, pattern) in enumerate(patterns()):
        for match in pattern.finditer(text):
            if match.end() > match.start():
                mention = Mention(match.start(), match.end(), type_, match.group(0), is_genitive(match.group(0)))
                found.append((-(match.end() - match.start()), rank, match.start(), mention))
    taken = bytearray(len(text))
    kept: list[Mention] = []
    for *_, mention in sorted(found, key=lambda row: row[:3]):
        if not any(taken[mention.start : mention.end]):
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            kept.append(mention)
    return tuple(owned(text, sorted(kept, key=lambda mention: mention.start)))


def named(match: re.Match[str]) -> Mention:
    """A municipality with its name and code."""
    from lofteNLP.documents.municipalities import names

    kommun = names()[match.group(1).lower()]
    genitive = match.group(2).lower() in ("kommuns", "kommunens", "stads")
    return Mention(match.start(), match.end(), "kommun", match.group(0), genitive, kommun.name, kommun.code)


def is_genitive(surface: str) -> bool:
    """Whether a noun stands in the genitive: "polisens", "kommunens", "skolornas"."""
    return bool(re.search(r"(?:ens|ets|nas|ernas|ornas|arnas|tans|lans|kommuns|rans|tjänsts)$", surface.lower()))


@cache
def staff_pattern() -> re.Pattern[str]:
    """Nouns for people and units that act for their owner."""
    return re.compile(rf"\s+(?:\w+a\s+)?(?:{load_toml('actors')['staff']['nouns']})(?!\w)", re.I)


def owned(text: str, mentions: list[Mention]) -> list[Mention]:
    """Join an owner to the unit it owns: "kommunens fältgrupp" is one mention.

    The unit gives the type, unless it is a plain municipal one of a more telling owner ("socialtjänstens fältare").
    """
    joined: list[Mention] = []
    for mention in mentions:
        before = joined[-1] if joined else None
        if before and before.genitive and re.fullmatch(r"\s+(?:\w+a\s+)?", text[before.end : mention.start]):
            type_ = before.type if mention.type == "kommun" else mention.type
            name, code = (before.name, before.code) if type_ == "kommun" else (None, None)
            joined[-1] = Mention(before.start, mention.end, type_, text[before.start : mention.end], mention.genitive, name, code)
        else:
            joined.append(mention)
    return [with_name(text, with_staff(text, mention)) for mention in joined]


def with_name(text: str, mention: Mention) -> Mention:
    """A noun with the place name in front of it, "Robertsfors snöskoterklubb"."""
    if mention.type not in NAMED_TYPES:
        return mention
    name = re.search(r"(?<=[^.!?] )(?:[A-ZÅÄÖ][a-zåäö-]+ )+$", text[: mention.start])
    if not name or find_plain(name.group(0)):
        return mention
    return replace(mention, start=name.start(), text=text[name.start() : mention.end])


def find_plain(text: str) -> bool:
    """Whether a stretch holds a mention of its own."""
    return any(pattern.search(text) for _, pattern in patterns())


def with_staff(text: str, mention: Mention) -> Mention:
    """A genitive with the people it owns, "polisens brottsoffersamordnare"."""
    staff = staff_pattern().match(text, mention.end) if mention.genitive else None
    if not staff:
        return mention
    return replace(mention, end=staff.end(), text=text[mention.start : staff.end()], genitive=False)
