"""The application: pages and JSON interface over one index, behind the guard."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from lofteNLP.search.index import Index
from lofteNLP.search.syntax import QueryError
from lofteNLP.search.web import api, errors, pages
from lofteNLP.search.web.guard import LOOPBACK, Guard
from lofteNLP.search.web.shelf import Shelf

INDEX, NAMES = "LOFTE_SERVE_INDEX", "LOFTE_SERVE_NAMES"  # how the worker processes are told


def application(index: Path, names: Iterable[str] = LOOPBACK) -> Guard:
    """Make the web application (ASGI).

    Parameters
    ----------
    index
        The folder of an index that `lofte index` wrote.
    names
        The names and addresses under which it may be asked for.

    Raises
    ------
    ValueError
        Where there is no index in the folder.
    """
    app = FastAPI(
        title="lofteNLP",
        version=version("lofteNLP"),
        description="Search in Swedish medborgarlöften. Offsets are code points, dates inclusive.",
        openapi_url="/api/openapi.json",
        docs_url=None,  # these pages load programs from elsewhere
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.shelf = Shelf(index)
    app.include_router(pages.router, include_in_schema=False)
    app.include_router(api.router)
    app.add_exception_handler(Exception, _failed)
    for kind in (HTTPException, RequestValidationError, QueryError, errors.NotFound, errors.TooMuch):
        app.add_exception_handler(kind, _failed)
    return Guard(app, lambda status, path: errors.answer(path, status), names)


def worker() -> Guard:
    """Make the application of a worker process, told by the environment what to serve."""
    made = application(Path(os.environ[INDEX]), os.environ[NAMES].split())
    Index.open(os.environ[INDEX]).search("krogtillsyn")  # reads the dictionary before anyone waits
    gc.collect()
    gc.freeze()  # the dictionary stays: looking through it for garbage again and again would keep readers waiting
    return made


def _failed(request: Request, error: Exception) -> Response:
    path = request.url.path
    match error:
        case QueryError():
            return errors.answer(path, 422, errors.in_query(error), pointer=error.pointer)
        case RequestValidationError():
            return errors.answer(path, 422, errors.in_parameters(error.errors()))
        case errors.NotFound():
            return errors.answer(path, 404, str(error))
        case errors.TooMuch():
            return errors.answer(path, 422, str(error))
        case HTTPException():
            return errors.answer(path, error.status_code)
    return errors.answer(path, 500)
