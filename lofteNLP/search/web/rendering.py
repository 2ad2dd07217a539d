"""Templates in, pages out; whatever is put into a template is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import Response

from lofteNLP.schema import Actor
from lofteNLP.search.fields import encodable
from lofteNLP.search.web.labels import FILTERS, label, labels, period

FOLDER = Path(__file__).parent
TYPES = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}


def page(template: str, status: int = 200, /, **values: Any) -> Response:
    """Write a page from its template.

    Parameters
    ----------
    template
        Its name without the suffix.
    status
        The status of the answer.
    values
        What the template shows.

    Examples
    --------
    >>> b"<h1>Sidan finns inte" in page("error", 404, title="Sidan finns inte", message="", pointer="").body
    True
    """
    html = environment().get_template(f"{template}.html").render(**values)
    return Response(
        html.encode("utf-8", "replace"),  # a lone surrogate, which JSON can carry, is no character
        status,
        {"Cache-Control": "no-cache"},
        "text/html; charset=utf-8",
    )


def marked(text: str, places: Iterable[tuple[int, int]]) -> Markup:
    """Write a text with some of its places marked.

    Parameters
    ----------
    text
        The text as it is.
    places
        Stretches of it in code points, in any order; they may overlap.

    Examples
    --------
    >>> marked("<krog>tillsyn", [(1, 5), (3, 5)])
    Markup('&lt;<mark>krog</mark>&gt;tillsyn')
    """
    pieces, done = [], 0
    for start, end in sorted(places):
        start = max(start, done)
        if start < end:
            pieces += [escape(text[done:start]), Markup("<mark>"), escape(text[start:end]), Markup("</mark>")]
            done = end
    return Markup("").join([*pieces, escape(text[done:])])


def in_path(name: str) -> str:
    """Write a name so that it is one part of an address, as the index knows it.

    Examples
    --------
    >>> in_path("år/2021#1")
    '%C3%A5r%2F2021%231'
    """
    return quote(encodable(name), safe="")


def unique_actors(actors: Iterable[Actor]) -> list[Actor]:
    """Keep one of the actors that read the same on the page."""
    return list({(actor.role, actor.type, actor.name): actor for actor in actors}.values())


@cache
def environment() -> Environment:
    """Give the templates, each compiled once."""
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(FILTERS, in_path=in_path, unique_actors=unique_actors)
    made.globals.update(label=label, labels=labels, marked=marked, period=period)
    made.globals.update(static=static_address)
    return made


@cache
def static_files() -> dict[str, bytes]:
    """Read what lies in `static/`, by name."""
    return {path.name: path.read_bytes() for path in sorted((FOLDER / "static").iterdir()) if path.suffix in TYPES}


@cache
def static_address(name: str) -> str:
    """Give the address of a static file; it changes with what is in the file, so it may be kept for long."""
    return f"/static/{name}?v={sha256(static_files()[name]).hexdigest()[:12]}"


def static_answer(name: str) -> Response | None:
    """Give a static file; None where there is none of that name."""
    content = static_files().get(name)
    if content is None:
        return None
    keep = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(content, 200, keep, TYPES[Path(name).suffix])
