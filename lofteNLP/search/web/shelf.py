"""The opened index, which follows what a writer commits, and the counts that are asked for again and again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from time import monotonic

from lofteNLP.search.filters import Filters
from lofteNLP.search.folder import ENGINE_FILE
from lofteNLP.search.index import Index, Result
from lofteNLP.search.web.questions import Question

LOOKS = 0.5  # seconds between looks for a new commit
MOST_KEPT = 1_000  # counts
Counts = dict[str, list[tuple[str, int]]]
Key = tuple[str, Filters, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Opened:
    """An index as it was committed once, with the counts of facets that were asked for since."""

    index: Index
    kept: dict[Key, Counts] = field(default_factory=dict)

    def search(self, question: Question, facets: Sequence[str] = ()) -> Result:
        """Find a page of hits; facets are counted only where the same was not counted for another page."""
        query, filters = question.q, question.filters()
        key = (query, filters, tuple(facets))
        counts = self.kept.get(key)
        result = self.index.search(
            query, filters, limit=question.size, offset=question.offset, facets=() if counts else facets
        )
        return replace(result, facets=self._keep(key, counts or result.facets))

    def counts(self, question: Question, facets: Sequence[str]) -> Counts:
        """Count the values of facets."""
        query, filters = question.q, question.filters()
        key = (query, filters, tuple(facets))
        return self.kept.get(key) or self._keep(key, self.index.search(query, filters, limit=0, facets=facets).facets)

    def _keep(self, key: Key, counts: Counts) -> Counts:
        if len(self.kept) >= MOST_KEPT:
            self.kept.clear()
        if counts:
            self.kept[key] = counts
        return counts


class Shelf:
    """Gives the index as it was last committed, without a restart.

    Parameters
    ----------
    path
        The index's folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._stamp = self._commit()
        self._opened = Opened(Index.open(path))
        self._looked = monotonic()

    def opened(self) -> Opened:
        """Give the index; open it anew where something was committed since the last look."""
        if monotonic() - self._looked > LOOKS and self._lock.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._lock.release()
        return self._opened

    def _look(self) -> None:
        stamp = self._commit()
        if stamp not in (None, self._stamp):  # where the folder is gone, what was opened stays readable
            self._opened, self._stamp = Opened(Index.open(self.path)), stamp
        self._looked = monotonic()

    def _commit(self) -> tuple[int, int] | None:
        """Tell commits apart: the engine replaces its file at every one."""
        try:
            status = (self.path / ENGINE_FILE).stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino
