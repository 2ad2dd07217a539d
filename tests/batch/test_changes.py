"""A second run: only what is new or changed is tagged, and the output is as if all had been."""

import json
import os
import shutil

import pytest

from lofteNLP.records import PledgeRecord, read
from lofteNLP.schema import Document

TAG = ("tag", "in", "-o", "out.jsonl")


def names(runs, key="document"):
    return [json.loads(line)[key] for line in runs.read().splitlines()]


def failures(runs):
    return [json.loads(line) for line in runs.read("failures.jsonl").splitlines()]


def test_nothing_new_is_nothing_to_do(runs):
    assert runs(*TAG).returncode == 0
    first = runs.read()
    assert runs.tagged() == 3
    done = runs(*TAG)
    assert (done.returncode, done.stderr) == (0, "lofte: 3 files: 0 new, 3 as before, 0 failed; wrote out.jsonl\n")
    assert (runs.tagged(), runs.read()) == (0, first)
    assert runs.read("failures.jsonl") == b""


def test_a_second_run_needs_no_workers(runs):
    runs(*TAG)
    (runs.folder / "no-model").touch()
    assert runs(*TAG).returncode == 0


def test_a_changed_file_is_tagged_anew(runs):
    runs(*TAG)
    runs.tagged()
    runs.write("bjuv.txt", "• Kommunen släcker.\n")
    assert runs(*TAG).returncode == 0
    assert runs.tagged() == 1
    assert [json.loads(line)["text"] for line in runs.read().splitlines()][1] == "Kommunen släcker."


def test_a_removed_file_leaves_the_output(runs):
    runs(*TAG)
    (runs.folder / "in" / "bjuv.txt").unlink()
    runs.tagged()
    assert runs(*TAG).returncode == 0
    assert (runs.tagged(), names(runs)) == (0, ["ale", "surte"])


def test_a_renamed_file_is_not_tagged_again(runs):
    runs(*TAG)
    runs.tagged()
    (runs.folder / "in" / "ale.txt").rename(runs.folder / "in" / "norr.txt")
    runs(*TAG)
    assert (runs.tagged(), names(runs)) == (0, ["bjuv", "norr", "surte"])
    assert (names(runs, "id")[1], names(runs, "source")[1]) == ("norr#1", os.path.join("in", "norr.txt"))


def test_another_kind_of_file_is_tagged_again(runs):
    runs(*TAG)
    runs.tagged()
    (runs.folder / "in" / "ale.txt").rename(runs.folder / "in" / "ale.html")
    runs(*TAG)
    assert runs.tagged() == 1


def test_the_same_content_twice_is_tagged_once(runs):
    runs.write("sub/kopia.txt", runs.write("ale.txt", "• Polisen går.\n").read_text())
    runs(*TAG)
    assert (runs.tagged(), names(runs)) == (3, ["ale", "bjuv", "kopia", "surte"])


def test_the_same_stem_twice_gives_two_names(runs):
    runs.write("sub/ale.txt", "• Skolan svarar.\n")
    runs.write("bjuv.html", "<ul><li>Skolan ringer.</ul>")
    runs(*TAG)
    assert names(runs) == ["ale", "bjuv", "bjuv-2", "ale-2", "surte"]
    assert len(set(names(runs, "id"))) == 5


def test_names_do_not_hang_on_what_is_in_the_files(runs):
    runs.write("sub/ale.txt", "• Skolan svarar.\n")
    runs.write("ale.txt", "")
    assert runs(*TAG).returncode == 1
    assert names(runs) == ["bjuv", "ale-2", "surte"]


@pytest.mark.parametrize("name", ["out.jsonl", "out.csv", "out.parquet"])
@pytest.mark.parametrize("shape", [Document, PledgeRecord])
def test_every_format_comes_from_the_same_ledger(runs, name, shape):
    flags = ["--documents"] if shape is Document else []
    runs("tag", "in", "-o", name, *(["--documents"] if shape is PledgeRecord else []))
    runs.tagged()
    runs("tag", "in", "-o", name, *flags)
    assert runs.tagged() == 0  # records of the other kind were made of the same results
    streamed = runs("tag", "in", *flags, "--format", "jsonl").stdout
    (runs.folder / "streamed.jsonl").write_text(streamed, encoding="utf-8")
    assert list(read(runs.folder / name, shape)) == list(read(runs.folder / "streamed.jsonl", shape))


