"""The JSON interface: what the pages show, for programs; described at /api/openapi.json."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query
from starlette.responses import Response

from lofteNLP.records import PledgeRecord
from lofteNLP.schema import Document
from lofteNLP.search.web.choices import FACETS, counted, searched
from lofteNLP.search.web.errors import NotFound
from lofteNLP.search.web.pages import Now
from lofteNLP.search.web.questions import ApiQuestion
from lofteNLP.search.web.shelf import Counts, Opened

MOST_SIMILAR = 100
router = APIRouter(prefix="/api")
Asked = Annotated[ApiQuestion, Query()]


@dataclass(frozen=True, slots=True)
class FoundPledge:
    """A pledge that was found; `highlights` are stretches of its text, in code points."""

    pledge: PledgeRecord
    score: float
    highlights: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Count:
    """How many pledges have a value."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a result; `relaxed` tells how the query was widened where nothing matched it as written."""

    total: int
    relaxed: str | None
    hits: list[FoundPledge]
    facets: dict[str, list[Count]]


@dataclass(frozen=True, slots=True)
class Problem:
    """What was wrong, in Swedish; `pointer` shows the place in a malformed query."""

    message: str
    pointer: str = ""


WRONG: dict[int | str, dict[str, Any]] = {422: {"model": Problem, "description": "The question is malformed."}}
MISSING: dict[int | str, dict[str, Any]] = {404: {"model": Problem, "description": "The index has no such thing."}}


@router.get("/search", response_model=Found, responses=WRONG)
def search(question: Asked, opened: Now) -> Response:
    """Find pledges."""
    result = searched(opened, question, question.facets)
    hits = [FoundPledge(hit.record, hit.score, hit.highlights) for hit in result.hits]
    return _json(Found(result.total, result.relaxed, hits, _counts(result.facets)))


@router.get("/facets", response_model=dict[str, list[Count]], responses=WRONG)
def facets(question: Asked, opened: Now) -> Response:
    """Count the pledges of a result by the values of facets; by default of all facets."""
    return _json(_counts(counted(opened, question, question.facets or FACETS)))


@router.get("/pledges/{id:path}", response_model=PledgeRecord, responses=MISSING)
def pledge(id: str, opened: Now) -> Response:
    """Give one pledge."""
    return _json(_pledge(opened, id))


@router.get("/similar/{id:path}", response_model=list[FoundPledge], responses=MISSING | WRONG)
def similar(id: str, opened: Now, size: Annotated[int, Query(ge=1, le=MOST_SIMILAR)] = 10) -> Response:
    """Give the pledges of other documents that are most like one."""
    _pledge(opened, id)
    hits = opened.index.similar(id, limit=size)
    return _json([FoundPledge(hit.record, hit.score, hit.highlights) for hit in hits])


@router.get("/documents/{name:path}", response_model=Document, responses=MISSING)
def document(name: str, opened: Now) -> Response:
    """Give one document with its text and pledges; only indexes made of document records have it."""
    found = opened.index.document(name)
    if found is None:
        raise NotFound("Det finns inget dokument med det namnet och sin text i det här indexet.")
    return _json(found)


def _pledge(opened: Opened, id: str) -> PledgeRecord:
    try:
        record: PledgeRecord = opened.index.pledge(id)
    except KeyError:
        raise NotFound("Det finns inget löfte med den beteckningen i det här indexet.") from None
    return record


def _counts(facets: Counts) -> dict[str, list[Count]]:
    return {facet: [Count(value, count) for value, count in values] for facet, values in facets.items()}


def _json(value: Any) -> Response:
    try:
        text = msgspec.json.encode(value)
    except UnicodeEncodeError:  # lone surrogates, which a record may carry
        text = json.dumps(msgspec.to_builtins(value)).encode()
    return Response(text, 200, {"Cache-Control": "no-cache"}, "application/json")
