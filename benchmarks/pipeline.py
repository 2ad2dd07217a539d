"""What the components and the themes cost on top of the base model, in processor time.

    python benchmarks/pipeline.py [--runs 5] [--json] [CORPUS.jsonl …]

Reads the corpus' pledges (and its whole documents, as `nlp.pipe` would be given them) with the base model alone, with
the three components behind it, and with the themes behind those. Bars: the components add at most 20 % to the base
model's time, and the themes take at most 15 % of the whole. Last it sets the whole run beside the base model, as
whole_run.py does.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # one core, and before numpy is imported
    os.environ.setdefault(threads, "1")

from lofteNLP.themes.items import theme_input  # noqa: E402
from rows import OURS, Row, as_json  # noqa: E402
from whole_run import forget, whole_run_of  # noqa: E402

COMPONENTS = ("lofte_actors", "lofte_quantities", "lofte_deadlines")
PLEDGES = 30  # in a long document; its themes are told in one call
CORPUS = Path(__file__).parents[1] / "corpus" / "train.jsonl"


if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from lofteNLP.schema import Theme
    from lofteNLP.themes.classifier import ThemeClassifier
    from lofteNLP.themes.items import ThemeInput


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
    parser.add_argument("--json", action="store_true", help="print rows as JSON")
    options = parser.parse_args(arguments)
    documents = [json.loads(line) for path in options.corpus for line in path.read_text("utf-8").splitlines()]
    pledges = [
        Pledge(" ".join(row["text"].split()), row["heading"], (document["valid_from"], document["valid_to"]))
        for document in documents
        for row in document["pledges"]
    ]
    if options.json:
        print(as_json(measure(pledges, options.runs)))
        return 0
    wholes = [Pledge(row["text"], None, (row["valid_from"], row["valid_to"])) for row in documents]
    for title, texts in (("pledges", pledges), ("whole documents", wholes)):
        report(title, texts, options.runs)
    tagging([document["text"] for document in documents])
    whole_run_of(documents, options.runs)
    return 0


def measure(pledges: Sequence[Pledge], runs: int) -> list[Row]:
    """Pledges a second with a blank pipeline, with the base model, and with what stands behind that; medians."""
    import spacy

    blank = spacy.blank("sv")
    texts = [pledge.text for pledge in pledges]
    measured: dict[str, list[float]] = {}
    for run in range(runs + 1):
        start = time.process_time()
        deque(blank.pipe(texts), maxlen=0)
        seconds = {"spacy.blank, tokens alone": time.process_time() - start}
        stages = timed(pledges)
        seconds["base model alone"] = stages["base model"]
        seconds["lofteNLP, actors, quantities, deadlines"] = sum(stages.values()) - stages["themes"]
        seconds["lofteNLP, and themes"] = sum(stages.values())
        for tool, taken in seconds.items() if run else ():  # the first sees every word for the first time
            measured.setdefault(tool, []).append(len(texts) / taken)
    return [
        Row("reading pledges", tool, median(speeds), "pledges/s", "more", baseline=not tool.startswith(OURS))
        for tool, speeds in measured.items()
    ]


def tagging(texts: Sequence[str]) -> None:
    """Print what share of tagging documents from beginning to end goes to the themes."""
    import lofteNLP

    tagger = lofteNLP.load()
    predict, seconds = tagger.classifier.predict, 0.0

    def timed_predict(items: Sequence[ThemeInput]) -> list[list[Theme]]:
        nonlocal seconds
        start = time.process_time()
        themes = predict(items)
        seconds += time.process_time() - start
        return themes

    tagger.tag(texts[0])
    tagger.classifier.predict = timed_predict
    start = time.process_time()
    for text in texts:
        tagger.tag(text)
    whole = time.process_time() - start
    print(f"\n{len(texts)} documents tagged from beginning to end in {whole:.2f} s")
    print(f"  the themes take {seconds / whole:.1%} of it (bar: 15 %)")


def report(title: str, texts: Sequence[Pledge], runs: int) -> None:
    """Print one table: the first run, which sees every word for the first time, and the median of the others."""
    measured = [timed(texts) for _ in range(runs + 1)]
    print(f"\n{len(texts)} {title}, {sum(len(text.text) for text in texts):,} characters")
    print(f"  {'':<20} first run   median of {runs} more")
    for stage in measured[0]:
        print(f"  {stage:<20} {measured[0][stage]:7.2f} s   {median(run[stage] for run in measured[1:]):7.2f} s")
    added = [sum(run[name] for name in COMPONENTS) / run["base model"] for run in measured]
    share = [run["themes"] / sum(run.values()) for run in measured]
    print(f"  the components add   {added[0]:7.1%}     {median(added[1:]):7.1%}   of the base model's time (bar: 20 %)")
    print(f"  the themes take      {share[0]:7.1%}     {median(share[1:]):7.1%}   of the whole (bar: 15 %)")


def timed(texts: Sequence[Pledge]) -> dict[str, float]:
    """Processor seconds of every stage, in one pass, so that whatever slows the machine slows all of them alike."""
    nlp, classifier = models()
    forget()
    seconds = dict.fromkeys(("base model", *COMPONENTS, "themes"), 0.0)
    components = [(name, nlp.get_pipe(name)) for name in COMPONENTS]
    batch: list[Doc] = []
    mark = time.process_time()

    def lap(stage: str) -> None:
        nonlocal mark
        now = time.process_time()
        seconds[stage] += now - mark
        mark = now

    with nlp.select_pipes(disable=COMPONENTS):
        for pledge, doc in zip(texts, nlp.pipe([text.text for text in texts], batch_size=64), strict=True):
            doc._.validity = pledge.validity
            lap("base model")
            for name, component in components:
                component(doc)
                lap(name)
            batch.append(doc)
            if len(batch) == PLEDGES or pledge is texts[-1]:
                classifier.predict([theme_input(doc, None) for doc in batch])
                batch.clear()
                lap("themes")
    return seconds


@cache
def models() -> tuple[Language, ThemeClassifier]:
    """Load the pipeline and the classifier, and use them once: tables are read and patterns compiled at first use."""
    from lofteNLP.pipeline.base import load_base
    from lofteNLP.themes.store import load

    nlp, classifier = load_base(), load()
    for name in COMPONENTS:
        nlp.add_pipe(name)
    text = "Polisen genomför minst tio riktade drogrondningar tillsammans med kommunen senast i maj 2021."
    classifier.predict([theme_input(nlp(text), None)])
    return nlp, classifier


if __name__ == "__main__":
    sys.exit(main())
