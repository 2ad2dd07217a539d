"""`lofte_verbs`: re-decides tags and heads where parse, tags and dictionary together say that a verb was missed.

It stands between the parser and the lemmatizer and checks what a sentence cannot do without: a root with a subject
and no copula is a verb where the dictionary allows it; an infinitive marker belongs to an infinitive, which heads what
the marker opens; the only finite verb of a sentence without another predicate is its root; and what stands joined with
a noun after *får* is a noun. Everything else stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy
from spacy.language import Language

from lofteNLP.pipeline.base import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MORPHS = {
    "VB|PRS|AKT": "Mood=Ind|Tense=Pres|VerbForm=Fin|Voice=Act",
    "VB|PRT|AKT": "Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act",
    "VB|INF|AKT": "VerbForm=Inf|Voice=Act",
}
SUBJECTS = frozenset(("nsubj", "nsubj:pass", "expl"))
PRESENT = re.compile(r"\bVe?r\b")
PAST = re.compile(r"\bV[dt]e\b")
INFINITIVE = re.compile(r"\bV\w*=")
NOUN = re.compile(r"\b\w*[UN]\w*=")
RECEIVE = frozenset(("får", "fick"))
MARKER = "att"
FINITE = ("VB|PRS", "VB|PRT")
# Relations that a finite verb has only by mistake.
PHRASAL = frozenset(("amod", "nmod", "appos", "dep", "flat", "flat:name", "nsubj", "obj", "obl", "compound:prt"))
OTHERS = frozenset(("cop", "aux", "aux:pass", "mark", "case", "det"))
LIGHT = frozenset(("cop", "aux", "aux:pass"))  # an infinitive that does not head its clause: att vara glad


@Language.factory("lofte_verbs", assigns=["token.tag", "token.pos", "token.morph", "token.head", "token.dep"],
                  requires=["token.tag", "token.dep"])  # fmt: skip
def create_verbs(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component; it has no settings and no state."""
    return mend_verbs


def reading(word: str) -> str | None:
    """Return the SUC tag of the finite active verb that the dictionary sees in a word, if any.

    Examples
    --------
    >>> reading("skyltar"), reading("begränsade"), reading("polisen")
    ('VB|PRS|AKT', 'VB|PRT|AKT', None)
    """
    analyses = lexicon.analyses(word.lower())
    if PRESENT.search(analyses):
        return "VB|PRS|AKT"
    return "VB|PRT|AKT" if PAST.search(analyses) else None


def may_be_infinitive(word: str) -> bool:
    """Tell whether the dictionary inflects a word as the base form of a verb.

    Examples
    --------
    >>> may_be_infinitive("öppna"), may_be_infinitive("polisen")
    (True, False)
    """
    return word.endswith("a") and bool(INFINITIVE.search(lexicon.analyses(word.lower())))


def mend_verbs(doc: Doc) -> Doc:
    """Mend the verbs of a parsed document; without a parse nothing happens.

    Examples
    --------
    >>> from spacy.tokens import Doc
    >>> from spacy.vocab import Vocab
    >>> words, pos, tags = ["Grannar", "skyltar"], ["NOUN", "NOUN"], ["NN|UTR|PLU|IND|NOM"] * 2
    >>> doc = Doc(Vocab(), words=words, pos=pos, tags=tags, heads=[1, 1], deps=["nsubj", "ROOT"])
    >>> mend_verbs(doc)[1].tag_
    'VB|PRS|AKT'
    """
    if not doc.has_annotation("DEP"):
        return doc
    _mend_infinitives(doc)
    for i in _places(doc, "ROOT"):
        light = _receives(doc[i])
        if light is not None:
            _make_object(doc[i], light)
            continue
        _mend_root(doc[i])
        verb = _only_finite_verb(doc[i])
        if verb is not None:
            _change_root(doc[i], verb)
    return doc


def _places(doc: Doc, label: str) -> list[int]:
    """Return the places of the tokens with a relation."""
    found: list[int] = numpy.flatnonzero(doc.to_array("DEP").reshape(-1) == doc.vocab.strings[label]).tolist()
    return found


