"""Numbers in Swedish text, case by case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofteNLP.pipeline.numerals import find_numbers, parse_word, value_of

WORDS = {
    "noll": 0, "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9,
    "tio": 10, "elva": 11, "tolv": 12, "tretton": 13, "fjorton": 14, "femton": 15, "sexton": 16, "sjutton": 17,
    "arton": 18, "aderton": 18, "nitton": 19, "tjugo": 20, "tjugoen": 21, "tjugoett": 21, "tjugofem": 25, "trettio":
    30, "trettiotvå": 32, "fyrtioåtta": 48, "femtiosju": 57, "sextio": 60, "sjuttiofyra": 74, "åttio": 80,
    "nittionio": 99, "hundra": 100, "etthundra": 100, "ett hundra": 100, "hundratolv": 112, "etthundrafemtio": 150,
    "tvåhundra": 200, "trehundrafyrtiofem": 345, "femhundra": 500, "ettusen": 1000, "tusen": 1000, "tvåtusen": 2000,
    "ett tusen": 1000, "ettusen femhundra": 1500, "tolvhundra": 1200, "tiotusen": 10000, "Tjugofem": 25, "FEM": 5,
    "trettiotusen": 30000,
}  # fmt: skip
NO_NUMBERS = ["", "krog", "tolvan", "tredje", "enkät", "sexuell", "femma", "tiotolv", "fyrafem", "sjukhus", "entré"]
PIECES = [*WORDS, "10", "–", "och", "till", "(", ")", " "]
FOUND = [
    ("minst 12 ronder", [("12", 12, None)]),
    ("1 200 timmar", [("1 200", 1200, None)]),
    ("1\u00a0200 timmar", [("1\u00a0200", 1200, None)]),
    ("12.500 hushåll", [("12.500", 12500, None)]),
    ("2,5 timmar", [("2,5", 2.5, None)]),
    ("två och en halv timme", [("två och en halv", 2.5, None)]),
    ("10–15 kvällar", [("10–15", 10, 15)]),
    ("8-10 pass", [("8-10", 8, 10)]),
    ("8 — 10 pass", [("8 — 10", 8, 10)]),
    ("fem till sex kurser", [("fem till sex", 5, 6)]),
    ("tre eller fyra lördagar", [("tre eller fyra", 3, 4)]),
    ("två à tre dagar", [("två à tre", 2, 3)]),
    ("mellan 20 och 25 gånger", [("20 och 25", 20, 25)]),
    ("mellan tre och fem träffar", [("tre och fem", 3, 5)]),
    ("fem (5) insatser", [("fem (5)", 5, None)]),
    ("5 (fem) insatser", [("5 (fem)", 5, None)]),
    ("en (1) vandring", [("en (1)", 1, None)]),
    ("fem (6) insatser", [("fem", 5, None), ("6", 6, None)]),
    ("ett tiotal möten", [("ett tiotal", 10, None)]),
    ("ett par dagar", [("ett par", 2, None)]),
    ("ett dussin cyklar", [("ett dussin", 12, None)]),
    ("två dussin västar", [("två dussin", 24, None)]),
    ("ett femtiotal elever", [("ett femtiotal", 50, None)]),
    ("hälften av dem", [("hälften", 50, None)]),
    ("en fjärdedel av tiden", [("en fjärdedel", 25, None)]),
    ("tre fjärdedelar av tiden", [("tre fjärdedelar", 75, None)]),
    ("1O kontroller", [("1O", 10, None)]),
    ("l5 kontroller", [("l5", 15, None)]),
    ("1,2 miljoner kronor", [("1,2 miljoner", 1200000, None)]),
    ("två miljoner kronor", [("två miljoner", 2000000, None)]),
    ("tjugofem (25) gånger, två till tre dagar", [("tjugofem (25)", 25, None), ("två till tre", 2, 3)]),
    ("A4 och 4H och E20", []),
    ("5 § lagen", []),
    ("15-åringar", []),
    ("tredje och fjärde kvartalet", []),
    ("fler än många", []),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("word", "value"), WORDS.items())
def test_word(word: str, value: int) -> None:
    assert value_of(word) == value


@pytest.mark.parametrize("word", NO_NUMBERS)
def test_other_words_are_no_numbers(word: str) -> None:
    assert value_of(word) is None or not word


@pytest.mark.parametrize(("text", "numbers"), FOUND)
def test_found(text: str, numbers: list[tuple[str, float, float | None]]) -> None:
    assert [(text[n.start : n.end], n.value, n.value_max) for n in find_numbers(text)] == numbers


@pytest.mark.parametrize(
    ("text", "article", "approximate", "share"),
    [
        ("en kväll", True, False, False),
        ("ett möte", True, False, False),
        ("en (1) kväll", False, False, False),
        ("två kvällar", False, False, False),
        ("ett par kvällar", False, True, False),
        ("ett dussin kvällar", False, False, False),
        ("hälften", False, False, True),
    ],
)
def test_kinds(text: str, article: bool, approximate: bool, share: bool) -> None:
    (number,) = find_numbers(text)
    assert (number.article, number.approximate, number.share) == (article, approximate, share)


@given(st.text(max_size=80) | st.lists(st.sampled_from(PIECES), max_size=15).map(" ".join))
def test_numbers_lie_in_order(text: str) -> None:
    end = 0
    for number in find_numbers(text):
        assert end <= number.start < number.end <= len(text)
        end = number.end


@given(st.text(max_size=30))
def test_any_word_is_read(word: str) -> None:
    assert parse_word(word) is None or word.strip()
