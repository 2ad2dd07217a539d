"""The base model's tokenizer: spaCy's for Swedish, and dashes between a date's day and the next month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

# januari–31 december, 31–februari: a dash between a letter and a figure parts two words; 2–4 and 2022–2023 stay.
# A plain hyphen does not: E-16, A7-området.
INFIXES = (r"(?<=[A-Za-zÅÄÖåäö])[–—](?=\d)", r"(?<=\d)[–—](?=[A-Za-zÅÄÖåäö])")


def extend_tokenizer(nlp: Language) -> None:
    """Add the project's rules to a blank Swedish pipeline's tokenizer.

    Examples
    --------
    >>> import spacy
    >>> nlp = spacy.blank("sv")
    >>> extend_tokenizer(nlp)
    >>> [token.text for token in nlp("1 januari–31 december, 2–4 st.")]
    ['1', 'januari', '–', '31', 'december', ',', '2–4', 'st', '.']
    """
    from spacy.util import compile_infix_regex

    infixes = [*(nlp.Defaults.infixes or ()), *INFIXES]
    tokenizer: Any = nlp.tokenizer
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
