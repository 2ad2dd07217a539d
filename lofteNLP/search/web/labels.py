"""Swedish words for what records name in short, for people who read the web page."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from lofteNLP.schema import Deadline
from lofteNLP.themes.taxonomy import themes

TABLE = Path(__file__).with_name("labels.toml")
MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()


@cache
def labels(group: str) -> Mapping[str, str]:
    """Give one group of the table, or the labels of the themes.

    Examples
    --------
    >>> labels("actors")["polis"], labels("theme")["unga"]
    ('Polisen', 'Barn och unga')
    """
    if group == "theme":
        return {theme.name: theme.label for theme in themes()}
    with TABLE.open("rb") as file:
        return dict(tomllib.load(file)[group])


def label(facet: str, value: str) -> str:
    """Name the value of a facet or filter; a value without a name of its own, such as a municipality, names itself.

    Examples
    --------
    >>> label("responsible", "polis"), label("kommun", "Ale"), label("theme", "eget_tema")
    ('Polisen', 'Ale', 'eget_tema')
    """
    group = _GROUPS.get(facet)
    return labels(group).get(value, value) if group else value


def date(iso: str) -> str:
    """Write a date as one reads it; what is no date stays as it is.

    Examples
    --------
    >>> date("2021-05-31"), date("2021-13-00")
    ('31 maj 2021', '2021-13-00')
    """
    try:
        day = datetime.date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def period(start: str | None, end: str | None) -> str:
    """Write a period; whole years are only years.

    Examples
    --------
    >>> period("2021-01-01", "2021-12-31"), period("2021-01-01", "2023-12-31"), period("2021-03-01", None)
    ('2021', '2021–2023', 'från 1 mars 2021')
    >>> period("2021-03-01", "2021-04-30"), period(None, "2021-05-31"), period(None, None)
    ('1 mars 2021 – 30 april 2021', 'till 31 maj 2021', '')
    """
    if start and end:
        if start.endswith("-01-01") and end.endswith("-12-31"):
            return "–".join(dict.fromkeys((start[:4], end[:4])))
        return date(start) if start == end else f"{date(start)} – {date(end)}"
    return f"från {date(start)}" if start else f"till {date(end)}" if end else ""


def when(deadline: Deadline) -> str:
    """Write a deadline: its own words, then the dates they mean where those say more.

    Examples
    --------
    >>> when(Deadline("senast i maj", 0, 12, "deadline", None, "2021-05-31", "2021-05"))
    'senast i maj (till 31 maj 2021)'
    >>> when(Deadline("varje sommar", 0, 12, "recurrence", None, None, None))
    'varje sommar'
    """
    dates = period(deadline.start, deadline.end)
    words = folded(deadline.text)
    return f"{words} ({dates})" if dates and dates not in words else words


def folded(text: str) -> str:
    """Fold white space.

    Examples
    --------
    >>> folded("två\\n kvällar")
    'två kvällar'
    """
    return " ".join(text.split())


def thousands(number: int) -> str:
    """Write a number with thin gaps, as Swedish does.

    Examples
    --------
    >>> thousands(1234567) == "1\\N{NO-BREAK SPACE}234\\N{NO-BREAK SPACE}567"
    True
    """
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")


_GROUPS: Mapping[str, str] = {
    "theme": "theme",
    "actor": "actors",
    "responsible": "actors",
    "partner": "actors",
    "has": "has",
    "comparator": "comparators",
}
FILTERS: Mapping[str, Callable[..., str]] = {  # of the templates
    "date": date,
    "folded": folded,
    "thousands": thousands,
    "period": period,
    "when": when,
}
