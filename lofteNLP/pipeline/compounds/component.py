"""`lofte_compounds`: sets `token._.compound_parts`, the base forms of a compound's parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from spacy.language import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc

CLASSES = frozenset(("NOUN", "ADJ", "VERB", ""))


@Language.factory("lofte_compounds", assigns=["token._.compound_parts"], requires=["token.lemma"])
def create_compounds(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component and register the extension; it works on any pipeline that gives lemmas."""
    from spacy.tokens import Token

    if not Token.has_extension("compound_parts"):
        Token.set_extension("compound_parts", default=())
    return set_parts


def set_parts(doc: Doc) -> Doc:
    """Set `compound_parts` on nouns, adjectives and verbs; proper nouns and others keep an empty tuple."""
    from lofteNLP.pipeline.compounds.split import SHORTEST_WORD, split

    for token in doc:
        if len(token) >= SHORTEST_WORD and token.pos_ in CLASSES:
            parts = split(token.lemma_ or token.text)
            if parts:
                token._.compound_parts = parts
    return doc
