"""The verb rules, on parses written by hand."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from lofteNLP.pipeline.base.verbs import mend_verbs

VOCAB = spacy.blank("sv").vocab
POS = {"VB": "VERB", "NN": "NOUN", "JJ": "ADJ", "PC": "ADJ", "IE": "PART", "SN": "SCONJ", "AB": "ADV", "MAD": "PUNCT",
       "MID": "PUNCT", "PN": "PRON"}  # fmt: skip


def make(*rows: tuple[str, str, int, str]) -> Doc:
    """Return a document of one sentence from (form, SUC tag, head, relation)."""
    words, tags, heads, deps = (list(column) for column in zip(*rows, strict=True))
    return Doc(VOCAB, words=words, tags=tags, pos=[POS[tag.split("|")[0]] for tag in tags], heads=heads, deps=deps)


def tree(doc: Doc) -> list[tuple[str, str, str]]:
    return [(t.text, t.dep_, t.head.text) for t in doc]


def test_root_with_subject_is_a_verb() -> None:
    doc = mend_verbs(make(("Värdar", "NN", 1, "nsubj"), ("skyltar", "NN", 1, "ROOT"), (".", "MAD", 1, "punct")))
    assert (doc[1].tag_, doc[1].pos_, doc[1].morph.get("Tense")) == ("VB|PRS|AKT", "VERB", ["Pres"])


def test_root_with_copula_stays() -> None:
    doc = mend_verbs(make(("De", "PN", 2, "nsubj"), ("är", "VB|PRS|AKT", 2, "cop"), ("vakter", "NN", 2, "ROOT")))
    assert doc[2].tag_ == "NN"


def test_verbless_line_stays() -> None:
    doc = mend_verbs(make(("Nya", "JJ", 1, "amod"), ("skyltar", "NN", 1, "ROOT"), ("uppe", "AB", 1, "advmod")))
    assert doc[1].tag_ == "NN"


def test_marker_makes_an_infinitive_of_an_adjective() -> None:
    doc = mend_verbs(make(
        ("Att", "IE", 2, "mark"), ("öppna", "JJ|POS", 2, "amod"), ("torget", "NN", 2, "ROOT"),
        (".", "MAD", 2, "punct"),
    ))  # fmt: skip
    assert doc[1].tag_ == "VB|INF|AKT"
    assert tree(doc) == [
        ("Att", "mark", "öppna"), ("öppna", "ROOT", "öppna"), ("torget", "obj", "öppna"), (".", "punct", "öppna"),
    ]  # fmt: skip


def test_marker_skips_the_clause_between_commas() -> None:
    doc = mend_verbs(make(
        ("Att", "IE", 4, "mark"), (",", "MID", 4, "punct"), ("när", "SN", 4, "mark"), ("snön", "NN", 4, "nsubj"),
        ("faller", "VB|PRS|AKT", 4, "ROOT"), (",", "MID", 6, "punct"), ("sanda", "VB|INF|AKT", 4, "conj"),
        ("vägen", "NN", 6, "obj"), (".", "MAD", 4, "punct"),
    ))  # fmt: skip
    assert [(t.text, t.head.text) for t in doc if t.dep_ == "ROOT"] == [("sanda", "sanda")]
    assert (doc[0].head.text, doc[4].dep_, doc[4].head.text, doc[8].head.text) == ("sanda", "advcl", "sanda", "sanda")


def test_participle_goes_to_the_object() -> None:
    doc = mend_verbs(make(
        ("Att", "SN", 1, "mark"), ("tvätta", "VB|INF|AKT", 2, "csubj"), ("klottrade", "PC|PRF", 2, "ROOT"),
        ("väggar", "NN", 2, "obj"), (".", "MAD", 2, "punct"),
    ))  # fmt: skip
    assert doc[0].tag_ == "IE"
    assert tree(doc) == [
        ("Att", "mark", "tvätta"), ("tvätta", "ROOT", "tvätta"), ("klottrade", "amod", "väggar"),
        ("väggar", "obj", "tvätta"), (".", "punct", "tvätta"),
    ]  # fmt: skip


def test_copula_after_the_marker_stays() -> None:
    doc = make(("Att", "IE", 2, "mark"), ("vara", "VB|INF|AKT", 2, "cop"), ("öppen", "JJ", 2, "ROOT"))
    before = tree(doc)
    assert tree(mend_verbs(doc)) == before


def test_only_finite_verb_is_the_root() -> None:
    doc = mend_verbs(make(
        ("Nämnden", "NN", 0, "ROOT"), ("avgiftsbelägger", "VB|INF|AKT", 2, "amod"), ("platser", "NN", 0, "nmod"),
        (".", "MAD", 0, "punct"),
    ))  # fmt: skip
    assert doc[1].tag_ == "VB|PRS|AKT"
    assert tree(doc) == [
        ("Nämnden", "nsubj", "avgiftsbelägger"), ("avgiftsbelägger", "ROOT", "avgiftsbelägger"),
        ("platser", "obj", "avgiftsbelägger"), (".", "punct", "avgiftsbelägger"),
    ]  # fmt: skip


def test_verb_of_a_relative_clause_stays() -> None:
    doc = make(
        ("Elever", "NN", 0, "ROOT"), ("som", "PN", 2, "nsubj"), ("skolkar", "VB|PRS|AKT", 0, "acl:relcl"),
        ("ofta", "AB", 2, "advmod"),
    )  # fmt: skip
    before = tree(doc)
    assert tree(mend_verbs(doc)) == before


def test_object_of_receiving() -> None:
    doc = mend_verbs(make(
        ("Barnen", "NN", 2, "nsubj"), ("får", "VB|PRS|AKT", 2, "aux"), ("hoppa", "VB|INF|AKT", 2, "ROOT"),
        ("rep", "NN", 2, "conj"),
    ))  # fmt: skip
    assert doc[2].tag_ == "VB|INF|AKT"  # no noun
    doc = mend_verbs(make(
        ("Barnen", "NN", 2, "nsubj"), ("får", "VB|PRS|AKT", 2, "aux"), ("saga", "VB|INF|AKT", 2, "ROOT"),
        ("filtar", "NN", 2, "conj"),
    ))  # fmt: skip
    assert doc[2].tag_ == "NN|UTR|SIN|IND|NOM"
    assert tree(doc) == [
        ("Barnen", "nsubj", "får"), ("får", "ROOT", "får"), ("saga", "obj", "får"), ("filtar", "conj", "saga"),
    ]  # fmt: skip


def test_tag_decides_the_class_of_a_root() -> None:
    doc = make(("Lugna", "VB|INF|AKT", 0, "ROOT"), ("trafiken", "NN", 0, "obj"))
    doc[0].pos_ = "ADJ"
    assert mend_verbs(doc)[0].pos_ == "VERB"


def test_without_parse_nothing_happens() -> None:
    doc = Doc(VOCAB, words=["Att", "lugna"])
    assert [t.tag_ for t in mend_verbs(doc)] == ["", ""]
    assert not doc.has_annotation("DEP")
