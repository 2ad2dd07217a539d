"""Tag documents on an Apache Spark cluster; needs the extra ``spark``, and Java 17 or later.

Every executor's Python must have lofteNLP, models included: install the wheel on the nodes, or send a packed virtual
environment along (``venv-pack``, ``spark.archives``).  A zip file with ``--py-files`` is not enough: models are files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lofteNLP.documents import names
from lofteNLP.records import PledgeRecord, from_dict, pledge_records
from lofteNLP.records.parquet import arrow_schema
from lofteNLP.rows import row_of
from lofteNLP.schema import Document
from lofteNLP.tagger import Failure, load

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

_FILE = re.compile(r"^file:(?://)?(?=/)")  # how Spark writes the paths of local files


@dataclass(frozen=True, slots=True)
class SparkRow:
    """What came of a row of the table that was given, by its path there."""

    path: str
    record: Document | None
    failure: Failure | None


def tag(dataframe: DataFrame) -> DataFrame:
    """Tag a table of documents.

    Documents are named as in a run of `Tagger.pipe` over the same paths in sorted order, so the records are the same,
    whichever worker tags what.  For that the paths alone, not the documents, are read once beforehand.  Empty files, of
    which a local run makes failures, are passed over by Spark's own reader.

    Parameters
    ----------
    dataframe : DataFrame
        One document a row: `path`, each once, and `content` (bytes of HTML, PDF, DOCX or plain text, as
        ``spark.read.format("binaryFile")`` gives them) or `text`.  Where there is a column `name`, documents are named
        by it.

    Returns
    -------
    DataFrame
        `path`, `record` (a document record) and `failure` (path, stage and reason); one of the latter two is null.
        It is worked out anew each time it is used: write it, then split it with `documents`, `pledges`, `failures`.

    Raises
    ------
    ValueError
        Where a column is missing, or a path is there twice.
    ModuleNotFoundError
        Where PySpark is missing; the message says how to install it.

    Examples
    --------
    >>> import lofteNLP.spark
    >>> def job(session):
    ...     files = session.read.format("binaryFile").option("recursiveFileLookup", True).load("hdfs:///pages")
    ...     lofteNLP.spark.tag(files).write.parquet("hdfs:///tagged")
    ...     tagged = session.read.parquet("hdfs:///tagged")
    ...     lofteNLP.spark.pledges(tagged).write.parquet("hdfs:///pledges")
    ...     lofteNLP.spark.failures(tagged).write.json("hdfs:///failures")
    """
    document = next((column for column in ("content", "text") if column in dataframe.columns), None)
    if document is None or "path" not in dataframe.columns:
        raise ValueError(
            f"the table has the columns {', '.join(dataframe.columns)}; it needs `path`, and `content` or `text`"
        )
    named = dataframe if "name" in dataframe.columns else _named(dataframe)
    return named.select("path", "name", document).mapInArrow(_tagged, _spark_schema(SparkRow))


def documents(tagged: DataFrame) -> DataFrame:
    """Take the document records out of what `tag` gave."""
    return tagged.where("record is not null").select("record.*")


def pledges(tagged: DataFrame) -> DataFrame:
    """Take the pledges out, as records that stand on their own; ``lofte index`` reads them from Parquet."""
    return tagged.where("record is not null").select("record").mapInArrow(_pledges, _spark_schema(PledgeRecord))


def failures(tagged: DataFrame) -> DataFrame:
    """Take out the documents that could not be tagged: path, stage and reason."""
    return tagged.where("failure is not null").select("failure.*")


def _named(dataframe: DataFrame) -> DataFrame:
    """The table with a column `name`; the names are small enough for every worker to have them all."""
    import pyarrow as pa
    from pyspark.sql.functions import broadcast

    paths = sorted((row.path for row in dataframe.select("path").collect()), key=Path)
    if len(set(paths)) < len(paths):
        twice = next(path for path, following in pairwise(paths) if path == following)
        raise ValueError(f'{twice}: this path is there twice; take it once: dataframe.dropDuplicates(["path"])')
    table = pa.table({"path": pa.array(paths, pa.string()), "name": list(names(map(Path, paths)))})
    return dataframe.join(broadcast(dataframe.sparkSession.createDataFrame(table)), "path")


def _tagged(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Tag on a worker, a few documents at a time, so that no more results than theirs are held."""
    import pyarrow as pa

    schema = arrow_schema(SparkRow)
    for batch in batches:
        paths, called, contents = batch.columns
        given = (
            (_bytes(document.as_py()), _FILE.sub("", path.as_py()), name.as_py())
            for path, name, document in zip(paths, called, contents, strict=True)
        )
        for path, result in zip(paths, _loaded().stream(given), strict=True):
            yield pa.RecordBatch.from_pylist([{"path": path.as_py(), **row_of(result)}], schema=schema)


def _bytes(document: bytes | str | None) -> bytes:
    return document.encode() if isinstance(document, str) else document or b""


def _pledges(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    schema = arrow_schema(PledgeRecord)
    for batch in batches:
        for record in batch.column("record"):
            own = pledge_records(from_dict(Document, record.as_py(maps_as_pydicts="strict")))
            yield pa.RecordBatch.from_pylist([pledge.to_dict() for pledge in own], schema=schema)


_loaded = cache(load)  # once a Python process of an executor, which Spark keeps for many tasks


def _spark_schema(shape: type[Any]) -> Any:
    try:
        from pyspark.sql.pandas.types import from_arrow_schema
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            'PySpark is missing; install it: pip install "lofteNLP[spark]"', name=error.name
        ) from error
    return from_arrow_schema(arrow_schema(shape))
