"""Ruled tables in a PDF: found by pdfplumber, on pages where the drawn lines make one likely."""

from __future__ import annotations

import io
import re
from typing import Any

from lofteNLP.documents.pages import OBJECT
from lofteNLP.documents.pdf_lines import Run
from lofteNLP.documents.quiet import quiet
from lofteNLP.documents.source import PDF_LINES, PDF_TABLE_PAGES

ROW_MARK = "\x1f"  # parts cells; no character of a text
_FEWEST = 4  # drawn paths in the smallest table worth the name
_ITEM = re.compile(r"^[•·▪●◦*–—\uf000-\uf0ff-]\s", re.M)
_TYPE_SIZE = 7.0  # points; no row of a table is lower
_KEPT = 0.97  # of the letters in the table's frame must be in its cells, else its lines are taken as they stand


class Tables:
    """The tables of one PDF; ``rows`` holds the rows found so far, cells parted by ``ROW_MARK``."""

    def __init__(self, document: Any) -> None:
        self.rows: list[str] = []
        self._document = document
        self._searched = 0

    def replaced(self, page: Any, number: int, runs: list[Run]) -> list[Run]:
        """The page's runs with a placeholder for every row of a table instead of the table's own runs."""
        if self._searched >= PDF_TABLE_PAGES or not _is_ruled(page):
            return runs
        self._searched += 1
        for table in _found(self._document, number):
            runs = self._without_table(table, runs)
        return runs

    def _without_table(self, table: _Table, runs: list[Run]) -> list[Run]:
        inside = [run for run in runs if table.holds(run)]
        held = sum(_letters(run.text) for run in inside)
        if not inside or sum(_letters(cell) for row in table.rows for cell in row) < _KEPT * held:
            return runs
        placed: list[Run] = []
        for row, y in zip(table.rows, table.tops, strict=True):
            if any(cell.strip() for cell in row):
                placed.append(Run(table.x0, table.x1, y, 10.0, f"{OBJECT}{len(self.rows)}"))
                self.rows.append(ROW_MARK.join(row))
        kept = [run for run in runs if not table.holds(run)]
        return kept + placed


class _Table:
    """Rows of cells and where they stand, in pdfium's coordinates."""

    def __init__(self, rows: list[list[str]], tops: list[float], frame: tuple[float, float, float, float]) -> None:
        self.rows = rows
        self.tops = tops
        self.x0, self.bottom, self.x1, self.top = frame

    def holds(self, run: Run) -> bool:
        middle = (run.x0 + run.x1) / 2
        return not run.is_object and self.x0 - 2 <= middle <= self.x1 + 2 and self.bottom - 2 <= run.y <= self.top + 2


def _is_ruled(page: Any) -> bool:
    """Whether the page draws lines as a table has them, upright ones or boxes too, and not as many as a map."""
    from pypdfium2 import raw

    paths = upright = 0
    for path in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,)):
        _, bottom, _, top = path.get_bounds()
        paths += 1
        upright += top - bottom >= _TYPE_SIZE
        if paths > PDF_LINES:
            return False
    return paths >= _FEWEST and upright >= 2


def _found(document: Any, number: int) -> list[_Table]:
    """Tables with two columns and two rows at the least. Where pdfplumber fails the page is read as lines."""
    import pdfplumber

    try:
        with quiet("pdfminer", "pdfplumber"), pdfplumber.open(_page_alone(document, number)) as alone:
            page = alone.pages[0]
            top = float(page.mediabox[3])
            tables = [_table(table, top) for table in page.find_tables()]
    except Exception:
        return []
    return [table for table in tables if table is not None]


def _page_alone(document: Any, number: int) -> io.BytesIO:
    """A new PDF with this page: pdfminer goes round for ever in a damaged page tree, and pdfium writes a sound one."""
    import pypdfium2

    alone = pypdfium2.PdfDocument.new()
    buffer = io.BytesIO()
    try:
        alone.import_pages(document, [number])
        alone.save(buffer)
    finally:
        alone.close()
    buffer.seek(0)
    return buffer


def _table(table: Any, page_top: float) -> _Table | None:
    rows = [[cell or "" for cell in row] for row in table.extract()]
    filled = [row for row in rows if sum(1 for cell in row if cell.strip()) >= 2]
    if len(rows) < 2 or 2 * len(filled) < len(rows):
        return None
    if any(len(_ITEM.findall(cell)) > 1 for row in rows for cell in row):
        return None  # lists in cells: lines keep the items apart, rows would not
    x0, top, x1, bottom = table.bbox
    tops = [page_top - row.bbox[1] - 1 for row in table.rows]
    return _Table(rows, tops, (x0, page_top - bottom, x1, page_top - top))


def _letters(text: str) -> int:
    return sum(1 for character in text if character.isalnum())
