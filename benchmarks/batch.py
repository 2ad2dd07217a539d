"""Batch runs: documents a second in one process and in two, beside the bare base model, and the memory they take.

    python benchmarks/batch.py [--documents 2000 …] [--kind whole] [--jobs 1 2] [--json]

Makes documents from the corpus (made_documents.py), tags them with `lofte tag -o` from the start of the program to its
end, and reads the same texts with nothing but the base model, a process a job, from start to end too.  Memory is what
all processes of a run hold together, shared pages shared out (PSS), at its highest.  Bars: two jobs at least 1.7 times
as fast as one; at least 0.75 of the base model's speed; at most 1.3 times the memory for the largest number of
documents that the smallest takes; every document there, once.
"""

from __future__ import annotations

import argparse
import filecmp
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import psutil

from made_documents import KINDS, write_documents
from rows import Row, as_json

LOFTE = "import sys; sys.argv[0] = 'lofte'; from lofteNLP.cli import main; main()"
BASE = """
import pathlib, sys
from lofteNLP.pipeline.base import load_base
folder, job, jobs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
paths = sorted(pathlib.Path(folder).rglob("*.txt"))[job::jobs]
print(sum(len(doc) for doc in load_base().pipe(path.read_text("utf-8") for path in paths)))
"""
EVERY = 0.5  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Measured:
    """A run over so many documents of a kind in so many processes."""

    documents: int
    kind: str
    jobs: int
    seconds: float
    processor_seconds: float
    base_seconds: float
    base_processor_seconds: float
    megabytes: float

    @property
    def speed(self) -> float:
        """Documents a second."""
        return self.documents / self.seconds

    @property
    def beside_base(self) -> float:
        """The speed in shares of the base model's."""
        return self.base_seconds / self.seconds


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the status is 1 where a document was lost, or is there twice."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", nargs="+", type=int, default=[2000], metavar="N")
    parser.add_argument("--kind", choices=KINDS, default="whole")
    parser.add_argument("--jobs", nargs="+", type=int, default=[1, 2], metavar="N")
    parser.add_argument("--json", action="store_true", help="print rows as JSON")
    options = parser.parse_args(arguments)
    measured: list[Measured] = []
    for size in options.documents:
        with tempfile.TemporaryDirectory() as folder:
            write_documents(size, options.kind, Path(folder, "in"))
            for jobs in options.jobs:
                measured.append(measure(Path(folder), size, options.kind, jobs))
                print(told(measured[-1]), file=sys.stderr, flush=True)
            outputs = [Path(folder, f"{jobs}.jsonl") for jobs in options.jobs]
            if not all(filecmp.cmp(outputs[0], other, shallow=False) for other in outputs[1:]):
                print("the outputs differ", file=sys.stderr)
                return 1
    rows = rows_of(measured)
    print(as_json(rows) if options.json else "\n".join(f"{r.subject}: {r.tool}: {r.value:.2f} {r.unit}" for r in rows))
    return 0


def measure(folder: Path, size: int, kind: str, jobs: int) -> Measured:
    """Time the base model and a run; check that the run has every document once."""
    base = [[sys.executable, "-c", BASE, str(folder / "in"), str(job), str(jobs)] for job in range(jobs)]
    base_seconds, base_processor, _ = timed(base, folder)
    output = folder / f"{jobs}.jsonl"
    run = [sys.executable, "-c", LOFTE, "tag", "in", "-o", output.name, "--documents", "--jobs", str(jobs)]
    seconds, processor, most = timed([run], folder)
    check(output, size)
    return Measured(size, kind, jobs, seconds, processor, base_seconds, base_processor, most)


def timed(commands: Sequence[Sequence[str]], folder: Path) -> tuple[float, float, float]:
    """Run programs side by side; give seconds, seconds of all processors, and the most megabytes at once."""
    before, start = getrusage(RUSAGE_CHILDREN), time.perf_counter()
    running = [subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) for command in commands]
    most = 0.0
    while any(process.poll() is None for process in running):
        most = max(most, sum(megabytes(process.pid) for process in running))
        with suppress(subprocess.TimeoutExpired):
            next((process for process in running if process.returncode is None), running[0]).wait(EVERY)
    seconds, after = time.perf_counter() - start, getrusage(RUSAGE_CHILDREN)
    if any(process.returncode for process in running):
        raise SystemExit("a program failed")
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, most


def megabytes(pid: int) -> float:
    """What a process and its children hold together."""
    total = 0.0
    try:
        parent = psutil.Process(pid)
        for process in [parent, *parent.children(recursive=True)]:
            total += process.memory_full_info().pss / 1e6
    except psutil.Error:  # one has ended meanwhile
        pass
    return total


def check(output: Path, size: int) -> None:
    """Raise SystemExit where a document is missing, or there twice, or out of order."""
    with output.open(encoding="utf-8") as file:
        names = [json.loads(line)["document"] for line in file]
    if names != [f"d{number:07}" for number in range(size)]:
        raise SystemExit(f"{output}: {len(names)} documents, {len(set(names))} different ones, of {size}")


def told(run: Measured) -> str:
    """A line of figures."""
    return (
        f"{run.documents} {run.kind} documents, {run.jobs} jobs: "
        f"{run.seconds:.1f} s, {run.speed:.1f}/s, {run.megabytes:.0f} MB; "
        f"base model {run.base_seconds:.1f} s, so {run.beside_base:.2f} of its speed "
        f"(by processor time {run.processor_seconds:.1f} s and {run.base_processor_seconds:.1f} s)"
    )


def rows_of(measured: Sequence[Measured]) -> list[Row]:
    """The rows of all runs."""
    rows = []
    for run in measured:
        label = f"{run.documents} {run.kind} documents, {run.jobs} jobs"
        base = run.documents / run.base_seconds
        rows += [
            Row(f"speed, {label}", "lofteNLP, lofte tag -o", run.speed, "documents/s", "more"),
            Row(f"speed, {label}", "base model alone", base, "documents/s", "more", baseline=True),
            Row(f"most memory at once, {label}", "lofteNLP, lofte tag -o", run.megabytes, "MB", "less"),
        ]
    return rows


if __name__ == "__main__":
    sys.exit(main())
