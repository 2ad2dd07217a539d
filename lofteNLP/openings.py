"""Many patterns over one text: at each word only those are tried that can begin with it.

Which patterns can begin with a word is found by matching them against the word alone, as far as it goes ("Ale" may
become "Ale kommun"), and is remembered by word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVar

import regex

Row = TypeVar("Row", bound=tuple[Any, ...])

WORD = re.compile(r"\w+\W?")  # the character behind a word tells whether the word may go on
MOST_KEPT = 20_000  # words a table
# Letters that `re` takes for others where case does not count.
FOLDED = str.maketrans("\u0130\u0131\u017f\u212a", "iisk")  # İ, ı, long s, the sign of kelvin


class Openings(Generic[Row]):
    """Rows whose last field is a compiled pattern, each match of which begins where a word begins.

    Examples
    --------
    >>> units = Openings([("km", re.compile(r"kilometer")), ("kWh", re.compile(r"kilowatt?\\s?timm\\w+"))])
    >>> [(name, match.group()) for (name, _), match in units.finditer("10 kilowatt timmar")]
    [('kWh', 'kilowatt timmar')]
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.partial = [regex.compile(row[-1].pattern, row[-1].flags & re.IGNORECASE) for row in rows]
        self.opened_by = lru_cache(maxsize=MOST_KEPT)(self._opened_by)

    def finditer(self, text: str) -> Iterator[tuple[Row, re.Match[str]]]:
        """Every row's matches as `re.Pattern.finditer` gives them; the rows' matches come in the order of the text."""
        ends = [0] * len(self.rows)
        for start, places in self.opened(text):
            for place in places:
                if start >= ends[place] and (match := self.rows[place][-1].match(text, start)):
                    ends[place] = match.end()
                    yield self.rows[place], match

    def holding(self, text: str) -> list[Row]:
        """The rows whose patterns match anywhere in a text, in the order of the table."""
        found: set[int] = set()
        for start, places in self.opened(text):
            for place in places:
                if place not in found and self.rows[place][-1].match(text, start):
                    found.add(place)
        return [self.rows[place] for place in sorted(found)]

    def opened(self, text: str) -> list[tuple[int, tuple[int, ...]]]:
        """Where words stand that open rows, and the places of the rows."""
        opened_by = self.opened_by
        return [(start, places) for start, word in words_of(text) if (places := opened_by(word))]

    def _opened_by(self, word: str) -> tuple[int, ...]:
        """The places of the rows whose patterns match a word, or may if more text comes."""
        plain = word.translate(FOLDED)
        return tuple(place for place, pattern in enumerate(self.partial) if pattern.match(plain, partial=True))


@lru_cache(maxsize=64)
def words_of(text: str) -> list[tuple[int, str]]:
    """The words of a text, each with the character behind it and where it begins; every table asks for them.

    Examples
    --------
    >>> words_of("Ale, minst 2")
    [(0, 'Ale,'), (5, 'minst '), (11, '2')]
    """
    return [(match.start(), match.group()) for match in WORD.finditer(text)]
