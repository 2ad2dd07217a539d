"""Files in, documents out in the same order, as they come: nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from lofteNLP.batch.packed import unpack
from lofteNLP.batch.pool import Pool
from lofteNLP.batch.worker import Item
from lofteNLP.documents import ReadError, file_bytes, names
from lofteNLP.schema import Document
from lofteNLP.tagger import Failure, Tagger

AHEAD = 200  # documents that are tagged while an earlier one takes its time


def tagged_in_order(
    paths: Sequence[Path], load: Callable[[], Tagger], jobs: int, timeout: float
) -> Iterator[Document | Failure]:
    """Tag files in worker processes.

    Parameters
    ----------
    paths
        Files.
    load, jobs, timeout
        As for a `Pool`.

    Raises
    ------
    NoWorkers
        Where the tagger cannot be loaded.

    Examples
    --------
    >>> list(tagged_in_order([], print, jobs=2, timeout=60))
    []
    """
    waiting: dict[int, bytes | Failure] = {}
    named = enumerate(zip(paths, names(paths), strict=True))
    following = next(named, None)
    with Pool(load, jobs, timeout) as pool:
        results = pool.results(_items(paths, waiting), len(paths), AHEAD)
        for number, result in chain(results, [(-1, b"")]):  # the last files may be such as could not be opened
            waiting[number] = result
            while following and following[0] in waiting:
                at, (path, name) = following
                done = waiting.pop(at)
                yield done if isinstance(done, Failure) else unpack(done, name, str(path))
                following = next(named, None)


def _items(paths: Sequence[Path], failed: dict[int, bytes | Failure]) -> Iterator[Item]:
    """Read the files; those that cannot be opened are put down as failed."""
    for number, path in enumerate(paths):
        try:
            data = file_bytes(path)
        except ReadError as error:
            failed[number] = Failure(str(path), "read", error.reason)
        else:
            yield Item(number, str(path), data)
