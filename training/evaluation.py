"""Scores of a base model: treebank figures, own sentences, main verbs."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from conllu import Sentence
from corpora import raw_examples, to_doc

FIGURES = {
    "TAG": "tag_acc", "POS": "pos_acc", "MORPH": "morph_acc", "LEMMA": "lemma_acc", "UAS": "dep_uas",
    "LAS": "dep_las", "SENTS": "sents_f",
}  # fmt: skip


def scores(nlp: Language, sentences: list[Sentence], size: int = 10) -> dict[str, float]:
    """Return the figures in per cent, on raw text in documents of `size` sentences."""
    found = nlp.evaluate(raw_examples(nlp, sentences, size))
    return {name: round(100 * found[key], 2) for name, key in FIGURES.items() if found.get(key) is not None}


def main_verb(doc: Doc) -> int | None:
    """Return the index of the verb that heads a sentence, None for a verbless one."""
    for token in doc:
        if token.dep_ == "ROOT" and token.pos_ == "VERB":
            return token.i
    return None


def main_verbs(nlp: Language, sentences: list[Sentence]) -> float:
    """Return the share of sentences whose main verb is found: VERB, and root or conjunct of the root."""
    asked = found = 0
    for sentence in sentences:
        gold = to_doc(nlp, [sentence])
        wanted = main_verb(gold)
        if wanted is None:
            continue
        asked += 1
        offset = gold[wanted].idx
        token = next((t for t in nlp(gold.text) if t.idx == offset), None)
        if token is not None and token.pos_ == "VERB":
            found += token.dep_ == "ROOT" or (token.dep_ == "conj" and token.head.dep_ == "ROOT")
    return round(100 * found / max(asked, 1), 2)
