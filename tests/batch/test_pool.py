"""Worker processes: one that dies takes one document with it, and none is left behind."""

import json
import os
import signal
import time

import pytest

from lofteNLP.batch.pool import Pool
from lofteNLP.batch.worker import Item
from lofteNLP.tagger import TOGETHER


def results(runs):
    """The names of the documents in the output, and stage and reason by path of what failed."""
    failures = [json.loads(line) for line in runs.read("failures.jsonl").splitlines()]
    named = [json.loads(line)["document"] for line in runs.read().splitlines()]
    return named, {failure["path"]: (failure["stage"], failure["reason"]) for failure in failures}


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def workers(runs, count=1):
    """Wait until so many documents are being tagged, and give the processes that do it."""
    for _ in range(600):
        if runs.log.exists() and len(lines := runs.log.read_text().splitlines()) >= count:
            return {int(line.split()[0]) for line in lines}
        time.sleep(0.05)
    raise AssertionError("nothing was tagged")


@pytest.mark.parametrize(
    ("text", "stage", "reason"),
    [
        ("!signal SIGKILL", "worker", "the process that tagged it was ended by SIGKILL (out of memory?)"),
        ("!signal SIGSEGV", "worker", "the process that tagged it was ended by SIGSEGV"),
        ("!exit 7", "worker", "the process that tagged it ended with status 7"),
        ("!leave 3", "worker", "the process that tagged it ended with status 3"),
        ("!sleep 100", "worker", "it took longer than 2 s; give it more with --timeout"),
        ("!raise MemoryError", "tag", "MemoryError: oj"),
        ("!raise RecursionError", "tag", "RecursionError: oj"),
        ("", "read", "the file is empty; fetch or save it anew"),
    ],
)
def test_one_document_fails_and_no_other(runs, text, stage, reason):
    runs.write("cykel.txt", text)
    done = runs("tag", "in", "-o", "out.jsonl", "--timeout", "2")
    assert done.returncode == 1
    assert results(runs) == (["ale", "bjuv", "surte"], {os.path.join("in", "cykel.txt"): (stage, reason)})
    assert f"lofte: {os.path.join('in', 'cykel.txt')}: {reason}\n" in done.stderr
    assert runs.tagged() == 3 + bool(text)


class InStep(Pool):
    """A pool whose workers, made up here, always end at the same moment."""

    def __init__(self, jobs):
        super().__init__(print, jobs, timeout=60)
        self._workers = [MadeUp() for _ in range(jobs)]

    def _received(self):
        ended = [(worker.task, [b""] * len(worker.task)) for worker in self._workers if worker.task]
        for worker in self._workers:
            worker.task = None
        return ended


class MadeUp:
    ready, task, tasks = True, None, 0

    def takes(self, task, deadline):
        self.task, self.tasks = task, self.tasks + 1
        return True


def test_workers_that_end_at_the_same_moment_all_get_more():
    pool = InStep(jobs=3)
    items = [Item(number, "a.txt", b"") for number in range(30 * TOGETHER)]
    assert [number for number, _ in pool.results(items, total=len(items))] == list(range(len(items)))
    assert [worker.tasks for worker in pool._workers] == [10, 10, 10]


def test_a_run_outlives_many_workers(runs):
    for number in range(8):
        runs.write(f"d{number}.txt", f"nr {number}\n!exit {number}")
    assert runs("tag", "in", "-o", "out.jsonl", "--jobs", "2").returncode == 1
    named, failed = results(runs)
    assert (named, len(failed)) == (["ale", "bjuv", "surte"], 8)


@pytest.mark.parametrize("text", ["!signal SIGKILL", "!sleep 100", "!raise KeyError"])
def test_those_tagged_together_with_it_do_not_fail(runs, text):
    for number in range(60):
        runs.write(f"d{number:02}.txt", f"• Polisen går runda {number}.\n")
    runs.write("d30.txt", text)
    runs.write("d33.txt", text + " ")
    done = runs("tag", "in", "-o", "out.jsonl", "--timeout", "2", "--jobs", "2")
    named, failed = results(runs)
    assert (done.returncode, len(named), list(failed)) == (1, 61, ["in/d30.txt", "in/d33.txt"])


