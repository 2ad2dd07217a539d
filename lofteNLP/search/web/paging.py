"""The pages of a result, as links."""

from __future__ import annotations

from dataclasses import dataclass

from lofteNLP.search.index import DEEPEST_HIT
from lofteNLP.search.web.questions import FURTHEST_PAGE, Question

AROUND = 2  # pages on either side of the one that is shown


@dataclass(frozen=True, slots=True)
class Paging:
    """Where in the result one is; `near` are page numbers with their addresses, None for a gap."""

    first: int
    last: int
    previous: str | None
    next: str | None
    near: list[tuple[int, str] | None]


def paging(question: Question, total: int) -> Paging:
    """Make the links.

    Examples
    --------
    >>> shown = paging(Question(q="krog", page=2), 31)
    >>> shown.first, shown.last, shown.previous, shown.next
    (11, 20, '/sok?q=krog', '/sok?q=krog&page=3')
    >>> [near and near[0] for near in paging(Question(page=9), 200).near]
    [1, None, 7, 8, 9, 10, 11, None, 20]
    """
    last_page = min(max(1, -(-total // question.size)), DEEPEST_HIT // question.size + 1, FURTHEST_PAGE)
    here = question.page

    def address(number: int) -> str:
        return question.address("/sok", page=number)

    numbers = sorted({1, last_page, *range(max(1, here - AROUND), min(last_page, here + AROUND) + 1)})
    near: list[tuple[int, str] | None] = []
    for number in numbers:
        if near and near[-1] and near[-1][0] < number - 1:
            near.append(None)
        near.append((number, address(number)))
    return Paging(
        min(question.offset + 1, total),
        min(question.offset + question.size, total),
        address(min(here - 1, last_page)) if here > 1 else None,
        address(here + 1) if here < last_page else None,
        near,
    )
