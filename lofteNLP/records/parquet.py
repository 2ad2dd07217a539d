"""Parquet: one row a record, under a fixed schema that follows from the types and never from the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from itertools import islice
from typing import Any, BinaryIO, Literal, TypeVar, get_args, get_origin, get_type_hints

from lofteNLP.records.plain import from_dict, optional
from lofteNLP.records.pledge import PledgeRecord
from lofteNLP.schema import Document

Record = TypeVar("Record", Document, PledgeRecord)
ROW_GROUP = 10_000  # records that are held in memory at a time


def arrow_schema(shape: type[Any]) -> Any:
    """Give the Arrow schema of `Document` or `PledgeRecord`; only what may be unknown is nullable.

    Examples
    --------
    >>> arrow_schema(Document).field("valid_from")
    pyarrow.Field<valid_from: string>
    >>> arrow_schema(Document).field("kommun").type
    ListType(list<item: struct<name: string not null, code: string not null> not null>)
    """
    import pyarrow as pa

    return pa.schema(_fields(shape))


def write_parquet(records: Iterable[Record], shape: type[Record], file: BinaryIO) -> None:
    """Write records in groups as they come; no records give a file with the schema and no rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = arrow_schema(shape)
    remaining = iter(records)
    with pq.ParquetWriter(file, schema) as writer:
        while group := list(islice(remaining, ROW_GROUP)):
            writer.write_table(pa.Table.from_pylist([record.to_dict() for record in group], schema=schema))


def read_parquet(file: BinaryIO, shape: type[Record]) -> Iterator[Record]:
    """Read records back."""
    import pyarrow.parquet as pq

    for batch in pq.ParquetFile(file).iter_batches(batch_size=ROW_GROUP):
        for row in batch.to_pylist(maps_as_pydicts="strict"):
            yield from_dict(shape, row)


def _fields(shape: Any) -> list[Any]:
    import pyarrow as pa

    hints = get_type_hints(shape)
    return [
        pa.field(field.name, _type(hints[field.name]), nullable=optional(hints[field.name]) is not None)
        for field in fields(shape)
    ]


def _type(kind: Any) -> Any:
    import pyarrow as pa

    kind = optional(kind) or kind
    if is_dataclass(kind):
        return pa.struct(_fields(kind))
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return pa.string()
    if origin is list:
        return pa.list_(pa.field("item", _type(arguments[0]), nullable=False))
    if origin is dict:
        return pa.map_(_type(arguments[0]), pa.field("value", _type(arguments[1]), nullable=False))
    return {str: pa.string(), int: pa.int64(), float: pa.float64()}[kind]
