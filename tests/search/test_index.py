"""An opened index: pages, totals, counts, single pledges and documents, and one order however it was written."""

from __future__ import annotations

from random import Random
from threading import Thread

import pytest

from lofteNLP.schema import Document, Kommun, Pledge
from lofteNLP.search import Filters, FolderError, Index, QueryError, Writer
from lofteNLP.search.ranking import MARGIN


def test_pages_follow_each_other(index):
    whole = index.search("kommun:Krokom OR krog", limit=100)
    pages = [index.search("kommun:Krokom OR krog", limit=2, offset=offset) for offset in range(0, 8, 2)]
    assert [hit for page in pages for hit in page.hits] == whole.hits
    assert {page.total for page in pages} == {whole.total} == {5}


def test_a_page_beyond_the_last_hit_is_empty(index):
    for query in ("krog", ""):
        result = index.search(query, offset=100)
        assert (result.hits, result.total > 0) == ([], True)


def test_no_hits_but_the_total_and_counts(index):
    result = index.search("krog", limit=0, facets=("kommun",))
    assert (result.total, result.hits, result.facets) == (2, [], {"kommun": [("Ale", 1), ("Kinda", 1)]})


@pytest.mark.parametrize("page", [{"limit": -1}, {"limit": 1001}, {"offset": -1}, {"offset": 10_001}])
def test_pages_have_limits(index, page):
    with pytest.raises(QueryError, match="export the result"):
        index.search("krog", **page)


def test_facets_count_all_that_was_found_most_frequent_first_then_by_name(index):
    facets = index.search("", limit=1, facets=("theme", "year", "partner", "document", "län")).facets
    assert facets["theme"] == [
        ("trafik", 3), ("krog", 2), ("narvaro", 2), ("tillsyn", 2), ("alkohol", 1), ("nattvandring", 1),
        ("trygg_miljo", 1), ("trygghetsvandring", 1), ("unga", 1),
    ]  # fmt: skip
    assert facets["year"] == [("2018", 3), ("2021", 3), ("2019", 2), ("2020", 2), ("2022", 2), ("2023", 2)]
    assert facets["partner"] == [("boende", 1), ("kommun", 1), ("polis", 1), ("skola", 1), ("trafikverket", 1)]
    assert facets["document"] == [("ale-2018", 3), ("kinda-2019", 3), ("krokom-2021", 3)]
    assert facets["county"] == [("Jämtlands län", 3), ("Västra Götalands län", 3), ("Östergötlands län", 3)]


def test_facets_of_nothing_are_empty(index):
    assert index.search("elefant", facets=("theme",)).facets == {"theme": []}


def test_an_unknown_facet_is_an_error(index):
    with pytest.raises(QueryError, match="'text' cannot be counted; what can is theme"):
        index.search("krog", facets=("theme", "text"))
    with pytest.raises(QueryError, match="cannot be counted"):
        index.table(rows="theme", columns="order")


def test_a_table_counts_two_fields(index):
    table = index.table("", Filters(kommun=("Kinda",)), rows="tema", columns="year")
    assert table == {
        "alkohol": {"2019": 1, "2020": 1},
        "krog": {"2019": 1, "2020": 1},
        "tillsyn": {"2019": 1, "2020": 1},
        "trafik": {"2019": 1, "2020": 1},
        "trygghetsvandring": {},
    }
    assert list(table) == sorted(table)


def test_a_pledge_by_its_id(index, pledges):
    assert index.pledge("kinda-2019#2") == pledges[4]
    for unknown in ("kinda-2019#9", "", "\ud800", "ale-2018"):
        with pytest.raises(KeyError):
            index.pledge(unknown)


def test_documents_and_their_pledges(tmp_path, index, pledges):
    assert index.pledges_of("krokom-2021") == pledges[6:]
    assert index.pledges_of("saknas") == []
    assert index.document("krokom-2021") is None  # only its pledges were indexed
    ale = Document(
        "ale", "ale.txt", "", None, "Polisen går.", [Kommun("Ale", "1440")], None, None, None, None, [],
        [Pledge(f"ale#{n}", n, "Polisen går.", 0, 12, None, None) for n in (2, 1)], {},
    )  # fmt: skip
    with Writer(tmp_path / "index") as writer:
        writer.add([ale])
    opened = Index.open(tmp_path / "index")
    assert opened.document("ale") == ale
    assert [record.number for record in opened.pledges_of("ale")] == [1, 2]
    assert opened.size == 2 and opened.search("").total == 2
    assert opened.search("-elefant").total == opened.search("document:ale").total == 2


