"""Synonyms: the table and its reader, and that they are found loosely, ranked lower, marked, and counted only there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lofteNLP.search import Index, Writer
from lofteNLP.search.analysis import word
from lofteNLP.search.highlights import highlights
from lofteNLP.search.synonyms import TABLE, pairs, synonyms, table
from lofteNLP.search.syntax import parse

TEXTS = (
    "Två knarkhundar söker i skåpen.",
    "Narkotika i trapphus anmäls samma dag.",
    "Lampor byts på torget.",
    "Avhopparstöd erbjuds den som vill.",
)


@pytest.fixture(scope="module")
def index(tmp_path_factory, pledges) -> Index:
    path = tmp_path_factory.mktemp("synonyms")
    plain = replace(pledges[0], heading=None, themes=[], actors=[], quantities=[])
    with Writer(path) as writer:
        writer.add([replace(plain, id=f"a#{n}", number=n, text=text) for n, text in enumerate(TEXTS, 1)])
    return Index.open(path)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("knark", "narkotika"),
        ("narkotika", "knark"),
        ("knarket", "narkotika"),
        ("brott", "stöld"),
        ("polishus", "polisstation"),
    ],
)
def test_a_word_finds_its_synonyms(asked, found):
    assert word(found).parts in {synonym.parts for synonym in synonyms(word(asked))}


@pytest.mark.parametrize(
    ("asked", "not_found"), [("stöld", "brott"), ("narkotika", "narkotika"), ("och", "samt"), ("lampa", "knark")]
)
def test_a_word_does_not_find_what_is_broader_or_another(asked, not_found):
    assert word(not_found).parts not in {synonym.parts for synonym in synonyms(word(asked))}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("# only a remark\n\n", []),
        ("bil = fordon", [("bil", "fordon"), ("fordon", "bil")]),
        ("möte > samråd träff # both", [("möte", "samråd"), ("möte", "träff")]),
        (
            "bil = fordon kärra",
            [(a, b) for a in ("bil", "fordon", "kärra") for b in ("bil", "fordon", "kärra") if a != b],
        ),
    ],
)
def test_lines_are_pairs(text, found):
    assert [(one.surface, other.surface) for one, other in pairs(text)] == found


@pytest.mark.parametrize("line", ["bil fordon", "bil =", "= bil", "tung bil = fordon", ">"])
def test_a_line_of_another_form_is_refused(line):
    with pytest.raises(ValueError, match="synonyms: one word"):
        list(pairs(f"bil = fordon\n{line}"))


def test_every_line_of_the_table_is_of_use():
    lines = [line.partition("#")[0].strip() for line in TABLE.read_text(encoding="utf-8").splitlines()]
    for line in filter(None, lines):
        assert any(one.parts and other.parts and one.parts != other.parts for one, other in pairs(line)), line
    assert len(table()) > 1000


def texts(hits) -> list[int]:
    return [hit.record.number for hit in hits]


def test_synonyms_come_after_the_words_and_in_no_count(index):
    result = index.search("narkotika", facets=("kommun",))
    assert (result.total, result.facets["kommun"]) == (1, [("Ale", 1)])
    assert (texts(result.hits), texts(result.more)) == ([2], [1])
    assert [record.number for record in index.records("narkotika")] == [2]


def test_widened_synonyms_are_hits_after_the_words(index):
    result = index.search("narkotika", widen=True)
    assert (result.total, texts(result.hits), result.relaxed) == (2, [2, 1], None)
    assert result.hits[0].score > result.hits[1].score


def test_where_any_word_will_do_so_will_a_synonym_after_it(index):
    result = index.search("narkotika elefant")
    assert (result.relaxed, result.total, texts(result.hits), result.more) == ("any", 2, [2, 1], [])


def test_a_word_that_the_index_lacks_finds_what_begins_alike(index):
    result = index.search("avhopparverksamhet")
    assert (result.relaxed, result.total, texts(result.hits)) == ("any", 1, [4])
    assert index.search("elefantverksamhet").total == 0


@pytest.mark.parametrize(
    ("query", "relaxed", "widen", "marked"),
    [
        ("narkotika", None, False, []),
        ("narkotika", None, True, ["knarkhundar"]),
        ("narkotika", "any", False, ["knarkhundar"]),
        ("narkotika hund", "any", False, ["knarkhundar"]),
        ("narkotika -knark", "any", False, ["knarkhundar"]),
        ('"narkotika"', "any", True, []),
        ("lampa", "any", True, []),
    ],
)
def test_synonyms_are_marked_where_they_count(query, relaxed, widen, marked):
    spans = highlights(TEXTS[0], parse(query), relaxed, widen)
    assert [TEXTS[0][start:end] for start, end in spans] == marked
