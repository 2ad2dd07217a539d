"""A tagged document as few bytes, without what depends on where its file lies; and back, in its place."""

from __future__ import annotations

import zlib
from dataclasses import replace

import msgspec

from lofteNLP.schema import Document

NAMELESS = ""  # the name under which documents are packed


def pack(document: Document) -> bytes:
    """Pack a document that was tagged under the name `NAMELESS`, without its path.

    Examples
    --------
    >>> ale = Document("", "in/ale.txt", "", None, "å", [], None, None, None, None, [], [], {})
    >>> unpack(pack(ale), "ale-2", "ale.txt").document
    'ale-2'
    """
    return zlib.compress(msgspec.json.encode(replace(document, source=NAMELESS)), 1)


def unpack(packed: bytes, name: str, path: str) -> Document:
    """Unpack a document and give it its name and path.

    Raises
    ------
    ValueError
        Where the bytes are damaged.
    """
    try:
        document = msgspec.json.decode(zlib.decompress(packed), type=Document)
    except (zlib.error, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ValueError(f"damaged document: {error}") from error
    document.document, document.source = name, path
    for pledge in document.pledges:
        pledge.id = name + pledge.id
    return document
