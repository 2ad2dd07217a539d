"""The annotated text format in which the corpus is written.

A file of ``annotated/`` is a document as a reader would find it, with a mark in front of every segment:

    ++++
    kommun = ["1440 Ale"]
    valid_from = "2022-01-01"
    valid_to = "2022-12-31"
    form = "list"
    gold = "full"
    ++++
    [[title]]Ale – medborgarlöften

    • [[pledge narvaro ordning]]Polisen fotpatrullerar i Nödinge minst två gånger i veckan.
      [[responsible]]Ansvarig: Polisen
    ++++
    1 actor polis responsible text | Polisen
    1 quantity >= 2 - gång vecka | minst två gånger i veckan

A segment runs from its mark to the next one.  The part after the last ``++++`` holds the values of the pledges,
numbered in their order, where ``gold = "full"``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FENCE = "++++"
MARK = re.compile(r"\[\[([a-zåäö_ -]+)\]\]")
LABELS = (
    "title heading lead-in pledge pledge-rest responsible background problem goal wish place followup explanation "
    "validity contact furniture other"
).split()
THEMES = (
    "trafik narkotika alkohol krog tillsyn grannsamverkan unga vald nara_relationer inbrott bedrageri skadegorelse "
    "narvaro ordning trygg_miljo trygghetsvandring nattvandring dialog samverkan integration organiserad_brottslighet"
).split()
ACTOR_TYPES = (
    "polis kommun lansstyrelse raddningstjanst skola socialtjanst region foreningar naringsliv fastighetsagare "
    "ordningsvakter boende trafikverket annan_myndighet"
).split()
SOURCES = "text responsible-line heading lead-in document".split()
PERS = "dag vecka månad kvartal termin halvår år".split()
FORMS = "list prose news periods table pdf html explains problem followup".split()
DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass
class Segment:
    """A labelled stretch of the raw text, offsets in code points."""

    label: str
    themes: list[str]
    start: int
    end: int


@dataclass
class Annotated:
    """An annotated document: the raw text without marks, its segments and the pledges' values."""

    name: str
    header: dict[str, Any]
    text: str
    segments: list[Segment]
    values: dict[int, dict[str, list[dict[str, Any]]]] = field(default_factory=dict)

    @property
    def pledges(self) -> list[Segment]:
        """The segments that are pledges."""
        return [segment for segment in self.segments if segment.label == "pledge"]


class MarkupError(ValueError):
    """An annotated file that does not hold to the format; the message names the file and the place."""


def parse(path: Path) -> Annotated:
    """Read an annotated file; raise MarkupError where it does not hold to the format."""
    parts = re.split(rf"(?m)^{re.escape(FENCE)}[ \t]*\n", path.read_text(encoding="utf-8") + "\n")
    if len(parts) not in (3, 4) or parts[0].strip():
        raise MarkupError(f"{path.name}: expected a header between two lines {FENCE}")
    try:
        header = tomllib.loads(parts[1])
    except tomllib.TOMLDecodeError as error:
        raise MarkupError(f"{path.name}: header is not TOML: {error}") from error
    text, segments = strip_marks(parts[2].strip("\n"), path.name)
    document = Annotated(path.stem, header, text, segments)
    check_header(document)
    for number in range(1, len(document.pledges) + 1):
        document.values[number] = {"actors": [], "quantities": [], "deadlines": []}
    for line in parts[3].splitlines() if len(parts) == 4 else []:
        if line.strip():
            add_value(document, line)
    return document


