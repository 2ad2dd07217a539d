"""Guarded patterns find what the plain ones find."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofteNLP.pipeline.anchors import grammar
from lofteNLP.pipeline.guarded import Guarded, needed_words
from lofteNLP.pipeline.never import never_patterns
from lofteNLP.pipeline.numerals import patterns as number_patterns
from lofteNLP.pipeline.recurrences import recurrence_patterns


def everywhere() -> Iterator[Guarded]:
    """Every guarded pattern of the grammar."""
    yield from (row[0] for row in grammar())
    yield from (row[0] for row in recurrence_patterns())
    yield from never_patterns()
    yield from number_patterns().values()


PATTERNS = list(everywhere())
WORDS = (
    "senast 3 maj 2019 Hösten vår vårterminen vecka v. 23–32 kvartal Q2 tertial årsskiftet 2020/2021 varje varannan "
    "fredag fredagar gång/v per år om året under perioden jul lov tre ett par tiotal hälften mellan och åren års slut "
    "Polisen Kommunen SKOLAN fältarna räddnings-tjänsten Ale kommun komrnunen Region Skåne ICA HSB ordningsvakter "
    "kl. 18 § 1/9 när fler eller på om Syfte: ſkola İ ı K å A\u030a ٣ 12.30 ( ) , . : – 10 st 0980-319 klass 4 exemplar"
).split(" ")
texts = st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


def found(matches: Iterator[re.Match[str]]) -> list[tuple[int, int]]:
    return [match.span() for match in matches]


@given(text=texts)
def test_the_guard_leaves_no_match_out(text: str) -> None:
    for pattern in PATTERNS:
        if not pattern.can_match(text):
            assert pattern.compiled.search(text) is None, pattern.compiled.pattern
        assert found(pattern.finditer(text)) == found(pattern.compiled.finditer(text))


@given(text=texts)
def test_a_choice_is_those_that_can_match(text: str) -> None:
    for rows in (grammar(), recurrence_patterns()):
        chosen = rows.of(text)
        assert chosen == [row for row in rows if row[0].can_match(text)]
    assert never_patterns().of(text) == [pattern for pattern in never_patterns() if pattern.can_match(text)]


def test_most_patterns_are_guarded() -> None:
    assert sum(pattern.needed is None for pattern in PATTERNS) * 10 < len(PATTERNS)


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("abc|abd", [{"abc", "abd"}]),
        ("(?:abc)?de", [{"de"}]),
        ("ab+c", []),
        ("(?:abc)+", [{"abc"}]),
        ("(?:abc)*", []),
        (r"\d+ kronor", [{" kronor"}, {"\0"}]),
        (r"[0-3]?\d/\d", [{"\0"}, {"/"}]),
        (r"x(?=abc)", []),
        (r"(?<!abc)\bdef\b", [{"def"}]),
        (r"(?:abc\w+def|ghi)", [{"abc", "ghi"}]),
        (r"(?i:ABC)", [{"abc"}]),
        ("[äa]ter", [{"ater", "äter"}]),
        ("", []),
    ],
)
def test_needed_words(pattern: str, needed: list[set[str]]) -> None:
    assert [set(words) for words in needed_words(pattern)] == needed


def test_letters_that_fold_to_others_are_no_trap() -> None:
    pattern = Guarded("skicka", re.I)
    for text in ("ſkicka", "SKİCKA", "skıcka", "S\u212aICKA"):
        assert found(pattern.finditer(text)) == found(pattern.compiled.finditer(text))
