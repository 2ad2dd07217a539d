"""The themes of the taxonomy to which the words of a query speak, and the other terms of those themes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from lofteNLP.search.analysis import Word
from lofteNLP.search.combining import any_of, equal, scoring
from lofteNLP.search.matching import phrase
from lofteNLP.search.synonyms import synonyms
from lofteNLP.themes.taxonomy import TermIndex, term_groups

if TYPE_CHECKING:
    from tantivy import Query

CORE, HINT = 1.0, 0.4  # how clearly a word speaks to a theme that it stands for, and to one that it only points to
WIDENED = 0.1  # what other terms of a theme weigh


def themes_of(words: Sequence[Word]) -> dict[str, float]:
    """Give the themes to which words speak or, where none do, synonyms of them, and how clearly.

    Examples
    --------
    >>> from lofteNLP.search.analysis import analyse
    >>> themes_of(analyse("krogtillsyn").words)["krog"], themes_of(analyse("minst").words)
    (1.0, {})
    """
    return _themes_of(tuple(words)).copy()


@lru_cache(maxsize=1_000)
def _themes_of(words: tuple[Word, ...]) -> dict[str, float]:
    alike = [synonym for word in words for synonym in synonyms(word)]
    return _named(words) or dict.fromkeys(sorted(_named(alike)), HINT)


def _named(words: Sequence[Word]) -> dict[str, float]:
    found: dict[str, float] = {}
    for group in _taxonomy().find([word.lemma for word in words]) | _taxonomy().find([word.surface for word in words]):
        theme, _, name = group.partition(".")
        found[theme] = max(CORE if name == "core" else HINT, found.get(theme, 0.0))
    return found


def widened(lemma: str) -> list[Query]:
    """Give the query for the terms of a word's groups in the taxonomy; none where it is in no group."""
    terms = sorted({term.strip("*").lower() for group in _taxonomy().find((lemma,)) for term in _groups()[group]})
    if not terms:
        return []
    phrases = [phrase(term, ("lemmas",)) for term in terms if " " in term]
    found = [equal("lemmas", [term for term in terms if " " not in term]), *filter(None, phrases)]
    return [scoring(any_of(found), WIDENED)]


@cache
def _taxonomy() -> TermIndex:
    return TermIndex(_groups())


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    return dict(term_groups())
