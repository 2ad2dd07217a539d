"""What is fuzzed: bytes in; nothing out but an exception, and that is a bug.

A reader may refuse bytes with a ReadError. What it gives instead must be sound: no control characters, marks in order
and inside the text. The cutter refuses nothing; what it gives must lie inside the text, too.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from lofteNLP.documents import Mark, ReadError, Source, read_bytes
from lofteNLP.tagger import Failure, Tagger, load

PACKAGE = str(Path(__file__).parents[2] / "lofteNLP")


def html(data: bytes) -> None:
    """Bytes of a page."""
    read_soundly(b"<html>" + data, "a.html")


def txt(data: bytes) -> None:
    """Bytes of a text, in any encoding."""
    read_soundly(data, "a.txt")


def pdf(data: bytes) -> None:
    """Bytes of a PDF, whose head and end mark are given so that it is one; in this process, where atheris sees it."""
    from lofteNLP.documents.from_pdf import read_pdf

    try:
        content = read_pdf(b"%PDF-1.4\n" + data + b"\n%%EOF\n")
    except Exception as error:
        if is_own_slip(error):
            raise
    else:
        check(content.text, content.marks)


def docx(data: bytes) -> None:
    """Bytes of a package, or of the main part of one that is sound otherwise."""
    read_soundly(data if data.startswith(b"PK") else _package(data), "a.docx")


def cut(data: bytes) -> None:
    """The cutter: on the text as it comes (odd first byte), or on what a page gives."""
    from lofteNLP.pledges.segment import cut as cut_source

    source = _as_text(data) if data[:1] and data[0] % 2 else read_soundly(b"<html>" + data[1:], "a.html")
    if source is None:
        return
    cuts, sections = cut_source(source, _detector())
    length = len(source.text)
    for one in cuts:
        assert one.pieces and one.text.strip(), "a pledge without words"
        assert 0 <= one.start < one.end <= length, "a pledge outside the text"
        for piece in (*one.pieces, *one.headings, *one.responsible, *((one.lead_in,) if one.lead_in else ())):
            assert 0 <= piece.start < piece.end <= length, "a piece outside the text"
            assert piece.text.split() == source.text[piece.start : piece.end].split(), "a piece with other words"
    for section in sections:
        assert 0 <= section.start_char <= section.end_char <= length, "a section outside the text"


def tag(data: bytes) -> None:
    """The whole flow: whatever can be read is tagged, with every span inside the text."""
    result = _tagger().tag_bytes(data, "a.html")
    if isinstance(result, Failure):
        assert result.stage == "read", result.reason
        return
    for pledge in result.pledges:
        for part in (pledge, *pledge.actors, *pledge.quantities, *pledge.deadlines):
            assert 0 <= part.start_char <= part.end_char <= len(result.text), "a value outside the text"


TARGETS = {"html": html, "txt": txt, "pdf": pdf, "docx": docx, "cut": cut, "tag": tag}


def dictionary(target: str) -> Path:
    """The words that inputs of a target are made of, in libFuzzer's format."""
    return Path(__file__).parent / "words" / f"{'cut' if target == 'tag' else target}.dict"


def read_soundly(data: bytes, path: str) -> Source | None:
    """Read and check; None where the bytes are refused for a reason of their own, not by a slip of ours."""
    try:
        source = read_bytes(data, path)
    except ReadError as error:
        if is_own_slip(error.__cause__):
            raise
        return None
    assert source.text.strip(), "an empty text"
    check(source.text, source.marks)
    return source


def check(text: str, marks: Iterable[Mark]) -> None:
    """Raise AssertionError where a reader gives what no later stage may get."""
    assert not [c for c in set(text) if ord(c) < 32 and c not in "\n\t"], "a control character"
    end = 0
    for mark in marks:
        assert end <= mark.start_char < mark.end_char <= len(text), "a mark out of place"
        end = mark.end_char


def is_own_slip(cause: BaseException | None) -> bool:
    """Whether an exception that a reader made a ReadError of was raised in our code, by accident.

    Libraries raise anything on damaged files; what is nested too deeply is refused on purpose.
    """
    if cause is None or type(cause).__name__ == "Refused" or isinstance(cause, RecursionError):
        return False
    trace = cause.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and trace.tb_frame.f_code.co_filename.startswith(PACKAGE)


def _as_text(data: bytes) -> Source:
    text = data[1:].decode(errors="ignore")
    return Source("a", "a.txt", "", "txt", None, None, text, ())


def _package(main: bytes) -> bytes:
    """A sound package with other bytes for its main part."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in _parts():
            archive.writestr(name, main if name == "word/document.xml" else part)
    return buffer.getvalue()


@cache
def _parts() -> list[tuple[str, bytes]]:
    import docx

    buffer = io.BytesIO()
    docx.Document().save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


@cache
def _detector() -> object:
    return _tagger().detector


@cache
def _tagger() -> Tagger:
    return load()
