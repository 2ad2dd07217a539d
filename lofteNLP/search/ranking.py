"""The best hits of a query, in an order that follows from the pledges alone and not from how the index lies on disk.

Equal texts score alike, and where they stand in the index says nothing. So hits whose scores are the same, but for the
rounding of floating-point sums, are ordered by document and number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tantivy import DocAddress, Query, Searcher

Scored = tuple[float, "DocAddress"]

MARGIN = 40  # hits that are fetched beyond the page, to see whether a tie goes across its end
MOST_FETCHED = 10_000  # hits of a tie that are ordered; of one that is larger, the engine chooses
TIED = 1e-5  # relative difference of scores that are the same


def best(searcher: Searcher, query: Query, limit: int, offset: int) -> list[Scored]:
    """Give a page of hits with their scores, best first."""
    wanted = offset + limit
    size = wanted + MARGIN
    hits = searcher.search(query, size, count=False).hits
    while len(hits) == size and size < MOST_FETCHED and _are_tied(hits[wanted - 1], hits[-1]):
        size = min(10 * size, MOST_FETCHED)
        hits = searcher.search(query, size, count=False).hits
    return _ordered(searcher, hits)[offset:wanted]


def in_order(searcher: Searcher, query: Query, limit: int, offset: int) -> list[Scored]:
    """Give a page of hits by document and number; their scores are zero."""
    from tantivy import Order

    found = searcher.search(query, limit, count=False, offset=offset, order_by_field="order", order=Order.Asc)
    return [(0.0, address) for _, address in found.hits]


def _ordered(searcher: Searcher, hits: list[Scored]) -> list[Scored]:
    """Order hits, best first, within ties."""
    orders = searcher.fast_field_values("order", [address for _, address in hits])
    keyed: list[tuple[float, int, Scored]] = []
    group = 0.0
    for place, (hit, order) in enumerate(zip(hits, orders, strict=True)):
        if place and not _are_tied(hits[place - 1], hit):
            group += 1
        keyed.append((group, int(order or 0), hit))
    return [hit for _, _, hit in sorted(keyed, key=lambda key: key[:2])]


def _are_tied(better: Scored, worse: Scored) -> bool:
    return better[0] - worse[0] <= TIED * better[0]
