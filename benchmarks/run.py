"""All benchmarks, one after the other, to one page with tables and plots.

    python benchmarks/run.py -o results/ [NAME …]

Each benchmark is a process of its own, so that none profits from what another has loaded, and gives its rows with
`--json`. The page (README.md in the folder) names the machine, sets every tool beside ours and says where we are
behind; rows.json holds the same for programs. Peers that are not installed are missing from it:
pip install ".[all,benchmarks]".
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from report import machine, page
from rows import Row, from_json

HERE = Path(__file__).parent
BENCHMARKS = ("extraction", "pipeline", "batch", "search", "retrieval", "serving", "startup", "memory")
LONGEST = 2 * 60 * 60  # seconds that one benchmark may take


def main(arguments: Sequence[str] | None = None) -> int:
    """Run benchmarks and write the page; the status is 1 where one of them failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHMARKS)}; by default all")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the folder for page, plots and rows")
    options = parser.parse_args(arguments)
    if unknown := sorted({*options.names} - {*BENCHMARKS}):
        parser.error(f"no benchmark {unknown[0]!r}; there are {', '.join(BENCHMARKS)}")
    about = machine()  # before our own work loads it
    measured: dict[str, list[Row]] = {}
    failed: dict[str, str] = {}
    for name in options.names or BENCHMARKS:
        print(name, file=sys.stderr)
        try:
            measured[name] = rows_of(name)
        except (subprocess.SubprocessError, ValueError) as error:
            failed[name] = reason(error)
            print(f"  {failed[name]}", file=sys.stderr)
    write(options.output, measured, failed, about)
    return 1 if failed else 0


def rows_of(name: str) -> list[Row]:
    """Run a benchmark in a process of its own and give its rows."""
    run = [sys.executable, str(HERE / f"{name}.py"), "--json"]
    done = subprocess.run(run, check=True, capture_output=True, text=True, timeout=LONGEST)
    return from_json(done.stdout)


def reason(error: Exception) -> str:
    """Why a benchmark gave no rows, in a line.

    Examples
    --------
    >>> reason(subprocess.CalledProcessError(1, "", stderr="Traceback …\\nModuleNotFoundError: No module named 'x'\\n"))
    "ModuleNotFoundError: No module named 'x'"
    """
    if isinstance(error, subprocess.CalledProcessError):
        return (error.stderr.strip().splitlines() or [f"exit status {error.returncode}"])[-1]
    return f"took longer than {LONGEST} s" if isinstance(error, subprocess.TimeoutExpired) else str(error)


def write(folder: Path, measured: dict[str, list[Row]], failed: dict[str, str], about: Sequence[str]) -> None:
    """Write the page, the plots and the rows."""
    from plots import draw

    folder.mkdir(parents=True, exist_ok=True)
    pictures = {}
    for name, rows in measured.items():
        if rows:
            pictures[name] = f"{name}.png"
            draw(name, rows, folder / pictures[name])
    (folder / "README.md").write_text(page(measured, failed, pictures, about), "utf-8")
    plain = {name: [asdict(row) for row in rows] for name, rows in measured.items()}
    (folder / "rows.json").write_text(json.dumps(plain, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
