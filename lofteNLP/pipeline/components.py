"""The spaCy components: `lofte_actors`, `lofte_quantities`, `lofte_deadlines`.

Each puts its spans into ``doc.spans["actors" | "quantities" | "deadlines"]`` and a plain dict with the typed value's
fields on ``span._.actor``, ``span._.quantity`` or ``span._.deadline``, so that a Doc can be written to bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from lofteNLP.pipeline.actors import find_actors
from lofteNLP.pipeline.calendar import Span as Validity
from lofteNLP.pipeline.deadlines import find_deadlines
from lofteNLP.pipeline.pieces import pieces
from lofteNLP.pipeline.quantities import find_quantities
from lofteNLP.pipeline.verbs import text_of
from lofteNLP.schema import Actor, Deadline, Quantity

Value = Actor | Quantity | Deadline
FIELDS = {kind: tuple(field.name for field in fields(kind)) for kind in (Actor, Quantity, Deadline)}

for _name in ("actor", "quantity", "deadline"):
    if not Span.has_extension(_name):
        Span.set_extension(_name, default=None)
if not Doc.has_extension("validity"):
    Doc.set_extension("validity", default=(None, None))


class Finder:
    """A component that finds values in a Doc and puts them on spans."""

    def __init__(self, group: str, attribute: str, find: Callable[[Doc, Doc], Sequence[Value]]) -> None:
        self.group = group
        self.attribute = attribute
        self.find = find

    def __call__(self, doc: Doc) -> Doc:
        """Find the values of a Doc."""
        spans = []
        for piece, place in pieces(doc):
            for value in self.find(piece, doc):
                start, end = value.start_char + place, value.end_char + place
                span = doc.char_span(start, end, label=self.attribute, alignment_mode="expand")
                if span is not None:
                    span._.set(self.attribute, plain(value, place))
                    spans.append(span)
        doc.spans[self.group] = spans
        return doc


def plain(value: Value, place: int) -> dict[str, Any]:
    """The fields of a value, their offsets moved by the place of the piece that it was found in."""
    row = {name: getattr(value, name) for name in FIELDS[type(value)]}
    row["start_char"] += place
    row["end_char"] += place
    if value.cue:
        start, end = value.cue.start_char + place, value.cue.end_char + place
        row["cue"] = {"text": value.cue.text, "start_char": start, "end_char": end}
    return row


def actors_of(piece: Doc, doc: Doc) -> Sequence[Value]:
    """The actors of a piece."""
    return find_actors(piece)


def quantities_of(piece: Doc, doc: Doc) -> Sequence[Value]:
    """The quantities of a piece."""
    return find_quantities(piece)


def deadlines_of(piece: Doc, doc: Doc) -> Sequence[Value]:
    """The deadlines of a piece, resolved within the Doc's ``doc._.validity`` (two ISO dates or None)."""
    start, end = (date.fromisoformat(day) if day else None for day in doc._.validity)
    return find_deadlines(text_of(piece), Validity(start, end))


@Language.factory("lofte_actors", assigns=["doc.spans", "span._.actor"])
def create_actors(nlp: Language, name: str) -> Finder:
    """Make the component that finds who acts, and in what role.

    Examples
    --------
    >>> import spacy
    >>> nlp = spacy.blank("sv")
    >>> component = nlp.add_pipe("lofte_actors")
    >>> [span._.actor["role"] for span in nlp("Polisen lovar att synas mer.").spans["actors"]]
    ['responsible']
    """
    return Finder("actors", "actor", actors_of)


@Language.factory("lofte_quantities", assigns=["doc.spans", "span._.quantity"])
def create_quantities(nlp: Language, name: str) -> Finder:
    """Make the component that finds how much is promised.

    Examples
    --------
    >>> import spacy
    >>> nlp = spacy.blank("sv")
    >>> component = nlp.add_pipe("lofte_quantities")
    >>> [span.text for span in nlp("Vi håller minst två möten per termin.").spans["quantities"]]
    ['minst två möten per termin']
    """
    return Finder("quantities", "quantity", quantities_of)


@Language.factory("lofte_deadlines", assigns=["doc.spans", "span._.deadline"])
def create_deadlines(nlp: Language, name: str) -> Finder:
    """Make the component that finds by when.

    Examples
    --------
    >>> import spacy
    >>> nlp = spacy.blank("sv")
    >>> component = nlp.add_pipe("lofte_deadlines")
    >>> doc = nlp.make_doc("Lamporna byts senast i maj.")
    >>> doc._.validity = ("2021-01-01", "2021-12-31")
    >>> [span._.deadline["end"] for span in nlp(doc).spans["deadlines"]]
    ['2021-05-31']
    """
    return Finder("deadlines", "deadline", deadlines_of)
