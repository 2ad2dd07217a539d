"""What a Swedish full-form dictionary (simplemma's, MIT) knows of a word: base form, ending, inflection.

The dictionary gives one base form per word and no word class. The class is read off the paradigm: a base
form that also has `-r` or `-s` forms is a verb, one with `-en` a noun, and so on. Words that the dictionary
lacks are mostly compounds; they are looked up by their longest known end (*slyröjning* as *röjning*).
"""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

# Endings whose presence in the dictionary under the same base form shows the class of that base form.
PARADIGMS: tuple[tuple[str, tuple[tuple[int, str], ...]], ...] = (
    ("V", ((0, "r"), (1, "er"), (1, "ade"), (1, "te"), (1, "de"), (1, "it"), (0, "dde"))),
    ("U", ((0, "en"), (0, "n"), (1, "an"), (2, "ern"), (2, "eln"), (0, "ens"), (0, "ns"))),
    ("N", ((0, "et"), (0, "ets"), (0, "ts"), (2, "ret"), (2, "let"), (2, "net"), (0, "met"))),
    ("P", ((0, "er"), (0, "ar"), (1, "or"), (1, "ar"), (0, "erna"), (0, "arna"))),
    ("A", ((0, "are"), (0, "ast"), (0, "aste"), (1, "are"))),
    ("a", ((0, "t"), (0, "a"))),
)
SHORTEST_END = 4
# Endings that a form may have under a base form of a class: (class, ending of the form, ending of the base form).
ENDINGS: tuple[tuple[str, str, str], ...] = (
    ("V", "er", "a"), ("V", "r", ""), ("V", "de", ""), ("V", "de", "a"), ("V", "te", "a"), ("V", "t", ""),
    ("V", "t", "a"), ("V", "s", "a"), ("V", "s", ""), ("V", "es", "a"), ("V", "des", ""), ("V", "des", "a"),
    ("V", "tes", "a"), ("V", "ts", ""), ("V", "d", ""), ("V", "", "a"),
    ("UNP", "ar", ""), ("UNP", "ar", "e"), ("UNP", "er", ""), ("UNP", "er", "e"), ("UNP", "or", "a"),
    ("UNP", "n", ""), ("UNP", "en", ""), ("UNP", "et", ""), ("UNP", "t", ""), ("UNP", "arna", ""),
    ("UNP", "erna", ""), ("UNP", "orna", "a"), ("UNP", "na", ""), ("UNP", "en", "e"), ("UNP", "s", ""),
    ("Aa", "t", ""), ("Aa", "a", ""), ("Aa", "are", ""), ("Aa", "ast", ""), ("Aa", "aste", ""),
)  # fmt: skip


class Reading(NamedTuple):
    """What the dictionary says of a word; `known` is "w" for the word, "c" for its end only, "" for neither."""

    known: str
    lemma: str
    change: str
    classes: str
    analyses: str


@lru_cache(maxsize=1)
def dictionary() -> dict[bytes, bytes]:
    """Return simplemma's Swedish forms and base forms, as UTF-8."""
    from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

    mapping = DEFAULT_DICTIONARY_FACTORY.get_dictionary("sv")  # simplemma's own functions share it
    inner = getattr(mapping, "_dict", None)
    if isinstance(inner, dict):  # the store itself: no decoding of a million words
        return inner
    return {form.encode(): lemma.encode() for form, lemma in mapping.items()}


def base_form(word: str) -> str | None:
    """Return the dictionary's base form of a lower-case word, or None.

    Examples
    --------
    >>> base_form("trafikkontroller"), base_form("krogtillsyner")
    ('trafikkontroll', None)
    """
    found = dictionary().get(word.encode())
    return found.decode() if found is not None else None


def is_base_form(word: str) -> bool:
    """Tell whether the dictionary has inflected forms of this word, or the word as its own base form.

    Examples
    --------
    >>> is_base_form("kontroll"), is_base_form("kontroller")
    (True, False)
    """
    return dictionary().get(word.encode()) == word.encode() or bool(classes(word))


@lru_cache(maxsize=1)
def base_forms() -> frozenset[bytes]:
    """Return every base form of the dictionary, in UTF-8."""
    return frozenset(dictionary().values())


@lru_cache(maxsize=50_000)
def classes(lemma: str) -> str:
    """Return the paradigms under which the dictionary inflects a base form, as letters.

    Examples
    --------
    >>> classes("genomföra"), classes("kontroll")
    ('V', 'UP')
    """
    words, target = dictionary(), lemma.encode()
    if target not in base_forms():
        return ""
    letters = ""
    for letter, endings in PARADIGMS:
        if any(words.get((lemma[: len(lemma) - cut] + ending).encode()) == target for cut, ending in endings):
            letters += letter
    return letters


def change(form: str, lemma: str) -> str:
    """Return how the end of a form differs from its base form.

    Examples
    --------
    >>> change("kontrollerna", "kontroll"), change("gick", "gå")
    ('erna>', 'ick>å')
    """
    shared = 0
    while shared < min(len(form), len(lemma)) and form[shared] == lemma[shared]:
        shared += 1
    return f"{form[shared:]}>{lemma[shared:]}"


@lru_cache(maxsize=1)
def closed_classes() -> dict[str, str]:
    """Return the word classes of function words, numerals and the like, from `closed.csv`, joined where several.

    Examples
    --------
    >>> closed_classes()["utmed"], closed_classes()["sedan"]
    ('PP', 'PP AB')
    """
    found: dict[str, list[str]] = {}
    with (Path(__file__).parent / "closed.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for word in dict.fromkeys(row["words"].split()):
                found.setdefault(word, []).append(row["class"])
    return {word: " ".join(kinds) for word, kinds in found.items()}


def analyses(word: str) -> str:
    """Return the classes and endings under which a form may be inflected, base form included.

    Examples
    --------
    >>> analyses("delar")
    'Vr Uar'
    """
    words = dictionary()
    own = classes(word)
    found = [own + "="] if own or words.get(word.encode()) == word.encode() else []
    for letters, ending, base in ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            lemma = word[: len(word) - len(ending)] + base
            if lemma != word and lemma.encode() in words and set(classes(lemma)) & set(letters):
                found.append(letters[0] + ending)
    return " ".join(found)


@lru_cache(maxsize=100_000)
def read(word: str) -> Reading:
    """Return what the dictionary knows of a word or, where it lacks the word, of its longest known end.

    Examples
    --------
    >>> read("genomför")
    Reading(known='w', lemma='genomföra', change='>a', classes='V.', analyses='V')
    >>> read("slyröjningar")
    Reading(known='c', lemma='röjning', change='ar>', classes='UP.', analyses='Uar')
    """
    word = word.lower()
    words = dictionary()
    for start in range(0, max(len(word) - SHORTEST_END, 0) + 1):
        if 0 < start < 3:  # the first part of a compound is no shorter than that
            continue
        end = word[start:]
        found = words.get(end.encode())
        if found is not None:
            lemma = found.decode()
            own = classes(end) if end != lemma else ""
            return Reading("c" if start else "w", lemma, change(end, lemma), f"{classes(lemma)}.{own}", analyses(end))
    return Reading("", "", "", "", "")
