"""Files in, documents out in the same order, as they come: nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from lofteNLP.batch.packed import unpack
from lofteNLP.batch.pool import Pool
from lofteNLP.batch.worker import Task
from lofteNLP.documents import names
from lofteNLP.schema import Document
from lofteNLP.tagger import Failure, Tagger

AHEAD = 100  # documents that are tagged while an earlier one takes its time


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
    named = names(paths)
    waiting: dict[int, bytes | Failure] = {}
    following = 0
    with Pool(load, jobs, timeout) as pool:
        for number, result in pool.results((Task(at, str(path)) for at, path in enumerate(paths)), AHEAD):
            waiting[number] = result
            while following in waiting:
                done, path, name = waiting.pop(following), paths[following], next(named)
                yield done if isinstance(done, Failure) else unpack(done, name, str(path))
                following += 1
