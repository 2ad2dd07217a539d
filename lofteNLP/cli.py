"""`lofte`: files in, records, tables and pages out.  A thin shell; heavy modules are imported when a command runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn

import click

if TYPE_CHECKING:
    from lofteNLP.console import Work
    from lofteNLP.records import Format
    from lofteNLP.schema import Document
    from lofteNLP.tagger import Tagger

SOME_FAILED = 1
INTERRUPTED = 130
PIPE_CLOSED = 141  # what a program gets that is ended by SIGPIPE
STDIN = Path("-")
PATH = click.Path(path_type=Path)
TRUST = click.option("--trust", is_flag=True, help="Load DIR though it is not shipped: that runs code that lies in it.")


def main() -> NoReturn:
    """Run the command line and exit with its status."""
    try:
        status = commands.main(standalone_mode=False)
    except click.Abort:
        click.echo("lofte: interrupted", err=True)
        status = INTERRUPTED
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except OSError as error:  # a full disk, a folder that may not be written to
        click.echo(f"lofte: {error}", err=True)
        status = SOME_FAILED
    sys.exit(status)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="lofteNLP", message="lofteNLP %(version)s")
def commands() -> None:
    """Turn Swedish medborgarlöften into data: who promised what, how much, by when, about which themes.

    \b
    Example:
      lofte tag examples/

    Exit status: 0 all done, 1 some inputs failed (named on standard error), 2 misuse, 130 interrupted, 141 the reader
    of the output went away.
    """


@commands.command(short_help="Find the pledges in files and folders.")
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
    form = form or _format(output)
    table = output is None and form is None and not documents and sys.stdout.isatty()
    if form in ("parquet", "csv") and output is None and sys.stdout.isatty():
        raise click.UsageError(f"{form} is not for a terminal; give a file with -o, or a pipe.")
    inputs = Inputs(paths)
    with _target(output) as file, inputs.tagged() as tagged:
        if table:
            from lofteNLP.console import print_pledges

            collected = list(tagged)  # printed when the progress bar is gone
        else:
            _write(tagged, documents, file, form or "jsonl")
    if table:
        print_pledges(collected)
    return inputs.status


@commands.command(short_help="Show documents with every span highlighted.")
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
    with _target(output) as file, inputs.tagged() as tagged:
        file.write(page(tagged).encode(errors="backslashreplace"))  # file names need not be UTF-8
    return inputs.status


@commands.command()
@click.argument("corpus", type=click.Path(path_type=Path, exists=True))
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


@commands.command()
@click.argument("corpus", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--model", type=click.Path(path_type=Path, exists=True), metavar="DIR", help="By default the shipped one."
)
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


@commands.group()
def review() -> None:
    """Have the pledges that the theme model is least sure of corrected in Label Studio or doccano.

    \b
    Example:
      lofte review export pledges.jsonl -o tasks.json --count 50
      lofte review read tasks-corrected.json pledges.jsonl
    """


@review.command("export")
@click.argument("records", type=click.Path(path_type=Path, exists=True))
@click.option("-o", "--output", type=PATH, required=True, metavar="FILE", help="The file for the labelling tool.")
@click.option(
    "--tool", type=click.Choice(["label-studio", "doccano"]), default="label-studio", show_default=True, help="Format."
)
@click.option("--count", type=click.IntRange(min=1), default=100, show_default=True, help="How many pledges at most.")
@click.option(
    "--model", type=click.Path(path_type=Path, exists=True), metavar="DIR", help="By default the shipped one."
)
@TRUST
def review_export(records: Path, output: Path, tool: str, count: int, model: Path | None, trust: bool) -> None:
    """Write the least certain pledges of RECORDS (JSON Lines of `lofte tag`, or a corpus) as tasks.

    \b
    Example:
      lofte review export pledges.jsonl -o tasks.json --count 50
    """
    from lofteNLP.themes.review import export

    with _complaints():
        written = export(records, output, format=tool, count=count, model=model, trust=trust)
    _say(f"wrote {written}")


@review.command("read")
@click.argument("corrected", type=click.Path(path_type=Path, exists=True))
@click.argument("records", type=click.Path(path_type=Path, exists=True))
def review_read(corrected: Path, records: Path) -> None:
    """Put CORRECTED pledges back into a corpus made of RECORDS, beside the corrected file.

    \b
    Example:
      lofte review read tasks-corrected.json pledges.jsonl
    """
    from lofteNLP.themes.review import read_back

    with _complaints():
        written = read_back(corrected, records)
    _say(f"wrote {written}")


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
                self._fail(path, "no .html, .htm, .pdf, .docx or .txt file in this folder; check the path", _say)
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


def _format(output: Path | None) -> Format | None:
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
def _target(output: Path | None) -> Iterator[BinaryIO]:
    """Open the output file, or standard output."""
    if output is None:
        with _pipe() as pipe:
            yield pipe
        return
    from lofteNLP.records import whole_file

    if not output.parent.is_dir() or output.is_dir():
        problem = "this is a folder" if output.is_dir() else "its folder does not exist; make it first"
        raise click.UsageError(f"cannot write {output}: {problem}.")
    with whole_file(output) as file:
        yield file


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


def _write(tagged: Iterable[Document], documents: bool, file: BinaryIO, form: Format) -> None:
    from lofteNLP.records import PledgeRecord, pledge_records, write
    from lofteNLP.schema import Document

    if documents:
        write(tagged, Document, file, form)
    else:
        write((record for document in tagged for record in pledge_records(document)), PledgeRecord, file, form)


def _figures(measure: Callable[[], dict[str, Any]]) -> None:
    """Print what a training or evaluation returns."""
    from lofteNLP.console import print_figures

    with _complaints():
        figures = measure()
    print_figures(figures)


@contextmanager
def _complaints() -> Iterator[None]:
    """Turn what a training, evaluation or review says of its input into a message."""
    try:
        yield
    except (FileNotFoundError, ValueError) as error:
        raise click.ClickException(str(error)) from error


def _say(message: str) -> None:
    print(message, file=sys.stderr)
