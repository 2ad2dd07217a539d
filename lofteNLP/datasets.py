"""Records as a Hugging Face dataset, and a dataset of documents tagged; needs the extra ``datasets``.

The columns follow from the types in `lofteNLP.schema`, as those of Parquet files do.  `datasets` has no type for a map:
there a map (`Document.model`) is a list of keys with their values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from lofteNLP.documents import names
from lofteNLP.records import PledgeRecord, RecordError, from_dict
from lofteNLP.records.parquet import arrow_schema
from lofteNLP.rows import TaggedRow, row_of
from lofteNLP.schema import Document
from lofteNLP.tagger import Failure, Tagger, load, shipped_version

if TYPE_CHECKING:
    import pyarrow as pa
    from datasets import Dataset, Features

Record = TypeVar("Record", Document, PledgeRecord)
Row = TypeVar("Row")
BATCH = 100  # documents that are tagged before they are written to the cache


def features(shape: type[Any]) -> Features:
    """Declare the columns of a dataset of `Document`, `PledgeRecord` or `TaggedRow`.

    Raises
    ------
    ModuleNotFoundError
        Where `datasets` is missing; the message says how to install it.

    Examples
    --------
    >>> features(Document)["kommun"]
    List({'name': Value('string'), 'code': Value('string')})
    """
    import pyarrow as pa

    schema = arrow_schema(shape)
    plain: Features = _library().Features.from_arrow_schema(
        pa.schema([pa.field(field.name, _without_maps(field.type)) for field in schema])
    )
    return plain


def to_dataset(records: Iterable[Record], shape: type[Record] | None = None) -> Dataset:
    """Make a dataset of records, one row each.

    Parameters
    ----------
    records : iterable of Document or of PledgeRecord
        All of one kind; they are held in memory.
    shape : type, optional
        Their type, by default that of the first; needed where there may be none.

    Raises
    ------
    ValueError
        Where there are no records and `shape` does not say of which kind.
    ModuleNotFoundError
        Where `datasets` is missing; the message says how to install it.

    Examples
    --------
    >>> from lofteNLP.schema import Kommun
    >>> ale = Document("ale", "ale.txt", "", None, "", [Kommun("Ale", "1440")], None, None, None, None, [], [], {})
    >>> dataset = to_dataset([ale])
    >>> dataset["kommun"][0]
    [{'name': 'Ale', 'code': '1440'}]
    >>> list(from_dataset(dataset)) == [ale]
    True
    """
    remaining = iter(records)
    if shape is None:
        first = next(remaining, None)
        if first is None:
            raise ValueError("no records, so their kind is not known; give it: to_dataset(records, Document)")
        shape, remaining = type(first), chain([first], remaining)
    columns = features(shape)
    kind = _struct(shape)
    rows = [_with_pairs(record.to_dict(), kind) for record in remaining]
    dataset: Dataset = _library().Dataset.from_dict(_columns(rows, columns), features=columns)
    return dataset


def from_dataset(dataset: Dataset) -> Iterator[Document | PledgeRecord | Failure]:
    """Read the records of a dataset back, row by row.

    Parameters
    ----------
    dataset : Dataset or IterableDataset
        What `to_dataset` made, or `tag_dataset`: of the latter, every row gives a Document, or a Failure where the
        document could not be tagged.  Other columns are passed over.

    Raises
    ------
    RecordError
        Where columns are missing, or values are not those of records.
    """
    columns = set(dataset.features or dataset.column_names)
    if _names(TaggedRow) <= columns:
        for row in _read(dataset, TaggedRow):
            yield row.record or row.failure or _neither()
    elif _names(Document) <= columns:
        yield from _read(dataset, Document)
    elif _names(PledgeRecord) <= columns:
        yield from _read(dataset, PledgeRecord)
    else:
        raise RecordError(
            f"the columns are not those of records: {', '.join(sorted(columns))}; "
            "give what to_dataset or tag_dataset made"
        )


def tag_dataset(
    dataset: Dataset,
    column: str = "text",
    *,
    path: str | None = None,
    tagger: Tagger | None = None,
    batch_size: int = BATCH,
    num_proc: int | None = None,
) -> Dataset:
    """Tag a dataset of documents.

    The result is cached as `datasets` does: tagging the same data anew, in another process too, is answered from the
    cache, until the data, the package's code or a model is another one.

    Parameters
    ----------
    dataset : Dataset
        One document a row.
    column : str
        With the documents: texts, or bytes of HTML, PDF, DOCX or plain text.
    path : str, optional
        A column with the documents' paths, after which they are named as in `Tagger.pipe`; by default a document is
        named after its row: "row-0", "row-1", …
    tagger : Tagger, optional
        By default the one that `lofteNLP.load` gives.  One of your own must tell its models in `Tagger.version`.
    batch_size : int
        Rows that are held in memory at a time.
    num_proc : int, optional
        Processes, each of which loads the models.

    Returns
    -------
    Dataset
        The same rows with two more columns: `record` (a document record) and `failure` (path, stage and reason), one of
        which is None.

    Raises
    ------
    ValueError
        Where a column is missing, or one by the name of a new one is there.
    ModuleNotFoundError
        Where `datasets` is missing; the message says how to install it.

    Examples
    --------
    >>> from datasets import Dataset
    >>> pages = Dataset.from_dict({"text": ["Medborgarlöfte i Ale\\n- Polisen går minst tre trygghetsvandringar.", ""]})
    >>> tagged = tag_dataset(pages)
    >>> tagged[0]["record"]["pledges"][0]["quantities"][0]["value"], tagged[1]["failure"]["reason"]
    (3.0, 'the file is empty; fetch or save it anew')
    """
    hashed = _library().fingerprint.Hasher.hash
    _check_columns(dataset.column_names, [column, *([path] if path else [])])
    columns = _library().Features({**dataset.features, **features(TaggedRow)})
    if not len(dataset):  # `map` would leave the columns out
        return _library().Dataset.from_dict(_columns([], columns), features=columns)
    version = tagger.version if tagger else shipped_version()
    paths = dataset[path][:] if path else [f"row-{number}" for number in range(len(dataset))]
    tagged: Dataset = dataset.map(
        _tag_batch,
        with_indices=True,
        batched=True,
        batch_size=batch_size,
        input_columns=[column],
        fn_kwargs={"paths": paths, "names": list(names(map(Path, paths))), "tagger": tagger},
        features=columns,
        num_proc=num_proc,
        # Of our own, since that of `map` knows the function by its name alone.
        new_fingerprint=hashed(["lofteNLP.tag_dataset", dataset._fingerprint, column, path, sorted(version.items())]),
        desc="tagging",
    )
    return tagged


def _tag_batch(
    documents: list[str | bytes | None],
    indices: list[int],
    paths: list[str],
    names: list[str],
    tagger: Tagger | None,
) -> dict[str, list[Any]]:
    """Tag some rows; a tagger of the user's own is copied to the processes, the shipped models are loaded there."""
    own = tagger or _loaded()
    kind = _struct(TaggedRow)
    contents = (
        document.encode(errors="replace") if isinstance(document, str) else document or b"" for document in documents
    )
    given = ((data, paths[index], names[index]) for data, index in zip(contents, indices, strict=True))
    rows = [_with_pairs(row_of(result), kind) for result in own.stream(given)]
    return _columns(rows, _names(TaggedRow))


