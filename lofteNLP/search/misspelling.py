"""Words that may be misspelt, and words one edit away from them."""

from __future__ import annotations

from lofteNLP.pipeline.base import lexicon
from lofteNLP.search.analysis import Word

SHORTEST = 4  # letters of a word that may be a misspelling


def may_be_misspelt(word: Word) -> bool:
    """Tell whether a word is in no dictionary, and long enough to be known by the rest of its letters.

    Examples
    --------
    >>> from lofteNLP.search.analysis import word
    >>> may_be_misspelt(word("trafk")), may_be_misspelt(word("trafik")), may_be_misspelt(word("epa"))
    (True, False, False)
    """
    return len(word.surface) >= SHORTEST and lexicon.base_form(word.surface) is None


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
