"""`lofte_sentences`: mends sentence starts by what lists, line breaks, abbreviations and dates tell.

It stands between the trained `senter` and the parser, which keeps to the starts it is given. Where the
line tells nothing, the start that the `senter` found stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy
from spacy.language import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# After these a sentence goes on; m.m., m.fl., osv. and etc. may end one and are left to the senter.
ABBREVIATIONS = frozenset(
    "bl.a. bla. t.ex. t.ex ex. d.v.s. dvs. kl. kl ca ca. c:a ev. s.k. t.o.m. fr.o.m. nr nr. resp. tel. tfn "
    "inkl. exkl. ang. jfr p.g.a. f.d. s.a.s. o.d. st min. max. alt. dnr kap. avd. kv. prel. telefon".split()
)
MONTHS = frozenset(
    "januari februari mars april maj juni juli augusti september oktober november december jan feb mar apr "
    "jun jul aug sep sept okt nov dec jan. feb. mar. apr. jun. jul. aug. sep. okt. nov. dec.".split()
)
BULLET = re.compile(r"[•▪●○◦·‣∙\-–—*o]|\uf0b7|\uf0a7")
NUMBERING = re.compile(r"(\d{1,2}|[a-zåäö])[.)]?")
FINAL = frozenset(".!?…:")
CLOSING = frozenset("\"”’')]»")
# A line that ends in one of these classes goes on in the next one.
OPEN_CLASSES = frozenset(("ADP", "DET", "CCONJ", "SCONJ", "AUX", "PART"))


@Language.factory("lofte_sentences", assigns=["token.is_sent_start"])
def create_sentences(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component; it has no settings and no state."""
    return mend_starts


def mend_starts(doc: Doc) -> Doc:
    r"""Set sentence starts where the rules are sure.

    Examples
    --------
    >>> import spacy
    >>> doc = mend_starts(spacy.blank("sv")("Vi lovar att:\n• gå ronder\n• lyssna"))
    >>> [s.text.strip() for s in doc.sents]
    ['Vi lovar att:', '• gå ronder', '• lyssna']
    """
    spaces = doc.to_array("IS_SPACE").astype(bool).reshape(-1)
    after_space = numpy.concatenate(([True], spaces[:-1])) if len(doc) else spaces
    starts = doc.to_array("SENT_START").astype("int64").reshape(-1) == 1
    # Inside a line the rules only take starts back; most words need no look.
    for i in numpy.flatnonzero(starts | spaces | after_space).tolist():
        token = doc[i]
        if token.is_space:
            token.is_sent_start = i == 0
            continue
        decision = _at_line_start(token) if _opens_line(token) else _inside_line(token)
        if decision is not None:
            token.is_sent_start = decision
    return doc


def _before(token: Token) -> Token | None:
    """Return the word before a token, over white space."""
    i = token.i - 1
    while i >= 0 and token.doc[i].is_space:
        i -= 1
    return token.doc[i] if i >= 0 else None


def _at_line_start(token: Token) -> bool | None:
    previous = _before(token)
    if previous is None:
        return True
    breaks = "".join(t.text for t in token.doc[previous.i + 1 : token.i])
    if breaks.count("\n") > 1 or _is_item(token):
        return True
    if previous.text in FINAL or previous.text in CLOSING:
        return not token.text[:1].islower() or previous.text in FINAL
    if token.text[:1].islower() or token.text[:1] in ",;)":
        return False
    return not (previous.pos_ in OPEN_CLASSES or previous.text.endswith((",", "-", "/", "(", "&")))


def _is_item(token: Token) -> bool:
    """Tell whether a line opens with a bullet or a number of its own."""
    if BULLET.fullmatch(token.text):
        return True
    if not NUMBERING.fullmatch(token.text):
        return False
    rest = token.doc[token.i + 1 : token.i + 2].text
    return token.text[-1] in ".)" or rest in {".", ")"}


def _inside_line(token: Token) -> bool | None:
    previous = token.doc[token.i - 1]
    word = previous.text
    if previous.is_space:
        return None
    if _opens_line(previous) and (BULLET.fullmatch(word) or (NUMBERING.fullmatch(word) and word[-1:] in ".)")):
        return False
    number = token.doc[previous.i - 1] if word in {".", ")"} and previous.i else None
    if number is not None and _opens_line(number) and NUMBERING.fullmatch(number.text):
        return False
    if word.lower() in ABBREVIATIONS or token.lower_ in MONTHS or (token.is_punct and word not in FINAL):
        return False
    if token.text[:1].islower() and word not in FINAL | CLOSING:
        return False
    return None


def _opens_line(token: Token) -> bool:
    """Tell whether a token is the first word of its line."""
    i = token.i - 1
    while i >= 0 and token.doc[i].is_space:
        if "\n" in token.doc[i].text:
            return True
        i -= 1
    return i < 0
