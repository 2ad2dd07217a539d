"""What the detector sees of a text: every pattern that the text holds."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lofteNLP.pledges.features as features

TABLES = tomllib.loads(Path(features.__file__).with_name("forms.toml").read_text(encoding="utf-8"))
WORDS = (
    "Polisen ska kommer att vi lovar minst per år 2021 uppfölj Uppföljning resultat tertial så gick vad är redovis. "
    "genomfördes varit har ökat ofta störande t.ex t. ex www a@b.se 0980-319 11414 114 14 – - » ? % procent pdf "
    "Läs mer: foto Vad vill säger problem önskas kontrolleras genomförde VAR ſka \u212bren ställdes in till exempel"
).split(" ")
texts = st.text(max_size=50) | st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


@pytest.mark.parametrize("name", TABLES)
@settings(deadline=None)  # the patterns are compiled at first use
@given(text=texts)
def test_matching_leaves_no_pattern_out(name: str, text: str) -> None:
    held = {key for key, pattern in TABLES[name].items() if re.search(pattern, text, re.I)}
    assert sorted(features.matching(name, text)) == sorted(held)
