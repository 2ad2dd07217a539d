"""From what the user names to the files of a run, and from a file to the key of its content."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from lofteNLP.documents import file_bytes, find
from lofteNLP.documents.source import BYTES

STDIN = Path("-")
NOTHING_HERE = "no .html, .htm, .pdf, .docx or .txt file in this folder; check the path"


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """Give the files of a run, in order; a folder without any is given itself.

    Examples
    --------
    >>> [path.name for path in files([Path("no-such-file.txt")])]
    ['no-such-file.txt']
    """
    for path in paths:
        found = find([path])
        yield next(found, path)
        yield from found


def content(path: Path) -> bytes:
    """Give a file's bytes, or those of standard input.

    Raises
    ------
    ReadError
        Where the file cannot be opened.
    """
    return sys.stdin.buffer.read(BYTES + 1) if path == STDIN else file_bytes(path)


def key(data: bytes, path: Path, tagger: bytes) -> bytes:
    """Tell by what a result is known again: the content, the kind of file that its name tells, and what tagged it.

    Examples
    --------
    >>> key(b"Hej", Path("a.txt"), b"1") == key(b"Hej", Path("b.TXT"), b"1") != key(b"Hej", Path("a.html"), b"1")
    True
    """
    suffix = path.suffix.lower().encode(errors="surrogateescape")
    return sha256(sha256(data).digest() + sha256(suffix).digest() + tagger).digest()
