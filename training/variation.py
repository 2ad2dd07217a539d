"""Own sentences with other verbs, nouns and adjectives of the same form: structure without its usual words.

A model that has only seen *Polisen genomför kontroller* learns the words; one that has also seen
*Rektorn befriar brevlådor* learns the sentence. Sense does not matter, inflection does.
"""

from __future__ import annotations

import random
from dataclasses import replace

from conllu import Sentence, Token

SHARE = 0.5
FEWEST_WORDS = 10
# Words that build times, amounts and fixed phrases keep their place.
KEPT = frozenset(
    "gång år månad vecka dag timme minut halvår kvartal termin läsår kväll natt helg vår höst sommar vinter "
    "procent st ggr januari februari mars april maj juni juli augusti september oktober november december "
    "samverkan samband samarbete syfte hjälp stöd antal par rad lova ansvarig kommun finnas ge ta göra ha få "
    "gå komma bli".split()
)


def words_by_tag(sentences: list[Sentence]) -> dict[str, list[tuple[str, str]]]:
    """Return the verbs, nouns and adjectives of a corpus by SUC tag, as (form, base form), sorted."""
    found: dict[str, set[tuple[str, str]]] = {}
    for sentence in sentences:
        for token in sentence:
            if _is_open(token) and len(token.form) > 3 and token.form.isalpha():
                found.setdefault(token.xpos, set()).add((token.form.lower(), token.lemma))
    return {tag: sorted(words) for tag, words in found.items() if len(words) >= FEWEST_WORDS}


def vary(sentence: Sentence, pool: dict[str, list[tuple[str, str]]], rng: random.Random) -> Sentence:
    """Return a copy of a sentence in which about half of the open-class words are others of the same tag.

    Examples
    --------
    >>> pool = {"VB|INF|AKT": [("måla", "måla")]}
    >>> one = [Token("Klippa", "klippa", "VERB", "VB|INF|AKT")]
    >>> {vary(one, pool, random.Random(seed))[0].form for seed in range(9)} == {"Klippa", "Måla"}
    True
    """
    varied = []
    for token in sentence:
        words = pool.get(token.xpos)
        if words and _is_open(token) and token.lemma not in KEPT and rng.random() < SHARE:
            form, lemma = rng.choice(words)
            form = form.capitalize() if token.form[0].isupper() else form
            token = replace(token, form=form, lemma=lemma)
        varied.append(token)
    return varied


def _is_open(token: Token) -> bool:
    return token.upos in {"VERB", "NOUN", "ADJ"} and token.deprel not in {"fixed", "flat"}
