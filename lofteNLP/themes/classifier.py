"""The theme classifier: inputs in, themes with calibrated scores and the evidence for them out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lofteNLP.schema import Theme
from lofteNLP.themes.explanation import Evidence, gather
from lofteNLP.themes.items import ThemeInput
from lofteNLP.weighing import ready

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sklearn.pipeline import FeatureUnion

    from lofteNLP.themes.calibration import Calibration


class ThemeClassifier:
    """Says which themes a pledge is about: one logistic regression a theme over shared features.

    Parameters
    ----------
    labels
        The themes, in the order of everything else here.
    features
        The fitted features.
    weights, intercepts
        What the regressions learnt, one column a theme.
    calibration
        Turns their raw scores into probabilities.
    thresholds
        The probability from which on a theme is given, per theme.
    """

    def __init__(
        self,
        labels: Sequence[str],
        features: FeatureUnion,
        weights: NDArray[Any],
        intercepts: NDArray[Any],
        calibration: Calibration,
        thresholds: NDArray[Any],
    ) -> None:
        self.labels = tuple(labels)
        self.features = features
        self.weights = weights
        self.intercepts = intercepts
        self.calibration = calibration
        self.thresholds = thresholds

    def predict(self, items: Sequence[ThemeInput]) -> list[list[Theme]]:
        """Give each pledge its themes, in the order of `labels`; none is an empty list.

        Examples
        --------
        >>> from lofteNLP.themes.store import load
        >>> item = ThemeInput("Tio krogtillsyner.", None, ("tio", "krogtillsyn"), ())
        >>> [theme.label for theme in load().predict([item])[0]]  # doctest: +SKIP
        ['krog', 'tillsyn']
        """
        if not items:
            return []
        return [
            [
                Theme(label, round(float(probability), 4))
                for label, probability, threshold in zip(self.labels, row, self.thresholds, strict=True)
                if probability > threshold
            ]
            for row in self.probabilities(items)
        ]

    def probabilities(self, items: Sequence[ThemeInput]) -> NDArray[Any]:
        """Give the calibrated probability of every theme, one row a pledge."""
        return self.calibration.probabilities(self._scores(items))

    def explain(self, item: ThemeInput, most: int = 5) -> list[Evidence]:
        """Give, per theme, the words and parts that decided, for and against; the likeliest theme first.

        Parameters
        ----------
        item
            A pledge.
        most
            How many reasons to give on each side.
        """
        row = self.features.transform([item]).tocsr()
        probabilities = self.probabilities([item])[0]
        reasons = gather(self.features, row, self.weights, item)
        order = sorted(range(len(self.labels)), key=lambda theme: (-probabilities[theme], theme))
        return [
            Evidence.of(
                self.labels[theme],
                float(probabilities[theme]),
                float(self.thresholds[theme]),
                [(reason, float(weight[theme])) for reason, weight in reasons.items()],
                most,
            )
            for theme in order
        ]

    def _scores(self, items: Sequence[ThemeInput]) -> NDArray[Any]:
        scores: NDArray[Any] = ready(self.features).times(items, self.weights) + self.intercepts
        return scores
