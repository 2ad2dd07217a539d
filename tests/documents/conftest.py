"""The same document as HTML, PDF, DOCX and plain text, rendered here."""

from __future__ import annotations

import html
import io
import sys
from types import ModuleType
from typing import NamedTuple

import docx
import pytest
from fpdf import FPDF


class Part(NamedTuple):
    kind: str  # heading, paragraph, item, row
    text: str  # cells of a row parted by "|"


PLEDGE_PAGE = [
    Part("heading", "Medborgarlöfte för Storvik"),
    Part("paragraph", "Löftet gäller under hela 2031."),
    Part("heading", "Trafik"),
    Part("paragraph", "Polisen åtar sig att:"),
    Part("item", "mäta farten på Kyrkgatan två gånger i månaden"),
    Part("item", "stoppa cyklister utan lyse, fem kvällar varje höst"),
    Part("item", "A-traktorer besiktas på torget"),
    Part("heading", "Ansvar"),
    Part("row", "Åtgärd|Ansvarig|Tid"),
    Part("row", "Ny belysning i gångtunneln|Tekniska kontoret|Maj"),
    Part("row", "Ronder vid badet|Polisen|Juni"),
    Part("paragraph", "Frågor besvaras av säkerhetschefen."),
]


def render(kind: str) -> bytes:
    """The page in a format."""
    return {"html": as_html, "pdf": as_pdf, "docx": as_docx, "txt": as_txt}[kind](PLEDGE_PAGE)


def as_html(parts: list[Part]) -> bytes:
    body, last = [], ""
    for kind, text in parts:
        if last in {"item", "row"} and kind != last:
            body.append("</ul>" if last == "item" else "</table>")
        if kind in {"item", "row"} and kind != last:
            body.append("<ul>" if kind == "item" else "<table>")
        cells = "".join(f"<td>{html.escape(cell)}</td>" for cell in text.split("|"))
        tag = {"heading": "h2", "paragraph": "p", "item": "li", "row": "tr"}[kind]
        body.append(f"<{tag}>{cells if kind == 'row' else html.escape(text)}</{tag}>")
        last = kind
    return f"<!doctype html><html><body><main>{''.join(body)}</main></body></html>".encode()


def as_txt(parts: list[Part]) -> bytes:
    lines = [("• " if kind == "item" else "") + text.replace("|", "\t") for kind, text in parts]
    return "\n".join(lines).encode()


def as_docx(parts: list[Part]) -> bytes:
    document = docx.Document()
    table = None
    for kind, text in parts:
        if kind != "row":
            table = None
        if kind == "heading":
            document.add_heading(text, 2)
        elif kind == "row":
            cells = text.split("|")
            table = table or document.add_table(0, len(cells))
            for cell, words in zip(table.add_row().cells, cells, strict=True):
                cell.text = words
        else:
            document.add_paragraph(text, "List Bullet" if kind == "item" else None)
    return saved(document)


def as_pdf(parts: list[Part]) -> bytes:
    pdf = new_pdf()
    rows: list[str] = []
    for kind, text in [*parts, Part("end", "")]:
        if rows and kind != "row":
            draw_table(pdf, [row.split("|") for row in rows])
            rows = []
        if kind == "row":
            rows.append(text)
        elif kind == "item":
            pdf.cell(6, 7, "-")
            write(pdf, text)
        elif kind != "end":
            write(pdf, text)
    return bytes(pdf.output())


def new_pdf(**options: object) -> FPDF:
    pdf = FPDF(**options)
    pdf.add_page()
    pdf.set_font("helvetica", size=11)
    return pdf


def write(pdf: FPDF, text: str, width: float = 0) -> None:
    pdf.multi_cell(width, 7, text, align="L", new_x="LMARGIN", new_y="NEXT")


def draw_table(pdf: FPDF, rows: list[list[str]]) -> None:
    with pdf.table(first_row_as_headings=False) as table:
        for row in rows:
            line = table.row()
            for cell in row:
                line.cell(cell)


def saved(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="session")
def rendering() -> ModuleType:
    """What this file defines; tests cannot import it."""
    return sys.modules[__name__]
