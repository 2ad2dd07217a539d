"""The trained tagger, loaded once, and documents rendered in four formats."""

from __future__ import annotations

import html
import io
import sys
from itertools import groupby
from types import ModuleType

import docx
import pytest
from fpdf import FPDF

from lofteNLP import load
from lofteNLP.tagger import Tagger

Part = tuple[str, str]  # heading, paragraph, item or row (cells parted by "|"), and its words; "\n" breaks a line


@pytest.fixture(scope="session")
def tagger() -> Tagger:
    return load()


@pytest.fixture(scope="session")
def rendering() -> ModuleType:
    """What this file defines; tests cannot import it."""
    return sys.modules[__name__]


def render(parts: list[Part], kind: str) -> bytes:
    return {"html": as_html, "pdf": as_pdf, "docx": as_docx, "txt": as_txt}[kind](parts)


def as_html(parts: list[Part]) -> bytes:
    body = ""
    for kind, group in groupby(parts, key=lambda part: part[0]):
        words = [html.escape(text).replace("\n", "<br>") for _, text in group]
        if kind == "row":
            rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split("|")) + "</tr>" for row in words)
            body += f"<table>{rows}</table>"
        else:
            tag = {"heading": "h2", "paragraph": "p", "item": "li"}[kind]
            joined = "".join(f"<{tag}>{text}</{tag}>" for text in words)
            body += f"<ul>{joined}</ul>" if kind == "item" else joined
    return f"<!doctype html><html><body><main>{body}</main></body></html>".encode()


def as_txt(parts: list[Part]) -> bytes:
    lines = []
    for kind, text in parts:
        if kind in ("heading", "paragraph"):
            lines.append("")
        lines.append(("- " if kind == "item" else "") + text.replace("|", "\t"))
    return "\n".join(lines).encode()


def as_docx(parts: list[Part]) -> bytes:
    document = docx.Document()
    table = None
    for kind, text in parts:
        if kind == "row":
            cells = text.split("|")
            table = table or document.add_table(0, len(cells))
            for cell, words in zip(table.add_row().cells, cells, strict=True):
                cell.text = words
            continue
        table = None
        if kind == "heading":
            document.add_heading(text, 2)
        else:
            document.add_paragraph(text, "List Bullet" if kind == "item" else None)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_pdf(parts: list[Part]) -> bytes:
    pdf = FPDF()
    pdf.add_page()
    for kind, group in groupby(parts, key=lambda part: part[0]):
        pdf.set_font("helvetica", style="B" if kind == "heading" else "", size=14 if kind == "heading" else 11)
        texts = [text for _, text in group]
        if kind == "row":
            with pdf.table(first_row_as_headings=False) as table:
                for text in texts:
                    row = table.row()
                    for cell in text.split("|"):
                        row.cell(cell)
            continue
        for text in texts:
            if kind == "item":
                pdf.cell(6, 7, "-")
            else:
                pdf.ln(4)
            pdf.multi_cell(0, 7, text, align="L", new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())
