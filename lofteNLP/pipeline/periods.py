"""The periods that a sentence names: "från den 1 mars 2020 till och med …", "i två år från …", "åren 2020 och 2021"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from lofteNLP.pipeline.anchors import find_anchors
from lofteNLP.pipeline.calendar import UNKNOWN, Anchor, Span, safe_date, span_in_year
from lofteNLP.pipeline.lexicon import load_toml

SLIPS = str.maketrans("lIoO", "1100")
YEARS = ("year", "tertial")  # a follow-up of one third of a year is of a pledge for the year
SINGLE = ("date", "month", "season", "term", "half", "quarter", "year", "tertial")
ENDING = ("turn", "midyear")

TO = r"(?:(?:fram )?till(?: och med)?|t o m|tom)"
LINK = re.compile(
    rf"[\s,]*(?:[-–—−]{{1,2}}|{TO}|(?:och )?(?:gäller|löper|sträcker sig|varar)?,?\s?{TO}"
    rf"|(?:och|som|samt)(?: den)? (?:upphör|löper ut|avslutas)(?: att gälla)?(?: (?:den|vid|med|i|efter))?)"
    r"\s*(?:(?:den|sista|slutet av|utgången av|och med|år)\s*)*",
    re.I,
)
VERB = re.compile(r"gäller|löper|sträcker|varar", re.I)
START = re.compile(
    r"(?:från(?: och med)?|fr o m|med start|med början|start(?:ar)?:?|träder i kraft|i kraft(?: från(?: och med)?)?"
    r"|börjar(?: att)? gälla)"
    r"\s*(?:den\s|i\s|\w+dagen\s)*(?:den\s)?$",
    re.I,
)
END = re.compile(
    rf"(?:{TO}|upphör(?: \w+){{0,3}}|löper ut|längst till|som längst|senast|(?:vid|till) utgången av)"
    r"\s*(?:(?:den|vid|i|med|slutet av|utgången av|år)\s)*$",
    re.I,
)
OPEN = re.compile(
    r"[\s,]*(?:och |, )?(?:gäller |löper )?"
    r"(?:tills ?vidare|framåt(?! i tid)|och framåt|till dess|tills (?:ett )?nytt|tills nya)",
    re.I,
)
OPEN_BEFORE = re.compile(r"\btills ?vidare\b.{0,20}$", re.I)
OF_YEAR = re.compile(r"\b((?:19|20)\d\d) års (?=\w*(?:löfte|åtgärdsplan|handlingsplan|aktivitetsplan))", re.I)


@dataclass(frozen=True, slots=True)
class Period:
    """A period in a sentence: `exact` where it is told to the day or month, `settled` where both ends are told."""

    start: int
    end: int
    span: Span
    exact: bool
    settled: bool


@cache
def patterns() -> list[tuple[str, str]]:
    """What spelling and scanning do to times, and how it is mended."""
    months = "|".join(sorted(load_toml("calendar")["months"], key=len, reverse=True))
    time = rf"(?=\s*(?:den\s+)?[\dlI]|\s+(?:{months})\b)"
    return [
        (rf"(?<!\w)(?:fr\s?\.\s?o\s?\.\s?m\b\.?|fr o m|fom){time}|(?<!\w)from{time}", "från och med"),
        (rf"(?<!\w)(?:t\s?\.\s?o\s?\.\s?m\b\.?|t o m|tom){time}", "till och med"),
        (r"(?<!\d)(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)(?!\d)", r"\1/\2 \3"),
        (r"(?<!\d)((?:19|20)\d\d)[./](0\d|1[0-2])[./]([0-3]\d)(?!\d)", r"\1-\2-\3"),
        (r"_(?:(?<=[a-zåäöé]_)(?=\d{4})|(?<=\d{4}_)(?=[a-zåäö])|(?<=[a-zåäö]_)(?=[A-Za-zÅÄÖåäö]))", " "),
        (r"(?<!\w)mar(?=\.?\s+(?:19|20)\d\d)", "mars"),
        (r"(?<=löfte )(?<!\d)(\d\d)\s?/\s?(\d\d)(?!\d)", r"20\1-20\2"),
    ]


def mend(text: str) -> str:
    """A text with one spelling for its times: OCR digits read, abbreviations written out.

    Examples
    --------
    >>> mend("l oktober 2O17 t.o.m. 3l mars 20l9"), mend("170401–181231")
    ('1 oktober 2017 till och med 31 mars 2019', '2017-04-01 – 2018-12-31')
    """
    months = "|".join(load_toml("calendar")["months"])
    text = re.sub(
        r"(?<![\wÅÄÖåäö])(?:[12]\d|2[oO]|[lI]9)[\doOlI]{2}(?![\wÅÄÖåäö])", lambda m: m[0].translate(SLIPS), text
    )
    text = re.sub(
        rf"(?<!\w)(?:[lI]|[lI]\d|\d[lIoO])(?=\s+(?:{months})\b)", lambda m: m[0].translate(SLIPS), text, flags=re.I
    )
    text = re.sub(r"(?<=-)[\dlIoO]{2}(?!\w)", lambda m: m[0].translate(SLIPS), text)
    text = re.sub(
        r"(?<![\d/.-])(\d{6})(\s?[-–—]{1,2}\s?|\s+till(?: och med)?\s+|\s+t\.?o\.?m\.?\s+)(\d{6})(?![\d/]|\.\d)",
        six_digits,
        text,
    )
    for pattern, by in patterns():
        text = re.sub(pattern, by, text, flags=re.I)
    return OF_YEAR.sub(lambda m: f"år {m[1]} ", text)


def six_digits(match: re.Match[str]) -> str:
    """Two days written as YYMMDD, as ISO 8601; anything else as it stands."""
    sides = [(int(s[:2]) + 2000, int(s[2:4]), int(s[4:])) for s in (match[1], match[3])]
    if not all(1 <= month <= 12 and 1 <= day <= 31 and 2000 <= year <= 2059 for year, month, day in sides):
        return match[0]
    first, last = (f"{year}-{month:02d}-{day:02d}" for year, month, day in sides)
    return f"{first} – {last}" if re.search(r"[-–—]", match[2]) else f"{first} till och med {last}"


def find_periods(sentence: str, issued: int | None = None) -> list[Period]:
    """The periods of a mended sentence, in order.

    Parameters
    ----------
    sentence : str
    issued : int or None
        The year that a time without a year falls in.

    Examples
    --------
    >>> [p.span.iso() for p in find_periods("Löftet gäller i två år från den 1 maj 2016.")]
    [('2016-05-01', '2018-04-30')]
    >>> [p.span.iso() for p in find_periods("mellan 1 mars 2023 och 28 februari 2025")]
    [('2023-03-01', '2025-02-28')]
    """
    years_alone = re.sub(r"verksamhets(?=år\w*\s+\d)", lambda m: " " * len(m[0]), sentence)
    anchors = [bare(sentence, a) for a in find_anchors(years_alone) if a.kind in SINGLE or a.kind in ENDING]
    found: list[Period] = []
    skip = -1
    for index, anchor in enumerate(anchors):
        if index <= skip:
            continue
        following = anchors[index + 1] if index + 1 < len(anchors) else None
        if following and linked(sentence, anchor, following):
            skip = index + 1
            span, exact = between(anchor, following, issued), anchor.kind not in YEARS or following.kind not in YEARS
            if span is not None:
                found.append(Period(anchor.start, following.end, span, exact, True))
            continue
        period = single(sentence, anchor, issued)
        if period is None:
            continue
        if found and joins(sentence, found[-1], period):
            found[-1] = Period(found[-1].start, period.end, cover([found[-1].span, period.span]), False, True)
        else:
            found.append(period)
    return found


def bare(sentence: str, anchor: Anchor) -> Anchor:
    """A year without "åren" or "verksamhetsåren" in front of it, which is for the words around it to tell."""
    match = re.compile(r"\D*(?=\d)").match(sentence, anchor.start, anchor.end)
    return replace(anchor, start=match.end()) if match and anchor.kind == "year" else anchor


def linked(sentence: str, first: Anchor, last: Anchor) -> bool:
    """Whether two times are the ends of one period."""
    gap = sentence[first.end : last.start]
    if LINK.fullmatch(gap):
        return not VERB.search(gap) or START.search(sentence[: first.start]) is not None
    opened = re.search(r"\bmellan\s+(?:den\s+)?$", sentence[: first.start], re.I)
    return bool(opened and re.fullmatch(r"\s*och\s*(?:den\s*)?", gap))


def joins(sentence: str, before: Period, period: Period) -> bool:
    """Whether a year goes on in a list of years: "2016, 2017 och 2018"."""
    gap = sentence[before.end : period.start]
    return (
        not before.exact
        and not period.exact
        and bool(re.fullmatch(r"\s*(?:,|och|samt|&|\+)\s*(?:år(?:en|et)?\s*)?", gap))
    )


def between(first: Anchor, last: Anchor, issued: int | None = None) -> Span | None:
    """The period from one time to another; None where no year is told or the years are reversed.

    An end that the calendar has not (31 November) is unknown.  A first time without a year takes the last one's, or the
    year before where that would put it after the last one.
    """
    end_year = (last.year_last or last.year) if last.kind == "year" else last.year
    year = first.year or (last.year if last.year else issued)
    if year is None:
        return None
    end_year = end_year or (year if first.year is None else after(first, last, year))
    start, end = edge(first, year).start, edge(last, end_year).end
    if (
        first.year is None
        and issued
        and last.year
        and issued < last.year
        and first.kind == "date"
        and last.kind != "date"
    ):
        start = edge(first, issued).start
    if start and end and start > end:
        if first.year is not None:
            return None
        start = edge(first, year - 1).start
    return Span(start, end)


def after(first: Anchor, last: Anchor, year: int) -> int:
    """The year of a last time without one: the first's, or the next where it would come before it."""
    start, end = edge(first, year).start, edge(last, year).end
    return year + 1 if start and end and end < start else year


