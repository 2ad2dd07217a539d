"""Records into an index: documents are added, replaced where they changed, removed; one writer, any number of readers.

What is committed stays, whatever happens afterwards; what is not, is gone.  A document is committed with all of its
pledges or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from types import TracebackType

from lofteNLP.records import PledgeRecord, pledge_records
from lofteNLP.schema import Document
from lofteNLP.search import fields
from lofteNLP.search.folder import FolderError, open_or_create_index

COMMIT_EVERY = 100_000  # pledges
MEMORY = 256_000_000  # bytes that the engine fills before it writes them out
THREADS = 2

Records = Document | list[PledgeRecord]


class BusyError(FolderError):
    """Another writer is at work in the folder."""


class OrderError(ValueError):
    """A document that comes a second time with other records."""


@dataclass(slots=True)
class Counts:
    """What a writer did: documents, and the pledges that it put in."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    removed: int = 0
    pledges: int = 0


class Writer:
    """Writes an index, as a context manager: on leaving, all is committed, or after an error what was not is dropped.

    Parameters
    ----------
    path
        The index's folder; it is made where there is none.
    commit_every
        After how many pledges what was written is committed.
    committed
        Called after each commit with what was done so far.

    Raises
    ------
    BusyError
        Where another writer has the folder.  (A writer that was killed has not.)
    FolderError
        Where the folder is no index or one of another version.

    Examples
    --------
    >>> import tempfile
    >>> from lofteNLP.schema import Kommun, Pledge
    >>> pledge = Pledge("ale#1", 1, "Polisen fotpatrullerar.", 0, 23, None, None)
    >>> ale = Document("ale", "ale.txt", "", None, "Polisen fotpatrullerar.", [Kommun("Ale", "1440")], None, None,
    ...                None, None, [], [pledge], {})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with Writer(Path(folder)) as writer:
    ...         writer.add([ale])
    ...     with Writer(Path(folder)) as again:
    ...         again.add([ale])
    >>> writer.counts.added, again.counts.unchanged
    (1, 1)
    """

    def __init__(
        self,
        path: Path,
        *,
        commit_every: int = COMMIT_EVERY,
        committed: Callable[[Counts], None] = lambda counts: None,
    ) -> None:
        self.path = path
        self.counts = Counts()
        self._commit_every = commit_every
        self._committed = committed
        self._pending = 0  # pledges since the last commit
        self._now: dict[str, str | None] = {}  # digests of the documents that came, by name; None where removed
        index = open_or_create_index(path)
        try:
            self._engine = index.writer(MEMORY, THREADS)
        except ValueError as error:
            if "LockBusy" not in str(error):
                raise
            raise BusyError(f"{path}: another process is writing to this index; wait until it is done") from error
        index.reload()
        self._before = index.searcher()  # the index as it was when this writer began
        self._is_new = self._before.num_docs == 0

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.commit()
        else:
            self._engine.rollback()
        self._engine.wait_merging_threads()

    def add(self, records: Iterable[Document | PledgeRecord]) -> None:
        """Put documents in: new ones are added, changed ones replaced, and unchanged ones passed over.

        Parameters
        ----------
        records
            Documents, or pledges of which those of one document stand together and are all that it has.

        Raises
        ------
        OrderError
            Where a document comes again with other records.
        """
        for name, content in by_document(records):
            self._put(name, content)

    def remove(self, document: str) -> bool:
        """Take a document out; tell whether it was there."""
        if self._digest(document) is None:
            return False
        self._remove(document)
        return True

    def remove_others(self) -> None:
        """Take out the documents that did not come to this writer."""
        for name in self._names_before():
            if name not in self._now:
                self._remove(name)

    def commit(self) -> None:
        """Make what was written so far permanent, and known to readers."""
        self._engine.commit()
        self._pending = 0
        self._committed(self.counts)

    def _put(self, name: str, content: Records) -> None:
        records = list(pledge_records(content)) if isinstance(content, Document) else content
        encoded = [fields.encoded(record) for record in records]
        whole = fields.encoded(content) if isinstance(content, Document) else b""
        digest = digest_of([whole, *encoded])
        if not self._is_news(name, digest):
            return
        for record, stored in zip(records, encoded, strict=True):
            self._engine.add_document(fields.pledge_entry(record, stored))
        self._engine.add_document(fields.document_entry(name, digest, whole))
        self.counts.pledges += len(records)
        self._pending += len(records)
        if self._pending >= self._commit_every:
            self.commit()

    def _is_news(self, name: str, digest: str) -> bool:
        """Tell whether a document must be written; where it was there with other records, take those out."""
        earlier, before = self._now.get(name), self._digest(name)
        if earlier is not None and earlier != digest:
            raise OrderError(
                f"the document {name!r} comes twice with different records; let each document come once, with all its "
                "pledges together"
            )
        self._now[name] = digest
        if before is None:
            self.counts.added += 1
        elif before != digest:
            self._delete(name)
            self.counts.replaced += 1
        elif earlier is None:
            self.counts.unchanged += 1
        return before != digest

    def _remove(self, name: str) -> None:
        self._delete(name)
        self._now[name] = None
        self.counts.removed += 1

    def _delete(self, name: str) -> None:
        self._engine.delete_documents_by_term("document", fields.encodable(name))

    def _digest(self, name: str) -> str | None:
        return self._now[name] if name in self._now else self._digest_before(name)

    def _digest_before(self, name: str) -> str | None:
        """The digest of a document when this writer began; None where it was not there."""
        import tantivy

        if self._is_new:
            return None
        schema = fields.schema()
        terms = {"document": fields.encodable(name), "kind": fields.DOCUMENT}
        query = tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, tantivy.Query.term_query(schema, *term, "basic")) for term in terms.items()]
        )
        hits = self._before.search(query, 1, count=False).hits
        return str(self._before.doc(hits[0][1])["digest"][0]) if hits else None

    def _names_before(self) -> Iterator[str]:
        """The documents that were there when this writer began."""
        import tantivy

        query = tantivy.Query.term_query(fields.schema(), "kind", fields.DOCUMENT, "basic")
        for _, address in self._before.search(query, max(self._before.num_docs, 1), count=False).hits:
            yield str(self._before.doc(address)["document"][0])


def by_document(records: Iterable[Document | PledgeRecord]) -> Iterator[tuple[str, Records]]:
    """Put pledges that follow each other and are of one document together.

    Examples
    --------
    >>> rest = {"source": "", "kommun": [], "kommun_codes": []}
    >>> rows = [PledgeRecord(f"{name}#{n}", n, "", 0, 0, None, None, document=name, **rest)
    ...         for name, n in [("ale", 1), ("ale", 2), ("boden", 1)]]
    >>> [(name, len(pledges)) for name, pledges in by_document(rows)]
    [('ale', 2), ('boden', 1)]
    """
    for name, group in groupby(records, key=lambda record: record.document):
        pledges: list[PledgeRecord] = []
        for record in group:
            if isinstance(record, Document):
                yield name, record
            else:
                pledges.append(record)
        if pledges:
            yield name, pledges


def digest_of(encoded: Iterable[bytes]) -> str:
    """Give the digest of a document's records as they are stored.

    Examples
    --------
    >>> digest_of([b"a", b"b"]) == digest_of([b"ab"])
    False
    """
    digest = blake2b(digest_size=16)
    for part in encoded:
        digest.update(b"%d:" % len(part))
        digest.update(part)
    return digest.hexdigest()
