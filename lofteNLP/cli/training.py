"""`lofte train`, `evaluate` and `review`: the theme model, measured and bettered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from lofteNLP.cli.output import EXISTING, PATH, complaints, say

TRUST = click.option("--trust", is_flag=True, help="Load DIR though it is not shipped: that runs code that lies in it.")


@click.command()
@click.argument("corpus", type=EXISTING)
@click.option(
    "-o",
    "--output",
    type=PATH,
    default="models/themes",
    show_default=True,
    metavar="MODEL_DIR",
    help="The model's folder.",
)
def train(corpus: Path, output: Path) -> None:
    """Train the theme model on a labelled corpus.

    \b
    Example:
      lofte train corpus/ -o models/themes
    """
    from lofteNLP.themes import training

    _figures(lambda: training.train(corpus, output))


@click.command()
@click.argument("corpus", type=EXISTING)
@click.option("--model", type=EXISTING, metavar="DIR", help="By default the shipped one.")
@TRUST
def evaluate(corpus: Path, model: Path | None, trust: bool) -> None:
    """Measure the theme model on a labelled corpus.

    \b
    Examples:
      lofte evaluate corpus/
      lofte evaluate my-corpus.jsonl --model my-model --trust
    """
    from lofteNLP.themes import evaluation

    _figures(lambda: evaluation.evaluate(corpus, model, trust=trust))


@click.group()
def review() -> None:
    """Have the pledges that the theme model is least sure of corrected in Label Studio or doccano.

    \b
    Example:
      lofte review export pledges.jsonl -o tasks.json --count 50
      lofte review read tasks-corrected.json pledges.jsonl
    """


@review.command("export")
@click.argument("records", type=EXISTING)
@click.option("-o", "--output", type=PATH, required=True, metavar="FILE", help="The file for the labelling tool.")
@click.option(
    "--tool", type=click.Choice(["label-studio", "doccano"]), default="label-studio", show_default=True, help="Format."
)
@click.option("--count", type=click.IntRange(min=1), default=100, show_default=True, help="How many pledges at most.")
@click.option("--model", type=EXISTING, metavar="DIR", help="By default the shipped one.")
@TRUST
def review_export(records: Path, output: Path, tool: str, count: int, model: Path | None, trust: bool) -> None:
    """Write the least certain pledges of RECORDS (JSON Lines of `lofte tag`, or a corpus) as tasks.

    \b
    Example:
      lofte review export pledges.jsonl -o tasks.json --count 50
    """
    from lofteNLP.themes.review import export

    with complaints():
        written = export(records, output, format=tool, count=count, model=model, trust=trust)
    say(f"wrote {written}")


@review.command("read")
@click.argument("corrected", type=EXISTING)
@click.argument("records", type=EXISTING)
def review_read(corrected: Path, records: Path) -> None:
    """Put CORRECTED pledges back into a corpus made of RECORDS, beside the corrected file.

    \b
    Example:
      lofte review read tasks-corrected.json pledges.jsonl
    """
    from lofteNLP.themes.review import read_back

    with complaints():
        written = read_back(corrected, records)
    say(f"wrote {written}")


def _figures(measure: Callable[[], dict[str, Any]]) -> None:
    """Print what a training or evaluation returns."""
    from lofteNLP.console import print_figures

    with complaints():
        figures = measure()
    print_figures(figures)
