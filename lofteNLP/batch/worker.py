"""What a worker process does: load the tagger once, then tag one document after another."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import NamedTuple

from lofteNLP.batch.packed import NAMELESS, pack
from lofteNLP.schema import Document
from lofteNLP.tagger import Failure, Tagger

READY = None
GRACE = 10  # seconds; who starts the workers ends them in time, this is for workers that are left alone


class Item(NamedTuple):
    """A document to tag, by its number in the run."""

    number: int
    path: str
    data: bytes


Task = tuple[Item, ...]  # documents that are tagged together


def serve(connection: Connection, load: Callable[[], Tagger], timeout: float) -> None:
    """Load the tagger and answer tasks until the other end of the connection is closed.

    Parameters
    ----------
    connection
        Tasks come in; READY goes out first, then for every task a list of packed documents or Failures.  Where the
        tagger cannot be loaded, the reason goes out as a string and no more.
    load
        Gives the tagger; as it is called in another process, it stands at the top of a module.
    timeout
        Seconds that a task may take.
    """
    for library in ("OMP", "OPENBLAS", "MKL"):  # each process has one processor to itself
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    os.dup2(2, 1)  # standard output is for records: what a library says goes to standard error
    try:
        tagger = load()
    except Exception as error:
        connection.send(str(error) or type(error).__name__)
        return
    try:
        connection.send(READY)
        while True:
            task = connection.recv()
            _end_in(timeout + GRACE)
            results = answer(tagger, task)
            _end_in(0)
            connection.send(results)
    except (EOFError, ConnectionError):  # whoever started this process is gone
        return


def answer(tagger: Tagger, task: Task) -> list[bytes | Failure]:
    """Tag documents; each may fail, but none raises."""
    tagged = tagger.tag_many([(item.data, item.path, NAMELESS) for item in task])
    return [_packed(result) for result in tagged]


def _packed(result: Document | Failure) -> bytes | Failure:
    if isinstance(result, Failure):
        return result
    try:
        return pack(result)
    except Exception as error:  # a text that is no text, with half a character in it
        return Failure(result.source, "tag", f"{type(error).__name__}: {error}")


def _end_in(seconds: float) -> None:
    """Have the system end this process after some time, whatever it does then; 0 takes that back."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
