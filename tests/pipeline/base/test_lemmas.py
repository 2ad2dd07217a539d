"""Lemmas, dictionary readings and the component on bare vocabularies."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from lofteNLP.pipeline.base import lexicon
from lofteNLP.pipeline.base.lemmas import LemmaRules, learn
from lofteNLP.pipeline.base.lemmatizer import LofteLemmatizer

PLURAL = "NN|UTR|PLU|IND|NOM"
LEARNED = learn(
    [
        ("krogar", PLURAL, "krog"), ("dagar", PLURAL, "dag"), ("tillsyner", PLURAL, "tillsyn"),
        ("saker", PLURAL, "sak"), ("klockor", PLURAL, "klocka"), ("går", "VB|PRS|AKT", "gå"),
        ("kallar", "VB|PRS|AKT", "kalla"), ("ställer", "VB|PRS|AKT", "ställa"), ("huset", "NN|NEU|SIN|DEF|NOM", "hus"),
        ("vakten", "NN|UTR|SIN|DEF|NOM", "vakt"),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("word", "tag", "lemma"),
    [
        ("Krogtillsyner", PLURAL, "krogtillsyn"),
        ("trafiknykterhetskontroller", PLURAL, "trafiknykterhetskontroll"),
        ("flurgor", PLURAL, "flurgor"),  # unseen: the form, no nonsense
        ("kvällar", PLURAL, "kväll"),
        ("genomför", "VB|PRS|AKT", "genomföra"),  # no rule learned for it here: the dictionary
        ("gräsbränderna", "NN|UTR|PLU|DEF|NOM", "gräsbrand"),
        ("klotterdrabbade", "PC|PRF|UTR/NEU|PLU|IND/DEF|NOM", "klotterdrabbad"),
        ("patrullerar", "VB|PRS|AKT", "patrullera"),
        ("ska", "VB|PRS|AKT", "skola"),
        ("männen", "NN|UTR|PLU|DEF|NOM", "man"),
        ("vaktens", "NN|UTR|SIN|DEF|GEN", "vakt"),
        ("Skövdes", "PM|GEN", "Skövde"),
        ("EU:s", "PM|GEN", "EU"),
        ("Trollhättan", "PM|NOM", "Trollhättan"),
        ("drog-", "NN|UTR|-|-|SMS", "drog-"),
        ("2022", "RG|NOM", "2022"),
        ("larmade", "PC|PRF|UTR/NEU|PLU|IND/DEF|NOM", "larmad"),
    ],
)
def test_lemma(word: str, tag: str, lemma: str) -> None:
    assert LEARNED.lemma(word, tag) == lemma


def test_rules_survive_a_round_trip() -> None:
    component = LofteLemmatizer(rules=LEARNED)
    again = LofteLemmatizer().from_bytes(component.to_bytes())
    assert again.rules.to_dict() == LEARNED.to_dict()
    assert again.to_bytes() == component.to_bytes()


def test_component_works_on_any_pipeline_with_suc_tags() -> None:
    """A stub of what sv_core_news_* gives: SUC tags in `tag_`; nothing else is asked for."""
    nlp = spacy.blank("sv")
    doc = Doc(nlp.vocab, words=["Krogar", "\n", "kallar"], tags=[PLURAL, "_SP", "VB|PRS|AKT"])
    assert [t.lemma_ for t in LofteLemmatizer(rules=LEARNED)(doc)] == ["krog", "\n", "kalla"]


def test_empty_rules_keep_forms() -> None:
    assert LemmaRules({}, {}).lemma("Flurgade", "VB|PRT|AKT") == "flurgade"


@pytest.mark.parametrize(
    ("word", "known", "lemma"),
    [("trafikkontroller", "w", "trafikkontroll"), ("slyröjningar", "c", "röjning"), ("xqzt", "", "")],
)
def test_readings(word: str, known: str, lemma: str) -> None:
    reading = lexicon.read(word)
    assert (reading.known, reading.lemma) == (known, lemma)


@pytest.mark.parametrize(("lemma", "letter"), [("patrullera", "V"), ("kontroll", "U"), ("torg", "N"), ("trygg", "A")])
def test_paradigms_show_the_class(lemma: str, letter: str) -> None:
    assert letter in lexicon.classes(lemma)


def test_ambiguous_forms_have_both_analyses() -> None:
    assert {a[0] for a in lexicon.analyses("delar").split()} == {"V", "U"}


@pytest.mark.parametrize(("word", "kind"), [("elva", "RG"), ("ifall", "SN"), ("utmed", "PP"), ("sjätte", "RO")])
def test_closed_classes(word: str, kind: str) -> None:
    assert kind in lexicon.closed_classes()[word].split()
