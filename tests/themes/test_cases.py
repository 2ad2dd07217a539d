"""The shipped model on sentences of our own: what it must find in each, and what it must not."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from lofteNLP.themes.classifier import ThemeClassifier
from lofteNLP.themes.items import ThemeInput, theme_input
from lofteNLP.themes.taxonomy import labels

if TYPE_CHECKING:
    from spacy.language import Language

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))["case"]


def item_of(case: dict[str, Any], base: Language) -> ThemeInput:
    heading = case.get("heading")
    return theme_input(base(case["text"]), base(heading) if heading else None)


def marked(case: dict[str, Any]) -> Any:
    """Let a known limit fail, and pass once a better model is trained."""
    reason = case.get("missed")
    marks = [pytest.mark.xfail(reason=reason, strict=False)] if reason else []
    return pytest.param(case, id=case["text"][:40], marks=marks)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_case(case: dict[str, Any], base: Language, classifier: ThemeClassifier) -> None:
    found = {theme.label for theme in classifier.predict([item_of(case, base)])[0]}
    assert set(case.get("has", [])) <= found
    assert not set(case.get("lacks", [])) & found


@pytest.mark.parametrize("label", labels())
def test_every_theme_has_cases_for_and_against(label: str) -> None:
    assert any(label in case.get("has", []) for case in CASES)
    assert any(label in case.get("lacks", []) for case in CASES)
