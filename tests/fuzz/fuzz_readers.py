"""Fuzz a reader, the cutter or the whole flow for a while: python tests/fuzz/fuzz_readers.py html --seconds 600

Needs atheris (Linux). Inputs that crash, take more than ten seconds or 1.5 GB are left in the folder `findings`
of the working folder; a smaller one that does the same belongs in tests/fuzz/crashes/TARGET/ when the bug is mended.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
from pathlib import Path

from fuzz_targets import TARGETS, dictionary

ROOT = Path(__file__).parents[2]
SECONDS_AN_INPUT = 10
MEGABYTES = 1536


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--work", type=Path, default=Path("findings"), help="The corpus grows and findings lie here.")
    parser.add_argument("--libfuzzer", nargs="*", help=argparse.SUPPRESS)  # given to the child
    arguments = parser.parse_args()
    if arguments.libfuzzer is not None:
        fuzz(arguments.target, arguments.libfuzzer)
    else:
        supervise(arguments.target, arguments.seconds, arguments.work)


def supervise(target: str, seconds: int, work: Path) -> None:
    """libFuzzer ends at a finding: start it anew until the time is up, and add up what it did."""
    from seeds import seeds

    corpus, found = work / target / "corpus", work / target / "found"
    for folder in (corpus, found):
        folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(target)):
        (corpus / f"seed-{number:03}").write_bytes(seed)
    end = time.monotonic() + seconds
    executions = 0
    while (left := int(end - time.monotonic())) > 0:
        options = [
            f"-max_total_time={left}",
            f"-timeout={SECONDS_AN_INPUT}",
            f"-rss_limit_mb={MEGABYTES}",
            "-max_len=20000",
            f"-dict={dictionary(target)}",
            f"-artifact_prefix={found}/",
            "-print_final_stats=1",
            str(corpus),
        ]
        command = [sys.executable, __file__, target, "--libfuzzer", *(f"={option}" for option in options)]
        done = subprocess.run(command, capture_output=True, cwd=ROOT)
        log = done.stderr.decode(errors="replace")
        (work / target / "last.log").write_text(log)
        executions += executed(log)
        if done.returncode == 0:
            break
        print("\n".join(line for line in log.splitlines() if "Test unit written" in line), flush=True)
    print(f"{target}: {executions:,} executions, {len(list(found.iterdir()))} findings in {found}")


def executed(log: str) -> int:
    """How many inputs a run of libFuzzer tried, by its last word on that."""
    counts = re.findall(r"^#(\d+)\b|number_of_executed_units: (\d+)", log, re.M)
    return max((int(a or b) for a, b in counts), default=0)


def fuzz(target: str, options: list[str]) -> None:
    """Be the child: instrument the package, then let libFuzzer choose the inputs."""
    import atheris
    from seeds import seeds

    run = TARGETS[target]
    with atheris.instrument_imports(include=["lofteNLP"]):
        for seed in seeds(target):  # imports the reader, which is instrumented on the way
            run(seed)
    atheris.Setup([sys.argv[0], *(option.removeprefix("=") for option in options)], run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
