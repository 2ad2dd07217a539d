"""Start-up: what importing, asking for help and tagging one document take beside a bare Python.

python benchmarks/startup.py DOCUMENT
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

ROUNDS = 7
COMMAND = "import sys; sys.argv = ['lofte', *sys.argv[1:]]; from lofteNLP.cli import main; main()"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the median of several runs of each, in seconds and in bare Pythons."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("document", type=Path, help="a document to tag from a cold start")
    document = parser.parse_args(arguments).document
    bare = seconds("-c", "pass")
    runs = {
        "import lofteNLP": ("-c", "import lofteNLP"),
        "lofte --help": ("-c", COMMAND, "--help"),
        "lofte tag": ("-c", COMMAND, "tag", str(document)),
    }
    print(f"{'python -c pass':16} {bare:6.2f} s")
    for name, run in runs.items():
        taken = seconds(*run)
        print(f"{name:16} {taken:6.2f} s  {taken / bare:6.1f} x")
    return 0


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
