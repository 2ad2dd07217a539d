"""Who carries a pledge out, case by case."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from lofteNLP.pipeline.actors import find_actors

CASES = tomllib.loads((Path(__file__).parent / "cases" / "actors.toml").read_text(encoding="utf-8"))["case"]
WORDS = ["Polisen", "kommunen", "skolan", "väktare", "tillsammans", "med", "i", "samverkan", "mellan", "av", "och"]
WORDS += ["ska", "lovar", "att", "hålls", "(", ")", ",", ".", ":", "–", "\n", "3"]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_case(base: Language, case: dict[str, Any]) -> None:
    found = find_actors(base(case["text"]))
    assert [(actor.type, actor.role) for actor in found] == [(want["type"], want["role"]) for want in case["expect"]]
    for actor, want in zip(found, case["expect"], strict=True):
        assert actor.text == want.get("text", actor.text)
        assert actor.source == "text"


def test_third_of_the_cases_name_nobody() -> None:
    assert len(CASES) >= 170
    tempting = [case for case in CASES if not case["expect"]]
    assert len(tempting) * 4 > len(CASES)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=120) | st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_spans_are_slices(base: Language, text: str) -> None:
    for nlp in (base, spacy.blank("sv")):
        doc = nlp(text)
        for actor in find_actors(doc):
            assert doc.text[actor.start_char : actor.end_char] == actor.text


@pytest.mark.parametrize("text", ["", " ", "\n\n", "()", "(", ":", "tillsammans med", "av", "Polisen", "((Polisen)"])
def test_odd_texts_do_not_crash(base: Language, text: str) -> None:
    find_actors(base(text))
