"""The second reading: complete, settled as the labels stand, and in agreement."""

import pytest

import agreement
from markup import THEMES


@pytest.fixture(scope="module")
def readings():
    return agreement.read()


def test_enough_pledges_were_read_twice(readings):
    assert len(readings) >= 300
    assert len({reading["id"] for reading in readings}) == len(readings)


def test_what_was_settled_is_what_the_labels_say(readings, rows):
    labels = {f"{row['document']}#{i}": p["themes"] for row in rows for i, p in enumerate(row["pledges"], 1)}
    assert {r["id"]: r["settled"] for r in readings} == {r["id"]: labels.get(r["id"]) for r in readings}


def test_the_readers_agree(readings):
    alphas = agreement.agreement(readings)
    assert alphas["all"] >= 0.80
    assert {theme: value for theme, value in alphas.items() if value < 0.65} == {}


def test_themes_are_known(readings):
    assert {theme for r in readings for key in ("first", "second", "settled") for theme in r[key]} <= set(THEMES)


def reading(first, second, settled):
    return {"id": "x01#1", "first": first, "second": second, "settled": settled}


def test_outcomes_are_counted():
    counts = agreement.outcomes(
        [
            reading(["unga"], ["unga"], ["unga"]),
            reading(["unga"], ["unga"], []),
            reading(["unga"], [], ["unga"]),
            reading(["unga"], ["dialog"], ["dialog"]),
            reading(["unga"], ["dialog"], ["dialog", "unga"]),
        ]
    )
    assert list(counts.values()) == [5, 3, 1, 1, 1, 1]


def test_a_theme_on_which_nothing_is_said_is_agreed_on():
    alphas = agreement.agreement([reading(["unga"], ["unga"], ["unga"]), reading([], [], [])])
    assert alphas["unga"] == 1.0
    assert alphas["trafik"] == 1.0
