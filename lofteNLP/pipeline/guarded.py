"""Patterns that run only where they can match.

Most patterns of the grammar need some word that most texts have not ("årsskiftet", "tertial", a digit).  What they need
is read off the pattern itself, and looking for it is many times faster than running the pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Generic, TypeVar

DIGIT = "\0"  # stands for any digit
MOST = 400  # words that may be needed, one of them
WIDEST = 8  # letters that a class may have to be spelt out

Words = frozenset[str]
Row = TypeVar("Row")


class Guarded:
    """A compiled pattern, and the words one of which stands in every match; `needed` is None where there are none.

    Examples
    --------
    >>> pattern = Guarded(r"\\b(?:kvartal|tertial)\\s+([1-4])\\b")
    >>> sorted(pattern.needed)
    ['kvartal', 'tertial']
    >>> [match.group() for match in pattern.finditer("Klart kvartal 2 eller tertial 3.")]
    ['kvartal 2', 'tertial 3']
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.compiled = re.compile(pattern, flags)
        self.needed = needed_words(pattern, flags)
        self.words: dict[tuple[str, ...], list[str]] = {}
        for word in self.needed or ():
            self.words.setdefault(tuple(word[:3]), []).append(word)
        self.openings = frozenset(self.words)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As re.Pattern.finditer."""
        return self.compiled.finditer(text) if self.can_match(text) else iter(())

    def search(self, text: str) -> re.Match[str] | None:
        """As re.Pattern.search."""
        return self.compiled.search(text) if self.can_match(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As re.Pattern.fullmatch."""
        return self.compiled.fullmatch(text)

    def can_match(self, text: str) -> bool:
        """Whether one of the words stands in the text."""
        if self.needed is None:
            return True
        plain, stretches = searchable(text)
        return any(word in plain for opening in self.openings & stretches for word in self.words[opening])


class Choice(Generic[Row]):
    """Rows that each have a pattern; one look at a text tells which of them can match.

    Examples
    --------
    >>> months = Choice([("maj", Guarded("maj")), ("juni", Guarded("juni"))], lambda row: row[1])
    >>> [name for name, _ in months.of("i maj")]
    ['maj']
    """

    def __init__(self, rows: Sequence[Row], pattern: Callable[[Row], Guarded]) -> None:
        self.rows = rows
        self.free = [place for place, row in enumerate(rows) if pattern(row).needed is None]
        places: dict[str, list[int]] = {}  # of the patterns that need a word
        for place, row in enumerate(rows):
            for word in pattern(row).needed or ():
                places.setdefault(word, []).append(place)
        self.words: dict[tuple[str, ...], list[tuple[str, list[int]]]] = {}
        for word, needing in places.items():
            self.words.setdefault(tuple(word[:3]), []).append((word, needing))
        self.openings = frozenset(self.words)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def of(self, text: str) -> list[Row]:
        """The rows whose patterns can match a text, in order."""
        plain, stretches = searchable(text)
        places = set(self.free)
        for opening in self.openings & stretches:
            for word, needing in self.words[opening]:
                if word in plain:
                    places.update(needing)
        return [self.rows[place] for place in sorted(places)]


@lru_cache(maxsize=64)
def searchable(text: str) -> tuple[str, frozenset[tuple[str, ...]]]:
    """A text in small letters, as the words are, and all its stretches of one, two and three letters.

    A mark at the end tells that it has a digit.

    Examples
    --------
    >>> plain, stretches = searchable("År 3")
    >>> plain, ("å", "r") in stretches, (DIGIT,) in stretches
    ('år 3\\x00', True, True)
    """
    plain = text.lower().replace("i\u0307", "i").replace("ı", "i").replace("ſ", "s").replace(DIGIT, " ")
    stretches: set[tuple[str, ...]] = {
        *zip(plain, strict=True),
        *pairwise(plain),
        *zip(plain, plain[1:], plain[2:], strict=False),
    }
    if not re.search(r"\d", text):
        return plain, frozenset(stretches)
    return plain + DIGIT, frozenset([*stretches, (DIGIT,)])


