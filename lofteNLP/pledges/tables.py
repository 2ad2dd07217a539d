"""Tables: rows whose cells stand apart, by tabs, by columns of spaces, or flattened to one cell a line."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from lofteNLP.pledges.lines import Line

Column = Literal["area", "activity", "extent", "responsible", "time", "other"]
HEADS: tuple[tuple[Column, str], ...] = (
    (
        "responsible",
        r"ansvar|vem\b|vilka|utförare|aktör|huvudman|huvudansvar|samverkanspart|part(?:er)?\b|medverkande|av vem|"
        r"deltar|ägare|sköts av",
    ),
    ("time", r"tid|när\b|klart|klar\b|färdig|period|start\b|datum|deadline|senast\b|termin"),
    ("extent", r"omfattning|antal|målvärde|mängd|hur ofta|frekvens|nivå|målnivå|hur mycket|volym|mått\b"),
    (
        "area",
        r"område|fokus|prioriter|plats|mål\b|målområde|tema\b|problem|rubrik|inriktning|del\b|var\b|ort\b|"
        r"målsättning|delområde|lägesbild|nr\b|orsak|utmaning",
    ),
    (
        "activity",
        r"aktivitet|åtgärd|insats|vad\b|löfte|åtagande|vad vi|vad som|så gör|beskrivning|metod|detta ska|gör\b|"
        r"punkt|innehåll",
    ),
    (
        "other",
        r"uppfölj|indikator|mätning|mäts|syfte|status|resurs|kostnad|effekt|resultat|utfall|kommentar|kontakt|"
        r"utvärdering|hur\b|förväntad",
    ),
)
HEADERS = [(column, re.compile(rf"\b(?:{words})", re.I)) for column, words in HEADS]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's words and its column."""

    column: Column
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    cells: tuple[Cell, ...]

    def span(self, *columns: Column) -> tuple[Cell, ...]:
        """The cells of some columns, in their order."""
        return tuple(cell for cell in self.cells if cell.column in columns)


def column_of(text: str) -> Column | None:
    """The column that a head cell names.

    Examples
    --------
    >>> column_of("Ansvarig"), column_of("Aktivitet"), column_of("Polisen patrullerar i centrum")
    ('responsible', 'activity', None)
    """
    plain = text.strip(" :*")
    if len(plain) > 40 or not plain or ":" in plain or len(plain.split()) > 5 or plain.endswith((".", "!", ",")):
        return None
    return next((column for column, pattern in HEADERS if pattern.search(plain)), None)


def head(texts: Sequence[str]) -> tuple[Column, ...] | None:
    """The columns of a table head; None where the cells are no head."""
    columns = [column_of(text) for text in texts]
    if len(columns) < 2 or None in columns or "activity" not in columns or len(set(columns)) < 2:
        return None
    return tuple(column for column in columns if column)


def split_cells(text: str, line: Line, columns: int = 0) -> list[tuple[int, int]]:
    """The cells of a line: parted by tabs, bars, or three and more spaces.

    `columns` is how many the head has: an empty cell between two tabs counts, unless that makes more than these.
    """
    begin = line_start(text, line.start)
    lead = text[begin : line.start]
    parted = re.search(r"[\t|]", text[begin : line.end])
    if columns and parted:
        own = "\t" in lead and re.fullmatch(r"[\d.]*[.)]?", lead.strip()) is not None
        strict = parts(text, begin if own else line.start, line.end, TAB)
        if len(strict) <= columns:
            return strict
    return parts(text, line.start, line.end, TABS if parted else SPACES)


TAB = re.compile(r" *[\t|] *")
TABS = re.compile(r"\s*[\t|]\s*")
SPACES = re.compile(r" {3,}")


def parts(text: str, start: int, end: int, gap: re.Pattern[str]) -> list[tuple[int, int]]:
    """A stretch parted at its gaps; bars around a whole line part nothing."""
    found = []
    left = start
    for match in gap.finditer(text, start, end):
        if not (match.start() == start and match[0].strip() == "|"):
            found.append((left, match.start()))
        left = match.end()
    if left < end or not text[start:end].rstrip().endswith("|"):
        found.append((left, end))
    return found


