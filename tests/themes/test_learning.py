"""Training on any corpus: one's own themes, determinism, figures, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lofteNLP.themes.corpus import CorpusError, read_examples
from lofteNLP.themes.evaluation import CROSS_VALIDATED, HELD_OUT, evaluate
from lofteNLP.themes.store import load, read_manifest
from lofteNLP.themes.training import train


@pytest.fixture(scope="module")
def trained(small_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model")
    train(small_corpus, folder)
    return folder


def test_own_themes_come_after_those_of_the_taxonomy(trained: Path) -> None:
    assert read_manifest(trained)["labels"] == ["trafik", "krog", "skotrar"]
    assert load(trained, trust=True).labels == ("trafik", "krog", "skotrar")


def test_the_folder_explains_itself(trained: Path, small_corpus: Path) -> None:
    manifest = read_manifest(trained)
    assert set(manifest["versions"]) == {"scikit-learn", "lofteNLP", "base"}
    assert set(manifest["thresholds"]) == set(manifest["labels"])
    assert 0.5 < manifest["scores"]["micro"]["f1"] <= 1
    low, high = manifest["scores"]["micro"]["interval"]
    assert low <= manifest["scores"]["micro"]["f1"] <= high
    card = (trained / "README.md").read_text(encoding="utf-8")
    assert manifest["corpus_sha256"] in card
    assert all(f"| {label} |" in card for label in manifest["labels"])


def test_training_again_gives_the_same_predictions(trained: Path, small_corpus: Path, tmp_path: Path) -> None:
    train(small_corpus, tmp_path)
    items = [example.item for example in read_examples(small_corpus)]
    first, second = load(trained, trust=True), load(tmp_path, trust=True)
    assert first.probabilities(items).tobytes() == second.probabilities(items).tobytes()
    assert read_manifest(trained)["scores"] == read_manifest(tmp_path)["scores"]


def test_a_model_is_not_measured_on_what_it_was_trained_on(trained: Path, small_corpus: Path, tmp_path: Path) -> None:
    assert evaluate(small_corpus, trained)["measured"] == CROSS_VALIDATED
    row = json.loads(small_corpus.read_text(encoding="utf-8").splitlines()[0])
    row["pledges"] = [{"text": "Stoppa bilister på torget.", "themes": ["trafik"]}]
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps(row), encoding="utf-8")
    measured = evaluate(other, trained, trust=True)
    assert measured["measured"] == HELD_OUT
    assert set(measured["baselines"]) == {"majority", "keywords", "plain TF-IDF"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("no json\n", "line 1: not JSON"),
        ('{"document": "a"}\n', "needs `document`"),
        ('{"document": "a", "pledges": [{"text": "x"}]}\n', "pledge 1 needs `text` and `themes`"),
        ('{"document": "a", "pledges": []}\n', "no labelled pledge"),
        ('{"document": "a", "pledges": [{"text": "Bilar.", "themes": ["trafik"]}]}\n', "a single document"),
    ],
)
def test_a_corpus_that_cannot_be_used(content: str, message: str, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match=message):
        train(corpus, tmp_path / "model")


def test_a_corpus_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no corpus here"):
        train(tmp_path / "nothing", tmp_path)
