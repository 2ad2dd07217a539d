"""Hyphens that stand where a line once ended, told from those that belong to the word.

At a line's end a hyphen is nearly always hyphenation; inside a line it nearly never is. Shape decides first
(capitals, digits, single letters, "och" after it), then a Swedish dictionary.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

_LETTER = r"[^\W\d_]"
_AT_END = re.compile(r"(?:^|(?<=[^\w-]))(?:[\w-]*-)?(\w+)-$")
_AT_START = re.compile(rf"\s*({_LETTER}+)\S*")
_INSIDE = re.compile(r"(?<![\w-])\w++-[\w-]++")
_LONGEST = 60  # characters in a word worth a look
_BULLET = re.compile(r"\s*(?:\S{1,3}\s+)?")
_COLUMNS = re.compile(r"\S(?: {3}|\t)")
_LONGEST_LINE = 300  # a longer line was not broken by hand; and joining on and on would take for ever


class Lists(NamedTuple):
    """The words in hyphens.toml."""

    after: frozenset[str]
    prefixes: frozenset[str]
    words: frozenset[str]
    whole: tuple[str, ...]


@cache
def _lists() -> Lists:
    data = tomllib.loads((Path(__file__).parent / "hyphens.toml").read_text("utf-8"))
    return Lists(frozenset(data["after"]), frozenset(data["prefixes"]), frozenset(data["words"]), tuple(data["whole"]))


def join_lines(lines: list[str]) -> list[str]:
    """Join words that were hyphenated at the end of a line; what follows keeps its line and indent.

    Examples
    --------
    >>> join_lines(["Lindesbergs kom-", "mun lovar", "cykel-", "och gångbanor", "samt A-trak-", "torer"])
    ['Lindesbergs kommun', 'lovar', 'cykel-', 'och gångbanor', 'samt A-traktorer']
    """
    result: list[str] = []
    for line in lines:
        before: str | None = None
        rest: str | None = line
        while rest is not None and rest != before:  # its next word may end in a hyphen as well
            before, rest = rest, _joined_to_last(result, rest)
        if rest is not None:
            result.append(rest)
    return result


def _joined_to_last(result: list[str], line: str) -> str | None:
    """Move the line's first word up to the last line if that ends in its first half; None if none is left."""
    before = result[-1].rstrip() if result else ""
    if not before.endswith("-") or len(before) > _LONGEST_LINE:
        return line
    left, right = _AT_END.search(before[-_LONGEST:]), _AT_START.match(line)
    if left is None or right is None or _has_columns(before) or _has_columns(line):
        return line
    if right.group().strip(" \t.,;:!?()").lower() in _lists().after and not _is_whole(left.group(1) + right.group(1)):
        return line
    hyphen = _kept_at_line_end(left.group(1), right.group(1))
    if hyphen is None:
        return line
    result[-1] = before[:-1] + hyphen + right.group().lstrip()
    rest = line[right.end() :]
    if not any(map(str.isalnum, rest)):  # a full stop that stands apart is no line
        result[-1] += rest.rstrip()
        return None
    indent = line[: len(line) - len(line.lstrip())]
    return indent + rest.lstrip()


def _has_columns(line: str) -> bool:
    """Whether words stand far apart, as in columns: there the next line's first word is not what follows."""
    return _COLUMNS.search(line.rstrip(), _BULLET.match(line).end()) is not None  # type: ignore[union-attr]


def _kept_at_line_end(left: str, right: str) -> str | None:
    """What stands between the halves: nothing, a hyphen, or None where the halves are no word."""
    if not left[-1].isalpha() and right[0].isupper():
        return None
    verdict = _by_shape(left, right)
    if verdict is None:
        verdict = not _is_whole(left + right) and left.lower() in _lists().prefixes
    return "-" if verdict else ""


def join_inside(text: str, damaged: bool | None = None) -> str:
    """Take out hyphens inside words that once stood at a line's end.

    Parameters
    ----------
    text
        Clean text.
    damaged
        Whether the document shows such damage, which decides doubtful words; found out from ``text`` if None.

    Examples
    --------
    >>> join_inside("An-svarig för A-traktorer i Luleå-Boden")
    'Ansvarig för A-traktorer i Luleå-Boden'
    >>> join_inside("en kris-jour"), join_inside("en kris-jour till-sammans")
    ('en kris-jour', 'en krisjour tillsammans')
    """
    if "-" not in text:
        return text
    sure = is_damaged(text) if damaged is None else damaged
    return _INSIDE.sub(lambda match: _joined_word(match.group(), sure), text)


def is_damaged(text: str) -> bool:
    """Whether a word in the text is surely broken by a hyphen: without it, it is in the dictionary."""
    if "-" not in text:
        return False
    pairs = (pair for word in _INSIDE.findall(text) if len(word) <= _LONGEST for pair in _pairs(word))
    return any(_by_shape(*pair) is None and _verdict(*pair) is False for pair in pairs)


def _pairs(word: str) -> list[tuple[str, str]]:
    parts = word.split("-")
    return [(left, right) for left, right in itertools.pairwise(parts) if left and right]


def _joined_word(word: str, damaged: bool) -> str:
    if len(word) > _LONGEST:
        return word
    first, *others = word.split("-")
    kept, last = "", first
    for part in others:
        if not last or not part or _belongs(last, part, damaged):
            kept, last = f"{kept}{last}-", part
        else:
            last += part
    joined = kept + last
    return joined if joined == word else _joined_word(joined, damaged)  # a longer part may tell more


def _belongs(left: str, right: str, damaged: bool) -> bool:
    """Whether a hyphen inside a line belongs to the word."""
    for verdict in (_by_shape(left, right), _verdict(left, right)):
        if verdict is not None:
            return verdict
    return not damaged


def _by_shape(left: str, right: str) -> bool | None:
    """Digits, single letters, abbreviations and names keep their hyphen; None where shape does not tell."""
    if not left.isalpha() or not right[0].isalpha() or len(left) == 1:
        return True
    if right.isupper() and left.isupper() and len(right) > 1:
        return None if len(left) > 4 or _is_whole(left + right) else True
    return True if left.isupper() or right[0].isupper() else None


@lru_cache(maxsize=50_000)
def _verdict(left: str, right: str) -> bool | None:
    """The dictionary's word on a hyphen inside a line: True keeps it, False takes it out, None is doubt."""
    left, right = left.lower(), right.lower()
    if f"{left}-{right}" in _lists().words:
        return True
    if _is_whole(left + right):
        return False
    if left in _lists().prefixes:
        return True
    if not _is_word(right) or _is_linking(left):
        return False
    if not _is_word(left):
        return len(left) <= 4  # an abbreviation we do not know
    return None


def _is_whole(word: str) -> bool:
    word = word.lower()
    return _is_known(word) or word.startswith(_lists().whole)


def _is_word(word: str) -> bool:
    """Known, or made of two known words: the dictionary lacks most compounds."""
    if _is_whole(word):
        return True
    return any(_is_known(word[i:]) and _is_first(word[:i]) for i in range(4, len(word) - 3))


def _is_first(part: str) -> bool:
    return _is_known(part) or (part.endswith("s") and _is_known(part[:-1]))


def _is_linking(left: str) -> bool:
    """Whether the s at the end only links parts of a compound ("trygghets-"), which no hyphen would follow.

    Short words in s are words of their own: kris, polis, hus.
    """
    return len(left) >= 6 and left.endswith("s") and _is_first(left[:-1])


@lru_cache(maxsize=100_000)
def _is_known(word: str) -> bool:
    from simplemma import is_known

    return is_known(word, lang="sv")
