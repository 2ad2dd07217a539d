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
    found = searcher.aggregate(query, {name: _terms(name) for name in names})
    return {name: _counts(found[name]) for name in names}


def count_table(searcher: Searcher, query: Query, rows: str, columns: str) -> dict[str, dict[str, int]]:
    """Count the values of two fields: rows most frequent first, then by name; in each its columns by name."""
    found = searcher.aggregate(query, {"rows": {**_terms(rows), "aggs": {"columns": _terms(columns)}}})
    cells = {row["key"]: dict(sorted(_counts(row["columns"]))) for row in found["rows"]["buckets"]}
    return {name: cells[name] for name, _ in _counts(found["rows"])}


def _terms(name: str) -> dict[str, Any]:
    return {"terms": {"field": name, "size": MOST_BUCKETS, "segment_size": MOST_BUCKETS}}


def _counts(found: dict[str, Any]) -> Counts:
    counts = [(bucket["key"], bucket["doc_count"]) for bucket in found["buckets"]]
    return sorted(counts, key=lambda pair: (-pair[1], pair[0]))[:MOST_VALUES]
