"""Texts made to be slow: what they give is what short ones give."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lofteNLP.documents import Mark
from lofteNLP.pledges.detector import means_of_others
from lofteNLP.pledges.lines import find_lines
from lofteNLP.pledges.segment import LONGEST
from lofteNLP.tagger import Tagger

HEAD = "Medborgarlöfte för Ale 2031\n\nPolisen lovar att:\n"
CLAUSE = "gå tre gånger per vecka i Surte med kommunen och "


@given(st.lists(st.lists(st.floats(-1, 1), min_size=2, max_size=2), min_size=1, max_size=9))
def test_means_of_others(rows: list[list[float]]) -> None:
    array = np.array(rows)
    expected = [np.delete(array, i, axis=0).mean(axis=0) if len(rows) > 1 else array[i] for i in range(len(rows))]
    assert np.allclose(means_of_others(array), expected)


def test_a_line_has_the_mark_that_covers_it() -> None:
    text = "ett\ntvå\n\ntre\nfyra"
    marks = (Mark("heading", 1, 0, 3), Mark("item", 1, 9, 17))
    assert [line.mark and line.mark.kind for line in find_lines(text, marks)] == ["heading", None, "item", "item"]


def test_what_never_ends_is_no_pledge(tagger: Tagger) -> None:
    short, long = (f"{HEAD}- Polisen ska {CLAUSE * times}skolan" for times in (2, LONGEST // len(CLAUSE) + 1))
    assert len(tagger.tag(short).pledges) == 1
    assert tagger.tag(long).pledges == []


def test_many_parties_in_one_list_are_all_read(tagger: Tagger) -> None:
    text = HEAD + "- göra tio kontroller\n\n" + "Ale kommun, polisen och " * 500
    assert tagger.tag(text).pledges
