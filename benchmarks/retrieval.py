"""How well the search ranks: nDCG@10 over the corpus' pledges and judged queries, beside plainer ways to search.

    python benchmarks/retrieval.py [--split dev] [--worst 10] [--json]

Puts the corpus' pledges, with their gold themes and actors, into an index as `lofte index` does, and asks it the
queries of corpus/queries as a user would. Beside it: the same index with words as written alone (no base forms,
compounds' parts or derivations; synonyms where the words are those of the table), BM25 over words (bm25s) and SQLite's
FTS5, where one has them. Gains are the grades themselves, as in trec_eval; the ideal ranking is of all that was judged,
and what was not judged counts as 0. "judged" is the share of the first ten that were.
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import log2
from pathlib import Path
from statistics import fmean
from unittest import mock

from lofteNLP.records import PledgeRecord
from lofteNLP.records.corpus import CorpusDocument, read_corpus
from lofteNLP.schema import Actor, Deadline, Quantity, Theme
from lofteNLP.search import Index, Writer, analysis, fields, synonyms
from rows import Row, as_json

CORPUS = Path(__file__).parents[1] / "corpus"
DEPTH = 10  # hits that count

Searcher = Callable[[str], list[str]]  # a query's first hits, as ids


@dataclass(frozen=True)
class Query:
    """A query, the kind it is of, its half, and the grades of pledges by id."""

    text: str
    kind: str
    split: str
    grades: dict[str, int]


@dataclass(frozen=True)
class Score:
    """How one query was answered."""

    query: Query
    ndcg: float
    judged: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask every searcher every query and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=("dev", "test"), help="only this half of the queries")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="list our N worst queries")
    parser.add_argument("--json", action="store_true", help="print rows as JSON")
    options = parser.parse_args(arguments)
    queries = [query for query in read_queries() if options.split in (None, query.split)]
    records = list(read_records())
    if options.json:
        print(as_json(measure(records, queries)))
        return 0
    kinds = sorted({query.kind for query in queries})
    counts = [sum(query.kind == kind for query in queries) for kind in kinds]
    print(f"{len(records)} pledges, {len(queries)} queries; nDCG@{DEPTH}")
    print(f"{'':<16}{'all':>7}{'judged':>8}", *(f"{f'{kind} /{n}':>20}" for kind, n in zip(kinds, counts, strict=True)))
    for name, search in searchers(records):
        scores = [evaluate(query, search(query.text)) for query in queries]
        cells = [mean(score.ndcg for score in scores if score.query.kind == kind) for kind in kinds]
        print(
            f"{name:<16}{mean(s.ndcg for s in scores):>7}{mean(s.judged for s in scores):>8}",
            *(f"{c:>20}" for c in cells),
        )
        if name == "lofteNLP" and options.worst:
            for score in sorted(scores, key=lambda score: score.ndcg)[: options.worst]:
                print(f"    {score.ndcg:.2f}  {score.query.split:<4}  {score.query.text}")
    return 0


def measure(records: Sequence[PledgeRecord], queries: Sequence[Query]) -> list[Row]:
    """How well every searcher ranks, over all queries and those of each kind."""
    scores = {name: [evaluate(query, search(query.text)) for query in queries] for name, search in searchers(records)}
    rows = []
    for kind in (None, *sorted({query.kind for query in queries})):
        for name, all_of_it in scores.items():
            some = [score.ndcg for score in all_of_it if kind in (None, score.query.kind)]
            subject = f"ranking, {kind or 'all'} ({len(some)} queries)"
            rows.append(Row(subject, name, fmean(some), f"nDCG@{DEPTH}", "more"))
    return rows


def searchers(records: Sequence[PledgeRecord]) -> Iterator[tuple[str, Searcher]]:
    """Give every way to search, each by name, made when it is asked for."""
    with ours(records) as search:
        yield "lofteNLP", search
    with words_as_written(), ours(records) as search:
        yield "surface forms", search
    try:
        import bm25s  # noqa: F401
    except ModuleNotFoundError:
        print("bm25s is not installed", file=sys.stderr)
    else:
        yield "bm25s", bm25(records)
    yield "SQLite FTS5", fts5(records)


@contextmanager
def ours(records: Sequence[PledgeRecord]) -> Iterator[Searcher]:
    """Index the records and search them as a user would."""
    with tempfile.TemporaryDirectory() as folder:
        with Writer(Path(folder)) as writer:
            writer.add(records)
        index = Index.open(folder)

        def search(text: str) -> list[str]:
            result = index.search(text, limit=DEPTH)
            return [hit.record.id for hit in result.hits + result.more]

        yield search


@contextmanager
def words_as_written() -> Iterator[None]:
    """Let a word's base form and only part be the word as written, in texts and queries; stop words stay such."""

    def word(form: str) -> analysis.Word:
        surface = form.lower()
        return analysis.Word(surface, surface, () if surface in analysis.stop_words() else (surface,))

    def forget() -> None:
        for cached in (fields.heading, fields.place_values, analysis.joined_piece, synonyms.table):
            cached.cache_clear()

    forget()
    with mock.patch.object(analysis, "word", word):
        yield
    forget()