def _mend_infinitives(doc: Doc) -> None:
    """Give infinitive markers their infinitives."""
    end = 0  # one change per sentence: the next would start from a tree that is gone
    for i in _places(doc, "mark"):
        verb = _infinitive_of(doc[i]) if i >= end and doc[i].lower_ == MARKER else None
        if verb is not None:
            _raise(doc[i], verb)
            end = doc[i].sent.end


def _set_tag(token: Token, tag: str) -> None:
    token.tag_, token.pos_ = tag, "VERB"
    token.set_morph(MORPHS[tag])  # type: ignore[attr-defined]


def _mend_root(root: Token) -> None:
    """Retag a root that has a subject and no copula; where tag and class of a root disagree, the tag decides."""
    if root.tag_.startswith("VB|") and root.pos_ in {"NOUN", "ADJ"}:
        root.pos_ = "VERB"
        if root.tag_ in MORPHS:
            root.set_morph(MORPHS[root.tag_])  # type: ignore[attr-defined]
        return
    if root.pos_ not in {"NOUN", "ADJ"} or not any(t.dep_ in SUBJECTS for t in root.lefts):
        return
    tag = reading(root.text)
    if tag and not any(t.dep_ in OTHERS for t in root.lefts):
        _set_tag(root, tag)


def _receives(root: Token) -> Token | None:
    """Return the form of *få* whose object a root is: joined with nouns, it is one (de får tröst och råd)."""
    if root.tag_ != "VB|INF|AKT" or not NOUN.search(lexicon.analyses(root.lower_)):
        return None
    joined = [t for t in root.rights if t.dep_ == "conj"]
    if not joined or any(t.pos_ != "NOUN" for t in joined) or any(t.dep_ in {"obj", "mark"} for t in root.children):
        return None
    helpers = [t for t in root.lefts if t.dep_ == "aux"]
    return helpers[0] if len(helpers) == 1 and helpers[0].lower_ in RECEIVE else None


def _make_object(noun: Token, verb: Token) -> None:
    """Make a noun of a root that was taken for an infinitive, and the object of its auxiliary."""
    heads, labels = _tree(noun.doc)
    for child in noun.children:
        if child.dep_ != "conj":
            heads[child.i] = verb.i
    heads[verb.i], labels[verb.i] = verb.i, "ROOT"
    heads[noun.i], labels[noun.i] = verb.i, "obj"
    gender, feature = ("UTR", "Com") if "U" in lexicon.classes(noun.lower_) else ("NEU", "Neut")
    noun.tag_, noun.pos_ = f"NN|{gender}|SIN|IND|NOM", "NOUN"
    noun.set_morph(f"Case=Nom|Definite=Ind|Gender={feature}|Number=Sing")  # type: ignore[attr-defined]
    verb.pos_ = "VERB"
    _set_tree(noun.doc, heads, labels)


def _infinitive_of(marker: Token) -> Token | None:
    """Return the infinitive that a marker belongs to where the parse has it otherwise."""
    doc, head = marker.doc, marker.head
    if head.tag_.startswith("VB|INF"):
        return head if _is_fragment_of_participle(head) else None
    if head.i < marker.i or any(t.dep_ in LIGHT and t.tag_.startswith("VB|INF") for t in head.lefts):
        return None
    i = marker.i + 1
    while doc[i].tag_.startswith("AB") and i < head.i:
        i += 1
    if doc[i] == head:
        return head if marker.tag_ == "IE" and head.pos_ != "VERB" and may_be_infinitive(head.text) else None
    if (
        head.is_ancestor(doc[i])
        and doc[i].dep_ not in LIGHT
        and (doc[i].tag_ == "VB|INF|AKT" or (marker.tag_ == "IE" and may_be_infinitive(doc[i].text)))
    ):
        return doc[i]
    if marker.tag_ == "IE" and doc[i].text == "," and head.pos_ == "VERB":
        return next((t for t in head.rights if t.tag_.startswith("VB|INF")), None)
    return None


def _is_fragment_of_participle(verb: Token) -> bool:
    """Tell whether an infinitive hangs on a participle that belongs to its own object: att tvätta klottrade väggar."""
    above = verb.head
    if verb.dep_ not in {"csubj", "nsubj"} or above.pos_ != "ADJ" or any(t.dep_ in LIGHT for t in above.children):
        return False
    return any(t.i == above.i + 1 and t.pos_ == "NOUN" for t in above.rights)


