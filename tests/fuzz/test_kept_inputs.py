"""Inputs that once crashed a reader or the cutter, and a few seconds of changes to them and to the seeds."""

from functools import cache
from pathlib import Path

import pytest
from fuzz_targets import TARGETS, dictionary
from hypothesis import given, settings
from hypothesis import strategies as st
from seeds import seeds

KEPT = sorted(path for path in (Path(__file__).parent / "crashes").rglob("*") if path.is_file())
EXAMPLES = 60  # a target


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_once_crashed(path):
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_the_seeds(target):
    for seed in seeds(target):
        TARGETS[target](seed)


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=EXAMPLES, deadline=None)
@given(data=st.data())
def test_changed_inputs(target, data):
    """Pieces of inputs taken out, doubled, and bytes put in their place."""
    whole = data.draw(st.sampled_from(inputs(target)))
    for _ in range(data.draw(st.integers(1, 6))):
        start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(whole))] * 2)))
        put_in = data.draw(st.sampled_from([b"", whole[start:end] * 2, words(target)[start % len(words(target))]]))
        whole = whole[:start] + put_in + whole[min(end, start + 500) :]
    TARGETS[target](whole)


@cache
def inputs(target):
    return [*seeds(target), *(path.read_bytes() for path in KEPT if path.parent.name == target)]


@cache
def words(target):
    """The dictionary that libFuzzer, too, takes words from."""
    lines = dictionary(target).read_text().splitlines()
    return [line[1:-1].encode().decode("unicode_escape").encode("latin-1") for line in lines]
