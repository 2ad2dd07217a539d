"""`lofte tag -o`: a run with a ledger beside its output."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lofteNLP.cli.output import SOME_FAILED, check_place, format_for, say

if TYPE_CHECKING:
    from types import FrameType

    from lofteNLP.batch import Ledger, Order, Summary
    from lofteNLP.records import Format
    from lofteNLP.tagger import Tagger

TERMINATED = 143  # what a program gets that is ended by SIGTERM
TIMEOUT = 300.0  # seconds; the largest files that are read at all take one or two minutes


@dataclass(frozen=True, slots=True)
class Wishes:
    """The options of `lofte tag` as given; None where they were not."""

    documents: bool
    form: Format | None
    jobs: int | None
    timeout: float | None
    failures: Path | None
    resume: bool
    retry_failed: bool


def tag_to_file(paths: list[Path], output: Path, wishes: Wishes) -> int:
    """Tag into a file what its ledger does not have; give the exit status."""
    from lofteNLP.batch import Ledger, LedgerError, NoWorkers, Run
    from lofteNLP.console import working
    from lofteNLP.tagger import shipped_version

    check_place(output)
    order = None if wishes.resume else new_order(output, wishes)
    try:
        with Ledger(Path(f"{output}.ledger")) as ledger:
            if ledger.renewed:
                say(f"lofte: {ledger.path}: was written by another version of lofteNLP; everything is tagged anew")
            if order is None:
                paths, order = unfinished(ledger, output, wishes)
            run = Run(ledger, load_tagger, shipped_version())
            with terminable(), working() as work:
                run.tag(paths, order, wishes.retry_failed, work)
                run.write(output, order, lambda failure: work.say(f"lofte: {failure.path}: {failure.reason}"))
    except (LedgerError, NoWorkers, FileNotFoundError) as error:
        raise click.ClickException(str(error)) from error
    say(f"lofte: {told(run.summary, output)}")
    return SOME_FAILED if run.summary.failed else 0


def new_order(output: Path, wishes: Wishes) -> Order:
    """Make an order of the wishes of somebody who named paths."""
    from lofteNLP.batch import Order

    failures = wishes.failures or output.with_name("failures.jsonl")
    check_place(failures)
    if failures.resolve() == output.resolve():
        raise click.UsageError(
            f"{failures}: failures and records cannot go to the same file; name one with --failures."
        )
    form = wishes.form or format_for(output)
    assert form is not None  # an output without a format is refused
    return Order(wishes.documents, form, wishes.jobs or 1, wishes.timeout or TIMEOUT, str(failures))


def unfinished(ledger: Ledger, output: Path, wishes: Wishes) -> tuple[list[Path], Order]:
    """Give paths and order of the run that was broken off, with the processes and time that are wished now."""
    from lofteNLP.batch import Order

    found = ledger.unfinished()
    if found is None:
        raise click.ClickException(f"{ledger.path}: no run was broken off; name the files to tag")
    folder, paths, options = found
    if Path(folder) != Path.cwd():
        raise click.ClickException(f"{output}: the run was started in {folder}; give the command there")
    order = Order(**options)
    return [Path(path) for path in paths], replace(
        order, jobs=wishes.jobs or order.jobs, timeout=wishes.timeout or order.timeout
    )


def told(summary: Summary, output: Path) -> str:
    """Tell in a line what a run did.

    Examples
    --------
    >>> from lofteNLP.batch import Summary
    >>> told(Summary(inputs=30, tagged=2, failed=1), Path("out.jsonl"))
    '30 files: 2 new, 28 as before, 1 failed; wrote out.jsonl'
    """
    known = summary.inputs - summary.tagged - summary.unread
    counts = f"{summary.inputs} files: {summary.tagged} new, {known} as before, {summary.failed} failed"
    kept = summary.unread == summary.inputs
    return f"{counts}; " + (f"none could be opened, {output} stays as it was" if kept else f"wrote {output}")


def load_tagger() -> Tagger:
    """Load the shipped models; called in every worker."""
    import lofteNLP

    return lofteNLP.load()


@contextmanager
def terminable() -> Iterator[None]:
    """Leave things in order when the run is interrupted (Ctrl-C) or terminated (SIGTERM), and say how to go on."""

    def terminate(number: int, frame: FrameType | None) -> None:
        sys.exit(TERMINATED)

    before = signal.signal(signal.SIGTERM, terminate)
    try:
        yield
    except (KeyboardInterrupt, SystemExit):
        say("lofte: broken off; the same command goes on where it stopped")
        raise
    finally:
        signal.signal(signal.SIGTERM, before)
