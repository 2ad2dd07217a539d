"""The query language: what a text means, and where it goes wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofteNLP.search.syntax import (
    DEEPEST,
    FIELDS,
    LONGEST_QUERY,
    MOST_CLAUSES,
    All,
    Any,
    Field,
    Not,
    Phrase,
    Prefix,
    QueryError,
    Range,
    Word,
    leaves,
    parse,
)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", All()),
        (" \t\n", All()),
        ("krog", Word("krog", 0)),
        ("  krog ", Word("krog", 2)),
        ("Krog or öl", All((Word("Krog", 0), Word("or", 5), Word("öl", 8)))),
        ("krog -öl", All((Word("krog", 0), Not(Word("öl", 6))))),
        ("-öl", Not(Word("öl", 1))),
        ('-"tung trafik"', Not(Phrase("tung trafik", 1))),
        ("-(a OR b)", Not(Any((Word("a", 2), Word("b", 7))))),
        ("a-traktor", Word("a-traktor", 0)),
        ('krog"tung trafik"', All((Word("krog", 0), Phrase("tung trafik", 4)))),
        ('""', Phrase("", 0)),
        ("a b OR c", Any((All((Word("a", 0), Word("b", 2))), Word("c", 7)))),
        ("a ELLER b OR c", Any((Word("a", 0), Word("b", 8), Word("c", 13)))),
        ("a (b OR c)", All((Word("a", 0), Any((Word("b", 3), Word("c", 8)))))),
        ("((a))", Word("a", 2)),
        ("( a )", Word("a", 2)),
        ('"OR"', Phrase("OR", 0)),
        ("trafik*", Prefix("trafik", 0)),
        ("theme:krog", Field("theme", "krog", 0)),
        ("TEMA:Krog", Field("theme", "Krog", 0)),
        ('kommun:"Upplands Väsby"', Field("kommun", "Upplands Väsby", 0)),
        ("-län:Jämtland", Not(Field("county", "Jämtland", 1))),
        ("rubrik:trafik*", Field("heading", "trafik*", 0)),
        ("jämförelse:>=", Field("comparator", ">=", 0)),
        ("year:2018", Field("year", Range(2018, 2018), 0)),
        ("år:2018..2020", Field("year", Range(2018, 2020), 0)),
        ("ar:2018..", Field("year", Range(2018, None), 0)),
        ("year:..2020", Field("year", Range(None, 2020), 0)),
        ("year:>2018", Field("year", Range(2018, None, False), 0)),
        ("value:>=4", Field("value", Range(4, None), 0)),
        ("antal:<4", Field("value", Range(None, 4, True, False), 0)),
        ("value:<=2,5", Field("value", Range(None, 2.5), 0)),
        ('value:"1.5..3"', Field("value", Range(1.5, 3), 0)),
        ("number:=3", Field("number", Range(3, 3), 0)),
        ("EU:s kl:s 14:30 Obs:", All((Word("EU:s", 0), Word("kl:s", 5), Word("14:30", 10), Word("Obs:", 16)))),
        ("a\x00b", Word("a\x00b", 0)),
        ("\ud800", Word("\ufffd", 0)),
    ],
)
def test_a_query_means(text, tree):
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("krog (öl", 5, "not closed"),
        ("krog (", 5, "not closed"),
        ("(a (b)", 0, "not closed"),
        ("krog)", 4, "closes nothing"),
        (")", 0, "closes nothing"),
        ("krog ()", 5, "nothing between"),
        ("(  )", 0, "nothing between"),
        ('krog "öl', 5, "not closed"),
        ("OR krog", 0, "word is missing"),
        ("krog OR", 7, "word is missing"),
        ("krog OR OR öl", 8, "word is missing"),
        ("(krog OR)", 8, "word is missing"),
        ("krog -", 5, "minus sign"),
        ("krog - öl", 5, "minus sign"),
        ("krog --öl", 5, "minus sign"),
        ("(krog -)", 6, "minus sign"),
        ("*kontroll", 0, "star"),
        ("trafik*kontroll", 6, "star"),
        ("a b*", 2, "at least 2 letters"),
        ("teme:krog", 0, "did you mean theme or tema"),
        ("krog xyzåäö:1", 5, "the fields are theme"),
        ('obs:"krog"', 0, "there is no field"),
        ("theme:", 6, "value is missing"),
        ("theme: krog", 6, "value is missing"),
        ('theme:" "', 6, "value is missing"),
        ("kommun:(Ale OR Kinda)", 7, "value is missing"),
        ("krog year:18", 10, "four digits"),
        ("year:2018..20", 5, "four digits"),
        ("year:i år", 5, "no number"),
        ("value:..", 6, "no number"),
        ("value:fyra", 6, "no number"),
        ("value:>=4..5", 6, "no number"),
        ("value:٤", 6, "no number"),
        ("(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1), DEEPEST, "within each other"),
        ("a " * (MOST_CLAUSES + 1), 2 * MOST_CLAUSES, "more than 64 words"),
        ("a" * (LONGEST_QUERY + 1), LONGEST_QUERY, "longer than 1000"),
    ],
)
def test_an_error_points_at_its_place(text, place, message):
    with pytest.raises(QueryError, match=message) as caught:
        parse(text)
    assert caught.value.place == place


def test_what_is_just_allowed():
    parse("(" * DEEPEST + "a" + ")" * DEEPEST)
    parse("a " * MOST_CLAUSES)
    parse("å" * LONGEST_QUERY)
    parse("value:4..")


@pytest.mark.parametrize(
    ("query", "place", "pointer"),
    [
        ("krog (öl", 5, "krog (öl\n     ^"),
        ("x" * 50 + "(", 50, "…" + "x" * 30 + "(\n" + " " * 31 + "^"),
        ("(" + "x" * 50, 0, "(" + "x" * 29 + "…\n^"),
        ("a\n\x00(", 3, "a  (\n   ^"),
        ("", 0, "\n^"),
        ("krog", None, ""),
    ],
)
def test_the_pointer_shows_the_place(query, place, pointer):
    assert QueryError("wrong", query, place).pointer == pointer


def test_leaves_are_what_may_match():
    found = [leaf.place for leaf in leaves(parse('krog -öl (a OR "b c") -(d OR e) tema:krog'))]
    assert found == [0, 10, 15, 32]


@pytest.mark.parametrize("name", [alias for own, others in FIELDS.items() for alias in (own, *others)])
def test_every_name_of_a_field_is_read(name):
    [field] = leaves(parse(f"{name}:2018"))
    assert name in (field.name, *FIELDS[field.name])


@given(st.text(st.sampled_from('ab å"()-*:.OR><=24\n'), max_size=40))
def test_a_text_is_a_tree_or_an_error_with_its_place(text):
    try:
        tree = parse(text)
    except QueryError as error:
        assert error.place is not None and 0 <= error.place <= len(text)
        assert len(error.pointer.split("\n")) == 2
    else:
        assert all(0 <= leaf.place < len(text) for leaf in leaves(tree))
