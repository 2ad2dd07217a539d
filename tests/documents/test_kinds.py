"""Kinds by content, and characters."""

from __future__ import annotations

from types import ModuleType

import pytest

from lofteNLP.documents import read_bytes
from lofteNLP.documents.kinds import decode

WORDS = "Åtgärder för trygghet – 100 §"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_plain_text(encoding: str) -> None:
    assert read_bytes(WORDS.encode(encoding), "a.txt").text == WORDS


def test_iso_8859_1() -> None:
    assert read_bytes("gå på är ö".encode("iso-8859-1"), "a.txt").text == "gå på är ö"


def test_utf_8_with_a_broken_byte_stays_utf_8() -> None:
    assert decode("gå på är ö och å".encode() + b"\xff") == "gå på är ö och å\ufffd"


@pytest.mark.parametrize(
    ("charset", "encoding"), [("macintosh", "mac-roman"), ("iso-8859-1", "cp1252"), ("utf-7", "cp1252")]
)
def test_charset_that_a_page_names(charset: str, encoding: str) -> None:
    page = f'<html><head><meta charset="{charset}"></head><body><p>gå på är ö</p></body></html>'
    assert read_bytes(page.encode(encoding), "a.html").text == "gå på är ö"


def test_a_page_that_names_the_wrong_charset() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>gå</p></body></html>'
    assert read_bytes(page.encode(), "a.html").text == "gå"


@pytest.mark.parametrize(
    ("data", "path", "kind"),
    [
        (b"<!DOCTYPE html><p>Hej", "a.txt", "html"),
        (b"\xef\xbb\xbf \n<!-- x --><HTML><p>Hej", "a", "html"),
        (b"<p>Hej</p>", "-", "html"),
        (b"Hej <b>du</b> <br> 3 < 4", "a.txt", "txt"),
        (b"Bara ord", "a.html", "txt"),
        (b"Hej <p>du", "a.htm", "html"),
    ],
)
def test_content_decides(data: bytes, path: str, kind: str) -> None:
    assert read_bytes(data, path).kind == kind


@pytest.mark.parametrize(("kind", "path"), [("pdf", "a.txt"), ("docx", "a.pdf")])
def test_content_decides_against_the_name(kind: str, path: str, rendering: ModuleType) -> None:
    assert read_bytes(rendering.render(kind), path).kind == kind
