"""Which kind of file the bytes are, and which characters: by content, with the name to break a tie."""

from __future__ import annotations

import re
from typing import NamedTuple

SUFFIXES = (".html", ".htm", ".pdf", ".docx", ".txt")

_SAVE_AS = "save it as .docx, .pdf or .txt"
# Files people do have beside the readable ones. Named so that the refusal can say what to do.
_REFUSED = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", f"an old Office file (.doc, .xls, .ppt); {_SAVE_AS}"),
    (b"{\\rtf", f"an RTF file; {_SAVE_AS}"),
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG); run text recognition on it first"),
    (b"\xff\xd8\xff", "a picture (JPEG); run text recognition on it first"),
    (b"GIF8", "a picture (GIF); run text recognition on it first"),
    (b"II*\x00", "a picture (TIFF); run text recognition on it first"),
    (b"MM\x00*", "a picture (TIFF); run text recognition on it first"),
    (b"\x1f\x8b", "a packed file (gzip); unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a packed file (7z); unpack it first"),
    (b"Rar!\x1a\x07", "a packed file (RAR); unpack it first"),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HTML_START = re.compile(
    r"\s*+(?:<\?xml[^>]{0,200}>\s*+)?(?:(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_HTML_TAG = re.compile(r"<(?:p|div|ul|ol|li|h[1-6]|table|br|span|section|article|main|a)\b[^<>]{0,500}>", re.I)
_META_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([A-Za-z0-9_-]{1,40})", re.I)
# Single-byte charsets a Swedish page may name; others (utf-7, idna, ...) are no business of a page's.
_CHARSET = re.compile(
    r"windows-?125\d|iso-?8859-?\d{1,2}|iso_8859-\d{1,2}|latin-?1|macintosh|mac-?roman|cp\d{3,4}", re.I
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_PROBE = 65_536


class Kind(NamedTuple):
    """What the bytes are: html, pdf, docx or txt; None where they are refused, with the reason."""

    name: str | None
    reason: str = ""


def kind_of(data: bytes, path: str) -> Kind:
    """Tell the kind of file by its first bytes.

    Examples
    --------
    >>> kind_of(b"<!DOCTYPE html><p>Hej", "a.txt").name
    'html'
    >>> kind_of(b"%PDF-1.7", "a.txt").name
    'pdf'
    >>> kind_of(b"Hej", "a.pdf").name
    'txt'
    """
    if not data:
        return Kind(None, "the file is empty; fetch or save it anew")
    if b"%PDF-" in data[:1024]:
        return Kind("pdf")
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _archive(data)
    for magic, reason in _REFUSED:
        if data.startswith(magic):
            return Kind(None, reason)
    if not data.startswith(_UTF16) and _is_binary(data):
        return Kind(None, "the file holds binary data, not text; give a text, HTML, PDF or DOCX file")
    start = decode(data[:_PROBE])
    if _HTML_START.match(start) or (_HTML_TAG.search(start) and _may_be_html(start, path)):
        return Kind("html")
    return Kind("txt")


def _archive(data: bytes) -> Kind:
    """A DOCX names its main part; the name stands in clear in the archive's directory."""
    if b"word/document" in data:  # not always word/document.xml
        return Kind("docx")
    if b"mimetypeapplication/vnd.oasis.opendocument" in data[:200]:
        return Kind(None, f"an OpenDocument file; {_SAVE_AS}")
    if b"xl/workbook.xml" in data or b"ppt/presentation.xml" in data:
        return Kind(None, f"an Office file that is no text document; {_SAVE_AS}")
    return Kind(None, "a packed file (ZIP) without a Word document in it, or cut off; unpack it or fetch it anew")


def _is_binary(data: bytes) -> bool:
    """NULs or many control characters: text has neither."""
    probe = data[:_PROBE]
    controls = len(_CONTROL.findall(probe))
    return b"\x00" in probe or controls > max(2, len(probe) // 100)


def _may_be_html(start: str, path: str) -> bool:
    """A fragment without ``<html>``: believed by its name, or where it begins with a tag."""
    return path.lower().endswith((".html", ".htm", ".xhtml")) or start.lstrip().startswith("<")


def decode(data: bytes, html: bool = False) -> str:
    r"""Turn bytes into characters: byte-order mark, UTF-8, what an HTML page names, or else Windows-1252.

    Swedish text in a one-byte encoding is practically never valid UTF-8, so it comes before what a page says.

    Examples
    --------
    >>> decode(b"l\xc3\xb6fte"), decode(b"l\xf6fte"), decode(b"\xef\xbb\xbfl\xc3\xb6fte")
    ('löfte', 'löfte', 'löfte')
    """
    if data.startswith(_UTF16):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if _is_damaged_utf8(data):
        return data.decode("utf-8-sig", errors="replace")
    named = _META_CHARSET.search(data[:_PROBE]) if html else None
    charset = named.group(1).decode("ascii") if named else "cp1252"
    if not _CHARSET.fullmatch(charset) or re.fullmatch(r"iso[-_]?8859-?1|latin-?1", charset, re.I):
        charset = "cp1252"  # browsers read ISO 8859-1 so, too: its upper controls are never meant
    try:
        return data.decode(charset, errors="replace")
    except LookupError:
        return data.decode("cp1252", errors="replace")


def _is_damaged_utf8(data: bytes) -> bool:
    """UTF-8 with a few broken bytes, not a one-byte encoding: most of its upper bytes still form letters."""
    text = data[:_PROBE].decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    letters = sum(1 for character in text if character > "\x7f") - broken
    return letters > broken
