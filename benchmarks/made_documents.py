"""As many documents as wanted for measuring batch runs, made from the project's corpus.

``whole`` ones are the corpus' documents in their length, with words, numbers and years swapped; ``short`` ones have a
title, a lead-in and one to three pledges.  The same number gives the same documents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from random import Random

from lofteNLP.records.corpus import read_corpus
from made_pledges import CORPUS, YEARS, made_pledges, swapped

MOST_PLEDGES = 3  # of a short document
IN_A_FOLDER = 1000
YEAR = re.compile(r"(?:19|20)\d\d")


def whole(seed: int = 1) -> Iterator[str]:
    """Make documents of the corpus' length without end.

    Examples
    --------
    >>> first, again = next(whole()), next(whole())
    >>> first == again and len(first.splitlines()) > 5
    True
    """
    random = Random(seed)
    texts = [document.text for document in read_corpus(CORPUS)]
    words = [word for text in texts for word in text.split()]
    while True:
        yield re.sub(r"\S+", lambda word: _varied(word.group(), words, random), random.choice(texts))


def _varied(word: str, words: list[str], random: Random) -> str:
    return str(random.choice(YEARS)) if YEAR.fullmatch(word) else swapped(word, words, random)


def short() -> Iterator[str]:
    """Make short documents without end.

    Examples
    --------
    >>> print(next(short()).splitlines()[1])
    Medborgarlöfte 2023
    """
    for number, (name, records) in enumerate(groupby(made_pledges(), lambda record: record.document)):
        pledges = [record for record, _ in zip(records, range(1 + number % MOST_PLEDGES), strict=False)]
        year = pledges[0].valid_from[:4] if pledges[0].valid_from else ""
        items = "".join(f"- {pledge.text}\n" for pledge in pledges)
        kommun = pledges[0].kommun[0]
        yield f"{kommun} – medborgarlöften\nMedborgarlöfte {year}\n\nPolisen och kommunen lovar att:\n{items}\n{name}\n"


KINDS: dict[str, Callable[[], Iterator[str]]] = {"whole": whole, "short": short}


def write_documents(size: int, kind: str, folder: Path) -> None:
    """Write that many documents of a kind into folders of a thousand, with names in their order."""
    for number, text in zip(range(size), KINDS[kind](), strict=False):
        place = folder / f"{number // IN_A_FOLDER:04}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"d{number:07}.txt").write_text(text, encoding="utf-8")
