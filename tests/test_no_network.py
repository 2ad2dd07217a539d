"""Tagging reaches for nothing on the net, whatever a document points to."""

import io
import os
import subprocess
import sys

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE

PAGE = """<!DOCTYPE html SYSTEM "http://127.0.0.1:9/a.dtd" [<!ENTITY a SYSTEM "http://127.0.0.1:9/a">]>
<html><head><base href="http://127.0.0.1:9/"><link rel="stylesheet" href="a.css"><link rel="canonical" href="b">
<meta http-equiv="refresh" content="0; url=http://127.0.0.1:9/"><script src="a.js"></script></head>
<body><img src="a.png"><iframe src="b.html"></iframe><object data="c.pdf"></object>&a;
<main><h1>Medborgarlöfte för Ale 2031</h1><p>Polisen lovar att:<ul><li>göra minst två krogtillsyner</ul></main>"""

PROGRAM = """
import os, sys
def refuse(event, arguments):
    if event.startswith(("socket.connect", "socket.getaddrinfo", "socket.gethostby", "socket.sendto", "urllib.")):
        os.write(2, f"{event} {arguments}".encode())
        os._exit(9)
sys.addaudithook(refuse)
from pathlib import Path
import lofteNLP
from lofteNLP.page import page
documents = list(lofteNLP.load().pipe(sorted(Path(".").iterdir())))
page(documents)
print([len(document.pledges) for document in documents])
"""


def word_file():
    document = docx.Document()
    document.part.relate_to("http://127.0.0.1:9/a.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    document.part.relate_to("http://127.0.0.1:9/a.html", RELATIONSHIP_TYPE.A_F_CHUNK, is_external=True)
    document.add_paragraph("Medborgarlöfte för Ale 2031\nPolisen lovar att:")
    document.add_paragraph("göra minst två krogtillsyner", "List Bullet")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def folder(tmp_path, rendering_pdf):
    (tmp_path / "a.html").write_text(PAGE, "utf-8")
    (tmp_path / "b.docx").write_bytes(word_file())
    (tmp_path / "c.pdf").write_bytes(rendering_pdf)
    return tmp_path


@pytest.fixture
def rendering_pdf():
    from fpdf import FPDF

    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=11)
    for line in ("Medborgarlöfte för Ale 2031", "Polisen lovar att:", "- göra minst två krogtillsyner"):
        pdf.multi_cell(0, 7, line, new_x="LMARGIN", new_y="NEXT", link="http://127.0.0.1:9/")
    return bytes(pdf.output())


def has_namespaces():
    return sys.platform == "linux" and subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode == 0


@pytest.mark.parametrize("where", ["watched", "cut off"])
def test_nothing_is_fetched(folder, where):
    """Python's own calls are watched; a namespace without a network shows that nothing is needed from there."""
    if where == "cut off" and not has_namespaces():
        pytest.skip("this system lets nobody make a namespace without a network")
    before = ["unshare", "-rn"] if where == "cut off" else []
    done = subprocess.run(
        [*before, sys.executable, "-c", PROGRAM],
        cwd=folder,
        capture_output=True,
        text=True,
        env=os.environ,
        timeout=120,
    )
    assert (done.returncode, done.stdout) == (0, "[1, 1, 1]\n"), done.stderr
