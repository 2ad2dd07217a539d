"""Sentence starts by rule, on a pipeline without any model."""

from __future__ import annotations

import pytest
import spacy

from lofteNLP.pipeline.base.sentences import create_sentences
from lofteNLP.pipeline.base.tokens import extend_tokenizer

NLP = spacy.blank("sv")
extend_tokenizer(NLP)
MEND = create_sentences(NLP, "lofte_sentences")

CASES = [
    ("items", "Vi lovar att:\n• gå ronder\n• svara på frågor", ["Vi lovar att:", "• gå ronder", "• svara på frågor"]),
    ("dashes", "- Lampor byts\n- Sly röjs", ["- Lampor byts", "- Sly röjs"]),
    ("numbers", "1. Fler vakter\n2. Nya lampor", ["1. Fler vakter", "2. Nya lampor"]),
    ("letters", "a) Fler vakter\nb) Nya lampor", ["a) Fler vakter", "b) Nya lampor"]),
    ("blank line", "Trygg hamn\n\nbåtarna märks", ["Trygg hamn", "båtarna märks"]),
    ("wrapped line", "Vakten går varje\nkväll runt kajen", ["Vakten går varje\nkväll runt kajen"]),
    ("wrapped item", "• Vakten går\n  runt kajen\n• Bryggan tänds", ["• Vakten går\n  runt kajen", "• Bryggan tänds"]),
    ("heading", "Hamnen\nVakten går runt", ["Hamnen", "Vakten går runt"]),
    ("comma goes on", "Vakten, hunden,\nKalle och Lisa går", ["Vakten, hunden,\nKalle och Lisa går"]),
    ("empty", "", []),
    ("only space", "\n \n", ["\n \n"]),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_lines(text: str, expected: list[str]) -> None:
    doc = MEND(NLP(text))
    if not doc.has_annotation("SENT_START"):
        assert expected in ([], [text])
        return
    assert [s.text.strip() or s.text for s in doc.sents] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Det gäller bl.a. Hamngatan",
        "Det gäller t.ex. Hamngatan",
        "Vakten går, d.v.s. Kalle går",
        "Vakten går kl. 20",
        "Det gäller ca 20 båtar",
        "Ev. Kalle",
        "Den s.k. Vakten",
        "Gäller t.o.m. 31 mars",
        "Gäller fr.o.m. 1 mars",
        "Löfte nr 3",
        "Kajen resp. Bryggan",
        "Löftet gäller till 31. December är sista månaden",
    ],
)
def test_abbreviations_and_dates_go_on(text: str) -> None:
    doc = NLP(text)
    for token in doc:
        token.is_sent_start = True  # the worst a senter could say
    abbreviations = [t for t in MEND(doc) if t.i and doc[t.i - 1].text.endswith(".") and t.is_sent_start]
    assert all(doc[t.i - 1].text == "." for t in abbreviations)


def test_a_start_is_taken_back_only_inside_lines() -> None:
    doc = NLP("Kl. 20 stängs bron. Kl. 6 öppnas den.")
    for token in doc:
        token.is_sent_start = token.text in {"Kl.", "20", "6"}
    assert [t.text for t in MEND(doc) if t.is_sent_start] == ["Kl.", "Kl."]
