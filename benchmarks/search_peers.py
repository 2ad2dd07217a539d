"""The peers of benchmarks/search.py: tantivy by itself, SQLite FTS5 and bm25s, each built and asked as its users do."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from lofteNLP.records import PledgeRecord
from lofteNLP.search import analysis, fields
from lofteNLP.search.folder import open_index

HITS = 10
FACETS = ("theme", "kommun", "year")


class Question(NamedTuple):
    """Words that must all match, and what must hold besides; empty where nothing must."""

    words: str
    theme: str = ""
    kommun: str = ""
    year: str = ""

    def filters(self) -> dict[str, str]:
        """Give the values that must hold, by field."""
        return {name: value for name in FACETS if (value := getattr(self, name))}


Ask = Callable[[Question, bool], object]  # with or without facets


def our_terms(words: str) -> str:
    """Give words in the query language of tantivy and FTS5: each as its base form in text or heading, or all its parts.

    Examples
    --------
    >>> our_terms("krogtillsyner")
    '(lemmas:"krogtillsyn" OR heading:"krogtillsyn" OR (parts:"krog" AND parts:"tillsyn"))'
    """
    found = [word for word in analysis.analyse(words).words if word.parts]
    parts = [" AND ".join(f'parts:"{part}"' for part in word.parts) for word in found]
    each = (f'(lemmas:"{w.lemma}" OR heading:"{w.lemma}" OR ({p}))' for w, p in zip(found, parts, strict=True))
    return " AND ".join(each)


def tantivy_alone(path: Path, written: Callable[[str], str]) -> Ask:
    """Ask our index by tantivy's own query parser, with a question's words written as it takes them."""
    from tantivy import Occur, Query

    index = open_index(path)
    searcher, schema = index.searcher(), fields.schema()

    def ask(question: Question, facets: bool) -> object:
        parsed = index.parse_query(written(question.words), list(fields.WORDS), conjunction_by_default=True)
        terms = [Query.term_query(schema, name, value, "basic") for name, value in question.filters().items()]
        query = Query.boolean_query([(Occur.Must, part) for part in (parsed, *terms)])
        found = [searcher.doc(address) for _, address in searcher.search(query, HITS).hits]
        wanted = {name: {"terms": {"field": fields.set_of(name), "size": 60_000}} for name in FACETS}
        return found, searcher.aggregate(query, wanted) if facets else None

    return ask


def fts5(records: Iterable[PledgeRecord], file: Path) -> Ask:
    """Put the same search terms into SQLite, with a table of values for filters and counts."""
    base = sqlite3.connect(file)
    base.execute("CREATE VIRTUAL TABLE words USING fts5(surface, lemmas, parts, heading, tokenize='unicode61 remove_diacritics 0')")  # fmt: skip # noqa: E501
    base.execute("CREATE TABLE pledge (id INTEGER PRIMARY KEY, record BLOB)")
    base.execute("CREATE TABLE value (id INTEGER, field TEXT, value TEXT)")
    for number, record in enumerate(records):
        terms = (*analysis.joined(record.text), fields.heading(record.heading))
        base.execute(
            "INSERT INTO words (rowid, surface, lemmas, parts, heading) VALUES (?, ?, ?, ?, ?)", (number, *terms)
        )
        base.execute("INSERT INTO pledge VALUES (?, ?)", (number, fields.encoded(record)))
        values = {"theme": [theme.label for theme in record.themes], "kommun": record.kommun}
        values["year"] = fields.years(record.valid_from, record.valid_to)
        base.executemany("INSERT INTO value VALUES (?, ?, ?)", ((number, f, v) for f in values for v in values[f]))
    base.execute("CREATE INDEX by_id ON value (id, field, value)")
    base.commit()

    def ask(question: Question, facets: bool) -> object:
        matched = "SELECT rowid FROM words WHERE words MATCH ?"
        match = our_terms(question.words)  # the same query language here
        held: list[str] = []
        for name, value in question.filters().items():
            matched += " AND EXISTS (SELECT 1 FROM value WHERE id = words.rowid AND field = ? AND value = ?)"
            held += [name, value]
        best = f"SELECT record FROM ({matched} ORDER BY rank LIMIT {HITS}) JOIN pledge ON id = rowid"
        counts = f"SELECT field, value, count(*) FROM ({matched}) CROSS JOIN value ON id = rowid GROUP BY field, value"
        found = base.execute(best, (match, *held)).fetchall()
        return found, base.execute(counts, (match, *held)).fetchall() if facets else None

    return ask


def bm25s_alone(records: Iterable[PledgeRecord]) -> Ask:
    """Score base forms with bm25s, which has no filters, counts or conditions: any of the words, the ten best."""
    import bm25s
    from bm25s.tokenization import Tokenized

    vocabulary: dict[str, int] = {}
    texts = [
        [vocabulary.setdefault(lemma, len(vocabulary)) for lemma in analysis.joined(record.text)[1].split()]
        for record in records
    ]
    scorer: Any = bm25s.BM25()
    scorer.index(Tokenized(texts, vocabulary), show_progress=False)

    def ask(question: Question, facets: bool) -> object:
        words = [lemma for lemma in analysis.analyse(question.words).lemmas if lemma in vocabulary]
        return scorer.retrieve([words], k=HITS, show_progress=False) if words else None

    return ask
