"""Zones: what the headings say of the sections below them (problem picture, pledges, follow-up, …)."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from lofteNLP.schema import SectionKind

# A page's title says that the page is about pledges, not that they begin: "Ale – medborgarlöften".
TITLE = re.compile(
    r"^[\w ,]+[–:-]\s?(?:lokala? )?medborgarlöften?$|^(?:lokalt |nytt )?medborgarlöfte[nt]? (?:i|för|mellan) ", re.I
)

SECTION_KINDS: dict[str, SectionKind] = {
    "followup": "followup",
    "problem": "problem",
    "wish": "problem",
    "goal": "other",
    "explanation": "intro",
    "contact": "contact",
    "validity": "validity",
    "intro": "intro",
    "pledges": "pledges",
    "title": "intro",
}


@cache
def patterns() -> list[tuple[str, re.Pattern[str]]]:
    """The words of each zone."""
    table = tomllib.loads(files(__package__).joinpath("zones.toml").read_text(encoding="utf-8"))
    return [(kind, re.compile(rf"(?<!\w)(?:{words})", re.I)) for kind, words in table.items()]


@lru_cache(maxsize=4096)
def zone_of(heading: str) -> str:
    """The zone that a heading opens; "" where its words tell nothing ("Trafik").

    Examples
    --------
    >>> zone_of("Uppföljning av löftet"), zone_of("Det här lovar vi"), zone_of("Trafik")
    ('followup', 'pledges', '')
    """
    if TITLE.search(heading):
        return "title"
    return next((kind for kind, pattern in patterns() if pattern.search(heading)), "")
