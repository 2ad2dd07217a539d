"""Training of the pledge detector on labelled blocks, and its figures on documents that it has not seen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from lofteNLP.documents import read_bytes
from lofteNLP.pledges.blocks import find_blocks
from lofteNLP.pledges.candidates import Candidate, find_candidates
from lofteNLP.pledges.detector import CLASSES, THRESHOLD, PledgeDetector

NEAR = 3


def read_rows(corpus: Path) -> list[dict[str, Any]]:
    """The documents of a corpus folder, train and test splits alike, in the order of their names."""
    rows = [
        json.loads(line)
        for path in sorted(corpus.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return sorted((row for row in rows if "blocks" in row), key=lambda row: str(row["document"]))


def labelled(row: dict[str, Any]) -> Iterator[tuple[Candidate, str]]:
    """The candidates of a corpus document, each with the label of the block that it begins in."""
    source = read_bytes(row["raw"].encode(), f"{row['document']}.{row['format']}")
    for candidate in find_candidates(source.text, find_blocks(source)):
        block = None
        for other in row["blocks"]:
            if other["start_char"] <= candidate.start + NEAR:
                block = other
        if block is None:
            yield candidate, "furniture"
        elif block["label"] in ("pledge", "pledge-rest"):
            opens = block["label"] == "pledge" and abs(block["start_char"] - candidate.start) <= NEAR
            yield candidate, "pledge" if opens else "continuation"
        else:
            yield candidate, CLASSES[block["label"]]


def collect(rows: Sequence[dict[str, Any]]) -> tuple[list[Candidate], list[str], list[int]]:
    """All candidates with their labels and the number of their document."""
    candidates: list[Candidate] = []
    labels: list[str] = []
    groups: list[int] = []
    for number, row in enumerate(rows):
        for candidate, label in labelled(row):
            candidates.append(candidate)
            labels.append(label)
            groups.append(number)
    return candidates, labels, groups


def cross_validate(corpus: Path, folds: int = 5) -> dict[str, Any]:
    """Precision, recall and F1 of "pledge" by documents not trained on, beside two baselines.

    The baselines take every list item for a pledge, or every sentence with *ska*, *kommer att* or *lovar*.
    """
    import re

    from sklearn.model_selection import GroupKFold

    candidates, labels, groups = collect(read_rows(corpus))
    target = np.array([label == "pledge" for label in labels])
    found = np.zeros(len(target), bool)
    for train, test in GroupKFold(folds).split(candidates, target, groups):
        detector = PledgeDetector().fit(
            [candidates[i] for i in train], [labels[i] for i in train], [groups[i] for i in train]
        )
        scores = detector.predict_proba([candidates[i] for i in test], [groups[i] for i in test])
        found[test] = scores[:, detector.labels.index("pledge")] >= THRESHOLD
    modal = re.compile(r"\b(?:ska|skall|kommer att|lovar)\b", re.I)
    return {
        "detector": figures(target, found),
        "every list item": figures(target, np.array([c.kind in ("item", "row") for c in candidates])),
        "every ska, kommer att, lovar": figures(target, np.array([bool(modal.search(c.text)) for c in candidates])),
    }


def figures(target: Any, found: Any) -> dict[str, float]:
    """Precision, recall and F1 of one class.

    Examples
    --------
    >>> figures(np.array([True, True, False]), np.array([True, False, False]))
    {'precision': 1.0, 'recall': 0.5, 'f1': 0.6667}
    """
    hits = int((target & found).sum())
    precision = hits / max(int(found.sum()), 1)
    recall = hits / max(int(target.sum()), 1)
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def train(corpus: Path) -> PledgeDetector:
    """Train the detector on every document of a corpus."""
    return PledgeDetector().fit(*collect(read_rows(corpus)))
