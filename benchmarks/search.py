"""Speed of the search index: building it, and asking it, beside tantivy alone, SQLite FTS5 and bm25s.

    python benchmarks/search.py [--size 100000] [--peers tantivy fts5 bm25s]

Writes made pledges (made_pledges.py) into a temporary folder, indexes them with `lofte index` in a process of its own
and once more from records in memory, builds the peers, and asks all of them the same questions: words of
corpus/queries, most of them with a theme, municipality or year, with the ten best pledges and the counts of three
fields.  A question's time is the median of its rounds; the first, which fills caches, counts only where there is no
other because it takes so long.

Tantivy alone is asked on our index by its own query parser: once with the base forms and parts of the words, which
finds what we find and shows what our queries, ties, fuller pages and highlights cost; and once with the words as
they stand, which finds much less.  bm25s has neither filters nor counts, so it stands beside us only where none are
asked for.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from lofteNLP.records import PledgeRecord
from lofteNLP.search import Filters, Index, Writer, analysis
from made_pledges import made_pledges, write_pledges
from report import machine
from rows import OURS, Row, as_json
from search_peers import FACETS, HITS, Ask, Question, bm25s_alone, fts5, our_terms, tantivy_alone

QUERIES = Path(__file__).parents[1] / "corpus" / "queries" / "queries.jsonl"
COMMAND = "import sys; sys.argv[0] = 'lofte'; from lofteNLP.cli import main; main()"
QUESTIONS, ROUNDS = 100, 5
SLOW = 20.0  # seconds that the first round may take for there to be others
PEERS = ("tantivy", "fts5", "bm25s")
PLAIN = re.compile(r"[a-zåäöé ]+")
FILTERED = "words, filters, three counts: median"
TAIL = "words, filters, three counts: 95 of 100 within"
UNFILTERED = "words alone: median"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print a table or rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=100_000, help="pledges")
    parser.add_argument("--peers", nargs="*", choices=PEERS, default=list(PEERS))
    parser.add_argument("--json", action="store_true", help="print rows as JSON")
    options = parser.parse_args(arguments)
    about = machine()  # before our own work loads it
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        if not options.json:
            print(*about, sep="\n")
        for row in measure(options.size, options.peers, Path(folder)):
            rows.append(row)
            if not options.json:
                print(f"{row.subject:46} {row.tool:29} {row.value:12,.2f} {row.unit}", flush=True)
    if options.json:
        print(as_json(rows))
    return 0


def measure(size: int, peers: Sequence[str], folder: Path) -> Iterator[Row]:
    """Build and ask ours, then each peer."""
    building = f"building, {size:,} pledges"
    write_pledges(size, folder / "pledges.jsonl")
    rate, _ = timed_build(size, lambda: index_by_command(folder / "pledges.jsonl", folder / "index"))
    yield Row(building, f"{OURS}, lofte index", rate, "pledges/s", "more")
    analysis.word("krogtillsyn")  # the dictionary is read
    rate = index_rate(list(made(size)), folder / "in-memory")
    yield Row(building, f"{OURS}, records in memory", rate, "pledges/s", "more")
    index = Index.open(folder / "index")
    questions = draw(index)
    yield from answers(OURS, ours(index), questions, tail=True)
    if "tantivy" in peers:
        for tool, words in (("tantivy alone, our terms", our_terms), ("tantivy alone, bare words", str)):
            yield from answers(tool, tantivy_alone(folder / "index", words), questions, baseline=True)
    if "fts5" in peers:
        rate, ask = timed_build(size, lambda: fts5(made(size), folder / "fts5.sqlite"))
        yield Row(building, "SQLite FTS5", rate, "pledges/s", "more")
        yield from answers("SQLite FTS5", ask, questions)
    if "bm25s" in peers:
        rate, ask = timed_build(size, lambda: bm25s_alone(made(size)))
        yield Row(building, "bm25s, words alone", rate, "pledges/s", "more", baseline=True)
        yield Row(UNFILTERED, "bm25s", *median_ms(ask, unfiltered(questions), facets=False))


def made(size: int) -> Iterator[PledgeRecord]:
    """Give made pledges, always the same."""
    return islice(made_pledges(), size)


def timed_build(size: int, build: Callable[[], Ask | None]) -> tuple[float, Any]:
    """Pledges a second, and what was built."""
    start = perf_counter()
    built = build()
    return size / (perf_counter() - start), built


def index_by_command(records: Path, index: Path) -> None:
    """Index a file with `lofte index`."""
    run = [sys.executable, "-c", COMMAND, "index", str(records), "-o", str(index)]
    subprocess.run(run, check=True, capture_output=True)


def index_rate(records: Sequence[PledgeRecord], index: Path) -> float:
    """Index records that are in memory; pledges a second."""
    gc.freeze()  # a program that has read a million records and keeps them all is not what is measured
    start = perf_counter()
    with Writer(index) as writer:
        writer.add(records)
    return len(records) / (perf_counter() - start)


def draw(index: Index) -> list[Question]:
    """Questions with plain words that find something, with filters as they come together in the pledges."""
    lines = QUERIES.read_text("utf-8").splitlines()
    words = [query for query in (json.loads(line)["query"] for line in lines) if PLAIN.fullmatch(query)]
    chance = random.Random(5)
    questions: list[Question] = []
    while len(questions) < QUESTIONS:
        text = chance.choice(words)
        result = index.search(text, limit=100)
        if result.relaxed or not result.hits:
            continue
        record = chance.choice(result.hits).record
        if not record.themes:
            continue
        values = {"theme": record.themes[0].label, "kommun": record.kommun[0], "year": record.valid_from[:4]}
        asked = chance.choice(((), ("theme",), ("kommun",), ("year",), ("theme", "year"), ("kommun", "year")))
        questions.append(Question(text, **{name: values[name] for name in asked}))
    return questions


def unfiltered(questions: Sequence[Question]) -> list[Question]:
    """Give the same words without filters."""
    return [Question(question.words) for question in questions]


def ours(index: Index) -> Ask:
    """Ask our index as Python programs and the web page do."""

    def ask(question: Question, facets: bool) -> object:
        filters = Filters(
            theme=(question.theme,) if question.theme else (),
            kommun=(question.kommun,) if question.kommun else (),
            year=(int(question.year), int(question.year)) if question.year else None,
        )
        return index.search(question.words, filters, limit=HITS, facets=FACETS if facets else ())

    return ask


def answers(
    tool: str, ask: Ask, questions: Sequence[Question], tail: bool = False, baseline: bool = False
) -> list[Row]:
    """The rows of a tool that has filters and counts."""
    times = seconds(ask, questions, facets=True)
    rows = [Row(FILTERED, tool, median(times) * 1000, "ms", "less", baseline)]
    if tail:
        rows.append(Row(TAIL, tool, quantiles(times, n=20)[-1] * 1000, "ms", "less"))
    return [*rows, Row(UNFILTERED, tool, *median_ms(ask, unfiltered(questions), facets=False), baseline)]


def median_ms(ask: Ask, questions: Sequence[Question], facets: bool) -> tuple[float, str, Any]:
    """Give the median over questions, with its unit."""
    return median(seconds(ask, questions, facets)) * 1000, "ms", "less"


def seconds(ask: Ask, questions: Sequence[Question], facets: bool) -> list[float]:
    """The median time of each question; the only one where a round takes long."""
    rounds: list[list[float]] = []
    while len(rounds) <= ROUNDS and (not rounds or sum(rounds[0]) < SLOW):
        rounds.append([])
        for question in questions:
            start = perf_counter()
            ask(question, facets)
            rounds[-1].append(perf_counter() - start)
    return [median(times) for times in zip(*(rounds[1:] or rounds), strict=True)]


if __name__ == "__main__":
    sys.exit(main())
