"""`lofte tag`: records, messages and exit statuses."""

import json
import os
import pty
import re
import subprocess

import pytest

from lofteNLP.records import PledgeRecord, read
from lofteNLP.schema import Document


def records(output):
    return [json.loads(line) for line in output.decode().splitlines()]


def test_a_folder_gives_pledges_in_order(lofte):
    done = lofte("tag", "in")
    assert done.returncode == 0
    assert done.stderr == b""
    assert [(record["document"], record["number"]) for record in records(done.stdout)] == [
        ("ale", 1),
        ("ale", 2),
        ("surte", 1),
    ]
    assert records(done.stdout)[0]["kommun_codes"] == ["1440"]
    assert "Älvängen" in done.stdout.decode()


def test_documents_carry_their_text(lofte):
    done = lofte("tag", "in/ale.txt", "--documents")
    [record] = records(done.stdout)
    assert [pledge["text"] for pledge in record["pledges"]] == [
        record["text"][pledge["start_char"] : pledge["end_char"]] for pledge in record["pledges"]
    ]


def test_standard_input(lofte):
    done = lofte("tag", "-", stdin="• Polisen går.".encode())
    assert [record["source"] for record in records(done.stdout)] == ["-"]


def test_empty_standard_input_fails(lofte):
    done = lofte("tag", "-")
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"lofte: standard input: " in done.stderr


@pytest.mark.parametrize("shape", [Document, PledgeRecord])
@pytest.mark.parametrize("name", ["out.jsonl", "out.csv", "out.parquet"])
def test_the_suffix_gives_the_format(lofte, folder, name, shape):
    flags = ["--documents"] if shape is Document else []
    done = lofte("tag", "in", "-o", name, *flags)
    assert (done.returncode, done.stdout) == (0, b"")
    assert len(list(read(folder / name, shape))) == (2 if shape is Document else 3)
    assert sorted(path.name for path in folder.iterdir()) == sorted(["failures.jsonl", "in", name, f"{name}.ledger"])
    assert done.stderr.decode() == f"lofte: 2 files: 2 new, 0 as before, 0 failed; wrote {name}\n"


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_the_format_may_be_given_and_piped(lofte, folder, form):
    done = lofte("tag", "in", "--format", form)
    (folder / f"out.{form}").write_bytes(done.stdout)
    assert [record.number for record in read(folder / f"out.{form}", PledgeRecord)] == [1, 2, 1]


def test_failures_are_named_and_the_rest_goes_on(lofte, folder):
    (folder / "in" / "bad.txt").write_bytes(b"\x00\x01\x02\xff" * 50)
    (folder / "in" / "empty.txt").touch()
    done = lofte("tag", "in", "saknas.pdf", "-o", "out.jsonl")
    assert done.returncode == 1
    messages = done.stderr.decode().splitlines()
    assert [message.split(": ")[:2] for message in messages] == [
        ["lofte", os.path.join("in", "bad.txt")],
        ["lofte", os.path.join("in", "empty.txt")],
        ["lofte", "saknas.pdf"],
        ["lofte", "5 files"],
    ]
    assert messages[-1] == "lofte: 5 files: 4 new, 0 as before, 3 failed; wrote out.jsonl"
    assert len(list(read(folder / "out.jsonl", PledgeRecord))) == 3


