"""CSV: one row a record, plain columns first, then the nested values as JSON, one column each.

An unknown value is an empty cell; so an empty string that may be unknown, such as a heading, is read back as unknown.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, BinaryIO, TypeVar, get_origin, get_type_hints

from lofteNLP.records.plain import RecordError, from_dict, optional
from lofteNLP.records.pledge import PledgeRecord
from lofteNLP.schema import Document

Record = TypeVar("Record", Document, PledgeRecord)


def columns(shape: type[Any]) -> list[str]:
    """Name the columns in their order.

    Examples
    --------
    >>> columns(Document)[8:]
    ['valid_to', 'kommun', 'sections', 'pledges', 'model']
    """
    hints = get_type_hints(shape)
    names = [field.name for field in fields(shape)]
    return sorted(names, key=lambda name: _is_nested(hints[name]))  # stable: the schema's order within each part


def write_csv(records: Iterable[Record], shape: type[Record], file: BinaryIO) -> None:
    """Write records as they come, in UTF-8 with a heading row.

    Examples
    --------
    >>> file = io.BytesIO()
    >>> ale = Document("ale", "ale.txt", "", None, "å, ä", [], None, None, None, None, [], [], {})
    >>> write_csv([ale], Document, file)
    >>> print(file.getvalue().decode().splitlines()[1])
    "ale","ale.txt","","","å, ä","","","","","[]","[]","[]","{}"
    """
    text = io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="", write_through=True)
    try:
        # Quotes around all that is no number: the csv module by itself does not see that "\r" needs them.
        writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
        names = columns(shape)
        writer.writerow(names)
        for record in records:
            plain = record.to_dict()
            writer.writerow([_cell(plain[name]) for name in names])
    finally:
        text.detach()  # the file is the caller's: it stays open


def read_csv(file: BinaryIO, shape: type[Record]) -> Iterator[Record]:
    """Read records back."""
    csv.field_size_limit(sys.maxsize)  # a document's text is one cell
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    try:
        hints = get_type_hints(shape)
        for row, cells in enumerate(csv.DictReader(text), 2):
            try:
                yield from_dict(shape, {name: _value(cell, hints.get(name)) for name, cell in cells.items()})
            except ValueError as error:
                raise RecordError(f"row {row}: {error}") from error
    finally:
        text.detach()


def _is_nested(kind: Any) -> bool:
    return get_origin(kind) in (list, dict) or is_dataclass(kind)


def _cell(value: Any) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    return value  # the csv module writes None as an empty cell


def _value(cell: str | None, kind: Any) -> Any:
    """Give the plain value of a cell, by the type of its column."""
    inner = optional(kind)
    if not cell and inner is not None:
        return None
    kind = inner or kind
    if cell is not None and _is_nested(kind):
        return json.loads(cell)
    return int(cell) if cell is not None and kind is int else cell
