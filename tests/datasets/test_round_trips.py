"""Records to a dataset and back: equal, under columns that follow from the types."""

import subprocess
import sys

import datasets
import pytest
from any_record import UTF8, any_record
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lofteNLP.datasets import features, from_dataset, to_dataset
from lofteNLP.records import PledgeRecord, RecordError
from lofteNLP.records.parquet import arrow_schema
from lofteNLP.rows import TaggedRow
from lofteNLP.schema import Document, Kommun

TEXT = st.text(UTF8, max_size=20)

OFTEN = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
SHAPES = [Document, PledgeRecord]


@pytest.mark.parametrize("shape", SHAPES)
@OFTEN
@given(data=st.data())
def test_any_records_come_back_equal(shape, data):
    records = data.draw(st.lists(any_record(shape, TEXT), max_size=3))
    assert list(from_dataset(to_dataset(records, shape))) == records


@pytest.mark.parametrize("shape", SHAPES)
@settings(OFTEN, max_examples=5)
@given(data=st.data())
def test_they_come_back_equal_from_disk_and_as_a_stream(shape, data, tmp_path_factory):
    records = data.draw(st.lists(any_record(shape, TEXT), min_size=1, max_size=3))
    folder = str(tmp_path_factory.mktemp("saved"))
    to_dataset(records).save_to_disk(folder)
    saved = datasets.load_from_disk(folder)
    assert list(from_dataset(saved)) == records
    assert list(from_dataset(saved.to_iterable_dataset())) == records


@pytest.mark.parametrize("shape", [*SHAPES, TaggedRow])
def test_columns_follow_from_the_types(shape):
    assert list(features(shape)) == arrow_schema(shape).names


def test_the_numbers_of_a_column_have_the_type_of_the_schema():
    assert features(PledgeRecord)["start_char"] == datasets.Value("int64")
    assert features(Document)["model"].feature["value"] == datasets.Value("string")


def test_no_records_need_their_type():
    with pytest.raises(ValueError, match=r"to_dataset\(records, Document\)"):
        to_dataset([])


@pytest.mark.parametrize("shape", SHAPES)
def test_missing_columns_are_refused_and_others_passed_over(shape):
    dataset = to_dataset([], shape)
    assert list(from_dataset(dataset.add_column("colour", []))) == []
    with pytest.raises(RecordError, match="the columns are not those of records: colour"):
        list(from_dataset(dataset.add_column("colour", []).select_columns(["colour"])))


def test_values_that_do_not_follow_the_schema_are_refused():
    ale = Document("ale", "ale.txt", "", None, "", [Kommun("Ale", "1440")], None, None, None, None, [], [], {})
    dataset = to_dataset([ale]).map(lambda row: {"sha256": None}, load_from_cache_file=False)
    with pytest.raises(RecordError, match=r"Document: .*sha256"):
        list(from_dataset(dataset))


WITHOUT = """
import sys
sys.modules["datasets"] = None  # as if it were not installed
from lofteNLP.datasets import to_dataset
from lofteNLP.schema import Document
try:
    to_dataset([], Document)
except ModuleNotFoundError as error:
    print(error)
"""


def test_without_the_library_the_message_says_how_to_install_it():
    done = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True, timeout=60)
    assert 'pip install "lofteNLP[datasets]"' in done.stdout, done.stderr
