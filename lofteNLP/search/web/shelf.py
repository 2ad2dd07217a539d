"""The opened index, which follows what a writer commits, and the counts that are asked for again and again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any, TypeVar

from lofteNLP.search.folder import ENGINE_FILE
from lofteNLP.search.index import Index

T = TypeVar("T")
LOOKS = 0.5  # seconds between looks for a new commit
MOST_KEPT = 500


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
        self._index = Index.open(path)
        self._kept: dict[Any, Any] = {}
        self._looked = monotonic()

    def index(self) -> Index:
        """Give the index; open it anew where something was committed since the last look."""
        if monotonic() - self._looked > LOOKS and self._lock.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._lock.release()
        return self._index

    def kept(self, key: Any, count: Callable[[Index], T]) -> T:
        """Give what was counted before in this state of the index, else count it."""
        index, kept = self.index(), self._kept
        if key not in kept:
            if len(kept) >= MOST_KEPT:
                kept.clear()
            kept[key] = count(index)
        found: T = kept[key]
        return found

    def _look(self) -> None:
        stamp = self._commit()
        if stamp not in (None, self._stamp):  # where the folder is gone, what was opened stays readable
            self._index, self._kept, self._stamp = Index.open(self.path), {}, stamp
        self._looked = monotonic()

    def _commit(self) -> tuple[int, int] | None:
        """Tell commits apart: the engine replaces its file at every one."""
        try:
            status = (self.path / ENGINE_FILE).stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino
