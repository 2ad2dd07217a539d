"""What the shipped manifest says beside its figures, whose floors are the quality gate's."""

from __future__ import annotations

from lofteNLP.themes.store import read_manifest
from lofteNLP.themes.taxonomy import labels


def test_labels_stand_in_the_order_of_the_taxonomy() -> None:
    assert read_manifest()["labels"] == list(labels())


def test_thresholds_are_neither_reckless_nor_mute() -> None:
    assert all(0.1 <= threshold <= 0.9 for threshold in read_manifest()["thresholds"].values())
