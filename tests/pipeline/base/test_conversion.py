"""The rules that turn UD v1 trees into v2, case by case on own sentences."""

from __future__ import annotations

import pytest

import talbanken
from conllu import Sentence, Token
from expressions import undo_expressions
from features import features, normalise_pud, universal_tag

TAGS = {
    "Polisen": "NN|UTR|SIN|DEF|NOM", "vakten": "NN|UTR|SIN|DEF|NOM", "torget": "NN|NEU|SIN|DEF|NOM",
    "går": "VB|PRS|AKT", "finns": "VB|PRS|SFO", "hörs": "VB|PRS|SFO", "kan": "VB|PRS|AKT", "höra": "VB|INF|AKT",
    "behöver": "VB|PRS|AKT", "är": "VB|PRS|AKT", "lugnt": "JJ|POS|NEU|SIN|IND|NOM", "på": "PP", "i": "PP", "av": "PP",
    "och": "KN", "inte": "AB", "när": "HA", "genom": "PP", "att": "IE", "dag": "NN|UTR|SIN|IND|NOM",
    "grund": "NN|UTR|SIN|IND|NOM", "buller": "NN|NEU|SIN|IND|NOM", "många": "JJ|POS|UTR/NEU|PLU|IND/DEF|NOM",
    "ljud": "NN|NEU|PLU|IND|NOM", "alla": "DT|UTR/NEU|PLU|IND/DEF", "kl": "AB|AN", "sju": "RG|NOM", ",": "MID",
    "skäller": "VB|PRS|AKT", "Hunden": "NN|UTR|SIN|DEF|NOM", "Katten": "NN|UTR|SIN|DEF|NOM", "så": "AB",
    "tillsammans": "AB", "med": "PP", "Det": "PN|NEU|SIN|DEF|SUB/OBJ", "han": "PN|UTR|SIN|DEF|SUB",
    "den": "DT|UTR|SIN|DEF", "här": "AB", "gatan": "NN|UTR|SIN|DEF|NOM", ".": "MAD",
}  # fmt: skip


def tree(*rows: tuple[str, int, str]) -> Sentence:
    """Return a v1 sentence from (form, head, relation) with tags from the table above."""
    return [Token(form, xpos=TAGS[form], head=head, deprel=deprel) for form, head, deprel in rows]


def arcs(sentence: Sentence) -> list[tuple[str, int, str]]:
    return [(token.form, token.head, token.deprel) for token in sentence]


