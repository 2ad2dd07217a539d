"""Offsets between a pledge's text, whose white space is folded, and the document that it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Folded:
    """A text put together from stretches of a document, white space folded.

    `places[i]` is where character `i` stands in the document; a joint between stretches takes the place before it.
    """

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of the text as a span of the document."""
        return self.places[start], self.places[end - 1] + 1


def folded(document: str, stretches: Sequence[tuple[int, int]]) -> Folded:
    """Fold the white space of some stretches of a document and join them by spaces.

    Parameters
    ----------
    document : str
        The document's text.
    stretches : sequence of (int, int)
        Start and end of each, in code points.

    Examples
    --------
    >>> whole = folded("Polisen\\n  lovar", [(0, 15)])
    >>> whole.text, whole.span(8, 13)
    ('Polisen lovar', (10, 15))
    """
    characters: list[str] = []
    places: list[int] = []
    for start, end in stretches:
        if characters:
            characters.append(" ")
            places.append(places[-1])
        for position in range(start, end):
            if not document[position].isspace():
                characters.append(document[position])
                places.append(position)
            elif characters and characters[-1] != " ":
                characters.append(" ")
                places.append(position)
        while characters and characters[-1] == " ":
            characters.pop()
            places.pop()
    return Folded("".join(characters), tuple(places))
