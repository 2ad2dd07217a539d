"""Evaluation: a labelled corpus and a model in, figures beside those of the baselines out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lofteNLP.themes.baselines import fit_plain, predict_keywords, predict_majority
from lofteNLP.themes.calibration import calibration_error, reliability
from lofteNLP.themes.corpus import (
    Example,
    corpus_labels,
    document_hashes,
    doubtful_table,
    read_examples,
    truth_table,
)
from lofteNLP.themes.fitting import CrossValidated, cross_validate
from lofteNLP.themes.metrics import figures
from lofteNLP.themes.store import load, load_baseline, read_manifest

if TYPE_CHECKING:
    from numpy.typing import NDArray

HELD_OUT = "the model, on documents it was not trained on"
CROSS_VALIDATED = "cross-validation grouped by document, because the model was trained on documents of this corpus"


def evaluate(corpus: Path, model: Path | None = None, *, trust: bool = False) -> dict[str, Any]:
    """Measure a model on a labelled corpus, beside the baselines.

    A model is not measured on documents that it was trained on: where the corpus holds any, the figures are those of a
    cross-validation on the corpus, with the same features and settings.

    Parameters
    ----------
    corpus
        A `.jsonl` file or a folder of them.
    model
        A model's folder; by default the one that is shipped.
    trust
        As for `store.load`; only asked for where the model itself is measured.

    Returns
    -------
    dict
        `measured` (how), `documents`, `pledges`, `micro`, `macro`, `themes`, `calibration`, `baselines`.
    """
    manifest = read_manifest(model)
    examples = read_examples(corpus)
    if set(manifest["trained_on"]) & set(document_hashes(examples)):
        labels = corpus_labels(examples)
        truth = truth_table(examples, labels)
        checked = cross_validate(examples, truth, labels)
        checked_plain = cross_validate(examples, truth, labels, fit_on=fit_plain)
        return {"measured": CROSS_VALIDATED, **cross_validated_scores(examples, labels, truth, checked, checked_plain)}
    classifier = load(model, trust=trust)
    truth = truth_table(examples, classifier.labels)
    probabilities = classifier.probabilities([example.item for example in examples])
    predicted = (probabilities > classifier.thresholds).astype(int)
    plain = load_baseline(model, trust=trust).predict(examples)
    return {"measured": HELD_OUT, **_scores(examples, classifier.labels, truth, probabilities, predicted, plain)}


def cross_validated_scores(
    examples: Sequence[Example],
    labels: Sequence[str],
    truth: NDArray[Any],
    checked: CrossValidated,
    checked_plain: CrossValidated,
) -> dict[str, Any]:
    """Give the figures of cross-validated classifier and plain baseline, as manifest and card have them."""
    return _scores(examples, labels, truth, checked.probabilities, checked.predicted, checked_plain.predicted)


def _scores(
    examples: Sequence[Example],
    labels: Sequence[str],
    truth: NDArray[Any],
    probabilities: NDArray[Any],
    predicted: NDArray[Any],
    plain: NDArray[Any],
) -> dict[str, Any]:
    documents = [example.document for example in examples]
    counted = 1 - doubtful_table(examples, labels)
    baselines = {
        "majority": predict_majority(examples, truth),
        "keywords": predict_keywords(examples, labels),
        "plain TF-IDF": plain,
    }
    return {
        "documents": len(set(documents)),
        "pledges": len(examples),
        **figures(predicted * counted, truth, documents, labels),
        "calibration": {
            "expected_error": round(calibration_error(probabilities, truth), 4),
            "by_theme": {
                label: round(calibration_error(probabilities[:, theme], truth[:, theme]), 4)
                for theme, label in enumerate(labels)
            },
            "reliability": reliability(probabilities, truth),
        },
        "baselines": {
            name: {part: measured[part] for part in ("micro", "macro")}
            for name, table in baselines.items()
            for measured in [figures(table * counted, truth, documents, labels)]
        },
    }