CASES = {
    "renamed": (
        [("Hunden", 2, "nsubj"), ("höra", 0, "root"), ("torget", 2, "dobj")],
        [("Hunden", 2, "nsubj"), ("höra", 0, "root"), ("torget", 2, "obj")],
    ),
    "negation": (
        [("Hunden", 2, "nsubj"), ("skäller", 0, "root"), ("inte", 2, "neg")],
        [("Hunden", 2, "nsubj"), ("skäller", 0, "root"), ("inte", 2, "advmod")],
    ),
    "oblique under verbs": (
        [("vakten", 2, "nsubj"), ("går", 0, "root"), ("på", 4, "case"), ("torget", 2, "nmod")],
        [("vakten", 2, "nsubj"), ("går", 0, "root"), ("på", 4, "case"), ("torget", 2, "obl")],
    ),
    "nominal under nouns": (
        [("ljud", 0, "root"), ("på", 3, "case"), ("torget", 1, "nmod")],
        [("ljud", 0, "root"), ("på", 3, "case"), ("torget", 1, "nmod")],
    ),
    "conjunction moves to the conjunct": (
        [("Hunden", 4, "nsubj"), ("och", 1, "cc"), ("Katten", 1, "conj"), ("går", 0, "root")],
        [("Hunden", 4, "nsubj"), ("och", 3, "cc"), ("Katten", 1, "conj"), ("går", 0, "root")],
    ),
    "list of subjects": (
        [("Hunden", 6, "nsubj"), (",", 6, "punct"), ("Katten", 6, "nsubj"), ("och", 3, "cc"), ("vakten", 3, "conj"),
         ("går", 0, "root")],
        [("Hunden", 6, "nsubj"), (",", 6, "punct"), ("Katten", 1, "conj"), ("och", 5, "cc"), ("vakten", 3, "conj"),
         ("går", 0, "root")],
    ),
    "adjective is no determiner": (
        [("många", 2, "det"), ("ljud", 3, "nsubjpass"), ("hörs", 0, "root")],
        [("många", 2, "amod"), ("ljud", 3, "nsubj:pass"), ("hörs", 0, "root")],
    ),
    "deponent has an active subject": (
        [("många", 2, "det"), ("ljud", 3, "nsubjpass"), ("finns", 0, "root")],
        [("många", 2, "amod"), ("ljud", 3, "nsubj"), ("finns", 0, "root")],
    ),
    "preposition before a clause": (
        [("genom", 3, "case"), ("att", 3, "mark"), ("höra", 4, "advcl"), ("går", 0, "root")],
        [("genom", 3, "mark"), ("att", 3, "mark"), ("höra", 4, "advcl"), ("går", 0, "root")],
    ),
    "when opens a clause": (
        [("när", 3, "advmod"), ("Hunden", 3, "nsubj"), ("skäller", 4, "advcl"), ("går", 0, "root")],
        [("när", 3, "mark"), ("Hunden", 3, "nsubj"), ("skäller", 4, "advcl"), ("går", 0, "root")],
    ),
    "infinitive is controlled": (
        [("vakten", 2, "nsubj"), ("går", 0, "root"), ("höra", 2, "ccomp")],
        [("vakten", 2, "nsubj"), ("går", 0, "root"), ("höra", 2, "xcomp")],
    ),
    "semi-auxiliary is the head": (
        [("vakten", 3, "nsubj"), ("behöver", 3, "aux"), ("höra", 0, "root"), (".", 3, "punct")],
        [("vakten", 2, "nsubj"), ("behöver", 0, "root"), ("höra", 2, "xcomp"), (".", 2, "punct")],
    ),
    "modal stays an auxiliary": (
        [("vakten", 3, "nsubj"), ("kan", 3, "aux"), ("höra", 0, "root")],
        [("vakten", 3, "nsubj"), ("kan", 3, "aux"), ("höra", 0, "root")],
    ),
    "predicate without a relation": (
        [("torget", 2, "nsubj"), ("är", 0, "root"), ("lugnt", 2, "dep")],
        [("torget", 3, "nsubj"), ("är", 3, "cop"), ("lugnt", 0, "root")],
    ),
    "numeral of the clock": (
        [("Polisen", 2, "nsubj"), ("går", 0, "root"), ("kl", 4, "det"), ("sju", 2, "nummod")],
        [("Polisen", 2, "nsubj"), ("går", 0, "root"), ("kl", 4, "advmod"), ("sju", 2, "obl")],
    ),
    "clauses side by side": (
        [("Hunden", 2, "nsubj"), ("skäller", 0, "root"), (",", 2, "punct"), ("Katten", 5, "nsubj"), ("går", 2, "conj")],
        [("Hunden", 2, "nsubj"), ("skäller", 0, "root"), (",", 5, "punct"), ("Katten", 5, "nsubj"),
         ("går", 2, "parataxis")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_convert(name: str) -> None:
    old, new = CASES[name]
    assert arcs(talbanken.convert(tree(*old))) == new


EXPRESSIONS = {
    "adverbial": (
        [("Polisen", 2, "nsubj"), ("går", 0, "root"), ("i", 2, "advmod"), ("dag", 3, "mwe")],
        [("Polisen", 2, "nsubj"), ("går", 0, "root"), ("i", 4, "case"), ("dag", 2, "obl")],
    ),
    "complex preposition": (
        [("Polisen", 2, "nsubj"), ("går", 0, "root"), ("på", 6, "case"), ("grund", 3, "mwe"), ("av", 3, "mwe"),
         ("buller", 2, "nmod")],
        [("Polisen", 2, "nsubj"), ("går", 0, "root"), ("på", 4, "case"), ("grund", 2, "nmod"), ("av", 6, "case"),
         ("buller", 4, "nmod")],
    ),
    "den här": (
        [("den", 3, "det"), ("här", 1, "mwe"), ("gatan", 0, "root")],
        [("den", 3, "det"), ("här", 3, "advmod"), ("gatan", 0, "root")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_expressions(name: str) -> None:
    old, new = EXPRESSIONS[name]
    assert arcs(undo_expressions(tree(*old))) == new


def test_rules_leave_their_argument_alone() -> None:
    old = tree(("vakten", 2, "nsubj"), ("höra", 0, "root"), ("torget", 2, "dobj"))
    before = arcs(old)
    talbanken.convert(old)
    assert arcs(old) == before


def test_uncertain_relations_are_left_open() -> None:
    old = tree(("så", 2, "advmod"), ("här", 0, "root"), ("och", 1, "mwe"))
    assert arcs(talbanken.convert(old))[2][2] == ""


@pytest.mark.parametrize(
    ("form", "xpos", "deprel", "upos", "feats"),
    [
        ("kan", "VB|PRS|AKT", "aux", "AUX", "Mood=Ind|Tense=Pres|VerbForm=Fin|Voice=Act"),
        ("finns", "VB|PRS|SFO", "root", "VERB", "Mood=Ind|Tense=Pres|VerbForm=Fin"),
        ("inte", "AB", "advmod", "PART", "Polarity=Neg"),
        ("när", "HA", "mark", "SCONJ", "_"),
        ("som", "KN", "case", "ADP", "_"),
        ("och", "KN", "cc", "CCONJ", "_"),
        ("tre", "RG|NOM", "nummod", "NUM", "Case=Nom|NumType=Card"),
        ("ett", "DT|NEU|SIN|IND", "det", "DET", "Definite=Ind|Gender=Neut|Number=Sing|PronType=Art"),
        ("varje", "DT|UTR/NEU|SIN|IND", "det", "DET", "Definite=Ind|Number=Sing|PronType=Tot"),
        ("fler", "JJ|POS|UTR/NEU|PLU|IND|NOM", "amod", "ADJ", "Case=Nom|Degree=Cmp|Number=Plur"),
        ("/", "MID", "cc", "SYM", "_"),
    ],
)
def test_tags(form: str, xpos: str, deprel: str, upos: str, feats: str) -> None:
    token = Token(form, xpos=xpos, deprel=deprel)
    assert (universal_tag(token), features(token)) == (upos, feats)


def test_pud_gets_talbankens_adverb_lemmas() -> None:
    token = Token("snabbt", "snabbt", "ADV", "AB|POS", "Degree=Pos")
    normalise_pud(token)
    assert token.lemma == "snabb"
