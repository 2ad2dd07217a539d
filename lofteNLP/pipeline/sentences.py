"""Sentences that tell what has been, inside a pledge: their numbers and times are no promises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc, Token

from lofteNLP.pipeline.guarded import Guarded
from lofteNLP.pipeline.verbs import text_of

BOUNDARY = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9])")
PAST = Guarded(
    r"\b(?:\w{2,}(?:ldes|rdes|[^a]ndes|gdes|ttes|ktes|ptes|stes|kades|sades|tades|rades|nades|lades)|"
    r"gjordes|hölls|skedde|har\s+(?:\w+\s+)?\w+(?:ats|rts|tts|ets|its|lts|nts|at|it|tt)|hade)\b",
    re.I,
)
PROMISE = re.compile(
    r"\b(?:ska|skall|kommer|lovar|åtar|förbinder|avser|utlovas|utlovar|ämnar|"
    r"har\s+(?:lovat|utlovat|åtagit|förbundit|tagit på sig))\b",
    re.I,
)
SINCE = re.compile(
    r"\b(?:eftersom|då|när|sedan|efter att|som)\s+(?:\w+\s+){0,4}?\w{2,}(?:ade|des|tes|rde|lde|gde|kte|ste)s?\b", re.I
)
RELATIVE = re.compile(r"\b(?:som|där|när|om|vilka|vilken|vilket|vad)\b[^,.;]*", re.I)
# What may be a preterite by its form: taggers take other words for one, and "riktade" may be an adjective.
PRETERITE = re.compile(
    r"[^a]des?$|tes?$|^(?:fick|var|blev|tog|kom|gick|fann|stod|såg|höll|gav|lät|drog|skrev|låg|satt|slog|bröt)s?$", re.I
)
THEN = re.compile(
    r"\s+(?:fick|var|blev|hade|togs?|kom|gick|fanns|stod|såg|hölls?|gjordes?|\w+ades|\w{3,}[lr]des)\b", re.I
)
FINITE = re.compile(r"\b\w+(?:ar|er|as|s)\s+(?:vi|polisen|kommunen)\b", re.I)


def past_stretches(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield the stretches (start and end in code points) whose only finite verbs are in a past tense.

    Examples
    --------
    >>> import spacy
    >>> doc = spacy.blank("sv")("Vi vandrar i maj. Under 2019 gjordes tre vandringar.")
    >>> [doc.text[a:b] for a, b in past_stretches(doc)]
    ['Under 2019 gjordes tre vandringar.']
    """
    text = text_of(doc)
    roots = [root.idx for root in past_roots(doc)]
    by_form = PAST.can_match(text)
    if not roots and not by_form:
        return
    breaks = [match.span() for match in BOUNDARY.finditer(text)]
    for (_, start), (end, _) in pairwise([(0, 0), *breaks, (len(text),) * 2]):
        by_tags = any(start <= root < end for root in roots)
        if by_tags or by_form:
            stretch = RELATIVE.sub("", text[start:end])
            if (by_tags or PAST.compiled.search(stretch)) and not PROMISE.search(stretch):
                yield start, end


def past_roots(doc: Doc) -> Iterator[Token]:
    """Yield the parser's roots in the preterite; one beside a present auxiliary is a participle ("är satt")."""
    finite = {"Tense=Past", "VerbForm=Fin"}
    for token in doc:
        if token.dep_ == "ROOT" and token.pos_ == "VERB" and PRETERITE.search(token.text):
            beside = any(child.pos_ == "AUX" and is_present(child) for child in token.children)
            if not beside and finite <= set(str(token.morph).split("|")):
                yield token


def is_present(token: Token) -> bool:
    """Whether a verb stands in the present tense."""
    return "Tense=Pres" in str(token.morph)


def happened(text: str, start: int, end: int) -> bool:
    """Whether what stands around a time is past: "som invigdes våren 2018", "i maj 2018 fick skolan nya lås".

    Examples
    --------
    >>> text = "Eftersom stölderna ökade under 2019 märker vi cyklar under 2020."
    >>> [happened(text, time.start(), time.end()) for time in re.finditer(r"under \\d+", text)]
    [True, False]
    """
    clause = re.split(r"[,;:(]|[.!?]\s", text[:start])[-1]
    if not clause.strip() and THEN.match(text, end):
        return True
    past = [match.end() for match in SINCE.finditer(clause)]
    return bool(past) and not FINITE.search(clause, past[-1]) and not PROMISE.search(clause)
