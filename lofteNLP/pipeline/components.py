"""The spaCy components: `lofte_actors`, `lofte_quantities`, `lofte_deadlines`.

Each puts its spans into ``doc.spans["actors" | "quantities" | "deadlines"]`` and a plain dict with the typed value's fields on
``span._.actor``, ``span._.quantity`` or ``span._.deadline``, so that a Doc can be written to bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc, Span

from lofteNLP.pipeline.actors import find_actors
from lofteNLP.pipeline.calendar import Span as Validity
from lofteNLP.pipeline.deadlines import find_deadlines
from lofteNLP.pipeline.quantities import find_quantities
from lofteNLP.schema import Actor, Deadline, Quantity

Value = Actor | Quantity | Deadline

for _name in ("actor", "quantity", "deadline"):
    if not Span.has_extension(_name):
        Span.set_extension(_name, default=None)
if not Doc.has_extension("validity"):
    Doc.set_extension("validity", default=(None, None))


class Finder:
    """A component that finds values in a Doc and puts them on spans."""

    def __init__(self, group: str, attribute: str, find: Callable[[Doc], Sequence[Value]]) -> None:
        self.group = group
        self.attribute = attribute
        self.find = find

    def __call__(self, doc: Doc) -> Doc:
        """Find the values of a Doc."""
        spans = []
        for value in self.find(doc):
            span = doc.char_span(value.start_char, value.end_char, label=self.attribute, alignment_mode="expand")
            if span is not None:
                span._.set(self.attribute, asdict(value))
                spans.append(span)
        doc.spans[self.group] = spans
        return doc


def deadlines_of(doc: Doc) -> list[Deadline]:
    """The deadlines of a Doc, resolved within ``doc._.validity`` (two ISO dates or None)."""
    start, end = (date.fromisoformat(day) if day else None for day in doc._.validity)
    return find_deadlines(doc.text, Validity(start, end))


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
    return Finder("actors", "actor", find_actors)


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
    return Finder("quantities", "quantity", find_quantities)


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
