"""Names and nouns of those who can act, and words that only look like them."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofteNLP.pipeline.mentions import find_mentions

TABLE = tomllib.loads((Path(__file__).parent / "cases" / "mentions.toml").read_text(encoding="utf-8"))
NAMES = [(type_, name) for type_, names in TABLE["names"].items() for name in names]


@pytest.mark.parametrize(("type_", "name"), NAMES, ids=[f"{type_}-{name}" for type_, name in NAMES])
def test_name_has_its_type(type_: str, name: str) -> None:
    found = find_mentions(f"Här deltar {name} i år.")
    assert [mention.type for mention in found] == [type_]


@pytest.mark.parametrize("word", TABLE["nobody"]["words"])
def test_word_is_nobody(word: str) -> None:
    assert find_mentions(f"Det handlar om {word} i år.") == ()


@pytest.mark.parametrize(("name", "code"), TABLE["codes"].items())
def test_municipality_has_its_code(name: str, code: str) -> None:
    (mention,) = find_mentions(f"{name} hör till dem.")
    assert (mention.type, mention.code) == ("kommun", code)


@given(st.text(max_size=200) | st.lists(st.sampled_from([name for _, name in NAMES]), max_size=8).map(" ".join))
def test_mentions_are_ordered_slices(text: str) -> None:
    found = find_mentions(text)
    assert all(text[mention.start : mention.end] == mention.text for mention in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
