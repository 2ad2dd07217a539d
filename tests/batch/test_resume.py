"""A run that is broken off anywhere, and taken up again, ends with the bytes of one that was not."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

TAG = ("tag", "in", "-o", "out.jsonl", "--jobs", "2")
EXAMPLES = Path(__file__).parents[2] / "examples"


def outputs(runs):
    return runs.read(), runs.read("failures.jsonl")


def remove(runs):
    for name in ("out.jsonl", "failures.jsonl", "out.jsonl.ledger", "out.jsonl.ledger-journal"):
        (runs.folder / name).unlink(missing_ok=True)


def test_thirty_kills(runs):
    """SIGKILL of the whole process group at random moments; where a run ended before, the next begins from nothing."""
    chance = random.Random(7)
    for number in range(50):
        runs.write(f"d{number}.txt", f"• Polisen går runda {number}.\n!sleep 0.0{number % 4}\n")
    runs.write("trasig.txt", "!exit 3")
    runs(*TAG)
    undisturbed = outputs(runs)
    remove(runs)
    kills = 0
    while kills < 30:
        running = runs.start(*TAG, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        try:
            running.wait(chance.uniform(0.1, 1.6))
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
            kills += 1
            if (runs.folder / "out.jsonl").exists():  # the kill came at the very end
                assert runs.read() == undisturbed[0]
        else:
            assert outputs(runs) == undisturbed
            remove(runs)
    runs(*TAG)
    assert outputs(runs) == undisturbed
    left = sorted(path.name for path in runs.folder.iterdir())
    assert left == ["failures.jsonl", "in", "out.jsonl", "out.jsonl.ledger", "tagged.log"]


def broken_off(runs, *more):
    """Break a run off when some documents are done and on disk; give how many it had tagged."""
    for number in range(8):
        runs.write(f"d{number}.txt", f"• Polisen går runda {number}.\n!unless mended sleep 0.2\n")
    runs.write("sist.txt", "• Skolan ringer.\n!unless mended sleep 60\n")
    running = runs.start("tag", "in", "-o", "out.jsonl", *more)
    while not runs.log.exists() or len(runs.log.read_text().splitlines()) < 11:
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGKILL)
    running.communicate()
    (runs.folder / "mended").touch()
    return runs.tagged()


def test_the_same_command_goes_on(runs):
    assert broken_off(runs) == 11
    assert runs("tag", "in", "-o", "out.jsonl").returncode == 0
    assert 0 < runs.tagged() < 8  # not what was on disk, half a second's work again at most
    assert len(runs.read().splitlines()) == 12


def test_resume_takes_paths_and_options_from_the_ledger(runs):
    broken_off(runs, "--documents", "--failures", "bad.jsonl")
    done = runs("tag", "--resume", "-o", "out.jsonl", "--jobs", "2")
    assert done.returncode == 0
    assert b'"sections": [' in runs.read() and len(runs.read().splitlines()) == 12
    assert runs.read("bad.jsonl") == b""


def test_resume_says_where_the_run_was_started(runs):
    broken_off(runs)
    (runs.folder / "out.jsonl.ledger").rename(runs.folder / "in" / "out.jsonl.ledger")
    runs.folder /= "in"
    done = runs("tag", "--resume", "-o", "out.jsonl")
    assert (done.returncode, f"the run was started in {runs.folder.parent};" in done.stderr) == (1, True)


def test_there_is_nothing_to_resume_after_a_whole_run(runs):
    runs(*TAG)
    done = runs("tag", "--resume", "-o", "out.jsonl")
    assert (done.returncode, "no run was broken off; name the files" in done.stderr) == (1, True)


def test_there_is_nothing_to_resume_without_a_ledger(runs):
    done = runs("tag", "--resume", "-o", "out.jsonl")
    assert (done.returncode, "no run was broken off" in done.stderr) == (1, True)


@pytest.mark.parametrize("moments", [(2.0, 3.0, 4.0)])
def test_the_shipped_models(tmp_path, moments):
    """Kills while the models are loaded and while they work, then one process, then two: always the same bytes."""
    folder = tmp_path / "in"
    shutil.copytree(EXAMPLES, folder)
    for copy in range(6):
        for path in sorted(EXAMPLES.glob("*.txt")):
            (folder / f"{copy}-{path.name}").write_text(f"{path.read_text('utf-8')}\nUpplaga {copy}\n", "utf-8")
    program = "import sys; sys.argv[0] = 'lofte'; from lofteNLP.cli import main; main()"

    def start(*arguments):
        return subprocess.Popen(
            [sys.executable, "-c", program, "tag", "in", *arguments], cwd=tmp_path, start_new_session=True
        )

    for moment in moments:
        running = start("-o", "killed.jsonl", "--jobs", "2")
        try:
            running.wait(moment)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
    assert start("-o", "killed.jsonl", "--jobs", "2").wait(120) == 0
    assert start("-o", "one.jsonl").wait(120) == 0
    killed, one = ((tmp_path / name).read_bytes() for name in ("killed.jsonl", "one.jsonl"))
    assert killed == one
    assert killed.count(b"\n") > 40
