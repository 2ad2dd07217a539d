"""Looking at and changing dependency trees: what the rules of `talbanken.py` and `expressions.py` share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps

from conllu import Sentence, Token

NOMINAL = frozenset(("NN", "PM", "PN", "HP", "RG", "UO", "PS"))

Rule = Callable[[Sentence], Sentence]


def rule(change: Callable[[Sentence], None]) -> Rule:
    """Turn a change in place into a function that leaves its argument alone."""

    @wraps(change)
    def apply(sentence: Sentence) -> Sentence:
        copy = [replace(token) for token in sentence]
        change(copy)
        return copy

    return apply


def kind(token: Token) -> str:
    """Return the first part of the SUC tag, the word class."""
    return token.xpos.split("|")[0]


def children(sentence: Sentence, number: int) -> list[int]:
    """Return the 1-based numbers of a token's dependents."""
    return [n for n, token in enumerate(sentence, 1) if token.head == number]


def is_predicate(sentence: Sentence, number: int) -> bool:
    """Tell whether a token heads a clause: a verb, an adjective or an adverb, or a noun with a copula."""
    token = sentence[number - 1]
    if kind(token) in NOMINAL:
        return any(sentence[n - 1].deprel in {"cop", "nsubj"} for n in children(sentence, number))
    return True


def left_edge(sentence: Sentence, number: int) -> int:
    """Return the number of the first word of a phrase, its conjunction and comma aside."""
    edge = number
    for n in children(sentence, number):
        if n < number and sentence[n - 1].deprel not in {"cc", "punct"}:
            edge = min(edge, left_edge(sentence, n))
    return edge
