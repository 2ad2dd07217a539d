"""The day on which a page says that it was published."""

from __future__ import annotations

import re
from datetime import date

from lofteNLP.pipeline.anchors import find_anchors
from lofteNLP.pipeline.calendar import span_in_year
from lofteNLP.pipeline.periods import mend

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
ENGLISH = re.compile(rf"\b({'|'.join(MONTHS)})[a-z]*\.? (\d{{1,2}}), ((?:19|20)\d\d)\b", re.I)
SAID = re.compile(r"\bpublicera(?:d|t|des|ts)?\b\s?:?([^\n]{0,50})|\bpubliceringsdatum\s?:?([^\n]{0,30})", re.I)
RELEASE = re.compile(r"\b(?:pressmeddelande|nyhet(?:er|sarkiv)?|start)\b", re.I)
CLOCK = re.compile(r"(?:\bkl\.?\s?)?\b\d{1,2}[.:]\d\d\b(?:\s?CET)?", re.I)
NOT_ISSUED = re.compile(
    r"\b(?:granska|uppdatera|ändra|anta|beslut|dnr|diarie|protokoll|utskri|fastställ|undertecknad|löfte|gäll|inkom|§)",
    re.I,
)


def find_published(text: str) -> str | None:
    """The date of publication that a page states, as ISO 8601.

    It stands after the word for it, or in a news item's line of place and date.

    Examples
    --------
    >>> find_published("Publicerad: 14 februari 2017")
    '2017-02-14'
    >>> find_published("Pressmeddelande • Dec 12, 2019 10:05 CET"), find_published("Senast ändrad 2 mars 2020")
    ('2019-12-12', None)
    """
    for match in SAID.finditer(text):
        if day := first_day(match.group(1) or match.group(2) or ""):
            return day
    for line in [line.strip() for line in text.split("\n") if line.strip()][:10]:
        if len(line) < 100 and not NOT_ISSUED.search(line) and is_dateline(line):
            return first_day(line)
    return None


def first_day(text: str) -> str | None:
    """The first whole date of a text."""
    text = ENGLISH.sub(lambda m: f"{m[3]}-{MONTHS.index(m[1].lower()) + 1:02d}-{int(m[2]):02d}", mend(text))
    for anchor in find_anchors(text):
        if anchor.kind == "date" and anchor.year and anchor.valid:
            day: date | None = span_in_year(anchor, anchor.year).start
            return day.isoformat() if day else None
    return None


def is_dateline(line: str) -> bool:
    """Whether a line is a date alone, or has a news item's signs: dots between, a clock time, a path of pages."""
    english = ENGLISH.search(line)
    dates = [a for a in find_anchors(line) if a.kind == "date" and a.year]
    if not english and len(dates) != 1:
        return False
    start, end = english.span() if english else (dates[0].start, dates[0].end)
    rest = CLOCK.sub("", line[:start] + line[end:])
    alone = re.sub(r"\b(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?\b|[\W\d]", "", rest, flags=re.I) == ""
    clocked = CLOCK.search(line[end:]) is not None and len(rest.split()) <= 2
    news = RELEASE.search(rest) is not None or line[:start].strip(" •·|/").isupper() or "foto" in rest.lower()
    return alone or clocked or (news and re.search(r"[•·|/]", rest) is not None)
