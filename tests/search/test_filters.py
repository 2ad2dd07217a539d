"""Filters: which pledges they leave, and what they say of values that there are not."""

from __future__ import annotations

import pytest

from lofteNLP.schema import Quantity
from lofteNLP.search import Filters, QueryError

ALE, KINDA, KROKOM = "ale-2018", "kinda-2019", "krokom-2021"


def found(index, filters, query=""):
    return [hit.record.id for hit in index.search(query, filters).hits]


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (Filters(theme=("krog",)), [f"{ALE}#1", f"{KINDA}#2"]),
        (Filters(theme=("Krog och servering",)), [f"{ALE}#1", f"{KINDA}#2"]),
        (Filters(theme=("KROG", "unga")), [f"{ALE}#1", f"{KINDA}#2", f"{KROKOM}#2"]),
        (Filters(theme=("bedrageri",)), []),
        (Filters(kommun=("ale",)), [f"{ALE}#{n}" for n in (1, 2, 3)]),
        (Filters(kommun=("1440",)), [f"{ALE}#{n}" for n in (1, 2, 3)]),
        (Filters(kommun=("Åre",)), [f"{KROKOM}#2"]),
        (Filters(kommun=("Åre", "Kinda"), theme=("trafik",)), [f"{KINDA}#1", f"{KROKOM}#2"]),
        (Filters(kommun=("Malmö",)), []),
        (Filters(county=("Jämtlands län",)), [f"{KROKOM}#{n}" for n in (1, 2, 3)]),
        (Filters(county=("jämtland",), kommun=("Åre",)), [f"{KROKOM}#2"]),
        (Filters(document=(KINDA,)), [f"{KINDA}#{n}" for n in (1, 2, 3)]),
        (Filters(document=("Kinda-2019", "saknas")), []),
        (Filters(actor=("kommun",)), [f"{ALE}#1", f"{ALE}#2", f"{KINDA}#2", f"{KINDA}#3"]),
        (Filters(responsible=("kommun",)), [f"{ALE}#2", f"{KINDA}#2", f"{KINDA}#3"]),
        (Filters(partner=("kommun",)), [f"{ALE}#1"]),
        (Filters(partner=("skola", "polis")), [f"{KINDA}#2", f"{KINDA}#3"]),
        (Filters(has=("deadline",)), [f"{ALE}#2"]),
        (Filters(has=("quantity", "deadline")), [f"{ALE}#2"]),
        (Filters(has=("who",), document=(KROKOM,)), [f"{KROKOM}#1", f"{KROKOM}#2"]),
    ],
)
def test_a_filter_leaves(index, filters, ids):
    assert found(index, filters) == ids


@pytest.mark.parametrize(
    ("years", "ids"),
    [
        ((2017, 2017), []),
        ((2018, 2018), [f"{ALE}#{n}" for n in (1, 2, 3)]),
        ((2018, 2019), [f"{ALE}#{n}" for n in (1, 2, 3)] + [f"{KINDA}#{n}" for n in (1, 2)]),
        ((2020, 2020), [f"{KINDA}#{n}" for n in (1, 2)]),
        ((2021, 2021), [f"{KROKOM}#{n}" for n in (1, 2, 3)]),
        ((2023, 2023), [f"{KROKOM}#{n}" for n in (1, 2, 3)]),
        ((2024, 2024), [f"{KROKOM}#1"]),  # has no end
        ((2024, 2090), [f"{KROKOM}#1"]),
        ((1990, 2017), []),
        ((1990, 2018), [f"{ALE}#{n}" for n in (1, 2, 3)]),
        ((2020, 2019), []),
    ],
)
def test_years_and_days_overlap_the_period_of_a_pledge(index, years, ids):
    assert found(index, Filters(year=years)) == ids
    first, last = years
    assert found(index, Filters(period=(f"{first}-01-01", f"{last}-12-31"))) == ids
    assert [hit.record.id for hit in index.search(f"year:{first}..{last}").hits] == ids


def test_both_days_of_a_period_count(index):
    assert found(index, Filters(period=("2023-05-31", "2023-06-01"))) == [f"{KROKOM}#{n}" for n in (1, 2, 3)]
    assert found(index, Filters(period=("2023-06-01", "2023-06-01"))) == [f"{KROKOM}#1"]


