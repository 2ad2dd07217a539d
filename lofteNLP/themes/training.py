"""Training: a labelled corpus in, the model's folder out, with figures from cross-validation grouped by document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lofteNLP.themes.calibration import (
    Calibration,
    calibration_error,
    choose_thresholds,
    fit_calibration,
    reliability,
)
from lofteNLP.themes.classifier import ThemeClassifier
from lofteNLP.themes.corpus import CorpusError, Example, corpus_hash, corpus_labels, read_examples, truth_table
from lofteNLP.themes.features import WEIGHTS, feature_union
from lofteNLP.themes.metrics import figures

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sklearn.pipeline import FeatureUnion

FOLDS = 5
SEED = 0
FREEDOM = 10.0  # C of the logistic regressions: the larger, the closer to the corpus
NEVER = -10.0  # raw score of a theme that no pledge of a fold has


class Fitted(NamedTuple):
    """Features and regressions, before calibration."""

    features: FeatureUnion
    weights: NDArray
    intercepts: NDArray

    def scores(self, examples: Sequence[Example]) -> NDArray:
        """Give raw scores, one row a pledge, one column a theme."""
        scores: NDArray = self.features.transform([example.item for example in examples]) @ self.weights + self.intercepts
        return scores


class CrossValidated(NamedTuple):
    """What the classifier says of pledges whose documents it was not trained on, thresholds and calibration included."""

    scores: NDArray
    probabilities: NDArray
    predicted: NDArray


def train(corpus: Path, output: Path) -> dict[str, Any]:
    """Train on a corpus, write the model's folder and give its figures.

    Parameters
    ----------
    corpus
        A `.jsonl` file or a folder of them; any themes, not only those of the taxonomy.
    output
        The folder to write: `classifier.joblib`, `manifest.json`, `README.md`.

    Returns
    -------
    dict
        The scores that the manifest holds: F1 with intervals, calibration.
    """
    from lofteNLP.themes.baselines import fit_plain
    from lofteNLP.themes.store import save

    examples = read_examples(corpus)
    labels = corpus_labels(examples)
    truth = truth_table(examples, labels)
    checked = cross_validate(examples, truth)
    calibration = fit_calibration(checked.scores, truth)
    thresholds = choose_thresholds(calibration.probabilities(checked.scores), truth)
    fitted = fit(examples, truth)
    classifier = ThemeClassifier(labels, *fitted, calibration, thresholds)
    scores = summary(checked, truth, examples, labels)
    save(classifier, fit_plain(examples, truth), output, corpus_hash=corpus_hash(corpus), scores=scores)
    return scores


def fit(examples: Sequence[Example], truth: NDArray, weights: Mapping[str, float] = WEIGHTS) -> Fitted:
    """Fit features and one logistic regression a theme.

    Parameters
    ----------
    examples
        Labelled pledges.
    truth
        Their themes as ones and zeros.
    weights
        Weight by block of features.
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier

    features = feature_union(weights)
    rows = features.fit_transform([example.item for example in examples])
    models = OneVsRestClassifier(LogisticRegression(C=FREEDOM, solver="liblinear", random_state=SEED)).fit(rows, truth)
    columns = np.zeros((rows.shape[1], truth.shape[1]), dtype=np.float32)
    intercepts = np.full(truth.shape[1], NEVER)
    for theme, model in enumerate(models.estimators_):
        if hasattr(model, "coef_"):  # else the theme has no pledge here, or has them all
            columns[:, theme] = model.coef_[0]
            intercepts[theme] = model.intercept_[0]
    return Fitted(features, columns, intercepts)


def cross_validate(
    examples: Sequence[Example],
    truth: NDArray,
    groups: Sequence[str] | None = None,
    fit_on: Callable[[Sequence[Example], NDArray], Any] = fit,
) -> CrossValidated:
    """Classify every pledge by a model that saw nothing of its document.

    Calibration and thresholds for a fold come from the scores of the other folds, so that nothing is chosen on the
    pledges that it is measured on.

    Parameters
    ----------
    examples, truth
        Labelled pledges and their themes as ones and zeros.
    groups
        What must not be split between folds; the document by default.
    fit_on
        Fits on examples and truth and gives something with `scores`.
    """
    import numpy as np

    folds = list(_folds(groups or [example.document for example in examples]))
    scores = np.zeros(truth.shape)
    for inside, outside in folds:
        fitted = fit_on([examples[row] for row in inside], truth[inside])
        scores[outside] = fitted.scores([examples[row] for row in outside])
    probabilities, predicted = np.zeros(truth.shape), np.zeros(truth.shape, dtype=int)
    for inside, outside in folds:
        calibration: Calibration = fit_calibration(scores[inside], truth[inside])
        thresholds = choose_thresholds(calibration.probabilities(scores[inside]), truth[inside])
        probabilities[outside] = calibration.probabilities(scores[outside])
        predicted[outside] = probabilities[outside] > thresholds
    return CrossValidated(scores, probabilities, predicted)


def summary(checked: CrossValidated, truth: NDArray, examples: Sequence[Example], labels: Sequence[str]) -> dict[str, Any]:
    """Give the figures of a cross-validation, as manifest and card have them."""
    documents = [example.document for example in examples]
    return {
        "documents": len(set(documents)),
        "pledges": len(examples),
        **figures(checked.predicted, truth, documents, labels),
        "calibration": {
            "expected_error": round(calibration_error(checked.probabilities, truth), 4),
            "reliability": reliability(checked.probabilities, truth),
        },
    }


def _folds(groups: Sequence[str]) -> Iterator[tuple[NDArray, NDArray]]:
    from sklearn.model_selection import GroupKFold

    count = min(FOLDS, len(set(groups)))
    if count < 2:
        raise CorpusError("the corpus has a single document; cross-validation needs two at least, add documents")
    yield from GroupKFold(count, shuffle=True, random_state=SEED).split(groups, groups=groups)
