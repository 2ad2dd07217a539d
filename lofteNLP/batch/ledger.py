"""What a run has done, on disk beside its output: results by content, and the inputs in their order.

A ledger is a cache that can be thrown away: without it the next run tags everything anew.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any

from lofteNLP.tagger import Failure

APPLICATION = 0x6C6F6674  # "loft", in the header of the file
VERSION = 1
COMMIT_EVERY = 0.5  # seconds of work that a crash may cost
PAGE = 500  # inputs that are in memory at a time

TABLES = """
CREATE TABLE run (folder BLOB NOT NULL, paths TEXT NOT NULL, options TEXT NOT NULL, finished INTEGER NOT NULL);
CREATE TABLE input (number INTEGER PRIMARY KEY, path BLOB NOT NULL, name BLOB NOT NULL, key BLOB, reason TEXT);
CREATE TABLE result (key BLOB PRIMARY KEY, document BLOB, stage TEXT, reason TEXT);
"""


class LedgerError(Exception):
    """A ledger that cannot be used; the message names it, what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file of a run: its number in the order of the inputs, its path as given, its document's name."""

    number: int
    path: str
    name: str


class Ledger:
    """The ledger of one output, open for one run at a time.

    Parameters
    ----------
    path
        The file; it is made where there is none.

    Raises
    ------
    LedgerError
        Where another run has it open, or the file is damaged, is no ledger, or cannot be written.  So with every
        method.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder, "out.jsonl.ledger")) as ledger:
    ...     _ = ledger.start("/", ["in"], {}, [("in/ale.txt", "ale")])
    ...     ledger.keep(b"key", Failure("in/ale.txt", "read", "the file is empty"))
    ...     ledger.place(1, b"key")
    ...     [(found.name, result) for found, result in ledger.results()]
    [('ale', Failure(path='in/ale.txt', stage='read', reason='the file is empty'))]
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.renewed = False  # whether a ledger of another version was thrown away
        self._committed = monotonic()
        with self._complaints():
            self._database = _open(path)
            try:
                self._lay_out()
            except BaseException:
                self._database.close()
                raise

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            with suppress(sqlite3.Error) if error else self._complaints():  # what is done stays done
                self._database.execute("COMMIT")
        finally:
            self._database.close()

    def start(self, folder: str, paths: list[str], options: dict[str, Any], inputs: Iterable[tuple[str, str]]) -> int:
        """Begin a run; give the number of its inputs.

        Parameters
        ----------
        folder, paths, options
            What `unfinished` gives back should the run not come to its end.
        inputs
            Paths and names, in order.
        """
        with self._complaints():
            self._database.execute("DELETE FROM run")
            self._database.execute("DELETE FROM input")
            self._database.executemany(
                "INSERT INTO input (path, name) VALUES (?, ?)",
                ((os.fsencode(path), os.fsencode(name)) for path, name in inputs),
            )
            self._database.execute(
                "INSERT INTO run VALUES (?, ?, ?, 0)", (os.fsencode(folder), json.dumps(paths), json.dumps(options))
            )
            self.commit()
            [[count]] = self._database.execute("SELECT count(*) FROM input")
        return int(count)

    def unfinished(self) -> tuple[str, list[str], dict[str, Any]] | None:
        """Give folder, paths and options of a run that did not come to its end."""
        with self._complaints():
            row = self._database.execute("SELECT folder, paths, options FROM run WHERE NOT finished").fetchone()
        return row and (os.fsdecode(row[0]), json.loads(row[1]), json.loads(row[2]))

    def inputs(self) -> Iterator[Input]:
        """Give the inputs of the run, in order."""
        last = 0
        while True:
            with self._complaints():
                rows = self._database.execute(
                    "SELECT number, path, name FROM input WHERE number > ? ORDER BY number LIMIT ?", (last, PAGE)
                ).fetchall()
            if not rows:
                return
            yield from (Input(number, os.fsdecode(path), os.fsdecode(name)) for number, path, name in rows)
            last = rows[-1][0]

    def knows(self, key: bytes, failed_too: bool) -> bool:
        """Tell whether there is a result for a content; a failure counts where it is asked for."""
        with self._complaints():
            row = self._database.execute("SELECT document IS NULL FROM result WHERE key = ?", (key,)).fetchone()
        return row is not None and (failed_too or not row[0])

    def keep(self, key: bytes, result: bytes | Failure) -> None:
        """Keep what came of a content."""
        failure = result if isinstance(result, Failure) else None
        row = (None, failure.stage, _storable(failure.reason)) if failure else (result, None, None)
        with self._complaints():
            self._database.execute("INSERT OR REPLACE INTO result VALUES (?, ?, ?, ?)", (key, *row))
        if monotonic() - self._committed > COMMIT_EVERY:
            self.commit()

    def place(self, number: int, key: bytes) -> None:
        """Say which content an input has."""
        with self._complaints():
            self._database.execute("UPDATE input SET key = ? WHERE number = ?", (key, number))

    def refuse(self, number: int, reason: str) -> None:
        """Say why an input has no content: it cannot be opened."""
        with self._complaints():
            self._database.execute("UPDATE input SET reason = ? WHERE number = ?", (_storable(reason), number))

    def results(self) -> Iterator[tuple[Input, bytes | Failure]]:
        """Give what came of the inputs, in their order."""
        for found in self.inputs():
            with self._complaints():
                document, stage, reason = self._database.execute(
                    "SELECT result.document, coalesce(result.stage, 'read'), coalesce(result.reason, input.reason) "
                    "FROM input LEFT JOIN result USING (key) WHERE number = ?",
                    (found.number,),
                ).fetchone()
            yield found, document if document is not None else Failure(found.path, stage, reason)

    def finish(self, forget: bool) -> None:
        """End the run; where told so, forget what belongs to none of its inputs."""
        with self._complaints():
            if forget:
                self._database.execute("DELETE FROM result WHERE key NOT IN (SELECT key FROM input WHERE key NOT NULL)")
            self._database.execute("UPDATE run SET finished = 1")
            self.commit()

    def commit(self) -> None:
        """Put on disk what was done."""
        with self._complaints():
            self._database.execute("COMMIT")
            self._database.execute("BEGIN")
        self._committed = monotonic()

    def _lay_out(self) -> None:
        """Check that the file is a ledger of this version, or lay out a new one."""
        [[application]] = self._database.execute("PRAGMA application_id")
        [[version]] = self._database.execute("PRAGMA user_version")
        tables = [name for [name] in self._database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        if tables and application != APPLICATION:
            raise LedgerError(
                f"{self.path}: is a database, but no ledger of lofte; move it, or write to another output"
            )
        if tables and version == VERSION:
            return
        self.renewed = bool(tables)
        for name in tables:
            self._database.execute(f'DROP TABLE "{name}"')
        for statement in TABLES.strip().split("\n"):
            self._database.execute(statement)
        self._database.execute(f"PRAGMA application_id = {APPLICATION}")
        self._database.execute(f"PRAGMA user_version = {VERSION}")
        self.commit()

    @contextmanager
    def _complaints(self) -> Iterator[None]:
        """Turn what SQLite says into what a user can do."""
        try:
            yield
        except sqlite3.Error as error:
            raise LedgerError(f"{self.path}: {_advice(error)}") from error


def _open(path: Path) -> sqlite3.Connection:
    """Open a ledger for this process alone; the lock goes with the process, however that ends."""
    database = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("BEGIN EXCLUSIVE")
    except BaseException:
        database.close()
        raise
    return database


def _advice(error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return "another run is using this ledger; wait until it has ended"
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return f"the ledger is damaged ({error}); remove it, and the next run tags everything anew"
    if code == sqlite3.SQLITE_FULL:
        return "the disk is full; make room and run the same command again, it goes on where it stopped"
    return f"the ledger cannot be written ({error}); check the rights of the file and its folder, and the disk"


def _storable(reason: str) -> str:
    """A text that SQLite takes: file names in it need not be UTF-8."""
    return reason.encode(errors="backslashreplace").decode()
