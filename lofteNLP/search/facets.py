"""How many of the pledges that were found have each value of a field: one pass of the engine for all fields."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from lofteNLP.search import fields
from lofteNLP.search.syntax import NAMES, QueryError

if TYPE_CHECKING:
    from tantivy import Query, Searcher

COUNTED = (*fields.FACETS, "document")
MOST_VALUES = 1_000  # of a field
MOST_BUCKETS = 60_000  # that the engine counts exactly; it has a limit of its own

Counts = list[tuple[str, int]]


def counted(names: Iterable[str]) -> list[str]:
    """Give fields by the names of the index; an error tells what can be counted.

    Examples
    --------
    >>> counted(["tema", "year"])
    ['theme', 'year']
    """
    found = [NAMES.get(name.lower(), name) for name in names]
    for name in found:
        if name not in COUNTED:
            raise QueryError(f"{name!r:.40} cannot be counted; what can is {', '.join(COUNTED)}")
    return found


def count_values(searcher: Searcher, query: Query, names: Sequence[str]) -> dict[str, Counts]:
    """Count the values of fields, most frequent first, then by name."""
    found = searcher.aggregate(query, {name: _terms(_column(name)) for name in names})
    rare = [name for name in names if found[name]["sum_other_doc_count"]]  # more sets than are counted
    found |= searcher.aggregate(query, {name: _terms(name) for name in rare}) if rare else {}
    return {name: _most_frequent_first(_sums(found[name]["buckets"])) for name in names}


def count_table(searcher: Searcher, query: Query, rows: str, columns: str) -> dict[str, dict[str, int]]:
    """Count the values of two fields: rows most frequent first, then by name; in each its columns by name."""
    found = searcher.aggregate(query, {"rows": {**_terms(rows), "aggs": {"columns": _terms(columns)}}})
    buckets = found["rows"]["buckets"]
    cells = {row["key"]: dict(sorted(_sums(row["columns"]["buckets"]).items())) for row in buckets}
    return {name: cells[name] for name, _ in _most_frequent_first(_sums(buckets))}


def _column(name: str) -> str:
    """Give the field of the index by which a field is counted."""
    return fields.set_of(name) if name in fields.SETS else name


def _terms(column: str) -> dict[str, Any]:
    return {"terms": {"field": column, "size": MOST_BUCKETS, "segment_size": MOST_BUCKETS}}


def _sums(buckets: Iterable[dict[str, Any]]) -> dict[str, int]:
    """Give the counts of values from those of sets of them."""
    sums: dict[str, int] = {}
    for bucket in buckets:
        count = bucket["doc_count"]
        for value in bucket["key"].split(fields.BETWEEN):
            sums[value] = sums.get(value, 0) + count
    return sums


def _most_frequent_first(sums: dict[str, int]) -> Counts:
    return sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_VALUES]
