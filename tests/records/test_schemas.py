"""The published schemas: current, and true of the records."""

import json
from importlib.resources import files

import jsonschema
import pytest

from lofteNLP.records import PledgeRecord, pledge_records
from lofteNLP.records.json_schema import json_schema
from lofteNLP.records.parquet import arrow_schema
from lofteNLP.schema import Document


@pytest.fixture(scope="module")
def published():
    return json.loads(files("lofteNLP.records").joinpath("schema.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def validator(published):
    jsonschema.Draft202012Validator.check_schema(published)
    return jsonschema.Draft202012Validator(published)


def test_the_published_schema_is_current(published):
    assert published == json_schema(), "run: python -m lofteNLP.records.json_schema > lofteNLP/records/schema.json"


def test_documents_and_pledges_follow_it(document, validator):
    validator.validate(document.to_dict())
    for record in pledge_records(document):
        validator.validate(record.to_dict())


@pytest.mark.parametrize(
    "change", [{"extra": 1}, {"sha256": None}, {"kommun": "Ale"}, {"pledges": [{}]}, {"valid_from": 2022}]
)
def test_what_does_not_follow_it_is_refused(document, validator, change):
    assert not validator.is_valid(document.to_dict() | change)


def test_a_missing_key_is_refused(document, validator):
    plain = document.to_dict()
    del plain["police_area"]
    assert not validator.is_valid(plain)


def test_dates_and_places_are_described(published):
    properties = published["$defs"]["Document"]["properties"]
    assert properties["valid_from"] == {"type": ["string", "null"], "format": "date"}
    assert published["$defs"]["Cue"]["properties"]["start_char"] == {"type": "integer", "minimum": 0}


def test_parquet_columns_are_fixed():
    schema = arrow_schema(PledgeRecord)
    assert schema.names[:4] == ["id", "number", "text", "start_char"]
    assert schema.names[-4:] == ["document", "source", "kommun", "kommun_codes"]
    assert str(schema.field("themes").type) == (
        "list<item: struct<label: string not null, score: double not null> not null>"
    )
    assert [field.name for field in arrow_schema(Document) if field.nullable] == [
        "title",
        "police_area",
        "published",
        "valid_from",
        "valid_to",
    ]
