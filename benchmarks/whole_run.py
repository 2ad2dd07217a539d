"""The whole run (read, cut, parse, find values and themes, record) beside the base pipeline over the documents' texts.

    python benchmarks/whole_run.py [--runs 7] FILE_OR_FOLDER …

Both in one process and by turns, so that whatever slows the machine slows both; the texts are as if never seen, the
words and tables are in memory. Bar: the whole run reaches at least 0.75 of the base pipeline's speed.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # one core, and before numpy is imported
    os.environ.setdefault(threads, "1")

from lofteNLP.documents import find  # noqa: E402
from lofteNLP.pipeline.anchors import find_anchors  # noqa: E402
from lofteNLP.pipeline.deadlines import find_matches  # noqa: E402
from lofteNLP.pipeline.frequencies import find_frequencies  # noqa: E402
from lofteNLP.pipeline.mentions import find_mentions  # noqa: E402
from lofteNLP.pipeline.numerals import find_numbers  # noqa: E402
from lofteNLP.pipeline.validity import section_period  # noqa: E402
from lofteNLP.pledges.features import matching, words_above, words_of  # noqa: E402
from lofteNLP.pledges.zones import zone_of  # noqa: E402
from lofteNLP.schema import Document  # noqa: E402

OF_TEXTS = (
    *(find_anchors, find_frequencies, find_matches, find_mentions, find_numbers),
    *(section_period, matching, words_above, words_of, zone_of),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args(arguments)
    whole_run(list(find(options.paths)), options.runs)
    return 0


def whole_run(paths: Sequence[Path], runs: int) -> None:
    """Print the seconds of both, and their ratio, medians of so many turns after a first one."""
    import lofteNLP
    from lofteNLP.pipeline.base import load_base

    tagger, base = lofteNLP.load(), load_base()
    texts = [document.text for document in tagger.pipe(paths) if isinstance(document, Document)]

    def tag() -> None:
        for document in tagger.pipe(paths):
            if isinstance(document, Document):
                json.dumps(document.to_dict(), ensure_ascii=False)

    turns = []
    for _ in range(runs + 1):
        forget()
        turns.append((seconds(tag), seconds(lambda: deque(base.pipe(texts), maxlen=0))))
    print(f"\n{len(texts)} documents, {sum(map(len, texts)):,} characters, medians of {runs} turns")
    print(f"  {'':<16} whole run   base over the texts   ratio of speeds (bar: 0.75)")
    for number, clock in enumerate(("processor time", "wall time")):
        own = [whole[number] for whole, _ in turns[1:]]
        bare = [alone[number] for _, alone in turns[1:]]
        ratio = median(alone / whole for whole, alone in zip(own, bare, strict=True))
        print(f"  {clock:<16} {median(own):7.2f} s   {median(bare):7.2f} s             {ratio:.2f}")


def whole_run_of(documents: Sequence[dict[str, Any]], runs: int) -> None:
    """The same for a corpus' documents, from the files that they were read from."""
    with tempfile.TemporaryDirectory() as folder:
        for row in documents:
            (Path(folder) / f"{row['document']}.{row['format']}").write_text(row["raw"], encoding="utf-8")
        whole_run(sorted(Path(folder).iterdir()), runs)


def seconds(task: Callable[[], object]) -> tuple[float, float]:
    """Processor and wall seconds of a task."""
    processor, wall = process_time(), perf_counter()
    task()
    return process_time() - processor, perf_counter() - wall


def forget() -> None:
    """Empty the caches of whole texts, so that no run profits from the one before."""
    for function in OF_TEXTS:
        function.cache_clear()


if __name__ == "__main__":
    sys.exit(main())
