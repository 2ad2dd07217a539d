"""Treebanks and the project's own sentences as spaCy examples."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

import conllu
import talbanken
from conllu import Sentence
from features import normalise_pud

OWN_SENTENCES = Path(__file__).parents[1] / "corpus" / "sentences"
# Tags of PUD that SUC does not have ("NN|SIN", "PM|GEB"): better no tag than a wrong one.
RARE_TAG = 3


def training_part(folder: Path) -> list[Sentence]:
    """Return Talbanken's training part: the current one where the folder holds it, else that of 2015."""
    current = folder / "sv_talbanken-ud-train.conllu"
    if current.exists():
        return conllu.read(current)
    return [talbanken.convert(s) for s in conllu.read(folder / "talbanken-2015-train.conll")]


def pud(folder: Path, known_tags: set[str]) -> list[Sentence]:
    """Return PUD in Talbanken's conventions; tags outside `known_tags` are left out."""
    sentences = conllu.read(folder / "pud.conllu")
    for sentence in sentences:
        for token in sentence:
            normalise_pud(token)
            if token.xpos not in known_tags:
                token.xpos = ""
    return sentences


def is_tree(sentence: Sentence) -> bool:
    """Tell whether a sentence has one root, which is a word, and no cycle.

    Examples
    --------
    >>> is_tree([Token("a", head=2), Token("b", head=1)])
    False
    """
    roots = [token for token in sentence if token.head == 0]
    if len(roots) != 1 or roots[0].upos == "PUNCT":
        return False
    for number in range(1, len(sentence) + 1):
        steps = 0
        while number:
            number, steps = sentence[number - 1].head, steps + 1
            if steps > len(sentence):
                return False
    return True


def is_masked(sentence: Sentence) -> bool:
    """Tell whether a relation was left open; spaCy wants such sentences in documents of their own."""
    return any(not token.deprel for token in sentence)


def groups(sentences: list[Sentence], sizes: tuple[int, ...], rng: random.Random) -> Iterator[list[Sentence]]:
    """Yield neighbouring sentences as documents of varying size, masked ones alone."""
    group: list[Sentence] = []
    size = rng.choice(sizes)
    for sentence in sentences:
        if is_masked(sentence):
            yield [sentence]
            continue
        group.append(sentence)
        if len(group) >= size:
            yield group
            group, size = [], rng.choice(sizes)
    if group:
        yield group


def to_doc(nlp: Language, sentences: list[Sentence], breaks: list[str] | None = None) -> Doc:
    """Return the gold document; `breaks[i]` is the white-space token after sentence i ("" for a plain space)."""
    words: list[str] = []
    spaces: list[bool] = []
    columns: dict[str, list] = {k: [] for k in ("tags", "pos", "morphs", "lemmas", "heads", "deps", "sent_starts")}
    for index, sentence in enumerate(sentences):
        offset = len(words)
        for number, token in enumerate(sentence):
            words.append(token.form)
            spaces.append(token.space)
            columns["tags"].append(token.xpos)
            columns["pos"].append("" if token.upos == "_" else token.upos)
            columns["morphs"].append("" if token.feats == "_" else token.feats)
            columns["lemmas"].append("" if token.lemma == "_" else token.lemma)
            columns["heads"].append(offset + (token.head - 1 if token.head else number))
            columns["deps"].append("ROOT" if token.deprel == "root" else token.deprel)
            columns["sent_starts"].append(number == 0)
        spaces[-1] = True
        white = breaks[index] if breaks else ""
        if white:
            spaces[-1] = False
            words.append(white)
            spaces.append(False)
            for key, value in (("tags", "_SP"), ("pos", "SPACE"), ("morphs", ""), ("lemmas", white), ("deps", "dep")):
                columns[key].append(value)
            columns["heads"].append(len(words) - 2)
            columns["sent_starts"].append(False)
    return Doc(nlp.vocab, words=words, spaces=spaces, **columns)


def to_example(nlp: Language, gold: Doc) -> Example:
    """Return an example whose predicted side has the gold tokens."""
    spaces = [bool(token.whitespace_) for token in gold]
    return Example(Doc(nlp.vocab, words=[t.text for t in gold], spaces=spaces), gold)


def raw_examples(nlp: Language, sentences: list[Sentence], size: int = 10) -> list[Example]:
    """Return examples for evaluation: raw text in documents of ten sentences."""
    golds = [to_doc(nlp, sentences[i : i + size]) for i in range(0, len(sentences), size)]
    return [Example(nlp.make_doc(gold.text), gold) for gold in golds]


def known_tags(sentences: list[Sentence]) -> set[str]:
    """Return the SUC tags that occur often enough to be believed."""
    counts: dict[str, int] = {}
    for sentence in sentences:
        for token in sentence:
            counts[token.xpos] = counts.get(token.xpos, 0) + 1
    return {tag for tag, count in counts.items() if count >= RARE_TAG}


def own(part: str) -> list[Sentence]:
    """Return the project's own sentences, "train" or "test"; empty where the file is missing."""
    path = OWN_SENTENCES / f"{part}.conllu"
    return conllu.read(path) if path.exists() else []
