"""`lofte index`: every kind of input, what it says, and what is left where the input is bad."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from lofteNLP.cli.indexing import index
from lofteNLP.records import pledge_records, write
from lofteNLP.schema import Document, Kommun, Pledge

pytest.importorskip("tantivy")
PROGRAM = "import sys; sys.argv[0] = 'lofte'; from lofteNLP.cli import main; main()"


def document(name: str, *texts: str) -> Document:
    pledges = [Pledge(f"{name}#{n}", n, text, 0, len(text), None, None) for n, text in enumerate(texts, 1)]
    ale = [Kommun("Ale", "1440")]
    return Document(name, f"{name}.txt", "", None, " ".join(texts), ale, None, None, None, None, [], pledges, {})


DOCUMENTS = [document("ale", "Vi städar torget.", "Vi lyser upp parken."), document("bo", "Vi vandrar.")]
PLEDGES = [pledge for one in DOCUMENTS for pledge in pledge_records(one)]


def encoded(records, form="jsonl"):
    file = io.BytesIO()
    write(records, type(records[0]), file, form)
    return file.getvalue()


@pytest.fixture
def lofte_index(tmp_path, monkeypatch):
    """Run `lofte index … -o made` in a folder of its own; gives status and messages."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, stdin=None):
        done = CliRunner().invoke(index, [*arguments, "-o", "made"], input=stdin)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.stderr

    return run


def held(path="made") -> dict[str, int]:
    from lofteNLP.search import Index

    result = Index.open(path).search(facets=("document",))
    return dict(sorted(result.facets["document"]))


BOTH = {"ale": 2, "bo": 1}


@pytest.mark.parametrize("records", [DOCUMENTS, PLEDGES], ids=["documents", "pledges"])
@pytest.mark.parametrize("form", ["jsonl", "parquet", "csv"])
def test_any_format(lofte_index, tmp_path, records, form):
    (tmp_path / f"records.{form}").write_bytes(encoded(records, form))
    status, messages = lofte_index(f"records.{form}")
    assert (status, messages) == (0, "lofte: committed 3 pledges; documents: 2 added\n")
    assert held() == BOTH
    assert lofte_index(f"records.{form}") == (0, "lofte: committed 0 pledges; documents: 2 unchanged\n")


def test_a_folder_as_spark_writes_it(lofte_index, tmp_path):
    folder = tmp_path / "spark"
    (folder / "_temporary").mkdir(parents=True)
    (folder / "part-00000-c000.snappy.parquet").write_bytes(encoded(PLEDGES[:2], "parquet"))
    (folder / "part-00001-c000.snappy.parquet").write_bytes(encoded(PLEDGES[2:], "parquet"))
    for name in ("_SUCCESS", ".part-00000.parquet.crc", "_temporary/part.parquet", ".hidden.parquet"):
        (folder / name).write_bytes(b"")
    assert lofte_index("spark")[0] == 0
    assert held() == BOTH


def test_standard_input(lofte_index):
    assert lofte_index("-", stdin=b"\n" + encoded(PLEDGES))[0] == 0
    assert held() == BOTH
    assert lofte_index("-", stdin=b"") == (0, "lofte: committed 0 pledges; documents: none\n")


def test_documents_are_removed_and_others_with_sync(lofte_index, tmp_path):
    (tmp_path / "all.jsonl").write_bytes(encoded(DOCUMENTS))
    (tmp_path / "one.jsonl").write_bytes(encoded(DOCUMENTS[:1]))
    lofte_index("all.jsonl")
    assert lofte_index("--remove", "bo", "--remove", "cd") == (
        0,
        "lofte: cd: no such document in made; nothing to remove\nlofte: committed 0 pledges; documents: 1 removed\n",
    )
    assert held() == {"ale": 2}
    lofte_index("all.jsonl")
    assert lofte_index("one.jsonl", "--sync") == (
        0,
        "lofte: committed 0 pledges; documents: 1 unchanged, 1 removed\n",
    )
    assert held() == {"ale": 2}


LINES = encoded(PLEDGES)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.jsonl", LINES + b"{broken\n", "a.jsonl: line 4: not JSON"),
        ("a.jsonl", b"\n{broken\n" + LINES, "a.jsonl: line 2: not JSON"),
        ("a.jsonl", LINES + b'{"id": 1}\n', "a.jsonl: line 4: PledgeRecord: Expected `str`, got `int` - at `$.id`"),
        (
            "a.jsonl",
            encoded(DOCUMENTS) + LINES,
            "a.jsonl: line 3: Document: Expected `object`, got `str` - at `$.kommun[0]`",
        ),
        ("a.jsonl", encoded([*PLEDGES, PLEDGES[0]]), "a.jsonl: the document 'ale' comes twice with different records"),
        ("a.jsonl", b"[1]\n", "a.jsonl: line 1: PledgeRecord: Expected `object`, got `array`"),
        ("a.parquet", b"PAR1", "a.parquet: cannot be read"),
        ("a.parquet", b"", "a.parquet: cannot be read"),
        ("a.csv", b"\xff\n", "a.csv: cannot be read"),
        ("a.csv", b"id,number\n1,2\n", "a.csv: row 2: PledgeRecord: Object missing required field"),
        ("a.txt", b"", "a.txt: no file of records"),
        ("folder/a.txt", b"", "folder: no .jsonl, .parquet or .csv file in this folder"),
    ],
)
def test_bad_input_is_named_and_changes_nothing(lofte_index, tmp_path, name, content, message):
    (tmp_path / "good.jsonl").write_bytes(encoded(PLEDGES[2:]))
    lofte_index("good.jsonl")
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(content)
    status, messages = lofte_index(name.partition("/")[0])
    assert status == 1 and messages.startswith("Error: ") and message in messages
    assert held() == {"bo": 1}


def test_what_was_committed_before_a_bad_line_stays(lofte_index, tmp_path):
    (tmp_path / "a.jsonl").write_bytes(LINES + b"{broken\n")
    status, messages = lofte_index("a.jsonl", "--commit-every", "2")
    assert status == 1
    assert messages.startswith("lofte: committed 2 pledges; documents: 1 added\nError: a.jsonl: line 4: not JSON")
    assert held() == {"ale": 2}


@pytest.mark.parametrize("arguments", [[], ["--sync"], ["--sync", "--remove", "ale"]])
def test_misuse(lofte_index, tmp_path, arguments):
    status, messages = lofte_index(*arguments)
    assert status == 2 and "name RECORDS to put in, or a document to --remove" in messages
    assert lofte_index("none.jsonl")[0] == 2
    assert not (tmp_path / "made").exists()


def test_as_a_program(tmp_path):
    run = [sys.executable, "-c", PROGRAM, "index", "-", "-o", "made"]
    done = subprocess.run(run, cwd=tmp_path, input=LINES, capture_output=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr == b"lofte: committed 3 pledges; documents: 2 added\n"
    assert held(tmp_path / "made") == BOTH
    made = json.loads((tmp_path / "made" / "lofte.json").read_text("utf-8"))
    assert made.keys() == {"schema", "words", "lofteNLP"}


def test_the_engine_is_missing(tmp_path):
    without = "import sys; sys.modules['tantivy'] = None; " + PROGRAM
    run = [sys.executable, "-c", without, "index", "-", "-o", "made"]
    done = subprocess.run(run, cwd=tmp_path, input=LINES, capture_output=True, timeout=60)
    assert done.returncode == 1 and b'pip install "lofteNLP[search]"' in done.stderr
    assert b"Traceback" not in done.stderr
