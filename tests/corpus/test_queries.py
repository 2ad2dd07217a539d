"""The queries: enough, of all kinds, judged on pledges that are there, halved as they say, and read twice alike."""

import hashlib
import json
from collections import Counter, defaultdict

import pytest
from sklearn.metrics import cohen_kappa_score

KINDS = {"word", "compound", "topic", "everyday", "place or actor"}
GRADES = {0, 1, 2, 3}
ENOUGH_TO_RANK = 2  # pledges that are relevant, at least


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def queries(folder):
    return lines(folder / "queries" / "queries.jsonl")


@pytest.fixture(scope="module")
def readings(folder):
    return lines(folder / "queries" / "second_reading.jsonl")


@pytest.fixture(scope="module")
def ids(folder):
    rows = [row for name in ("train", "test") for row in lines(folder / f"{name}.jsonl")]
    return [f"{row['document']}#{number}" for row in rows for number in range(1, len(row["pledges"]) + 1)]


def test_queries_are_many_and_of_all_kinds(queries):
    assert len({row["query"] for row in queries}) == len(queries) >= 100
    kinds = Counter(row["kind"] for row in queries)
    assert set(kinds) == KINDS and min(kinds.values()) >= 10
    assert all(list(row) == ["query", "kind", "split", "need", "judgments"] for row in queries)


def test_judgments_are_grades_of_pledges_that_are_there_in_order(queries, ids):
    known = set(ids)
    for row in queries:
        assert set(row["judgments"]) <= known, row["query"]
        assert set(row["judgments"].values()) <= GRADES, row["query"]
        assert sum(grade >= 2 for grade in row["judgments"].values()) >= ENOUGH_TO_RANK, row["query"]
        places = [(document, int(number)) for document, _, number in (key.rpartition("#") for key in row["judgments"])]
        assert places == sorted(places), row["query"]


def test_queries_of_one_need_have_its_judgments_and_its_half(queries):
    by_need = defaultdict(list)
    for row in queries:
        by_need[row["need"]].append(row)
    for need, rows in by_need.items():
        assert all(row["judgments"] == rows[0]["judgments"] for row in rows), need
        half = "dev" if int(hashlib.sha256(need.encode()).hexdigest(), 16) % 2 == 0 else "test"
        assert {row["split"] for row in rows} == {half}, need


def test_both_halves_have_every_kind(queries):
    assert {(row["split"], row["kind"]) for row in queries} == {
        (half, kind) for half in ("dev", "test") for kind in KINDS
    }


def test_the_second_reading_is_of_judgments_that_stand(queries, readings):
    judged = {row["need"]: row["judgments"] for row in queries}
    assert len(readings) >= 300
    assert all(reading["first"] == judged[reading["need"]][reading["pledge"]] for reading in readings)


def test_the_readings_agree(readings):
    first, second = ([reading[which] for reading in readings] for which in ("first", "second"))
    assert cohen_kappa_score(first, second, weights="quadratic") >= 0.8
