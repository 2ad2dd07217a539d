"""When a pledge is to be done, case by case."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lofteNLP.pipeline.calendar import Span
from lofteNLP.pipeline.deadlines import find_deadlines

CASES = tomllib.loads((Path(__file__).parent / "cases" / "deadlines.toml").read_text(encoding="utf-8"))["case"]
WORDS = (
    "senast före till och med från under i den 1 31 maj juni hösten 2019 2020/2021 – -- vecka 7 99 kvartal varje "
    "varannan fredag helg första måndagen månaden inom 24 timmar efter året löftesperioden årsskiftet ( ) , . "
    "2021-02-30 210230–211301 \n"
).split(" ")
texts = st.text(max_size=120) | st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)
starts = st.dates(date(1990, 1, 1), date(2090, 1, 1)) | st.none()
ODD = ["", " ", "\n\n", "senast", "31 juni", "vecka 0", "vecka 54 2021", "2021–2019", "varje", "0/0", "1/13", "i maj–"]


def validity(case: dict[str, Any]) -> Span:
    """The validity that a case names; unknown ends are None."""
    start, end = (case.get(name) for name in ("valid_from", "valid_to"))
    return Span(start and date.fromisoformat(start), end and date.fromisoformat(end))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = find_deadlines(case["text"], validity(case))
    got = [(deadline.text, deadline.type, deadline.start, deadline.end) for deadline in found]
    assert got == [(want["text"], want["type"], want.get("start"), want.get("end")) for want in case["expect"]]
    for deadline, want in zip(found, case["expect"], strict=True):
        assert deadline.rrule == want.get("rrule", deadline.rrule)
        assert deadline.timex == want.get("timex", deadline.timex)


def test_a_third_of_the_cases_bound_nothing() -> None:
    assert len(CASES) >= 155
    assert sum(not case["expect"] for case in CASES) * 3 > len(CASES)


@settings(deadline=None, max_examples=150)
@given(text=texts, first=starts, days=st.integers(0, 2000) | st.none())
def test_spans_are_slices_and_dates_in_order(text: str, first: date | None, days: int | None) -> None:
    last = date.fromordinal(first.toordinal() + days) if first and days is not None else None
    for deadline in find_deadlines(text, Span(first, last)):
        assert 0 <= deadline.start_char < deadline.end_char <= len(text)
        assert text[deadline.start_char : deadline.end_char] == deadline.text
        assert deadline.start is None or deadline.end is None or deadline.start <= deadline.end
        assert deadline.type != "deadline" or deadline.start is None


@pytest.mark.parametrize("text", [*ODD, "000000–000000"])
def test_odd_texts_do_not_crash(text: str) -> None:
    find_deadlines(text, Span(date(2021, 1, 1), date(2021, 12, 31)))
