"""The table of hyphens of words and lines lines parted by "|"."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from lofteNLP.documents.clean import clean_blocks
from lofteNLP.documents.hyphens import join_inside, join_lines

with (Path(__file__).parent / "hyphens.csv").open(encoding="utf-8", newline="") as file:
    CASES = [(row["where"], row["text"], row["expected"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("where", "text", "expected"), CASES)
def test_hyphens(where: str, text: str, expected: str) -> None:
    joined = "|".join(join_lines(text.split("|"))) if where == "line" else join_inside(text)
    assert joined == expected


def test_damage_anywhere_in_the_document_decides_doubtful_words() -> None:
    assert clean_blocks(["en kris-jour"]) == ["en kris-jour"]
    assert clean_blocks(["en kris-jour", "gå till-sammans"]) == ["en krisjour", "gå tillsammans"]
