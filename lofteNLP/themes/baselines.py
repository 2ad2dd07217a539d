"""What the classifier is measured against: majority, the taxonomy's keywords, plain TF-IDF."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from lofteNLP.themes.corpus import Example
from lofteNLP.themes.items import words
from lofteNLP.themes.taxonomy import TermIndex, themes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lofteNLP.themes.calibration import Calibration

FREEDOM = 100.0
SEED = 0


class Plain(NamedTuple):
    """TF-IDF over word forms of heading and text in one, and logistic regressions."""

    pipeline: Any
    labels: int

    def scores(self, examples: Sequence[Example]) -> NDArray[Any]:
        """Give raw scores, one row a pledge, one column a theme."""
        import numpy as np

        scores = np.asarray(self.pipeline.decision_function([_text(example) for example in examples]))
        return scores.reshape(len(examples), self.labels)


class CalibratedPlain(NamedTuple):
    """The plain baseline with calibration and thresholds of its own, as the classifier has them."""

    plain: Plain
    calibration: Calibration
    thresholds: NDArray[Any]

    def predict(self, examples: Sequence[Example]) -> NDArray[Any]:
        """Give the themes as ones and zeros, one row a pledge."""
        predicted: NDArray[Any] = (
            self.calibration.probabilities(self.plain.scores(examples)) > self.thresholds
        ).astype(int)
        return predicted


def fit_plain(examples: Sequence[Example], truth: NDArray[Any], labels: Sequence[str]) -> Plain:
    """Fit the plain baseline on examples and their themes (`labels`) as ones and zeros."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier
    from sklearn.pipeline import make_pipeline

    regression = LogisticRegression(C=FREEDOM, solver="liblinear", random_state=SEED)
    pipeline = make_pipeline(TfidfVectorizer(sublinear_tf=True), OneVsRestClassifier(regression))
    return Plain(pipeline.fit([_text(example) for example in examples], truth), len(labels))


def predict_keywords(examples: Sequence[Example], labels: Sequence[str]) -> NDArray[Any]:
    """Give each pledge the themes whose core terms stand in its text or heading; one's own themes have none.

    Examples
    --------
    >>> from lofteNLP.themes.items import ThemeInput
    >>> item = ThemeInput("Två krogtillsyner", None, ("två", "krogtillsyn"), ())
    >>> predict_keywords([Example("a", "a", item, ())], ("trafik", "krog", "tillsyn")).tolist()
    [[0, 1, 1]]
    """
    import numpy as np

    index = TermIndex({theme.name: theme.terms["core"] for theme in themes()})
    rows = []
    for example in examples:
        item = example.item
        fields = (words(item.text), words(item.heading or ""), item.lemmas, item.heading_lemmas)
        found = {theme for field in fields for theme in index.find(field)}
        rows.append([int(label in found) for label in labels])
    return np.array(rows)


def predict_majority(examples: Sequence[Example], truth: NDArray[Any]) -> NDArray[Any]:
    """Give every pledge the commonest theme of the corpus.

    Examples
    --------
    >>> import numpy as np
    >>> predict_majority([None, None], np.array([[0, 1], [0, 1]])).tolist()
    [[0, 1], [0, 1]]
    """
    import numpy as np

    predicted = np.zeros((len(examples), truth.shape[1]), dtype=int)
    predicted[:, truth.sum(0).argmax()] = 1
    return predicted


def _text(example: Example) -> str:
    return f"{example.item.heading or ''} {example.item.text}"
