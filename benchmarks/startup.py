"""Start-up: what importing, asking for help and tagging one document take beside spaCy and a bare Python.

python benchmarks/startup.py [DOCUMENT] [--json]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

from rows import Row, as_json

ROUNDS = 7
DOCUMENT = Path(__file__).parents[1] / "examples" / "avesta-krogkvallar.txt"
COMMAND = "import sys; sys.argv = ['lofte', *sys.argv[1:]]; from lofteNLP.cli import main; main()"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the median of several runs of each, in seconds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("document", type=Path, nargs="?", default=DOCUMENT, help="to tag from a cold start")
    parser.add_argument("--json", action="store_true", help="print rows as JSON")
    options = parser.parse_args(arguments)
    rows = measure(options.document)
    if options.json:
        print(as_json(rows))
        return 0
    for row in rows:
        print(f"{row.subject:12} {row.tool:36} {row.value:6.3f} s")
    return 0


def measure(document: Path = DOCUMENT) -> list[Row]:
    """Seconds from nothing to done."""
    bare = Row("", "bare Python", seconds("-c", "pass"), "s", "less", baseline=True)
    text = document.read_text("utf-8")
    base = f"from lofteNLP.pipeline.base import load_base; load_base()({text!r})"
    runs = {
        ("import", "lofteNLP"): ("-c", "import lofteNLP"),
        ("import", "spacy"): ("-c", "import spacy"),
        ("help", "lofteNLP, lofte --help"): ("-c", COMMAND, "--help"),
        ("help", "spacy --help"): ("-m", "spacy", "--help"),
        ("one document", "lofteNLP, lofte tag"): ("-c", COMMAND, "tag", str(document)),
        ("one document", "base model alone"): ("-c", base),
    }
    rows = [
        Row(subject, tool, seconds(*run), "s", "less", baseline=tool == "base model alone")
        for (subject, tool), run in runs.items()
    ]
    return [*rows, *(replace(bare, subject=subject) for subject in dict.fromkeys(row.subject for row in rows))]


def seconds(*arguments: str) -> float:
    """The median time of a Python process."""
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
        times.append(perf_counter() - start)
    return median(times)


if __name__ == "__main__":
    sys.exit(main())
