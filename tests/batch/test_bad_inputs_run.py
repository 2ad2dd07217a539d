"""One run over a folder of bad inputs: each with its documented outcome, and the good ones all done."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from bad_inputs import INPUTS, PLEDGES, SKIPPED, TAGGED

import lofteNLP
from lofteNLP.documents import find
from lofteNLP.records import read, whole_file
from lofteNLP.schema import Document

GOOD = ("0-först.txt", "mellan.txt", "ö-sist.txt")
LOFTE = [sys.executable, "-c", "from lofteNLP.cli import main; main()"]


class Done:
    """What a run of `lofte tag` over the folder left behind."""

    def __init__(self, folder):
        self.inputs = folder / "in"
        self.inputs.mkdir()
        for name, (make, _) in INPUTS.items():
            make(self.inputs / name)
        for name in GOOD:
            (self.inputs / name).write_text(PLEDGES)
        os.mkfifo(folder / "rör.txt")
        command = [*LOFTE, "tag", "in", "saknas.txt", "rör.txt", "-o", "out.jsonl", "--documents", "--jobs", "2"]
        self.run = subprocess.run(command, cwd=folder, capture_output=True, timeout=240)
        assert (folder / "out.jsonl").exists(), self.run.stderr.decode()
        self.documents = {document.source: document for document in read(folder / "out.jsonl", Document)}
        lines = (folder / "failures.jsonl").read_text("utf-8").splitlines()
        self.failures = {failure["path"]: failure for failure in map(json.loads, lines)}


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    return Done(tmp_path_factory.mktemp("run"))


def at(name):
    return os.path.join("in", name)


def test_there_are_many():
    assert len(INPUTS) >= 60


@pytest.mark.parametrize("name", INPUTS, ids=ascii)
def test_outcome(done, name):
    outcome = INPUTS[name][1]
    if outcome == "no permission" and os.geteuid() == 0:
        pytest.skip("root may read everything")
    if outcome == TAGGED:
        assert len(done.documents[at(name)].pledges) >= 2
    elif outcome == SKIPPED:
        assert at(name) not in done.documents and at(name) not in done.failures
    else:
        failure = done.failures[at(name)]
        assert failure["stage"] == "read"
        assert outcome in failure["reason"]
        assert ";" in failure["reason"], "says what to do"


def test_the_good_ones_are_all_done(done):
    for name in (*GOOD, os.path.join("folder.txt", "innehåll.txt")):
        assert len(done.documents[at(name)].pledges) == 2


def test_every_input_has_one_outcome(done):
    refused = [name for name, (_, outcome) in INPUTS.items() if outcome not in (TAGGED, SKIPPED)]
    tagged = [name for name, (_, outcome) in INPUTS.items() if outcome == TAGGED]
    if os.geteuid() == 0:
        refused.remove("unreadable.txt")
        tagged.append("unreadable.txt")
    assert len(done.documents) == len(tagged) + len(GOOD) + 1
    assert set(done.failures) == {"saknas.txt", "rör.txt", *map(at, refused)}
    assert "there is no such file" in done.failures["saknas.txt"]["reason"]
    assert "a pipe or a device" in done.failures["rör.txt"]["reason"]


def test_names_of_documents_and_pledges_are_unique(done):
    names = [document.document for document in done.documents.values()]
    assert len(set(names)) == len(names)


def test_messages_are_a_line_each_and_command_no_terminal(done):
    assert done.run.returncode == 1
    lines = done.run.stderr.decode().splitlines()
    assert len(lines) == len(done.failures) + 1, "and how many there were"
    assert all(line.startswith("lofte: ") and line.isprintable() for line in lines)


def test_nothing_was_left_outside_the_output(done):
    folder = done.inputs.parent
    left = {path.name for path in folder.iterdir()} - {"in", "rör.txt"}
    assert left == {"failures.jsonl", "out.jsonl", "out.jsonl.ledger"}
    assert {path.name for path in done.inputs.iterdir()} == {*INPUTS, *GOOD}
    assert not Path("/utanför.txt").exists()


def test_a_file_that_vanishes_between_listing_and_reading(tmp_path):
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(PLEDGES)
    files = list(find([tmp_path]))
    (tmp_path / "b.txt").unlink()
    first, second, third = lofteNLP.load().pipe(files)
    assert "there is no such file" in second.reason
    assert len(first.pledges) == len(third.pledges) == 2


def test_a_full_disk_ends_with_a_message(tmp_path):
    (tmp_path / "a.txt").write_text(PLEDGES)
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*LOFTE, "tag", "a.txt"], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, timeout=120)
    assert done.returncode == 1
    assert "No space left" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_a_device_is_written_to_and_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with whole_file(pipe) as file:
        file.write(b"hela")
    assert os.read(reading, 10) == b"hela"
    assert pipe.is_fifo()
    os.close(reading)