def test_one_process_or_two_or_none_give_the_same_bytes(runs):
    for number in range(30):
        runs.write(f"more/d{number}.txt", f"• Polisen går runda {number}.\n!sleep 0.0{number * 7 % 5}\n")
    outputs = [runs("tag", "in", "-o", f"{jobs}.jsonl", "--jobs", jobs) for jobs in (1, 2)]
    assert [done.returncode for done in outputs] == [0, 0]
    streamed = [runs("tag", "in", *flags).stdout.encode() for flags in ([], ["--jobs", "2"])]
    assert runs.read("1.jsonl") == runs.read("2.jsonl") == streamed[0] == streamed[1]
    assert len(streamed[0].splitlines()) == 33


def test_another_model_tags_everything_anew(runs):
    runs(*TAG)
    runs.tagged()
    runs.environment["FAKE_VERSION"] = "newer"
    runs(*TAG, "--documents")
    assert (runs.tagged(), names(runs, "model")[0]) == (3, {"version": "newer"})


def test_a_known_failure_is_told_again_and_tried_again_on_demand(runs):
    runs.write("cykel.txt", "• Polisen cyklar.\n!unless mended raise KeyError\n")
    told = "lofte: in/cykel.txt: KeyError: 'oj'\n"
    for expected in (4, 0):
        done = runs(*TAG)
        assert (done.returncode, runs.tagged(), len(names(runs))) == (1, expected, 3)
        assert done.stderr.startswith(told)
        assert failures(runs) == [{"path": "in/cykel.txt", "stage": "tag", "reason": "KeyError: 'oj'"}]
    assert runs(*TAG, "--retry-failed").returncode == 1
    assert runs.tagged() == 1
    (runs.folder / "mended").touch()
    assert runs(*TAG).returncode == 1
    assert runs(*TAG, "--retry-failed").returncode == 0
    assert (runs.tagged(), names(runs), failures(runs)) == (1, ["ale", "bjuv", "cykel", "surte"], [])


def test_a_file_that_cannot_be_opened_is_tried_every_time(runs):
    arguments = ("tag", "in", "sent.txt", "-o", "out.jsonl")
    assert runs(*arguments).returncode == 1
    assert [(failure["path"], failure["stage"]) for failure in failures(runs)] == [("sent.txt", "read")]
    shutil.copy(runs.folder / "in" / "ale.txt", runs.folder / "sent.txt")
    assert runs(*arguments).returncode == 0
    assert names(runs)[-1] == "sent"


def test_an_empty_folder_does_not_empty_the_output(runs):
    """A disk that is not mounted one night must not cost yesterday's output, nor its work."""
    runs(*TAG)
    before = runs.read()
    (runs.folder / "in").rename(runs.folder / "away")
    (runs.folder / "in").mkdir()
    done = runs(*TAG)
    assert done.returncode == 1
    assert "none could be opened, out.jsonl stays as it was" in done.stderr
    assert runs.read() == before
    assert failures(runs)[0]["path"] == "in"
    (runs.folder / "in").rmdir()
    (runs.folder / "away").rename(runs.folder / "in")
    runs.tagged()
    assert (runs(*TAG).returncode, runs.tagged(), runs.read()) == (0, 0, before)


def test_failures_go_where_they_are_wanted(runs):
    runs.write("tom.txt", "")
    assert runs(*TAG, "--failures", "bad.jsonl").returncode == 1
    assert len(runs.read("bad.jsonl").splitlines()) == 1
    assert not (runs.folder / "failures.jsonl").exists()


def test_standard_input_into_a_file(runs):
    running = runs.start("tag", "-", "-o", "out.jsonl", stdin=-1)
    running.communicate("• Polisen går.".encode(), timeout=60)
    assert (running.returncode, names(runs), names(runs, "source")) == (0, ["stdin"], ["-"])


def test_a_file_name_need_not_be_text(runs):
    path = os.fsencode(runs.folder / "in") + b"/\xe5le.txt"
    with open(path, "wb") as file:
        file.write("• Polisen går.".encode())
    with open(path.replace(b"\xe5le", b"\xe4le"), "wb"):
        pass
    assert runs(*TAG).returncode == 1
    assert len(names(runs)) == 4
    assert failures(runs)[0]["path"].encode(errors="surrogateescape") == b"in/\xe4le.txt"
