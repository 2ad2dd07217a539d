"""From raw scores to probabilities that mean what they say, and to a threshold for every theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST, MOST, STEP = 0.10, 0.90, 0.02  # thresholds that are tried
SMOOTHED_OVER = 5  # a theme's best threshold is looked for on a curve smoothed over so many
PRIOR_PLEDGES = 20.0  # a theme with this many pledges stands halfway between its own threshold and the common one
BINS = 10
LOOSENESS = 1.0  # how freely the calibration may bend (C of its logistic regression)


class Calibration(NamedTuple):
    """A line per theme that turns a raw score into the log odds of a probability."""

    slopes: NDArray[Any]
    offsets: NDArray[Any]

    def probabilities(self, scores: NDArray[Any]) -> NDArray[Any]:
        """Turn raw scores, one column a theme, into probabilities.

        Examples
        --------
        >>> import numpy as np
        >>> Calibration(np.array([2.0]), np.array([0.0])).probabilities(np.array([[0.0], [5.0]])).round(3).tolist()
        [[0.5], [1.0]]
        """
        import numpy as np

        probabilities: NDArray[Any] = 1.0 / (1.0 + np.exp(-(scores * self.slopes + self.offsets)))
        return probabilities


def fit_calibration(scores: NDArray[Any], truth: NDArray[Any]) -> Calibration:
    """Fit the lines on scores of pledges that the classifier had not seen.

    Parameters
    ----------
    scores, truth
        One row a pledge, one column a theme; truth is ones and zeros.

    Examples
    --------
    >>> import numpy as np
    >>> scores = np.array([[-3.0], [-2.0], [-1.0], [1.0], [2.0], [3.0]])
    >>> calibration = fit_calibration(scores, (scores > 0) * 1)
    >>> bool(calibration.probabilities(np.array([[3.0]]))[0, 0] > 0.9)
    True
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    slopes, offsets = np.ones(scores.shape[1]), np.zeros(scores.shape[1])
    for theme in range(scores.shape[1]):
        if 0 < truth[:, theme].sum() < len(truth):
            line = LogisticRegression(C=LOOSENESS).fit(scores[:, [theme]], truth[:, theme])
            slopes[theme], offsets[theme] = line.coef_[0, 0], line.intercept_[0]
    return Calibration(slopes, offsets)


def choose_thresholds(probabilities: NDArray[Any], truth: NDArray[Any]) -> NDArray[Any]:
    """Choose the threshold that gives each theme its best F1, drawn towards the common one where pledges are few.

    Examples
    --------
    >>> import numpy as np
    >>> probabilities = np.array([[0.9], [0.6], [0.4], [0.1]])
    >>> bool(0.4 <= choose_thresholds(probabilities, np.array([[1], [1], [0], [0]]))[0] < 0.6)
    True
    """
    import numpy as np

    tried = np.arange(LEAST, MOST + STEP / 2, STEP)
    hits = np.array([((probabilities > threshold) & (truth == 1)).sum(0) for threshold in tried])
    found = np.array([(probabilities > threshold).sum(0) for threshold in tried])
    wanted = truth.sum(0)
    common = tried[np.argmax(2 * hits.sum(1) / np.maximum(found.sum(1) + wanted.sum(), 1))]
    curves = 2 * hits / np.maximum(found + wanted, 1)
    margin = SMOOTHED_OVER // 2
    window = np.ones(SMOOTHED_OVER) / SMOOTHED_OVER
    smooth = np.stack([np.convolve(np.pad(curve, margin, mode="edge"), window, "valid") for curve in curves.T])
    own = tried[np.argmax(smooth, axis=1)]
    thresholds: NDArray[Any] = (wanted * own + PRIOR_PLEDGES * common) / (wanted + PRIOR_PLEDGES)
    return thresholds.round(4)


def reliability(probabilities: NDArray[Any], truth: NDArray[Any]) -> list[dict[str, float]]:
    """Give the reliability curve: in ten bins of equal width, how sure the classifier was and how often it was right.

    Examples
    --------
    >>> import numpy as np
    >>> reliability(np.array([0.05, 0.95, 0.91]), np.array([0, 1, 1]))
    [{'from': 0.0, 'count': 1, 'said': 0.05, 'was': 0.0}, {'from': 0.9, 'count': 2, 'said': 0.93, 'was': 1.0}]
    """
    import numpy as np

    said, was = probabilities.ravel(), truth.ravel()
    bins = np.minimum((said * BINS).astype(int), BINS - 1)
    return [
        {
            "from": bin_ / BINS,
            "count": int((bins == bin_).sum()),
            "said": round(float(said[bins == bin_].mean()), 4),
            "was": round(float(was[bins == bin_].mean()), 4),
        }
        for bin_ in range(BINS)
        if (bins == bin_).any()
    ]


def calibration_error(probabilities: NDArray[Any], truth: NDArray[Any]) -> float:
    """Give the expected calibration error: how far said and was lie apart, on average over all decisions.

    Examples
    --------
    >>> import numpy as np
    >>> calibration_error(np.array([0.25, 0.25, 0.25, 0.25]), np.array([0, 0, 0, 1]))
    0.0
    """
    curve = reliability(probabilities, truth)
    return sum(row["count"] * abs(row["said"] - row["was"]) for row in curve) / sum(row["count"] for row in curve)