def test_a_worker_killed_from_outside(runs):
    runs.write("aa.txt", "!sleep 30")
    running = runs.start("tag", "in", "-o", "out.jsonl", "--jobs", "1")
    [worker] = workers(runs)
    os.kill(worker, signal.SIGKILL)
    running.communicate(timeout=30)
    named, failed = results(runs)
    assert (running.returncode, named, list(failed)) == (1, ["ale", "bjuv", "surte"], ["in/aa.txt"])


def test_without_a_file_too(runs):
    runs.write("cykel.txt", "!signal SIGKILL")
    done = runs("tag", "in", "--jobs", "2")
    assert (done.returncode, len(done.stdout.splitlines())) == (1, 3)
    assert "in/cykel.txt: the process that tagged it was ended by SIGKILL" in done.stderr


def test_what_a_library_prints_is_no_record(runs):
    runs.write("prat.txt", "!print HEJ\n• Polisen går.\n")
    done = runs("tag", "in", "--jobs", "1")
    assert len([json.loads(line) for line in done.stdout.splitlines()]) == 4
    assert "HEJ" in done.stderr


def test_a_slow_document_does_not_pile_up_the_others(runs):
    """Tests have no such clock as would show the memory; what shows is how far the others come."""
    from lofteNLP.batch.stream import AHEAD
    from lofteNLP.tagger import TOGETHER

    runs.write("aa.txt", "!sleep 3\n• Polisen väntar.\n")
    for number in range(AHEAD + 100):
        runs.write(f"d{number:03}.txt", f"• Polisen går runda {number}.\n")
    running = runs.start("tag", "in", "--jobs", "2")
    workers(runs, AHEAD)
    time.sleep(0.5)
    assert len(runs.log.read_text().splitlines()) <= AHEAD + 2 * TOGETHER
    output, _ = running.communicate(timeout=60)
    documents = [json.loads(line)["document"] for line in output.splitlines()]
    assert documents == sorted(documents) and len(documents) == AHEAD + 104


@pytest.mark.parametrize(("marker", "message"), [("no-model", "train_base.py"), ("dying-model", "ended with status 9")])
@pytest.mark.parametrize("output", [["-o", "out.jsonl"], []])
def test_workers_that_cannot_begin_end_the_run(runs, marker, message, output):
    (runs.folder / marker).touch()
    done = runs("tag", "in", "--jobs", "2", *output)
    assert (done.returncode, done.stdout) == (1, "")
    assert message in done.stderr
    assert not (runs.folder / "out.jsonl").exists()


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -signal.SIGKILL)]
)
@pytest.mark.parametrize("whole_group", [False, True])
def test_no_worker_is_left_behind(runs, number, status, whole_group):
    runs.write("bb.txt", "!sleep 2")
    runs.write("cc.txt", "!sleep 2 ")
    running = runs.start("tag", "in", "-o", "out.jsonl", "--jobs", "2")
    pids = workers(runs, 3)
    (os.killpg if whole_group else os.kill)(running.pid, number)
    _, messages = running.communicate(timeout=30)
    assert running.returncode == status
    assert (b"broken off; the same command goes on where it stopped" in messages) == (number != signal.SIGKILL)
    assert b"Traceback" not in messages
    deadline = time.monotonic() + (20 if number == signal.SIGKILL else 0)  # then they find out by themselves
    while any(map(alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(alive, pids))
    assert not (runs.folder / "out.jsonl").exists()
    assert runs("tag", "--resume", "-o", "out.jsonl").returncode == 0
    assert results(runs) == (["ale", "bjuv", "surte"], {})  # no document was blamed for the signal
