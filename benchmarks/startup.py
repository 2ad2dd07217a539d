"""Start-up: what importing, asking for help and tagging one document take beside a bare Python and a blank spaCy.

python benchmarks/startup.py [DOCUMENT] [--json]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from rows import Row, as_json

ROUNDS = 7
DOCUMENT = Path(__file__).parents[1] / "examples" / "avesta-krogkvallar.txt"
COMMAND = "import sys; sys.argv = ['lofte', *sys.argv[1:]]; from lofteNLP.cli import main; main()"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the median of several runs of each, in seconds and in bare Pythons."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("document", type=Path, nargs="?", default=DOCUMENT, help="to tag from a cold start")
    parser.add_argument("--json", action="store_true", help="print rows as JSON")
    options = parser.parse_args(arguments)
    rows = measure(options.document)
    if options.json:
        print(as_json(rows))
        return 0
    bare = rows[-1].value
    for row in rows:
        print(f"{row.tool:28} {row.value:6.2f} s  {row.value / bare:6.1f} x")
    return 0


def measure(document: Path = DOCUMENT) -> list[Row]:
    """Seconds from nothing to done."""
    runs = {
        "lofteNLP, import": ("-c", "import lofteNLP"),
        "lofteNLP, lofte --help": ("-c", COMMAND, "--help"),
        "lofteNLP, lofte tag": ("-c", COMMAND, "tag", str(document)),
        "spacy.blank": ("-c", "import spacy; spacy.blank('sv')('Polisen lovar att synas.')"),
        "bare Python": ("-c", "pass"),
    }
    return [Row("start-up", name, seconds(*run), "s", "less") for name, run in runs.items()]


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
