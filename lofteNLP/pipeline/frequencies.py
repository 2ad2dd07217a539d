"""Distributive phrases: "per år", "varje vecka", "årligen"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from lofteNLP.openings import Openings
from lofteNLP.pipeline.lexicon import load_toml
from lofteNLP.schema import PERS, Per

SLASHED = re.compile(r"\b(?:g|ggr|gång|gånger)(/(?:(?P<vecka>v)|(?P<månad>mån|m)|(?P<år>å|år)))\b", re.I)


@dataclass(frozen=True, slots=True)
class Frequency:
    """A distributive phrase: "per år", "varje vecka", "årligen"; `alone` where it counts once without a number."""

    start: int
    end: int
    per: Per
    alone: bool


@cache
def frequency_patterns() -> Openings[tuple[int, Per, bool, re.Pattern[str]]]:
    """Distributive phrases with their rank, those that stand alone first; all begin with a word or a slash."""
    table = load_toml("pers")
    rows: list[tuple[int, Per, bool, re.Pattern[str]]] = []
    for kind in ("adverb", "each", "direct"):
        for per in PERS:
            if per in table[kind]:
                words = rf"(?<![\w-])(?:{table[kind][per]})(?![\w-])|(?<=\w)/{per}\b|\bper\s+\w+\s+och\s+{per}\b"
                rows.append((len(rows), per, kind != "direct", re.compile(words, re.I)))
    return Openings(rows)


def rank(found: tuple[tuple[int, Per, bool, re.Pattern[str]], re.Match[str]]) -> int:
    """The rank of a phrase that was found."""
    return found[0][0]


@lru_cache(maxsize=64)
def find_frequencies(text: str) -> tuple[Frequency, ...]:
    """Find the distributive phrases of a text, in order.

    Examples
    --------
    >>> [(f.per, f.alone) for f in find_frequencies("två gånger per termin och årligen")]
    [('termin', False), ('år', True)]
    """
    found: list[Frequency] = []

    def add(start: int, end: int, per: Per, alone: bool) -> None:
        if not any(f.start < end and start < f.end for f in found):
            found.append(Frequency(start, end, per, alone))

    patterns = frequency_patterns()
    slashed = "/" in text
    everywhere = ((row, match) for row in patterns.rows for match in row[-1].finditer(text))
    for (_, per, alone, _), match in everywhere if slashed else sorted(patterns.finditer(text), key=rank):
        add(match.start(), match.end(), per, alone and not match.group().lower().startswith(("/", "per")))
    for match in SLASHED.finditer(text) if slashed else ():
        for per in PERS:
            if match.groupdict().get(per):
                add(match.start(1), match.end(), per, False)
    return tuple(sorted(found, key=lambda f: f.start))
