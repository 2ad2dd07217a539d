"""Sweden's 290 municipalities with their SCB codes, and the city districts that belong to three of them.

Source of names and codes: Statistics Sweden (SCB), "Län och kommuner".
"""

from __future__ import annotations

import csv
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
def names() -> dict[str, Kommun]:
    """Municipalities by their name and genitive, in lower case.

    Examples
    --------
    >>> names()["kristinehamns"].code, names()["ale"].code
    ('1781', '1440')
    """
    found: dict[str, Kommun] = {}
    for kommun in municipalities():
        lower = kommun.name.lower()
        found[lower] = kommun
        found.setdefault(lower + "s", kommun)
    return found


@cache
def districts() -> dict[str, Kommun]:
    """The municipality of a city district, by the district's name in lower case.

    Examples
    --------
    >>> districts()["rosengård"].name
    'Malmö'
    """
    return {row["district"].lower(): by_code()[row["code"]] for row in rows("districts.csv")}


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of this folder."""
    lines = files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))
