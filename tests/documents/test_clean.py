"""Cleaning: what comes out for what goes in, and what holds for any text."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lofteNLP.documents.clean import characters, clean, trim

CHARACTERS = [
    ("ga\u030a", "gå"),
    ("a\r\nb\rc\x0bd\x85e\u2028f", "a\nb\nc\nd\ne\nf"),
    ("a\x00b\x07c", "abc"),
    ("ung\u00addo\u200bmar\u2060na\ufeff", "ungdomarna"),
    ("1\u00a0340\u202fkr\u2009st", "1 340 kr st"),
    ("a\tb", "a\tb"),
    ("\ufb01ka \ufb02era o\ufb00ert e\ufb03e", "fika flera offert effie"),
    ("\uf0b7 gå\n  \uf0a7\tstå", "• gå\n  • stå"),
    ("\uf0b7gå", "• gå"),
    ("lovar: \uf0b7 gå \uf0b7 stå", "lovar: • gå • stå"),
    ("\ufffd gå till fots", "• gå till fots"),
    ("Dela\ue800", "Dela"),
    ("Upp\u2010sala\u2011bo", "Upp-sala-bo"),
    ("ungdo¬mar", "ungdomar"),
    ("¬ ej", "¬ ej"),
    ("\ud800x", "x"),
]

TEXTS = [
    ("kom\u00ad\nmunen ska", "kommunen\nska"),
    ("kom¬\nmunen ska", "kommunen\nska"),
    ("   Parti     Namn", "   Parti     Namn"),
    ("a  \n\n\n b \n", "a\n\n\n b"),
    ("• ett\n• två", "• ett\n• två"),
    ("ungdo-mar på cykel- och gångbanor", "ungdomar på cykel- och gångbanor"),
    ("två st.\fTrafik", "två st.\n\nTrafik"),
    ("två kvällar i\fveckan", "två kvällar i\nveckan"),
    ("två kväl-\flar", "två kvällar"),
]


@pytest.mark.parametrize(("text", "expected"), CHARACTERS)
def test_characters(text: str, expected: str) -> None:
    assert characters(text) == expected


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


PIECES = [*"abÅö -•1.(2)\n\t\f\r\u00ad\u200b\u0301\uf0b7\ufffd\u00a0¬", "till-sammans", "ung-\ndom"]
ODD = st.lists(st.sampled_from(PIECES)).map("".join)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(), ODD))
def test_cleaning_again_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(), ODD))
def test_clean_text_has_no_odd_characters(text: str) -> None:
    cleaned = clean(text)
    assert not {unicodedata.category(c) for c in cleaned if c not in "\n\t"} & {"Cc", "Cf", "Cs", "Co", "Cn"}
    assert cleaned == unicodedata.normalize("NFC", cleaned)
    assert cleaned == trim(cleaned)


LONG = [
    "a",
    "a-",
    "ab-\n",
    " ",
    "\n",
    "a\u00ad",
    "a\u0301\u0316",
    "\uf0b7 ",
    "Sida 1 (2) x\n",
    "till-sammans ",
    "x\f",
    "<!--",
]


@pytest.mark.parametrize("piece", LONG)
def test_time_grows_with_length_only(piece: str) -> None:
    text = "b" + piece * (300_000 // len(piece)) + "b"
    start = time.process_time()
    clean(text)
    assert time.process_time() - start < 5
