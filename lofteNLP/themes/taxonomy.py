"""The taxonomy: its table (`taxonomy.toml`) in, themes and an index of their terms out."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lofteNLP.pipeline.compounds import split

TABLE = Path(__file__).with_name("taxonomy.toml")
MOST_KNOWN = 50_000  # words whose groups are remembered


@dataclass(frozen=True, slots=True)
class ThemeDefinition:
    """One theme as the taxonomy has it.

    `terms` maps the name of a group (`"vag"`) to its terms; the group `core` holds what is clear on its own.
    """

    name: str
    label: str
    gloss: str
    definition: str
    included: str
    excluded: str
    terms: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def themes() -> tuple[ThemeDefinition, ...]:
    """Read the themes, in the order of the labels.

    Examples
    --------
    >>> [theme.gloss for theme in themes()][:2], len(themes())
    (['traffic', 'drugs'], 21)
    """
    with TABLE.open("rb") as file:
        rows = tomllib.load(file)["theme"]
    return tuple(
        ThemeDefinition(
            row["name"],
            row["label"],
            row["gloss"],
            row["definition"],
            row["in"],
            row["out"],
            {group: tuple(terms) for group, terms in row["terms"].items()},
        )
        for row in rows
    )


def labels() -> tuple[str, ...]:
    """Give the names of the themes, in their order.

    Examples
    --------
    >>> labels()[:3]
    ('trafik', 'narkotika', 'alkohol')
    """
    return tuple(theme.name for theme in themes())


class TermIndex:
    """Finds the terms of the taxonomy in words.

    Parameters
    ----------
    groups
        Terms by group, as `term_groups` gives them.

    Examples
    --------
    >>> index = TermIndex({"krog.krog": ("krog",), "trafik.fordon": ("moped*", "tung trafik")})
    >>> index.find(("gemensam", "krogtillsyn"))
    {'krog.krog': ['krogtillsyn']}
    >>> index.find(("tung", "trafik", "och", "mopedist"))
    {'trafik.fordon': ['tung trafik', 'mopedist']}
    """

    def __init__(self, groups: Mapping[str, Sequence[str]]) -> None:
        self.groups = tuple(groups)
        self._whole: dict[str, list[str]] = {}
        self._phrases: dict[tuple[str, ...], list[str]] = {}
        self._prefixes: dict[str, list[str]] = {}
        self._suffixes: dict[str, list[str]] = {}
        for group, terms in groups.items():
            for term in terms:
                self._add(term, group)
        self._openings = {phrase[0] for phrase in self._phrases}
        self._longest = max(map(len, self._phrases), default=0)
        self._known: dict[str, tuple[str, ...]] = {}

    def find(self, words: Sequence[str]) -> dict[str, list[str]]:
        """Find the groups whose terms stand among words in running order, and the words that show it."""
        found: dict[str, list[str]] = {}
        after = 0  # the phrase found last
        for start, word in enumerate(words):
            if start < after:
                continue
            length, groups = self._phrase(words, start) if word.lower() in self._openings else (1, ())
            after = start + length
            for group in groups or self._groups_of(word):
                found.setdefault(group, []).append(" ".join(words[start:after]))
        return found

    def _phrase(self, words: Sequence[str], start: int) -> tuple[int, Sequence[str]]:
        """Give the longest term that begins at a word, as its length and groups: våld i nära relationer is no våld."""
        for length in range(min(self._longest, len(words) - start), 1, -1):
            groups = self._phrases.get(tuple([word.lower() for word in words[start : start + length]]))
            if groups:
                return length, groups
        return 1, ()

    def _add(self, term: str, group: str) -> None:
        if " " in term:
            self._phrases.setdefault(tuple(term.split()), []).append(group)
        elif term.endswith("*"):
            self._prefixes.setdefault(term[:-1], []).append(group)
        elif term.startswith("*"):
            self._suffixes.setdefault(term[1:], []).append(group)
        else:
            self._whole.setdefault(term, []).append(group)

    def _groups_of(self, word: str) -> tuple[str, ...]:
        """Give the groups a word speaks for: whole, by its beginning or end, by its parts."""
        known = self._known.get(word)
        if known is None:
            lower = word.lower()
            found = dict.fromkeys(
                group for piece in (word, lower, *split(lower)) for group in self._whole.get(piece, ())
            )
            for length in range(1, len(lower) + 1):
                found |= dict.fromkeys(self._prefixes.get(lower[:length], ()))
                found |= dict.fromkeys(self._suffixes.get(lower[-length:], ()))
            if len(self._known) >= MOST_KNOWN:  # long runs over many texts must not grow without end
                self._known.clear()
            known = self._known[word] = tuple(found)
        return known


def term_groups() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give every group of terms with its full name, `theme.group`."""
    for theme in themes():
        for group, terms in theme.terms.items():
            yield f"{theme.name}.{group}", terms
