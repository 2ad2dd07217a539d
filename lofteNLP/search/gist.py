"""What a pledge promises, without who promises it, where, how much and when.

"Polisen genomför minst tio trafikkontroller under 2018" and "Polisen i Ale ska göra 12 trafikkontroller 2019" have one
gist: the roots of *trafikkontroll*. Words that tell nothing of it are a table beside this file, ``gist.txt``, which an
official could mend; besides, numbers and names are passed over.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from lofteNLP.documents import municipalities
from lofteNLP.pipeline import numerals
from lofteNLP.pipeline.base import lexicon
from lofteNLP.search import analysis

NAME = re.compile(r"(?<=[\w,)] )[A-ZÅÄÖ][a-zåäöé]")  # a capital in the middle of a sentence


def gist(text: str) -> frozenset[str]:
    """Give the roots of what a pledge promises.

    Parameters
    ----------
    text
        The pledge's text.

    Examples
    --------
    >>> gist("Polisen genomför minst tio krogtillsyner under 2018") == gist("Tillsyn av krogar i Ale, 12 per år")
    True
    >>> gist("Tillsyn av krogar") == gist("Tillsyn av butiker")
    False
    """
    names = {match.start() for match in NAME.finditer(text)}
    found: set[str] = set()
    for match in analysis.WORD.finditer(text):
        if match.start() not in names:
            found.update(roots(match.group()))
    return frozenset(found)


def shared_spans(text: str, others: frozenset[str]) -> list[tuple[int, int]]:
    """Give the places of the words that share a root with another gist: code points, end exclusive.

    Examples
    --------
    >>> shared_spans("Tillsyn av krogar", frozenset({"krog", "servering"}))
    [(11, 17)]
    """
    return [match.span() for match in analysis.WORD.finditer(text) if others & set(roots(match.group()))]


@lru_cache(maxsize=200_000)
def roots(form: str) -> tuple[str, ...]:
    """Give the roots of a word's parts; none of a word that does not tell what is promised.

    Examples
    --------
    >>> roots("krogtillsyner"), roots("tjugofem"), roots("Polisen"), roots("Kindas"), roots("2018")
    (('krog', 'tillsyn'), (), (), (), ())
    """
    word = analysis.word(form)
    if word.lemma in passed_over() or word.surface in passed_over() or not word.surface[0].isalpha():
        return ()
    if numerals.parse_word(word.surface) is not None:
        return ()
    is_name = word.surface in municipalities.names() and lexicon.base_form(word.surface) is None
    return () if is_name or passed_over().issuperset(word.parts) else word.parts  # fredag|kväll


@cache
def passed_over() -> frozenset[str]:
    """Give the words that do not tell what is promised, in their base form."""
    lines = (Path(__file__).parent / "gist.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
