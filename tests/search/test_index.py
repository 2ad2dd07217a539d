"""An index answers queries: hits, totals, facets, tables, pages."""

from __future__ import annotations

import pytest

from lofteNLP.search import Filters, QueryError


def numbers(result):
    return {hit.record.id for hit in result.hits}


def test_words_must_all_match(index):
    assert numbers(index.search("tillsyn krog")) == {"ale-2018#1", "kinda-2019#2"}
    assert numbers(index.search("tillsyn alkohol")) == {"kinda-2019#2"}


def test_an_empty_query_finds_every_pledge_in_order(index, pledges):
    result = index.search("")
    assert result.total == index.size == len(pledges)
    assert [hit.record for hit in result.hits] == pledges


def test_an_unknown_value_is_an_error_that_points(index):
    with pytest.raises(QueryError) as caught:
        index.search("skola tema:krogg")
    assert caught.value.place == 6
    assert "near ones: krog" in caught.value.message
    with pytest.raises(QueryError, match="near ones: Kinda"):
        index.search("", Filters(kommun=("Kindaa",)))
