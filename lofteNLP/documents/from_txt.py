"""Plain text: characters decided, text cleaned, lines kept."""

from __future__ import annotations

from lofteNLP.documents.clean import clean
from lofteNLP.documents.kinds import decode
from lofteNLP.documents.reading import Content, Refused
from lofteNLP.documents.source import CHARACTERS


def read_txt(data: bytes) -> Content:
    r"""Read plain text.

    Examples
    --------
    >>> read_txt(b"Lindesbergs kom-\r\nmun lovar").text
    'Lindesbergs kommun\nlovar'
    """
    text = decode(data)
    if len(text) > CHARACTERS:  # refused before the work of cleaning
        raise Refused(f"the text is longer than {CHARACTERS:,} characters; split the file")
    return Content(clean(text))
