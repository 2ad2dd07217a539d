"""Tagged documents as one self-contained page: the text with every span highlighted, and each pledge's values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from importlib.resources import files
from itertools import pairwise

from lofteNLP.schema import Actor, Deadline, Document, Pledge, Quantity
from lofteNLP.wording import about, how_many, period, who

# From the outermost to the innermost where spans lie over each other.
KINDS = ("pledge", "actor", "quantity", "deadline", "cue")
DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text that is highlighted; `note` is shown when the pointer rests on it, `id` is linked to."""

    kind: str
    start: int
    end: int
    note: str
    id: str | None = field(default=None, repr=False)


def page(documents: Iterable[Document]) -> str:
    """Write the page.

    Parameters
    ----------
    documents
        Tagged documents.

    Examples
    --------
    >>> ale = Document("ale", "ale.txt", "", None, "<b>", [], None, None, None, None, [], [], {})
    >>> "<pre>&lt;b&gt;</pre>" in page([ale])
    True
    """
    articles = [_article(place, document) for place, document in enumerate(documents, 1)]
    style = files("lofteNLP").joinpath("page.css").read_text("utf-8")
    legend = " ".join(f'<span class="{kind}">{kind}</span>' for kind in KINDS)
    return (
        '<!DOCTYPE html>\n<html lang="sv">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Medborgarlöften</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f'<header lang="en">{legend}</header>\n{"".join(articles)}</body>\n</html>\n'
    )


def spans(document: Document) -> list[Span]:
    """List every span of a document's pledges, and their cues.

    Examples
    --------
    >>> pledge = Pledge("ale#1", 1, "Polisen går.", 2, 14, None, None)
    >>> spans(Document("ale", "", "", None, "• Polisen går.", [], None, None, None, None, [], [pledge], {}))
    [Span(kind='pledge', start=2, end=14, note='pledge 1')]
    """
    found: list[Span] = []
    for pledge in document.pledges:
        found.append(Span("pledge", pledge.start_char, pledge.end_char, f"pledge {pledge.number}"))
        found += [Span("actor", a.start_char, a.end_char, f"{who(a)}, {a.role}, {a.source}") for a in pledge.actors]
        found += [Span("quantity", q.start_char, q.end_char, how_many(q)) for q in pledge.quantities]
        found += [
            Span("deadline", d.start_char, d.end_char, f"{d.type} {period(d.start, d.end)}".strip())
            for d in pledge.deadlines
        ]
        valued: list[Actor | Quantity | Deadline] = [*pledge.actors, *pledge.quantities, *pledge.deadlines]
        found += [Span("cue", v.cue.start_char, v.cue.end_char, "cue") for v in valued if v.cue]
    return list(dict.fromkeys(found))


def highlighted(text: str, marked: Iterable[Span]) -> str:
    """Write the text as HTML, cut wherever a span begins or ends, so that overlapping spans nest in every piece.

    Examples
    --------
    >>> highlighted("a<bc", [Span("actor", 0, 3, "x"), Span("quantity", 2, 4, "y")])
    '<span class="actor" title="x">a&lt;</span><span class="actor" title="x"><span class="quantity"
    title="y">b</span></span><span class="quantity" title="y">c</span>'
    """
    inside = [span for span in marked if 0 <= span.start < span.end <= len(text)]
    return "".join(_piece(text[start:end], covering, start) for start, end, covering in _pieces(len(text), inside))


def _pieces(length: int, marked: list[Span]) -> Iterator[tuple[int, int, list[Span]]]:
    """Cut at the ends of all spans; with each piece come the spans that cover it, in one pass over the text."""
    cuts = sorted({0, length, *(span.start for span in marked), *(span.end for span in marked)})
    waiting = sorted(marked, key=lambda span: span.start, reverse=True)
    covering: list[Span] = []
    for start, end in pairwise(cuts):
        covering = [span for span in covering if span.end > start]
        while waiting and waiting[-1].start <= start:
            covering.append(waiting.pop())
        yield start, end, sorted(covering, key=lambda span: (KINDS.index(span.kind), span.start, span.note))


def _piece(text: str, covering: list[Span], start: int) -> str:
    opening = "".join(
        f'<span class="{span.kind}"{_id(span) if span.start == start else ""} title="{escape(span.note)}">'
        for span in covering
    )
    return f"{opening}{escape(text)}{'</span>' * len(covering)}"


def _id(span: Span) -> str:
    """An id stands once, on the first of a span's pieces."""
    return f' id="{escape(span.id)}"' if span.id else ""


def _article(place: int, document: Document) -> str:
    parties = ", ".join(f"{kommun.name} {kommun.code}" for kommun in document.kommun)
    facts = (document.source, parties, document.police_area or "", period(document.valid_from, document.valid_to))
    cards = "".join(_card(document, pledge) for pledge in document.pledges)
    return (
        f'<article id="d{place}">\n<h1>{escape(document.title or document.document)}</h1>\n'
        f"<p>{' · '.join(_shown(fact) for fact in facts if fact)}</p>\n"
        f'<div class="sides">\n<pre>{highlighted(document.text, spans(document))}</pre>\n'
        f"<ol>\n{cards or '<li>no pledges found</li>'}</ol>\n</div>\n</article>\n"
    )


def _card(document: Document, pledge: Pledge) -> str:
    """Write a pledge's values, each row only where there is something to say."""
    rows = (
        ("who", [f"{who(actor)} – {actor.role}, {actor.source}" for actor in pledge.actors]),
        ("how many", [how_many(quantity) for quantity in pledge.quantities]),
        ("when", [_when(deadline.text, deadline.start, deadline.end) for deadline in pledge.deadlines]),
        ("valid", [period(pledge.valid_from, pledge.valid_to)] if pledge.valid_from or pledge.valid_to else []),
        ("themes", [about(theme) for theme in pledge.themes]),
    )
    listed = "".join(f"<dt>{name}</dt><dd>{'<br>'.join(map(_shown, values))}</dd>" for name, values in rows if values)
    return f'<li value="{pledge.number}"><p>{escape(pledge.text)}</p><dl lang="en">{listed}</dl></li>\n'


def _when(text: str, start: str | None, end: str | None) -> str:
    words = " ".join(text.split())
    if end and not start:
        return f"{words}: by {end}"
    return f"{words}: {period(start, end)}" if start else words


def _shown(text: str) -> str:
    """Escape a text, its dates as elements, so that no line breaks inside them."""
    return DATE.sub(r"<time>\g<0></time>", escape(text))