def edge(anchor: Anchor, year: int) -> Span:
    """The dates of a time in a year; unknown where the calendar has no such day."""
    return span_in_year(anchor, year) if anchor.valid and 1 <= year <= 9998 else UNKNOWN


def single(sentence: str, anchor: Anchor, issued: int | None) -> Period | None:
    """The period that one time tells with the words around it; None where it is no period."""
    year = anchor.year or (issued if anchor.kind in ("date", "month") else None)
    if year is None:
        return None
    before, behind = sentence[max(0, anchor.start - 60) : anchor.start], sentence[anchor.end : anchor.end + 60]
    own = Span(date(year, 1, 1), date(year, 12, 31)) if anchor.kind == "tertial" else edge(anchor, year)
    exact = anchor.kind not in YEARS
    if exact and (length := duration(before, behind)) and own.start:
        return Period(anchor.start, anchor.end, Span(own.start, months_on(own.start, length)), True, True)
    if END.search(before):
        return Period(anchor.start, anchor.end, Span(None, own.end), exact, False)
    if OPEN.match(behind) or OPEN_BEFORE.search(before):
        return Period(anchor.start, anchor.end, Span(own.start, None), exact, True)
    if (
        exact
        and re.match(r"[\s,]*(?:och )?(?:resten av året|året ut|till årets slut|årets slut)", behind)
        and own.start
    ):
        return Period(anchor.start, anchor.end, Span(own.start, date(year, 12, 31)), True, True)
    if START.search(before):
        return Period(anchor.start, anchor.end, Span(own.start, None), exact, False)
    if anchor.year is None or anchor.kind in ENDING or (anchor.kind == "date" and anchor.last is None):
        return None
    return Period(anchor.start, anchor.end, own, exact, True)