_loaded = cache(load)


def _check_columns(there: list[str], needed: list[str]) -> None:
    for name in needed:
        if name not in there:
            raise ValueError(f"the dataset has no column {name!r}, but {', '.join(there)}; give one of these")
    for name in sorted(_names(TaggedRow)):
        if name in there:
            raise ValueError(f"the dataset has a column {name!r} already; rename it first: dataset.rename_column(…)")


def _names(shape: type[Any]) -> set[str]:
    return {field.name for field in fields(shape)}


def _columns(rows: list[dict[str, Any]], names: Iterable[str]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in names}


def _neither() -> Document:
    raise RecordError("a row has neither a record nor a failure; tag the dataset anew")


def _read(dataset: Dataset, shape: type[Row]) -> Iterator[Row]:
    kind = _struct(shape)
    return (from_dict(shape, _with_maps(row, kind)) for row in dataset.select_columns(sorted(_names(shape))))


def _struct(shape: type[Any]) -> pa.DataType:
    """The Arrow type of a whole row."""
    import pyarrow as pa

    return pa.struct(list(arrow_schema(shape)))


def _without_maps(kind: pa.DataType) -> pa.DataType:
    """The type with every map as a list of keys with their values."""
    import pyarrow as pa

    if pa.types.is_map(kind):
        return pa.list_(pa.struct([("key", kind.key_type), ("value", kind.item_type)]))
    if pa.types.is_list(kind):
        return pa.list_(_without_maps(kind.value_type))
    if pa.types.is_struct(kind):
        return pa.struct([(part.name, _without_maps(part.type)) for part in kind])
    return kind


def _with_pairs(value: Any, kind: pa.DataType) -> Any:
    """A plain value with its maps as lists, by its type."""
    import pyarrow as pa

    if value is None:
        return None
    if pa.types.is_map(kind):
        return [{"key": key, "value": part} for key, part in value.items()]
    return _each_part(_with_pairs, value, kind)


def _with_maps(value: Any, kind: pa.DataType) -> Any:
    """A plain value with its lists of pairs as maps again."""
    import pyarrow as pa

    if value is None:
        return None
    if pa.types.is_map(kind):
        return {pair["key"]: pair["value"] for pair in value}
    return _each_part(_with_maps, value, kind)


def _each_part(change: Any, value: Any, kind: pa.DataType) -> Any:
    import pyarrow as pa

    if pa.types.is_list(kind):
        return [change(part, kind.value_type) for part in value]
    if pa.types.is_struct(kind):
        return {part.name: change(value[part.name], part.type) for part in kind}
    return value


def _library() -> Any:
    """Import `datasets`, which shares its name with this module."""
    try:
        import datasets
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            'the library `datasets` is missing; install it: pip install "lofteNLP[datasets]"', name=error.name
        ) from error
    return datasets
