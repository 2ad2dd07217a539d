"""`lofte index`: records into a search index."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lofteNLP.cli.output import PATH, say

if TYPE_CHECKING:
    from lofteNLP.records import PledgeRecord
    from lofteNLP.schema import Document
    from lofteNLP.search.writing import Counts, Writer

STDIN = Path("-")
RECORDS = click.Path(path_type=Path, exists=True, allow_dash=True)


@click.command(short_help="Put records into a search index.")
@click.argument("records", nargs=-1, type=RECORDS, metavar="RECORDS...")
@click.option("-o", "--output", type=PATH, required=True, metavar="INDEX", help="The index's folder, old or new.")
@click.option("--sync", is_flag=True, help="Take out the documents that are not among RECORDS.")
@click.option("--remove", multiple=True, metavar="DOCUMENT", help="Take this document out; repeatable.")
@click.option(
    "--commit-every",
    type=click.IntRange(min=1),
    default=100_000,
    show_default=True,
    metavar="N",
    help="Make permanent after so many pledges.",
)
def index(records: tuple[Path, ...], output: Path, sync: bool, remove: tuple[str, ...], commit_every: int) -> None:
    """Put RECORDS of `lofte tag` into the index in the folder INDEX, which is made where there is none.

    RECORDS are pledges or whole documents: .jsonl, .parquet or .csv files, folders of part files as Spark writes, or
    "-", JSON Lines on standard input. Pledges of one document must stand together. A document that is in the index
    already is replaced if it changed, and passed over if not.

    What is committed stays, also when the rest fails or is interrupted; run the same command again, and it goes on from
    there. Others can search the index meanwhile.

    \b
    Examples:
      lofte tag folder/ --documents -o records.jsonl && lofte index records.jsonl -o my-index
      lofte tag folder/ | lofte index - -o my-index
      lofte index --remove ale-2021 -o my-index
    """
    if not records and (sync or not remove):
        raise click.UsageError("name RECORDS to put in, or a document to --remove.")
    from lofteNLP.search.writing import Writer

    try:
        with Writer(output, commit_every=commit_every, committed=_say_committed) as writer:
            for name in remove:
                if not writer.remove(name):
                    say(f"lofte: {name}: no such document in {output}; nothing to remove")
            for path in records:
                _add(writer, path)
            if sync:
                writer.remove_others()
    except (ModuleNotFoundError, ValueError) as error:
        raise click.ClickException(str(error)) from error


def _add(writer: Writer, path: Path) -> None:
    from lofteNLP.search.writing import OrderError

    try:
        writer.add(_read(path))
    except OrderError as error:
        raise click.ClickException(f"{path}: {error}") from error


def _read(path: Path) -> Iterator[Document | PledgeRecord]:
    from lofteNLP.records.inputs import read_any, read_any_lines

    return read_any_lines(sys.stdin.buffer, "standard input") if path == STDIN else read_any(path)


def _say_committed(counts: Counts) -> None:
    names = ("added", "replaced", "unchanged", "removed")
    done = [f"{number} {name}" for name in names if (number := getattr(counts, name))]
    say(f"lofte: committed {counts.pledges} pledges; documents: {', '.join(done) or 'none'}")
