"""Queries for a word itself: its terms, words that begin so, words one edit away, words in a row."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lofteNLP.search import analysis, fields
from lofteNLP.search.combining import any_of, scoring, weighing
from lofteNLP.search.misspelling import may_be_misspelt
from lofteNLP.search.syntax import Prefix, QueryError

if TYPE_CHECKING:
    from tantivy import Query, Searcher

PREFIX = 1.0  # words that begin so all weigh the same
NEAR = 1.0  # and words one edit away
LONGEST_PREFIX = 100  # letters


def term(field: str, value: str, weight: float = 1.0) -> Query:
    """Give the query for a word of a field, ranked by how often it stands there and how rare it is."""
    import tantivy

    return weighing(tantivy.Query.term_query(fields.schema(), field, value, "freq"), weight)


def is_misspelt(word: analysis.Word, searcher: Searcher) -> bool:
    """Tell whether neither dictionary nor index has a word, so that words one edit away may be meant."""
    if not may_be_misspelt(word):
        return False
    count = searcher.doc_freq
    return not any(count(field, word.lemma) for field in ("lemmas", "heading", "place")) and not all(
        count("parts", part) or count("heading", part) for part in word.parts
    )


def near(word: analysis.Word) -> Query:
    """Give the query for words one edit away."""
    import tantivy

    forms = (("surface", word.surface), ("lemmas", word.lemma), ("heading", word.lemma), ("place", word.lemma))
    return weighing(
        any_of([tantivy.Query.fuzzy_term_query(fields.schema(), field, form) for field, form in forms]), NEAR
    )


def prefix(node: Prefix) -> Query:
    """Give the query for words that begin so; QueryError where that is no beginning of a word."""
    start = unicodedata.normalize("NFC", node.text).lower()
    if not all(char.isalnum() or char == "-" for char in start):
        raise QueryError("only letters, figures and hyphens stand before a star", place=node.place)
    if len(start) > LONGEST_PREFIX:
        raise QueryError(f"at most {LONGEST_PREFIX} letters stand before a star", place=node.place)
    return scoring(any_of([beginning(field, start) for field in ("surface", "heading", "place")]), PREFIX)


def beginning(field: str, start: str) -> Query:
    """Give the query for words of a field that begin with letters, figures and hyphens."""
    import tantivy

    return tantivy.Query.regex_query(fields.schema(), field, f"{start}.*")


def phrase(text: str, names: Sequence[str]) -> Query | None:
    """Give the query for base forms in order, in any of the fields; None where there are no words."""
    import tantivy

    lemmas: list[str | tuple[int, str]] = list(analysis.analyse(text).lemmas)
    if not lemmas:
        return None
    if len(lemmas) == 1:
        return any_of([term(name, str(lemmas[0])) for name in names])
    return any_of([tantivy.Query.phrase_query(fields.schema(), name, lemmas) for name in names])
