"""Worker processes that take one task with them when they die, and nothing else.

Every worker has a pipe of its own, and no lock is shared: a worker that is killed in the middle of anything leaves the
others as they were.  (The pools of the standard library, joblib and loky break as a whole; those of billiard and
pebble share a lock that a killed worker keeps.)
"""

from __future__ import annotations

import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import wait
from time import monotonic
from types import TracebackType
from typing import Any

from lofteNLP.batch.worker import READY, Task, serve
from lofteNLP.tagger import Failure, Tagger

STARTS = 3  # workers that may die in a row before they were ready
Result = bytes | Failure


class NoWorkers(Exception):
    """Worker processes do not start; the message says why."""


class Pool:
    """Tags documents in worker processes, each with the whole pipeline.

    Parameters
    ----------
    load
        Gives the tagger, in the worker; it stands at the top of a module.
    jobs
        The most workers; they start when there is work for them.
    timeout
        Seconds that a document may take; after that its worker is killed.

    Examples
    --------
    >>> with Pool(print, jobs=1, timeout=60) as pool:
    ...     list(pool.results([]))
    []
    """

    def __init__(self, load: Callable[[], Tagger], jobs: int, timeout: float) -> None:
        self.load, self.jobs, self.timeout = load, jobs, timeout
        self._workers: list[_Worker] = []
        self._died_early = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def results(self, tasks: Iterable[Task], ahead: int = sys.maxsize) -> Iterator[tuple[int, Result]]:
        """Give the results as they come, each with its task's number.

        Parameters
        ----------
        tasks
            By rising number.  Taken when they are needed, `jobs` at most before there is a worker for them.
        ahead
            A task is not begun before all but so many of those in front of it are done.

        Raises
        ------
        NoWorkers
            Where workers cannot load the tagger, or die before they could.
        """
        remaining = iter(tasks)
        waiting = deque(islice(remaining, self.jobs))
        while waiting or any(worker.task for worker in self._workers):
            self._start(len(waiting))
            for worker in self._workers:
                if not waiting or waiting[0].number - self._oldest() >= ahead:
                    break
                if worker.ready and not worker.task and worker.takes(waiting[0], monotonic() + self.timeout):
                    waiting.popleft()
            if not waiting:
                waiting.extend(islice(remaining, 1))
            yield from self._received()

    def _oldest(self) -> float:
        """Give the number of the first task that is under way."""
        return min((worker.task.number for worker in self._workers if worker.task), default=float("inf"))

    def _start(self, tasks: int) -> None:
        """Start workers for tasks that wait, up to `jobs`."""
        free = sum(not worker.task for worker in self._workers)
        for _ in range(min(tasks - free, self.jobs - len(self._workers))):
            self._workers.append(_Worker(self.load, self.timeout))

    def _received(self) -> list[tuple[int, Result]]:
        """Wait until something happened, and give the results there are then."""
        soonest = min((worker.deadline for worker in self._workers if worker.task), default=None)
        seconds = None if soonest is None else max(soonest - monotonic(), 0)
        results = []
        by_connection = {worker.connection: worker for worker in self._workers}
        for connection in wait(list(by_connection), seconds):
            worker = by_connection[connection]  # type: ignore[index]
            try:
                message = worker.connection.recv()
            except (EOFError, OSError):
                results += self._replaced(worker, None)
            else:
                if not worker.ready:
                    self._greet(worker, message)
                elif worker.task:
                    results.append((worker.task.number, message))
                    worker.task = None
        now = monotonic()
        for worker in [worker for worker in self._workers if worker.task and worker.deadline <= now]:
            results += self._replaced(worker, f"it took longer than {self.timeout:g} s; give it more with --timeout")
        return results

    def _greet(self, worker: _Worker, message: Any) -> None:
        if message is not READY:
            raise NoWorkers(message)
        worker.ready = True
        self._died_early = 0

    def _replaced(self, worker: _Worker, reason: str | None) -> list[tuple[int, Result]]:
        """Take out a worker that died, or that is killed for a reason; give what came of its task."""
        how = worker.end(1.0 if reason is None else 0.0)  # one that died may still be on its way out
        self._workers.remove(worker)
        if worker.task:
            reason = reason or f"the process that tagged it {how}"
            return [(worker.task.number, Failure(worker.task.path, "worker", reason))]
        if not worker.ready:
            self._died_early += 1
            if self._died_early >= STARTS:
                raise NoWorkers(f"a worker process {how} before it could begin, {STARTS} times in a row")
        return []


class _Worker:
    """A worker process as it is seen from outside."""

    def __init__(self, load: Callable[[], Tagger], timeout: float) -> None:
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, load, timeout), daemon=True)
        with _signals_held():
            self.process.start()
        theirs.close()
        self.ready = False
        self.task: Task | None = None
        self.deadline = 0.0

    def takes(self, task: Task, deadline: float) -> bool:
        """Give a task; tell whether there was still somebody to take it."""
        try:
            self.connection.send(task)
        except OSError:
            return False
        self.task, self.deadline = task, deadline
        return True

    def end(self, patience: float = 0.0) -> str:
        """Make sure that the process is gone, by force after some seconds; tell how it ended."""
        self.connection.close()
        if patience:
            self.process.join(patience)
        self.process.kill()
        self.process.join()
        code = self.process.exitcode or 0
        if code >= 0:
            return f"ended with status {code}"
        return f"was ended by {signal.Signals(-code).name}" + (" (out of memory?)" if -code == signal.SIGKILL else "")


@contextmanager
def _signals_held() -> Iterator[None]:
    """Processes started meanwhile never hear of Ctrl-C and SIGTERM: who started them decides what becomes of them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # starting it would let the signals through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
