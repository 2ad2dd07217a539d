"""Figures of the cutting stage: its share of the time of tagging, and how much running prose it takes for pledges.

python benchmarks/cutting.py TREEBANK.conllu DOCUMENT.txt …

The first figure is measured on the documents, the second on the sentences of the treebank, set in paragraphs of ten.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from lofteNLP import load
from lofteNLP.documents import read, read_bytes
from lofteNLP.pledges.segment import cut
from lofteNLP.tagger import Tagger

PARAGRAPH = 10
ROUNDS = 5


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("treebank", type=Path, help="sentences in CoNLL-U, their text in `# text` lines")
    parser.add_argument("documents", type=Path, nargs="*", help="documents to measure time on")
    options = parser.parse_args(arguments)
    tagger = load()
    if options.documents:
        cutting, whole = times(tagger, options.documents)
        print(f"reading and cutting: {cutting:.2f} s of {whole:.2f} s ({cutting / whole:.1%})")
    sentences = sentences_of(options.treebank)
    pledges = pledges_in_prose(tagger, sentences)
    print(f"pledges in running prose: {len(pledges)} of {len(sentences)} sentences")
    for text in pledges:
        print(f"  {text}")
    return 0


def times(tagger: Tagger, documents: Sequence[Path]) -> tuple[float, float]:
    """Seconds for reading and cutting, and for reading and tagging, the best of several rounds after a first one."""
    best = [float("inf"), float("inf")]
    for number in range(ROUNDS + 1):
        start = perf_counter()
        for path in documents:
            cut(read(path), tagger.detector)
        between = perf_counter()
        for path in documents:
            tagger.tag(path)
        end = perf_counter()
        if number:
            best = [min(best[0], between - start), min(best[1], end - between)]
    return best[0], best[1]


def sentences_of(treebank: Path) -> list[str]:
    """The sentences of a CoNLL-U file."""
    lines = treebank.read_text(encoding="utf-8").splitlines()
    return [line.partition("=")[2].strip() for line in lines if line.startswith("# text =")]


def pledges_in_prose(tagger: Tagger, sentences: Sequence[str]) -> list[str]:
    """What comes out as pledges of sentences set in paragraphs."""
    paragraphs = [" ".join(sentences[at : at + PARAGRAPH]) for at in range(0, len(sentences), PARAGRAPH)]
    source = read_bytes("\n\n".join(paragraphs).encode(), "prose.txt")
    return [pledge.text for pledge in cut(source, tagger.detector)[0]]


if __name__ == "__main__":
    raise SystemExit(main())
