"""The three components as parts of a spaCy pipeline: saved, sent between processes, on any base, on any length."""

from __future__ import annotations

import pickle
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from lofteNLP.pipeline.pieces import LONGEST, pieces

COMPONENTS = {"lofte_actors": "actors", "lofte_quantities": "quantities", "lofte_deadlines": "deadlines"}
GROUPS = {"actors": "actor", "quantities": "quantity", "deadlines": "deadline"}
TEXTS = [
    "Polisen genomför minst tio kvällsronder tillsammans med kommunen senast i maj 2021.",
    "",
    "Vi håller två möten per termin från den 1 mars till och med 30 juni 2022.",
    " ",
    "Ingenting av vikt.",
    "Fältarna besöker varje skola varannan vecka.",
]


@pytest.fixture
def blank() -> Language:
    nlp = spacy.blank("sv")
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def values(doc: Doc) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that the components have found: spans and their values."""
    return {
        group: [
            (span.start, span.end, span.label_, sorted(span._.get(name).items(), key=repr)) for span in doc.spans[group]
        ]
        for group, name in GROUPS.items()
    }


@pytest.mark.parametrize("name", COMPONENTS)
def test_found_by_entry_point(name: str) -> None:
    assert name in {entry.name for entry in entry_points(group="spacy_factories")}
    program = f"import spacy; nlp = spacy.blank('sv'); nlp.add_pipe({name!r}); print(nlp.pipe_names)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"[{name!r}]"


def test_quantities_and_deadlines_need_no_model(blank: Language) -> None:
    doc = blank.make_doc(TEXTS[0])
    doc._.validity = ("2021-01-01", "2021-12-31")
    doc = blank(doc)
    (quantity,), (deadline,) = doc.spans["quantities"], doc.spans["deadlines"]
    assert quantity.text == "minst tio kvällsronder"
    value = quantity._.quantity
    assert (value["comparator"], value["value"], value["unit"]) == (">=", 10.0, "kvällsrond")
    assert value["cue"] == {"text": "minst", "start_char": 17, "end_char": 22}
    assert deadline.text == "senast i maj 2021"
    assert (deadline._.deadline["start"], deadline._.deadline["end"]) == (None, "2021-05-31")
    for group, name in GROUPS.items():
        for span in doc.spans[group]:
            found = span._.get(name)
            assert type(found) is dict
            assert doc.text[found["start_char"] : found["end_char"]] == found["text"]
            assert span.start_char <= found["start_char"] < found["end_char"] <= span.end_char


def test_times_without_a_year_stay_open_without_a_validity(blank: Language) -> None:
    (deadline,) = blank("Lamporna byts senast i maj.").spans["deadlines"]
    assert (deadline._.deadline["start"], deadline._.deadline["end"]) == (None, None)


def test_a_span_without_a_value_has_none(blank: Language) -> None:
    span = blank("Polisen går.")[2:3]
    assert [span._.get(name) for name in GROUPS.values()] == [None, None, None]


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_an_empty_doc_has_empty_groups(blank: Language, text: str) -> None:
    assert values(blank(text)) == {"actors": [], "quantities": [], "deadlines": []}


def test_bytes_keep_spans_and_values(blank: Language) -> None:
    doc = blank.make_doc(TEXTS[0])
    doc._.validity = ("2021-01-01", None)
    doc = blank(doc)
    back = Doc(blank.vocab).from_bytes(doc.to_bytes())
    assert values(back) == values(doc)
    assert tuple(back._.validity) == ("2021-01-01", None)
    assert any(values(doc).values())


def test_pickled_docs_and_pipelines_keep_everything(blank: Language) -> None:
    doc = blank(TEXTS[0])
    assert values(pickle.loads(pickle.dumps(doc))) == values(doc)
    assert values(pickle.loads(pickle.dumps(blank))(TEXTS[0])) == values(doc)


def test_pipelines_are_saved_and_loaded(blank: Language, tmp_path: Path) -> None:
    blank.to_disk(tmp_path / "pipeline")
    loaded = spacy.load(tmp_path / "pipeline")
    assert loaded.pipe_names == list(COMPONENTS)
    assert values(loaded(TEXTS[0])) == values(blank(TEXTS[0]))


def test_saved_pipelines_load_where_only_the_entry_points_are(blank: Language, tmp_path: Path) -> None:
    blank.to_disk(tmp_path / "pipeline")
    program = (
        f"import spacy; doc = spacy.load({str(tmp_path / 'pipeline')!r})({TEXTS[0]!r});"
        "print(*[span._.quantity['value'] for span in doc.spans['quantities']])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "10.0"


PROCESSES = """
import multiprocessing, sys
import spacy

