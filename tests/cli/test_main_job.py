"""The main job with the shipped models: the examples become records, a table and a page."""

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"


def lofte(*arguments, cwd):
    program = "import sys; sys.argv[0] = 'lofte'; from lofteNLP.cli import main; main()"
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, timeout=120)


@pytest.fixture(scope="module")
def tagged(tmp_path_factory):
    done = lofte("tag", EXAMPLES, "--documents", cwd=tmp_path_factory.mktemp("tagged"))
    assert (done.returncode, done.stderr) == (0, b"")
    return {record["document"]: record for record in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize(
    ("name", "code", "valid", "pledges"),
    [
        ("avesta-krogkvallar", "2084", ("2024-01-01", "2024-12-31"), 6),
        ("sotenas-sommar", "1427", ("2023-01-01", "2024-12-31"), 6),
        ("vannas-skolvag", "2460", ("2025-08-01", "2026-06-30"), 7),
    ],
)
def test_examples(tagged, name, code, valid, pledges):
    record = tagged[name]
    assert [kommun["code"] for kommun in record["kommun"]] == [code]
    assert (record["valid_from"], record["valid_to"]) == valid
    assert len(record["pledges"]) == pledges


def test_records_follow_the_published_schema(tagged):
    schema = json.loads(files("lofteNLP.records").joinpath("schema.json").read_text("utf-8"))
    for record in tagged.values():
        jsonschema.validate(record, schema)


def test_spans_are_what_the_text_says(tagged):
    for record in tagged.values():
        for pledge in record["pledges"]:
            for value in (*pledge["actors"], *pledge["quantities"], *pledge["deadlines"]):
                surface = record["text"][value["start_char"] : value["end_char"]]
                assert surface.split() == value["text"].split()


def test_the_same_input_gives_the_same_bytes(tmp_path):
    first, second = (lofte("tag", EXAMPLES, cwd=tmp_path).stdout for _ in range(2))
    assert first == second != b""


def test_the_page(tmp_path):
    done = lofte("show", EXAMPLES, "-o", "page.html", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    html = (tmp_path / "page.html").read_text("utf-8")
    assert html.count("<article") == 3
    assert all(f'class="{kind}" title' in html for kind in ("pledge", "actor", "quantity", "deadline"))
