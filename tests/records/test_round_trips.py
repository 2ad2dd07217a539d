"""What is written in any format is read back equal."""

import csv
import io
import json
import math
from dataclasses import fields

import pytest
from any_record import UTF8, any_record
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lofteNLP.records import FORMATS, PledgeRecord, RecordError, format_of, from_dict, pledge_records, read, write
from lofteNLP.schema import Actor, Document, Evidence, Kommun, Measurable, Pledge, Quantity

# Any text that UTF-8 can hold.  Parts that may be unknown are never empty strings: CSV cannot tell the two apart.
TEXT = st.text(UTF8, min_size=1, max_size=20)

OFTEN = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


def written(records, shape, form):
    file = io.BytesIO()
    write(records, shape, file, form)
    return file.getvalue()


def read_back(data, shape, form, tmp_path_factory):
    path = tmp_path_factory.mktemp("records") / f"records.{form}"
    path.write_bytes(data)
    return list(read(path, shape))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("shape", [Document, PledgeRecord])
@OFTEN
@given(data=st.data())
def test_any_records_come_back_equal(form, shape, data, tmp_path_factory):
    records = data.draw(st.lists(any_record(shape, TEXT), max_size=3))
    assert read_back(written(records, shape, form), shape, form, tmp_path_factory) == records


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("shape", [Document, PledgeRecord])
def test_no_records_come_back_as_none(form, shape, tmp_path_factory):
    assert read_back(written([], shape, form), shape, form, tmp_path_factory) == []


@OFTEN
@given(any_record(Document, TEXT))
def test_plain_values_come_back_equal(document):
    assert from_dict(Document, document.to_dict()) == document


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_records_give_the_same_bytes(form, document):
    assert written([document], Document, form) == written([document], Document, form)


@pytest.mark.parametrize("form", FORMATS)
def test_a_text_of_millions_of_characters(form, document, tmp_path_factory):
    document.text = 'rad, "citat"\n' * 300_000
    assert read_back(written([document], Document, form), Document, form, tmp_path_factory) == [document]


def test_jsonl_keeps_letters_and_order(document):
    [line] = written([document], Document, "jsonl").decode().splitlines()
    assert list(json.loads(line)) == [field.name for field in fields(Document)]
    assert "Älvängen" in line
    assert written([document], Document, "jsonl").endswith(b"}\n")


def test_no_record_holds_a_number_that_json_lacks(document):
    document.pledges[0].quantities[0] = Quantity("minst", 0, 5, ">=", math.nan, None, None, None)
    with pytest.raises(ValueError, match="JSON"):
        written([document], Document, "jsonl")


def test_csv_has_plain_columns_first():
    [header] = csv.reader(io.StringIO(written([], PledgeRecord, "csv").decode()))
    nested = ["actors", "quantities", "deadlines", "themes", "measurable", "kommun", "kommun_codes"]
    assert header[-len(nested) :] == nested
    assert sorted(header) == sorted(field.name for field in fields(PledgeRecord))


def test_a_pledge_on_its_own_carries_its_document(document):
    first, second = pledge_records(document)
    assert (first.document, first.source, first.kommun, first.kommun_codes) == ("ale", "ale.txt", ["Ale"], ["1440"])
    assert (first.valid_from, first.valid_to) == ("2022-01-01", "2022-12-31")
    assert (second.valid_from, second.valid_to) == ("2022-06-01", "2022-08-31")
    assert first.text == document.pledges[0].text


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.jsonl", "jsonl"), ("a.NDJSON", "jsonl"), ("a.csv", "csv"), ("a.parquet", "parquet"), ("a", None)],
)
def test_format_by_suffix(tmp_path, name, form):
    assert format_of(tmp_path / name) == form


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"sha256": None}, r"Document: Expected `str`, got `null` - at `\$\.sha256`; see records/schema\.json"),
        ({"kommun": [{"name": "Ale"}]}, r"missing required field `code` - at `\$\.kommun\[0\]`"),
        ({"kommun": {}}, r"Expected `array`, got `object` - at `\$\.kommun`"),
        ({"model": {"version": 1}}, r"Expected `str`, got `int` - at `\$\.model"),
        ({"sections": [{"kind": "end", "heading": None, "start_char": 0, "end_char": 1}]}, "Invalid enum value 'end'"),
    ],
)
def test_what_does_not_follow_the_schema_is_refused(document, change, message):
    with pytest.raises(RecordError, match=message):
        from_dict(Document, document.to_dict() | change)


def test_booleans_are_no_numbers():
    with pytest.raises(RecordError, match=r"got `bool` - at `\$\.start_char`"):
        from_dict(Evidence, {"status": "missing", "start_char": True, "end_char": None})


def test_older_records_lack_what_came_later():
    actor = {"type": "polis", "role": "partner", "source": "text", "text": "polisen", "start_char": 0, "end_char": 7}
    assert from_dict(Actor, actor) == Actor("polis", "partner", "text", "polisen", 0, 7)


def test_newer_records_have_keys_besides(document, tmp_path):
    plain = document.to_dict() | {"colour": "blue"}
    plain["pledges"][0]["shade"] = "dark"
    assert from_dict(Document, plain) == document
    path = tmp_path / "newer.jsonl"
    path.write_text(json.dumps(plain), encoding="utf-8")
    assert list(read(path, Document)) == [document]


def test_a_file_name_that_is_not_utf_8_comes_back(document, tmp_path):
    document.source = b"l\xf6fte.txt".decode(errors="surrogateescape")
    path = tmp_path / "records.jsonl"
    path.write_bytes(written([document], Document, "jsonl"))
    assert list(read(path, Document)) == [document]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{broken", "line 2: not JSON"),
        (b"[1]", "line 2: Document: Expected `object`, got `array`"),
        (b'{"document": "ale"}', "line 2: Document: Object missing required field"),
        (b'{"document": "\xff"}', "line 2: not JSON"),
        (b'{"document": "\\udcff"}', "line 2: Document: Object missing required field"),
    ],
)
def test_errors_name_the_line(tmp_path, line, message, document):
    path = tmp_path / "a.jsonl"
    path.write_bytes(written([document], Document, "jsonl") + line)
    with pytest.raises(RecordError, match=f"a\\.jsonl: {message}"):
        list(read(path, Document))


def test_errors_name_the_file_and_the_line(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text("\n{broken\n")
    with pytest.raises(RecordError, match=r"a\.jsonl: line 2: not JSON"):
        list(read(path, Document))
    with pytest.raises(RecordError, match="no file of records"):
        list(read(tmp_path / "a.txt", Document))


def test_kinds_of_the_example(document):
    """The example would not test much if its parts were empty."""
    pledge = document.pledges[0]
    assert all([document.sections, pledge.actors, pledge.quantities, pledge.deadlines, pledge.themes])
    assert isinstance(pledge, Pledge) and isinstance(pledge.measurable, Measurable)
    assert document.kommun == [Kommun("Ale", "1440")]
