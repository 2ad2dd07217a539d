"""The whole flow on small documents: what a pledge inherits, what can be measured, and what does not stop a run."""

from __future__ import annotations

from pathlib import Path

import pytest

import lofteNLP
from lofteNLP.documents import Source
from lofteNLP.pledges.blocks import Block
from lofteNLP.schema import Document, Pledge


@pytest.fixture(scope="module")
def tagger() -> lofteNLP.Tagger:
    return lofteNLP.load()


LISTS = """Tidaholm – medborgarlöften
Medborgarlöfte 2021

Polisen lovar att:
- fotpatrullera på Stora torget minst två kvällar i veckan
- tillsammans med kommunen starta tre nya grannsamverkansområden

Kommunens åtaganden
- Byta belysning i gångtunneln vid stationen senast den 30 september.
  Ansvarig: Tekniska kontoret
- Skolan bjuder in vårdnadshavare till ett möte om droger.

Gemensamt ska vi
- gå en trygghetsvandring per termin
"""


def by_start(document: Document, words: str) -> Pledge:
    return next(pledge for pledge in document.pledges if pledge.text.startswith(words))


@pytest.fixture(scope="module")
def document(tagger: lofteNLP.Tagger) -> Document:
    return tagger.tag(LISTS)


@pytest.mark.parametrize(
    "words, expected",
    [
        ("fotpatrullera", {("polis", "responsible", "lead-in")}),
        ("tillsammans", {("polis", "responsible", "lead-in"), ("kommun", "partner", "text")}),
        ("Byta", {("kommun", "responsible", "responsible-line")}),
        ("Skolan", {("skola", "responsible", "text")}),
    ],
)
def test_actors_come_from_the_nearest_place(
    document: Document, words: str, expected: set[tuple[str, str, str]]
) -> None:
    assert {(a.type, a.role, a.source) for a in by_start(document, words).actors} == expected


def test_we_are_those_who_signed(tagger: lofteNLP.Tagger) -> None:
    text = "Polisen och Tidaholms kommun har enats om ett medborgarlöfte för 2021.\n\nDet här ska vi göra\n"
    pledge = tagger.tag(text + "- Vi håller två öppna möten om året.\n- Vi delar lägesbild varje månad.\n").pledges[0]
    assert {(a.type, a.source) for a in pledge.actors} == {("polis", "document"), ("kommun", "document")}
    assert next(a.code for a in pledge.actors if a.type == "kommun") == "1498"


def test_others_who_signed_are_inherited_too(tagger: lofteNLP.Tagger) -> None:
    text = (
        "Mora – medborgarlöften\n\nPolisen, Mora kommun och Region Dalarna har enats om ett löfte för 2021.\n\n"
        "Det här ska vi göra\n- Öppna en mottagning för unga med missbruk i maj.\n- Gå två trygghetsvandringar.\n"
    )
    assert {actor.type for actor in tagger.tag(text).pledges[0].actors} == {"polis", "kommun", "region"}


def test_a_heading_of_police_activities_names_the_police(tagger: lofteNLP.Tagger) -> None:
    text = (
        "Mora – medborgarlöften\nMedborgarlöfte 2021\n\nPolisiära aktiviteter\n- Fotpatrullera i centrum på fredagar\n"
    )
    assert [(a.type, a.source) for a in tagger.tag(text).pledges[0].actors] == [("polis", "heading")]


def test_what_can_be_measured_is_said_with_its_place(document: Document) -> None:
    measured = by_start(document, "Byta").measurable
    assert (measured.who.status, measured.how_much.status, measured.when.status) == ("explicit", "missing", "explicit")
    assert measured.when.start_char is not None and measured.when.end_char is not None
    assert document.text[measured.when.start_char : measured.when.end_char] == "senast den 30 september"
    assert by_start(document, "fotpatrullera").measurable.when.status == "inherited"
    assert by_start(document, "fotpatrullera").measurable.who.status == "inherited"


def test_each_pledge_knows_its_own_period(tagger: lofteNLP.Tagger) -> None:
    document = tagger.tag(
        "Hjo – medborgarlöften\n\nMedborgarlöfte 2021\n- Polisen gör tre trafikkontroller under året.\n"
        "- Kommunen sanerar klotter inom ett dygn.\n\nMedborgarlöfte 2019\n"
        "- Polisen gör fyra trafikkontroller under året.\n- Kommunen byter lampor i parken.\n"
    )
    assert (document.valid_from, document.valid_to) == ("2019-01-01", "2021-12-31")
    first, last = document.pledges[0], document.pledges[2]
    assert (first.valid_from, first.valid_to) == ("2021-01-01", "2021-12-31")
    assert (last.valid_from, last.valid_to) == ("2019-01-01", "2019-12-31")
    assert [deadline.start for deadline in first.deadlines + last.deadlines] == ["2021-01-01", "2019-01-01"]


