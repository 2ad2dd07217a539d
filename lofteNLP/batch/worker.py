"""What a worker process does: load the tagger once, then tag one document after another."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from lofteNLP.batch.packed import NAMELESS, pack
from lofteNLP.documents import ReadError, file_bytes
from lofteNLP.tagger import Failure, Tagger

READY = None
GRACE = 10  # seconds; who starts the workers ends them in time, this is for workers that are left alone


@dataclass(frozen=True, slots=True)
class Task:
    """A document to tag, by its number in the run; the worker reads the file where there are no bytes."""

    number: int
    path: str
    data: bytes | None = None


def serve(connection: Connection, load: Callable[[], Tagger], timeout: float) -> None:
    """Load the tagger and answer tasks until the other end of the connection is closed.

    Parameters
    ----------
    connection
        Tasks come in; READY goes out first, then for every task a packed document or a Failure.  Where the tagger
        cannot be loaded, the reason goes out as a string and no more.
    load
        Gives the tagger; as it is called in another process, it stands at the top of a module.
    timeout
        Seconds that a document may take.
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
            result = answer(tagger, task)
            _end_in(0)
            connection.send(result)
    except (EOFError, ConnectionError):  # whoever started this process is gone
        return


def answer(tagger: Tagger, task: Task) -> bytes | Failure:
    """Tag a document; it may fail, but never raises."""
    try:
        data = file_bytes(Path(task.path)) if task.data is None else task.data
        result = tagger.tag_bytes(data, task.path, NAMELESS)
        return result if isinstance(result, Failure) else pack(result)
    except ReadError as error:
        return Failure(task.path, "read", error.reason)
    except Exception as error:  # a result that cannot be packed
        return Failure(task.path, "tag", " ".join(f"{type(error).__name__}: {error}".split())[:300])


def _end_in(seconds: float) -> None:
    """Have the system end this process after some time, whatever it does then; 0 takes that back."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
