"""The comparison with other tools: its phrases are enough, its own column is right, and it scores as it says."""

from __future__ import annotations

import importlib.util
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def extraction() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark_extraction", BENCHMARKS / "extraction.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_phrases_are_many_and_of_all_kinds(extraction: ModuleType) -> None:
    phrases = extraction.load()
    assert len({phrase["text"] for phrase in phrases}) == len(phrases) >= 130
    for column in extraction.COLUMNS:
        assert sum(column in extraction.columns(phrase) for phrase in phrases) >= 20, column
    assert all(extraction.columns(phrase) for phrase in phrases)


def test_our_column_is_right(extraction: ModuleType) -> None:
    tool = extraction.ours()
    for phrase in extraction.load():
        answer = tool.answer(phrase["text"])
        assert extraction.columns(phrase) == extraction.right_columns(phrase, answer), (phrase["text"], answer)
        assert not (answer.numbers and "value" not in phrase), phrase["text"]  # a date is no number
        assert not (answer.times and "end" not in phrase), phrase["text"]


def test_scores(extraction: ModuleType) -> None:
    phrase = {"text": "", "value": 2, "value_max": 3, "per": "vecka", "comparator": ">="}
    answer = extraction.Answer([(2.0, 3.0)], ["vecka"], ["="])
    assert extraction.right_columns(phrase, answer) == {"values", "frequencies"}
    apart = extraction.Answer([(2.0, None), (3.0, None)], ["vecka"] * 2, [">="] * 2)
    assert extraction.right_columns(phrase, apart) == set()
    period = {"text": "", "start": date(2020, 1, 1), "end": date(2020, 1, 31)}
    times = [(date(2020, 1, 1), date(2020, 1, 1)), (date(2020, 1, 31), date(2020, 1, 31))]
    assert extraction.right_columns(period, extraction.Answer(times=times)) == {"periods"}
    assert extraction.right_columns(period, extraction.Answer(times=times[:1])) == set()


def test_a_grain_is_a_whole_time(extraction: ModuleType) -> None:
    assert extraction.whole(date(2020, 2, 9), "month") == (date(2020, 2, 1), date(2020, 2, 29))
    assert extraction.whole(date(2020, 10, 1), "quarter") == (date(2020, 10, 1), date(2020, 12, 31))
    assert extraction.whole(date(2020, 2, 9), "day") == (date(2020, 2, 9),) * 2


def test_it_runs_with_what_is_installed(extraction: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert extraction.main(["--passes", "1"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[2:]] == ["lofteNLP", "dateparser", "Duckling", "quantulum3"]
