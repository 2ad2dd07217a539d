"""Worker processes that take one document with them when they die, and nothing else.

Every worker has a pipe of its own, and no lock is shared: a worker that is killed in the middle of anything leaves the
others as they were.  (The pools of the standard library, joblib and loky break as a whole; those of billiard and
pebble share a lock that a killed worker keeps.)
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import wait
from time import monotonic
from types import TracebackType
from typing import Any

from lofteNLP.batch.worker import READY, Item, Task, serve
from lofteNLP.tagger import TOGETHER, TOGETHER_BYTES, Failure, Tagger

STARTS = 3  # workers that may die in a row before they were ready
Answer = list[bytes | Failure] | str  # results, or the reason why there are none


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
        Seconds that documents tagged together may take; then their worker is killed, and each is tagged by itself, for
        which it has as long.

    Examples
    --------
    >>> with Pool(print, jobs=1, timeout=60) as pool:
    ...     list(pool.results([], total=0))
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

    def results(
        self, items: Iterable[Item], total: int, ahead: float = float("inf")
    ) -> Iterator[tuple[int, bytes | Failure]]:
        """Give packed documents and failures as they come, each with its item's number.

        Parameters
        ----------
        items
            By rising number.  Taken when they are needed.
        total
            About how many there are: of few, every worker gets some.
        ahead
            An item is not begun before all but so many of those in front of it are done.

        Raises
        ------
        NoWorkers
            Where workers cannot load the tagger, or die before they could.
        """
        remaining = grouped(items, max(min(TOGETHER, total // (4 * self.jobs)), 1))
        waiting = deque(islice(remaining, self.jobs))
        while waiting or any(worker.task for worker in self._workers):
            self._start(len(waiting))
            for worker in self._workers:
                if not waiting or waiting[0][0].number - self._oldest() >= ahead:
                    break
                if worker.ready and not worker.task and worker.takes(waiting[0], monotonic() + self.timeout):
                    waiting.popleft()
            waiting.extend(islice(remaining, max(self.jobs - len(waiting), 0)))  # all may be free at once
            for task, results in self._received():
                if isinstance(results, list):
                    yield from zip((item.number for item in task), results, strict=True)
                elif len(task) == 1:
                    yield task[0].number, Failure(task[0].path, "worker", results)
                else:  # one of them did it: now each for itself
                    waiting.extendleft((item,) for item in reversed(task))

    def _oldest(self) -> float:
        """Give the number of the first item that is under way."""
        return min((worker.task[0].number for worker in self._workers if worker.task), default=float("inf"))

    def _start(self, tasks: int) -> None:
        """Start workers for tasks that wait, up to `jobs`."""
        free = sum(not worker.task for worker in self._workers)
        for _ in range(min(tasks - free, self.jobs - len(self._workers))):
            self._workers.append(_Worker(self.load, self.timeout))

    def _received(self) -> list[tuple[Task, Answer]]:
        """Wait until something happened, and give the tasks that came to an end, with results or why there are none."""
        soonest = min((worker.deadline for worker in self._workers if worker.task), default=None)
        seconds = None if soonest is None else max(soonest - monotonic(), 0)
        results: list[tuple[Task, Answer]] = []
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
                    results.append((worker.task, message))
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

    def _replaced(self, worker: _Worker, reason: str | None) -> list[tuple[Task, Answer]]:
        """Take out a worker that died, or that is killed for a reason; give the task that it had."""
        how = worker.end(1.0 if reason is None else 0.0)  # one that died may still be on its way out
        self._workers.remove(worker)
        if worker.task:
            return [(worker.task, reason or f"the process that tagged it {how}")]
        if not worker.ready:
            self._died_early += 1
            if self._died_early >= STARTS:
                raise NoWorkers(f"a worker process {how} before it could begin, {STARTS} times in a row")
        return []


def grouped(items: Iterable[Item], most: int) -> Iterator[Task]:
    """Give items in groups of so many at most; large ones stand alone.

    Examples
    --------
    >>> items = [Item(number, "a.txt", b"x" * size) for number, size in enumerate([1, 1, 1, TOGETHER_BYTES, 1])]
    >>> [[item.number for item in task] for task in grouped(items, most=2)]
    [[0, 1], [2], [3], [4]]
    """
    task: list[Item] = []
    size = 0
    for item in items:
        if task and (len(task) == most or size + len(item.data) > TOGETHER_BYTES):
            yield tuple(task)
            task, size = [], 0
        task.append(item)
        size += len(item.data)
    if task:
        yield tuple(task)


class _Worker:
    """A worker process as it is seen from outside."""

    def __init__(self, load: Callable[[], Tagger], timeout: float) -> None:
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, load, timeout))
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
