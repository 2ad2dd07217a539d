"""The runner's pure parts: rows to tables, ratios, what is behind, and a picture."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path
from types import ModuleType

import pytest

import plots
import report
import rows
import run
from rows import Row

ROWS = [
    Row("top ten", "lofteNLP", 2.0, "ms", "less"),
    Row("top ten", "FTS5", 8.0, "ms", "less"),
    Row("top ten", "bare tantivy", 1.0, "ms", "less"),
    Row("indexing", "lofteNLP", 900, "documents/s", "more"),
    Row("indexing", "FTS5", 90_000, "documents/s", "more"),
]


@pytest.mark.parametrize("module", [report, rows, run])
def test_examples(module: ModuleType) -> None:
    failed, tried = doctest.testmod(module)
    assert tried and not failed


def test_behind_names_each_tool_that_is_ahead_and_no_other() -> None:
    assert [line.split(" has ")[0] for line in report.behind(ROWS)] == ["top ten: bare tantivy", "indexing: FTS5"]


def test_the_best_of_ours_counts() -> None:
    own = Row("top ten", "lofteNLP, two jobs", 0.5, "ms", "less")
    assert [line.split(":")[0] for line in report.behind([*ROWS, own])] == ["indexing"]


def test_a_draw_is_not_behind() -> None:
    assert list(report.behind([ROWS[0], Row("top ten", "FTS5", 1.95, "ms", "less")])) == []


def test_what_does_less_is_no_rival() -> None:
    bare = Row("top ten", "bare Python", 0.1, "ms", "less", baseline=True)
    assert list(report.behind([ROWS[0], bare])) == []
    assert "| bare Python (does less) | 0.100 ms | 0.05 × |" in report.table("search", [ROWS[0], bare])


def test_subjects_of_others_alone_are_not_ours_to_lose() -> None:
    assert list(report.behind(ROWS[1:2])) == []


def test_a_ratio_needs_a_figure() -> None:
    assert report.ratio(Row("", "lofteNLP", 3, "", "more"), Row("", "x", 0, "", "more")) is None


def test_the_page_has_every_figure_and_says_what_is_missing() -> None:
    page = report.page({"search": ROWS}, {"serving": "no such module"}, {"search": "search.png"}, ["- a machine"])
    assert all(report.figure(row) in page for row in ROWS)
    assert "- indexing: FTS5 has 90,000 documents/s, we have 900 documents/s (0.01 ×)" in page
    assert "![search](search.png)" in page
    assert "- serving: no such module" in page


def test_the_page_without_anything_behind_says_so() -> None:
    assert "Nowhere, among what was measured." in report.page({"search": ROWS[:2]}, {}, {}, [])


def test_every_figure_has_a_bar(tmp_path: Path) -> None:
    plots.draw("search", ROWS, tmp_path / "search.png")
    assert (tmp_path / "search.png").read_bytes().startswith(b"\x89PNG")


def test_zeros_are_drawn(tmp_path: Path) -> None:
    plots.draw("values", [Row("values", "lofteNLP", 0, "right", "more")], tmp_path / "values.png")


@pytest.mark.parametrize("name", run.BENCHMARKS)
def test_every_benchmark_can_be_asked_for_rows(name: str) -> None:
    text = (Path(run.__file__).parent / f"{name}.py").read_text("utf-8")
    assert '"--json"' in text, f"benchmarks/{name}.py gives no rows"


def test_one_that_fails_is_named_and_the_others_are_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "batch.py").write_text("raise SystemExit('no worker')")
    (tmp_path / "memory.py").write_text("print('[]')")
    monkeypatch.setattr(run, "HERE", tmp_path)
    assert run.main(["batch", "memory", "-o", str(tmp_path / "results")]) == 1
    page = (tmp_path / "results" / "README.md").read_text("utf-8")
    assert "- batch: no worker" in page and "## memory" in page


def test_unknown_names_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        run.main(["nonsense", "-o", str(tmp_path)])


def test_rows_survive_what_is_printed_before_them() -> None:
    assert importlib.import_module("rows").from_json("a warning\n" + rows.as_json(ROWS) + "\n") == ROWS
