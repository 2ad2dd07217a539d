"""`lofte train` and `lofte evaluate` call the library and print its figures."""

import sys
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

import lofteNLP.themes
from lofteNLP.cli import commands


@pytest.fixture
def themes(monkeypatch):
    """Stand-ins for the two modules; gives the calls that were made."""
    calls = []
    training, evaluation = ModuleType("lofteNLP.themes.training"), ModuleType("lofteNLP.themes.evaluation")

    def train(corpus: Path, output: Path) -> dict:
        calls.append((corpus, output))
        return {"pledges": 300, "f1": 0.7312}

    def evaluate(corpus: Path, model: Path | None, *, trust: bool = False) -> dict:
        calls.append((corpus, model))
        if corpus.name == "empty":
            raise ValueError(f"{corpus}: no annotated documents; give the corpus folder")
        return {"themes": {"trafik": {"precision": 0.5, "recall": 1.0}, "krog": {"precision": 1.0}}}

    training.train, evaluation.evaluate = train, evaluate
    for module in (training, evaluation):
        monkeypatch.setitem(sys.modules, module.__name__, module)
        monkeypatch.setattr(lofteNLP.themes, module.__name__.rpartition(".")[2], module, raising=False)
    return calls


def test_train(themes, tmp_path):
    done = CliRunner().invoke(commands, ["train", str(tmp_path), "-o", str(tmp_path / "model")])
    assert done.exit_code == 0, done.output
    assert themes == [(tmp_path, tmp_path / "model")]
    assert "300" in done.output and "0.731" in done.output


def test_evaluate(themes, tmp_path):
    done = CliRunner().invoke(commands, ["evaluate", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert themes == [(tmp_path, None)]
    assert "precision" in done.output and "trafik" in done.output


def test_a_bad_corpus_is_named(themes, tmp_path):
    (tmp_path / "empty").mkdir()
    done = CliRunner().invoke(commands, ["evaluate", str(tmp_path / "empty")])
    assert done.exit_code == 1
    assert "no annotated documents" in done.output
