"""What a reader can choose next: the values of facets with their counts, and the filters that can be taken away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, get_args

from lofteNLP.search.index import Index
from lofteNLP.search.web.labels import label, labels
from lofteNLP.search.web.labels import period as period_in_words
from lofteNLP.search.web.questions import Facet, Question
from lofteNLP.search.web.shelf import Shelf

FACETS: tuple[str, ...] = get_args(Facet)
SHOWN = 8  # values of a facet before the rest are folded away
MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet, and the address that chooses it or takes it away."""

    label: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter that is in force, and the address without it."""

    facet: str
    label: str
    address: str


def counts(shelf: Shelf, question: Question, facets: Iterable[str] = FACETS) -> dict[str, list[tuple[str, int]]]:
    """Count the values of facets.

    A facet that is filtered on is counted as if it were not, so that its other values show what choosing them adds.
    """
    free = [facet for facet in facets if not getattr(question, facet)]
    counted = _counted(shelf, question, tuple(free))
    for facet in set(facets) - set(free):
        without = question.model_copy(update={facet: "" if facet == "year" else []})
        counted |= _counted(shelf, without, (facet,))
    return {facet: counted[facet] for facet in facets}


def choices(path: str, question: Question, facet: str, counted: Iterable[tuple[str, int]]) -> list[Choice]:
    """Make the values of a facet choosable: chosen ones first, years from the latest, others from the most frequent."""
    known = dict(counted)
    for value in _asked(question, facet):
        known.setdefault(value, 0)
    values = sorted(known, reverse=True) if facet == "year" else list(known)
    made = [
        Choice(
            label(facet, value),
            known[value],
            question.has_value(facet, value),
            question.address(path, **question.toggled(facet, value)),
        )
        for value in values
    ]
    return sorted(made, key=lambda choice: not choice.chosen)[:MOST_SHOWN]


def chosen(path: str, question: Question) -> Iterator[Chosen]:
    """Name the filters in force, each with the address that takes it away."""
    names = labels("parameters")
    for facet in (*FACETS, "actor", "document"):
        for value in _asked(question, facet):
            yield Chosen(names[facet], label(facet, value), question.address(path, **question.toggled(facet, value)))
    if question.start or question.end:
        days = [day.isoformat() if day else None for day in (question.start, question.end)]
        yield Chosen("Gäller", period_in_words(*days), question.address(path, start=None, end=None))
    if amount := _amount(question):
        nothing: dict[str, Any] = {"min": None, "max": None, "unit": "", "comparator": None, "per": None}
        yield Chosen("Antal", amount, question.address(path, **nothing))


def _amount(question: Question) -> str:
    """Write the filters on a quantity in words.

    Examples
    --------
    >>> _amount(Question(comparator=">=", min=4, unit="kontroll", per="år"))
    'löftet säger ”minst”, från 4 kontroll per år'
    """
    said = f"löftet säger ”{label('comparator', question.comparator)}”," if question.comparator else ""
    low = f"från {question.min:g}" if question.min is not None else ""
    high = f"till {question.max:g}" if question.max is not None else ""
    per = f"per {question.per}" if question.per else ""
    return " ".join(part for part in (said, low, high, question.unit, per) if part).strip(",")


def _asked(question: Question, name: str) -> list[str]:
    asked = getattr(question, name)
    return list(asked) if isinstance(asked, list) else [asked] if asked else []


def _counted(shelf: Shelf, question: Question, facets: tuple[str, ...]) -> dict[str, list[tuple[str, int]]]:
    if not facets:
        return {}
    key = (question.q, question.filters(), facets)

    def count(index: Index) -> dict[str, list[tuple[str, int]]]:
        return index.search(question.q, question.filters(), limit=0, facets=facets).facets

    return shelf.kept(key, count)
