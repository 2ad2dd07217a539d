"""How much is promised, case by case, with the base model and without any."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from lofteNLP.pipeline.quantities import find_quantities

CASES = tomllib.loads((Path(__file__).parent / "cases" / "quantities.toml").read_text(encoding="utf-8"))["case"]
FIELDS = ("comparator", "value", "value_max", "unit", "per")
WORDS = (
    "minst högst cirka under från ett en två tre tio 3 10–15 1 200 2O % st (två) hälften varav lika många möten nya "
    "kontroller per / år veckan i varje årligen senast 2019 kl. 18 § ( ) , . : \n – till"
).split(" ")
ODD = ["", " ", "\n\n", "0", "en", "%", "(", "10–", "1/", "minst", "minst minst tre", "per år", "två två två", "½"]
texts = st.text(max_size=120) | st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)


@pytest.fixture(scope="session", params=["base", "blank"])
def nlp(request: pytest.FixtureRequest) -> Language:
    return request.getfixturevalue("base") if request.param == "base" else spacy.blank("sv")


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_case(nlp: Language, case: dict[str, Any]) -> None:
    if "needs_tags" in case and not nlp.pipe_names:
        pytest.skip(case["needs_tags"])
    found = find_quantities(nlp(case["text"]))
    got = [tuple(getattr(quantity, field) for field in FIELDS) for quantity in found]
    assert got == [tuple(want.get(field) for field in FIELDS) for want in case["expect"]]
    for quantity, want in zip(found, case["expect"], strict=True):
        assert quantity.text == want.get("text", quantity.text)


def test_a_third_of_the_cases_promise_no_number() -> None:
    assert len(CASES) >= 155
    assert sum(not case["expect"] for case in CASES) * 3 > len(CASES)
    assert sum("needs_tags" in case for case in CASES) <= 8


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts)
def test_spans_are_slices(nlp: Language, text: str) -> None:
    doc = nlp(text)
    for quantity in find_quantities(doc):
        assert 0 <= quantity.start_char < quantity.end_char <= len(doc.text)
        assert doc.text[quantity.start_char : quantity.end_char] == quantity.text
        assert quantity.value_max is None or quantity.value_max > quantity.value


@pytest.mark.parametrize("text", [*ODD, "lika många"])
def test_odd_texts_do_not_crash(nlp: Language, text: str) -> None:
    find_quantities(nlp(text))
