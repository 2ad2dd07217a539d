"""A writer that is killed at any moment: what it said to be committed is there, and the next one goes on from it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from lofteNLP.records import PledgeRecord, write
from lofteNLP.schema import Quantity, Theme
from lofteNLP.search import Filters, FolderError, Index

pytest.importorskip("tantivy")

KILLS = 20
DOCUMENTS = 300
WORDS = "krogtillsyn polisen kommunen vandrar trafikkontroller skolan torget fotpatrull ungdomar mopeder natten".split()
QUERIES = ["krogtillsyn", "trafik -skolan", '"polisen vandrar"', "patrull torget", "kontroll OR ungdom", ""]


def records() -> list[PledgeRecord]:
    random = Random(7)
    return [
        PledgeRecord(
            f"d{name:03}#{number}", number, " ".join(random.choices(WORDS, k=12)), 0, 1, None, None,
            document=f"d{name:03}", source="", kommun=["Ale"], kommun_codes=["1440"],
            themes=[Theme(random.choice(("krog", "trafik")), 0.9)],
            quantities=[Quantity("", 0, 0, "=", float(random.randint(1, 5)), None, "kontroll", None)],
        )
        for name in range(DOCUMENTS)
        for number in range(1, random.randint(2, 8))
    ]  # fmt: skip


class Lofte:
    """Processes that index, one after the other."""

    def __init__(self, folder: Path) -> None:
        self.arguments = f"index {folder / 'records.jsonl'} --commit-every 150 -o "
        with open(folder / "records.jsonl", "wb") as file:
            write(records(), PledgeRecord, file, "jsonl")
        script = Path(__file__).with_name("warm_lofte.py")
        self.messages = folder / "messages"
        with open(self.messages, "ab") as messages:
            self.process = subprocess.Popen(
                [sys.executable, str(script)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=messages, text=True,
            )  # fmt: skip
        assert self.process.stdout.readline() == "ready\n"

    def index(self, path: Path, kill_after: float | None = None) -> tuple[bool, list[str]]:
        """Index into a folder, and kill that after so many seconds; tell whether it was done, and its messages."""
        known = self.messages.stat().st_size
        print(self.arguments + str(path), file=self.process.stdin, flush=True)
        number = int(self.process.stdout.readline())
        if kill_after is not None:
            time.sleep(kill_after)
            with suppress(ProcessLookupError):  # it was done already
                os.kill(number, signal.SIGKILL)
        status = int(self.process.stdout.readline())
        assert status in (0, signal.SIGKILL), self.messages.read_text()
        return status == 0, self.messages.read_text()[known:].splitlines()


@pytest.fixture(scope="module")
def lofte(tmp_path_factory):
    lofte = Lofte(tmp_path_factory.mktemp("lofte"))
    yield lofte
    lofte.process.stdin.close()
    lofte.process.wait()


def committed(messages: list[str]) -> int:
    """How many pledges the messages say to have been committed."""
    return max((int(line.split()[2]) for line in messages if line.startswith("lofte: committed")), default=0)


def pledges(path: Path) -> list[PledgeRecord]:
    """All pledges in the index, in the order of the input; none where a writer was killed before it had an index."""
    try:
        found = list(Index.open(path).records())
    except FolderError as error:
        assert "there is no index" in str(error)
        return []
    return sorted(found, key=lambda record: (record.document, record.number))


def answers(path: Path) -> list[object]:
    index = Index.open(path)
    results = [
        index.search(query, filters, limit=200, facets=("theme", "unit"))
        for query in QUERIES
        for filters in (Filters(), Filters(theme=("krog",), value_min=3))
    ]
    return [
        (r.total, r.facets, [(hit.record.id, pytest.approx(hit.score, rel=1e-5)) for hit in r.hits]) for r in results
    ]


def test_killed_at_any_moment(lofte, tmp_path):
    random = Random(11)
    started = time.perf_counter()
    assert lofte.index(tmp_path / "undisturbed")[0]
    duration = time.perf_counter() - started
    everything, sizes = records(), Counter(record.document for record in records())
    run, before, kills = 0, 0, 0
    while kills < KILLS:
        path = tmp_path / f"run-{run}"
        left = duration * max(1 - before / len(everything), 0.3)
        done, messages = lofte.index(path, kill_after=random.uniform(0, left))
        found = pledges(path)
        assert before + committed(messages) <= len(found), "what was said to be committed is missing"
        assert found == everything[: len(found)]
        assert not found or sizes[found[-1].document] == found[-1].number, "a document is there in part"
        kills += not done
        run, before = (run, len(found)) if len(found) < len(everything) else (run + 1, 0)
    assert lofte.index(path)[0]
    assert pledges(path) == everything
    assert answers(path) == answers(tmp_path / "undisturbed")