def test_an_index_stays_as_it_was_opened(tmp_path, new_pledge):
    with Writer(tmp_path) as writer:
        writer.add([new_pledge("a", 1, "Krogar besöks.")])
    before = Index.open(tmp_path)
    with Writer(tmp_path) as writer:
        writer.add([new_pledge("a", 1, "Skolor besöks."), new_pledge("b", 1, "Krogar besöks.")])
    assert [hit.record.id for hit in before.search("krog").hits] == ["a#1"]
    assert [hit.record.id for hit in Index.open(tmp_path).search("krog").hits] == ["b#1"]


def test_what_is_no_index_says_what_to_do(tmp_path):
    with pytest.raises(FolderError, match="make one with lofte index"):
        Index.open(tmp_path / "saknas")


def test_threads_share_an_index(index):
    expected = index.search("krog OR trafik", facets=("theme",))
    found = []
    search = lambda: found.extend(index.search("krog OR trafik", facets=("theme",)) for _ in range(20))  # noqa: E731
    threads = [Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 80 and all(result == expected for result in found)


@pytest.fixture(scope="module")
def twins(new_pledge):
    """Documents of which many say the same, so that many hits tie."""
    texts = ["Tillsyn av krogar.", "Krogtillsyn på krogar och tillsyn.", "Mopeder kontrolleras."]
    random = Random(5)
    return [
        [new_pledge(f"d{number:03}", n, random.choice(texts), "krog") for n in range(1, 4)]
        for number in range(2 * MARGIN)
    ]


def written(path, documents, commit_every):
    with Writer(path, commit_every=commit_every) as writer:
        for document in documents:
            writer.add(document)
    return Index.open(path)


def test_one_order_however_the_index_was_written(tmp_path, twins):
    shuffled = Random(1).sample(twins, len(twins))
    indexes = [
        written(tmp_path / "a", twins, 100_000),
        written(tmp_path / "b", shuffled, 60),
        written(tmp_path / "c", twins[::-1], 250),
    ]
    for query in ("krog tillsyn", "krogtillsyn OR moped", "theme:krog", "tillsyn krog moped", "mopde"):
        for page in ({"limit": 10}, {"limit": 25, "offset": 40}, {"limit": 1000}):
            first, *others = [index.search(query, **page) for index in indexes]
            for other in others:
                assert [hit.record.id for hit in other.hits] == [hit.record.id for hit in first.hits]
                assert [hit.score for hit in other.hits] == pytest.approx([hit.score for hit in first.hits], rel=1e-5)
    ties = [hit for hit in indexes[0].search("krog", limit=1000).hits if hit.record.text == twins[0][0].text]
    assert [(hit.record.document, hit.record.number) for hit in ties] == sorted(
        (hit.record.document, hit.record.number) for hit in ties
    )


def test_a_page_is_filled_with_pledges_that_have_some_of_the_words(index):
    result = index.search("tillsyn krogar alkohol")
    assert [hit.record.id for hit in result.hits] == ["kinda-2019#2"] and result.total == 1
    assert [hit.record.id for hit in result.more] == ["ale-2018#1"] and result.more[0].highlights
    assert index.search("tillsyn krogar alkohol", limit=1).more == []
    assert index.search("tillsyn krogar alkohol", offset=1).more != [] == index.search("tillsyn krogar", offset=5).more
    assert index.search("tillsyn krogar alkohol -halvår").more == []  # what is excluded stays so
    assert index.search("tillsyn krogar alkohol", Filters(kommun=("Kinda",))).more == []
    assert index.search("").more == index.search("mopeder raketer").more == []  # all, and any of the words already


def test_a_theme_to_which_the_query_speaks_ranks(new_index, new_pledge):
    other = new_pledge("a", 1, "Krog och gata ses över.", "trygg_miljo")
    own = new_pledge("b", 1, "Krog och gata ses över.", "krog")
    assert [hit.record.id for hit in new_index(other, own).search("krog").hits] == ["b#1", "a#1"]
