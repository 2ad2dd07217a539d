"""What the corpus must hold, and how its figures are counted."""

import json

import pytest

import composition


@pytest.fixture(scope="module")
def figures(rows):
    return composition.composition(rows)


def test_the_corpus_is_as_large_and_as_mixed_as_it_should_be(figures):
    assert figures["documents"] >= 180
    assert figures["documents without pledges"] >= 25
    assert figures["pledges"] >= 1500
    assert figures["pledges with full gold"] >= 300
    assert figures["pledges with two or more themes"] >= 1 / 3
    assert set(figures["forms"]) >= {"list", "prose", "news", "table", "periods", "pdf", "html"}


def test_no_theme_is_rare(figures):
    assert {theme: count for theme, count in figures["themes"].items() if count < 45} == {}


def test_full_gold_names_an_actor_in_every_pledge(rows):
    assert all(p["actors"] for row in rows if row["gold"] == "full" for p in row["pledges"])
    assert not any(p[k] for row in rows if row["gold"] == "themes" for p in row["pledges"] for k in VALUES)


VALUES = ("actors", "quantities", "deadlines")
ROWS = [
    {
        "writer": "x",
        "form": "list",
        "gold": "full",
        "kommun": [{"code": "1440", "name": "Ale"}],
        "text": "Polisen går. Polisen står.",
        "pledges": [
            {
                "text": "Polisen går. Polisen står.",
                "themes": ["narvaro", "ordning"],
                "actors": [{}],
                "quantities": [],
                "deadlines": [],
            }
        ],
    },
    {"writer": "y", "form": "problem", "gold": "themes", "kommun": [], "text": "Polisen går inte.", "pledges": []},
]


def test_composition_counts():
    figures = composition.composition(ROWS)
    assert (figures["documents"], figures["documents without pledges"], figures["writers"]) == (2, 1, 2)
    assert figures["forms"] == {"list": 1, "problem": 1}
    assert (figures["pledges"], figures["pledges with two or more themes"]) == (1, 1.0)
    assert (figures["themes"]["narvaro"], figures["themes"]["trafik"]) == (1, 0)
    assert (figures["pledges with full gold"], figures["of these with a quantity"], figures["actors"]) == (1, 0.0, 1)


def test_variety_counts():
    figures = composition.variety(ROWS, size=3)
    assert figures["words"] == 7
    assert figures["type-token ratio, a writer's sample"] == pytest.approx((2 / 3 + 1) / 2)
    assert figures["words unseen in another writer's sample"] == pytest.approx((0 + 1 / 3) / 2)
    assert figures["words in a pledge's sentence, mean"] == 2
    assert figures["words in a pledge's sentence, standard deviation"] == 0


def test_the_common_size_is_the_least_of_all_writers():
    assert composition.common_size(ROWS, ROWS[:1]) == 3


def test_another_folder_is_read(tmp_path):
    (tmp_path / "a01-ale.json").write_text(json.dumps({"pledges": [{"text": "Polisen går."}]}), encoding="utf-8")
    (tmp_path / "a01-ale.txt").write_text("Polisen går.", encoding="utf-8")
    [row] = composition.read_other(tmp_path)
    assert (row["writer"], row["text"], len(row["pledges"])) == ("a", "Polisen går.", 1)
