"""Sweden's 21 counties and 290 municipalities with SCB's codes, and the city districts that belong to three of them.

Source of names and codes: Statistics Sweden (SCB), "Län och kommuner".
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

from lofteNLP.schema import Kommun


@cache
def municipalities() -> tuple[Kommun, ...]:
    """All municipalities in the order of their codes.

    Examples
    --------
    >>> len(municipalities()), municipalities()[0].code
    (290, '0114')
    """
    return tuple(Kommun(row["name"], row["code"]) for row in rows("municipalities.csv"))


@cache
def by_code() -> dict[str, Kommun]:
    """Municipalities by their codes."""
    return {kommun.code: kommun for kommun in municipalities()}


@cache
def counties() -> dict[str, str]:
    """The counties' names by their two-digit codes, with which the codes of their municipalities begin.

    Examples
    --------
    >>> len(counties()), counties()["1440"[:2]]
    (21, 'Västra Götalands län')
    """
    return {row["code"]: row["name"] for row in rows("counties.csv")}


@cache
def names() -> dict[str, Kommun]:
    """Municipalities by their names, genitives and what else stands before "kommun" or "stad", in lower case.

    Examples
    --------
    >>> names()["kristinehamns"].code, names()["ale"].code, names()["falu"].code
    ('1781', '1440', '2080')
    """
    found: dict[str, Kommun] = {}
    for kommun in municipalities():
        found[kommun.name.lower()] = kommun
    for row in rows("municipalities.csv"):
        others = [re.sub(r" (?:kommun|stad)$|^Region ", "", form, flags=re.I) for form in official_forms(row)]
        for form in (row["name"], *others):
            found.setdefault(form.lower(), by_code()[row["code"]])
            found.setdefault(form.lower() + "s", by_code()[row["code"]])
    return found


def official_forms(row: dict[str, str]) -> list[str]:
    """A municipality's official name and the other forms of it that are in use."""
    return [form for form in (row["official"], *row["aliases"].split("|")) if form]


@cache
def districts() -> dict[str, Kommun]:
    """The municipality of a city district, by the district's name in lower case.

    Examples
    --------
    >>> districts()["rosengård"].name
    'Malmö'
    """
    return {row["district"].lower(): by_code()[row["code"]] for row in rows("districts.csv")}


@cache
def telling_districts() -> frozenset[str]:
    """The districts, in lower case, whose names alone tell the city; "Centrum" and "Söder" do not.

    Examples
    --------
    >>> "rosengård" in telling_districts(), "centrum" in telling_districts()
    (True, False)
    """
    return frozenset(row["district"].lower() for row in rows("districts.csv") if row["alone"] == "yes")


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table of this folder."""
    lines = files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines()
    return tuple(csv.DictReader(line for line in lines if not line.startswith("#")))
