"""Looking only where a word can begin a match finds what looking everywhere finds."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofteNLP.openings import Openings
from lofteNLP.pipeline import frequencies, mentions, numerals, places

TABLES: dict[str, Openings[Any]] = {
    "mentions": mentions.patterns(),
    "named municipalities": mentions.named_municipalities(),
    "official names": places.official_pattern(),
    "bare names": places.bare_pattern(),
    "lists": places.list_patterns(),
    "inhabitants": places.compound_pattern(),
    "districts": places.district_pattern(),
    "numbers": numerals.openings(),
}
WORDS = (
    "Polisen Kommunen SKOLAN fältarna räddnings-tjänsten Ale kommun komrnunen kommuner kommunerna i och , Mora Orsa "
    "Hjo Upplands Väsby Region Skåne Gotland ICA HSB Riksbyggen ordningsvakter grund- förskolor barn- skola gata/park "
    "tre 10 1O l5 20 000 2,5 tjugo femton ett en och halv till hälften tiotal av de miljoner mkr § - – per år varje om "
    "vecka årligen månad lpo Rosengård Ljusdalsborna Kumla Bostäder Malmö stad MKB AB Stiftelsen miljö bygg ſkola "
    "POLİSEN polısen \u212aommun \u212bre A\u030are - / & . : ( ) \n f-9-skolan Röda korset IFK Ola i ett"
).split(" ")
texts = st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
joined = st.lists(st.sampled_from(WORDS), max_size=8).map("".join)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
@given(text=texts | joined)
def test_no_match_is_left_out(table: Openings[Any], text: str) -> None:
    found = {(id(row), match.span()) for row, match in table.finditer(text)}
    assert found == {(id(row), match.span()) for row in table.rows for match in row[-1].finditer(text)}


@given(text=texts | joined)
def test_only_a_slash_hides_a_frequency(text: str) -> None:
    table, plain = frequencies.frequency_patterns(), text.replace("/", " ")
    found = {(id(row), match.span()) for row, match in table.finditer(plain)}
    assert found == {(id(row), match.span()) for row in table.rows for match in row[-1].finditer(plain)}


def test_matches_of_a_row_do_not_overlap() -> None:
    table = Openings([(re.compile(r"ett(?: ett)?"),)])
    assert [match.span() for _, match in table.finditer("ett ett ett")] == [(0, 7), (8, 11)]


def test_the_character_behind_a_word_counts() -> None:
    table = Openings([("long", re.compile(r"\w*klubb")), ("wide", re.compile(r"vård och"))])
    assert table.opened_by("vård ") == (1,)
    assert table.opened_by("vård,") == ()
