"""The few kinds of tantivy query that all others here are put together from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lofteNLP.search import fields

if TYPE_CHECKING:
    from tantivy import Query

DEEPEST = 20  # queries inside each other


def equal(field: str, values: Sequence[str]) -> Query:
    """Give the query for any of the values of a field."""
    import tantivy

    if len(values) == 1:  # a third of the time that a set of one takes
        return tantivy.Query.term_query(fields.schema(), field, values[0], "basic")
    return tantivy.Query.term_set_query(fields.schema(), field, values)


def between(field: str, lowest: int | None, highest: int | None) -> Query:
    """Give the query for a field's numbers from one to another, both inclusive; None leaves an end open."""
    if (highest is not None and highest < 0) or (lowest is not None and highest is not None and lowest > highest):
        return nothing()
    import tantivy

    return tantivy.Query.range_query(fields.schema(), field, tantivy.FieldType.Unsigned, lowest, highest)


def any_of(queries: Sequence[Query]) -> Query:
    """Give the query of which one must match; its score is the sum of those that do."""
    import tantivy

    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def best_of(queries: Sequence[Query]) -> Query:
    """Give the query of which one must match; its score is that of the best that does."""
    import tantivy

    return queries[0] if len(queries) == 1 else tantivy.Query.disjunction_max_query(queries)


def weighing(query: Query, weight: float) -> Query:
    """Give a query whose score counts so much."""
    import tantivy

    return query if weight == 1.0 else tantivy.Query.boost_query(query, weight)


def all_of(queries: Sequence[Query], excluded: Sequence[Query] = ()) -> Query:
    """Give the query of which all must match and nothing of what is excluded."""
    import tantivy

    if len(queries) == 1 and not excluded:
        return queries[0]
    needed = [(tantivy.Occur.Must, query) for query in queries]
    return tantivy.Query.boolean_query(needed + [(tantivy.Occur.MustNot, query) for query in excluded])


def preferring(query: Query, preferred: Sequence[Query]) -> Query:
    """Give a query whose hits gain the score of what is preferred, where it matches them too.

    One inside the other: side by side the engine goes through all that each of them matches, hits or not. But it runs
    out of its stack where very many are inside each other.
    """
    import tantivy

    for one in preferred[:DEEPEST]:
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Should, one)])
    rest = [(tantivy.Occur.Should, one) for one in preferred[DEEPEST:]]
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), *rest]) if rest else query


def scoring(query: Query, score: float) -> Query:
    """Give a query whose hits all have one score."""
    import tantivy

    return tantivy.Query.const_score_query(query, score)


def unranked(query: Query) -> Query:
    """Take a query's score away."""
    return scoring(query, 0.0)


def everything() -> Query:
    """Give the query for every pledge."""
    return unranked(equal("kind", [fields.PLEDGE]))


def nothing() -> Query:
    """Give the query for no pledge."""
    import tantivy

    return tantivy.Query.empty_query()
