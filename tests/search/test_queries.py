"""What the words of a query find, in what order, and what is tried where they find nothing."""

from __future__ import annotations

import pytest

from lofteNLP.search import Filters, QueryError


def ids(index, query, **options):
    return [hit.record.id for hit in index.search(query, **options).hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("krogtillsyn", {"ale-2018#1", "kinda-2019#2"}),
        ("tillsyn på krogen", {"ale-2018#1", "kinda-2019#2"}),
        ("Krogarna", {"ale-2018#1", "kinda-2019#2"}),
        ("alkohol", {"kinda-2019#2"}),
        ("krog -alkohol", {"ale-2018#1"}),
        ("krog -(alkohol OR polis)", set()),
        ("alkohol OR moped", {"kinda-2019#2", "krokom-2021#2"}),
        ("tillsyn (alkohol ELLER kommunen)", {"ale-2018#1", "kinda-2019#2"}),
        ("vandrare", {"kinda-2019#3", "krokom-2021#1"}),
        ("nattvandring", {"krokom-2021#1"}),
        ("kontroll", {"kinda-2019#1", "krokom-2021#2"}),
        ("a-traktor", {"krokom-2021#2"}),
        ("kinda", {"kinda-2019#1", "kinda-2019#2", "kinda-2019#3"}),
        ("jämtland tung", {"krokom-2021#2"}),
        ("åre", {"krokom-2021#2"}),
        ("utemiljö polis", {"ale-2018#1"}),
        ('"tunga trafiken"', {"krokom-2021#2"}),
        ('"trafik tung"', set()),
        ('"trafik"', {"krokom-2021#2", "krokom-2021#3"}),
        ('"trygg utemiljö"', {"ale-2018#1", "ale-2018#2"}),
        ('-"tung trafik" trafik', {"kinda-2019#1", "krokom-2021#3"}),
        ("trafik*", {"kinda-2019#1", "krokom-2021#2", "krokom-2021#3"}),
        ("Trafikk*", {"kinda-2019#1"}),
        ("heading:trafik", {"krokom-2021#2", "krokom-2021#3"}),
        ('rubrik:"trygg utemiljö" sly', {"ale-2018#2"}),
        ("heading:sly", set()),
        ("tema:krog -responsible:polis", {"kinda-2019#2"}),
        (
            "tema:krog OR län:jämtland",
            {"ale-2018#1", "kinda-2019#2", "krokom-2021#1", "krokom-2021#2", "krokom-2021#3"},
        ),
        ("document:ale-2018 number:2..", {"ale-2018#2", "ale-2018#3"}),
        ("document:ale-2018 -number:>1", {"ale-2018#1"}),
        ("-document:ale-2018 -document:kinda-2019 -moped", {"krokom-2021#1", "krokom-2021#3"}),
        ("har:quantity kommun:Kinda", {"kinda-2019#1"}),
        ("unit:trafikkontroll value:3", set()),
        ("unit:nykterhetskontroll value:3", {"kinda-2019#1"}),
    ],
)
def test_a_query_finds(index, query, expected):
    result = index.search(query)
    found = {hit.record.id for hit in result.hits} if result.relaxed is None else set()
    assert found == expected


@pytest.mark.parametrize("query", ["", "och", "i på av", "!?", '""', "och OR på", "-och"])
def test_what_asks_nothing_finds_everything_in_order(index, pledges, query):
    result = index.search(query)
    assert [hit.record for hit in result.hits] == pledges
    assert {hit.score for hit in result.hits} == {0.0}


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("krogtillsyn", "ale-2018#1"),
        ("tillsyn krogar", "kinda-2019#2"),
        ("vandringar", "kinda-2019#3"),
        ("vandra", "krokom-2021#1"),
        ("trafik", "krokom-2021#3"),
    ],
)
def test_what_is_closer_to_the_words_comes_first(index, query, first):
    hits = index.search(query).hits
    assert hits[0].record.id == first
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits[0].score > hits[1].score


def test_fields_and_filters_leave_the_scores_alone(index):
    [plain] = [hit for hit in index.search("krog").hits if hit.record.id == "ale-2018#1"]
    [filtered] = index.search("krog year:2018 -alkohol", Filters(theme=("krog",), kommun=("Ale",))).hits
    assert filtered.score == pytest.approx(plain.score)


@pytest.mark.parametrize(
    ("query", "relaxed", "expected"),
    [
        ("krogtillsyn", None, {"ale-2018#1", "kinda-2019#2"}),
        ("krogtilsyner", "typo", {"ale-2018#1"}),
        ("mopde kontroll", "typo", {"krokom-2021#2"}),
        ("mopde kinda", "any", {"krokom-2021#2", "kinda-2019#1", "kinda-2019#2", "kinda-2019#3"}),
        ("sly moped", "any", {"ale-2018#2", "krokom-2021#2"}),
        ("sly moped -traktor", "any", {"ale-2018#2"}),
        ("sly moped theme:unga", "any", {"krokom-2021#2"}),
        ("mopedtillsyn", "any", {"ale-2018#1", "kinda-2019#2", "krokom-2021#2"}),
        ("slx", None, set()),  # too short for a misspelling
        ("slyröjning elefant", "any", {"ale-2018#2"}),
        ("elefant", None, set()),
        ('"mopde kontroll"', None, set()),
        ("theme:bedrageri", None, set()),
    ],
)
def test_where_nothing_matches_as_written(index, query, relaxed, expected):
    result = index.search(query)
    assert (result.relaxed, {hit.record.id for hit in result.hits}) == (relaxed, expected)
    assert result.total == len(expected)


def test_filters_hold_however_a_query_is_read(index):
    result = index.search("sly moped", Filters(kommun=("Ale",)))
    assert (result.relaxed, [hit.record.id for hit in result.hits]) == ("any", ["ale-2018#2"])


def test_widened_queries_find_other_words_of_the_theme_after_all_others(index):
    assert set(ids(index, "moped")) == {"krokom-2021#2"}
    widened = ids(index, "moped", widen=True)
    assert widened[0] == "krokom-2021#2"
    assert {"kinda-2019#1", "krokom-2021#3"} <= set(widened)
    assert ids(index, "elefant", widen=True) == []


def test_a_prefix_of_other_signs_is_an_error_with_its_place(index):
    with pytest.raises(QueryError, match="before a star") as caught:
        index.search("krog tra.*")
    assert caught.value.place == 5