def test_spans_of_context_lie_outside_the_pledge(document: Document) -> None:
    actor = by_start(document, "Byta").actors[0]
    assert document.text[actor.start_char : actor.end_char] == "Tekniska kontoret"


def test_same_text_gives_the_same_record(tagger: lofteNLP.Tagger) -> None:
    assert tagger.tag(LISTS).to_dict() == tagger.tag(LISTS).to_dict()


def test_one_bad_file_does_not_stop_a_run(tagger: lofteNLP.Tagger, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LISTS, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "a.txt").write_text(LISTS, encoding="utf-8")
    results = list(tagger.pipe([tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c" / "a.txt"]))
    assert [type(result).__name__ for result in results] == ["Document", "Failure", "Document"]
    assert isinstance(results[1], lofteNLP.Failure)
    assert results[1].path.endswith("b.txt") and results[1].stage == "read" and results[1].reason
    assert [result.document for result in results if isinstance(result, Document)] == ["a", "a-2"]


@pytest.mark.parametrize("error", [ValueError("[E088] too\nlong"), RecursionError(), MemoryError(), KeyError("x")])
def test_whatever_a_document_provokes_is_a_failure(
    tagger: lofteNLP.Tagger, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def stumble(source: object) -> Document:
        raise error

    monkeypatch.setattr(tagger, "tag_sources", stumble)
    failure = tagger.tag_bytes(LISTS.encode(), "a.txt")
    assert isinstance(failure, lofteNLP.Failure)
    assert (failure.path, failure.stage) == ("a.txt", "tag")
    assert failure.reason.startswith(type(error).__name__) and "\n" not in failure.reason


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
def test_who_ends_the_program_ends_it(
    tagger: lofteNLP.Tagger, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    def end(source: object) -> Document:
        raise error

    monkeypatch.setattr(tagger, "tag_sources", end)
    with pytest.raises(error):
        tagger.tag_bytes(LISTS.encode(), "a.txt")


def test_bytes_are_tagged_as_their_file_is(tagger: lofteNLP.Tagger, tmp_path: Path) -> None:
    path = tmp_path / "tidaholm.txt"
    path.write_text(LISTS, encoding="utf-8")
    assert tagger.tag_bytes(path.read_bytes(), str(path)) == tagger.tag(path)
    named = tagger.tag_bytes(path.read_bytes(), "-", name="hjo")
    assert isinstance(named, Document)
    assert (named.document, named.source, named.pledges[0].id) == ("hjo", "-", "hjo#1")


def test_tagged_together_or_alone_documents_are_the_same(tagger: lofteNLP.Tagger) -> None:
    """So a run that was broken off, or that has more processes, gives the same bytes."""
    texts = [LISTS, "", "Hjo\n- Kommunen byter lampor.\n" * 3, "Ingenting.", LISTS.replace("Tidaholm", "Hjo") * 20]
    documents = [(text.encode(), f"{number}.txt", None) for number, text in enumerate(texts)]
    alone = [tagger.tag_bytes(*document) for document in documents]
    assert tagger.tag_many(documents) == alone
    assert tagger.tag_many(documents[::-1]) == alone[::-1]
    assert [type(result).__name__ for result in alone] == ["Document", "Failure", "Document", "Document", "Document"]
    assert tagger.tag_many([]) == []


def test_one_that_stumbles_does_not_take_the_others_along(
    tagger: lofteNLP.Tagger, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lofteNLP.pledges import segment

    def stumble(source: Source) -> list[Block]:
        if "snubbla" in source.text:
            raise RecursionError("djupt")
        return find_blocks(source)

    find_blocks = segment.find_blocks
    monkeypatch.setattr(segment, "find_blocks", stumble)
    texts = [LISTS, "snubbla", LISTS]
    results = tagger.tag_many([(text.encode(), f"{number}.txt", None) for number, text in enumerate(texts)])
    assert results[1] == lofteNLP.Failure("1.txt", "tag", "RecursionError: djupt")
    assert [len(result.pledges) for result in results if isinstance(result, Document)] == [5, 5]


def test_a_document_says_what_tagged_it(document: Document) -> None:
    assert list(document.model) == ["version", "code", "base", "pledges", "themes"]
    assert all(document.model.values())


def test_a_document_without_pledges_is_empty(tagger: lofteNLP.Tagger) -> None:
    text = (
        "Vad är ett medborgarlöfte?\nEtt medborgarlöfte är en överenskommelse mellan polis och kommun. Förra året "
        "svarade 300 personer på enkäten.\n\nKontakt\nRing kommunens växel.\n"
    )
    assert tagger.tag(text).pledges == []
