"""What the classifier is given: a pledge and its heading as text and base forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

WORD = re.compile(r"\w+(?:[-’']\w+)*")


@dataclass(frozen=True, slots=True)
class ThemeInput:
    """A pledge to classify.

    Parameters
    ----------
    text, heading
        The pledge and the heading that holds for it, white space folded.
    lemmas, heading_lemmas
        Their base forms in running order, lower case, without punctuation.
    """

    text: str
    heading: str | None
    lemmas: tuple[str, ...]
    heading_lemmas: tuple[str, ...]


def theme_input(text: Doc | Span, heading: Doc | Span | None) -> ThemeInput:
    """Make an input of a pledge and its heading, both already parsed.

    Parameters
    ----------
    text, heading
        Documents or spans with lemmas, as the base model gives them.

    Examples
    --------
    >>> import spacy
    >>> from spacy.tokens import Doc
    >>> vocab = spacy.blank("sv").vocab
    >>> pledge = Doc(vocab, words=["Tre", "fartkontroller", "."], lemmas=["tre", "fartkontroll", "."])
    >>> theme_input(pledge, None).lemmas
    ('tre', 'fartkontroll')
    """
    return ThemeInput(
        " ".join(text.text.split()),
        " ".join(heading.text.split()) if heading is not None else None,
        _lemmas(text),
        _lemmas(heading) if heading is not None else (),
    )


def words(text: str) -> list[str]:
    """Give the word forms of a text in running order, lower case; acronyms keep their capitals.

    Examples
    --------
    >>> words("SIG-möten: sex st i EST")
    ['sig-möten', 'sex', 'st', 'i', 'EST']
    """
    return [word if 1 < len(word) <= 5 and word.isupper() else word.lower() for word in WORD.findall(text)]


def _lemmas(doc: Doc | Span) -> tuple[str, ...]:
    return tuple((token.lemma_ or token.text).lower() for token in doc if WORD.search(token.text))
