"""Where a command writes: a file that appears whole, standard output, or messages on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

if TYPE_CHECKING:
    from lofteNLP.records import Format

SOME_FAILED = 1
PIPE_CLOSED = 141  # what a program gets that is ended by SIGPIPE
PATH = click.Path(path_type=Path)
STDIN = Path("-")
EXISTING = click.Path(path_type=Path, exists=True)


def format_for(output: Path | None) -> Format | None:
    """Tell the format from the output's suffix; no output tells nothing."""
    from lofteNLP.records import format_of

    if output is None:
        return None
    form = format_of(output)
    if form is None:
        raise click.UsageError(
            f"{output}: the suffix tells no format; end it in .jsonl, .parquet or .csv, or give --format."
        )
    return form


@contextmanager
def target(output: Path | None) -> Iterator[BinaryIO]:
    """Open the output file, or standard output."""
    if output is None:
        with _pipe() as pipe:
            yield pipe
        return
    from lofteNLP.records import whole_file

    check_place(output)
    with whole_file(output) as file:
        yield file


def check_place(output: Path) -> None:
    """Raise UsageError where there can be no such file, before any work is done for it."""
    if not output.parent.is_dir() or output.is_dir():
        problem = "this is a folder" if output.is_dir() else "its folder does not exist; make it first"
        raise click.UsageError(f"cannot write {output}: {problem}.")


@contextmanager
def _pipe() -> Iterator[BinaryIO]:
    """Give standard output; where its reader went away (`| head`), end quietly."""
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Python flushes standard output once more at the end: let that go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(PIPE_CLOSED)


@contextmanager
def complaints() -> Iterator[None]:
    """Turn what a training, evaluation or review says of its input into a message."""
    try:
        yield
    except (FileNotFoundError, ValueError) as error:
        raise click.ClickException(str(error)) from error


def say(message: str) -> None:
    """Tell the user something, on standard error."""
    from lofteNLP.wording import visible

    print(visible(message), file=sys.stderr)
