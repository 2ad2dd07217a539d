"""Filters: what a pledge must have besides the words of the query."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from math import ceil, floor, isnan
from typing import TYPE_CHECKING, get_args

from lofteNLP.documents import municipalities
from lofteNLP.schema import PERS, ActorType, Comparator
from lofteNLP.search import analysis, fields
from lofteNLP.search.combining import all_of, any_of, between, equal, everything, nothing
from lofteNLP.search.syntax import QueryError, Range
from lofteNLP.themes.taxonomy import themes

if TYPE_CHECKING:
    from tantivy import Query, Searcher

ACTORS = get_args(ActorType)
CLOSED = {  # fields whose values the schema lists
    "actor": ACTORS,
    "responsible": ACTORS,
    "partner": ACTORS,
    "per": PERS,
    "comparator": get_args(Comparator),
    "has": (*fields.EXPLICIT, "quantity", "deadline"),
}
GROWING = ("theme", "kommun", "county")  # fields with a list of their own, which the index may add to
NEAR_VALUES, LISTED_VALUES = 3, 30  # how many a message names
ANY_NUMBER = Range(None, None)
FEW_YEARS = 4  # so many are looked up by name faster than as a range of days
HUNDREDTH = 0.01  # values are told apart to that


@dataclass(frozen=True, slots=True)
class Filters:
    """What a pledge must have; each filter that is given must hold, and any of its values will do.

    Names do not heed case. `unit`, `per`, `comparator` and the values are all of one and the same quantity: two visits
    a year and ten checks a month are not ten visits a year.

    Attributes
    ----------
    theme
        Names or labels of themes: ``"krog"`` or ``"Krog och servering"``.
    kommun
        Names or four-digit codes of municipalities.
    county
        Names of counties, with or without "län".
    document
        Names of documents.
    actor, responsible, partner
        Types of actors, in any role or in this one.
    year
        First and last year, inclusive; finds pledges that hold on at least one day of them. A pledge of which one end
        is not known counts as open there; one of which neither is known is not found.
    period
        As `year`, from one ISO date to another, inclusive.
    unit
        What is counted, as a base form (``"krogtillsyn"``).
    per
        Of which time: ``"månad"``.
    comparator
        ``"="``, ``">="``, ``">"``, ``"<="``, ``"<"`` or ``"~"``, as the pledge says it.
    value_min, value_max
        Least and greatest value of the quantity, inclusive.
    has
        What the pledge must say: ``"quantity"``, ``"deadline"``; ``"who"``, ``"how_much"``, ``"when"`` in its own
        words.

    Examples
    --------
    >>> Filters(theme=("krog",), year=(2018, 2019)).theme
    ('krog',)
    """

    theme: tuple[str, ...] = ()
    kommun: tuple[str, ...] = ()
    county: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    partner: tuple[str, ...] = ()
    year: tuple[int, int] | None = None
    period: tuple[str, str] | None = None
    unit: str | None = None
    per: str | None = None
    comparator: str | None = None
    value_min: float | None = None
    value_max: float | None = None
    has: tuple[str, ...] = ()


NONE = Filters()


class Values:
    """The values that a filter can ask for: those the index has, and those that pledges can have.

    Parameters
    ----------
    searcher
        One state of the index; the terms of its short lists (themes, municipalities, counties) are read once.
    """

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._spellings: dict[str, Mapping[str, str]] = {}

    def find(self, field: str, text: str) -> str:
        """Give the value of a field as the index has it; for units and documents, which no list holds, any value.

        Raises
        ------
        QueryError
            Where there is no such value; the message names near ones.
        """
        if field == "unit":
            return self._unit(text)
        if field == "document":
            return fields.encodable(text)
        spellings = self._spellings.get(field)
        if spellings is None:
            spellings = self._spellings[field] = self._read(field)
        found = spellings.get(_folded(field, text))
        if found is None:
            raise QueryError(_unknown(field, text, spellings))
        return found

    def has_open_ends(self) -> bool:
        """Tell whether there are pledges of which one end of the period or both are not known."""
        count = self._searcher.doc_freq
        return bool(count("valid_from", fields.OPEN_START) or count("valid_to", fields.OPEN_END))

    def _unit(self, text: str) -> str:
        """Give what is counted as the index has it: as it is written, else its base form."""
        unit = fields.encodable(_folded("unit", text))
        return unit if self._searcher.doc_freq("unit", unit) else analysis.lemma(unit)

    def _read(self, field: str) -> dict[str, str]:
        """Give the values of a field by how they may be written, folded."""
        spellings = dict(_written(field))
        if field in GROWING:
            spellings |= {_folded(field, name): name for name, _ in self._searcher.terms_with_prefix(field, "")}
        return spellings


def _written(field: str) -> Iterator[tuple[str, str]]:
    """Give what the values of a field are called apart from the index, folded, with their names."""
    if field == "theme":
        for theme in themes():
            yield _folded(field, theme.label), theme.name
            yield theme.name, theme.name
    elif field == "kommun":
        for name, kommun in municipalities.names().items():
            yield name, kommun.name
            yield kommun.code, kommun.name
    elif field == "county":
        yield from ((_folded(field, name), name) for name in municipalities.counties().values())
    else:
        yield from ((name, name) for name in CLOSED[field])


def _folded(field: str, text: str) -> str:
    """Take away what does not tell the values of a field apart: case, and "län" and the genitive of counties."""
    folded = " ".join(text.lower().split())
    return folded.removesuffix(" län").removesuffix("s") if field == "county" else folded


def _unknown(field: str, text: str, spellings: Mapping[str, str]) -> str:
    near = get_close_matches(_folded(field, text), spellings, 3 * NEAR_VALUES)
    names = list(dict.fromkeys(spellings[name] for name in near))[:NEAR_VALUES]
    if names:
        return f"there is no {field} {text!r:.60}; near ones: {', '.join(names)}"
    names = list(dict.fromkeys(spellings.values()))
    more = " …" if len(names) > LISTED_VALUES else ""
    return f"there is no {field} {text!r:.60}; there are {', '.join(names[:LISTED_VALUES])}{more}"


@dataclass(frozen=True, slots=True)
class QuantityFilter:
    """What one and the same quantity must be; None where it does not matter."""

    unit: str | None = None
    comparator: str | None = None
    per: str | None = None
    value: Range = ANY_NUMBER

    def query(self, values: Values) -> Query:
        """Give the query; what does not matter is left open."""
        named = {
            name: values.find(name, text)
            for name in ("unit", "comparator", "per")
            if (text := getattr(self, name)) is not None
        }
        if len(named) == 1 and self.value == ANY_NUMBER:
            [(name, value)] = named.items()
            return equal(name, [value])
        low, high, with_low, with_high = self.value
        low = 0.0 if low is None else low + (0 if with_low else HUNDREDTH)
        high = fields.LARGEST_VALUE if high is None else high - (0 if with_high else HUNDREDTH)
        if low > high or high < 0:
            return nothing()
        unit, comparator, per = (named.get(name) for name in ("unit", "comparator", "per"))
        first, last = (fields.quantity_code(unit, comparator, end, per) for end in (low, high))
        return between("quantities", first, last)


def filter_queries(filters: Filters, values: Values) -> list[Query]:
    """Give the queries that must all match, none where nothing is asked; they say nothing of the ranking.

    Raises
    ------
    QueryError
        Where a filter has a value that there is not; the message names near ones.
    """
    found = [
        having(field, [values.find(field, text) for text in texts])
        for field in ("theme", "kommun", "county", "document", "actor", "responsible", "partner")
        if (texts := getattr(filters, field))
    ]
    found += [equal("has", [values.find("has", name)]) for name in filters.has]
    if filters.year:
        found.append(in_years(Range(*filters.year), values))
    if filters.period:
        found.append(in_period(*map(_day, filters.period)))
    if any(value is not None and isnan(value) for value in (filters.value_min, filters.value_max)):
        raise QueryError("the least and the greatest value are numbers, not nan")
    value = Range(filters.value_min, filters.value_max)
    quantity = QuantityFilter(filters.unit, filters.comparator, filters.per, value)
    if quantity != QuantityFilter():
        found.append(quantity.query(values))
    return found


def having(field: str, values: Sequence[str]) -> Query:
    """Give the query for pledges with any of the values of a field; documents have entries and names too."""
    found = equal(field, values)
    return all_of([found, everything()]) if field == "document" else found


def in_range(field: str, numbers: Range) -> Query:
    """Give the query for a field of whole numbers."""
    low, high, with_low, with_high = numbers
    lowest = None if low is None else ceil(low) if with_low else floor(low) + 1
    highest = None if high is None else floor(high) if with_high else ceil(high) - 1
    return between(field, lowest, highest)


def in_years(years: Range, values: Values) -> Query:
    """Give the query for pledges that hold on at least one day of the years; not for those of unknown period."""
    first = 0 if years.low is None else int(years.low) + (not years.with_low)
    last = 9999 if years.high is None else int(years.high) - (not years.with_high)
    first_day, last_day = first * 10_000 + 101, last * 10_000 + 1231
    if not 0 <= last - first < FEW_YEARS:
        return in_period(first_day, last_day)
    touched = [equal("year", [str(year)]) for year in range(first, last + 1)]
    if values.has_open_ends():  # the years lack what lies beyond an end that is not known
        touched += [
            all_of([_exactly("valid_from", fields.OPEN_START), between("valid_to", first_day, fields.OPEN_END - 1)]),
            all_of([_exactly("valid_to", fields.OPEN_END), between("valid_from", fields.OPEN_START + 1, last_day)]),
        ]
    return any_of(touched)


def in_period(first: int, last: int) -> Query:
    """Give the query for pledges that hold on at least one day of a period; not for those of unknown period."""
    if first > last:
        return nothing()
    overlapping = [between("valid_from", None, last), between("valid_to", first, None)]
    unknown = all_of([_exactly("valid_from", fields.OPEN_START), _exactly("valid_to", fields.OPEN_END)])
    return all_of(overlapping, [unknown])


def _exactly(field: str, number: int) -> Query:
    import tantivy

    return tantivy.Query.term_query(fields.schema(), field, number)


def _day(text: str) -> int:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise QueryError(f"{text!r:.40} is no date; write it as 2018-12-31") from error
    return day.year * 10_000 + day.month * 100 + day.day
