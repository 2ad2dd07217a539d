"""JSON Lines: one object a line, keys in the schema's order, Swedish letters as they are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import BinaryIO, TypeVar

import msgspec

from lofteNLP.records.plain import RecordError, from_dict, not_as_the_schema
from lofteNLP.records.pledge import PledgeRecord
from lofteNLP.schema import Document

Record = TypeVar("Record", Document, PledgeRecord)


def write_jsonl(records: Iterable[Record], shape: type[Record], file: BinaryIO) -> None:
    """Write records as they come; each line is flushed, so that a reader at the other end of a pipe need not wait.

    Examples
    --------
    >>> import io
    >>> file = io.BytesIO()
    >>> write_jsonl([Document("ale", "ale.txt", "", None, "å", [], None, None, None, None, [], [], {})], Document, file)
    >>> file.getvalue().decode()[:75]
    '{"document": "ale", "source": "ale.txt", "sha256": "", "title": null, "text'
    """
    for record in records:
        line = json.dumps(record.to_dict(), ensure_ascii=False, allow_nan=False)
        # A file name that is not UTF-8 holds lone surrogates; so escaped, JSON can hold them too.
        file.write(line.encode(errors="backslashreplace") + b"\n")
        file.flush()


def read_jsonl(file: Iterable[bytes], shape: type[Record]) -> Iterator[Record]:
    """Read records back; blank lines are passed over."""
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            yield read_line(line, shape)
        except RecordError as error:
            raise RecordError(f"line {number}: {error}") from error


def read_line(line: bytes, shape: type[Record]) -> Record:
    """Read one record of the given type.

    Raises
    ------
    RecordError
        Where the line is not JSON or does not follow the schema.
    """
    try:
        return msgspec.json.decode(line, type=shape)
    except msgspec.ValidationError as error:
        raise not_as_the_schema(shape, error) from error
    except ValueError:
        # Not JSON; or JSON with lone surrogates, of a file name that is not UTF-8, which the decoder does not take.
        try:
            plain = json.loads(line)
        except ValueError as error:
            raise RecordError(f"not JSON ({error}); write it anew with lofte tag") from error
        return from_dict(shape, plain)
