"""The benchmark of the search index on a handful of pledges: every tool answers; the pledges are always the same."""

from __future__ import annotations

from itertools import islice

import pytest

import search
from made_pledges import made_pledges
from search import FILTERED, PEERS, TAIL, UNFILTERED, measure

pytest.importorskip("tantivy")

TOOLS = ("lofteNLP", "tantivy alone, our terms", "tantivy alone, bare words", "SQLite FTS5")


def test_made_pledges_are_always_the_same() -> None:
    first, again, other = (list(islice(made_pledges(seed), 200)) for seed in (1, 1, 2))
    assert first == again != other
    assert len({record.id for record in first}) == len(first)
    assert all(0 <= actor.start_char <= actor.end_char <= len(r.text) for r in first for actor in r.actors)


def test_every_tool_has_its_figures(tmp_path, monkeypatch) -> None:
    pytest.importorskip("bm25s")
    monkeypatch.setattr(search, "QUESTIONS", 8)
    monkeypatch.setattr(search, "ROUNDS", 1)
    rows = list(measure(1_000, PEERS, tmp_path))
    assert {(row.subject, row.tool) for row in rows} == {
        ("building, 1,000 pledges", "lofteNLP, lofte index"),
        ("building, 1,000 pledges", "lofteNLP, records in memory"),
        ("building, 1,000 pledges", "SQLite FTS5"),
        ("building, 1,000 pledges", "bm25s, words alone"),
        (TAIL, "lofteNLP"),
        *((subject, tool) for subject in (FILTERED, UNFILTERED) for tool in TOOLS),
        (UNFILTERED, "bm25s"),
    }
    assert all(row.value > 0 for row in rows)
