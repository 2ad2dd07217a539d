"""Long texts piece by piece.

What is said of a pledge is said near it, so a component need not look at a whole book at once: a text is cut at its
blank lines, and what is still long at line breaks or between sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from spacy.tokens import Doc, Token

from lofteNLP.pipeline.verbs import text_of

LONGEST = 300  # tokens; the longest pledge that we have seen has 220
BLANK = re.compile(r"\n\s*\n")
SENTENCE_ENDS = frozenset(".!?:;")
ATTRIBUTES = ("TAG", "POS", "MORPH", "LEMMA")


def pieces(doc: Doc, longest: int = LONGEST) -> Iterator[tuple[Doc, int]]:
    """Cut a Doc, each piece with the place of its first character; a short Doc of one paragraph comes as it is.

    The work is linear in the length of the Doc.

    Parameters
    ----------
    doc : Doc
        Tags, lemmas and the parse go with the pieces; a head outside its piece gives way to the root.
    longest : int
        The most tokens that a piece may have.

    Examples
    --------
    >>> import spacy
    >>> doc = spacy.blank("sv")("Polisen går.\\n\\nSkolan håller öppet. Kommunen lyser.")
    >>> [(piece.text, place) for piece, place in pieces(doc, longest=4)]
    [('Polisen går.\\n\\n', 0), ('Skolan håller öppet. ', 14), ('Kommunen lyser.', 35)]
    """
    if len(doc) <= longest and not BLANK.search(text_of(doc)):
        yield doc, 0
        return
    tokens = list(doc)
    cuts = list(ends(tokens, longest))
    if len(cuts) < 2:
        yield doc, 0
        return
    names: list[int | str] = [name for name in ATTRIBUTES if doc.has_annotation(name)]
    names += ["HEAD", "DEP"] if doc.has_annotation("DEP") else []
    rows: Any = doc.to_array(names).reshape(len(doc), len(names)) if names else None
    for start, end in pairwise([0, *cuts]):
        words = [token.text for token in tokens[start:end]]
        piece = Doc(doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in tokens[start:end]])
        if rows is not None:
            piece.from_array(names, rooted(rows[start:end].copy(), names, doc.vocab.strings.add("ROOT")))
        yield piece, tokens[start].idx


def rooted(rows: Any, names: Sequence[int | str], root: int) -> Any:
    """The rows of a piece's tokens, whose heads all stand in it."""
    if "HEAD" in names:
        head, relation = names.index("HEAD"), names.index("DEP")
        places = np.arange(len(rows)) + rows[:, head].astype(np.int64)
        outside = (places < 0) | (places >= len(rows))
        rows[outside, head], rows[outside, relation] = 0, root
    return rows


def ends(tokens: Sequence[Token], longest: int) -> Iterator[int]:
    """Where the pieces end: at blank lines, or at the last good place before a piece grows too long."""
    start = best = rank = 0
    for place, token in enumerate(tokens, 1):
        if place == len(tokens) or BLANK.search(token.text):
            yield place
            start = best = place
            rank = 0
            continue
        here = 3 if "\n" in token.text else 2 if token.text in SENTENCE_ENDS else 1
        if here >= rank or place - best > longest // 2:
            best, rank = place, here
        if place - start >= longest:
            yield best
            start, rank = best, 0
