"""The trained pledge detector: which candidates are pledges, and which headings, lead-ins, problems or furniture.

Two linear stages: the first sees each candidate with its words, form and section; the second weighs that against
what the first says of the neighbours, of the same list and of the whole document.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lofteNLP.pledges.candidates import Candidate
from lofteNLP.pledges.features import form_features, neighbour_features, text_of
from lofteNLP.weighing import ready

# The corpus' block labels, put together to what the detector tells apart.
CLASSES = {
    "pledge": "pledge",
    "pledge-rest": "continuation",
    "continuation": "continuation",
    "lead-in": "lead-in",
    "heading": "heading",
    "title": "heading",
    "problem": "problem",
    "wish": "problem",
    "place": "problem",
    "goal": "goal",
    "followup": "followup",
    "explanation": "background",
    "background": "background",
    "validity": "background",
    "contact": "furniture",
    "furniture": "furniture",
    "other": "furniture",
    "responsible": "furniture",
}
CAPTION = re.compile(r"(?:läs (?:också|mer|även)|bild|bildtext|foto|källa)\s*:", re.I)
LABELS = tuple(sorted(set(CLASSES.values())))
FOLDS = 4
THRESHOLD = 0.45  # from which probability on a candidate is a pledge; F1 is highest there in cross-validation


class PledgeDetector:
    """Labels the candidates of documents.

    Examples
    --------
    >>> PledgeDetector().labels[-1]
    'problem'
    """

    def __init__(self, strength: float = 1.0, context_strength: float = 0.3) -> None:
        self.labels = LABELS
        self.strength = strength
        self.context_strength = context_strength
        self.features: Any = None
        self.first: Any = None
        self.kinds: Any = None
        self.second: Any = None

    def fit(self, candidates: Sequence[Candidate], labels: Sequence[str], groups: Sequence[int]) -> PledgeDetector:
        """Train both stages; the second on what the first says of documents it was not trained on.

        Parameters
        ----------
        candidates : sequence of Candidate
            Those of all documents, each document's together and in order.
        labels : sequence of str
            One of `LABELS` for each.
        groups : sequence of int
            The document of each.
        """
        from scipy.sparse import csr_matrix, hstack
        from sklearn.linear_model import LogisticRegression
        from sklearn.model_selection import GroupKFold

        target = np.array([self.labels.index(label) for label in labels])
        documents = np.asarray(groups)
        self.features = feature_union().fit(candidates)
        matrix = self.features.transform(candidates)
        unseen = np.zeros((len(target), len(self.labels)))
        for train, test in GroupKFold(FOLDS).split(matrix, target, documents):
            fold = LogisticRegression(C=self.strength, max_iter=300).fit(matrix[train], target[train])
            unseen[np.ix_(test, fold.classes_)] = fold.predict_proba(matrix[test])
        self.first = LogisticRegression(C=self.strength, max_iter=300).fit(matrix, target)
        self.kinds = kind_features().fit(candidates)
        context = hstack([csr_matrix(surroundings(unseen, candidates, documents)), self.kinds.transform(candidates)])
        self.second = LogisticRegression(C=self.context_strength, max_iter=600).fit(context, target)
        return self

    def predict_proba(
        self, candidates: Sequence[Candidate], groups: Sequence[int] | None = None
    ) -> NDArray[np.float64]:
        """The probability of every label, shape (candidates, labels); `groups` tells the documents apart."""
        from scipy.special import softmax

        documents = np.zeros(len(candidates), int) if groups is None else np.asarray(groups)
        alone = np.zeros((len(candidates), len(self.labels)))
        scores = ready(self.features).times(candidates, self.first.coef_.T) + self.first.intercept_
        alone[:, self.first.classes_] = softmax(scores, axis=1)
        around = surroundings(alone, candidates, documents)
        context = np.hstack([around, kind_rows(candidates, self.kinds[-1].vocabulary_)])
        found = np.zeros_like(alone)
        found[:, self.second.classes_] = softmax(context @ self.second.coef_.T + self.second.intercept_, axis=1)
        return found

    def predict(self, candidates: Sequence[Candidate], groups: Sequence[int] | None = None) -> list[str]:
        """The label of each candidate; `groups` tells the documents apart."""
        if not candidates:
            return []
        probabilities = self.predict_proba(candidates, groups)
        pledge = self.labels.index("pledge")
        likely = probabilities[:, pledge] >= THRESHOLD
        probabilities[:, pledge] = np.where(likely, 1.0, 0.0)
        best = probabilities.argmax(axis=1)
        return [settled(candidate, self.labels[index]) for candidate, index in zip(candidates, best, strict=True)]


def settled(candidate: Candidate, label: str) -> str:
    """What the form alone settles: an item above items is their heading, "… att:" a lead-in, a caption furniture."""
    if label in ("pledge", "continuation"):
        if candidate.parent:
            return "heading"
        if candidate.kind in ("paragraph", "heading") and candidate.text.endswith(":"):
            return "lead-in"
        if CAPTION.match(candidate.text):
            return "furniture"
    return label


def feature_union() -> Any:
    """Words and lemmas by TF-IDF beside the form, the section and, at less weight, the neighbours by name."""
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
    from sklearn.pipeline import FeatureUnion

    parts = [
        ("form", CountVectorizer(analyzer=form_features, binary=True, min_df=3, dtype=np.float32)),
        ("neighbours", CountVectorizer(analyzer=neighbour_features, binary=True, min_df=3, dtype=np.float32)),
        (
            "words",
            TfidfVectorizer(
                preprocessor=text_of,
                ngram_range=(1, 2),
                min_df=2,
                sublinear_tf=True,
                token_pattern=r"\S+",
                dtype=np.float32,
            ),
        ),
    ]
    return FeatureUnion(parts, transformer_weights={"neighbours": 0.35})


def kind_features() -> Any:
    """The few forms that the second stage sees."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer

    return make_pipeline(FunctionTransformer(kind_table), DictVectorizer())


