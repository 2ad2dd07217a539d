"""What a reader can choose next: the values of facets with their counts, and the filters that can be taken away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from lofteNLP.search.index import Result
from lofteNLP.search.web.labels import label, labels
from lofteNLP.search.web.labels import period as period_in_words
from lofteNLP.search.web.questions import Facet, Question
from lofteNLP.search.web.shelf import Counts, Opened

FACETS: tuple[str, ...] = get_args(Facet)
MOST_SHOWN = 40  # values of a facet


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


def searched(opened: Opened, question: Question, facets: Sequence[str] = FACETS) -> Result:
    """Find a page of hits, and count the values of facets.

    A facet that is filtered on is counted as if it were not, so that its other values show what choosing them adds.
    """
    result = opened.search(question, [facet for facet in facets if not question.asked(facet)])
    return replace(result, facets=counted(opened, question, facets, result.facets))


def counted(opened: Opened, question: Question, facets: Sequence[str] = FACETS, known: Counts | None = None) -> Counts:
    """Count the values of facets alone; some may be known already."""
    free = [facet for facet in facets if not question.asked(facet)]
    counts = dict(known if known is not None else opened.counts(question, free))
    for facet in facets:
        if facet not in counts:
            without = question.model_copy(update={facet: "" if facet == "year" else []})
            counts |= opened.counts(without, [facet])
    return {facet: counts[facet] for facet in facets}


def choices(path: str, question: Question, facet: str, counts: list[tuple[str, int]]) -> list[Choice]:
    """Make the values of a facet choosable: chosen ones first, years from the latest, others from the most frequent."""
    asked, address, known = question.asked(facet), question.toggling(path, facet), dict(counts)
    others = sorted(known, reverse=True) if facet == "year" else known
    values = [*asked, *(value for value in others if value not in asked)][:MOST_SHOWN]
    return [Choice(label(facet, value), known.get(value, 0), value in asked, address(value)) for value in values]


def chosen(path: str, question: Question) -> Iterator[Chosen]:
    """Name the filters in force, each with the address that takes it away."""
    names = labels("parameters")
    for facet in (*FACETS, "actor", "document"):
        address = question.toggling(path, facet)
        for value in question.asked(facet):
            yield Chosen(names[facet], label(facet, value), address(value))
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
