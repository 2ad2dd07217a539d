"""A run from folders to one output file that appears whole; what was done stays done if it is broken off."""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import tee
from pathlib import Path
from typing import BinaryIO, Protocol

from lofteNLP.batch.inputs import NOTHING_HERE, content, files, key
from lofteNLP.batch.ledger import Ledger, LedgerError
from lofteNLP.batch.packed import unpack
from lofteNLP.batch.pool import Pool
from lofteNLP.batch.worker import Item
from lofteNLP.documents import ReadError, names
from lofteNLP.records import Format, PledgeRecord, pledge_records, remove_leftovers, whole_file, write
from lofteNLP.schema import Document
from lofteNLP.tagger import Failure, Tagger


@dataclass(frozen=True, slots=True)
class Order:
    """What a run is to do; stored in the ledger, so that a run can be taken up again.

    Parameters
    ----------
    documents
        Whether to write a record a document, not a record a pledge.
    form
        Format of the output.
    jobs
        Worker processes.
    timeout
        Seconds that a document may take.
    failures
        The file for the failures.
    """

    documents: bool
    form: Format
    jobs: int
    timeout: float
    failures: str


@dataclass(slots=True)
class Summary:
    """How many inputs a run had, and what came of them.

    `unread` could not be opened, `tagged` are the contents that the run had to work on, `failed` have no document.
    """

    inputs: int = 0
    unread: int = 0
    tagged: int = 0
    failed: int = 0


class Progress(Protocol):
    """Who is told how far a run has come."""

    def begin(self, total: int) -> None:
        """Take the number of inputs."""

    def advance(self, name: str) -> None:
        """Count one input as done."""


class Run:
    """One run over an open ledger.

    Parameters
    ----------
    ledger
        Beside the output.
    load
        Gives the tagger, in the worker processes; it stands at the top of a module.
    version
        What tags, as in `Tagger.version`: results of another version are not used again.
    """

    def __init__(self, ledger: Ledger, load: Callable[[], Tagger], version: dict[str, str]) -> None:
        self.ledger, self.load = ledger, load
        self.version = json.dumps(version, sort_keys=True).encode()
        self.summary = Summary()

    def tag(self, paths: list[Path], order: Order, retry_failed: bool, progress: Progress) -> None:
        """Tag what is new or changed.

        Parameters
        ----------
        paths
            Files and folders.
        retry_failed
            Whether to try again what failed before.
        progress
            Told of every input that is done.

        Raises
        ------
        NoWorkers
            Where the tagger cannot be loaded.
        LedgerError
            Where the ledger cannot be used.
        """
        found, same = tee(files(paths))
        inputs = ((str(path), name) for path, name in zip(found, names(same), strict=True))
        self.summary = Summary(self.ledger.start(os.getcwd(), list(map(str, paths)), asdict(order), inputs))
        progress.begin(self.summary.inputs)
        under_way: dict[bytes, str] = {}  # keys of contents that are being tagged, with the names of their documents
        keys: dict[int, bytes] = {}  # by the number of the input
        with Pool(self.load, order.jobs, order.timeout) as pool:
            items = self._items(under_way, keys, retry_failed, progress)
            for number, result in pool.results(items, self.summary.inputs):
                known_by = keys.pop(number)
                self.ledger.keep(known_by, result)
                self.summary.tagged += 1
                progress.advance(under_way.pop(known_by))

    def _items(
        self, under_way: dict[bytes, str], keys: dict[int, bytes], retry_failed: bool, progress: Progress
    ) -> Iterator[Item]:
        """Give the documents of which nothing is known; note which content every input has."""
        for found in self.ledger.inputs():
            path = Path(found.path)
            try:
                data = content(path)
            except ReadError as error:
                self.summary.unread += 1
                self.ledger.refuse(found.number, NOTHING_HERE if path.is_dir() else error.reason)
                progress.advance(found.name)
                continue
            known_by = key(data, path, self.version)
            self.ledger.place(found.number, known_by)
            if known_by in under_way or self.ledger.knows(known_by, failed_too=not retry_failed):
                progress.advance(found.name)
            else:
                under_way[known_by], keys[found.number] = found.name, known_by
                yield Item(found.number, found.path, data)

    def write(self, output: Path, order: Order, say: Callable[[Failure], None]) -> None:
        """Write the output and the failures, each whole, and end the run.

        Parameters
        ----------
        output
            The file; where not one input could be opened it stays as it was.
        say
            Told of every failure, in the order of the inputs.

        Raises
        ------
        LedgerError
            Where a result in the ledger is damaged.
        OSError
            Where a file cannot be written.
        """
        for path in (output, Path(order.failures)):
            remove_leftovers(path)
        with whole_file(Path(order.failures)) as failures:
            documents = self._documents(failures, say)
            if self.summary.unread == self.summary.inputs:
                deque(documents, maxlen=0)
            else:
                with whole_file(output) as file:
                    if order.documents:
                        write(documents, Document, file, order.form)
                    else:
                        pledges = (record for document in documents for record in pledge_records(document))
                        write(pledges, PledgeRecord, file, order.form)
        self.ledger.finish(forget=not self.summary.unread)

    def _documents(self, failures: BinaryIO, say: Callable[[Failure], None]) -> Iterator[Document]:
        """Give the documents in the order of the inputs; failures go to their own file."""
        for found, result in self.ledger.results():
            if isinstance(result, Failure):
                failure = replace(result, path=found.path)
                self.summary.failed += 1
                say(failure)
                # A file name that is not UTF-8 holds lone surrogates; so escaped, JSON can hold them too.
                line = json.dumps(asdict(failure), ensure_ascii=False).encode(errors="backslashreplace")
                failures.write(line + b"\n")
                continue
            try:
                yield unpack(result, found.name, found.path)
            except ValueError as error:
                raise LedgerError(
                    f"{self.ledger.path}: the ledger is damaged ({found.path}: {error}); remove it, and the next run "
                    "tags everything anew"
                ) from error
