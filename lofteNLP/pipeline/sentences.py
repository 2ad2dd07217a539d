"""Sentences that tell what has been, inside a pledge: their numbers and times are no promises."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

BOUNDARY = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9])")
PAST = re.compile(
    r"\b(?:\w{2,}(?:ldes|rdes|[^a]ndes|gdes|ttes|ktes|ptes|stes|kades|sades|tades|rades|nades|lades)|gjordes|hölls|skedde|"
    r"har\s+(?:\w+\s+)?\w+(?:ats|rts|tts|ets|its|lts|nts|at|it|tt)|hade)\b",
    re.I,
)
PROMISE = re.compile(r"\b(?:ska|skall|kommer|lovar|åtar|förbinder|avser|utlovas|utlovar|ämnar)\b", re.I)


def past_stretches(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield the stretches (start and end in code points) whose only finite verbs are in a past tense.

    Examples
    --------
    >>> import spacy
    >>> doc = spacy.blank("sv")("Vi vandrar i maj. Under 2019 gjordes tre vandringar.")
    >>> [doc.text[a:b] for a, b in past_stretches(doc)]
    ['Under 2019 gjordes tre vandringar.']
    """
    start = 0
    for end in [*(match.start() for match in BOUNDARY.finditer(doc.text)), len(doc.text)]:
        stretch = doc.text[start:end]
        if not PROMISE.search(stretch) and (PAST.search(stretch) or past_by_tags(doc, start, end)):
            yield start, end
        start = end


def past_by_tags(doc: Doc, start: int, end: int) -> bool:
    """Whether the parser finds a root in the preterite."""
    return any(
        token.dep_ == "ROOT" and token.pos_ == "VERB" and "Past" in token.morph.get("Tense") and "Fin" in token.morph.get("VerbForm")
        for token in doc
        if start <= token.idx < end and not token.text.endswith(("ade", "da", "ta"))
    )