def test_a_pledge_with_an_unknown_start_is_open_there(new_index, new_pledge):
    index = new_index(new_pledge("d", 1, "x", valid=(None, "2015-06-30")), new_pledge("d", 2, "x", valid=(None, None)))
    for year, ids in [(1990, ["d#1"]), (2015, ["d#1"]), (2016, [])]:
        assert found(index, Filters(year=(year, year))) == ids
        assert found(index, Filters(year=(year, year + 9))) == ids


@pytest.fixture(scope="module")
def counted(new_index, new_pledge):
    """Two visits a year and ten checks a month; about four checks; ten to fifteen visits; nothing counted."""
    visits = Quantity("minst 2 besök per år", 0, 1, ">=", 2, None, "besök", "år")
    checks = Quantity("10 kontroller i månaden", 0, 1, "=", 10, None, "kontroll", "månad")
    few_checks = Quantity("ca 4 kontroller", 0, 1, "~", 4, None, "kontroll", None)
    many_visits = Quantity("10-15 besök", 0, 1, "=", 10, 15, "besök", None)
    said = [(visits, checks), (few_checks,), (many_visits,), ()]
    return new_index(*(new_pledge("d", n, "x", quantities=quantities) for n, quantities in enumerate(said, 1)))


@pytest.mark.parametrize(
    ("filters", "query", "numbers"),
    [
        (Filters(unit="kontroll"), "unit:kontroll", [1, 2]),
        (Filters(unit="Kontroller"), "enhet:kontrollerna", [1, 2]),
        (Filters(unit="månad"), "unit:saknas", []),
        (Filters(per="månad"), "per:månad", [1]),
        (Filters(comparator="~"), "comparator:~", [2]),
        (Filters(unit="besök", per="månad"), "unit:besök per:månad", []),
        (Filters(unit="besök", value_min=10), "unit:besök value:>=10", [3]),
        (Filters(unit="besök", comparator="="), "comparator:= unit:besök", [3]),
        (Filters(unit="besök", value_min=2, value_max=2, per="år"), "value:2 per:år unit:besök", [1]),
        (Filters(value_min=4), "value:>=4", [1, 2, 3]),
        (Filters(value_min=4.01), "value:>4", [1, 3]),
        (Filters(value_max=3.99), "value:<4", [1]),
        (Filters(value_min=15, value_max=15), "value:15", [3]),
        (Filters(value_min=12, value_max=14), "value:12..14", []),
        (Filters(value_min=5, value_max=4), "value:5..4", []),
        (Filters(unit="kontroll", value_min=0), "unit:kontroll value:0..", [1, 2]),
    ],
)
def test_quantities(counted, filters, query, numbers):
    assert [hit.record.number for hit in counted.search("", filters).hits] == numbers
    assert [hit.record.number for hit in counted.search(query).hits] == numbers


def test_asked_twice_is_of_two_quantities(counted):
    assert [hit.record.number for hit in counted.search("unit:besök unit:kontroll").hits] == [1]


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        (Filters(theme=("krogg",)), "there is no theme 'krogg'; near ones: krog"),
        (Filters(theme=("krog", "")), "there is no theme ''; there are trafik, narkotika"),
        (Filters(kommun=("Kindaa",)), "there is no kommun 'Kindaa'; near ones: Kinda"),
        (Filters(kommun=("9999",)), "there is no kommun '9999'"),
        (Filters(county=("Jämtlan",)), "near ones: Jämtlands län"),
        (Filters(actor=("polisen",)), "there is no actor 'polisen'; near ones: polis"),
        (Filters(responsible=("x",)), "there is no responsible 'x'; there are polis, kommun"),
        (Filters(partner=("skolan",)), "near ones: skola"),
        (Filters(comparator="=>"), "there is no comparator '=>'"),
        (Filters(per="manad"), "near ones: månad"),
        (Filters(has=("deadlines",)), "near ones: deadline"),
        (Filters(period=("2018-02-30", "2019-01-01")), "'2018-02-30' is no date; write it as 2018-12-31"),
        (Filters(theme=("\ud800" * 999,)), r"there is no theme '\\ud800"),
    ],
)
def test_a_value_that_there_is_not(index, filters, message):
    with pytest.raises(QueryError, match=message) as caught:
        index.search("krog", filters)
    assert caught.value.place is None and len(caught.value.message) < 600


def test_a_theme_of_ones_own_is_known_by_the_index(new_index, new_pledge):
    index = new_index(new_pledge("d", 1, "Vi räddar våtmarker.", "Miljö"))
    assert found(index, Filters(theme=("miljö",))) == ["d#1"]
