"""The shipped model: loading, contract, determinism; its floors are the quality gate's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from spacy.language import Language

import conllu
import corpora
import evaluation
import lofteNLP.pipeline.base as package
from lofteNLP import models

ROOT = Path(__file__).parents[3]
LARGEST = 15 * 1024 * 1024


def test_scores_in_meta_are_the_models_own(base: Language) -> None:
    written = base.meta["performance"]["own"]
    assert evaluation.scores(base, corpora.own("test"), size=1) == pytest.approx(written, abs=0.3)


def test_size_and_papers() -> None:
    folder = ROOT / "models" / "base"
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < LARGEST
    assert "CC BY-SA 4.0" in (folder / "README.md").read_text(encoding="utf-8")
    assert "Talbanken" in (folder / "LICENSE").read_text(encoding="utf-8")


def test_missing_model_names_the_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(models, "PACKAGED", tmp_path)
    monkeypatch.setattr(models, "REPOSITORY", tmp_path)
    with pytest.raises(FileNotFoundError, match=r"train_base\.py"):
        package.load_base()


def test_domain_verbs(base: Language) -> None:
    doc = base("En kväll i veckan utför vakterna kontroller på kajen.")
    verb = next(t for t in doc if t.text == "utför")
    assert (verb.pos_, verb.dep_, verb.lemma_) == ("VERB", "ROOT", "utföra")
    assert next(t for t in doc if t.text == "vakterna").dep_ == "nsubj"


def test_list_items_are_sentences(base: Language) -> None:
    doc = base("Kommunen lovar att:\n• tända lampor längs kajen\n• röja sly\n\nAnsvarig: Hamnkontoret")
    assert [s.text.strip() for s in doc.sents] == [
        "Kommunen lovar att:", "• tända lampor längs kajen", "• röja sly", "Ansvarig: Hamnkontoret",
    ]  # fmt: skip


def test_batches_and_one_by_one_agree(base: Language) -> None:
    texts = ["Vakten går runt kajen.", "", "• Lampor byts.\n• Sly röjs.", "   ", "Båtarna märks i maj."]
    together = [[(t.tag_, t.dep_, t.lemma_) for t in doc] for doc in base.pipe(texts)]
    assert together == [[(t.tag_, t.dep_, t.lemma_) for t in base(text)] for text in texts]


@pytest.mark.parametrize("part", ["train", "test"])
def test_own_sentences_are_trees_with_all_columns(part: str) -> None:
    sentences = corpora.own(part)
    assert len(sentences) >= 200
    for sentence in sentences:
        assert corpora.is_tree(sentence), conllu.text_of(sentence)
        assert all(t.lemma and t.upos != "X" and t.xpos and t.deprel for t in sentence)


def test_own_parts_share_no_five_words() -> None:
    def runs(part: str) -> set[tuple[str, ...]]:
        found = set()
        for sentence in corpora.own(part):
            words = [t.form.lower() for t in sentence if t.form.isalnum()]
            found |= {tuple(words[i : i + 5]) for i in range(len(words) - 4)}
        return found

    assert not runs("train") & runs("test")


@pytest.mark.skipif("LOFTE_TREEBANKS" not in os.environ, reason="LOFTE_TREEBANKS names no folder of treebanks")
def test_converted_treebank_holds_trees() -> None:
    sentences = corpora.training_part(Path(os.environ["LOFTE_TREEBANKS"]))
    assert sum(corpora.is_tree(s) for s in sentences) / len(sentences) > 0.98
