"""Calendar times: what a Swedish time expression names, and the dates it comes to within a validity.

A match becomes an `Anchor` (what is named), which is resolved late, against the period the pledge holds for.
TIMEX3 values follow ISO-TimeML (ISO 24617-1).
"""

from __future__ import annotations

import calendar as months_of
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from lofteNLP.schema import DeadlineType

Kind = Literal[
    "date",
    "month",
    "season",
    "term",
    "half",
    "quarter",
    "tertial",
    "week",
    "year",
    "turn",
    "midyear",
    "validity",
    "thisyear",
    "occasion",
]
SEASONS: dict[str, tuple[int, int]] = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}


@dataclass(frozen=True, slots=True)
class Anchor:
    """A calendar time named in a text.

    `first` and `last` count the kind's units: days for "date" (with `month`), months for "month", 1 to 4 for
    "quarter" and so on; `code` is a season's TIMEX3 code.  `opening` and `closing` mark the start or the end of
    the time alone ("höstterminens start", "2019 års utgång").
    """

    start: int
    end: int
    kind: Kind
    year: int | None = None
    year_last: int | None = None
    month: int | None = None
    first: int | None = None
    last: int | None = None
    code: str | None = None
    opening: bool = False
    closing: bool = False
    valid: bool = True


@dataclass(frozen=True, slots=True)
class Span:
    """Two dates, both inclusive; an unknown end is None.

    Examples
    --------
    >>> Span(date(2018, 1, 1), None).iso()
    ('2018-01-01', None)
    """

    start: date | None
    end: date | None

    def iso(self) -> tuple[str | None, str | None]:
        """Both ends as ISO 8601 strings."""
        return (self.start.isoformat() if self.start else None, self.end.isoformat() if self.end else None)


UNKNOWN = Span(None, None)


@dataclass(frozen=True, slots=True)
class Match:
    """A time expression before it is resolved."""

    start: int
    end: int
    type: DeadlineType
    first: Anchor | None = None
    last: Anchor | None = None
    exclusive: bool = False
    timex: str | None = None
    rrule: str | None = None
    cue_end: int = 0


def month_span(year: int, first: int, last: int) -> Span:
    """From the first day of one month to the last of another; the last may lie in the next year.

    Examples
    --------
    >>> month_span(2019, 12, 2).iso()
    ('2019-12-01', '2020-02-29')
    """
    last_year = year + (last < first)
    return Span(date(year, first, 1), date(last_year, last, months_of.monthrange(last_year, last)[1]))


def span_in_year(anchor: Anchor, year: int) -> Span:
    """The dates an anchor comes to if its year is `year`."""
    first, last = anchor.first or 1, anchor.last or anchor.first or 1
    match anchor.kind:
        case "date":
            day = anchor.first or 0
            return Span(*(safe_date(year, anchor.month or 1, n) for n in (day, anchor.last or day)))
        case "month":
            return month_span(year, first, last)
        case "season":
            return month_span(year, *SEASONS[anchor.code or "SP"])
        case "term" | "half":
            return month_span(year, 1, 6) if first == 1 else month_span(year, 7, 12)
        case "quarter":
            return month_span(year, 3 * first - 2, 3 * last)
        case "tertial":
            return month_span(year, 4 * first - 3, 4 * last)
        case "week":
            return Span(safe_week(year, first, 1), safe_week(year, last, 7))
        case "year":
            return Span(date(year, 1, 1), date(anchor.year_last or year, 12, 31))
        case "turn":  # the turn of the year: the last day of one, the first of the next
            return Span(date(year + 1, 1, 1), date(year, 12, 31))
        case "midyear":
            return Span(date(year, 7, 1), date(year, 6, 30))
    return UNKNOWN


def safe_date(year: int, month: int, day: int) -> date | None:
    """A date, or None where the calendar has none (31 November); day 0 is the last of the month."""
    try:
        return date(year, month, day or months_of.monthrange(year, month)[1])
    except ValueError:
        return None


