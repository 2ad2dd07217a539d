"""Multi-word expressions of UD v1 (`mwe`) as the structures that UD v2 gives them."""

from __future__ import annotations

from conllu import Sentence
from tree import children, kind, rule

# Expressions that v2 too keeps as one word, however they are built.
FIXED = {
    "därför att", "så småningom", "till och med", "vare sig", "i och med", "som helst", "rent av",
    "så att säga", "före detta", "icke desto mindre",
}  # fmt: skip


@rule
def undo_expressions(sentence: Sentence) -> None:
    """v1's `mwe` becomes the structure its words have; a short list stays `fixed`."""
    for number in range(1, len(sentence) + 1):
        rest = [n for n in children(sentence, number) if sentence[n - 1].deprel == "mwe"]
        if rest and all(kind(sentence[n - 1]) not in {"MID", "MAD", "PAD"} for n in rest):
            _undo(sentence, [number, *rest])


def _undo(sentence: Sentence, numbers: list[int]) -> None:
    words = [sentence[n - 1] for n in numbers]
    first, head, deprel = words[0], words[0].head, words[0].deprel
    surface = " ".join(w.form.lower() for w in words)
    kinds = [kind(w) for w in words]
    if surface in FIXED:
        for w in words[1:]:
            w.deprel = "fixed"
    elif surface in {"för att", "även om", "så att", "trots att", "utan att", "genom att"} or (
        kinds[-1] in {"SN", "IE"} and len(words) == 2 and deprel == "mark"
    ):
        first.deprel = "advmod" if kinds[0] == "AB" and surface != "så att" else "mark"
        for w in words[1:]:
            w.head, w.deprel = head, "mark"
    elif kinds[0] == "PP" and kinds[-1] == "PP" and len(words) >= 3 and deprel in {"case", "mark"}:
        _complex_preposition(sentence, numbers)
    elif surface.startswith("när det gäll"):
        _when_it_concerns(sentence, numbers)
    elif kinds[0] == "PP" and len(words) >= 2 and deprel in {"advmod", "nmod", "advcl", "compound:prt", "case"}:
        _phrase(sentence, numbers, "obl")
    elif kinds[-1] == "NN" and kinds[0] in {"DT", "PN", "JJ", "RG"}:
        _phrase(sentence, numbers, deprel if deprel != "det" else "nmod")
    elif kinds[0] in {"DT", "JJ"} and words[-1].form.lower() in {"här", "där"}:
        for w in words[1:]:  # den här dagen: här hangs on the noun, as den does
            w.head, w.deprel = (head if deprel in {"det", "amod"} else numbers[0]), "advmod"
    elif kinds[0] == "PM":
        for w in words[1:]:
            w.deprel = "flat:name"
    elif surface.endswith(" än") and len(words) == 2:
        first.deprel = "advmod"
        words[1].head, words[1].deprel = head, "case"
    elif kinds[0] in {"AB", "PC", "JJ"} and kinds[-1] == "PP" and deprel == "case":
        words[0].deprel = "advmod"
        words[1].head, words[1].deprel = head, "case"
    elif kinds[1] == "KN" and len(words) == 3 and words[1].form.lower() in {"och", "eller"}:
        words[2].head, words[2].deprel = numbers[0], "conj"
        words[1].head, words[1].deprel = numbers[2], "cc"
    elif kinds[-1] == "AB" and kinds[0] in {"AB", "HA"} and len(words) == 2:
        _phrase(sentence, numbers, deprel)
        words[0].deprel = "advmod"
    else:
        for w in words[1:]:
            w.deprel = ""


def _complex_preposition(sentence: Sentence, numbers: list[int]) -> None:
    """`på grund av X`: grund is the oblique of what X hung on, X its modifier."""
    noun = next((n for n in numbers if kind(sentence[n - 1]) in {"NN", "PN", "JJ"}), numbers[-2])
    target = sentence[numbers[0] - 1].head
    if not target or noun == target:
        return
    complement = sentence[target - 1]
    for n in numbers:
        word = sentence[n - 1]
        if n == noun:
            word.head, word.deprel = complement.head, "nmod"
        elif n == numbers[-1]:
            word.head, word.deprel = target, "case"
        elif kind(word) == "PP":
            word.head, word.deprel = noun, "case"
        else:
            word.head, word.deprel = noun, "amod"
    if kind(complement) != "VB":
        complement.deprel = "nmod"
    else:
        complement.deprel = "acl"
    complement.head = noun


def _when_it_concerns(sentence: Sentence, numbers: list[int]) -> None:
    """`när det gäller X`: an adverbial clause with X as its object."""
    when, it, concerns = numbers[:3]
    target = sentence[when - 1].head
    if not target:
        return
    complement = sentence[target - 1]
    sentence[concerns - 1].head, sentence[concerns - 1].deprel = complement.head, "advcl"
    sentence[when - 1].head, sentence[when - 1].deprel = concerns, "mark"
    sentence[it - 1].head, sentence[it - 1].deprel = concerns, "nsubj"
    complement.head, complement.deprel = concerns, "obj"


def _phrase(sentence: Sentence, numbers: list[int], relation: str) -> None:
    """Let the last word head the phrase in the place of the first."""
    first, last = numbers[0], numbers[-1]
    head = sentence[first - 1].head
    for n in children(sentence, first):
        if n not in numbers:
            sentence[n - 1].head = last
    labels = {"PP": "case", "DT": "det", "PS": "nmod:poss", "JJ": "amod", "RO": "amod", "PC": "amod", "AB": "advmod",
              "PN": "det", "RG": "nummod"}  # fmt: skip
    for n in numbers[:-1]:
        sentence[n - 1].head, sentence[n - 1].deprel = last, labels.get(kind(sentence[n - 1]), "")
    sentence[last - 1].head, sentence[last - 1].deprel = head, relation
