"""Base forms from tag, ending and dictionary.

Rules (`ending → base ending` per SUC tag, learned from treebanks) propose base forms; the dictionary votes:
a proposal that it lists with a fitting paradigm wins, then one whose last part it lists (compounds). A word
that nothing speaks for keeps its form.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from lofteNLP.pipeline.base import lexicon

LONGEST_ENDING = 5
SHORTEST_LAST_PART = 3
# The paradigms (see lexicon.PARADIGMS) that speak for a base form of each word class.
FITTING = {"NN": "UNP", "VB": "V", "JJ": "Aa", "PC": "Aa", "AB": "Aa"}
SURE_COUNT, SURE_SHARE = 3, 0.9
SAFE_COUNT, RARE_SHARE = 20, 0.02
# Tags whose form is its own base form.
UNINFLECTED = ("NN|UTR|SIN|IND|NOM", "NN|NEU|SIN|IND|NOM", "VB|INF|AKT", "JJ|POS|UTR|SIN|IND|NOM",
               "PC|PRF|UTR|SIN|IND|NOM", "PC|PRS|UTR/NEU|SIN/PLU|IND/DEF|NOM", "AB", "HA", "PL", "SN", "KN",
               "PP", "IE", "IN", "RG|NOM", "RO|NOM", "AB|AN", "NN|AN")  # fmt: skip
PARTICIPLE_ENDINGS = ("d", "t", "en", "nde", "s")
Change = tuple[int, str]


def kind(tag: str) -> str:
    """Return the word class of a SUC tag.

    Examples
    --------
    >>> kind("NN|UTR|SIN|IND|NOM")
    'NN'
    """
    return tag.split("|", 1)[0]


def apply_change(word: str, change: Change) -> str:
    """Cut letters off the end and add others.

    Examples
    --------
    >>> apply_change("flickor", (2, "a"))
    'flicka'
    """
    cut, add = change
    return word[: len(word) - cut] + add


def find_change(word: str, lemma: str) -> Change:
    """Return the change that makes the base form of a word.

    Examples
    --------
    >>> find_change("flickor", "flicka")
    (2, 'a')
    """
    shared = 0
    while shared < min(len(word), len(lemma)) and word[shared] == lemma[shared]:
        shared += 1
    return len(word) - shared, lemma[shared:]


class LemmaRules:
    """Rules and exceptions, as learned; `lemma` is the only question they answer.

    Examples
    --------
    >>> learned = learn([("krogar", "NN|UTR|PLU|IND|NOM", "krog"), ("dagar", "NN|UTR|PLU|IND|NOM", "dag")])
    >>> learned.lemma("gränsstugar", "NN|UTR|PLU|IND|NOM"), learned.lemma("kvarnar", "NN|UTR|PLU|IND|NOM")
    ('gränsstugar', 'kvarn')
    """

    def __init__(self, endings: Mapping[str, Mapping[str, Iterable[Any]]], exceptions: Mapping[str, str]) -> None:
        self.endings: dict[str, dict[str, list[tuple[int, str, int]]]] = {
            tag: {end: [(int(c), str(a), int(n)) for c, a, n in found] for end, found in table.items()}
            for tag, table in endings.items()
        }
        self.exceptions = dict(exceptions)
        self._cached = lru_cache(maxsize=100_000)(self._lemma)

    def lemma(self, word: str, tag: str) -> str:
        """Return the base form of a word with this SUC tag, lower-case but for names."""
        return self._cached(word, tag)

    def to_dict(self) -> dict[str, Any]:
        """Return what `LemmaRules(**…)` takes."""
        return {"endings": self.endings, "exceptions": self.exceptions}

    def _lemma(self, word: str, tag: str) -> str:
        cls = kind(tag)
        if cls == "PM":
            return _name(word, tag)
        word = word.lower()
        for key in (f"{word}|{tag}", f"{word}|{cls}"):
            if key in self.exceptions:
                return self.exceptions[key]
        simpler = _without_s(word, tag)
        if simpler:
            return self._lemma(*simpler)
        if tag in UNINFLECTED or not any(c.isalpha() for c in word) or word.endswith("-"):
            return word
        return self._choose(word, tag, cls)

    def _choose(self, word: str, tag: str, cls: str) -> str:
        proposals = self._proposals(word, tag)
        if cls == "PC":
            proposals = {lemma: found for lemma, found in proposals.items() if lemma.endswith(PARTICIPLE_ENDINGS)}
        fitting = FITTING.get(cls, "")
        listed = lexicon.base_form(word)
        best, best_score, best_strength = word, (0.0, 0.0, 0.0), 0.0
        for lemma, (length, share, count) in proposals.items():
            strength = _attested(lemma, fitting) + (0.5 if lemma == listed else 0.0)
            if lemma == word and cls == "VB" and tag != "VB|IMP|AKT":
                strength = min(strength, 0.5)  # an inflected verb is never its own base form
            odd = share < RARE_SHARE or (lemma.endswith("en") and word.endswith(("da", "ta")))
            if strength < 2 and odd:
                continue  # known by its last letters only, and no common way to inflect
            sure = share >= SURE_SHARE and count >= SURE_COUNT and length >= 3
            safe = sure and (cls in {"PC", "VB"} or (length >= LONGEST_ENDING and count >= SAFE_COUNT))
            cut, add = find_change(word, lemma)
            score = (strength + 0.25 * sure + 0.2 * share - 0.05 * (cut + len(add)), share, float(length))
            if (strength >= 1 or safe) and score > best_score:
                best, best_score, best_strength = lemma, score, strength
        if listed and listed != word and best_strength < 2 and cls in {"NN", "VB", "JJ"}:
            return listed  # no rule leads to it, but the dictionary has the very word
        return _participle(word) if best == word and cls == "PC" else best

    def _proposals(self, word: str, tag: str) -> dict[str, tuple[int, float, int]]:
        """Return base forms that rules propose, each with ending length, share and count of its best rule."""
        table = self.endings.get(tag, {})
        found: dict[str, tuple[int, float, int]] = {}
        for length in range(min(LONGEST_ENDING, len(word) - 1), -1, -1):
            rules = table.get(word[len(word) - length :], [])
            total = sum(count for _, _, count in rules)
            for cut, add, count in rules:
                lemma = apply_change(word, (cut, add))
                if len(lemma) > 1 and lemma not in found:
                    found[lemma] = (length, count / total, count)
        for start in range(2, len(word) - 2):  # avstod as stod
            exception = self.exceptions.get(f"{word[start:]}|{tag}")
            if exception and kind(tag) == "VB" and lexicon.base_form(word[:start] + exception):
                found.setdefault(word[:start] + exception, (LONGEST_ENDING, 1.0, SURE_COUNT))
        return found


def _attested(lemma: str, fitting: str) -> float:
    """Return how firmly the dictionary lists a base form: 3 with paradigm, 2 without, 1.5 or 1 its last part."""
    letters = lexicon.classes(lemma)
    if set(letters) & set(fitting):
        return 3.0
    if lexicon.base_form(lemma) == lemma:
        return 2.0
    for start in range(2, len(lemma) - SHORTEST_LAST_PART + 1):
        part, longer = lemma[start:], 0.4 * (1 - start / len(lemma))
        if set(lexicon.classes(part)) & set(fitting):
            return 1.5 + longer
        if lexicon.base_form(part) == part and len(part) >= 5:
            return 1.0 + longer
    return 0.0


def _participle(word: str) -> str:
    """Return the base form of a past participle that no rule has seen: plural and definite forms are regular."""
    if word.endswith(("ade", "da", "ta")):
        return word[:-1]
    if word.endswith("at"):
        return word[:-1] + "d"
    return word[:-2] + "en" if word.endswith("na") else word


def _without_s(word: str, tag: str) -> tuple[str, str] | None:
    """Return genitives and s-passives as the words and tags they are built on."""
    if not word.endswith("s") or len(word) < 4:
        return None
    if tag.endswith("|GEN"):
        return word[:-1].removesuffix(":"), tag[:-3] + "NOM"
    if tag in {"VB|PRT|SFO", "VB|SUP|SFO", "VB|INF|SFO"}:
        return word[:-1], tag[:-3] + "AKT"
    return None


def _name(word: str, tag: str) -> str:
    if tag.endswith("GEN") and len(word) > 2:
        return word.removesuffix("s").removesuffix(":") if not word.endswith("ss") else word
    return word


@lru_cache(maxsize=1)
def irregular() -> dict[str, str]:
    """Return the irregular words of `irregular.csv` as exceptions.

    Examples
    --------
    >>> irregular()["männen|NN"]
    'man'
    """
    with (Path(__file__).parent / "irregular.csv").open(encoding="utf-8", newline="") as file:
        return {f"{row['word']}|{row['class']}": row["lemma"] for row in csv.DictReader(file)}


def learn(triples: Iterable[tuple[str, str, str]], silver: Iterable[tuple[str, str]] = ()) -> LemmaRules:
    """Learn rules and exceptions from (form, SUC tag, lemma), and more rules from (form, tag) alone.

    The silver words get the base forms that rules and dictionary agree on; their endings add to the counts.

    Examples
    --------
    >>> learn([("gick", "VB|PRT|AKT", "gå")]).lemma("gick", "VB|PRT|AKT")
    'gå'
    """
    gold = [(form if kind(tag) == "PM" else form.lower(), tag, lemma) for form, tag, lemma in triples]
    counted = _count(gold)
    if silver:
        first = LemmaRules(_table(counted), irregular())
        extra = []
        for form, tag in silver:
            word = form.lower()
            listed = lexicon.base_form(word)
            if listed and listed == first.lemma(word, tag) and lexicon.classes(listed):
                extra.append((word, tag, listed))
        counted = _count(gold + extra)
    rules = LemmaRules(_table(counted), irregular())
    return LemmaRules(rules.endings, {**_exceptions(gold, rules), **irregular()})


def _count(triples: list[tuple[str, str, str]]) -> dict[str, dict[str, dict[Change, int]]]:
    counted: dict[str, dict[str, dict[Change, int]]] = {}
    for word, tag, lemma in sorted(set(triples)):
        if kind(tag) == "PM" or tag in UNINFLECTED:
            continue
        change = find_change(word, lemma.lower())
        if change[0] > 5 or len(change[1]) > 3 or len(word) - change[0] < 2:
            continue  # suppletive: an exception, not a rule
        for length in range(0, min(LONGEST_ENDING, len(word) - 1) + 1):
            changes = counted.setdefault(tag, {}).setdefault(word[len(word) - length :], {})
            changes[change] = changes.get(change, 0) + 1
    return counted


def _table(counted: dict[str, dict[str, dict[Change, int]]]) -> dict[str, dict[str, list[tuple[int, str, int]]]]:
    """Keep an ending only where it says other than the shorter ending, most frequent change first."""
    table: dict[str, dict[str, list[tuple[int, str, int]]]] = {}
    for tag, endings in counted.items():
        for ending, changes in endings.items():
            ordered = sorted(((c, a, n) for (c, a), n in changes.items()), key=lambda r: (-r[2], r[0], r[1]))
            if sum(changes.values()) >= 2 or not ending:
                table.setdefault(tag, {})[ending] = ordered[:6]
    return table


def _exceptions(gold: list[tuple[str, str, str]], rules: LemmaRules) -> dict[str, str]:
    counts: dict[str, dict[str, int]] = {}
    for word, tag, lemma in gold:
        if kind(tag) == "PM":
            continue
        for key in (f"{word}|{tag}", f"{word}|{kind(tag)}"):
            found = counts.setdefault(key, {})
            found[lemma.lower()] = found.get(lemma.lower(), 0) + 1
    exceptions = {}
    for key, found in sorted(counts.items()):
        word, tag = key.split("|", 1)
        best = max(sorted(found), key=lambda x: found[x])
        if ("|" in tag or tag not in FITTING) and rules.lemma(word, tag) != best:
            exceptions[key] = best
    return exceptions