def safe_week(year: int, week: int, day: int) -> date | None:
    """A day of an ISO week, or None where the year has no such week."""
    try:
        return date.fromisocalendar(year, week, day)
    except ValueError:
        return None


def resolve(anchor: Anchor, validity: Span, *, prefer_first: bool = False) -> Span:
    """The dates of an anchor within the period that a pledge holds for.

    A time without a year takes the one year in which it falls within the validity; where several fit, or the validity
    is not known, both ends stay unknown.

    Parameters
    ----------
    anchor : Anchor
    validity : Span
        The pledge's or the document's validity.
    prefer_first : bool
        Take the first of several years where the time opens the validity ("från och med mars", pledged from March on).

    Examples
    --------
    >>> may = Anchor(0, 3, "month", first=5)
    >>> resolve(may, Span(date(2018, 1, 1), date(2018, 12, 31))).iso()
    ('2018-05-01', '2018-05-31')
    >>> resolve(may, Span(date(2018, 1, 1), date(2019, 12, 31))).iso()
    (None, None)
    """
    if not anchor.valid or anchor.kind == "occasion":
        return UNKNOWN
    if anchor.kind == "validity":
        return validity
    if anchor.kind == "thisyear":
        return validity if within_a_year(validity) else UNKNOWN
    if anchor.year is not None:
        return span_in_year(anchor, anchor.year)
    if validity.start is None or validity.end is None:
        return UNKNOWN
    fitting = []
    for year in range(validity.start.year - 1, validity.end.year + 1):
        span = span_in_year(anchor, year)
        ends = sorted(day for day in (span.start, span.end) if day)
        if anchor.kind == "turn":  # the turn within the validity, not the one that opens it
            ends = ends[:1]
        if ends and ends[0] <= validity.end and ends[-1] >= validity.start:
            fitting.append(span)
    if len(fitting) > 1:  # a winter that only touches the validity gives way to the one that lies in it
        inside = [s for s in fitting if s.start and s.end and s.start >= validity.start and s.end <= validity.end]
        fitting = inside if len(inside) == 1 else fitting
    opens = prefer_first and fitting and fitting[0].start and fitting[0].start <= validity.start
    return fitting[0] if len(fitting) == 1 or opens else UNKNOWN


def within_a_year(validity: Span) -> bool:
    """Whether a validity is known at both ends and no longer than a year."""
    return bool(validity.start and validity.end and (validity.end - validity.start).days <= 366)


def day_before(day: date | None) -> date | None:
    """The day before."""
    return day and day - timedelta(days=1)


def timex(anchor: Anchor, span: Span) -> str | None:
    """The TIMEX3 value of an anchor; the year is the resolved one, or XXXX.

    Examples
    --------
    >>> timex(Anchor(0, 0, "season", year=2019, code="SU"), UNKNOWN)
    '2019-SU'
    """
    first = anchor.year or (span.start or span.end or date(1, 1, 1)).year
    year = f"{first:04d}" if first > 1 else "XXXX"
    one = 1 if anchor.first is None else anchor.first
    alone = anchor.last is None or anchor.last == one
    match anchor.kind:
        case "date" if anchor.valid and alone:
            day = (span.start or date(2000, anchor.month or 1, 28)).day if one == 0 else one
            return f"{year}-{anchor.month:02d}-{day:02d}"
        case "month" if alone:
            return f"{year}-{one:02d}"
        case "season":
            return f"{year}-{anchor.code}"
        case "term" | "half":
            return f"{year}-H{one}"
        case "quarter" if alone:
            return f"{year}-Q{one}"
        case "week" if alone:
            return f"{year}-W{one:02d}"
        case "year" if anchor.year_last in (None, anchor.year):
            return year
    if span.start and span.end and span.start <= span.end:
        return f"{span.start.isoformat()}/{span.end.isoformat()}"
    return None
