"""A row of a table of tagged documents, the same wherever tables are: in `datasets` and in Apache Spark."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from lofteNLP.schema import Document
from lofteNLP.tagger import Failure


@dataclass(frozen=True, slots=True)
class TaggedRow:
    """What came of a document: its record, or why there is none."""

    record: Document | None
    failure: Failure | None


def row_of(result: Document | Failure) -> dict[str, Any]:
    """Give the row of a result, as plain values.

    Examples
    --------
    >>> row_of(Failure("ale.pdf", "read", "the file is empty; fetch or save it anew"))["record"]
    """
    if isinstance(result, Failure):
        return {"record": None, "failure": asdict(result)}
    return {"record": result.to_dict(), "failure": None}
