"""The ledger: one run at a time, and a clear word where it cannot be used."""

import random
import resource
import sqlite3
import time

import pytest

from lofteNLP.batch.ledger import VERSION, Ledger, LedgerError
from lofteNLP.tagger import Failure

TAG = ("tag", "in", "-o", "out.jsonl")


def ledger(runs):
    return runs.folder / "out.jsonl.ledger"


def test_a_ledger_is_for_one_run_at_a_time(runs):
    runs.write("aa.txt", "!sleep 3")
    running = runs.start(*TAG)
    while not runs.log.exists():
        time.sleep(0.05)
    done = runs(*TAG)
    assert (done.returncode, done.stderr) == (
        1,
        "Error: out.jsonl.ledger: another run is using this ledger; wait until it has ended\n",
    )
    running.communicate(timeout=30)
    assert running.returncode == 0
    assert runs(*TAG).returncode == 0


def test_another_output_has_another_ledger(runs):
    with Ledger(ledger(runs)):
        assert runs("tag", "in", "-o", "other.csv").returncode == 0


@pytest.mark.parametrize("damage", [b"skr\xe4p" * 2000, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_ledger(runs, damage):
    ledger(runs).write_bytes(damage)
    done = runs(*TAG)
    assert done.returncode == 1
    assert "out.jsonl.ledger: the ledger is damaged" in done.stderr
    assert "remove it, and the next run tags everything anew" in done.stderr
    assert ledger(runs).read_bytes() == damage
    ledger(runs).unlink()
    assert runs(*TAG).returncode == 0


@pytest.mark.parametrize("part", [0.2, 0.4, 0.6, 0.8])
def test_a_ledger_whose_middle_was_overwritten(runs, part):
    """Either the damage is found, or it hit nothing that matters: no wrong output in any case."""
    for number in range(40):
        runs.write(f"d{number}.txt", f"• Polisen går runda {number}.\n" * 30)
    assert runs(*TAG).returncode == 0
    before, whole = runs.read(), ledger(runs).read_bytes()
    start = int(len(whole) * part)
    ledger(runs).write_bytes(whole[:start] + random.Random(part).randbytes(4096) + whole[start + 4096 :])
    done = runs(*TAG)
    assert done.returncode == 0 or "the ledger is damaged" in done.stderr
    assert runs.read() == before


def test_a_result_that_was_damaged(runs):
    runs(*TAG)
    before = runs.read()
    with sqlite3.connect(ledger(runs)) as database:
        database.execute("UPDATE result SET document = x'00ff' WHERE rowid = 2")
    database.close()
    done = runs(*TAG)
    assert done.returncode == 1
    assert "the ledger is damaged (in/bjuv.txt: damaged document" in done.stderr
    assert runs.read() == before


def test_a_ledger_of_another_version_is_begun_anew(runs):
    runs(*TAG)
    runs.tagged()
    with sqlite3.connect(ledger(runs)) as database:
        database.execute(f"PRAGMA user_version = {VERSION + 1}")
        database.execute("CREATE TABLE more (column)")
    database.close()
    done = runs(*TAG)
    assert (done.returncode, runs.tagged()) == (0, 3)
    assert "was written by another version of lofteNLP; everything is tagged anew" in done.stderr
    assert runs(*TAG).stderr.startswith("lofte: 3 files: 0 new")


def test_another_database_is_not_touched(runs):
    with sqlite3.connect(ledger(runs)) as database:
        database.execute("CREATE TABLE mine (column)")
    database.close()
    before = ledger(runs).read_bytes()
    done = runs(*TAG)
    assert (done.returncode, "is a database, but no ledger of lofte" in done.stderr) == (1, True)
    assert ledger(runs).read_bytes() == before


def test_a_place_that_cannot_be_written(runs):
    ledger(runs).mkdir()
    done = runs(*TAG)
    assert done.returncode == 1
    assert "the ledger cannot be written" in done.stderr and "check the rights" in done.stderr


@pytest.mark.parametrize("limit", [20_000, 60_000, 100_000])
def test_a_full_disk(runs, limit):
    """Files may not grow beyond a limit: first the ledger cannot be written, then the output."""
    for number in range(20):
        runs.write(f"d{number:02}.txt", f"• Polisen går runda {number}.\n" * 20)
    done = runs(*TAG, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    assert done.returncode == 1
    assert not (runs.folder / "out.jsonl").exists()
    assert not [path for path in runs.folder.iterdir() if path.name.startswith(".")]  # nothing half is left
    assert runs(*TAG).returncode == 0
    assert len(runs.read().splitlines()) == 403


def test_what_is_kept_grows_with_the_inputs_alone(tmp_path):
    path = tmp_path / "out.ledger"
    for turn in range(3):
        with Ledger(path) as found:
            found.start("/", ["in"], {}, [(f"in/{turn}.txt", str(turn))])
            found.keep(bytes([turn]), b"document")
            found.place(1, bytes([turn]))
            found.finish(forget=True)
            assert [result for _, result in found.results()] == [b"document"]
            assert [found.knows(bytes([known]), failed_too=True) for known in range(3)] == [
                known == turn for known in range(3)
            ]


def test_what_was_done_stays_done_when_the_run_stumbles(tmp_path):
    with pytest.raises(KeyboardInterrupt), Ledger(tmp_path / "out.ledger") as found:
        found.start("/", ["in"], {"jobs": 1}, [])
        found.keep(b"1", b"document")
        found.keep(b"2", Failure("a.txt", "tag", "oj \ud800"))
        raise KeyboardInterrupt
    with Ledger(tmp_path / "out.ledger") as found:
        assert [found.knows(b"1", failed_too=False), found.knows(b"2", False), found.knows(b"2", True)] == [
            True,
            False,
            True,
        ]
        assert found.unfinished() == ("/", ["in"], {"jobs": 1})


def test_the_lock_goes_with_who_held_it(tmp_path):
    with Ledger(tmp_path / "out.ledger"), pytest.raises(LedgerError, match="another run"):
        Ledger(tmp_path / "out.ledger")
    with Ledger(tmp_path / "out.ledger"):
        pass
