"""Small files that want much: PDFs that unpack, fan out or crash, and how the reader survives them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from math import ceil
from pathlib import Path
from types import ModuleType

import pytest

from lofteNLP.documents import ReadError, pdf_process, read_bytes
from lofteNLP.documents.from_pdf import read_pdf

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
LIMITS = "crashes the reader, or takes more than"


def pdf(*objects: bytes) -> bytes:
    """A PDF of objects, the first of which is the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(out))
    )


def one_page(content: bytes, *more: bytes, uses: bytes = b"") -> bytes:
    resources = b"<</Font<</F 5 0 R>>%b>>" % uses
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources%b>>" % resources
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", pages, page, content, FONT, *more)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(data), data)


def packed(piece: bytes, megabytes: int) -> bytes:
    """So much of the same, deflated a megabyte at a time."""
    squeeze = zlib.compressobj(9)
    megabyte = piece * (2**20 // len(piece))
    return b"".join(squeeze.compress(megabyte) for _ in range(megabytes)) + squeeze.flush()


def packed_twice(piece: bytes, megabytes: int) -> bytes:
    return one_page(stream(zlib.compress(packed(piece, megabytes), 9), b"/Filter[/FlateDecode/FlateDecode]"))


def fanning_out(levels: int, width: int) -> bytes:
    """Forms that draw the next one `width` times: `width` to the power of `levels` in all."""
    forms = []
    for level in range(levels):
        last = level == levels - 1
        uses = b"" if last else b"/XObject<</X %d 0 R>>" % (7 + level)
        entries = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F 5 0 R>>%b>>" % uses
        forms.append(stream(b"BT/F 9 Tf 9 9 Td(a)Tj ET" if last else b"/X Do " * width, entries))
    return one_page(stream(b"/X Do " * width), *forms, uses=b"/XObject<</X 6 0 R>>")


BOMBS = {
    "unpacks to a gigabyte": packed_twice(b" ", 1000),
    "saves its state 50 million times": packed_twice(b"q ", 100),
    "draws a form a hundred million times": fanning_out(8, 10),
}


@pytest.fixture
def child() -> Iterator[None]:
    """No child before the test that is like others', and none after it."""
    end_child()
    yield
    end_child()


def end_child() -> None:
    if pdf_process._child is not None:
        pdf_process._end(pdf_process._child.process)


def child_number() -> int:
    read_bytes(one_page(stream(b"BT/F 9 Tf 9 9 Td(Hej)Tj ET")), "a.pdf")
    assert pdf_process._child
    return pdf_process._child.process.pid


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not keep to the bounds")
@pytest.mark.parametrize("name", BOMBS)
def test_a_small_pdf_takes_no_more_than_its_bounds(
    name: str, rendering: ModuleType, child: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(BOMBS[name]) < 10_000
    monkeypatch.setattr(pdf_process, "PDF_SECONDS", 2)
    with pytest.raises(ReadError, match=LIMITS):
        read_bytes(BOMBS[name], "a.pdf")
    assert "Storvik" in read_bytes(rendering.render("pdf"), "b.pdf").text, "the next one is read"


def test_the_bound_on_time_is_for_each_document(child: None, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = fanning_out(5, 9)
    start = time.process_time()
    read_pdf(slow)
    bound = ceil(3 * (time.process_time() - start))  # whatever the machine, enough for one of them
    monkeypatch.setattr(pdf_process, "PDF_SECONDS", bound)
    number = child_number()
    for _ in range(7):
        read_bytes(slow, "a.pdf")
    assert child_number() == number


def test_the_child_gives_what_the_reader_gives(rendering: ModuleType) -> None:
    whole = rendering.render("pdf")
    assert pdf_process.read_pdf(whole) == read_pdf(whole)


def test_a_child_that_died_is_replaced(child: None) -> None:
    first = child_number()
    assert pdf_process._child
    os.kill(first, signal.SIGKILL)
    pdf_process._child.process.wait()
    assert child_number() != first
    assert child_number() == child_number()


PROGRAM = """
import os, sys, time
from lofteNLP.documents import pdf_process, read
read(sys.argv[1])
print(pdf_process._child.process.pid, flush=True)
if len(sys.argv) > 2:
    os._exit(9)  # as if it were killed
"""


@pytest.mark.parametrize("how", [[], ["at once"]])
def test_no_child_outlives_its_parent(how: list[str], tmp_path: Path, rendering: ModuleType) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(rendering.render("pdf"))
    done = subprocess.run([sys.executable, "-c", PROGRAM, path, *how], capture_output=True, timeout=60)
    assert not done.stderr, done.stderr
    wait_until_gone(int(done.stdout))


def wait_until_gone(number: int) -> None:
    for _ in range(100):
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return
        if Path(f"/proc/{number}/stat").exists() and ") Z " in Path(f"/proc/{number}/stat").read_text():
            return  # nobody has asked how it ended
        time.sleep(0.1)
    raise AssertionError("the child is still there")


def test_a_forked_process_has_a_child_of_its_own(child: None) -> None:
    number = child_number()
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.write(writing, b"%d" % child_number())
        os._exit(0)
    os.wait()
    assert int(os.read(reading, 20)) != number
    assert child_number() == number, "ours is not spoilt"


def test_nothing_is_imported_from_the_working_folder(tmp_path: Path, rendering: ModuleType) -> None:
    (tmp_path / "json.py").write_text("open('read.txt', 'w')")
    (tmp_path / "a.pdf").write_bytes(rendering.render("pdf"))
    script = "from lofteNLP.documents import read; print(len(read('a.pdf').text))"
    done = subprocess.run([sys.executable, "-P", "-c", script], cwd=tmp_path, capture_output=True, timeout=60)
    assert int(done.stdout) > 100, done.stderr
    assert not (tmp_path / "read.txt").exists()
