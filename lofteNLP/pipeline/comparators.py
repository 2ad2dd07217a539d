"""What stands before or behind a number and compares: "minst", "fler än", "eller fler"."""

from __future__ import annotations

import re
from functools import cache

from lofteNLP.pipeline.lexicon import load_toml
from lofteNLP.schema import Comparator

PARTICLE = re.compile(r"\b(?:ses?|ser|sett|gå|går|gås|ta|tar|tas|lämnar?|lämnas)\s+$", re.I)  # "ses över 2 gånger"


@cache
def comparator_patterns() -> list[tuple[re.Pattern[str], Comparator]]:
    """Comparators that end where a number begins."""
    table = load_toml("comparators")
    filler = rf"(?:(?:{table['filler']['words']})\s+)*"
    return [(re.compile(rf"\b({words})\s+{filler}$", re.I), sign) for sign, words in table["before"].items()]


@cache
def after_patterns() -> list[tuple[re.Pattern[str], Comparator]]:
    """Comparators that follow a number or its noun: "20 eller fler"."""
    return [(re.compile(rf"\s+(?:{words})\b", re.I), sign) for sign, words in load_toml("comparators")["after"].items()]


def comparator_before(before: str) -> tuple[Comparator, re.Match[str]] | None:
    """The comparator that ends a text, the longest reading of it.

    Examples
    --------
    >>> [comparator_before(text)[0] for text in ("vid minst ", "inte fler än ")]
    ['>=', '<=']
    >>> comparator_before("rutinen ses över ") is None
    True
    """
    best: tuple[Comparator, re.Match[str]] | None = None
    for pattern, sign in comparator_patterns():
        match = pattern.search(before)
        if match and (best is None or match.start() < best[1].start()):
            best = (sign, match)
    if best and best[1].group(1).lower() == "över" and PARTICLE.search(before[: best[1].start()]):
        return None
    return best


def comparator_after(text: str, end: int) -> tuple[Comparator, int] | None:
    """The comparator that follows a counted noun, and where it ends: "20 deltagare eller fler"."""
    for pattern, sign in after_patterns():
        match = pattern.match(text, end)
        if match:
            return sign, match.end()
    return None
