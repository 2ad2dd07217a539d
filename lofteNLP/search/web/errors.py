"""What went wrong, said in Swedish: as a page to a reader, as JSON to a program."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from starlette.responses import Response

from lofteNLP.search.syntax import QueryError
from lofteNLP.search.web.labels import TABLE, labels
from lofteNLP.search.web.rendering import page

MESSAGES = TABLE.with_name("messages.toml")


class NotFound(LookupError):
    """What was asked for is not in the index; the message says what it was."""


class TooMuch(ValueError):
    """More was asked for than is given at a time; the message says how much is."""


def answer(path: str, status: int, message: str | None = None, **details: Any) -> Response:
    """Answer a request that failed.

    Parameters
    ----------
    path
        What was asked for: addresses below `/api/` get JSON.
    status
        The HTTP status.
    message
        What was wrong and what to do; by default what the status says.
    details
        More about it: `pointer`, the query with a caret below the place.

    Examples
    --------
    >>> answer("/api/pledges/x", 404).body.decode()
    '{"message":"Adressen leder ingenstans. Kontrollera den, eller börja om från startsidan."}'
    """
    title, usual = _statuses().get(str(status), _statuses()["other"])
    if path.startswith("/api/"):
        plain = {"message": message or usual, **details}
        text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
        return Response(text.encode("utf-8", "replace"), status, {"Cache-Control": "no-cache"}, "application/json")
    return page("error", status, title=title, message=message or usual, pointer=details.get("pointer", ""))


def in_query(error: QueryError) -> str:
    """Say in Swedish what is wrong in a query.

    Examples
    --------
    >>> in_query(QueryError("there is no field 'teme'; did you mean tema? Quote the word if it is no field"))
    'Det finns inget fält som heter ”teme”. Menade du tema? Sätt citattecken om ordet om du söker efter det.'
    >>> in_query(QueryError("something new"))
    'Sökningen går inte att tolka. Se hjälpen för hur man kan skriva.'
    """
    for pattern, swedish in _patterns():
        if found := pattern.fullmatch(error.message):
            return swedish.format(**{name: _in_swedish(name, said) for name, said in found.groupdict("").items()})
    return str(_tables()["query"]["other"])


def in_parameters(errors: Sequence[Mapping[str, Any]]) -> str:
    """Say in Swedish which parameters of an address are wrong.

    Parameters
    ----------
    errors
        As pydantic lists them.

    Examples
    --------
    >>> in_parameters([{"loc": ("query", "size"), "type": "less_than_equal", "ctx": {"le": 100}}])
    'Träffar per sida är för högt: högst 100.'
    """
    said = []
    for error in errors:
        name = str(error["loc"][1]) if len(error["loc"]) > 1 else ""
        problem = labels("problems").get(error["type"], labels("problems")["other"])
        limits = {
            key: str(value).replace("'", "").replace(" or ", " eller ") for key, value in error.get("ctx", {}).items()
        }
        said.append(f"{labels('parameters').get(name, name)} {problem.format_map(limits)}.")
    return " ".join(dict.fromkeys(said))


def _in_words(limit: object) -> str:
    return str(limit).replace("'", "").replace(" or ", " eller ")


def _in_swedish(name: str, said: str) -> str:
    return labels("parameters").get(said, said) if name == "field" else said.replace(" or ", " eller ")


@cache
def _tables() -> dict[str, Any]:
    with MESSAGES.open("rb") as file:
        return tomllib.load(file)


def _statuses() -> dict[str, tuple[str, str]]:
    statuses: dict[str, tuple[str, str]] = _tables()["status"]
    return statuses


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["english"], re.S), row["swedish"]) for row in _tables()["query"]["message"])
