"""The pledge detector's folder: what was trained goes in, and is loaded only if the manifest's hash vouches for it."""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from lofteNLP.models import model_folder
from lofteNLP.pledges.detector import PledgeDetector

FILE = "detector.joblib"


def load() -> PledgeDetector:
    """Load the shipped detector.

    Raises
    ------
    FileNotFoundError
        Where there is none; the message names the command that makes it.
    ValueError
        Where the file is not the one that the manifest names, or another scikit-learn saved it.
    """
    import joblib
    import sklearn

    folder = model_folder("pledges", "manifest.json", "python training/train_detector.py")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    found = sha256((folder / FILE).read_bytes()).hexdigest()
    if found != manifest["sha256"]:
        raise ValueError(f"{folder / FILE}: not the file its manifest names; install the package again")
    if manifest["scikit-learn"].split(".")[:2] != sklearn.__version__.split(".")[:2]:
        raise ValueError(
            f"{folder / FILE}: saved by scikit-learn {manifest['scikit-learn']}, this is {sklearn.__version__}; "
            "install that version"
        )
    detector: PledgeDetector = joblib.load(folder / FILE)
    return detector


def save(detector: PledgeDetector, folder: Path, scores: dict[str, Any], corpus_sha256: str) -> None:
    """Write a detector with its manifest and card.

    Parameters
    ----------
    detector : PledgeDetector
    folder : Path
        Made if it is not there.
    scores : dict
        Cross-validated figures, of the detector and its baselines.
    corpus_sha256 : str
        Hash of the corpus it was trained on.
    """
    import joblib

    folder.mkdir(parents=True, exist_ok=True)
    joblib.dump(detector, folder / FILE, compress=("zlib", 6))
    manifest = {
        "sha256": sha256((folder / FILE).read_bytes()).hexdigest(),
        "scikit-learn": version("scikit-learn"),
        "labels": list(detector.labels),
        "corpus_sha256": corpus_sha256,
        "scores": scores,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (folder / "README.md").write_text(card(manifest), encoding="utf-8")


def card(manifest: dict[str, Any]) -> str:
    """The model card, written from the manifest."""
    rows = "\n".join(
        f"| {name} | {s['precision']:.3f} | {s['recall']:.3f} | {s['f1']:.3f} |"
        for name, s in manifest["scores"].items()
    )
    return f"""# Pledge detector

Says of every list item, table row, line and prose sentence of a document whether it is a pledge, a heading, a
lead-in, a problem, a goal, follow-up, background or furniture. Two logistic regressions of scikit-learn; the second
sees what the first says of the neighbours. Trained by `python training/train_detector.py` on `corpus/` alone.

Figures for "pledge", cross-validated by document on the corpus (which holds more traps than real pages do):

| | precision | recall | F1 |
| --- | --- | --- | --- |
{rows}

scikit-learn {manifest["scikit-learn"]}; corpus {manifest["corpus_sha256"][:12]}. Licence: MIT.
"""
