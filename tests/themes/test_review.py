"""The annotation round trip: out to a labelling tool, corrected there, back into a corpus that can be trained on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lofteNLP.themes.corpus import read_examples
from lofteNLP.themes.review import export, read_back
from lofteNLP.themes.review_formats import ReviewError


def correct_label_studio(tasks: Path) -> Path:
    """Do what a person and Label Studio would: accept all, but give the first pledge a theme and take its actor."""
    rows = json.loads(tasks.read_text(encoding="utf-8"))
    for row in rows:
        row["annotations"] = [{"updated_at": "2026-01-02", "result": row.pop("predictions")[0]["result"]}]
    first = rows[0]["annotations"][0]["result"]
    first[:] = [part for part in first if part["value"].get("labels") != ["actor"]]
    first[-1]["value"]["choices"].append("unga")
    rows[0]["annotations"].append({"was_cancelled": True, "updated_at": "2026-01-03", "result": []})
    return written(tasks.with_name("done.json"), json.dumps(rows))


def correct_doccano(tasks: Path) -> Path:
    """The same in doccano, which exports spans as objects."""
    rows = [json.loads(line) for line in tasks.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        row["entities"] = [
            {"id": 1, "start_offset": start, "end_offset": end, "label": kind} for start, end, kind in row["entities"]
        ]
    rows[0]["entities"] = [entity for entity in rows[0]["entities"] if entity["label"] != "actor"]
    rows[0]["cats"].append("unga")
    return written(tasks.with_name("done.jsonl"), "".join(json.dumps(row) + "\n" for row in rows))


def written(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("format", "correct"), [("label-studio", correct_label_studio), ("doccano", correct_doccano)])
def test_round_trip(format: str, correct: Any, small_corpus: Path, tmp_path: Path) -> None:
    tasks = export(small_corpus, tmp_path / "tasks.json", format=format, count=5)
    back = read_back(correct(tasks), small_corpus)
    before, after = rows_of(small_corpus), rows_of(back)
    changed = [
        (old, new)
        for one, other in zip(before, after, strict=True)
        for old, new in zip(one["pledges"], other["pledges"], strict=True)
        if old != new
    ]
    [(old, new)] = changed
    assert new == old | {"themes": [*old["themes"], "unga"], "actors": []}
    assert len(read_examples(back)) == len(read_examples(small_corpus))


def test_label_studio_gets_its_interface(small_corpus: Path, tmp_path: Path) -> None:
    tasks = export(small_corpus, tmp_path / "tasks.json", format="label-studio", count=3)
    assert len(json.loads(tasks.read_text(encoding="utf-8"))) == 3
    assert '<Choice value="nara_relationer"/>' in (tmp_path / "tasks.xml").read_text(encoding="utf-8")


def test_of_tagged_records_only_the_corrected_come_back(small_corpus: Path, tmp_path: Path) -> None:
    lines = []
    for row in rows_of(small_corpus)[:2]:
        for number, pledge in enumerate(row["pledges"], 1):
            themes = [{"label": theme, "score": 0.9} for theme in pledge["themes"]]
            lines.append(json.dumps({**pledge, "document": row["document"], "number": number, "themes": themes}) + "\n")
    records = written(tmp_path / "records.jsonl", "".join(lines))
    tasks = export(records, tmp_path / "tasks.jsonl", format="doccano", count=1)
    back = read_back(correct_doccano(tasks), records)
    [row] = rows_of(back)
    assert [pledge["themes"][-1] for pledge in row["pledges"]] == ["unga"]
    assert len(read_examples(back)) == 1


def test_a_new_span_comes_back_with_its_text(small_corpus: Path, tmp_path: Path) -> None:
    tasks = export(small_corpus, tmp_path / "tasks.jsonl", format="doccano", count=1)
    [row] = rows_of(tasks)
    row["entities"].append([0, 11, "deadline"])
    back = read_back(written(tmp_path / "done.jsonl", json.dumps(row)), small_corpus)
    found = [pledge["deadlines"] for other in rows_of(back) for pledge in other["pledges"] if pledge["deadlines"]]
    assert found == [[{"text": "Polisen ska"}]]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"text": "Annat."}, "leave texts as they are"),
        ({"number": 99}, "is not in"),
        ({"entities": [[0, 7, "place"]]}, "unknown kind of span"),
        ({"entities": [[0]]}, "not an export that can be read"),
    ],
)
def test_what_cannot_be_read_back(change: dict[str, Any], message: str, small_corpus: Path, tmp_path: Path) -> None:
    [row] = rows_of(export(small_corpus, tmp_path / "tasks.jsonl", format="doccano", count=1))
    done = written(tmp_path / "done.jsonl", json.dumps(row | change))
    with pytest.raises(ReviewError, match=message):
        read_back(done, small_corpus)


def test_untouched_tasks_are_no_corrections(small_corpus: Path, tmp_path: Path) -> None:
    tasks = export(small_corpus, tmp_path / "tasks.json", format="label-studio", count=2)
    with pytest.raises(ReviewError, match="no corrected pledge"):
        read_back(tasks, small_corpus)


def test_export_says_what_is_wrong(small_corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="label-studio, doccano"):
        export(small_corpus, tmp_path / "x", format="csv", count=1)
    with pytest.raises(ReviewError, match="one or more"):
        export(small_corpus, tmp_path / "x", format="doccano", count=0)
