"""Which words of a pledge a query marks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofteNLP.search.highlights import highlights, merged
from lofteNLP.search.misspelling import is_near
from lofteNLP.search.syntax import parse

TEXT = "Krogtillsyner görs och den tunga trafiken mäts; nattvandrare i Åre får stöd av polisen."


def marked(query, text=TEXT, relaxed=None):
    return [text[start:end] for start, end in highlights(text, parse(query), relaxed)]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("tillsyn krog", ["Krogtillsyner"]),
        ("krogtillsynen", ["Krogtillsyner"]),
        ("KROG", ["Krogtillsyner"]),
        ("mätning", ["mäts"]),
        ("vandra", ["nattvandrare"]),
        ("nattvandring", ["nattvandrare"]),
        ("trafiken", ["trafiken"]),
        ("are", []),
        ("åre", ["Åre"]),
        ("och i av", []),
        ("skola", []),
        ("trafik -polis", ["trafiken"]),
        ("skola OR polis", ["polisen"]),
        ("(trafik OR polis) stöd", ["trafiken", "stöd", "polisen"]),
        ('"tung trafik"', ["tunga trafiken"]),
        ('"trafik tung"', []),
        ('"krog"', []),
        ('"krogtillsyn"', ["Krogtillsyner"]),
        ('""', []),
        ("tra*", ["trafiken"]),
        ("KROGT*", ["Krogtillsyner"]),
        ("tillsyn*", []),
        ("theme:trafik kommun:Åre", []),
        ("-trafik", []),
        ("", []),
    ],
)
def test_a_query_marks(query, words):
    assert marked(query) == words


def test_the_parts_of_a_compound_are_marked_where_they_stand_apart():
    assert marked("krogtillsyn", "Tillsyn görs på krogar och av äldre") == ["Tillsyn", "krogar"]
    assert marked("krogtillsyn", "Tillsyn av äldre") == []
    assert marked("krogtillsyn", "Tillsyn av äldre", "any") == ["Tillsyn"]
    assert marked("krogtillsyn", "Krogtillsyn och annan tillsyn på krogar") == ["Krogtillsyn"]


def test_words_one_edit_away_are_marked_where_nothing_was_found():
    assert marked("polsien") == []
    assert marked("polsien", relaxed="typo") == ["polisen"]
    assert marked("krogtilsyn", relaxed="any") == ["Krogtillsyner"]


def test_code_points_beyond_the_first_plane_count_as_one():
    text = "🚓🚓 Trafiken a\u030akte"
    assert highlights(text, parse("trafik åka")) == [(3, 11), (12, 17)]


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("krog", "krog", True),
        ("krog", "krig", True),
        ("krog", "kroga", True),
        ("krog", "rog", True),
        ("krog", "korg", True),
        ("krog", "krgo", True),
        ("", "a", True),
        ("", "ab", False),
        ("krog", "grok", False),
        ("krog", "kråk", False),
        ("abcd", "badc", False),
    ],
)
def test_near(one, other, near):
    assert is_near(one, other) is is_near(other, one) is near


words = st.text("abå", max_size=6)


@given(words, st.integers(0, 6), st.integers(0, 3), st.sampled_from("abå"))
def test_every_edit_is_near(word, place, edit, letter):
    edited = [
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
    ][edit]
    assert is_near(word, edited) and is_near(edited, word)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 5)).map(lambda pair: (pair[0], sum(pair)))))
def test_merged_spans_cover_the_same_and_do_not_overlap(spans):
    joined = merged(spans)
    assert {n for span in spans for n in range(*span)} == {n for span in joined for n in range(*span)}
    assert all(first[1] <= second[0] for first, second in pairwise(joined))
