"""The whole result as a file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from threading import BoundedSemaphore
from typing import BinaryIO

from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from lofteNLP.records import Format, PledgeRecord, write
from lofteNLP.search.index import Index
from lofteNLP.search.web.errors import TooMuch
from lofteNLP.search.web.labels import thousands
from lofteNLP.search.web.questions import Question

MOST_RECORDS = 50_000  # of a file; a wider result is narrowed down, or taken with `lofte search`
IN_MEMORY = 8_000_000  # bytes, before the file goes to the disk
PIECE = 256_000  # bytes
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}
_AT_ONCE = BoundedSemaphore(2)  # files that are written at the same time


def download(index: Index, question: Question, form: Format) -> Response:
    """Write the result of a question, all pages of it, and send it as a file.

    Raises
    ------
    TooMuch
        Where the result has more than `MOST_RECORDS` pledges.
    HTTPException
        503 where two files are being written already.
    """
    total = index.search(question.q, question.filters(), limit=0).total
    if total > MOST_RECORDS:
        raise TooMuch(
            f"Resultatet har {thousands(total)} löften. En fil kan ha högst {thousands(MOST_RECORDS)}: "
            "välj ett år, ett tema eller en kommun först."
        )
    if not _AT_ONCE.acquire(blocking=False):
        raise HTTPException(503)
    try:
        content = _written(index, question, form)
    finally:
        _AT_ONCE.release()
    headers = {"Content-Disposition": f'attachment; filename="medborgarloften.{form}"', "Cache-Control": "no-cache"}
    return StreamingResponse(_pieces(content), 200, headers, TYPES[form])


def _written(index: Index, question: Question, form: Format) -> BinaryIO:
    content = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # closed when it was sent
    write(index.records(question.q, question.filters()), PledgeRecord, content, form)  # type: ignore[arg-type]
    content.seek(0)
    return content  # type: ignore[return-value]


def _pieces(content: BinaryIO) -> Iterator[bytes]:
    with content:
        while piece := content.read(PIECE):
            yield piece
