"""Whatever a query says: an answer, or a QueryError that says where and what."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lofteNLP.search import Filters, Index, QueryError
from lofteNLP.search.syntax import FIELDS, NAMES

WORDS = "krog tillsyn krogtillsyn trafik* mopde och OR ELLER theme:krog -krog 2018 2018..2020 4,5 polis >= ~ månad"
SIGNS = (
    "-",
    "(",
    ")",
    '"',
    ":",
    "*",
    "..",
    "<",
    "\\",
    "/",
    "^",
    "~2",
    "%00",
    "<script>",
    "' OR 1=1 --",
    "[a-z]*",
    "(?i)*",
)
LETTERS = "\x00 \ud800 \u200b \u202e \ufeff \n å a\u030a İ ß 𝔨𝔯𝔬𝔤 🚓 ٤ १ ªª* ²²*".split(" ")
PIECES = (*WORDS.split(), *SIGNS, *LETTERS, *(f"{name}:" for name in NAMES), '"tung trafik"')
mutated = st.lists(st.sampled_from(PIECES), max_size=12).flatmap(
    lambda pieces: st.sampled_from([" ".join(pieces), "".join(pieces)])
)
days = st.dates().map(str)
TUPLES = ("theme", "kommun", "county", "document", "actor", "responsible", "partner", "has")
anything = st.text(st.characters(), max_size=60)


def answers(index: Index, query: str, filters: Filters = Filters(), **options: object) -> None:  # noqa: B008
    """Search; a QueryError is an answer if it says what and where."""
    try:
        result = index.search(query, filters, **options)
    except QueryError as error:
        assert error.message
        error.pointer.encode()
        if error.place is not None:
            assert 0 <= error.place <= len(error.query) and len(error.query) == len(query)
    else:
        assert result.total >= len(result.hits)
        for hit in result.hits:
            assert all(0 <= start < end <= len(hit.record.text) for start, end in hit.highlights)


hostile = settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@hostile
@given(query=mutated, widen=st.booleans())
def test_mutated_queries(index, query, widen):
    answers(index, query, widen=widen, facets=("theme",))


@hostile
@given(query=anything)
def test_any_text(index, query):
    answers(index, query)


@hostile
@given(name=st.sampled_from(sorted(FIELDS)), value=anything)
def test_any_value_of_a_field(index, name, value):
    answers(index, f'{name}:"{value}"')
    answers(index, f"krog -{name}:{value}")


@hostile
@given(
    filters=st.one_of(
        *(st.builds(Filters, **{name: st.lists(anything, max_size=2).map(tuple)}) for name in TUPLES),
        *(st.builds(Filters, **{name: anything}) for name in ("unit", "per", "comparator")),
        st.builds(Filters, year=st.tuples(st.integers(0, 9999), st.integers(0, 9999))),
        st.builds(Filters, period=st.tuples(days | anything, days | anything)),
        st.builds(Filters, value_min=st.none() | st.floats(), value_max=st.none() | st.floats()),
    )
)
def test_any_filter(index, filters):
    answers(index, "krog", filters)


@pytest.mark.parametrize(
    "query",
    [
        "a" * 1_000_000,
        "(" * 100_000,
        '"' * 1000,
        "-" * 1000,
        "a OR " * 199 + "a",
        "år " * 333,
        " " * 999,
        "a/b/c/" * 166,
        "krog-" * 199,
        '"' + "krog " * 190 + '"',
        "ö" * 998 + "*",
        "trafik* " * 60,
        "mopde " * 60,
        "value:999999999999 number:999999999999 year:9999..0000",
        "value:<0 number:<0 year:<0000 year:>9999",
        "heading:" + "å" * 900,
        "unit:" + "x" * 900,
    ],
)
def test_large_queries(index, query):
    answers(index, query, widen=True, facets=("theme", "document"))
