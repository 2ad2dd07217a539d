"""The whole of what a search found, as records and as files."""

from __future__ import annotations

import io

import pytest

from lofteNLP.records import FORMATS, PledgeRecord, read, write
from lofteNLP.search import Filters, Index, QueryError
from lofteNLP.search.combining import everything
from lofteNLP.search.exporting import addresses


def test_records_are_what_the_search_finds_in_order(index, pledges):
    assert list(index.records()) == pledges
    assert list(index.records("", Filters(kommun=("Krokom",)))) == pledges[6:]
    found = {hit.record.id for hit in index.search("sly moped").hits}
    assert [record.id for record in index.records("sly moped")] == sorted(found) == ["ale-2018#2", "krokom-2021#2"]


def test_an_error_comes_before_the_first_record(index):
    with pytest.raises(QueryError):
        next(index.records("krog ("))


@pytest.mark.parametrize("form", FORMATS)
def test_files_hold_the_whole_result(index, pledges, tmp_path, form):
    path = tmp_path / f"result.{form}"
    with open(path, "wb") as file:
        write(index.records("trafik"), PledgeRecord, file, form)
    assert list(read(path, PledgeRecord)) == [pledges[3], pledges[7], pledges[8]]


@pytest.mark.parametrize("at_a_time", [1, 2, 3, 4, 9, 10, 100])
def test_parts_of_any_size_give_each_entry_once(index, pledges, at_a_time):
    found = addresses(index.searcher, everything(), at_a_time)
    assert [index.searcher.doc(address)["id"][0] for address in found] == [record.id for record in pledges]


@pytest.mark.parametrize("at_a_time", [1, 2, 5])
def test_entries_with_the_same_place_in_the_order_come_all(new_index, new_pledge, at_a_time):
    index: Index = new_index(*(new_pledge("d", 70_000 + n, "x") for n in range(7)))  # numbers end at 65,535 there
    found = addresses(index.searcher, everything(), at_a_time)
    assert sorted(index.searcher.doc(address)["id"][0] for address in found) == [f"d#{70_000 + n}" for n in range(7)]


def test_records_are_read_as_they_are_asked_for(index):
    stream = index.records()
    assert next(stream).id == "ale-2018#1"
    out = io.BytesIO()
    write(stream, PledgeRecord, out, "jsonl")
    assert out.getvalue().count(b"\n") == 8
