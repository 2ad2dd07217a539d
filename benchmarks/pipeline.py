"""What the components and the themes cost on top of the base model, in processor time.

    python benchmarks/pipeline.py [--runs 5] [CORPUS.jsonl …]

Reads the corpus' pledges (and its whole documents, as `nlp.pipe` would be given them) with the base model alone, with
the three components behind it, and with the themes behind those. Bars: the components add at most 20 % to the base
model's time, and the themes take at most 15 % of the whole.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # one core, and before numpy is imported
    os.environ.setdefault(threads, "1")

from lofteNLP.pipeline.anchors import find_anchors  # noqa: E402
from lofteNLP.pipeline.deadlines import find_matches  # noqa: E402
from lofteNLP.pipeline.mentions import find_mentions  # noqa: E402

COMPONENTS = ("lofte_actors", "lofte_quantities", "lofte_deadlines")
CORPUS = Path(__file__).parents[1] / "corpus" / "train.jsonl"


if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from lofteNLP.themes.classifier import ThemeClassifier


@dataclass(frozen=True, slots=True)
class Pledge:
    """A text, the heading it stands under, and the dates between which it holds."""

    text: str
    heading: str | None
    validity: tuple[str | None, str | None]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="*", type=Path, default=[CORPUS])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args(arguments)
    documents = [json.loads(line) for path in options.corpus for line in path.read_text("utf-8").splitlines()]
    pledges = [
        Pledge(" ".join(row["text"].split()), row["heading"], (document["valid_from"], document["valid_to"]))
        for document in documents
        for row in document["pledges"]
    ]
    wholes = [Pledge(row["text"], None, (row["valid_from"], row["valid_to"])) for row in documents]
    for title, texts in (("pledges", pledges), ("whole documents", wholes)):
        report(title, texts, options.runs)
    return 0


def report(title: str, texts: Sequence[Pledge], runs: int) -> None:
    """Print one table: median seconds and shares."""
    parse(models()[0], texts)  # what the tokenizer and the base forms remember is there for both
    measured = [timed(texts) for _ in range(runs)]
    medians = {stage: median(run[stage] for run in measured) for stage in measured[0]}
    added = median(run["with the components"] / run["base model"] - 1 for run in measured)
    share = median(run["themes"] / (run["with the components"] + run["themes"]) for run in measured)
    print(f"\n{len(texts)} {title}, {sum(len(t.text) for t in texts):,} characters, median of {runs} runs")
    for stage, seconds in medians.items():
        print(f"  {stage:<20} {seconds:8.2f} s  {len(texts) / seconds:9,.0f} texts/s")
    print(f"  the components add {added:.1%} to the base model's time (bar: 20 %)")
    print(f"  the themes take {share:.1%} of the whole (bar: 15 %)")


def timed(texts: Sequence[Pledge]) -> dict[str, float]:
    """Processor seconds of every stage, once over all texts."""
    nlp, classifier = models()
    seconds: dict[str, float] = {}
    with nlp.select_pipes(disable=COMPONENTS):
        _, seconds["base model"] = clocked(lambda: parse(nlp, texts))
    forget()
    docs, seconds["with the components"] = clocked(lambda: parse(nlp, texts))
    for name in COMPONENTS:
        forget()
        component = nlp.get_pipe(name)
        seconds[f"  {name}"] = clocked(lambda component=component: [component(doc) for doc in docs])[1]
    seconds["themes"] = clocked(lambda: classify(classifier, docs))[1]
    return seconds


def parse(nlp: Language, texts: Sequence[Pledge]) -> list[Doc]:
    """Run the pipeline over Docs that know their validity."""

    def made() -> Iterator[Doc]:
        for pledge in texts:
            doc = nlp.make_doc(pledge.text)
            doc._.validity = pledge.validity
            yield doc

    return list(nlp.pipe(made()))


def classify(classifier: ThemeClassifier, docs: Sequence[Doc]) -> None:
    """Give every text its themes, thirty in a call: as many pledges as a long document has."""
    from lofteNLP.themes.items import theme_input

    for first in range(0, len(docs), 30):
        classifier.predict([theme_input(doc, None) for doc in docs[first : first + 30]])


def forget() -> None:
    """Empty the caches of whole texts, so that no run profits from the one before."""
    for function in (find_mentions, find_anchors, find_matches):
        getattr(function, "cache_clear", lambda: None)()


@cache
def models() -> tuple[Language, ThemeClassifier]:
    """Load the pipeline and the classifier, and use them once: tables are read and patterns compiled at first use."""
    from lofteNLP.pipeline.base import load_base
    from lofteNLP.themes.store import load

    nlp, classifier = load_base(), load()
    for name in COMPONENTS:
        nlp.add_pipe(name)
    text = "Polisen genomför minst tio riktade drogrondningar tillsammans med kommunen senast i maj 2021."
    classify(classifier, parse(nlp, [Pledge(text, None, (None, None))]))
    return nlp, classifier


def clocked(work: Callable[[], object]) -> tuple:
    """What the work gives, and the processor seconds it takes."""
    start = time.process_time()
    result = work()
    return result, time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
