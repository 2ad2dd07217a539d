"""Fitting and cross-validation: labelled pledges in, regressions or scores of unseen pledges out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from lofteNLP.themes.calibration import Calibration, choose_thresholds, fit_calibration
from lofteNLP.themes.corpus import CorpusError, Example, truth_table
from lofteNLP.themes.features import WEIGHTS, feature_union
from lofteNLP.themes.lessons import lessons

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sklearn.pipeline import FeatureUnion

FOLDS = 5
SEED = 0
FREEDOM = 10.0  # C of the logistic regressions: the larger, the closer to the corpus
NEVER = -10.0  # raw score of a theme that no pledge of a fold has
LESSON_WEIGHT = 0.3  # how much a core term of the taxonomy counts beside a pledge


class Fitted(NamedTuple):
    """Features and regressions, before calibration."""

    features: FeatureUnion
    weights: NDArray[Any]
    intercepts: NDArray[Any]

    def scores(self, examples: Sequence[Example]) -> NDArray[Any]:
        """Give raw scores, one row a pledge, one column a theme."""
        scores: NDArray[Any] = (
            self.features.transform([example.item for example in examples]) @ self.weights + self.intercepts
        )
        return scores


class CrossValidated(NamedTuple):
    """What the classifier says of pledges whose documents it was not trained on, calibration included."""

    scores: NDArray[Any]
    probabilities: NDArray[Any]
    predicted: NDArray[Any]

    def decision(self, truth: NDArray[Any]) -> tuple[Calibration, NDArray[Any]]:
        """Give calibration and thresholds from all these scores: those of a model trained on all pledges."""
        calibration = fit_calibration(self.scores, truth)
        return calibration, choose_thresholds(calibration.probabilities(self.scores), truth)


def fit(
    examples: Sequence[Example],
    truth: NDArray[Any],
    labels: Sequence[str],
    weights: Mapping[str, float] = WEIGHTS,
    lesson_weight: float = LESSON_WEIGHT,
) -> Fitted:
    """Fit features and one logistic regression a theme, on the pledges and on the core terms of the taxonomy.

    Parameters
    ----------
    examples
        Labelled pledges.
    truth
        Their themes as ones and zeros.
    labels
        The themes.
    weights
        Weight by block of features.
    lesson_weight
        How much a core term counts beside a pledge; the features are those of the pledges in any case.
    """
    import numpy as np
    from scipy.sparse import vstack
    from sklearn.linear_model import LogisticRegression

    features = feature_union(weights)
    rows = features.fit_transform([example.item for example in examples])
    share = np.ones(len(examples))
    terms = lessons(labels) if lesson_weight else []
    if terms:
        rows = vstack([rows, features.transform([term.item for term in terms])]).tocsr()
        truth = np.vstack([truth, truth_table(terms, labels)])
        share = np.concatenate([share, np.full(len(terms), lesson_weight)])
    columns = np.zeros((rows.shape[1], len(labels)), dtype=np.float32)
    intercepts = np.full(len(labels), NEVER)
    for theme in range(len(labels)):
        if 0 < truth[:, theme].sum() < len(truth):
            regression = LogisticRegression(C=FREEDOM, solver="liblinear", random_state=SEED)
            regression.fit(rows, truth[:, theme], sample_weight=share)
            columns[:, theme], intercepts[theme] = regression.coef_[0], regression.intercept_[0]
    return Fitted(features, columns, intercepts)


def cross_validate(
    examples: Sequence[Example],
    truth: NDArray[Any],
    labels: Sequence[str],
    groups: Sequence[str] | None = None,
    fit_on: Callable[[Sequence[Example], NDArray[Any], Sequence[str]], Any] = fit,
) -> CrossValidated:
    """Classify every pledge by a model that saw nothing of its document.

    Calibration and thresholds for a fold come from the scores of the other folds, so that nothing is chosen on the
    pledges that it is measured on.

    Parameters
    ----------
    examples, truth, labels
        Labelled pledges, their themes as ones and zeros, and the themes.
    groups
        What must not be split between folds; the document by default.
    fit_on
        Fits on examples, truth and labels, and gives something with `scores`.
    """
    import numpy as np

    folds = list(_folds(groups or [example.document for example in examples]))
    scores = np.zeros(truth.shape)
    for inside, outside in folds:
        fitted = fit_on([examples[row] for row in inside], truth[inside], labels)
        scores[outside] = fitted.scores([examples[row] for row in outside])
    probabilities, predicted = np.zeros(truth.shape), np.zeros(truth.shape, dtype=int)
    for inside, outside in folds:
        calibration = fit_calibration(scores[inside], truth[inside])
        thresholds = choose_thresholds(calibration.probabilities(scores[inside]), truth[inside])
        probabilities[outside] = calibration.probabilities(scores[outside])
        predicted[outside] = probabilities[outside] > thresholds
    return CrossValidated(scores, probabilities, predicted)


def _folds(groups: Sequence[str]) -> Iterator[tuple[NDArray[Any], NDArray[Any]]]:
    from sklearn.model_selection import GroupKFold

    count = min(FOLDS, len(set(groups)))
    if count < 2:
        raise CorpusError("the corpus has a single document; cross-validation needs two at least, add documents")
    yield from GroupKFold(count, shuffle=True, random_state=SEED).split(groups, groups=groups)
