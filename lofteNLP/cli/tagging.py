"""`lofte tag` and `lofte show`: files in, records, a table or a page out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from lofteNLP.cli.output import PATH, SOME_FAILED, format_for, say, target

if TYPE_CHECKING:
    from lofteNLP.console import Work
    from lofteNLP.records import Format
    from lofteNLP.schema import Document
    from lofteNLP.tagger import Tagger

STDIN = Path("-")


@click.command(short_help="Find the pledges in files and folders.")
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PATH...")
@click.option("-o", "--output", type=PATH, metavar="FILE", help="Write here; the file appears whole or not at all.")
@click.option("--documents", is_flag=True, help="Write a record a document, with its text, not a record a pledge.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "parquet", "csv"]),
    help="Format of the records; by default that of FILE's suffix, else jsonl.",
)
def tag(paths: tuple[Path, ...], output: Path | None, documents: bool, form: Format | None) -> int:
    """Find the pledges in files and folders (.html, .pdf, .docx, .txt), or in standard input ("-").

    A terminal gets a table, a pipe or file gets records.

    \b
    Examples:
      lofte tag examples/
      lofte tag examples/ -o pledges.parquet
      lofte tag loften.pdf --documents | head -n 1
    """
    output = None if output == STDIN else output
    form = form or format_for(output)
    table = output is None and form is None and not documents and sys.stdout.isatty()
    if form in ("parquet", "csv") and output is None and sys.stdout.isatty():
        raise click.UsageError(f"{form} is not for a terminal; give a file with -o, or a pipe.")
    inputs = Inputs(paths)
    with target(output) as file, inputs.tagged() as tagged:
        if table:
            from lofteNLP.console import print_pledges

            collected = list(tagged)  # printed when the progress bar is gone
        else:
            _write(tagged, documents, file, form or "jsonl")
    if table:
        print_pledges(collected)
    return inputs.status


@click.command(short_help="Show documents with every span highlighted.")
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="FILE...")
@click.option("-o", "--output", type=PATH, required=True, metavar="PAGE", help="The HTML page to write.")
def show(paths: tuple[Path, ...], output: Path) -> int:
    """Write one self-contained page with the documents and every span highlighted.

    \b
    Example:
      lofte show examples/ -o page.html
    """
    from lofteNLP.page import page

    inputs = Inputs(paths)
    with target(output) as file, inputs.tagged() as tagged:
        file.write(page(tagged).encode(errors="backslashreplace"))  # file names need not be UTF-8
    return inputs.status


class Inputs:
    """The files of a run: found, tagged, and those that failed named on standard error."""

    def __init__(self, paths: tuple[Path, ...]) -> None:
        if STDIN in paths and len(paths) > 1:
            raise click.UsageError("standard input (-) cannot be mixed with files.")
        self.paths = paths
        self.status = 0

    @contextmanager
    def tagged(self) -> Iterator[Iterator[Document]]:
        """Give the tagged documents as they come, with a progress bar; afterwards `status` is known."""
        from lofteNLP.console import working

        files = self._files()
        tagger = _load()
        with working(len(files)) as work:
            yield self._stdin(tagger, work) if files == [STDIN] else self._each(tagger, files, work)

    def _files(self) -> list[Path]:
        from lofteNLP.documents import find

        found: list[Path] = []
        for path in self.paths:
            files = list(find([path]))
            if not files:
                self._fail(path, "no .html, .htm, .pdf, .docx or .txt file in this folder; check the path", say)
            found += files
        return found

    def _each(self, tagger: Tagger, files: list[Path], work: Work) -> Iterator[Document]:
        from lofteNLP.schema import Document

        for path, result in zip(files, tagger.pipe(files), strict=True):
            if isinstance(result, Document):
                yield result
            else:
                self._fail(result.path, result.reason, work.say)
            work.advance(path.name)

    def _stdin(self, tagger: Tagger, work: Work) -> Iterator[Document]:
        from lofteNLP.documents import ReadError, read_bytes

        try:
            yield tagger.tag_source(read_bytes(sys.stdin.buffer.read(), "-"))
        except ReadError as error:
            self._fail("standard input", error.reason, work.say)

    def _fail(self, path: Path | str, reason: str, say: Callable[[str], None]) -> None:
        say(f"lofte: {path}: {reason}")
        self.status = SOME_FAILED


def _load() -> Tagger:
    import lofteNLP

    try:
        return lofteNLP.load()
    except FileNotFoundError as error:  # a model is missing; the message says how to make it
        raise click.ClickException(str(error)) from error


def _write(tagged: Iterable[Document], documents: bool, file: BinaryIO, form: Format) -> None:
    from lofteNLP.records import PledgeRecord, pledge_records, write
    from lofteNLP.schema import Document

    if documents:
        write(tagged, Document, file, form)
    else:
        write((record for document in tagged for record in pledge_records(document)), PledgeRecord, file, form)
