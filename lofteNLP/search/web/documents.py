"""A document for the reader: its text with every span marked, and its pledges as cards."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from lofteNLP.page import Span, highlighted
from lofteNLP.records import pledge_records
from lofteNLP.schema import Actor, Document
from lofteNLP.search.index import Index
from lofteNLP.search.web.errors import NotFound
from lofteNLP.search.web.labels import label, labels, period, when
from lofteNLP.wording import how_many


def document_view(index: Index, name: str) -> dict[str, Any]:
    """Gather what the page of a document shows; `text` is None where the index has its pledges only.

    Raises
    ------
    NotFound
        Where the index knows no document of that name.
    """
    document = index.document(name)
    pledges = list(pledge_records(document)) if document else index.pledges_of(name)
    if document is None and not pledges:
        raise NotFound("Det finns inget dokument med det namnet i det här indexet.")
    if document is None:
        first = pledges[0]
        valid = period(first.valid_from, first.valid_to)
        return {"name": name, "title": name, "kommun": first.kommun, "source": first.source, "valid": valid,
                "police_area": None, "text": None, "pledges": pledges}  # fmt: skip
    return {
        "name": name,
        "title": document.title or name,
        "kommun": [kommun.name for kommun in document.kommun],
        "source": document.source,
        "valid": period(document.valid_from, document.valid_to),
        "police_area": document.police_area,
        "text": Markup(highlighted(document.text, marks(document))),
        "pledges": pledges,
    }


def marks(document: Document) -> list[Span]:
    """List the spans of a document's pledges, with notes in Swedish; pledges can be linked to.

    Examples
    --------
    >>> from lofteNLP.schema import Pledge
    >>> pledge = Pledge("ale#1", 1, "Polisen går.", 2, 14, None, None)
    >>> marks(Document("ale", "", "", None, "• Polisen går.", [], None, None, None, None, [], [pledge], {}))
    [Span(kind='pledge', start=2, end=14, note='Löfte 1')]
    """
    found: list[Span] = []
    for pledge in document.pledges:
        found.append(
            Span("pledge", pledge.start_char, pledge.end_char, f"Löfte {pledge.number}", f"text-{pledge.number}")
        )
        for actor in pledge.actors:
            found.append(Span("actor", actor.start_char, actor.end_char, _actor(actor)))
        for quantity in pledge.quantities:
            found.append(Span("quantity", quantity.start_char, quantity.end_char, f"Hur mycket: {how_many(quantity)}"))
        for deadline in pledge.deadlines:
            found.append(Span("deadline", deadline.start_char, deadline.end_char, f"När: {when(deadline)}"))
    return list(dict.fromkeys(found))


def _actor(actor: Actor) -> str:
    role = "Tillsammans med" if actor.role == "partner" else "Ansvarig"
    name = f" ({actor.name})" if actor.name else ""
    return f"{role}: {label('actor', actor.type)}{name}, {labels('sources')[actor.source]}"
