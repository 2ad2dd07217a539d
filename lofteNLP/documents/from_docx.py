"""DOCX: python-docx opens the package and knows its styles; the body is walked to its last block.

python-docx's own ``iter_inner_content`` passes over content controls, tracked insertions and text boxes.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

from lofteNLP.documents.blocks import write
from lofteNLP.documents.clean import characters
from lofteNLP.documents.docx_blocks import Body
from lofteNLP.documents.reading import Content, Refused
from lofteNLP.documents.source import DOCX_BYTES, DOCX_PARTS, DOCX_RATIO, DOCX_XML_BYTES

_LARGE = 1_000_000
_HEAD = 100  # bytes in which XML begins
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))


def read_docx(data: bytes) -> Content:
    """Read the body of a Word document.

    Raises
    ------
    Refused
        For a damaged or encrypted package, one that unpacks beyond the limits, or XML that declares entities.
    """
    import docx

    _check(data)
    document = docx.Document(io.BytesIO(data))
    text, marks = write(Body(document).blocks())
    return Content(text, marks, _title(document))


def _check(data: bytes) -> None:
    """Look at the archive before anything is parsed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_sizes(members)
            for member in members:
                if _is_xml(archive, member):
                    _check_part(member.file_size, archive.read(member))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise Refused("the DOCX file is cut off or damaged; fetch it anew") from error


def _is_xml(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """By its name or its first bytes: a package may give its main part any name."""
    if member.filename.endswith((".xml", ".rels")):
        return True
    with archive.open(member) as part:
        return b"<" in part.read(_HEAD)


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & 1 for member in members):
        raise Refused("the DOCX file is encrypted; save it without a password")
    unpacked = sum(member.file_size for member in members)
    bomb = any(m.file_size > _LARGE and m.file_size > DOCX_RATIO * max(1, m.compress_size) for m in members)
    if len(members) > DOCX_PARTS or unpacked > DOCX_BYTES or bomb:
        raise Refused("the DOCX file unpacks to far more than a document holds; save only its text")


def _check_part(size: int, part: bytes) -> None:
    if size > DOCX_XML_BYTES:
        raise Refused(f"a part of the DOCX file is larger than {DOCX_XML_BYTES // 1_000_000} MB; split the document")
    if any(declaration in part for declaration in _DECLARATIONS):
        raise Refused("the DOCX file declares XML entities, which no word processor does; save it anew from one")


def _title(document: Any) -> str | None:
    return " ".join(characters(document.core_properties.title or "").split()) or None