def strip_marks(marked: str, name: str) -> tuple[str, list[Segment]]:
    """Take the marks out of a marked text and return the text with its segments."""
    plain: list[str] = []
    segments: list[Segment] = []
    position = length = 0
    for match in MARK.finditer(marked):
        plain.append(marked[position : match.start()])
        length += match.start() - position
        position = match.end()
        label, *themes = match.group(1).split()
        where = f"{name}: mark [[{match.group(1)}]]"
        if label not in LABELS:
            raise MarkupError(f"{where}: unknown label; use one of {' '.join(LABELS)}")
        if unknown := [theme for theme in themes if theme not in THEMES]:
            raise MarkupError(f"{where}: unknown themes {unknown}")
        if themes and label != "pledge":
            raise MarkupError(f"{where}: only pledges carry themes")
        if len(set(themes)) < len(themes):
            raise MarkupError(f"{where}: a theme stands twice")
        if segments:
            segments[-1].end = length
        segments.append(Segment(label, themes, length, length))
    plain.append(marked[position:])
    text = "".join(plain)
    if "[[" in text or "]]" in text:
        raise MarkupError(f"{name}: a mark is malformed near {text[max(0, text.find('[[')) :][:40]!r}")
    if segments:
        segments[-1].end = len(text)
    return text, segments


def check_header(document: Annotated) -> None:
    """Raise MarkupError where the header lacks a field or holds a value outside its set."""
    header, name = document.header, document.name
    for key in ("kommun", "form", "gold"):
        if key not in header:
            raise MarkupError(f"{name}: header lacks {key}")
    if header["form"] not in FORMS or header["gold"] not in ("full", "themes"):
        raise MarkupError(f"{name}: form is one of {' '.join(FORMS)}; gold is full or themes")
    for kommun in header["kommun"]:
        if not re.fullmatch(r"\d{4} \S.*", kommun):
            raise MarkupError(f"{name}: kommun is written like '1440 Ale', not {kommun!r}")
    for key in ("valid_from", "valid_to"):
        if key in header and not DATE.fullmatch(str(header[key])):
            raise MarkupError(f"{name}: {key} is not an ISO date")


def add_value(document: Annotated, line: str) -> None:
    """Add one line of the values part ('1 actor polis responsible text | Polisen') to the document."""
    where = f"{document.name}: value line {line!r}"
    left, bar, surface = line.partition(" | ")
    number, kind, *fields = left.split()
    surface = surface.strip()
    if not bar or not surface or not number.isdigit() or int(number) not in document.values:
        raise MarkupError(f"{where}: expected 'NUMBER KIND FIELDS | TEXT' with a pledge's number")
    if document.header["gold"] != "full":
        raise MarkupError(f'{where}: values stand only in documents with gold = "full"')
    values = document.values[int(number)]
    try:
        if kind == "actor":
            type_, role, source = fields
            require(type_ in ACTOR_TYPES and role in ("responsible", "partner") and source in SOURCES)
            values["actors"].append({"type": type_, "role": role, "source": source, "text": surface})
        elif kind == "quantity":
            comparator, value, value_max, unit, per = fields
            require(comparator in ("=", ">=", ">", "<=", "<", "~") and (per == "-" or per in PERS))
            values["quantities"].append(
                {
                    "text": surface,
                    "comparator": comparator,
                    "value": float(value),
                    "value_max": None if value_max == "-" else float(value_max),
                    "unit": None if unit == "-" else unit,
                    "per": None if per == "-" else per,
                }
            )
        elif kind == "deadline":
            type_, start, end = fields
            require(type_ in ("deadline", "period", "recurrence"))
            require(all(day == "-" or DATE.fullmatch(day) for day in (start, end)))
            ends = {"start": None if start == "-" else start, "end": None if end == "-" else end}
            values["deadlines"].append({"text": surface, "type": type_, **ends})
        else:
            require(False)
    except ValueError as error:
        raise MarkupError(f"{where}: {error}") from error
    if squeeze(surface) not in squeeze(document.text):
        raise MarkupError(f"{where}: its text does not stand in the document")


def require(condition: bool) -> None:
    """Raise ValueError where the condition does not hold."""
    if not condition:
        raise ValueError("a field is outside its value set")


def squeeze(text: str) -> str:
    """Letters and digits alone, so that hyphenation and white space do not count."""
    return re.sub(r"[\W_]+", "", re.sub(r"<[^>]+>", "", text)).lower()
