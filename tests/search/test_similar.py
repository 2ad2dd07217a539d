"""Similar pledges and groups of near-equal ones."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofteNLP.records import PledgeRecord
from lofteNLP.schema import Quantity
from lofteNLP.search import Index, Writer
from lofteNLP.search.gist import gist
from lofteNLP.search.similar import cluster, groups, similar, similarity

PAIRS = list(csv.DictReader(Path(__file__).with_name("near_equal.csv").open(encoding="utf-8")))
PRECISION, RECALL = 0.95, 0.9  # floors of what is put together


@pytest.fixture(scope="module")
def variants(new_pledge) -> list[PledgeRecord]:
    ten = Quantity("minst tio trafikkontroller", 0, 1, ">=", 10, None, "trafikkontroll", None)
    twelve = Quantity("12 trafikkontroller", 0, 1, "=", 12, None, "trafikkontroll", None)
    kinda = {"kommun": "Kinda", "valid": ("2020-01-01", "2021-06-30")}
    return [
        new_pledge("ale-2018", 1, "Polisen genomför minst tio trafikkontroller under 2018.", quantities=(ten,)),
        new_pledge("ale-2018", 2, "Polisen fotpatrullerar på torget varje lördag."),
        new_pledge(
            "ale-2019", 1, "Polisen i Ale ska genomföra 12 trafikkontroller 2019.", quantities=(twelve,),
            valid=("2019-01-01", "2019-12-31"),
        ),
        new_pledge("kinda-2020", 1, "Trafikkontroller, en gång i månaden", **kinda),
        new_pledge("kinda-2020", 2, "Trafikkontroller i Kisa", **kinda),
        new_pledge("krokom-2018", 1, "Vid skolor gör polisen trafikkontroller av mopeder.", kommun="Krokom"),
        new_pledge("krokom-2018", 2, "Tillsyn av krogar", kommun="Krokom"),
        new_pledge("krokom-2018", 3, "Krogtillsyn varje månad", kommun="Krokom"),
        new_pledge("krokom-2018", 4, "2018", kommun="Krokom"),
        new_pledge("are-2018", 1, "2019", kommun="Åre"),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def index(new_index, variants) -> Index:
    return new_index(*variants)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Polisen genomför minst tio trafikkontroller 2018", "Lokalpolisområde Ale ska göra 12 trafikkontroller 2019"),
        ("krogtillsyn", "Kommunen lovar tillsyn av krogar varje vecka."),
        ("fotpatrullera i centrum", "Polisen fotpatrullerar i centrum på fredagskvällar, minst tjugofem gånger"),
        ("Nattvandring", "Nattvandring i Söråker och i Timrå, mars–oktober"),
    ],
)
def test_who_where_how_much_and_when_do_not_count(one: str, other: str) -> None:
    assert gist(one) == gist(other) != frozenset()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tillsyn på krogar", "tillsyn på butiker"),
        ("besöka skolan", "besöka förskolan"),
        ("SSPF-grupp", "SIG-grupp"),  # capitals are no names
        ("Socialtjänsten besöker hemmet", "Räddningstjänsten besöker hemmet"),
    ],
)
def test_what_is_promised_counts(one: str, other: str) -> None:
    assert gist(one) != gist(other)


def test_similar_pledges_are_of_other_documents_and_most_similar_first(index: Index) -> None:
    hits = similar(index, "ale-2018#1")
    assert [hit.record.id for hit in hits] == ["ale-2019#1", "kinda-2020#1", "kinda-2020#2", "krokom-2018#1"]
    assert [hit.score for hit in hits[:3]] == [1.0, 1.0, 1.0] and 0 < hits[3].score < 0.8
    assert [hits[0].record.text[start:end] for start, end in hits[0].highlights] == ["trafikkontroller"]
    assert [hit.record.id for hit in similar(index, "ale-2018#1", limit=2)] == ["ale-2019#1", "kinda-2020#1"]
    assert index.similar("ale-2018#1") == hits


def test_a_pledge_without_a_gist_is_like_none(index: Index) -> None:
    assert similar(index, "krokom-2018#4") == []


def test_an_unknown_pledge_is_a_key_error(index: Index) -> None:
    with pytest.raises(KeyError):
        similar(index, "ale-2018#99")


def test_a_group_shows_how_a_number_changed(index: Index) -> None:
    [group] = groups(index)  # the two of krogtillsyn are of one document
    assert [pledge.id for pledge in group.pledges] == ["ale-2018#1", "ale-2019#1", "kinda-2020#1", "kinda-2020#2"]
    assert group.representative.id == "ale-2018#1"
    assert group.documents == ["ale-2018", "ale-2019", "kinda-2020"]
    assert (group.kommun, group.years) == (["Ale", "Kinda"], ["2018", "2019", "2020", "2021"])
    plain = json.loads(json.dumps(group.to_dict()))
    numbers = [(quantity["pledge"], quantity["comparator"], quantity["value"]) for quantity in plain["quantities"]]
    assert numbers == [("ale-2018#1", ">=", 10), ("ale-2019#1", "=", 12)]


def test_a_lower_threshold_puts_more_together(index: Index) -> None:
    sizes = [[len(group.pledges) for group in groups(index, threshold)] for threshold in (1.0, 0.4)]
    assert sizes == [[4], [5]]


@pytest.mark.parametrize("threshold", [0.0, -1.0, 1.01, float("nan")])
def test_a_threshold_that_is_none_is_refused(index: Index, threshold: float) -> None:
    with pytest.raises(ValueError, match="threshold"):
        list(groups(index, threshold))


def test_an_empty_index_has_no_groups(new_index) -> None:
    assert list(groups(new_index())) == []


def test_the_order_of_documents_changes_nothing(index: Index, variants, new_index) -> None:
    names = ["krokom-2018", "kinda-2020", "are-2018", "ale-2019", "ale-2018"]
    other = new_index(*(one for name in names for one in variants if one.document == name))
    assert list(groups(other)) == list(groups(index))
    assert similar(other, "ale-2018#1") == similar(index, "ale-2018#1")


def test_near_equal_pledges_are_put_together_and_near_but_different_ones_are_not(new_pledge, new_index) -> None:
    sides = [(f"pair{number:02}-{side}", pair[side]) for number, pair in enumerate(PAIRS) for side in ("one", "other")]
    found = list(groups(new_index(*(new_pledge(name, 1, text) for name, text in sides))))
    together = {frozenset(two) for group in found for two in combinations(group.documents, 2)}
    decided = [
        frozenset({f"pair{number:02}-one", f"pair{number:02}-other"}) in together for number in range(len(PAIRS))
    ]
    alike = [pair["alike"] == "yes" for pair in PAIRS]
    right = sum(map(min, decided, alike))
    assert len(PAIRS) >= 40 and 15 <= sum(alike) <= len(PAIRS) - 15
    wrong = [pair for pair, one, other in zip(PAIRS, decided, alike, strict=True) if one != other]
    assert right / sum(decided) >= PRECISION and right / sum(alike) >= RECALL, wrong


ROOTS = st.frozensets(st.sampled_from("abcdefgh"), min_size=1)
WEIGHTS = {root: 1.0 + number / 3 for number, root in enumerate("abcdefgh")}


@given(ROOTS, ROOTS)
def test_similarity_is_between_none_and_all(one: frozenset[str], other: frozenset[str]) -> None:
    found = similarity(one, other, WEIGHTS)
    assert found == similarity(other, one, WEIGHTS) and 0 <= found <= 1
    assert (found == 1) == (one == other) and (found == 0) == (not one & other)


@given(st.lists(ROOTS, unique=True), st.sampled_from([0.5, 0.8, 1.0]))
def test_looking_up_the_rarest_roots_alone_misses_nothing(gists: list[frozenset[str]], threshold: float) -> None:
    expected: list[list[frozenset[str]]] = []
    for roots in gists:
        scores = [similarity(roots, found[0], WEIGHTS) for found in expected]
        if scores and max(scores) >= threshold:
            expected[scores.index(max(scores))].append(roots)
        else:
            expected.append([roots])
    assert list(cluster(gists, WEIGHTS, threshold)) == expected


def test_groups_are_the_same_in_every_process(variants, tmp_path: Path) -> None:
    with Writer(tmp_path / "index") as writer:
        writer.add(variants)
    code = (
        "import json, sys; from lofteNLP.search import Index; from lofteNLP.search.similar import groups; "
        "print(json.dumps([group.to_dict() for group in groups(Index.open(sys.argv[1]), 0.3)]))"
    )
    run = [sys.executable, "-c", code, tmp_path / "index"]
    outputs = {
        subprocess.run(run, capture_output=True, check=True, env={"PYTHONHASHSEED": seed}).stdout for seed in ("1", "2")
    }
    assert len(outputs) == 1 and json.loads(outputs.pop())
