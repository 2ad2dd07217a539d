"""What a file becomes: its clean text with the marks the file itself carried, or a clear refusal."""

from __future__ import annotations

from dataclasses import dataclass

BYTES = 50_000_000  # a file
CHARACTERS = 5_000_000  # the text of a file
HTML_BYTES = 5_000_000  # a page with five million bytes of markup is a dump, not a page
HTML_DEPTH = 256  # elements inside each other; libxml2 stops here, and so do we
DOCX_BYTES = 200_000_000  # unpacked, pictures included
DOCX_XML_BYTES = 50_000_000  # unpacked, one part that is parsed
DOCX_RATIO = 500  # unpacked to packed, for any part above a million bytes
DOCX_PARTS = 5_000  # members of the archive
PDF_PAGES = 2_000
PDF_SECONDS = 120  # of computing
PDF_MEMORY = 2_000_000_000  # bytes of address space in which a PDF is read
PDF_TABLE_PAGES = 200  # pages with ruled lines that are searched for tables; later ones are read as lines
PDF_LINES = 20_000  # drawn paths on a page; above this it is a map or a drawing, not a table


@dataclass(frozen=True, slots=True)
class Mark:
    """What the file itself says of some lines of the text.

    HTML and DOCX know headings, list items, table rows and paragraphs, PDF knows the rows of ruled tables,
    plain text knows nothing. A mark covers whole lines: from the first character of its first line, with
    indentation and bullet, to the end of its last line, without the line break.

    Parameters
    ----------
    kind
        ``"heading"``, ``"item"``, ``"row"`` or ``"paragraph"``.
    level
        Heading level 1 to 6, nesting of items from 1, else 0.
    start_char, end_char
        Place in ``Source.text`` in code points, end exclusive.
    """

    kind: str
    level: int
    start_char: int
    end_char: int


@dataclass(frozen=True, slots=True)
class Source:
    """A file that has been read.

    Parameters
    ----------
    name
        The file's stem; whoever reads many files makes it unique.
    path
        The path as it was given, ``"-"`` for standard input.
    sha256
        Of the file's bytes.
    kind
        ``"html"``, ``"pdf"``, ``"docx"`` or ``"txt"``, by content.
    title
        The title in the file's metadata, for HTML else its first ``h1``.
    published
        The day (ISO) on which the page's metadata says it was published.
    text
        The cleaned text. Every offset in later stages points into it.
    marks
        In the order of the text.
    """

    name: str
    path: str
    sha256: str
    kind: str
    title: str | None
    published: str | None
    text: str
    marks: tuple[Mark, ...]


class ReadError(Exception):
    """A file that cannot be read; the message names it, what was wrong and what to do.

    Examples
    --------
    >>> error = ReadError("a.pdf", "the file is empty; fetch it anew")
    >>> error.reason
    'the file is empty; fetch it anew'
    >>> str(error)
    'a.pdf: the file is empty; fetch it anew'
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)  # both, so that the error survives pickling between processes
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"
