"""A page of a query's hits, in an order that follows from the pledges alone and not from how the index lies on disk.

Equal texts score alike, and where they stand in the index says nothing. So hits whose scores are the same, but for the
rounding of sums, are ordered by document and number, as are those of a query that does not rank. What was replaced or
removed still counts in how frequent a word is, until the engine merges it away: that may move scores a little.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tantivy import DocAddress, Query, Searcher

Scored = tuple[float, "DocAddress"]

MARGIN = 100  # hits that are fetched beyond the page, to see whether a tie goes across its end
MOST_FETCHED = 20_000  # hits of a tie that are put in order; of a larger one, the engine chooses
TIED = 1e-5  # relative difference of scores that are the same


class Page(NamedTuple):
    """How many hits there are, and some of them with their scores."""

    total: int
    hits: list[Scored]


def best(searcher: Searcher, query: Query, limit: int, offset: int) -> Page:
    """Give a page of hits with their scores, best first."""
    wanted = offset + limit
    size = wanted + MARGIN if limit else 1
    found = searcher.search(query, size)
    hits, total = found.hits, int(found.count)  # type: ignore[attr-defined]  # the stubs lack it
    while limit and len(hits) == size < MOST_FETCHED and _are_tied(hits[wanted - 1], hits[-1]):
        size = min(10 * size, MOST_FETCHED)
        hits = searcher.search(query, size, count=False).hits
    return Page(total, _ordered(searcher, hits, offset, wanted))


def in_order(searcher: Searcher, query: Query, limit: int, offset: int) -> Page:
    """Give a page of hits by document and number; their scores are zero."""
    import tantivy

    found = searcher.search(query, limit or 1, offset=offset, order_by_field="order", order=tantivy.Order.Asc)
    total = int(found.count)  # type: ignore[attr-defined]  # the stubs lack it
    return Page(total, [(0.0, address) for _, address in found.hits[:limit]])


def _ordered(searcher: Searcher, hits: list[Scored], start: int, end: int) -> list[Scored]:
    """Give a page of hits that come best first, with ties in order."""
    first, last = start, min(end, len(hits))
    if first >= last:
        return []
    while first > 0 and _are_tied(hits[first - 1], hits[first]):
        first -= 1
    while last < len(hits) and _are_tied(hits[last - 1], hits[last]):
        last += 1
    around = hits[first:last]
    orders = searcher.fast_field_values("order", [address for _, address in around])
    ties = [0]
    for better, worse in pairwise(around):
        ties.append(ties[-1] + (not _are_tied(better, worse)))
    places = sorted(range(len(around)), key=lambda place: (ties[place], orders[place]))
    return [around[place] for place in places[start - first : end - first]]


def _are_tied(better: Scored, worse: Scored) -> bool:
    return better[0] - worse[0] <= TIED * better[0]
