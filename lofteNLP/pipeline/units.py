"""The noun that a number counts, as the lemma (indefinite singular) of its head."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from lofteNLP.pipeline.lexicon import load_csv

# Endings of plural nouns that no adjective has; "kontroller", "insatser", "kvällar", "klockor".
PLURAL = re.compile(r"(?:ar|er|or|ier|eer|anden|enden|tyg|stycken)$")
FORMS = {"%": "% procent procents", "kr": "kr kronor tkr", "km/h": "km/h km/tim"}
MEASURES = {form: unit for unit, forms in FORMS.items() for form in forms.split()}
ENDINGS = (("ningar", "ning"), ("heter", "het"), ("tioner", "tion"), ("are", "are"), ("or", "a"), ("ar", ""))
DEFINITE = re.compile(r"(?:arna|erna|orna)$")
NOT_UNITS = frozenset("st st. stycken styck stk".split())


@cache
def endings() -> dict[str, str]:
    """Surface endings of counted nouns and their lemmas."""
    rows = load_csv("units")
    return {row["lemma"]: row["lemma"] for row in rows} | {row["surface"]: row["lemma"] for row in rows}


@lru_cache(maxsize=8192)
def known_unit(word: str) -> str | None:
    """The lemma of a noun whose head the lexicon knows; None for other words.

    Short heads ("by", "råd") must be the whole word or end a compound of some length, so that "bry" is no "by".

    Examples
    --------
    >>> known_unit("krogtillsyner"), known_unit("trafikkontroller"), known_unit("riktade")
    ('krogtillsyn', 'trafikkontroll', None)
    """
    lower = word.lower()
    table = endings()
    for length in range(len(lower), 0, -1):
        lemma = table.get(lower[-length:])
        if lemma and (length == len(lower) or (length >= 4 and len(lower) - length >= 3)):
            return lower[: len(lower) - length] + lemma
    return None


def unit_lemma(word: str, lemma: str | None) -> str:
    """The unit for a counted noun: by the lexicon, the pipeline's lemma, a dictionary's, or its plural ending.

    Examples
    --------
    >>> unit_lemma("fokusveckor", None), unit_lemma("bykedjor", None)
    ('fokusvecka', 'bykedja')
    """
    if word.lower() in MEASURES:
        return MEASURES[word.lower()]
    known = known_unit(word) or (known_unit(word[:-2]) if DEFINITE.search(word) else None)
    if known:
        return known
    lower = word.lower()
    guess = (lemma or dictionary_lemma(lower)).lower()
    if guess == lower + "a" or (lower.endswith("ar") and guess == lower[:-1]):
        guess = lower  # a verb's lemma ("avlägg", "portar"), and it is a noun that is counted
    return by_ending(lower) if guess == lower else guess


def by_ending(word: str) -> str:
    """The singular that a plural's ending tells; other words as they are.

    Examples
    --------
    >>> by_ending("drogronderingar"), by_ending("skyltportar"), by_ending("larmkedjor")
    ('drogrondering', 'skyltport', 'larmkedja')
    """
    for plural, singular in ENDINGS:
        if word.endswith(plural) and len(word) > len(plural) + 1:
            return word[: -len(plural)] + singular
    return word


def dictionary_lemma(word: str) -> str:
    """The lemma by the Swedish dictionary of simplemma."""
    from simplemma import lemmatize

    return str(lemmatize(word, lang="sv"))
