"""The three formats behind one pair of verbs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Literal, TypeVar

from lofteNLP.records.jsonl import read_jsonl, write_jsonl
from lofteNLP.records.parquet import read_parquet, write_parquet
from lofteNLP.records.plain import RecordError
from lofteNLP.records.pledge import PledgeRecord
from lofteNLP.records.table_csv import read_csv, write_csv
from lofteNLP.schema import Document

Format = Literal["jsonl", "parquet", "csv"]
Record = TypeVar("Record", Document, PledgeRecord)

FORMATS: tuple[Format, ...] = ("jsonl", "parquet", "csv")
_SUFFIXES: dict[str, Format] = {".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet", ".csv": "csv"}
_WRITERS: dict[Format, Callable[..., None]] = {"jsonl": write_jsonl, "parquet": write_parquet, "csv": write_csv}
_READERS: dict[Format, Callable[..., Iterator[Any]]] = {"jsonl": read_jsonl, "parquet": read_parquet, "csv": read_csv}


def format_of(path: Path) -> Format | None:
    """Tell the format from a file's suffix; None where it tells nothing.

    Examples
    --------
    >>> format_of(Path("ale.parquet")), format_of(Path("ale.txt"))
    ('parquet', None)
    """
    return _SUFFIXES.get(path.suffix.lower())


def write(records: Iterable[Record], shape: type[Record], file: BinaryIO, form: Format) -> None:
    """Write records as they come.

    Parameters
    ----------
    records
        All of one kind.
    shape
        Their type, `Document` or `PledgeRecord`; it gives the columns where there are no records.
    file
        Open for bytes; it stays open, and need not be seekable.
    form
        The format.

    Examples
    --------
    >>> import io
    >>> file = io.BytesIO()
    >>> write([], PledgeRecord, file, "csv")
    >>> file.getvalue()[:24]
    b'"id","number","text","st'
    """
    _WRITERS[form](records, shape, file)


def read(path: Path, shape: type[Record], form: Format | None = None) -> Iterator[Record]:
    """Read the records of a file.

    Parameters
    ----------
    path
        A file that `write` or `lofte tag` wrote.
    shape
        `Document` or `PledgeRecord`.
    form
        The format; by default that of the suffix.

    Raises
    ------
    RecordError
        Where the file does not follow the schema; the message names the file and the place in it.

    Examples
    --------
    >>> import tempfile
    >>> ale = Document("ale", "ale.txt", "", None, "", [], None, None, None, None, [], [], {})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "ale.jsonl")
    ...     with open(path, "wb") as file:
    ...         write([ale], Document, file, "jsonl")
    ...     [document.document for document in read(path, Document)]
    ['ale']
    """
    form = form or format_of(path)
    if form is None:
        raise RecordError(f"{path}: no file of records ({', '.join(FORMATS)}) by its suffix; lofte tag makes them")
    with open(path, "rb") as file:
        try:
            yield from _READERS[form](file, shape)
        except RecordError as error:
            raise RecordError(f"{path}: {error}") from error
