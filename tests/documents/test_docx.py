"""Word documents: styles, lists, tables, and what python-docx passes over."""

from __future__ import annotations

from types import ModuleType

import docx
import pytest
from docx.oxml import parse_xml

from lofteNLP.documents import read_bytes

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture
def document() -> docx.document.Document:
    return docx.Document()


def test_lists(document: docx.document.Document, rendering: ModuleType) -> None:
    for text, style in [("a", "List Bullet"), ("b", "List Bullet 2"), ("c", "List Number"), ("d", "List Number")]:
        document.add_paragraph(text, style)
    source = read_bytes(rendering.saved(document), "a.docx")
    assert source.text == "• a\n  • b\n1. c\n2. d"
    assert [mark.level for mark in source.marks] == [1, 2, 1, 1]


def test_headings_title_and_breaks(document: docx.document.Document, rendering: ModuleType) -> None:
    document.core_properties.title = " Löfte  2031 "
    document.add_heading("Löfte", 0)
    document.add_heading("Trafik", 3)
    document.add_paragraph("Vi lovar", "List Bullet").add_run().add_break()
    document.paragraphs[-1].add_run("Ansvarig: Polisen")
    source = read_bytes(rendering.saved(document), "a.docx")
    assert source.text == "Löfte\n\nTrafik\n\n• Vi lovar\n  Ansvarig: Polisen"
    assert [(mark.kind, mark.level) for mark in source.marks] == [("heading", 1), ("heading", 3), ("item", 1)]
    assert source.title == "Löfte 2031"


def test_merged_cells(document: docx.document.Document, rendering: ModuleType) -> None:
    table = document.add_table(3, 3)
    for i, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = str(i)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Unga"
    table.cell(2, 1).merge(table.cell(2, 2)).text = "allt"
    assert read_bytes(rendering.saved(document), "a").text == "Unga\t1\t2\n\t4\t5\n6\tallt"


def test_lists_in_cells(document: docx.document.Document, rendering: ModuleType) -> None:
    left, right = document.add_table(1, 2).rows[0].cells
    left.text = "Vi gör"
    right.paragraphs[0].text, right.paragraphs[0].style = "a", document.styles["List Bullet"]
    right.add_paragraph("b", "List Bullet")
    assert read_bytes(rendering.saved(document), "a").text == "Vi gör\n\n• a\n• b"


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:sdt {}><w:sdtContent><w:p><w:r><w:t>kontroll</w:t></w:r></w:p></w:sdtContent></w:sdt>", "kontroll"),
        (
            "<w:p {}><w:ins><w:r><w:t>in</w:t></w:r></w:ins><w:del><w:r><w:delText>ut</w:delText></w:r></w:del></w:p>",
            "in",
        ),
        ("<w:p {}><w:hyperlink><w:r><w:t>länk</w:t></w:r></w:hyperlink></w:p>", "länk"),
        ('<w:p {}><w:r><w:sym w:font="Wingdings" w:char="F0A7"/><w:tab/><w:t>ronda</w:t></w:r></w:p>', "• ronda"),
        (
            "<w:p {}><w:r><w:t>ung</w:t><w:softHyphen/><w:t>dom e</w:t><w:noBreakHyphen/><w:t>post</w:t></w:r></w:p>",
            "ungdom e-post",
        ),
        (
            "<w:p {}><w:r><w:txbxContent><w:p><w:r><w:t>ruta</w:t></w:r></w:p></w:txbxContent></w:r></w:p>",
            "ruta",
        ),
    ],
)
def test_whatever_holds_text(xml: str, text: str, document: docx.document.Document, rendering: ModuleType) -> None:
    document.element.body.insert(0, parse_xml(xml.format(W)))
    assert read_bytes(rendering.saved(document), "a").text == text
