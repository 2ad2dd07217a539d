"""A query read loosely: any of its words will do, and pledges rank by how much of it they cover.

Each word has a share of the query, the larger the rarer it is. A pledge covers a word if its text has all the roots of
the word or of one of its synonyms, a little less if only a compound has the word inside, and covers it in part if its
heading has them. A compound is covered, too, by its parts, each in any of these ways: *källarinbrott* by "stölder i
förråd". Themes of which the query speaks add to that, the more the fewer others a pledge has. Among pledges that cover
as much, those with rarer roots come first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import log1p
from typing import TYPE_CHECKING, NamedTuple

from lofteNLP.search.analysis import Word
from lofteNLP.search.combining import all_of, any_of, best_of, equal, nothing, preferring, scoring, unranked, weighing
from lofteNLP.search.matching import beginning, is_misspelt, near, term
from lofteNLP.search.subjects import themes_of
from lofteNLP.search.synonyms import synonyms

if TYPE_CHECKING:
    from tantivy import Query, Searcher

# How much of a word each way to meet it covers.
ITSELF, INSIDE, SYNONYM, HEADING, PARTS, BEGINNING = 1.0, 0.9, 1.0, 0.4, 0.95, 0.8
OTHER_RARITY = 5.0  # of a phrase and what else is asked besides words: that of a word in one of 150 pledges
# What is added to the cover of the whole, which is 1: for themes of the single words, by their shares, and of the words
# together, which tell that våld i nära relationer is no vald; and for the rarity of the roots.
WORD_THEMES, QUERY_THEMES, RARITY = 1.0, 0.4, 0.02
# Of all pledges, and never fewer than how many; what more of them have finds none by itself, where anything is rarer.
COMMON, FEW = 0.005, 100
MANY = 1_000  # pledges; where the best are enough, about so many are looked at, with the rarest of what the query asks
SHORTEST_BEGINNING = 6  # letters by which a root is found that the index lacks


class _Way(NamedTuple):
    """A way to meet a word: how much of it that covers, how many pledges have it at most, and which do."""

    share: float
    frequency: int
    query: Query


@dataclass(frozen=True, slots=True)
class _Asked:
    """A part of a query: how rare it is, the ways to meet it, and a query whose score is how much of it is covered."""

    rarity: float
    ways: tuple[_Way, ...]
    covered: Query


def covering(words: Sequence[Word], others: Sequence[Query], searcher: Searcher, only_best: bool) -> Query | None:
    """Give the query for pledges with any of the words, or of other things asked; None where nothing is asked.

    Parameters
    ----------
    words
        Those that are asked for.
    others
        Queries for what else is asked for: phrases, beginnings, alternatives.
    searcher
        The state of the index.
    only_best
        That not all that match are wanted, to count them, but the first few.
    """
    words = [word for word in words if word.parts]
    asked = [_word(word, searcher) for word in words]
    asked += [_Asked(OTHER_RARITY, (_Way(ITSELF, 0, query),), scoring(query, ITSELF)) for query in others]
    if not asked:
        return None
    whole = sum(one.rarity for one in asked)
    shares = [one.rarity / whole for one in asked]
    added = [weighing(one.covered, share) for one, share in zip(asked, shares, strict=True)]
    added += _themes(words, shares, searcher)
    added += [term("parts", part, RARITY / whole) for word in words for part in word.parts]
    ways = sorted((way for one in asked for way in one.ways), key=lambda way: way.frequency)
    if not ways:
        return nothing()
    found = _rarest(ways) if only_best else _rare(ways, searcher)
    return preferring(unranked(any_of([way.query for way in found])), added)


def _rare(ways: Sequence[_Way], searcher: Searcher) -> list[_Way]:
    """Give the ways that are not very common; at least the first, which is the rarest."""
    most = max(COMMON * searcher.num_docs, FEW, ways[0].frequency)
    return [way for way in ways if way.frequency <= most]


def _rarest(ways: Sequence[_Way]) -> list[_Way]:
    """Give the first ways, as long as they are not of very many pledges together; at least one."""
    sums = accumulate(way.frequency for way in ways)
    return [way for way, found in zip(ways, sums, strict=True) if found <= max(MANY, ways[0].frequency)]


def _word(word: Word, searcher: Searcher) -> _Asked:
    """Look at a word of the query, and at its parts where it is a compound."""
    ways = _ways(word, searcher)
    covered = [scoring(way.query, way.share) for way in ways]
    if len(set(word.parts)) > 1:
        parts = [_word(Word(part, part, (part,)), searcher) for part in word.parts]
        whole = sum(part.rarity for part in parts)
        covered.append(any_of([weighing(part.covered, PARTS * part.rarity / whole) for part in parts]))
        ways += [way for part in parts for way in part.ways]
    return _Asked(_idf(_count("parts", word, searcher), searcher), tuple(ways), best_of(covered or [nothing()]))


def _ways(word: Word, searcher: Searcher) -> list[_Way]:
    """Give the ways in which a pledge may say a word."""
    ways = [_Way(ITSELF, 0, near(word))] if is_misspelt(word, searcher) else [*_said(word, INSIDE, searcher)]
    if count := searcher.doc_freq("lemmas", word.lemma):
        ways.append(_Way(ITSELF, count, equal("lemmas", [word.lemma])))
    if count := searcher.doc_freq("place", word.lemma):
        ways.append(_Way(ITSELF, count, equal("place", [word.lemma])))
    ways += [way for synonym in synonyms(word) for way in _said(synonym, SYNONYM, searcher)]
    return ways + _beginnings(word, searcher)


def _said(word: Word, share: float, searcher: Searcher) -> Iterator[_Way]:
    """Give the ways in which a pledge has all of a word's roots, in its text or its heading."""
    for field, part in (("parts", share), ("heading", share * HEADING)):
        if count := _count(field, word, searcher):
            yield _Way(part, count, all_of([equal(field, [root]) for root in word.parts]))


def _beginnings(word: Word, searcher: Searcher) -> list[_Way]:
    """Give the query for roots that share the longest beginning with one that the index lacks, if any do."""
    for root in (part for part in word.parts if part.isalpha() and not searcher.doc_freq("parts", part)):
        for length in range(len(root), SHORTEST_BEGINNING - 1, -1):
            query = beginning("parts", root[:length])
            if searcher.search(query, 1, count=False).hits:
                return [_Way(BEGINNING, 0, query)]
    return []


def _themes(words: Sequence[Word], shares: Sequence[float], searcher: Searcher) -> list[Query]:
    """Give the themes of which the query speaks; BM25 makes the most of them where a pledge has no others."""
    together = themes_of(words)
    weights = {theme: QUERY_THEMES * clearness / len(together) for theme, clearness in together.items()}
    for word, share in zip(words, shares, strict=False):  # what is no word comes last in the shares
        for theme, clearness in themes_of([word]).items():
            if theme in together:
                weights[theme] += WORD_THEMES * clearness * share
    counts = {theme: searcher.doc_freq("theme", theme) for theme in sorted(weights)}
    return [
        weighing(equal("theme", [theme]), weights[theme] / _idf(count, searcher))
        for theme, count in counts.items()
        if count
    ]


def _count(field: str, word: Word, searcher: Searcher) -> int:
    """Give in how many pledges at most all of a word's roots are."""
    return min(searcher.doc_freq(field, part) for part in word.parts)


def _idf(count: int, searcher: Searcher) -> float:
    """Give the inverse document frequency as BM25 has it."""
    return log1p((searcher.num_docs - count + 0.5) / (count + 0.5))
