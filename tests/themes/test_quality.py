"""Floors under the cross-validated figures that the shipped manifest pins; lowering one is a decision."""

from __future__ import annotations

from lofteNLP.themes.store import read_manifest
from lofteNLP.themes.taxonomy import labels

MICRO, MACRO, THEME = 0.87, 0.88, 0.70
CALIBRATION, CALIBRATION_OF_A_THEME = 0.01, 0.05
OVER_KEYWORDS, OVER_PLAIN = 0.10, 0.10


def test_labels_stand_in_the_order_of_the_taxonomy() -> None:
    assert read_manifest()["labels"] == list(labels())


def test_floors() -> None:
    scores = read_manifest()["scores"]
    assert scores["micro"]["f1"] >= MICRO
    assert scores["macro"]["f1"] >= MACRO
    assert {label: row["f1"] for label, row in scores["themes"].items() if row["f1"] < THEME} == {}


def test_calibration() -> None:
    calibration = read_manifest()["scores"]["calibration"]
    assert calibration["expected_error"] <= CALIBRATION
    assert max(calibration["by_theme"].values()) <= CALIBRATION_OF_A_THEME


def test_margin_over_the_baselines() -> None:
    scores = read_manifest()["scores"]
    micro = scores["micro"]["f1"]
    assert micro >= scores["baselines"]["keywords"]["micro"]["f1"] + OVER_KEYWORDS
    assert micro >= scores["baselines"]["plain TF-IDF"]["micro"]["f1"] + OVER_PLAIN


def test_thresholds_are_neither_reckless_nor_mute() -> None:
    assert all(0.1 <= threshold <= 0.9 for threshold in read_manifest()["thresholds"].values())
