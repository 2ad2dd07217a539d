"""Weighing gives what scikit-learn's own transform and product give."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from lofteNLP.documents import read_bytes
from lofteNLP.pledges.blocks import find_blocks
from lofteNLP.pledges.candidates import find_candidates
from lofteNLP.pledges.store import load as load_detector
from lofteNLP.themes.items import ThemeInput, words
from lofteNLP.themes.store import load as load_classifier
from lofteNLP.weighing import ready

CLASSIFIER, DETECTOR = load_classifier(), load_detector()
WORDS = (
    "Polisen ska göra minst 10 krogtillsyner i på Ale mopeder a ny EU-moped; Trafik å ä\u00a0ö\tx ʹ \u2003 KROG".split(
        " "
    )
)
texts = st.text(max_size=40) | st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join)


def item(text: str, heading: str) -> ThemeInput:
    return ThemeInput(text, heading or None, tuple(words(text)), tuple(words(heading)))


@settings(deadline=None)
@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=4))
def test_themes(pledges: list[tuple[str, str]]) -> None:
    items = [item(*pledge) for pledge in pledges]
    expected = CLASSIFIER.features.transform(items) @ CLASSIFIER.weights
    assert np.allclose(ready(CLASSIFIER.features).times(items, CLASSIFIER.weights), expected, rtol=1e-9, atol=1e-9)


@settings(deadline=None)  # the first use of a model reads tables
@given(st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join))
def test_pledges(text: str) -> None:
    source = read_bytes(f"Löften\n- {text}".encode(), "a.txt")
    candidates = find_candidates(source.text, find_blocks(source))
    expected = DETECTOR.first.predict_proba(DETECTOR.features.transform(candidates))
    weighed = ready(DETECTOR.features).times(candidates, DETECTOR.first.coef_.T) + DETECTOR.first.intercept_
    odds = np.exp(weighed - weighed.max(axis=1, keepdims=True))
    assert np.allclose(odds / odds.sum(axis=1, keepdims=True), expected, atol=1e-5)


def test_no_items() -> None:
    assert ready(CLASSIFIER.features).times([], CLASSIFIER.weights).shape == (0, len(CLASSIFIER.labels))