def find_rows(text: str, lines: Sequence[Line]) -> Iterator[tuple[int, int, Row | None]]:
    """Find tables among lines.

    Yields
    ------
    tuple
        First and last line (exclusive) that a head or a row takes up, and the row (None for a head).
    """
    index = 0
    while index < len(lines):
        flat = flattened_head(text, lines, index)
        cells = split_cells(text, lines[index])
        columns = head([text[a:b] for a, b in cells]) if len(cells) > 1 else None
        if columns:
            yield index, index + 1, None
            spaced = (
                "\t" not in text[lines[index].start : lines[index].end]
                and "|" not in text[lines[index].start : lines[index].end]
            )
            starts = [a - line_start(text, lines[index].start) for a, _ in cells] if spaced else []
            index = yield from wide_rows(text, lines, index + 1, columns, starts)
        elif flat:
            yield index, index + len(flat), None
            index = yield from flat_rows(text, lines, index + len(flat), flat)
        else:
            index += 1


def flattened_head(text: str, lines: Sequence[Line], index: int) -> tuple[Column, ...] | None:
    """A head whose cells stand on lines of their own."""
    texts: list[str] = []
    for line in lines[index : index + 6]:
        several = len(split_cells(text, line)) > 1
        if line.sign or several or (texts and line.blank_before) or column_of(line.text(text)) is None:
            break
        texts.append(line.text(text))
    shouted = bool(texts) and texts[0].isupper() and not all(word.isupper() for word in texts)
    return None if shouted else head(texts)


def line_start(text: str, position: int) -> int:
    """Where the line of a place begins."""
    return text.rfind("\n", 0, position) + 1


def cells_by_place(text: str, line: Line, starts: Sequence[int]) -> list[tuple[int, int]]:
    """The cells of a line that stand below the cells of the head; an empty cell is an empty stretch."""
    first = line_start(text, line.start)
    bounds = []
    for start in starts[1:]:
        place = first + start
        near = [
            p
            for p in (place, place - 1, place + 1, place - 2, place + 2)
            if line.start <= p < line.end and opens_word(text, p)
        ]
        gap = place < line.end and text[place].isspace()
        bounds.append(near[0] if near else place if gap or place >= line.end else -1)
    if -1 in bounds:
        return []
    edges = [line.start, *(min(bound, line.end) for bound in bounds), line.end]
    return [
        (a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())) if text[a:b].strip() else (a, a)
        for a, b in pairwise(edges)
    ]


def opens_word(text: str, position: int) -> bool:
    """Whether a word begins at a place, behind white space."""
    return position > 0 and text[position - 1].isspace() and not text[position].isspace()


def wide_rows(
    text: str, lines: Sequence[Line], index: int, columns: tuple[Column, ...], starts: Sequence[int]
) -> Generator[tuple[int, int, Row | None], None, int]:
    """Rows below a head, each on a line of its own but for what goes on in the same columns of the next lines.

    A line of one cell between them is a heading or ends the table. `starts` are the places of the head's cells in a
    table set with spaces, else empty.
    """
    open_row: tuple[int, int, Row] | None = None
    while index < len(lines):
        line = lines[index]
        cells = split_cells(text, line, len(columns))
        if starts and open_row and (more := rest_of_row(text, line, open_row[2], columns, starts)):
            open_row = (open_row[0], index + 1, Row((*open_row[2].cells, *more)))
            index += 1
            continue
        if open_row:
            yield open_row
            open_row = None
        if starts and (not line.blank_before or "  " in line.text(text)):
            placed = cells_by_place(text, line, starts)
            cells = placed if sum(b > a for a, b in placed) > 1 else cells
        if head([text[a:b] for a, b in cells]) or (
            len(cells) > 1 and not re.search(r"\w", text[line.start : line.end])
        ):
            yield index, index + 1, None
        elif len(cells) < 2 or len(cells) > len(columns) + 1:
            following = lines[index + 1 : index + 3]
            if len(text[line.start : line.end]) > 60 or not any(
                len(split_cells(text, other)) > 1 for other in following
            ):
                break
        else:
            used = columns if len(cells) >= len(columns) else shorter(text, cells, columns)
            row = Row(
                tuple(
                    Cell(column, a, b) for column, (a, b) in zip(used, cells, strict=False) if says(text[a:b], column)
                )
            )
            open_row = (index, index + 1, row)
        index += 1
    if open_row:
        yield open_row
    return index


