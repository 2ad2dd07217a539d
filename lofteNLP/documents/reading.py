"""One file, whatever its kind, to a Source."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from lofteNLP.documents.kinds import kind_of
from lofteNLP.documents.source import BYTES, CHARACTERS, Mark, ReadError, Source

# Opening a pipe that nobody writes to would last for ever. (Windows has no such flag, and wants to be told of bytes.)
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Content(NamedTuple):
    """What a reader gives back; the rest of a Source is the same for every kind."""

    text: str
    marks: tuple[Mark, ...] = ()
    title: str | None = None
    published: str | None = None


class Refused(Exception):
    """A reader's word that it cannot read the bytes; becomes a ReadError with the path."""


def read(path: Path | str) -> Source:
    """Read a file.

    Parameters
    ----------
    path
        A file with HTML, PDF, DOCX or plain text; the content decides, not the name.

    Raises
    ------
    ReadError
        Where the file cannot be read, whatever the cause.

    Examples
    --------
    >>> try:
    ...     read("saknas.txt")
    ... except ReadError as error:
    ...     print(error)
    saknas.txt: there is no such file; check the path
    """
    return read_bytes(file_bytes(path), str(path))


def file_bytes(path: Path | str) -> bytes:
    """Give a file's bytes, of one that is too large to read one more than are read.

    Raises
    ------
    ReadError
        Where the file cannot be opened; the message says what to do.

    Examples
    --------
    >>> file_bytes(".")
    Traceback (most recent call last):
    lofteNLP.documents.source.ReadError: .: this is a folder; give its files, or let find() list them
    """
    given = str(path)
    try:
        if Path(path).is_dir():
            raise ReadError(given, "this is a folder; give its files, or let find() list them")
        with open(os.open(path, os.O_RDONLY | _AT_ONCE), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise ReadError(given, "this is a pipe or a device, not a file; give what it holds on standard input")
            return file.read(BYTES + 1)
    except FileNotFoundError as error:
        raise ReadError(given, "there is no such file; check the path") from error
    except PermissionError as error:
        raise ReadError(given, "no permission to read the file; change its rights") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise ReadError(given, f"the file cannot be opened ({error}); check the path") from error


def read_bytes(data: bytes, path: str) -> Source:
    """Read a file's bytes; ``path`` names them in messages, and its ending helps with fragments of HTML.

    Examples
    --------
    >>> source = read_bytes(b"<h1>Ale</h1><ul><li>g\\xe5 i centrum</ul>", "ale.html")
    >>> source.text
    'Ale\\n\\n• gå i centrum'
    >>> [(mark.kind, mark.level) for mark in source.marks]
    [('heading', 1), ('item', 1)]
    """
    if len(data) > BYTES:
        raise ReadError(path, f"the file is larger than {BYTES // 1_000_000} MB; split it")
    kind = kind_of(data, path)
    if kind.name is None:
        raise ReadError(path, kind.reason)
    content = _content(kind.name, data, path)
    if not content.text.strip():
        raise ReadError(path, _NO_TEXT[kind.name])
    if len(content.text) > CHARACTERS:
        raise ReadError(path, f"the text is longer than {CHARACTERS:,} characters; split the file")
    return Source(
        name="stdin" if path == "-" else Path(path).stem,
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        kind=kind.name,
        title=content.title,
        published=content.published,
        text=content.text,
        marks=content.marks,
    )


_NO_TEXT = {
    "txt": "the file holds no text; fetch or save it anew",
    "html": "the page holds no text; it may be filled in by scripts: save it from a browser",
    "docx": "the document holds no text; its words may be pictures",
    "pdf": "the PDF holds no text, only pictures; run text recognition (OCR) on it first",
}


def _content(kind: str, data: bytes, path: str) -> Content:
    """Call the reader. Parsers raise anything on damaged files: it all becomes a ReadError."""
    try:
        return _reader(kind)(data)
    except Refused as error:
        raise ReadError(path, str(error)) from error
    except RecursionError as error:
        raise ReadError(path, "its parts are nested too deeply; save it in a simpler form") from error
    except MemoryError as error:
        raise ReadError(path, "it takes more memory than there is; split it") from error
    except Exception as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise ReadError(path, f"damaged {kind.upper()} file ({reason}); fetch or save it anew") from error


def _reader(kind: str) -> Callable[[bytes], Content]:
    """Readers are imported when first needed: their libraries are heavy."""
    if kind == "html":
        from lofteNLP.documents.from_html import read_html

        return read_html
    if kind == "pdf":
        from lofteNLP.documents.pdf_process import read_pdf

        return read_pdf
    if kind == "docx":
        from lofteNLP.documents.from_docx import read_docx

        return read_docx
    from lofteNLP.documents.from_txt import read_txt

    return read_txt
