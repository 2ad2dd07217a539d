"""Words that mean nearly the same as a word of a query, as `synonyms.txt` beside this file has them.

The table says how to mend it. Words are known by the roots of their parts, so that *vandrare* has what *vandra* has.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lofteNLP.search.analysis import Word, analyse

TABLE = Path(__file__).with_name("synonyms.txt")

Roots = tuple[str, ...]


def synonyms(word: Word) -> tuple[Word, ...]:
    """Give the words that a word of a query may stand for, in the order of the table; none where it has no entry.

    Examples
    --------
    >>> from lofteNLP.search.analysis import word
    >>> [found.lemma for found in synonyms(word("knarket"))][:2], synonyms(word("och"))
    (['narkotika', 'drog'], ())
    """
    return tuple(table().get(word.parts, {}).values())


@cache
def table() -> dict[Roots, dict[Roots, Word]]:
    """Read the table: what a word finds, both by their roots."""
    found: dict[Roots, dict[Roots, Word]] = {}
    for left, right in pairs(TABLE.read_text(encoding="utf-8")):
        if left.parts and right.parts and left.parts != right.parts:
            found.setdefault(left.parts, {})[right.parts] = right
    return found


def pairs(text: str) -> Iterator[tuple[Word, Word]]:
    """Give the pairs of words of which the first finds the second.

    Raises
    ------
    ValueError
        Where a line has no ``=`` or ``>`` between words; the message has the line.

    Examples
    --------
    >>> [(one.lemma, other.lemma) for one, other in pairs("knark = drog  # both ways\\nmöte > samråd")]
    [('knark', 'drog'), ('drog', 'knark'), ('möte', 'samråd')]
    """
    for line in text.splitlines():
        entry = line.partition("#")[0].strip()
        if not entry:
            continue
        sign = "=" if "=" in entry else ">"
        left, _, right = entry.partition(sign)
        finding, found = analyse(left).words, analyse(right).words
        if len(finding) != 1 or not found:
            raise ValueError(f"synonyms: one word, = or >, and other words are expected, not {line!r}")
        group = (*finding, *found)
        for one in group if sign == "=" else finding:
            yield from ((one, other) for other in group if other != one)