def bm25(records: Sequence[PledgeRecord]) -> Searcher:
    """Rank by BM25 over the words of text and heading."""
    import bm25s

    index = bm25s.BM25()
    index.index([words(f"{record.heading or ''} {record.text}") for record in records], show_progress=False)

    def search(text: str) -> list[str]:
        known = [word for word in words(text) if word in index.vocab_dict]
        if not known:
            return []
        places, scores = index.retrieve([known], k=DEPTH, show_progress=False)
        return [records[place].id for place, score in zip(places[0], scores[0], strict=True) if score > 0]

    return search


def fts5(records: Sequence[PledgeRecord]) -> Searcher:
    """Search text and heading by SQLite's FTS5: all words, and where that finds nothing any of them."""
    database = sqlite3.connect(":memory:")
    database.execute(
        "CREATE VIRTUAL TABLE pledges USING fts5(id UNINDEXED, text, heading, tokenize='unicode61 remove_diacritics 0')"
    )
    database.executemany("INSERT INTO pledges VALUES (?, ?, ?)", ((r.id, r.text, r.heading or "") for r in records))
    select = f"SELECT id FROM pledges WHERE pledges MATCH ? ORDER BY rank, rowid LIMIT {DEPTH}"

    def search(text: str) -> list[str]:
        asked = [f'"{word}"' for word in words(text)]
        found: list[str] = []
        for operator in (" AND ", " OR "):
            found = found or [row[0] for row in database.execute(select, [operator.join(asked)])]
        return found

    return search


def words(text: str) -> list[str]:
    """Give the words of a text in lower case."""
    return re.findall(r"\w+", text.lower())


def evaluate(query: Query, hits: Sequence[str]) -> Score:
    """Score the hits of a query."""
    grades = [query.grades.get(hit, 0) for hit in hits]
    judged = fmean(hit in query.grades for hit in hits[:DEPTH]) if hits else 1.0
    return Score(query, dcg(grades) / dcg(sorted(query.grades.values(), reverse=True)), judged)


def dcg(grades: Sequence[int]) -> float:
    """Give the discounted gain of grades in ranked order."""
    return sum(grade / log2(place + 2) for place, grade in enumerate(grades[:DEPTH]))


def mean(values: Iterator[float]) -> str:
    """Give a mean with three decimals."""
    return f"{fmean(values):.3f}"


def read_queries() -> list[Query]:
    """Give the judged queries."""
    lines = (CORPUS / "queries" / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    rows = map(json.loads, lines)
    return [Query(row["query"], row["kind"], row["split"], row["judgments"]) for row in rows]


def read_records() -> Iterator[PledgeRecord]:
    """Give the corpus' pledges as records with the gold; spans, which no search needs, are empty."""
    for document in read_corpus(CORPUS):
        yield from pledge_records(document)


def pledge_records(document: CorpusDocument) -> Iterator[PledgeRecord]:
    """Give a document's pledges as records."""
    for number, pledge in enumerate(document.pledges, 1):
        quantities = [
            Quantity(q.text, 0, 0, q.comparator, q.value, q.value_max, q.unit, q.per) for q in pledge.quantities
        ]
        yield PledgeRecord(
            id=f"{document.document}#{number}",
            number=number,
            text=pledge.text,
            start_char=pledge.start_char,
            end_char=pledge.end_char,
            heading=pledge.heading,
            lead_in=None,
            actors=[Actor(actor.type, actor.role, actor.source, actor.text, 0, 0) for actor in pledge.actors],
            quantities=quantities,
            deadlines=[Deadline(d.text, 0, 0, d.type, d.start, d.end, None) for d in pledge.deadlines],
            themes=[Theme(label, 1.0) for label in pledge.themes],
            valid_from=document.valid_from,
            valid_to=document.valid_to,
            document=document.document,
            source=f"{document.document}.{document.format}",
            kommun=[kommun.name for kommun in document.kommun],
            kommun_codes=[kommun.code for kommun in document.kommun],
        )


if __name__ == "__main__":
    sys.exit(main())
