"""What a page or an answer is asked for: everything stands in the address, so that every address can be shared."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Annotated, Any, Literal
from urllib.parse import quote_plus, urlencode

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, model_validator

from lofteNLP.schema import Comparator, Per
from lofteNLP.search.filters import Filters

LONGEST_QUERY = 500  # characters
LONGEST_VALUE = 200
MOST_VALUES = 30
LARGEST_PAGE = 100  # hits
FURTHEST_PAGE = 1000

Value = Annotated[str, Field(max_length=LONGEST_VALUE)]
Values = Annotated[list[Value], Field(max_length=MOST_VALUES)]
Has = Literal["quantity", "deadline", "who", "how_much", "when"]
Facet = Literal["theme", "kommun", "county", "year", "responsible", "partner", "has"]


class Question(BaseModel):
    """Query, filters and page.  An empty value is no value: forms send every field they have.

    Examples
    --------
    >>> question = Question(q="krogtillsyn", theme=["krog"], year="2018..2020", min="")
    >>> question.filters().year, question.min
    ((2018, 2020), None)
    """

    model_config = ConfigDict(populate_by_name=True, frozen=True)

    q: str = Field(default="", max_length=LONGEST_QUERY, description="Query, in the language of the help page.")
    theme: Values = Field(default=[], description="Themes, any of them.")
    kommun: Values = Field(default=[], description="Municipalities by name or four-digit code, any of them.")
    county: Values = Field(default=[], description="Counties, any of them.")
    document: Values = Field(default=[], description="Documents by name, any of them.")
    actor: Values = Field(default=[], description="Types of actors in any role, any of them.")
    responsible: Values = Field(default=[], description="Types of actors that are responsible, any of them.")
    partner: Values = Field(default=[], description="Types of actors that take part, any of them.")
    has: list[Has] = Field(default=[], max_length=5, description="What the pledge says, all of them.")
    year: str = Field(default="", pattern=r"^(\d{4}(\.\.\d{4})?)?$", description="A year, or two as in 2018..2020.")
    start: datetime.date | None = Field(
        default=None,
        validation_alias="from",
        serialization_alias="from",
        description="First day of a period that it touches.",
    )
    end: datetime.date | None = Field(
        default=None, validation_alias="to", serialization_alias="to", description="Last day of that period."
    )
    unit: str = Field(default="", max_length=LONGEST_VALUE, description="What is counted, as a lemma: kontroll.")
    comparator: Comparator | None = Field(default=None, description="The comparator that the pledge states.")
    per: Per | None = Field(default=None, description="The stretch of time that the pledge counts in.")
    min: FiniteFloat | None = Field(default=None, ge=0, le=1e9, description="Least value of a quantity.")
    max: FiniteFloat | None = Field(default=None, ge=0, le=1e9, description="Greatest value of a quantity.")
    page: int = Field(default=1, ge=1, le=FURTHEST_PAGE, description="The page of the result, from 1.")
    size: int = Field(default=10, ge=1, le=LARGEST_PAGE, description="Hits a page.")

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        some = {
            name: [part for part in value if part != ""] if isinstance(value, list) else value
            for name, value in given.items()
        }
        return {name: value for name, value in some.items() if value != "" and value != []}

    @property
    def offset(self) -> int:
        """How many hits stand on the pages before."""
        return (self.page - 1) * self.size

    def filters(self) -> Filters:
        """Give the filters as the index takes them."""
        return Filters(
            theme=tuple(self.theme),
            kommun=tuple(self.kommun),
            county=tuple(self.county),
            document=tuple(self.document),
            actor=tuple(self.actor),
            responsible=tuple(self.responsible),
            partner=tuple(self.partner),
            has=tuple(self.has),
            year=_years(self.year),
            period=self._period(),
            unit=self.unit or None,
            comparator=self.comparator,
            per=self.per,
            value_min=self.min,
            value_max=self.max,
        )

    def pairs(self) -> list[tuple[str, str]]:
        """Give the parameters that say something, in a fixed order.

        Examples
        --------
        >>> Question(q="krog", theme=["krog", "unga"], page=2).pairs()
        [('q', 'krog'), ('theme', 'krog'), ('theme', 'unga'), ('page', '2')]
        """
        plain = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return [
            (name, str(part))
            for name, value in plain.items()
            for part in (value if isinstance(value, list) else [value])
        ]

    def address(self, path: str, **changes: Any) -> str:
        """Give the address of a page with this question, some of it changed; without a page number it is page 1.

        Changes that are no part of a question are parameters of that page alone.

        Examples
        --------
        >>> Question(q="krog & kö", page=3).address("/sok", year="2018")
        '/sok?q=krog+%26+k%C3%B6&year=2018'
        """
        own = {name: value for name, value in changes.items() if name in Question.model_fields}
        others = [(name, value) for name, value in changes.items() if name not in own]
        pairs = self.model_copy(update={"page": 1, **own}).pairs() + others
        return f"{path}?{urlencode(pairs, errors='replace')}" if pairs else path

    def toggling(self, path: str, name: str) -> Callable[[str], str]:
        """Give the function from a value of a filter to the address that puts it in, or takes it out.

        Examples
        --------
        >>> toggle = Question(q="krog", theme=["krog"], page=3).toggling("/sok", "theme")
        >>> toggle("unga"), toggle("krog")
        ('/sok?q=krog&theme=krog&theme=unga', '/sok?q=krog')
        >>> Question(year="2018").toggling("/sok", "year")("2019")
        '/sok?year=2019'
        """
        asked = self.asked(name)
        kept = asked if isinstance(getattr(self, name), list) else []
        others = urlencode([pair for pair in self.pairs() if pair[0] not in (name, "page")], errors="replace")

        def address(value: str) -> str:
            values = [part for part in asked if part != value] if value in asked else [*kept, value]
            own = [f"{name}={quote_plus(part, errors='replace')}" for part in values]
            query = "&".join([others, *own] if others else own)
            return f"{path}?{query}" if query else path

        return address

    def asked(self, name: str) -> list[str]:
        """List what a filter asks for."""
        value = getattr(self, name)
        return list(value) if isinstance(value, list) else [value] if value else []

    def _period(self) -> tuple[str, str] | None:
        if self.start is None and self.end is None:
            return None
        return (self.start or datetime.date.min).isoformat(), (self.end or datetime.date.max).isoformat()


class ApiQuestion(Question):
    """A question to the JSON interface: a parameter that it does not know is a mistake, not passed over."""

    model_config = ConfigDict(extra="forbid")

    facets: list[Facet] = Field(default=[], max_length=7, description="Facets to count.")


def _years(years: str) -> tuple[int, int] | None:
    if not years:
        return None
    first, _, last = years.partition("..")
    return int(first), int(last or first)
