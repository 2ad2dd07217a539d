"""Training: a labelled corpus in, the model's folder out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lofteNLP.themes.baselines import CalibratedPlain, fit_plain
from lofteNLP.themes.classifier import ThemeClassifier
from lofteNLP.themes.corpus import corpus_hash, corpus_labels, document_hashes, read_examples, truth_table
from lofteNLP.themes.evaluation import cross_validated_scores
from lofteNLP.themes.fitting import cross_validate, fit
from lofteNLP.themes.store import save


def train(corpus: Path, output: Path) -> dict[str, Any]:
    """Train on a corpus, write the model's folder and give its figures.

    The figures come from cross-validation grouped by document; calibration and thresholds of the model itself from the
    scores that it gave there.

    Parameters
    ----------
    corpus
        A `.jsonl` file or a folder of them; any themes, not only those of the taxonomy.
    output
        The folder to write: `classifier.joblib`, `manifest.json`, `README.md`.

    Returns
    -------
    dict
        The scores that the manifest holds: F1 with intervals, calibration, baselines.
    """
    examples = read_examples(corpus)
    labels = corpus_labels(examples)
    truth = truth_table(examples, labels)
    checked = cross_validate(examples, truth, labels)
    checked_plain = cross_validate(examples, truth, labels, fit_on=fit_plain)
    scores = cross_validated_scores(examples, labels, truth, checked, checked_plain)
    classifier = ThemeClassifier(labels, *fit(examples, truth, labels), *checked.decision(truth))
    baseline = CalibratedPlain(fit_plain(examples, truth, labels), *checked_plain.decision(truth))
    save(
        classifier,
        baseline,
        output,
        corpus_hash=corpus_hash(corpus),
        trained_on=document_hashes(examples),
        scores=scores,
    )
    return scores
