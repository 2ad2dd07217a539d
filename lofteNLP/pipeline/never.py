"""Numbers that count nothing promised: times, ages, roads, sections, conditions, what has been."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Doc

from lofteNLP.pipeline.anchors import find_anchors
from lofteNLP.pipeline.deadlines import find_matches
from lofteNLP.pipeline.guarded import Choice, Guarded
from lofteNLP.pipeline.lexicon import load_toml
from lofteNLP.pipeline.numerals import word_pattern
from lofteNLP.pipeline.sentences import past_stretches
from lofteNLP.pipeline.verbs import text_of

NAME = re.compile(
    r"(?<=[a-zåäö,] )[A-ZÅÄÖ][a-zåäö]+(?= [A-ZÅÄÖ][a-zåäö])|"
    r"\b(?:kampanj|projekt|metod|modell|program|koncept|föreställning|utställning)(?:en|et)\s+[A-ZÅÄÖ]\w+"
)


@cache
def never_patterns() -> Choice[Guarded]:
    """What looks like a quantity and is none; "{N}" in the table stands for any number and its comparator."""
    table = load_toml("not_quantities")
    shares = "|".join(load_toml("numerals")["shares"])
    number = rf"(?:(?:{table['comparators']})\s+)?(?:\d+|{shares}|ett\s+\w+tal|{word_pattern()})(?:\s?%|\s+[\w-]+)"
    small = "|".join(word for word, value in load_toml("numerals")["units"].items() if value) + "|tio"
    texts = (text.replace("{N}", number).replace("{W}", f"(?:{small})") for text in table["patterns"])
    return Choice([Guarded(text, re.I) for text in texts], lambda pattern: pattern)


def time_stretches(text: str) -> bytearray:
    """One byte a character, set where a time stands, recurrences aside.

    Examples
    --------
    >>> bytes(time_stretches("12 maj: tre möten")).find(0)
    6
    """
    mask = bytearray(len(text))
    for match in find_matches(text):
        if match.type != "recurrence":
            mark(mask, match.start, match.end)
    for anchor in find_anchors(text):
        spelled = anchor.kind == "date" and any(map(str.isalpha, text[anchor.start : anchor.end]))
        if spelled or anchor.kind not in ("year", "date"):
            mark(mask, anchor.start, anchor.end)
    return mask


def never_stretches(doc: Doc) -> bytearray:
    """One byte a character, set where numbers are no quantities for other reasons than a time."""
    text = text_of(doc)
    mask = bytearray(len(text))
    for pattern in never_patterns().of(text):
        for hit in pattern.compiled.finditer(text):
            mark(mask, hit.start(), hit.end())
    for name in NAME.finditer(text):
        mark(mask, name.start(), name.end())
    for start, end in past_stretches(doc):
        mark(mask, start, end)
    return mask


def mark(mask: bytearray, start: int, end: int) -> None:
    """Set a stretch."""
    mask[start:end] = b"\1" * (end - start)
