"""Verbs as they show in a pledge: finite or not, active or passive, by tag where the text is tagged, else by form."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.tokens import Doc, Token

FINITE = re.compile(
    r"(?:ska|skall|kommer|lovar|får|kan|måste|bör|vill|åtar|åtager|förbinder|utfäster|avser|är|har|går|står|ser|ger|gör|tar|håller|finns|ses|"
    r"möts|träffas|samlas|hjälps|enas|\w{2,}(?:ar|er|år|ör|ör))$",
    re.I,
)
KNOWN = re.compile(
    r"ska|skall|kommer|lovar|åtar|förbinder|utfäster|avser|ansvarar|genomför|fortsätter|anordnar|står|går|håller|finns|deltar|bemannar|"
    r"besöker|patrullerar|ordnar|medverkar|ronderar|delar|stannar|möter|följer|bekostar|ombesörjer",
    re.I,
)
DEPONENT = re.compile(r"(?:möts|träffas|ses|samlas|hjälps|finns|enas|syns|umgås|delas|turas|hoppas|trivs|minns)$", re.I)
PASSIVE = re.compile(r"(?:[^s]as|[^s]es|rs|ns|ts|ks|ls|ps|gs|ds)$")
MODAL = r"(?:ska|skall|kommer att|kan|bör|måste|får)"
AHEAD = re.compile(rf"\s*{MODAL}\s+(?:\w+\s+){{0,4}}?(\w{{2,}}as|\w{{2,}}a)\b", re.I)
ACTIVE_IN_S = re.compile(r"träffas|samlas|mötas|hjälpas|finnas|synas|enas|umgås|turas|samsas", re.I)
# One who "ska få" or "kan söka" something is reached by the measure; one who "ska få bort" something acts.
RECEIVING = re.compile(
    rf"\s*{MODAL}\s+(?:(?:också|även|kostnadsfritt|därefter|då)\s+)?"
    r"(?:få(?!\s+(?:bort|fram|till|igång|stopp|slut|ner|ned|ut|upp|in|i)\b)|kunna\s+(?:få|söka|anmäla|känna|vända)|bli\s+\w+[dt]\w*|känna|uppleva|våga)\b"
    r"|\s*är\s+(?:\w+\s+)?(?:välkomna|välkommen|inbjudna|inbjuden|kallade|drabbade|utsatta)\b"
    r"|\s*kan\s+(?:\w+\s+)?(?:söka|anmäla|få|vända|höra|ansöka|ringa)\b",
    re.I,
)


@lru_cache(maxsize=4)
def text_of(doc: Doc) -> str:
    """The text of a Doc, which spaCy puts together anew each time it is asked for."""
    return str(doc.text)


def word_at(doc: Doc, position: int) -> Token | None:
    """The token that begins at a place, where the text is tagged."""
    if not doc.has_annotation("TAG"):
        return None
    span = doc.char_span(position, position + 1, alignment_mode="expand")
    return span[0] if span is not None and len(span) else None


def is_finite(doc: Doc, position: int, word: str, *, adjacent: bool = False) -> bool:
    """Whether a word is a finite verb, by its form and its tag."""
    if DEPONENT.fullmatch(word):
        return True
    token = word_at(doc, position)
    if token is not None and token.pos_ in ("VERB", "AUX"):
        return token.morph.get("VerbForm", []) not in (["Inf"], ["Part"], ["Sup"])
    mistaken = token is None or token.pos_ in ("NOUN", "ADJ", "PROPN", "X") or word == "inför"
    if adjacent and mistaken and re.search(r"(?:ar|er|[åäö]r)$", word):
        return True  # two nouns cannot stand side by side, so what follows a party is a verb, whatever the tagger says
    return bool(KNOWN.fullmatch(word)) or (token is None and bool(FINITE.fullmatch(word)) and word.lower() != "får")


def is_passive(doc: Doc, position: int, word: str) -> bool:
    """Whether a verb stands in the s-passive."""
    token = word_at(doc, position)
    if DEPONENT.fullmatch(word):
        return False
    if word.lower() == "får":
        return True  # who gets something is reached by the measure
    return token.morph.get("Voice", []) == ["Pass"] if token is not None else bool(PASSIVE.search(word))


def is_past(doc: Doc, position: int) -> bool:
    """Whether a verb tells of what has been."""
    token = word_at(doc, position)
    return token is not None and token.morph.get("Tense", []) == ["Past"]


def reached_ahead(text: str, position: int) -> bool:
    """Whether a modal verb makes its subject one who is reached: "väktare ska anlitas", "boende ska få"."""
    match = AHEAD.match(text, position)
    passive = bool(match and match.group(1).endswith("as") and not ACTIVE_IN_S.fullmatch(match.group(1)))
    return passive or bool(RECEIVING.match(text, position))
