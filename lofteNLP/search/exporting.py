"""The whole of what a search found, as it streams: by document, then number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lofteNLP.search.combining import all_of, between

if TYPE_CHECKING:
    from tantivy import DocAddress, Query, Searcher

AT_A_TIME = 20_000  # addresses that are held


def addresses(searcher: Searcher, query: Query, at_a_time: int = AT_A_TIME) -> Iterator[DocAddress]:
    """Give the address of every hit, by document and number.

    The engine gives the first so many, then the first of those after them, and so on.

    Parameters
    ----------
    searcher
        One state of the index.
    query
        What to find.
    at_a_time
        How many addresses are held in memory.
    """
    import tantivy

    seen: set[tuple[int, int]] = set()  # those with the last number of order, which others may share
    rest = query
    while True:
        found = searcher.search(
            rest, at_a_time + len(seen), count=False, order_by_field="order", order=tantivy.Order.Asc
        ).hits
        new = [(order, address) for order, address in found if (address.segment_ord, address.doc) not in seen]
        yield from (address for _, address in new)
        if len(found) < at_a_time + len(seen):
            return
        last = found[-1][0]
        seen = {(address.segment_ord, address.doc) for order, address in found if order == last}
        rest = all_of([query, between("order", last, None)])
