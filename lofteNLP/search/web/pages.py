"""The pages: search, document, pledge with those like it, picture, help, and the result as a file."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from lofteNLP.search.syntax import QueryError
from lofteNLP.search.web import errors
from lofteNLP.search.web.choices import FACETS, choices, chosen, counted, searched
from lofteNLP.search.web.documents import document_view
from lofteNLP.search.web.downloads import MOST_RECORDS, download
from lofteNLP.search.web.heatmap import heatmap
from lofteNLP.search.web.paging import paging
from lofteNLP.search.web.questions import LARGEST_PAGE, Question
from lofteNLP.search.web.rendering import page, static_answer
from lofteNLP.search.web.shelf import Opened

SIMILAR = 20  # pledges
Asked = Annotated[Question, Query()]
Rows = Literal["theme", "county", "responsible"]
FileFormat = Literal["csv", "jsonl", "parquet"]
router = APIRouter()


async def opened_index(request: Request) -> Opened:
    """Give the index of the application that is asked, as it is now; async, lest it be sent to a thread."""
    opened: Opened = request.app.state.shelf.opened()
    return opened


Now = Annotated[Opened, Depends(opened_index)]


@router.get("/")
def start(opened: Now) -> Response:
    """Show the search box and what there is to browse."""
    nothing = Question()
    counts = counted(opened, nothing)
    return page(
        "start",
        question=nothing,
        size=opened.index.size,
        facets={facet: choices("/sok", nothing, facet, counts[facet]) for facet in FACETS},
    )


@router.get("/sok")
def search(question: Asked, opened: Now) -> Response:
    """Show a page of hits, with what can be chosen next."""
    try:
        result = searched(opened, question)
    except QueryError as error:
        return page("malformed", 422, question=question, message=errors.in_query(error), error=error)
    return page(
        "search",
        question=question,
        result=result,
        chosen=list(chosen("/sok", question)),
        facets={facet: choices("/sok", question, facet, result.facets[facet]) for facet in FACETS},
        pages=paging(question, result.total),
        most_records=MOST_RECORDS,
    )


@router.get("/lofte/{id:path}")
def pledge(id: str, opened: Now) -> Response:
    """Show a pledge and those in other documents that are like it."""
    try:
        record = opened.index.pledge(id)
    except KeyError:
        raise errors.NotFound("Det finns inget löfte med den beteckningen i det här indexet.") from None
    return page("pledge", question=Question(), pledge=record, hits=opened.index.similar(id, limit=SIMILAR))


@router.get("/dokument/{name:path}")
def document(name: str, opened: Now) -> Response:
    """Show a document with every span highlighted, or its pledges alone where the index has no text."""
    return page("document", question=Question(), **document_view(opened.index, name))


@router.get("/bild")
def picture(question: Asked, opened: Now, rows: Rows = "theme") -> Response:
    """Show how many pledges there are by theme and year."""
    try:
        table = opened.index.table(question.q, question.filters(), rows=rows, columns="year")
    except QueryError as error:
        return page("malformed", 422, question=question, message=errors.in_query(error), error=error)
    return page("picture", question=question, rows=rows, map=heatmap(table), chosen=list(chosen("/bild", question)))


@router.get("/ladda-ned")
def file(question: Asked, opened: Now, format: FileFormat = "csv") -> Response:
    """Give the whole result as a file."""
    return download(opened.index, question, format)


@router.get("/hjalp")
def help_page() -> Response:
    """Tell how to search."""
    return page("help", question=Question(), most_records=MOST_RECORDS, largest_page=LARGEST_PAGE)


@router.get("/static/{name}")
def static(name: str) -> Response:
    """Give a style sheet or picture."""
    answer = static_answer(name)
    if answer is None:
        raise errors.NotFound("Filen finns inte.")
    return answer


@router.get("/favicon.ico")
def icon() -> Response:
    """Give the icon to browsers that ask without being told."""
    return static("icon.svg")
