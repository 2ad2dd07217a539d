"""`lofte`: files in, records, tables and pages out.  A thin shell; heavy modules are imported when a command runs."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from lofteNLP.cli.indexing import index
from lofteNLP.cli.output import SOME_FAILED
from lofteNLP.cli.searching import facets, search, similar
from lofteNLP.cli.serving import serve
from lofteNLP.cli.tagging import show, tag
from lofteNLP.cli.training import evaluate, review, train

INTERRUPTED = 130


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


for command in (tag, show, index, search, facets, similar, serve, train, evaluate, review):
    commands.add_command(command)
