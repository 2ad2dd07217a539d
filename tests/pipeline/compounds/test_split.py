"""Compounds: the case file, its floors, and the component on bare vocabularies."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from lofteNLP.pipeline.compounds import split
from lofteNLP.pipeline.compounds.component import create_compounds
from lofteNLP.pipeline.compounds.split import tables

EXACT_FLOOR = 0.90
WRONG_SPLITS_ALLOWED = 1


def cases() -> list[tuple[str, tuple[str, ...]]]:
    with (Path(__file__).parent / "cases.csv").open(encoding="utf-8", newline="") as file:
        return [(row["word"], tuple(row["parts"].split())) for row in csv.DictReader(file)]


def test_case_file_is_large_and_not_in_the_domain_list() -> None:
    compounds = [word for word, parts in cases() if parts]
    simplex = [word for word, parts in cases() if not parts]
    assert len(compounds) >= 60 and len(simplex) >= 60
    assert not set(compounds) & set(tables().domain)


def test_compounds_are_exact() -> None:
    compounds = [(word, parts) for word, parts in cases() if parts]
    wrong = {word: split(word) for word, parts in compounds if split(word) != parts}
    assert 1 - len(wrong) / len(compounds) >= EXACT_FLOOR, wrong


def test_simplex_words_stay_whole() -> None:
    wrong = {word: split(word) for word, parts in cases() if not parts and split(word)}
    assert len(wrong) <= WRONG_SPLITS_ALLOWED, wrong


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("krogtillsyner", ("krog", "tillsyn")),
        ("Krogtillsyn", ("krog", "tillsyn")),
        ("EST-arbete", ("est", "arbete")),
        ("114 14", ()),
        ("", ()),
        ("x" * 200, ()),
    ],
)
def test_forms(word: str, parts: tuple[str, ...]) -> None:
    assert split(word) == parts


def test_component_needs_lemmas_only() -> None:
    nlp = spacy.blank("sv")
    component = create_compounds(nlp, "lofte_compounds")
    doc = Doc(nlp.vocab, words=["Krogtillsyner", "i", "Kristinehamn"], lemmas=["krogtillsyn", "i", "Kristinehamn"],
              pos=["NOUN", "ADP", "PROPN"])  # fmt: skip
    component(doc)
    assert [token._.compound_parts for token in doc] == [("krog", "tillsyn"), (), ()]
