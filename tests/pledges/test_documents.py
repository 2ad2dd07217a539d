"""Small documents from end to end, and what holds for the offsets of any document."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lofteNLP.documents import Source, read_bytes
from lofteNLP.pledges.blocks import find_blocks
from lofteNLP.schema import Document, Pledge
from lofteNLP.tagger import Tagger

DOCUMENTS = tomllib.loads(Path(__file__).with_name("documents.toml").read_text(encoding="utf-8"))["document"]
NAMES = [document["name"] for document in DOCUMENTS]
WEAK = pytest.mark.xfail(reason="the detector is not sure of a plain sentence in prose")
CASES = [pytest.param(document, marks=WEAK if document.get("weak") else ()) for document in DOCUMENTS]


def source_of(text: str) -> Source:
    return read_bytes(text.encode(), "a.html" if text.startswith("<html>") else "a.txt")


def tagged(tagger: Tagger, text: str) -> Document:
    return tagger.tag_source(source_of(text))


def as_expected(pledge: Pledge) -> dict[str, Any]:
    found: dict[str, Any] = {"text": pledge.text}
    if pledge.heading:
        found["heading"] = pledge.heading
    if pledge.lead_in:
        found["lead_in"] = pledge.lead_in
    if pledge.valid_from or pledge.valid_to:
        found["valid"] = [pledge.valid_from, pledge.valid_to]
    return found


@pytest.mark.parametrize("expected", CASES, ids=NAMES)
def test_pledges(expected: dict[str, Any], tagger: Tagger) -> None:
    document = tagged(tagger, expected["text"])
    assert [as_expected(pledge) for pledge in document.pledges] == expected.get("pledge", [])
    assert [document.valid_from or "", document.valid_to or ""] == expected["valid"]


def fold(text: str) -> str:
    return " ".join(text.split())


def stands_in_order(words: list[str], text: str) -> bool:
    place = 0
    for word in words:
        place = text.find(word, place)
        if place < 0:
            return False
        place += len(word)
    return True


def check_offsets(text: str, tagger: Tagger) -> None:
    document = tagged(tagger, text)
    tables = any(block.row for block in find_blocks(source_of(text)))
    for pledge in document.pledges:
        own = document.text[pledge.start_char : pledge.end_char]
        assert stands_in_order(pledge.text.split(), own)
        assert tables or pledge.text == fold(own)
        for value in (*pledge.quantities, *pledge.deadlines, *pledge.actors):
            assert fold(value.text) == fold(document.text[value.start_char : value.end_char])
            if value.cue is not None:
                assert fold(value.cue.text) == fold(document.text[value.cue.start_char : value.cue.end_char])
    for section in document.sections:
        assert 0 <= section.start_char <= section.end_char <= len(document.text)


@pytest.mark.parametrize("expected", DOCUMENTS, ids=NAMES)
def test_offsets(expected: dict[str, Any], tagger: Tagger) -> None:
    check_offsets(expected["text"], tagger)


WRAPPED_TABLE = """Medborgarlöfte 2031

Åtgärd                                  Ansvarig          Tid
Polisen genomför minst tio ronder längs Polisen           Under våren
hamnen och torget
Kommunen ordnar fyra möten per år       Kommunen och      Före oktober
                                        skolan
"""


def test_offsets_of_a_wrapped_table(tagger: Tagger) -> None:
    check_offsets(WRAPPED_TABLE, tagger)


HEADINGS = [
    "Medborgarlöfte 2031",
    "Trafik",
    "Problembild",
    "Det här lovar vi",
    "Uppföljning",
    "Polisen lovar att:",
    "Åtgärder",
]
PLEDGES = [
    "Polisen ska genomföra minst tio fartkontroller\ni veckan på Storgatan",
    "kommunen lyser upp\tparken före den 1 oktober 2031",
    "två\u00a0trygghets\u00advandringar per termin tillsammans med skolan",
    "Vi lovar att fotpatrullera 3–4 kvällar i veckan. Det görs i centrum. Kommunen ska städa varje dag.",
    "Många är oroliga på kvällen.",
]
LINES = st.one_of(
    st.sampled_from(HEADINGS),
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["", "  ", "\t"]),
        st.sampled_from(["", "- ", "•", "1. ", "a) ", "l . ", "o "]),
        st.sampled_from(PLEDGES),
    ),
    st.sampled_from(
        ["", "", "Ansvarig: Polisen", "Syfte: lugn och ro", "3", "Åtgärd   Ansvarig", "Läs mer: Ny badplats"]
    ),
)
MADE = st.lists(LINES, min_size=1, max_size=14).map("\n".join).filter(str.strip)
PIECES = st.sampled_from(
    [
        *"aÅ.:;|\t\n -–•*1)(%\u00ad\u2028\ufb01\U0001f600",
        "\n\n",
        "ska ",
        "Polisen ",
        "minst 2 ",
        "Ansvarig: ",
        "att:",
        "2031 ",
    ]
)
ODD = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=60).map("".join))


@settings(max_examples=60, deadline=None)
@given(text=MADE)
def test_offsets_of_made_documents(text: str, tagger: Tagger) -> None:
    check_offsets(text, tagger)


@settings(max_examples=100, deadline=None)
@given(text=ODD)
def test_odd_text(text: str, tagger: Tagger) -> None:
    if "<" not in text and "".join(text.split()).isprintable() and text.strip():
        check_offsets("Vi lovar:\n" + text, tagger)
