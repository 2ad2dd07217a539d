"""`lofte tag` and `lofte show`: files in, records, a table or a page out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from lofteNLP.cli.batch import TIMEOUT, Wishes, load_tagger, tag_to_file
from lofteNLP.cli.output import PATH, SOME_FAILED, STDIN, say, target

if TYPE_CHECKING:
    from lofteNLP.console import Work
    from lofteNLP.records import Format
    from lofteNLP.schema import Document
    from lofteNLP.tagger import Failure


@click.command(short_help="Find the pledges in files and folders.")
@click.argument("paths", nargs=-1, type=PATH, metavar="PATH...")
@click.option("-o", "--output", type=PATH, metavar="FILE", help="Write here; the file appears whole or not at all.")
@click.option("--documents", is_flag=True, help="Write a record a document, with its text, not a record a pledge.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "parquet", "csv"]),
    help="Format of the records; by default that of FILE's suffix, else jsonl.",
)
@click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="Processes that tag, half a gigabyte each; 1 if not given."
)
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    metavar="SECONDS",
    help=f"What takes longer than this fails, with -o or --jobs; {TIMEOUT} if not given.",
)
@click.option(
    "--failures", type=PATH, metavar="FILE", help="With -o: where failures go; failures.jsonl beside it if not given."
)
@click.option("--resume", is_flag=True, help="With -o and no PATH: go on with the run that was broken off.")
@click.option("--retry-failed", is_flag=True, help="With -o: try again what failed in an earlier run.")
def tag(
    paths: tuple[Path, ...],
    output: Path | None,
    documents: bool,
    form: Format | None,
    jobs: int | None,
    timeout: float | None,
    failures: Path | None,
    resume: bool,
    retry_failed: bool,
) -> int:
    """Find the pledges in files and folders (.html, .pdf, .docx, .txt), or in standard input ("-").

    A terminal gets a table, a pipe gets records.  With -o a ledger beside the output, FILE.ledger, remembers every
    content: the next run tags what is new or changed, and after a crash the same command goes on where it stopped.

    \b
    Examples:
      lofte tag examples/
      lofte tag loften.pdf --documents | head -n 1
      lofte tag archive/ -o pledges.parquet --jobs 4
    """
    if bool(paths) == resume:
        raise click.UsageError(
            "--resume takes the paths of the earlier run." if resume else "Missing argument 'PATH...'."
        )
    if output is not None and output != STDIN:
        wishes = Wishes(documents, form, jobs, timeout, failures, resume, retry_failed)
        return tag_to_file(checked(paths), output, wishes)
    if resume or retry_failed or failures:
        raise click.UsageError("--resume, --retry-failed and --failures need a file, with -o.")
    if form in ("parquet", "csv") and sys.stdout.isatty():
        raise click.UsageError(f"{form} is not for a terminal; give a file with -o, or a pipe.")
    inputs = Inputs(checked(paths), jobs, timeout)
    if form is None and not documents and sys.stdout.isatty():
        from lofteNLP.console import print_pledges

        with inputs.tagged() as tagged:
            collected = list(tagged)  # printed when the progress bar is gone
        print_pledges(collected)
    else:
        with target(None) as file, inputs.tagged() as tagged:
            _write(tagged, documents, file, form or "jsonl")
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

    inputs = Inputs(checked(paths))
    with target(output) as file, inputs.tagged() as tagged:
        file.write(page(tagged).encode(errors="backslashreplace"))  # file names need not be UTF-8
    return inputs.status


def checked(paths: tuple[Path, ...]) -> list[Path]:
    """Raise UsageError where standard input stands among files."""
    if STDIN in paths and len(paths) > 1:
        raise click.UsageError("standard input (-) cannot be mixed with files.")
    return list(paths)


class Inputs:
    """The files of a run without a ledger: found, tagged, and those that failed named on standard error.

    They are tagged in this process, or in others where their number or a limit of time is given.
    """

    def __init__(self, paths: list[Path], jobs: int | None = None, timeout: float | None = None) -> None:
        self.paths, self.jobs, self.timeout = paths, jobs, timeout
        self.status = 0

    @contextmanager
    def tagged(self) -> Iterator[Iterator[Document]]:
        """Give the tagged documents as they come, with a progress bar; afterwards `status` is known."""
        from lofteNLP.batch import NoWorkers
        from lofteNLP.console import working

        files = self._files()
        try:
            with working() as work, closing(self._results(files)) as results:
                work.begin(len(files))
                yield self._documents(results, files, work)
        except (FileNotFoundError, NoWorkers) as error:  # a model is missing; the message says how to make it
            raise click.ClickException(str(error)) from error

    def _files(self) -> list[Path]:
        from lofteNLP.batch.inputs import NOTHING_HERE, files

        found = list(files(self.paths))
        for path in found:
            if path.is_dir():
                self._fail(f"{path}: {NOTHING_HERE}")
        return [path for path in found if not path.is_dir()]

    def _results(self, files: list[Path]) -> Generator[Document | Failure]:
        from lofteNLP.batch import tagged_in_order

        if files == [STDIN]:
            yield load_tagger().tag_bytes(sys.stdin.buffer.read(), "-")
        elif self.jobs or self.timeout:
            yield from tagged_in_order(files, load_tagger, self.jobs or 1, self.timeout or TIMEOUT)
        else:
            yield from load_tagger().pipe(files)

    def _documents(self, results: Iterable[Document | Failure], files: list[Path], work: Work) -> Iterator[Document]:
        from lofteNLP.tagger import Failure

        for path, result in zip(files, results, strict=True):
            if isinstance(result, Failure):
                name = "standard input" if path == STDIN else result.path
                self._fail(f"{name}: {result.reason}", work.say)
            else:
                yield result
            work.advance(path.name)

    def _fail(self, message: str, tell: Callable[[str], None] = say) -> None:
        tell(f"lofte: {message}")
        self.status = SOME_FAILED


def _write(tagged: Iterable[Document], documents: bool, file: BinaryIO, form: Format) -> None:
    from lofteNLP.records import PledgeRecord, pledge_records, write
    from lofteNLP.schema import Document

    if documents:
        write(tagged, Document, file, form)
    else:
        write((record for document in tagged for record in pledge_records(document)), PledgeRecord, file, form)
