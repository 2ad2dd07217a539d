"""Split Swedish compounds, by how often words stand first and last in known ones.

`words.csv` says in how many dictionary compounds a form stands first (*skol*, of *skola*) or last; linking
letters belong to the form. The cheapest cut in two wins if it is cheaper than the word in one piece; the
halves are split in turn. Frequent words are dear to cut, prefixes and suffixes are no parts (`veto.txt`).
"""

from __future__ import annotations

import csv
from functools import lru_cache
from math import log
from pathlib import Path
from typing import NamedTuple

from lofteNLP.pipeline.base import lexicon

FOLDER = Path(__file__).parent
SHORTEST_WORD, SHORTEST_PART = 6, 3
SHORTEST_RARE = 4
# Costs: a part costs RARE less the logarithm of the number of compounds it stands in; a cut costs CUT; a word in one
# piece costs more the longer it is, and less the more compounds it is itself a part of.
RARE, CUT = 6.0, 2.0
WHOLE, WHOLE_LETTER, WHOLE_USE = 3.0, 0.7, 0.9
UNKNOWN = 20.0


class Tables(NamedTuple):
    """The data files, as read."""

    first: dict[str, tuple[str, int]]
    last: dict[str, int]
    domain: dict[str, tuple[str, ...]]
    no_first: frozenset[str]
    no_last: frozenset[str]
    whole: frozenset[str]


@lru_cache(maxsize=1)
def tables() -> Tables:
    """Read the data files, once."""
    first: dict[str, tuple[str, int]] = {}
    last: dict[str, int] = {}
    for name in ("words.csv", "irregular.csv"):  # the second mends the first
        with (FOLDER / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if int(row["first"]):
                    first[row["form"]] = (row["lemma"], int(row["first"]))
                if int(row["last"]):
                    last[row["form"]] = int(row["last"])
    with (FOLDER / "domain.csv").open(encoding="utf-8", newline="") as file:
        domain = {row["word"]: tuple(row["parts"].split()) for row in csv.DictReader(file)}
    vetoes: dict[str, set[str]] = {"first": set(), "last": set(), "word": set(), "part": set()}
    for line in (FOLDER / "veto.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, word = line.split()
            vetoes[kind].add(word)
    no_first, no_last = (frozenset(vetoes[kind] | vetoes["part"]) for kind in ("first", "last"))
    return Tables(first, last, domain, no_first, no_last, frozenset(vetoes["word"]))


def split(word: str) -> tuple[str, ...]:
    """Return the base forms of a compound's parts, or nothing for a simplex word.

    Examples
    --------
    >>> split("krogtillsyner"), split("trafiknykterhetskontroll")
    (('krog', 'tillsyn'), ('trafik', 'nykterhet', 'kontroll'))
    >>> split("kommunen")
    ()
    """
    word = word.lower()
    if "-" in word.strip("-"):
        parts = [part for part in word.split("-") if part]
        return tuple(piece for part in parts for piece in (split(part) or (_lemma(part),)))
    if not word.isalpha():
        return ()
    parts_found = _parts(_lemma(word))
    return parts_found if len(parts_found) > 1 else ()


def _lemma(word: str) -> str:
    return lexicon.base_form(word) or word


@lru_cache(maxsize=50_000)
def _parts(word: str) -> tuple[str, ...]:
    """Return the parts of a word, itself where it is simplex."""
    data = tables()
    if word in data.domain:
        return data.domain[word]
    if len(word) < SHORTEST_WORD or word in data.whole:
        return (word,)
    best, halves = _whole_cost(word), ("", "")
    for cut in range(2, len(word) - 1):
        first, last = word[:cut], word[cut:]
        cost = _first_cost(first) + CUT
        if cost < best:  # no part costs less than nothing
            cost += _last_cost(last)
        if cost < best:
            best, halves = cost, (_first_lemma(first), _last_lemma(last))
    if not halves[0]:
        return (word,)
    return _parts(halves[0]) + _parts(halves[1])


def _whole_cost(word: str) -> float:
    data = tables()
    if not lexicon.is_base_form(word):
        return UNKNOWN
    uses = data.last.get(word, 0) + max(data.first.get(f, ("", 0))[1] for f in (word, word + "s"))
    return WHOLE + WHOLE_LETTER * len(word) - WHOLE_USE * log(1 + uses)


def _first_cost(form: str) -> float:
    data = tables()
    if form in data.no_first:
        return UNKNOWN
    if form in data.first:
        return max(RARE - log(data.first[form][1]), 1.0)
    if form in data.domain or form.removesuffix("s") in data.domain:
        return 1.0
    base = form.removesuffix("s")
    if len(base) > SHORTEST_RARE and _is_noun(base):
        return RARE + 0.5
    return _compound_cost(base)


def _last_cost(form: str) -> float:
    data = tables()
    lemma = _last_lemma(form)
    if form in data.no_last or lemma in data.no_last:
        return UNKNOWN
    if lemma in data.last:
        return max(RARE - log(data.last[lemma]), 1.0)
    if lemma in data.domain:
        return 1.0
    if len(lemma) >= SHORTEST_RARE and _is_noun(lemma):
        return RARE + 0.5
    return _compound_cost(lemma)


def _compound_cost(word: str) -> float:
    """Return the cost of a part that is no known word but may be a compound itself."""
    if len(word) >= 2 * SHORTEST_PART + 1 and len(_parts(word)) > 1:
        return RARE + 2.0
    return UNKNOWN


def _is_noun(word: str) -> bool:
    return bool(set(lexicon.classes(word)) & set("UN")) and lexicon.base_form(word) in {word, None}


def _first_lemma(form: str) -> str:
    data = tables()
    if form in data.first:
        return data.first[form][0]
    base = form.removesuffix("s")
    return base if base in data.domain or not _is_noun(form) else form


def _last_lemma(form: str) -> str:
    if form in tables().last or form in tables().domain:
        return form
    return lexicon.base_form(form) or form
