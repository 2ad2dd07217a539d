"""Patterns that run only where they can match.

Most patterns of the grammar need some word that most texts have not ("årsskiftet", "tertial", a digit).  What they need
is read off the pattern itself, and looking for it is many times faster than running the pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Generic, TypeVar

DIGIT = "\0"  # stands for any digit
MOST = 400  # words that may be needed, one of them
DIGITS = re.compile(r"\d")
COMMON = frozenset("abcdefghijklmnopqrstuvwxyzåäö0123456789 .,")
FEW = 40  # words of a further set that are worth looking for
WIDEST = 8  # letters that a class may have to be spelt out

Words = frozenset[str]
Reading = tuple[Words | None, list[Words]]
Row = TypeVar("Row")


class Guarded:
    """A compiled pattern, and the words one of which stands in every match; `needed` is None where there are none.

    `also` holds further sets of words, one of each of which stands in every match.

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
        sets = needed_words(pattern, flags)
        self.needed = sets[0] if sets else None
        self.also = [words for words in sets[1:3] if len(words) < FEW]

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
        """Whether one of the words stands in the text, and one of every other set that the pattern needs."""
        if self.needed is None:
            return True
        plain = searchable(text)[0]
        return any(word in plain for word in self.needed) and self.others_stand(plain)

    def others_stand(self, plain: str) -> bool:
        """Whether one word of every set but the first stands in a text of small letters."""
        for words in self.also:
            for word in words:
                if word in plain:
                    break
            else:
                return False
        return True


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
        self.patterns = [pattern(row) for row in rows]
        self.free = [place for place, guarded in enumerate(self.patterns) if guarded.needed is None]
        places: dict[str, list[int]] = {}  # of the patterns that need a word
        for place, guarded in enumerate(self.patterns):
            for word in guarded.needed or ():
                places.setdefault(word, []).append(place)
        self.short = [(word, needing) for word, needing in places.items() if len(word) < 3]
        self.long: dict[tuple[str, ...], list[tuple[str, list[int]]]] = {}
        for word, needing in places.items():
            if len(word) >= 3:
                self.long.setdefault(tuple(word[:3]), []).append((word, needing))
        self.openings = frozenset(self.long)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def of(self, text: str) -> list[Row]:
        """The rows whose patterns can match a text, in order."""
        plain, stretches = searchable(text)
        places = set(self.free)
        for word, needing in self.short:
            if word in plain:
                places.update(needing)
        for opening in self.openings & stretches:
            for word, needing in self.long[opening]:
                if word in plain:
                    places.update(needing)
        patterns = self.patterns
        return [self.rows[at] for at in sorted(places) if not patterns[at].also or patterns[at].others_stand(plain)]


@lru_cache(maxsize=64)
def searchable(text: str) -> tuple[str, set[tuple[str, str, str]]]:
    """A text in small letters, as the words are, and all its stretches of three letters.

    A mark at the end tells that it has a digit.

    Examples
    --------
    >>> searchable("År 3")[0], sorted(map("".join, searchable("Vår")[1]))
    ('år 3\\x00', ['vår'])
    """
    plain = text.lower().replace("i\u0307", "i").replace("ı", "i").replace("ſ", "s").replace(DIGIT, " ")
    return plain + DIGIT * bool(DIGITS.search(text)), set(zip(plain, plain[1:], plain[2:], strict=False))


def needed_words(pattern: str, flags: int = 0) -> list[tuple[str, ...]]:
    """Sets of words, in small letters, one of each of which stands in every match; the most telling set first.

    Examples
    --------
    >>> needed_words(r"\\b(?:vecka|v\\.)\\s\\d+")
    [('\\x00',), ('v.', 'vecka')]
    >>> needed_words(r"\\w+ och \\w+"), needed_words(r"[a-zå-ö]+")
    ([(' och ',)], [])
    """
    sets = sorted(read(parser.parse(pattern, flags))[1], key=telling, reverse=True)
    return [tuple(sorted(words, key=lambda word: (len(word), word))) for words in dict.fromkeys(sets)]


def read(items: Sequence[tuple[Any, Any]]) -> Reading:
    """What a sequence can be, if that is few words, and the sets of words of which it needs one each."""
    demands: list[Words] = []
    run: Words = frozenset([""])  # what the last items can be
    whole = True
    for kind, value in items:
        exact, needed = item(kind, value)
        if exact is not None and len(run) * len(exact) <= MOST:
            run = frozenset(first + last for first in run for last in exact)
            continue
        demands += [run, *needed]
        whole = False
        run = exact if exact is not None else frozenset([""])
    demands.append(run)
    return run if whole else None, [words for words in map(shortest, demands) if telling(words) > 1]


def shortest(words: Words) -> Words:
    """The words that hold no other of them: whoever has "skolan" has "skola"."""
    kept: list[str] = []
    for word in sorted(words, key=len):
        if not any(other in word for other in kept):
            kept.append(word)
    return frozenset(kept)


def telling(words: Words) -> float:
    """How much a set of words leaves out: long words say more than short ones, few more than many."""
    lengths = [4 if DIGIT in word else 3 if len(word) == 1 and word not in COMMON else len(word) for word in words]
    return min(lengths) - len(words) / MOST if lengths else 0.0


def item(kind: Any, value: Any) -> Reading:
    """What one item of a parsed pattern can be, and which words it needs."""
    nothing: Words = frozenset([""])
    if kind is code.LITERAL:
        return frozenset([chr(value).lower()]), []
    if kind is code.SUBPATTERN:
        return read(value[-1])
    if kind is code.BRANCH:
        branches = [read(branch) for branch in value[1]]
        exact = [words for words, _ in branches if words is not None]
        either = frozenset().union(*exact)
        if len(exact) == len(branches) and len(either) <= MOST:
            return either, [shortest(either)]
        needs = [max(sets, key=telling) for _, sets in branches if sets]
        either = shortest(frozenset().union(*needs))
        return None, [either] if len(needs) == len(branches) and len(either) <= MOST else []
    if kind in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
        least, most, inner = value
        exact_inner, needed = read(inner)
        if (least, most) == (1, 1):
            return exact_inner, needed
        if (least, most) == (0, 1) and exact_inner is not None and len(exact_inner) < WIDEST:
            return exact_inner | nothing, []
        return None, needed if least else []
    if kind is code.IN:
        return letters(value)
    if kind in (code.AT, code.ASSERT, code.ASSERT_NOT):
        return nothing, []
    return None, []


def letters(members: Sequence[tuple[Any, Any]]) -> Reading:
    """What a class of characters can be."""
    if all(kind is code.LITERAL for kind, _ in members) and len(members) <= WIDEST:
        return frozenset(chr(value).lower() for _, value in members), []
    digits = (code.CATEGORY, code.CATEGORY_DIGIT)
    ranges = [value for kind, value in members if kind is code.RANGE]
    if all(member == digits or member[0] is code.RANGE for member in members) and all(
        chr(first).isdigit() and chr(last).isdigit() for first, last in ranges
    ):
        return None, [frozenset([DIGIT])]
    return None, []
