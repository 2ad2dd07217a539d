"""How well the search ranks the corpus' pledges: floors of nDCG@10, and that the benchmark measures what it says."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from statistics import fmean
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score

FLOORS = {"all": 0.845, "word": 0.97, "compound": 0.90, "topic": 0.82, "everyday": 0.71, "place or actor": 0.79}
BETTER = 0.15  # than the same index on words as written alone
JUDGED = 0.98  # of the first ten hits


def load() -> ModuleType:
    path = Path(__file__).parents[2] / "benchmarks" / "retrieval.py"
    spec = importlib.util.spec_from_file_location("benchmark_retrieval", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


retrieval = load()


@pytest.fixture(scope="module")
def scores() -> dict[str, list]:
    """What each way to search scores on each query."""
    queries, records = retrieval.read_queries(), list(retrieval.read_records())
    return {
        name: [retrieval.evaluate(query, search(query.text)) for query in queries]
        for name, search in retrieval.searchers(records)
    }


def mean(scores: list, kind: str = "all") -> float:
    return fmean(score.ndcg for score in scores if kind in ("all", score.query.kind))


@pytest.mark.parametrize("kind", FLOORS)
def test_ranking_is_not_below_its_floor(scores, kind):
    assert mean(scores["lofteNLP"], kind) >= FLOORS[kind]


def test_base_forms_parts_and_derivations_are_worth_their_cost(scores):
    assert mean(scores["lofteNLP"]) >= mean(scores["surface forms"]) + BETTER
    assert mean(scores["lofteNLP"]) >= mean(scores["SQLite FTS5"]) + BETTER


def test_next_to_all_first_hits_are_judged(scores):
    assert fmean(score.judged for score in scores["lofteNLP"]) >= JUDGED


@given(st.lists(st.integers(0, 3), min_size=10, max_size=30).filter(any))
def test_the_measure_is_that_of_scikit_learn(grades):
    query = retrieval.Query("", "word", "dev", {str(place): grade for place, grade in enumerate(grades)})
    ours = retrieval.evaluate(query, [str(place) for place in range(10)])
    theirs = ndcg_score([grades], [[-place for place in range(len(grades))]], k=10)
    assert ours.ndcg == pytest.approx(theirs) and ours.judged == 1


def test_short_lists_and_hits_without_judgment_cost():
    query = retrieval.Query("", "word", "dev", {"a": 3, "b": 3, "c": 0})
    assert retrieval.evaluate(query, ["a", "b"]).ndcg == 1
    assert retrieval.evaluate(query, ["a"]).ndcg < 0.7
    assert retrieval.evaluate(query, ["x", "a", "b"]) == retrieval.Score(query, pytest.approx(0.693, abs=1e-3), 2 / 3)
    assert retrieval.evaluate(query, []).ndcg == 0


def test_words_as_written_have_no_base_forms_and_leave_no_trace():
    from lofteNLP.search import analysis, fields, synonyms

    with retrieval.words_as_written():
        assert analysis.joined("Två krogtillsyner") == ("två krogtillsyner",) * 3
        assert fields.heading("Krogtillsyner") == "krogtillsyner krogtillsyner"
        assert all(len(word.parts) == 1 for found in synonyms.table().values() for word in found.values())
    assert fields.heading("Krogtillsyner") == "krogtillsyn krog tillsyn"
    assert any(len(word.parts) > 1 for found in synonyms.table().values() for word in found.values())
