"""Inputs that fuzzing starts from: the examples, and documents made here in every format."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"
LINES = (
    "Medborgarlöfte för Storvik 2031–2032",
    "Polisen åtar sig att:",
    "• mäta farten på Kyrkgatan minst två gånger i månaden",
    "- senast den 1 maj ha besökt alla skolor, till-",
    "sammans med kommunen",
    "Ansvarig: Tekniska kontoret",
    "Åtgärd\tAnsvarig\tTid",
    "Ronder vid badet\tPolisen\tJuni",
)


def seeds(target: str) -> list[bytes]:
    """The seeds of a target, in the form in which it takes its bytes."""
    return {"html": _html, "txt": _txt, "pdf": _pdf, "docx": _docx, "cut": _cut, "tag": _tag}[target]()


def _txt() -> list[bytes]:
    text = "\r\n".join(LINES)
    return [
        text.encode(),
        text.encode("cp1252"),
        text.encode("utf-16"),
        "\f".join(LINES).encode(),
        "\uf0b7 ga\u030a \ufb01ka so\u00adcial\u200b\ufeff\x1b[1m".encode(),
        *_examples(".txt"),
    ]


def _html() -> list[bytes]:
    cells = "".join(f"<td colspan=2>{cell}</td>" for cell in LINES[-1].split("\t"))
    return [
        f"<body><nav>Start</nav><main><h1>{LINES[0]}</h1><p>{LINES[1]}<ul><li>{LINES[2]}<ol><li>a<li>b</ol></ul>"
        f"<table><tr>{cells}<tr><th rowspan=3>Tid</table></main>".encode(),
        "<head><meta charset=iso-8859-1><title>Löfte</title><meta property='article:published_time' "
        "content='2031-02-03'></head><dl><dt>Vem<dd>Polisen</dl><details><summary>Mer</summary>text</details>"
        "<pre>a\n  b</pre><p>kom-<br>mun &nbsp;&aring;</p>".encode("cp1252"),
        *_examples(".html"),
    ]


def _docx() -> list[bytes]:
    import docx

    document = docx.Document()
    document.add_heading(LINES[0], 1)
    document.add_paragraph(LINES[2], "List Bullet")
    document.add_paragraph(LINES[3], "List Number 2")
    table = document.add_table(2, 3)
    for row, line in zip(table.rows, LINES[-2:], strict=True):
        for cell, text in zip(row.cells, line.split("\t"), strict=True):
            cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return [part for whole in (buffer.getvalue(), *_examples(".docx")) for part in (whole, _main_part(whole))]


def _main_part(package: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return archive.read("word/document.xml")


def _pdf() -> list[bytes]:
    return [_drawn(table=False), _drawn(table=True)]


def _drawn(table: bool) -> bytes:
    """A PDF whose streams are not packed, so that a changed byte changes what is drawn; without head and end mark."""
    from fpdf import FPDF

    pdf = FPDF()
    pdf.set_compression(False)
    pdf.set_creation_date(datetime(2031, 1, 1, tzinfo=UTC))
    pdf.add_page()
    pdf.set_font("helvetica", size=11)
    for line in LINES:
        pdf.multi_cell(0, 7, line.replace("•", "-").replace("–", "-"), new_x="LMARGIN", new_y="NEXT")
    if table:
        with pdf.table(first_row_as_headings=False) as drawn:
            for line in LINES[-2:]:
                row = drawn.row()
                for cell in line.split("\t"):
                    row.cell(cell)
    return bytes(pdf.output())


def _cut() -> list[bytes]:
    return [*(b"\x01" + text for text in [_txt()[0], *_examples(".txt")]), *(b"\x00" + page for page in _html())]


def _tag() -> list[bytes]:
    return [_txt()[0], *_html(), *_examples(".txt")]


def _examples(suffix: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted(EXAMPLES.glob(f"*{suffix}"))]
