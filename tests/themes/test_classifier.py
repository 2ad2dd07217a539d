"""The classifier's manners: order, emptiness, independence of the batch, evidence."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lofteNLP.themes.calibration import calibration_error, choose_thresholds, fit_calibration
from lofteNLP.themes.classifier import ThemeClassifier
from lofteNLP.themes.explanation import Evidence, Reason
from lofteNLP.themes.items import ThemeInput

RAID = ThemeInput(
    "Gemensam krogtillsyn och trafikkontroll.", None, ("gemensam", "krogtillsyn", "och", "trafikkontroll"), ()
)


def case(classifier: ThemeClassifier, item: ThemeInput, label: str) -> Evidence:
    return next(evidence for evidence in classifier.explain(item, most=50) if evidence.label == label)


def test_nothing_in_nothing_out(classifier: ThemeClassifier) -> None:
    assert classifier.predict([]) == []


def test_themes_come_in_the_order_of_the_labels(classifier: ThemeClassifier) -> None:
    found = [theme.label for theme in classifier.predict([RAID])[0]]
    assert found == [label for label in classifier.labels if label in found]
    assert {"trafik", "krog", "tillsyn"} <= set(found)


def test_a_pledge_does_not_depend_on_its_neighbours(classifier: ThemeClassifier) -> None:
    other = ThemeInput("Nya lampor.", "Belysning", ("ny", "lampa"), ("belysning",))
    assert classifier.predict([RAID, other, RAID])[2] == classifier.predict([RAID])[0]


def test_evidence_names_the_words_that_decided(classifier: ThemeClassifier) -> None:
    evidence = case(classifier, RAID, "krog")
    assert evidence.given
    assert Reason("part", "krog") in [reason for reason, _ in evidence.supporting]
    assert any("krogtillsyn" in reason.text for reason, _ in evidence.supporting)
    assert all(weight > 0 for _, weight in evidence.supporting)
    assert all(weight < 0 for _, weight in evidence.opposing)


def test_reasons_add_up_to_the_raw_score(classifier: ThemeClassifier) -> None:
    place = classifier.labels.index("tillsyn")
    evidence = case(classifier, RAID, "tillsyn")
    total = sum(weight for _, weight in (*evidence.supporting, *evidence.opposing)) + classifier.intercepts[place]
    assert total == pytest.approx(classifier._scores([RAID])[0, place], abs=0.02)


def test_the_heading_counts(classifier: ThemeClassifier) -> None:
    plain = ThemeInput("Två insatser per månad.", None, ("två", "insats", "per", "månad"), ())
    headed = ThemeInput("Två insatser per månad.", "Trafik", ("två", "insats", "per", "månad"), ("trafik",))
    place = classifier.labels.index("trafik")
    assert classifier.probabilities([headed])[0, place] > 0.5 > classifier.probabilities([plain])[0, place]


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200), st.text(max_size=40))
def test_any_text_gets_an_answer(classifier: ThemeClassifier, text: str, heading: str) -> None:
    item = ThemeInput(text, heading, tuple(text.lower().split()), tuple(heading.lower().split()))
    assert ((classifier.probabilities([item]) >= 0) & (classifier.probabilities([item]) <= 1)).all()
    assert len(classifier.explain(item)) == len(classifier.labels)


def test_calibration_mends_scores_that_say_too_much() -> None:
    generator = np.random.default_rng(1)
    chances = generator.uniform(0.02, 0.98, (4000, 1))
    truth = (generator.uniform(size=chances.shape) < chances).astype(int)
    boastful = 3 * np.log(chances / (1 - chances))
    calibrated = fit_calibration(boastful, truth).probabilities(boastful)
    assert calibration_error(calibrated, truth) < 0.03 < calibration_error(1 / (1 + np.exp(-boastful)), truth)


def test_a_rare_theme_stays_near_the_common_threshold() -> None:
    probabilities = np.zeros((200, 2))
    truth = np.zeros((200, 2), dtype=int)
    probabilities[:100, 0], truth[:100, 0] = 0.35, 1  # a common theme, separable from 0.35 down
    probabilities[0, 1], truth[0, 1] = 0.89, 1
    common, rare = choose_thresholds(probabilities, truth)
    assert abs(rare - common) < 0.1
