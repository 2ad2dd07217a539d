"""Records of either kind and any format, from files, folders of part files or standard input."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain, repeat
from pathlib import Path
from typing import Any, BinaryIO

from lofteNLP.records.formats import format_of, read
from lofteNLP.records.jsonl import read_jsonl
from lofteNLP.records.plain import RecordError
from lofteNLP.records.pledge import PledgeRecord
from lofteNLP.schema import Document


def read_any(path: Path) -> Iterator[Document | PledgeRecord]:
    """Read documents or pledges, told apart by their keys, from a file or a folder.

    Parameters
    ----------
    path
        A ``.jsonl``, ``.parquet`` or ``.csv`` file; or a folder, as Spark writes, whose files of these kinds are read
        in the order of their names.  Names that begin with ``_`` or ``.`` are passed over.

    Raises
    ------
    RecordError
        Where there is nothing to read or it does not follow the schema; the message names the file and the place in it.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "part-0.jsonl").write_text('{"id": "ale#1"}')
    ...     try:
    ...         list(read_any(Path(folder)))
    ...     except RecordError as error:
    ...         print(str(error).removeprefix(folder + "/"))
    part-0.jsonl: line 1: PledgeRecord: Object missing required field `number`; see records/schema.json
    """
    if not path.is_dir():
        return _read_file(path)
    found = sorted(file for file in path.rglob("*") if file.is_file() and format_of(file) and _is_shown(file, path))
    if not found:
        raise RecordError(f"{path}: no .jsonl, .parquet or .csv file in this folder; check the path")
    return chain.from_iterable(map(_read_file, found))


def read_any_lines(file: BinaryIO, name: str) -> Iterator[Document | PledgeRecord]:
    """Read documents or pledges, told apart by the first one's keys, from JSON Lines; errors begin with `name`."""
    for blank, line in enumerate(file):
        if line.strip():
            lines = chain(repeat(b"\n", blank), [line], file)  # blank lines count
            try:
                yield from read_jsonl(lines, _shape(_keys(line)))
            except RecordError as error:
                raise RecordError(f"{name}: {error}") from error
            return


def _read_file(path: Path) -> Iterator[Document | PledgeRecord]:
    form = format_of(path)
    if form == "jsonl":
        with open(path, "rb") as file:
            yield from read_any_lines(file, str(path))
        return
    try:
        yield from read(path, _shape(_columns(path, form)))
    except RecordError:
        raise
    except ValueError as error:  # no Parquet, no UTF-8
        raise RecordError(f"{path}: cannot be read ({error}); write it anew with lofte tag") from error


def _is_shown(file: Path, folder: Path) -> bool:
    return not any(part.startswith(("_", ".")) for part in file.relative_to(folder).parts)


def _shape(keys: Iterable[str]) -> Any:
    return Document if "pledges" in keys else PledgeRecord


def _keys(line: bytes) -> Iterable[str]:
    try:
        plain = json.loads(line)
    except ValueError:
        return ()  # the reader will say so, with the line's number
    return plain if isinstance(plain, dict) else ()


def _columns(path: Path, form: str | None) -> Iterable[str]:
    if form == "parquet":
        import pyarrow.parquet as pq

        names: list[str] = pq.read_schema(path).names
        return names
    if form == "csv":
        import csv

        with open(path, encoding="utf-8", newline="") as file:
            return next(csv.reader(file), [])
    return ()  # no known suffix: the reader says what to do