def test_a_document_without_pledges_is_no_failure(lofte, folder):
    (folder / "none.txt").write_text("Här står inget löfte.")
    done = lofte("tag", "none.txt")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_folder_without_documents_fails(lofte, folder):
    (folder / "nothing").mkdir()
    done = lofte("tag", "nothing", "in")
    assert done.returncode == 1
    assert b"lofte: nothing: no .html" in done.stderr
    assert len(records(done.stdout)) == 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["tag"], "Missing argument"),
        (["tag", "in", "--format", "xml"], "'xml' is not one of"),
        (["tag", "in", "-o", "out.xml"], "the suffix tells no format"),
        (["tag", "in", "-o", "saknas/out.csv"], "its folder does not exist"),
        (["tag", "in", "-o", "in", "--format", "csv"], "this is a folder"),
        (["tag", "-", "in"], "cannot be mixed"),
        (["tag", "in", "--colour"], "No such option"),
        (["show", "in"], "Missing option"),
        (["train", "saknas"], "does not exist"),
        (["tag", "--resume"], "need a file, with -o"),
        (["tag", "in", "--retry-failed"], "need a file, with -o"),
        (["tag", "in", "--failures", "f.jsonl"], "need a file, with -o"),
        (["tag", "in", "--resume", "-o", "out.csv"], "takes the paths of the earlier run"),
        (["tag", "in", "--jobs", "0"], "not in the range"),
        (["tag", "in", "--timeout", "0"], "not in the range"),
        (["tag", "in", "-o", "failures.jsonl"], "cannot go to the same file"),
        (["tag", "in", "-o", "out.csv", "--failures", "saknas/f.jsonl"], "its folder does not exist"),
        (["sing"], "No such command"),
    ],
)
def test_misuse(lofte, arguments, message):
    done = lofte(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert message in done.stderr.decode()


def test_a_missing_model_names_the_command_that_makes_it(lofte, folder):
    (folder / "no-model").touch()
    done = lofte("tag", "in")
    assert done.returncode == 1
    assert b"train_base.py" in done.stderr


def test_a_closed_pipe_ends_quietly(folder, command):
    many = "• Polisen går till fots i centrum varje dag.\n" * 5000
    (folder / "many.txt").write_text(many)
    running = subprocess.Popen(
        [*command, "tag", "many.txt"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    running.stdout.readline()
    running.stdout.close()
    assert running.stderr.read() == b""
    assert running.wait(60) == 141


def test_an_old_output_stays_when_the_run_fails(lofte, folder):
    (folder / "out.jsonl").write_text("gammalt")
    (folder / "no-model").touch()
    assert lofte("tag", "in", "-o", "out.jsonl").returncode == 1
    assert (folder / "out.jsonl").read_text() == "gammalt"


def at_terminal(folder, arguments, columns=100):
    """Run with a terminal for output and messages; gives status and all that was shown."""
    main, terminal = pty.openpty()
    environment = os.environ | {"COLUMNS": str(columns), "TERM": "xterm"}
    running = subprocess.Popen(
        arguments, cwd=folder, stdin=terminal, stdout=terminal, stderr=terminal, env=environment, close_fds=True
    )
    os.close(terminal)
    shown = b""
    while True:
        try:
            part = os.read(main, 65536)
        except OSError:  # the other end was closed
            break
        if not part:
            break
        shown += part
    os.close(main)
    return running.wait(60), shown.decode()


@pytest.mark.parametrize("columns", [80, 150])
def test_a_terminal_gets_a_table(folder, command, columns):
    status, shown = at_terminal(folder, [*command, "tag", "in"], columns)
    assert status == 0
    for words in ("pledge", "who", "how many", "when", "themes", "[besöker]", "polis", "narvaro"):
        assert words in shown
    assert ("municipality" in shown) == (columns == 150)  # a narrow one has two columns
    assert "2/2" in shown  # the progress bar


@pytest.mark.parametrize("columns", [60, 100, 200])
def test_the_table_is_wrapped_to_the_width(folder, command, columns):
    _, shown = at_terminal(folder, [*command, "tag", "in/ale.txt"], columns)
    lines = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown).splitlines()  # without colours
    assert max(map(len, lines)) <= columns


def test_a_terminal_gets_records_on_demand(folder, command):
    _, shown = at_terminal(folder, [*command, "tag", "in/ale.txt", "--format", "jsonl"])
    assert len(records(shown.encode())) == 2


def test_parquet_is_not_for_a_terminal(folder, command):
    status, shown = at_terminal(folder, [*command, "tag", "in/ale.txt", "--format", "parquet"])
    assert status == 2
    assert "-o" in shown
