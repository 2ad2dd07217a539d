"""Distributive phrases: "per år", "varje vecka", "årligen"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from lofteNLP.pipeline.guarded import Choice, Guarded
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
def frequency_patterns() -> Choice[tuple[Guarded, Per, bool]]:
    """Distributive phrases, those that stand alone first."""
    table = load_toml("pers")
    rows: list[tuple[Guarded, Per, bool]] = []
    for kind in ("adverb", "each", "direct"):
        for per in PERS:
            if per in table[kind]:
                words = rf"(?<![\w-])(?:{table[kind][per]})(?![\w-])|(?<=\w)/{per}\b|\bper\s+\w+\s+och\s+{per}\b"
                rows.append((Guarded(words, re.I), per, kind != "direct"))
    return Choice(rows, lambda row: row[0])


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

    for pattern, per, alone in frequency_patterns().of(text):
        for match in pattern.compiled.finditer(text):
            add(match.start(), match.end(), per, alone and not match.group().lower().startswith(("/", "per")))
    for match in SLASHED.finditer(text):
        for per in PERS:
            if match.groupdict().get(per):
                add(match.start(1), match.end(), per, False)
    return tuple(sorted(found, key=lambda f: f.start))
