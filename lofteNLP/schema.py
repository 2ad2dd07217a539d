"""The typed values that travel through the flow, from document to record.

Offsets count Unicode code points in the document's cleaned text, start inclusive and end exclusive.  Dates are ISO 8601
strings, both ends inclusive.  An unknown value is ``None``, an absent one an empty list.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

ActorType = Literal[
    "polis",
    "kommun",
    "lansstyrelse",
    "raddningstjanst",
    "skola",
    "socialtjanst",
    "region",
    "foreningar",
    "naringsliv",
    "fastighetsagare",
    "ordningsvakter",
    "boende",
    "trafikverket",
    "annan_myndighet",
]
Role = Literal["responsible", "partner"]
ActorSource = Literal["text", "responsible-line", "heading", "lead-in", "document"]
Comparator = Literal["=", ">=", ">", "<=", "<", "~"]
Per = Literal["dag", "vecka", "månad", "kvartal", "termin", "halvår", "år"]
DeadlineType = Literal["deadline", "period", "recurrence"]
SectionKind = Literal["intro", "problem", "pledges", "followup", "validity", "contact", "other"]
Explicitness = Literal["explicit", "inherited", "missing"]

PERS: tuple[Per, ...] = ("dag", "vecka", "månad", "kvartal", "termin", "halvår", "år")


@dataclass(frozen=True, slots=True)
class Kommun:
    """A municipality that is a party, with its four-digit SCB code (a string: "0114")."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the document under one heading."""

    kind: SectionKind
    heading: str | None
    start_char: int
    end_char: int


@dataclass(frozen=True, slots=True)
class Cue:
    """The word that carries a value's meaning: a comparator, partner phrase or preposition."""

    text: str
    start_char: int
    end_char: int


@dataclass(frozen=True, slots=True)
class Actor:
    """Who carries the pledge out; `name` and `code` for a named municipality or police area."""

    type: ActorType
    role: Role
    source: ActorSource
    text: str
    start_char: int
    end_char: int
    name: str | None = None
    code: str | None = None
    cue: Cue | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count or measure of what is promised; `unit` is a lemma, `value_max` the upper end of a range."""

    text: str
    start_char: int
    end_char: int
    comparator: Comparator
    value: float
    value_max: float | None
    unit: str | None
    per: Per | None
    cue: Cue | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time expression that bounds when the pledge is done.

    `timex` is a TIMEX3 value (ISO-TimeML); `rrule` a recurrence rule (RFC 5545) where one says the same.
    """

    text: str
    start_char: int
    end_char: int
    type: DeadlineType
    start: str | None
    end: str | None
    timex: str | None
    rrule: str | None = None
    cue: Cue | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """What the pledge is about, with the classifier's calibrated probability."""

    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Whether a pledge says who, what, how much or when: in its own text, by inheritance, or not at all."""

    status: Explicitness
    start_char: int | None
    end_char: int | None


@dataclass(frozen=True, slots=True)
class Measurable:
    """How far a pledge can be measured; a finding, not a grade."""

    who: Evidence
    what: Evidence
    how_much: Evidence
    when: Evidence


MISSING = Evidence("missing", None, None)


@dataclass(slots=True)
class Pledge:
    """One concrete undertaking.  `text` is its surface with white space folded."""

    id: str
    number: int
    text: str
    start_char: int
    end_char: int
    heading: str | None
    lead_in: str | None
    actors: list[Actor] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    themes: list[Theme] = field(default_factory=list)
    measurable: Measurable = Measurable(MISSING, MISSING, MISSING, MISSING)
    valid_from: str | None = None
    valid_to: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The pledge as plain values, in the order of the published schema."""
        return _plain(self)


@dataclass(slots=True)
class Document:
    """A tagged document.  `text` is the cleaned text that every offset indexes."""

    document: str
    source: str
    sha256: str
    title: str | None
    text: str
    kommun: list[Kommun]
    police_area: str | None
    published: str | None
    valid_from: str | None
    valid_to: str | None
    sections: list[Section]
    pledges: list[Pledge]
    model: dict[str, str]

    def to_dict(self) -> dict[str, Any]:
        """The document as plain values, in the order of the published schema."""
        return _plain(self)


def _plain(value: Pledge | Document) -> dict[str, Any]:
    """Turn a value and all in it into dicts and lists, as dataclasses.asdict does in ten times the time."""
    plain: dict[str, Any] = msgspec.to_builtins(value)
    return plain
