"""A model's folder: a classifier in, files out, and back; nothing is loaded that the manifest does not vouch for."""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lofteNLP.models import model_folder

if TYPE_CHECKING:
    from lofteNLP.themes.baselines import CalibratedPlain
    from lofteNLP.themes.classifier import ThemeClassifier

MODEL, MANIFEST, CARD = "classifier.joblib", "manifest.json", "README.md"
FORMAT = 1
COMPRESSION = ("xz", 6)


class ModelError(ValueError):
    """A model that is not loaded; the message names the folder, what is wrong and what to do."""


def load(folder: Path | None = None, *, trust: bool = False) -> ThemeClassifier:
    """Load a theme classifier; without a folder the one that is shipped.

    Parameters
    ----------
    folder
        A folder that `save` wrote.
    trust
        Loading a model runs code that lies in it.  Models that are not shipped with the package are loaded only where
        this says that their maker is trusted.

    Raises
    ------
    ModelError
        Where the file is not the one the manifest names, was saved by another minor version of scikit-learn, or comes
        from elsewhere and is not trusted.
    FileNotFoundError
        Where there is no model.
    """
    classifier: ThemeClassifier = _load(folder, trust)["classifier"]
    return classifier


def load_baseline(folder: Path | None = None, *, trust: bool = False) -> CalibratedPlain:
    """Load the plain baseline that was trained beside a classifier, on the same corpus; conditions as for `load`."""
    baseline: CalibratedPlain = _load(folder, trust)["baseline"]
    return baseline


def read_manifest(folder: Path | None = None) -> dict[str, Any]:
    """Read what a model's folder says of itself: labels, versions, hashes, scores, thresholds."""
    path = _folder(folder) / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise ModelError(f"{path}: not JSON ({error.msg}); train the model again with: lofte train") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ModelError(f"{path}: not a manifest of format {FORMAT}; train the model again with: lofte train")
    return manifest


def save(
    classifier: ThemeClassifier,
    baseline: CalibratedPlain,
    folder: Path,
    *,
    corpus_hash: str,
    trained_on: list[str],
    scores: dict[str, Any],
) -> None:
    """Write a model's folder: the classifier with its baseline, the manifest, the card.

    Parameters
    ----------
    classifier, baseline
        Both trained on the same corpus.
    folder
        Made where it does not exist.
    corpus_hash
        Hash of that corpus.
    trained_on
        Hashes of its documents, by which an evaluation knows them again.
    scores
        Figures of the cross-validation.
    """
    import joblib

    from lofteNLP.themes.card import write_card

    folder.mkdir(parents=True, exist_ok=True)
    joblib.dump({"classifier": classifier, "baseline": baseline}, folder / MODEL, compress=COMPRESSION)
    manifest = {
        "format": FORMAT,
        "labels": list(classifier.labels),
        "thresholds": dict(zip(classifier.labels, map(float, classifier.thresholds), strict=True)),
        "versions": {"scikit-learn": version("scikit-learn"), "lofteNLP": _own_version(), "base": _base_version()},
        "corpus_sha256": corpus_hash,
        "trained_on": trained_on,
        "file_sha256": _hash(folder / MODEL),
        "scores": scores,
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (folder / CARD).write_text(write_card(manifest), encoding="utf-8")


def _load(folder: Path | None, trust: bool) -> dict[str, Any]:
    import joblib

    found = _folder(folder)
    manifest = read_manifest(found)
    path = found / MODEL
    if not path.exists():
        raise FileNotFoundError(f"{path}: the model's file is missing; train it with: lofte train CORPUS -o {found}")
    file_hash = _hash(path)
    if file_hash != manifest["file_sha256"]:
        raise ModelError(
            f"{path}: not the file that {MANIFEST} names (its hash differs); get the folder again, or train it"
        )
    if not trust and file_hash != _shipped_hash():
        raise ModelError(
            f"{found}: this model is not shipped with lofteNLP, and loading it runs code that lies in it; "
            "if you trust who made it, say so: load(folder, trust=True)"
        )
    saved, here = manifest["versions"]["scikit-learn"], version("scikit-learn")
    if saved.split(".")[:2] != here.split(".")[:2]:
        raise ModelError(
            f"{path}: saved by scikit-learn {saved}, here is {here}; "
            f"install scikit-learn {'.'.join(saved.split('.')[:2])}, or train the model again with: lofte train"
        )
    parts: dict[str, Any] = joblib.load(path)
    return parts


def _folder(folder: Path | None) -> Path:
    make = "lofte train corpus/ -o models/themes"
    if folder is None:
        return model_folder("themes", MANIFEST, make)
    if (folder / MANIFEST).exists():
        return folder
    raise FileNotFoundError(f"no theme model in {folder}; make it with: {make}")


def _shipped_hash() -> str | None:
    """Give the hash of the model that is shipped, None where none is."""
    try:
        file_hash: str = read_manifest()["file_sha256"]
    except FileNotFoundError:
        return None
    return file_hash


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _own_version() -> str:
    try:
        return version("lofteNLP")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "unknown"


def _base_version() -> str:
    from lofteNLP.pipeline.base import base_folder

    try:
        meta = json.loads((base_folder() / "meta.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return "unknown"
    return f"{meta['lang']}_{meta['name']} {meta['version']}"
