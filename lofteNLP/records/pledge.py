"""A pledge that stands on its own, outside its document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from lofteNLP.schema import Document, Pledge


@dataclass(slots=True, kw_only=True)
class PledgeRecord(Pledge):
    """A pledge with what it needs of its document; `valid_from` and `valid_to` are its own, else the document's."""

    document: str
    source: str
    kommun: list[str]
    kommun_codes: list[str]


def pledge_records(document: Document) -> Iterator[PledgeRecord]:
    """Take a document's pledges out of it, in their order.

    Parameters
    ----------
    document
        A tagged document.

    Examples
    --------
    >>> from lofteNLP.schema import Kommun
    >>> pledge = Pledge("ale#1", 1, "Polisen fotpatrullerar.", 0, 23, None, None, valid_to="2022-06-30")
    >>> ale = Document("ale", "ale.txt", "", None, "Polisen fotpatrullerar.", [Kommun("Ale", "1440")], None, None,
    ...                "2022-01-01", "2022-12-31", [], [pledge], {})
    >>> [(record.document, record.kommun_codes, record.valid_from, record.valid_to) for record in pledge_records(ale)]
    [('ale', ['1440'], '2022-01-01', '2022-06-30')]
    """
    for pledge in document.pledges:
        own = {field.name: getattr(pledge, field.name) for field in fields(pledge)}
        own["valid_from"] = pledge.valid_from or document.valid_from
        own["valid_to"] = pledge.valid_to or document.valid_to
        yield PledgeRecord(
            **own,
            document=document.document,
            source=document.source,
            kommun=[kommun.name for kommun in document.kommun],
            kommun_codes=[kommun.code for kommun in document.kommun],
        )
