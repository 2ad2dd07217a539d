"""Memory: the most that a process held at once, for a bare Python, a blank pipeline, and a tagger at work.

python benchmarks/memory.py [--json]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from rows import OURS, Row, as_json

EXAMPLES = Path(__file__).parents[1] / "examples"
PEAK = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
PROGRAMS = {
    "bare Python": "pass",
    "base model loaded": "from lofteNLP.pipeline.base import load_base; load_base()",
    "spacy.blank": "import spacy; spacy.blank('sv')('Polisen lovar att synas.')",
    "lofteNLP, tagger loaded": "import lofteNLP; lofteNLP.load()",
    "lofteNLP, documents tagged": (
        "import lofteNLP, pathlib, sys; t = lofteNLP.load(); [t.tag(p) for p in pathlib.Path(sys.argv[1]).iterdir()]"
    ),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print rows as JSON")
    options = parser.parse_args(arguments)
    rows = measure()
    print(as_json(rows) if options.json else "\n".join(f"{row.tool:28} {row.value:7.0f} MB" for row in rows))
    return 0


def measure() -> list[Row]:
    """The peak of each program, in megabytes."""
    return [
        Row("most memory at once", name, peak(program), "MB", "less", baseline=not name.startswith(OURS))
        for name, program in PROGRAMS.items()
    ]


def peak(program: str) -> float:
    """The most memory that a Python program held, in megabytes."""
    run = [sys.executable, "-c", f"{program}\n{PEAK}", str(EXAMPLES)]
    return float(subprocess.run(run, check=True, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    sys.exit(main())
