"""PDF: pdfium gives the characters, pdfplumber the cells of tables on pages that have ruled lines."""

from __future__ import annotations

from typing import Any

from lofteNLP.documents.clean import characters, clean_lines
from lofteNLP.documents.hyphens import join_lines
from lofteNLP.documents.pages import OBJECT
from lofteNLP.documents.pdf_lines import page_lines, page_runs
from lofteNLP.documents.pdf_tables import ROW_MARK, Tables
from lofteNLP.documents.reading import Content, Refused
from lofteNLP.documents.source import CHARACTERS, PDF_PAGES, Mark

_END = b"%%EOF"
_TAIL = 10_000  # bytes at the end of the file in which the end mark must stand


def read_pdf(data: bytes) -> Content:
    """Read the text of a PDF as lines, with the rows of ruled tables.

    Raises
    ------
    Refused
        For an encrypted, damaged or overlong file. One with pictures only has an empty text.
    """
    import pypdfium2

    if _END not in data[-_TAIL:]:  # pdfium mends such files, with pages missing, and does not tell
        raise Refused("the PDF is cut off; fetch it anew")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Refused(_why(str(error))) from error
    try:
        if len(document) > PDF_PAGES:
            raise Refused(f"the PDF has more than {PDF_PAGES:,} pages; split it")
        tables = Tables(document)
        pages = _pages(document, tables)
        text, marks = _with_rows(clean_lines(characters("\f".join(pages))), tables.rows)
        return Content(text, marks, _title(document))
    finally:
        document.close()


def _why(message: str) -> str:
    if "password" in message.lower() or "security" in message.lower():
        return "the PDF is encrypted and asks for a password; save it without one"
    return "the PDF is damaged; fetch it anew, or print it to a new PDF"


def _pages(document: Any, tables: Tables) -> list[str]:
    pages: list[str] = []
    length = 0
    for number in range(len(document)):
        page = document[number]
        textpage = page.get_textpage()
        try:
            length += textpage.count_chars()
            if length > CHARACTERS:
                raise Refused(f"the text is longer than {CHARACTERS:,} characters; split the file")
            runs, turned = page_runs(textpage)
            width = max(page.get_size()) if turned else page.get_width()
            lines = page_lines(runs if turned else tables.replaced(page, number, runs), width)
        finally:
            textpage.close()
            page.close()
        pages.append("\n".join(lines))
    return pages


def _with_rows(text: str, rows: list[str]) -> tuple[str, tuple[Mark, ...]]:
    """Put the rows where their placeholders stand."""
    lines: list[str] = []
    marks: list[Mark] = []
    start = 0
    for line in text.split("\n"):
        number = line.strip().removeprefix(OBJECT)
        written = line
        if number != line.strip():
            written = _row(rows[int(number)])
            if not written:
                continue
            marks.append(Mark("row", 0, start, start + len(written)))
        lines.append(written)
        start += len(written) + 1
    return "\n".join(lines), tuple(marks)


def _row(row: str) -> str:
    """A row as one line: the lines of each cell joined."""
    cells = [" ".join(" ".join(join_lines(cell.split("\n"))).split()) for cell in row.split(ROW_MARK)]
    cleaned = [" ".join(clean_lines(characters(cell)).split()) for cell in cells]
    return "\t".join(cleaned).rstrip()


def _title(document: Any) -> str | None:
    title = characters(document.get_metadata_dict().get("Title", ""))
    return " ".join(title.split()).removeprefix("Microsoft Word - ") or None