def duration(before: str, behind: str) -> int | None:
    """The number of months that words around a first day tell: "i två år från", "och 18 månader framåt"."""
    numbers = load_toml("validity")["numbers"]
    words = rf"(\d{{1,2}}|{'|'.join(sorted(numbers, key=len, reverse=True))})"
    length = rf"{words}(?:\s+\(?\d+\)?)?(?:\s+|-?)(år|månader)s?(?:\s?period(?:en)?)?"
    match = re.search(
        rf"\b{length},?(?:\s+(?:med start|med början|räknat|framåt),?|\s+från)(?:\s+från)?(?: och med)?\s*(?:den\s)?$",
        before,
        re.I,
    )
    match = match or re.match(
        rf"[\s,]*(?:och\s+)?(?:(?:gäller|löper|varar)\s+)?(?:i|under(?: en)?|för)?\s*{length}\b(?!\s+(?:senare|efter))",
        behind,
        re.I,
    )
    if not match:
        return None
    count = int(match[1]) if match[1].isdigit() else int(numbers[match[1].lower()])
    return count * 12 if match[2].lower() == "år" else count


def months_on(start: date, months: int) -> date | None:
    """The last day of so many months from a day on.

    Examples
    --------
    >>> months_on(date(2020, 3, 1), 24).isoformat()
    '2022-02-28'
    """
    total = start.year * 12 + start.month - 1 + months
    year, month = total // 12, total % 12 + 1
    if year > 9998:
        return None
    day = safe_date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
    return day - timedelta(days=1) if day else None


def cover(spans: Sequence[Span]) -> Span:
    """From the first start to the last end.

    Examples
    --------
    >>> cover([Span(date(2021, 1, 1), date(2022, 12, 31)), Span(date(2019, 1, 1), date(2019, 12, 31))]).iso()
    ('2019-01-01', '2022-12-31')
    """
    starts = [span.start for span in spans if span.start]
    lasts = [span.end for span in spans if span.end]
    return Span(min(starts) if starts else None, max(lasts) if lasts else None)
