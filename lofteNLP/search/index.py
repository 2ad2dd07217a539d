"""An opened index: hits, counts, single pledges and documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from lofteNLP.records import PledgeRecord
from lofteNLP.schema import Document
from lofteNLP.search import fields
from lofteNLP.search.combining import all_of, equal, everything
from lofteNLP.search.exporting import addresses
from lofteNLP.search.facets import count_table, count_values, counted
from lofteNLP.search.filters import NONE, Filters, Values
from lofteNLP.search.folder import open_index
from lofteNLP.search.highlights import Marker, Relaxed
from lofteNLP.search.queries import Mode, build, ranks, relaxations
from lofteNLP.search.ranking import Page, Scored, best, in_order
from lofteNLP.search.syntax import Node, QueryError, parse

if TYPE_CHECKING:
    from tantivy import DocAddress, Query, Searcher

    from lofteNLP.search.similar import Group

MOST_HITS = 1_000  # on a page
DEEPEST_HIT = 10_000  # to which pages go


@dataclass(frozen=True, slots=True)
class Hit:
    """A pledge that was found.

    Attributes
    ----------
    record
        The pledge.
    score
        How well it fits; of use only beside the other hits of its query, and 0 where nothing ranks them.
    highlights
        Code points of ``record.text`` that matched, end exclusive, in their order.
    """

    record: PledgeRecord
    score: float
    highlights: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Result:
    """What a search found.

    Attributes
    ----------
    total
        How many pledges there are, on this page or not.
    hits
        Those of the page.
    facets
        How many pledges each value of a field has, most frequent first, then by name.
    relaxed
        None where the query matched as written; ``"typo"`` where words that the index lacks were read as those one edit
        away; ``"any"`` where that found nothing either and any of the words, a synonym of one or one that begins alike
        was enough.
    more
        Where the last hits do not fill the page: the best pledges that have some of the words, synonyms of them or
        words that begin alike, as many as fit. They are in no count.
    """

    total: int
    hits: list[Hit]
    facets: dict[str, list[tuple[str, int]]]
    relaxed: Relaxed | None
    more: list[Hit]


@dataclass(frozen=True, slots=True)
class _Found:
    """A page of hits of a query, read as strictly as finds something."""

    tree: Node
    query: Query
    relaxed: Relaxed | None
    page: Page


class Index:
    """An index as it was when it was opened; what is written later is seen when it is opened anew.

    It may be shared by threads.

    Examples
    --------
    >>> import tempfile
    >>> from lofteNLP.search import Writer
    >>> pledge = PledgeRecord("ale#1", 1, "Polisen gör krogtillsyner.", 0, 26, None, None, document="ale", source="",
    ...                       kommun=["Ale"], kommun_codes=["1440"])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with Writer(Path(folder)) as writer:
    ...         writer.add([pledge])
    ...     result = Index.open(Path(folder)).search("tillsyn krog", facets=("kommun",))
    >>> result.total, result.hits[0].record.id, result.hits[0].highlights, result.facets
    (1, 'ale#1', [(12, 25)], {'kommun': [('Ale', 1)]})
    """

    def __init__(self, searcher: Searcher) -> None:
        self.searcher = searcher
        self._values = Values(searcher)

    @classmethod
    def open(cls, path: str | Path) -> Index:
        """Open the index that ``lofte index`` wrote into a folder.

        Raises
        ------
        FolderError
            Where there is none, or one of another version; the message says what to do.
        ModuleNotFoundError
            Where the extra ``search`` is not installed.
        """
        engine = open_index(Path(path))
        engine.config_reader("manual")
        engine.reload()
        return cls(engine.searcher())

    @cached_property
    def size(self) -> int:
        """How many pledges there are."""
        return in_order(self.searcher, everything(), 0, 0).total

    def search(
        self,
        query: str = "",
        filters: Filters = NONE,
        *,
        limit: int = 10,
        offset: int = 0,
        facets: Sequence[str] = (),
        widen: bool = False,
    ) -> Result:
        """Find pledges.

        Parameters
        ----------
        query
            In the query language of `lofteNLP.search.syntax`; empty for every pledge.
        filters
            What must hold besides.
        limit, offset
            The page: how many hits, after how many others. Hits are ordered by how well they fit, then by document and
            number.
        facets
            Fields whose values are counted, over all that was found.
        widen
            Also find synonyms, and after all others the other terms of the taxonomy's groups that the words are of.

        Raises
        ------
        QueryError
            Where the query is malformed, a value is unknown or the page lies too far; the message says what to do.
        """
        _check_page(limit, offset)
        names = counted(facets)
        found = self._find(query, filters, widen, limit, offset)
        return Result(
            found.page.total,
            self._hits(found.page.hits, Marker(found.tree, found.relaxed, widen)),
            count_values(self.searcher, found.query, names) if names else {},
            found.relaxed,
            self._more(found, filters, widen, limit) if offset <= found.page.total < offset + limit else [],
        )

    def records(self, query: str = "", filters: Filters = NONE, *, widen: bool = False) -> Iterator[PledgeRecord]:
        """Give every pledge that `search` finds, by document and number, as they are read."""
        found = self._find(query, filters, widen)
        for address in addresses(self.searcher, found.query):
            yield fields.stored_pledge(self.searcher.doc(address))

    def table(self, query: str = "", filters: Filters = NONE, *, rows: str, columns: str) -> dict[str, dict[str, int]]:
        """Count the pledges that `search` finds, by the values of two fields.

        Returns
        -------
        dict of str to dict of str to int
            The rows, most frequent first, then by name; in each its columns by name, without those of no pledge.
        """
        [row, column] = counted([rows, columns])
        return count_table(self.searcher, self._find(query, filters).query, row, column)

    def pledge(self, id: str) -> PledgeRecord:
        """Give a pledge by its id; KeyError where there is none."""
        return fields.stored_pledge(self.searcher.doc(self.address(id)))

    def address(self, id: str) -> DocAddress:
        """Give the place of a pledge's entry; KeyError where there is none."""
        found = self._entries("id", id)
        if not found:
            raise KeyError(f"there is no pledge {id!r} in the index")
        return found[0]

    def document(self, name: str) -> Document | None:
        """Give a document by its name; None where the index has none or only its pledges."""
        found = self._entries("document", name, fields.DOCUMENT)
        return fields.stored_document(self.searcher.doc(found[0])) if found else None

    def pledges_of(self, document: str) -> list[PledgeRecord]:
        """Give the pledges of a document in their order; none where it is not in the index."""
        found = self._entries("document", document, fields.PLEDGE)
        records = [fields.stored_pledge(self.searcher.doc(address)) for address in found]
        return sorted(records, key=lambda record: record.number)

    def similar(self, id: str, limit: int = 10) -> list[Hit]:
        """Give the pledges of other documents that are most like a pledge; KeyError where there is none of this id."""
        from lofteNLP.search.similar import similar

        return similar(self, id, limit)

    def groups(self, threshold: float = 0.8) -> Iterator[Group]:
        """Give the groups of near-equal pledges over years and municipalities; see `lofteNLP.search.similar.groups`."""
        from lofteNLP.search.similar import groups

        return groups(self, threshold)

    def _find(self, text: str, filters: Filters, widen: bool = False, limit: int = 0, offset: int = 0) -> _Found:
        """Read a query as strictly as finds something, and find a page of what it finds."""
        tree = parse(text)
        try:
            for relaxed in relaxations(tree, self.searcher):
                query = build(tree, filters, self.searcher, self._values, Mode(widen, relaxed))
                page = (best if ranks(tree) else in_order)(self.searcher, query, limit, offset)
                if page.total or relaxed is None:
                    found = _Found(tree, query, relaxed, page)
                if page.total:
                    break
        except QueryError as error:  # the tree knows the place, but not the text
            raise QueryError(error.message, text, error.place) from error
        return found

    def _more(self, found: _Found, filters: Filters, widen: bool, limit: int) -> list[Hit]:
        """Give the best pledges that have some of the words or of their synonyms, to fill a page."""
        if not ranks(found.tree):
            return []
        query = build(found.tree, filters, self.searcher, self._values, Mode(widen, "any", only_best=True))
        free = limit - len(found.page.hits)
        if len(found.page.hits) == found.page.total:  # told apart by their places, faster than by the query
            known = {(address.segment_ord, address.doc) for _, address in found.page.hits}
            hits = best(self.searcher, query, limit, 0).hits
            hits = [hit for hit in hits if (hit[1].segment_ord, hit[1].doc) not in known][:free]
        else:
            hits = best(self.searcher, all_of([query], [found.query]), free, 0).hits
        return self._hits(hits, Marker(found.tree, "any", widen))

    def _hits(self, found: Sequence[Scored], marker: Marker) -> list[Hit]:
        scored = [(fields.stored_pledge(self.searcher.doc(address)), score) for score, address in found]
        return [Hit(record, score, marker.spans(record.text)) for record, score in scored]

    def _entries(self, field: str, value: str, kind: str | None = None) -> list[DocAddress]:
        """Give the places of the entries with a value."""
        needed = [equal(field, [fields.encodable(value)])] + ([equal("kind", [kind])] if kind else [])
        query = all_of(needed)
        total = in_order(self.searcher, query, 0, 0).total
        return [address for _, address in self.searcher.search(query, total or 1, count=False).hits]


def _check_page(limit: int, offset: int) -> None:
    if not 0 <= limit <= MOST_HITS:
        raise QueryError(f"a page has at most {MOST_HITS} hits, not {limit}; export the result to have all of it")
    if not 0 <= offset <= DEEPEST_HIT:
        raise QueryError(f"pages go to hit {DEEPEST_HIT}, not {offset}; export the result to have all of it")