def kind_table(candidates: Sequence[Candidate]) -> list[dict[str, float]]:
    """Kind, zone, lead-in and place in the paragraph of each candidate."""
    return [
        {
            f"kind={c.kind}": 1.0,
            f"zone={c.zone}": 1.0,
            f"kind={c.kind}&zone={c.zone}": 1.0,
            "lead": float(bool(c.lead)),
            "later": float(c.sentence > 0),
        }
        for c in candidates
    ]


def kind_rows(candidates: Sequence[Candidate], columns: Mapping[str, int]) -> NDArray[np.float64]:
    """The table of kinds as an array, one row a candidate."""
    rows = np.zeros((len(candidates), len(columns)))
    for row, values in zip(rows, kind_table(candidates), strict=True):
        for name in values.keys() & columns.keys():
            row[columns[name]] = values[name]
    return rows


def surroundings(
    probabilities: NDArray[np.float64], candidates: Sequence[Candidate], documents: NDArray[np.int_]
) -> NDArray[np.float64]:
    """What the first stage says of a candidate, its two forerunners, its follower, its list and its document."""
    lists: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    wholes: dict[int, list[int]] = defaultdict(list)
    for index, (document, candidate) in enumerate(zip(documents.tolist(), candidates, strict=True)):
        lists[(document, candidate.heading, candidate.lead, candidate.kind, candidate.level)].append(index)
        wholes[document].append(index)
    listed, means = np.empty_like(probabilities), np.empty_like(probabilities)
    for same in lists.values():
        listed[same] = means_of_others(probabilities[same])
    for whole in wholes.values():
        means[whole] = probabilities[whole].mean(axis=0)
    own = np.log(probabilities + 1e-4) / 4
    neighbours = [neighbour(probabilities, documents, by) for by in (-1, -2, 1)]
    return np.hstack([own, *neighbours, 2 * listed, 2 * means])


def neighbour(rows: NDArray[np.float64], documents: NDArray[np.int_], by: int) -> NDArray[np.float64]:
    """Give for each row the one so many places on; zeros where that is of another document, or none.

    Examples
    --------
    >>> neighbour(np.array([[1.0], [2.0], [6.0]]), np.array([0, 0, 1]), 1).tolist()
    [[2.0], [0.0], [0.0]]
    """
    places = np.arange(len(rows)) + by
    there = places.clip(0, len(rows) - 1)
    same = (there == places) & (documents[there] == documents)
    return np.where(same[:, None], rows[there], 0.0)


def means_of_others(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give for each row the mean of all the others; a single row has but itself.

    Examples
    --------
    >>> means_of_others(np.array([[1.0], [2.0], [6.0]])).tolist()
    [[4.0], [3.5], [1.5]]
    """
    if len(rows) == 1:
        return rows
    none = np.zeros((1, rows.shape[1]))
    before = np.concatenate([none, np.cumsum(rows, axis=0)[:-1]])
    after = np.concatenate([np.cumsum(rows[::-1], axis=0)[::-1][1:], none])
    mean: NDArray[np.float64] = (before + after) / (len(rows) - 1)
    return mean
