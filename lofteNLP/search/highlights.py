"""Which code points of a text a query matched: the words whose analysis meets that of the query's words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from lofteNLP.search.analysis import Analysis, Word, analyse
from lofteNLP.search.synonyms import synonyms
from lofteNLP.search.syntax import Field, Node, Phrase, Prefix, leaves

Span = tuple[int, int]
# How a query is read that finds nothing as written: unknown words as those one edit away; and any word enough.
Relaxed = Literal["typo", "any"]


def highlights(text: str, query: Node, relaxed: Relaxed | None = None, widen: bool = False) -> list[Span]:
    """Find the words of a text that a query matched.

    A word of the query marks the words of the same base form and the compounds that hold it; where there are none, the
    words that it is a compound of. What a query excludes and what its fields ask marks nothing.

    Parameters
    ----------
    text
        The text of a pledge.
    query
        As `lofteNLP.search.syntax.parse` gives it.
    relaxed
        How the query was read: where it was, words one edit away are marked too; where any word was enough, also words
        that share only some parts of a compound, and synonyms.
    widen
        Mark synonyms, where the words themselves are not there.

    Returns
    -------
    list of (int, int)
        Code points, end exclusive, in their order and apart from each other.

    Examples
    --------
    >>> from lofteNLP.search.syntax import parse
    >>> text = "Krogtillsyner görs, och krogarna besöks."
    >>> [text[start:end] for start, end in highlights(text, parse("tillsyn krog"))]
    ['Krogtillsyner', 'krogarna']
    >>> [text[start:end] for start, end in highlights(text, parse('"besöka krog" OR görs'))]
    ['görs']
    """
    analysis = analyse(text)
    return merged(
        span for leaf in leaves(query) if not isinstance(leaf, Field) for span in _spans(leaf, analysis, relaxed, widen)
    )


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


def is_near(one: str, other: str) -> bool:
    """Tell whether a word becomes another by one letter changed, added or taken away, or two neighbours swapped.

    Examples
    --------
    >>> is_near("krig", "krog"), is_near("trafk", "trafik"), is_near("torg", "trog"), is_near("krog", "torg")
    (True, True, True, False)
    """
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, other_rest = one[start:], other[start:]
    swapped = rest[:2][::-1] + rest[2:]
    return (
        rest[1:] in (other_rest, other_rest[1:]) or rest == other_rest[1:] or (len(rest) > 1 and swapped == other_rest)
    )


def _spans(leaf: Node, analysis: Analysis, relaxed: Relaxed | None, widen: bool) -> Iterator[Span]:
    """Give the spans that one part of the query marks."""
    if isinstance(leaf, Prefix):
        start = leaf.text.lower()
        yield from _where(analysis, lambda word: word.surface.startswith(start))
    elif isinstance(leaf, Phrase):
        yield from _phrase_spans(analyse(leaf.text).lemmas, analysis)
    else:
        for wanted in analyse(leaf.text).words:  # type: ignore[union-attr]
            yield from _word_spans(wanted, analysis, relaxed, widen)


def _word_spans(wanted: Word, analysis: Analysis, relaxed: Relaxed | None, widen: bool) -> list[Span]:
    if not wanted.parts:  # a stop word
        return []
    whole = _holding(wanted, analysis)
    if whole:
        return whole
    parts = set(wanted.parts)
    scattered = _where(analysis, lambda word: not parts.isdisjoint(word.parts))
    if scattered and (relaxed == "any" or parts.issubset(analysis.parts)):
        return scattered
    if relaxed == "any" or widen:
        alike = [span for synonym in synonyms(wanted) for span in _holding(synonym, analysis)]
        if alike:
            return alike
    if not relaxed:
        return []
    return _where(analysis, lambda word: is_near(wanted.surface, word.surface) or is_near(wanted.lemma, word.lemma))


def _holding(wanted: Word, analysis: Analysis) -> list[Span]:
    """Give the words of the same base form and the compounds that hold a word."""
    return _where(analysis, lambda word: word.lemma == wanted.lemma or set(wanted.parts).issubset(word.parts))


def _phrase_spans(lemmas: Sequence[str], analysis: Analysis) -> Iterator[Span]:
    length = len(lemmas)
    for first in range(len(analysis.words) - length + 1 if length else 0):
        if analysis.lemmas[first : first + length] == lemmas:
            yield analysis.spans[first][0], analysis.spans[first + length - 1][1]


def _where(analysis: Analysis, matches: Callable[[Word], bool]) -> list[Span]:
    return [span for word, span in zip(analysis.words, analysis.spans, strict=True) if matches(word)]
