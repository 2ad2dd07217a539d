"""Which code points of a text a query matched: the words whose analysis meets that of the query's words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from lofteNLP.search.analysis import Analysis, Word, analyse, words_of
from lofteNLP.search.misspelling import is_near, may_be_misspelt
from lofteNLP.search.synonyms import synonyms
from lofteNLP.search.syntax import Field, Node, Phrase, Prefix, leaves

Span = tuple[int, int]
# How a query is read that finds nothing as written: unknown words as those one edit away; and any word enough.
Relaxed = Literal["typo", "any"]


def highlights(text: str, query: Node, relaxed: Relaxed | None = None, widen: bool = False) -> list[Span]:
    """Find the words of a text that a query matched; of several texts, a `Marker` does it faster.

    Parameters
    ----------
    text
        The text of a pledge.
    query, relaxed, widen
        As for `Marker`.

    Returns
    -------
    list of (int, int)
        Code points, end exclusive, in their order and apart from each other.

    Examples
    --------
    >>> from lofteNLP.search.syntax import parse
    >>> text = "Krogtillsyner planeras, och krogarna besöks."
    >>> [text[start:end] for start, end in highlights(text, parse("tillsyn krog"))]
    ['Krogtillsyner', 'krogarna']
    >>> [text[start:end] for start, end in highlights(text, parse('"besöka krog" OR planeras'))]
    ['planeras']
    """
    return Marker(query, relaxed, widen).spans(text)


class Marker:
    """Marks the words of texts that a query matched.

    A word of the query marks the words of the same base form and the compounds that hold it; where there are none, the
    words that it is a compound of. What a query excludes and what its fields ask marks nothing.

    Parameters
    ----------
    query
        As `lofteNLP.search.syntax.parse` gives it.
    relaxed
        How the query was read: where it was, words one edit away are marked too; where any word was enough, also words
        that share only some parts of a compound, and synonyms.
    widen
        Mark synonyms, where the words themselves are not there.
    """

    def __init__(self, query: Node, relaxed: Relaxed | None = None, widen: bool = False) -> None:
        wanted = [leaf for leaf in leaves(query) if not isinstance(leaf, Field)]
        self._relaxed = relaxed
        self._starts = [leaf.text.lower() for leaf in wanted if isinstance(leaf, Prefix)]
        self._phrases = [analyse(leaf.text).lemmas for leaf in wanted if isinstance(leaf, Phrase)]
        words = [word for leaf in wanted if not isinstance(leaf, Prefix | Phrase) for word in words_of(leaf.text)]
        with_synonyms = widen or relaxed == "any"
        self._words = [(word, _alike(word) if with_synonyms else []) for word in words if word.parts]

    def spans(self, text: str) -> list[Span]:
        """Give the words of a text that matched: code points, end exclusive, in their order and apart."""
        analysis = analyse(text)
        roots = set(analysis.parts)
        found: list[Span] = []
        for word, alike in self._words:
            found += self._word(word, alike, analysis, roots)
        for lemmas in self._phrases:
            found += _phrase_spans(lemmas, analysis)
        for start in self._starts:
            found += _where(analysis, lambda word, start=start: word.surface.startswith(start))  # type: ignore[misc]
        return merged(found)

    def _word(self, wanted: Word, alike: Sequence[Word], analysis: Analysis, roots: set[str]) -> list[Span]:
        if whole := _holding(wanted, analysis, roots):
            return whole
        parts = set(wanted.parts)
        if self._relaxed == "any" or parts <= roots:
            scattered = _where(analysis, lambda word: not parts.isdisjoint(word.parts)) if parts & roots else []
            if scattered:
                return scattered
        if met := [span for synonym in alike for span in _holding(synonym, analysis, roots)]:
            return met
        if not self._relaxed or not may_be_misspelt(wanted):
            return []
        return _where(analysis, lambda word: is_near(wanted.surface, word.surface) or is_near(wanted.lemma, word.lemma))


def _alike(word: Word) -> list[Word]:
    """Give what a word may stand for: its synonyms, and those of its parts where it is a compound."""
    parts = [Word(part, part, (part,)) for part in word.parts] if len(word.parts) > 1 else []
    return [synonym for one in (word, *parts) for synonym in synonyms(one)]


def merged(spans: Iterable[Span]) -> list[Span]:
    """Sort spans and join those that overlap.

    Examples
    --------
    >>> merged([(4, 9), (0, 2), (4, 6), (8, 12)])
    [(0, 2), (4, 12)]
    """
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _holding(wanted: Word, analysis: Analysis, roots: set[str]) -> list[Span]:
    """Give the words of the same base form and the compounds that hold a word; `roots` are all of the text."""
    parts = set(wanted.parts)
    if not parts <= roots:
        return []
    return _where(analysis, lambda word: word.lemma == wanted.lemma or parts.issubset(word.parts))


def _phrase_spans(lemmas: Sequence[str], analysis: Analysis) -> Iterator[Span]:
    length = len(lemmas)
    for first in range(len(analysis.words) - length + 1 if length else 0):
        if analysis.lemmas[first : first + length] == lemmas:
            yield analysis.spans[first][0], analysis.spans[first + length - 1][1]


def _where(analysis: Analysis, matches: Callable[[Word], bool]) -> list[Span]:
    return [span for word, span in zip(analysis.words, analysis.spans, strict=True) if matches(word)]