def _raise(marker: Token, verb: Token) -> None:
    """Put the infinitive in the place of the marker's head, and that under it."""
    head = marker.head if marker.head != verb or not _is_fragment_of_participle(verb) else verb.head
    heads, labels = _tree(marker.doc)
    if not verb.tag_.startswith("VB|INF"):
        _set_tag(verb, "VB|INF|AKT")
    if marker.tag_ != "IE":
        marker.tag_, marker.pos_ = "IE", "PART"
        marker.set_morph("")  # type: ignore[attr-defined]
    if verb == head:
        return
    heads[marker.i] = verb.i
    root = heads[head.i] == head.i
    heads[verb.i], labels[verb.i] = verb.i if root else heads[head.i], labels[head.i]
    for child in head.children:
        outside = child.i < verb.i < head.i or (root and child.dep_ == "punct" and child.i > max(verb.i, head.i))
        if child != verb and child != marker and outside:
            heads[child.i] = verb.i
    noun = next((t for t in head.rights if t.i == head.i + 1 and t.pos_ == "NOUN"), None)
    if head.i < verb.i:
        heads[head.i], labels[head.i] = verb.i, "advcl"
    elif head.pos_ == "ADJ" and noun is not None:
        heads[noun.i], labels[noun.i] = verb.i, "obj"
        heads[head.i], labels[head.i] = noun.i, "amod"
        for child in head.children:
            if child not in (noun, verb, marker) and heads[child.i] == head.i and child.i > noun.i:
                heads[child.i] = verb.i
    else:
        heads[head.i], labels[head.i] = verb.i, "obj" if head.pos_ in {"NOUN", "PROPN", "PRON"} else "xcomp"
    _set_tree(marker.doc, heads, labels)


def _only_finite_verb(root: Token) -> Token | None:
    """Return the one finite verb of a sentence whose root is no predicate, where it heads no clause of its own."""
    if root.pos_ in {"VERB", "AUX"} or any(t.dep_ in LIGHT for t in root.children):
        return None
    found = [t for t in root.sent if t.tag_.startswith(FINITE) or _is_misread_present(t)]
    if len(found) != 1 or found[0].dep_ not in PHRASAL or found[0].pos_ == "AUX":
        return None
    return None if any(t.dep_ == "mark" or t.lower_ == "som" for t in found[0].children) else found[0]


def _is_misread_present(token: Token) -> bool:
    """Tell whether a word is tagged as an infinitive and ends in -r, as no infinitive does."""
    return token.tag_ == "VB|INF|AKT" and token.lower_.endswith("r")


def _change_root(root: Token, verb: Token) -> None:
    """Make a verb the root: the old root becomes its subject or object, what stands to the right its dependent."""
    heads, labels = _tree(root.doc)
    above = verb.head
    heads[verb.i], labels[verb.i] = verb.i, "ROOT"
    heads[root.i], labels[root.i] = verb.i, "nsubj" if root.i < verb.i else "obj"
    for child in root.children:
        if child not in (verb, above) and (child.dep_ == "punct" or root.i < verb.i < child.i):
            heads[child.i] = verb.i
            labels[child.i] = "obl" if child.dep_ == "nmod" else child.dep_
    if above != root and above.i > verb.i:
        heads[above.i], labels[above.i] = verb.i, "obj"
    if _is_misread_present(verb):
        _set_tag(verb, "VB|PRS|AKT")
    _set_tree(root.doc, heads, labels)


def _tree(doc: Doc) -> tuple[list[int], list[str]]:
    """Return the heads and relations of a document."""
    return [token.head.i for token in doc], [token.dep_ for token in doc]


def _set_tree(doc: Doc, heads: list[int], labels: list[str]) -> None:
    """Write heads and relations; sentence starts stay where they are."""
    relative = numpy.asarray([head - i for i, head in enumerate(heads)], dtype="int64").astype("uint64")
    names = numpy.asarray([doc.vocab.strings.add(label) for label in labels], dtype="uint64")
    columns: Any = numpy.stack((relative, names), axis=1)
    doc.from_array(["HEAD", "DEP"], columns)