def says(words: str, column: Column) -> bool:
    """Whether a cell holds more than a dash, and the cell of an area more than its number."""
    return bool(words.strip(" -–")) and not (column == "area" and re.fullmatch(r"[\d.]+[.)]?|[a-z][.)]", words.strip()))


def rest_of_row(text: str, line: Line, row: Row, columns: tuple[Column, ...], starts: Sequence[int]) -> list[Cell]:
    """The cells of a line in which those of the row above go on: all in lower case or below an open end."""
    if line.blank_before or line.sign:
        return []
    placed = cells_by_place(text, line, starts)
    found = [Cell(column, a, b) for column, (a, b) in zip(columns, placed, strict=False) if b > a]
    for cell in found:
        above = [other for other in row.cells if other.column == cell.column]
        lower = text[cell.start].islower()
        if not above or not (lower or OPEN_END.search(text[above[-1].start : above[-1].end])):
            return []
    return found


def shorter(text: str, cells: Sequence[tuple[int, int]], columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns of a row with too few cells: the first ones, unless the area column alone is left out."""
    if columns[0] == "area" and len(cells) == len(columns) - 1 and len(text[cells[0][0] : cells[0][1]]) > 30:
        return columns[1:]
    return columns[: len(cells)]


def flat_rows(
    text: str, lines: Sequence[Line], index: int, columns: tuple[Column, ...]
) -> Generator[tuple[int, int, Row | None], None, int]:
    """Rows with one cell a line, until a blank line, another head or furniture."""
    first = index
    cells: list[Cell] = []
    while index < len(lines):
        line = lines[index]
        wanted = columns[len(cells)] if len(cells) < len(columns) else None
        if line.sign == "#" and wanted not in ("extent", "area"):
            index += 1
            continue
        after_gap = line.blank_before and index > first and not cells and lines[index - 1].sign != "#"
        if after_gap and not continues_table(text, lines, index, columns):
            break
        if flattened_head(text, lines, index) or re.match(r"sida? \d", line.text(text), re.I):
            break
        if not cells:
            first = index
        if cells and is_continuation(text, lines, index):
            cells[-1] = Cell(cells[-1].column, cells[-1].start, line.end)
        elif len(cells) < len(columns):
            cells.append(Cell(columns[len(cells)], line.start, line.end))
        index += 1
        full = len(cells) == len(columns)
        if wanted == "responsible" and full and re.search(r"(?:\w+ ){3,}\w+[.!?]$", line.text(text)):
            break  # a sentence names nobody: the table has ended above
        if full and not (index < len(lines) and is_continuation(text, lines, index)):
            yield first, index, Row(tuple(cell for cell in cells if says(text[cell.start : cell.end], cell.column)))
            cells, first = [], index
    return index if not cells else first


def continues_table(text: str, lines: Sequence[Line], index: int, columns: tuple[Column, ...]) -> bool:
    """Whether lines behind a blank one still are rows: as many short lines in one run as there are columns."""
    run = 1
    while index + run < len(lines) and not lines[index + run].blank_before:
        run += 1
    return run % len(columns) == 0 and not flattened_head(text, lines, index)


OPEN_END = re.compile(
    r"\b(?:och|samt|eller|i|på|av|till|för|med|om|vid|från|under|den|det|de|en|ett|upp till|minst|inom|hos|mot|som|"
    r"att)$|[,-]$"
)


def is_continuation(text: str, lines: Sequence[Line], index: int) -> bool:
    """Whether a line goes on in the cell of the line before.

    It does below an open end ("och", "upp till"), and in lower case below a line long enough to have been broken.
    """
    line, before = lines[index], lines[index - 1]
    if line.blank_before or line.sign:
        return False
    widest = max(other.end - other.start for other in lines[max(0, index - 12) : index + 12])
    long = before.end - before.start >= 0.55 * widest and widest > 30
    return bool(OPEN_END.search(before.text(text))) or (line.text(text)[:1].islower() and long)
