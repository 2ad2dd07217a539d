"""Count how productive Swedish words are as parts of compounds; writes `lofteNLP/pipeline/compounds/words.csv`.

Run it again when simplemma's Swedish dictionary (MIT), the only source, changes:
`python training/compound_words.py`. It takes about half a minute.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from lofteNLP.pipeline.base import lexicon

OUTPUT = Path(__file__).parents[1] / "lofteNLP" / "pipeline" / "compounds" / "words.csv"
SHORTEST_PART, SHORTEST_COMPOUND = 3, 6
FEWEST = 2


def base_forms() -> dict[str, str]:
    """Return the dictionary's base forms with their paradigms."""
    found = {}
    for lemma in {value.decode() for value in set(lexicon.dictionary().values())}:
        if lemma.isalpha() and lemma.islower() and 3 <= len(lemma) <= 30:
            letters = lexicon.classes(lemma)
            if letters or lexicon.base_form(lemma) == lemma:
                found[lemma] = letters
    return found


def combining_forms(lemma: str, letters: str) -> list[str]:
    """Return the shapes in which a word can stand first in a compound, likeliest first.

    Examples
    --------
    >>> combining_forms("skola", "UP")
    ['skola', 'skolas', 'skol', 'skols', 'skole', 'skolo', 'skolu']
    """
    if set(letters) & set("UN"):
        forms = [lemma, lemma + "s"]
        if lemma[-1] in "ae" and len(lemma) > 3:
            forms += [lemma[:-1], lemma[:-1] + "s"]
        if lemma.endswith("a") and len(lemma) > 3:
            forms += [lemma[:-1] + vowel for vowel in "eou"]
        elif not lemma.endswith("e"):
            forms += [lemma + "e", lemma + "a"]
        return forms
    if set(letters) & set("Aa"):
        return [lemma]
    return [lemma[:-1]] if "V" in letters and lemma.endswith("a") and len(lemma) > 4 else []


def count(words: dict[str, str]) -> tuple[dict[str, Counter[str]], Counter[str], dict[str, list[str]]]:
    """Return partners of each first part, the number of times a word stands last, and lemmas of first parts."""
    nouns = {lemma for lemma, letters in words.items() if set(letters) & set("UN")}
    lemmas: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for lemma, letters in words.items():
        for rank, form in enumerate(combining_forms(lemma, letters)):
            verbal = "V" in letters or not set(letters) & set("UN")
            lemmas[form].append((rank + 2 * verbal, lemma))
    partners: dict[str, Counter[str]] = defaultdict(Counter)
    heads: Counter[str] = Counter()
    for noun in nouns:
        for cut in range(SHORTEST_PART - 1, len(noun) - SHORTEST_PART + 1) if len(noun) >= SHORTEST_COMPOUND else ():
            if noun[cut:] in nouns and noun[:cut] in lemmas:
                partners[noun[:cut]][noun[cut:]] += 1
                heads[noun[cut:]] += 1
    best = {form: [lemma for _, lemma in sorted(found)] for form, found in lemmas.items()}
    return partners, heads, best


def main() -> None:
    """Write the table of compound words."""
    words = base_forms()
    partners, heads, lemmas = count(words)
    rows = []
    for form in sorted(set(partners) | set(heads)):
        first, last = len(partners.get(form, ())), heads[form]
        if first >= FEWEST or last >= FEWEST:
            rows.append((form, (lemmas.get(form) or [form])[0], first, last))
    with OUTPUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("form", "lemma", "first", "last"))
        writer.writerows(rows)
    print(f"{len(rows)} forms in {OUTPUT}")


if __name__ == "__main__":
    main()
