"""Bad inputs, each with the outcome that users are promised: a reason, or the text that is returned."""

from __future__ import annotations

import io
import os
import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lofteNLP.documents import ReadError, Source, read, read_bytes


def encrypted_pdf(rendering: ModuleType) -> bytes:
    pdf = rendering.new_pdf()
    pdf.set_encryption(owner_password="a", user_password="b")
    rendering.write(pdf, "Hej")
    return bytes(pdf.output())


def picture_pdf(rendering: ModuleType) -> bytes:
    pdf = rendering.new_pdf()
    pdf.rect(10, 10, 50, 50, style="F")
    return bytes(pdf.output())


def repacked(whole: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A DOCX file with its parts changed."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(whole)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return buffer.getvalue()


def document_part(rendering: ModuleType, change: Callable[[bytes], bytes]) -> bytes:
    whole = rendering.render("docx")
    return repacked(whole, lambda name, part: change(part) if name == "word/document.xml" else part)


def with_entities(part: bytes) -> bytes:
    start = part.index(b"?>") + 2
    return part[:start] + b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + part[start:]


def renamed_main_part(rendering: ModuleType) -> bytes:
    """A package may call its main part what it likes."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(rendering.render("docx"))) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                part = with_entities(part)
            if name in ("[Content_Types].xml", "_rels/.rels"):
                part = part.replace(b"word/document.xml", b"word/document.png")
            new.writestr(name.replace("document.xml", "document.png"), part)
    return buffer.getvalue()


def deep_docx(part: bytes) -> bytes:
    start = part.index(b"<w:body>") + 8
    return part[:start] + b"<w:sdt><w:sdtContent>" * 500 + b"</w:sdtContent></w:sdt>" * 500 + part[start:]


REFUSED: dict[str, tuple[str, Callable[[ModuleType], bytes], str]] = {
    "empty": ("a.txt", lambda r: b"", "empty"),
    "spaces only": ("a.txt", lambda r: b" \n\t\n", "holds no text"),
    "NULs": ("a.txt", lambda r: b"Hej\0\0\0", "binary"),
    "binary named .txt": ("a.txt", lambda r: bytes(range(256)) * 20, "binary"),
    "random bytes": ("a.html", lambda r: b"\x01\x02\x03\x04\x05" * 40, "binary"),
    "PNG named .txt": ("a.txt", lambda r: b"\x89PNG\r\n\x1a\n....", "picture"),
    "JPEG named .pdf": ("a.pdf", lambda r: b"\xff\xd8\xff\xe0....", "picture"),
    "old Word": ("a.doc", lambda r: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "old Office"),
    "RTF": ("a.docx", lambda r: b"{\\rtf1 Hej}", "RTF"),
    "gzip": ("a.txt", lambda r: b"\x1f\x8b\x08....", "unpack"),
    "empty ZIP": ("a.docx", lambda r: b"PK\x05\x06" + b"\0" * 18, "without a Word document"),
    "too large": ("a.txt", lambda r: b"a" * 50_000_001, "larger than 50 MB"),
    "a line of 50 MB": ("a.txt", lambda r: b"a" * 49_999_999, "longer than 5,000,000 characters"),
    "HTML of 20 MB": ("a.html", lambda r: b"<html><body>" + b"<p>Hej</p>" * 2_000_000, "larger than 5 MB"),
    "HTML nested deep": ("a.html", lambda r: b"<html><body>" + b"<div>" * 100_000 + b"Hej", "nested more than 256"),
    "HTML without text": ("a.html", lambda r: b"<html><body><script>x()</script></body></html>", "no text"),
    "HTML cut in a tag": ("a.html", lambda r: b"<html><body><a href='", "no text"),
    "PDF encrypted": ("a.pdf", encrypted_pdf, "encrypted"),
    "PDF cut off": ("a.pdf", lambda r: r.render("pdf")[:900], "cut off"),
    "PDF header only": ("a.pdf", lambda r: b"%PDF-1.7\n%%EOF", "damaged"),
    "PDF of garbage": ("a.pdf", lambda r: b"%PDF-1.7" + bytes(range(256)) * 9 + b"%%EOF", "damaged"),
    "PDF without text": ("a.pdf", picture_pdf, "only pictures"),
    "DOCX cut off": ("a.docx", lambda r: r.render("docx")[:-400], "cut off|packed file"),
    "DOCX with broken XML": ("a.docx", lambda r: document_part(r, lambda part: part[:300]), "damaged"),
    "DOCX bomb": ("a.docx", lambda r: document_part(r, lambda part: part + b" " * 40_000_000), "unpacks"),
    "DOCX with entities": ("a.docx", lambda r: document_part(r, with_entities), "entities"),
    "DOCX with entities under another name": ("a.docx", renamed_main_part, "entities"),
    "DOCX nested deep": ("a.docx", lambda r: document_part(r, deep_docx), "damaged"),
    "DOCX without text": ("a.docx", lambda r: r.as_docx([]), "no text"),
    "DOCX without its parts": ("a.docx", lambda r: repacked(r.render("docx"), lambda name, part: b""), "damaged"),
}

READ: dict[str, tuple[str, bytes, str]] = {
    "invalid UTF-8": ("a.txt", b"g\xe5 \xff till fots", "gå ÿ till fots"),
    "cut in a character": ("a.txt", "på gång två".encode()[:-1], "på gång tv\ufffd"),
    "unclosed tags": ("a.html", b"<html><body><ul><li>ett<li>tv\xe5", "• ett\n• två"),
    "wrong nesting": ("a.html", b"<html><p><b>ett</p></b><li>tv\xc3\xa5", "ett\n\ntvå"),
    "HTML entities": ("a.html", b"<!DOCTYPE html [<!ENTITY a 'xx'>]><html><p>&aring;&#229;&a;", "]>\n\nåå&a;"),
    "one character": ("-", b"x", "x"),
    "Windows line ends": ("a.txt", b"a\r\nb\r\n", "a\nb"),
    "escape codes": ("a.txt", b"\x1b[1mHej", "[1mHej"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str, rendering: ModuleType) -> None:
    path, make, reason = REFUSED[case]
    with pytest.raises(ReadError, match=reason) as caught:
        read_bytes(make(rendering), path)
    assert str(caught.value).startswith(f"{path}: ")
    assert ";" in caught.value.reason, "says what to do"


@pytest.mark.parametrize("case", READ)
def test_read_all_the_same(case: str) -> None:
    path, data, text = READ[case]
    assert read_bytes(data, path).text == text


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="folder"):
        read(tmp_path)


def test_name_with_nul() -> None:
    with pytest.raises(ReadError):
        read("a\0.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Hej")
    path.chmod(0)
    with pytest.raises(ReadError, match="permission"):
        read(path)


def test_the_error_travels_between_processes() -> None:
    error = pickle.loads(pickle.dumps(ReadError("a.txt", "it is empty; fetch it anew")))
    assert (error.path, error.reason) == ("a.txt", "it is empty; fetch it anew")


def check(data: bytes, path: str) -> None:
    try:
        source = read_bytes(data, path)
    except ReadError:
        return
    assert isinstance(source, Source)
    assert not [c for c in source.text if ord(c) < 32 and c not in "\n\t"]
    ends = [0]
    for mark in source.marks:
        assert ends[-1] <= mark.start_char < mark.end_char <= len(source.text)
        ends.append(mark.end_char)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.html", "a.pdf", "a.docx", "-"]))
def test_any_bytes(data: bytes, path: str) -> None:
    check(data, path)


TAGS = (
    "html body main div p ul ol li table tr td th h1 h2 br dl dt dd pre details summary a nav header span svg".split()
)
PIECES = (
    [f"<{tag}>" for tag in TAGS]
    + [f"</{tag}>" for tag in TAGS]
    + ["gå", " ", "- ", "kom-", "&nbsp;", "<td rowspan=9 colspan=3>", "<!--"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_tags(pieces: list[str]) -> None:
    check(("<html>" + "".join(pieces)).encode(), "a.html")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["html", "pdf", "docx"]), st.data())
def test_damaged_files(rendering: ModuleType, kind: str, data: st.DataObject) -> None:
    whole = bytearray(rendering.render(kind))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at] = data.draw(st.integers(0, 255))
    check(bytes(whole), f"a.{kind}")


CRASHES = sorted((Path(__file__).parent / "crashes").iterdir())


@pytest.mark.parametrize("path", CRASHES, ids=lambda path: path.name)
def test_inputs_that_once_crashed_or_hung(path: Path) -> None:
    check(path.read_bytes(), path.name)