if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    nlp = spacy.blank("sv")
    for name in ("lofte_actors", "lofte_quantities", "lofte_deadlines"):
        nlp.add_pipe(name)

    def seen(docs):
        return [
            (doc.text, [(g, s.start, s.end, s._.actor, s._.quantity, s._.deadline)
                for g in doc.spans for s in doc.spans[g]])
            for doc in docs
        ]

    for texts, size in ((TEXTS, 1), (TEXTS, 1000), ([], 2), (["", ""], 1)):
        one = seen(nlp.pipe(texts, batch_size=size))
        assert one == seen(nlp.pipe(texts, n_process=2, batch_size=size)), (texts, size)
        assert len(one) == len(texts)
    print(sum(len(found) for _, found in seen(nlp.pipe(TEXTS))))
"""


def test_two_processes_give_what_one_gives(blank: Language, tmp_path: Path) -> None:
    program = tmp_path / "processes.py"
    program.write_text(PROCESSES.replace("import spacy\n", f"import spacy\n\nTEXTS = {TEXTS!r}\n", 1), "utf-8")
    done = subprocess.run([sys.executable, program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    alone = sum(len(found) for doc in blank.pipe(TEXTS) for found in values(doc).values())
    assert int(done.stdout) == alone > 5


def test_an_error_in_a_component_goes_to_the_error_handler(blank: Language) -> None:
    failed: list[str] = []
    blank.set_error_handler(lambda name, component, docs, error: failed.append(name))
    docs = [blank.make_doc(TEXTS[0]) for _ in range(2)]
    docs[0]._.validity = ("no date", None)
    assert len(list(blank.pipe(docs))) == 1
    assert failed == ["lofte_deadlines"]


# A pipeline of another make, as sv_core_news_* is: words, tags, features, base forms and a parse with UD's labels.
PARSED = (
    ("Varje", "DET", "", "varje", 1, "det"),
    ("höst", "NOUN", "", "höst", 2, "obl"),
    ("patrullerar", "VERB", "Tense=Pres|VerbForm=Fin|Voice=Act", "patrullera", 2, "ROOT"),
    ("polisen", "NOUN", "Definite=Def", "polis", 2, "nsubj"),
    ("tillsammans", "ADV", "", "tillsammans", 6, "advmod"),
    ("med", "ADP", "", "med", 6, "case"),
    ("kommunen", "NOUN", "Definite=Def", "kommun", 2, "obl"),
    (",", "PUNCT", "", ",", 9, "punct"),
    ("och", "CCONJ", "", "och", 9, "cc"),
    ("besöks", "VERB", "Tense=Pres|VerbForm=Fin|Voice=Pass", "besöka", 2, "conj"),
    ("tio", "NUM", "", "tio", 11, "nummod"),
    ("grillplatser", "NOUN", "Number=Plur", "grillplats", 9, "nsubj:pass"),
    ("av", "ADP", "", "av", 13, "case"),
    ("socialtjänsten", "NOUN", "Definite=Def", "socialtjänst", 9, "obl:agent"),
    (".", "PUNCT", "", ".", 2, "punct"),
)


def parsed(nlp: Language, rows: tuple[tuple[Any, ...], ...] = PARSED, times: int = 1) -> Doc:
    """A Doc with hand-made annotation, as often as wanted."""
    words, tags, features, lemmas, heads, deps = zip(*rows * times, strict=True)
    return Doc(
        nlp.vocab,
        words=list(words),
        pos=list(tags),
        tags=list(tags),
        morphs=list(features),
        lemmas=list(lemmas),
        heads=[len(rows) * (place // len(rows)) + head for place, head in enumerate(heads)],
        deps=list(deps),
    )


def roles(doc: Doc) -> list[tuple[str, str, str]]:
    return [(s._.actor["text"], s._.actor["type"], s._.actor["role"]) for s in doc.spans["actors"]]


def test_actors_read_the_annotation_of_any_pipeline(blank: Language) -> None:
    doc = parsed(blank)
    for name in COMPONENTS:
        doc = blank.get_pipe(name)(doc)
    assert roles(doc) == [
        ("polisen", "polis", "responsible"),
        ("kommunen", "kommun", "partner"),
        ("socialtjänsten", "socialtjanst", "responsible"),
    ]
    assert [span._.quantity["unit"] for span in doc.spans["quantities"]] == ["grillplats"]
    assert [span._.deadline["type"] for span in doc.spans["deadlines"]] == ["recurrence"]


# Long texts.  One piece costs what it costs, so the work is linear if pieces are as many as the length asks for, none
# is longer than it may be, and cutting looks at every token a fixed number of times.


def long_doc(nlp: Language, tokens: int, sentence: str) -> Doc:
    words = sentence.split()
    return Doc(nlp.vocab, words=(words * (tokens // len(words) + 1))[:tokens])


SENTENCES = [
    "Polisen gör minst tio kontroller tillsammans med kommunen senast i maj 2021 .",
    "polisen och kommunen , skolan samt en eller två föreningar från och med höst",
    "ord",
    "12",
]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("length", [1, LONGEST, LONGEST + 1, 20_000, 100_000])
def test_pieces_are_bounded_and_lose_nothing(blank: Language, sentence: str, length: int) -> None:
    doc = long_doc(blank, length, sentence)
    cut = list(pieces(doc))
    assert "".join(piece.text_with_ws for piece, _ in cut) == doc.text_with_ws
    assert all(doc.text[place : place + len(piece.text)] == piece.text for piece, place in cut[:: len(cut) // 20 + 1])
    assert max(len(piece) for piece, _ in cut) <= LONGEST
    assert len(cut) <= 2 * (length // LONGEST) + 2


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_work_is_linear(blank: Language, sentence: str) -> None:
    """Five times the text takes five times the calls, and no more."""

    def calls(length: int) -> int:
        doc = long_doc(blank, length, sentence)
        count = 0

        def counted(frame: Any, event: str, argument: Any) -> None:
            nonlocal count
            count += 1

        sys.setprofile(counted)
        try:
            for name in COMPONENTS:
                doc = blank.get_pipe(name)(doc)
        finally:
            sys.setprofile(None)
        return count

    calls(1_000)  # tables are read and patterns compiled at first use
    assert calls(10_000) < 5.5 * calls(2_000)


def test_a_hundred_thousand_tokens(blank: Language) -> None:
    sentence = f"{SENTENCES[0]} Vi ordnar möten . "
    doc = long_doc(blank, 100_000, sentence)
    for name in COMPONENTS:
        doc = blank.get_pipe(name)(doc)
    whole = 100_000 // len(sentence.split())
    for group, name in GROUPS.items():
        found = [span._.get(name) for span in doc.spans[group]]
        assert whole <= len(found) <= 2 * whole + 2
        assert all(doc.text[row["start_char"] : row["end_char"]] == row["text"] for row in found[::97])


def test_a_long_parse_is_cut_with_its_heads(blank: Language) -> None:
    doc = parsed(blank, times=100)
    doc = blank.get_pipe("lofte_actors")(doc)
    assert roles(doc) == roles(blank.get_pipe("lofte_actors")(parsed(blank))) * 100
    for piece, place in pieces(doc):
        assert piece.has_annotation("DEP")
        at = next(token.i for token in doc if token.idx == place)
        assert [token.lemma_ for token in piece] == [token.lemma_ for token in doc[at : at + len(piece)]]
        for token in piece:
            assert token.head.i + at == doc[token.i + at].head.i or token.dep_ == "ROOT"


@pytest.mark.parametrize("shortest", [1, 2, 3, 7])
def test_tiny_pieces_lose_nothing_either(blank: Language, shortest: int) -> None:
    doc = blank.make_doc("Ett.\n\nTvå, tre.\n\n\nFyra\nfem sex! Sju åtta nio tio elva.\n\n")
    assert "".join(piece.text_with_ws for piece, _ in pieces(doc, shortest)) == doc.text_with_ws