def needed_words(pattern: str, flags: int = 0) -> tuple[str, ...] | None:
    """Words, in small letters, one of which stands in every match of a pattern; None where it has no telling ones.

    Examples
    --------
    >>> needed_words(r"\\b(?:vecka|v\\.?)\\s?\\d+")
    ('\\x00',)
    >>> needed_words(r"\\w+ och \\w+"), needed_words(r"[a-zå-ö]+")
    ((' och ',), None)
    """
    words = read(parser.parse(pattern, flags))[1]
    return tuple(sorted(words, key=lambda word: (len(word), word))) if words else None


def read(items: Sequence[tuple[Any, Any]]) -> tuple[Words | None, Words | None]:
    """What a sequence can be, if that is few words, and which words it needs.

    A sequence needs what any of its items needs; the most telling set is kept.
    """
    candidates: list[Words] = []
    run: Words = frozenset([""])  # what the last items can be
    whole = True
    for kind, value in items:
        exact, needed = item(kind, value)
        if exact is not None and len(run) * len(exact) <= MOST:
            run = frozenset(first + last for first in run for last in exact)
            continue
        candidates.append(run)
        whole = False
        if needed:
            candidates.append(needed)
        run = exact if exact is not None else frozenset([""])
    best = max(map(shortest, (*candidates, run)), key=telling)
    return run if whole else None, best if telling(best) > 1 else None


def shortest(words: Words) -> Words:
    """The words that hold no other of them: whoever has "skolan" has "skola"."""
    kept: list[str] = []
    for word in sorted(words, key=len):
        if not any(other in word for other in kept):
            kept.append(word)
    return frozenset(kept)


def telling(words: Words) -> float:
    """How much a set of words leaves out: long words say more than short ones, few more than many."""
    lengths = [4 if DIGIT in word else 3 if len(word) == 1 and not word.isalnum() else len(word) for word in words]
    return min(lengths) - len(words) / MOST if lengths else 0.0


def item(kind: Any, value: Any) -> tuple[Words | None, Words | None]:
    """What one item of a parsed pattern can be, and which words it needs."""
    nothing: Words = frozenset([""])
    if kind is code.LITERAL:
        return frozenset([chr(value).lower()]), None
    if kind is code.SUBPATTERN:
        return read(value[-1])
    if kind is code.BRANCH:
        branches = [read(branch) for branch in value[1]]
        exact = [words for words, _ in branches if words is not None]
        either = frozenset().union(*exact)
        if len(exact) == len(branches) and len(either) <= MOST:
            return either, shortest(either)
        needs = [words for _, words in branches if words is not None]
        either = shortest(frozenset().union(*needs))
        return None, either if len(needs) == len(branches) and len(either) <= MOST else None
    if kind in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
        least, most, inner = value
        exact_inner, needed = read(inner)
        if (least, most) == (1, 1):
            return exact_inner, needed
        if (least, most) == (0, 1) and exact_inner is not None and len(exact_inner) < WIDEST:
            return exact_inner | nothing, None
        return None, needed if least else None
    if kind is code.IN:
        return letters(value)
    if kind in (code.AT, code.ASSERT, code.ASSERT_NOT):
        return nothing, None
    return None, None


def letters(members: Sequence[tuple[Any, Any]]) -> tuple[Words | None, Words | None]:
    """What a class of characters can be."""
    if all(kind is code.LITERAL for kind, _ in members) and len(members) <= WIDEST:
        return frozenset(chr(value).lower() for _, value in members), None
    digits = (code.CATEGORY, code.CATEGORY_DIGIT)
    ranges = [value for kind, value in members if kind is code.RANGE]
    if all(member == digits or member[0] is code.RANGE for member in members) and all(
        chr(first).isdigit() and chr(last).isdigit() for first, last in ranges
    ):
        return None, frozenset([DIGIT])
    return None, None
