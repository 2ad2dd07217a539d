"""`lofte search`, `facets` and `similar`: an index in; a table, counts or records out."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lofteNLP.cli.output import PATH, format_for, say, target

if TYPE_CHECKING:
    from lofteNLP.records import Format
    from lofteNLP.search import Filters, Hit, Index

SHOWN = 10  # hits in a terminal
MANY = 1_000  # hits that can be ranked
RELAXED = {
    "typo": "nothing has these words; shown are words one letter away",
    "any": "nothing has all of these words; shown is what has any of them",
}

Command = Callable[..., Any]
INDEX = click.option(
    "-i", "--index", "folder", type=PATH, required=True, metavar="INDEX", help="The folder that `lofte index` wrote."
)
LIMIT = click.IntRange(1, MANY)


class Years(click.ParamType[tuple[int, int]]):
    """A year, or the first and last of several."""

    name = "years"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """Give the first and the last year."""
        found = re.fullmatch(r"(\d{4})(?:\.\.(\d{4}))?", str(value), re.ASCII)
        if not found:
            self.fail(f"{value!r} is no year; write 2018 or 2018..2020.", param, ctx)
        return int(found[1]), int(found[2] or found[1])


FILTERS = (
    click.option("--theme", multiple=True, metavar="THEME", help="Of this theme (krog). [repeatable: any of them]"),
    click.option("--kommun", multiple=True, metavar="NAME", help="Of this municipality, by name or code. [repeatable]"),
    click.option("--county", multiple=True, metavar="NAME", help="Of this county (Jämtland). [repeatable]"),
    click.option("--document", multiple=True, metavar="NAME", help="Of this document. [repeatable]"),
    click.option("--year", type=Years(), metavar="YEARS", help="In force in these years: 2018 or 2018..2020."),
    click.option("--actor", multiple=True, metavar="TYPE", help="With this party (polis). [repeatable]"),
    click.option("--responsible", multiple=True, metavar="TYPE", help="With this party responsible. [repeatable]"),
    click.option("--partner", multiple=True, metavar="TYPE", help="With this party as partner. [repeatable]"),
    click.option("--unit", metavar="NOUN", help="Counting this (krogtillsyn)."),
    click.option("--comparator", metavar="SIGN", help="Counted so: =, >=, >, <=, < or ~."),
    click.option("--min", "value_min", type=float, metavar="NUMBER", help="Counting at least this many."),
    click.option("--max", "value_max", type=float, metavar="NUMBER", help="Counting at most this many."),
    click.option("--per", metavar="TIME", help="Counted by this time (månad)."),
    click.option(
        "--has", multiple=True, metavar="WHAT", help="With quantity, deadline, who, how_much or when. [repeatable: all]"
    ),
)


def with_filters(command: Command) -> Command:
    """Add the options of the filters to a command, which takes them as keyword arguments."""
    for option in reversed(FILTERS):
        command = option(command)
    return command


@click.command(short_help="Find pledges in an index.")
@click.argument("query", default="")
@INDEX
@with_filters
@click.option("--limit", type=LIMIT, metavar="NUMBER", help="Only so many, best first.  [default in a terminal: 10]")
@click.option("--offset", type=click.IntRange(0), default=0, metavar="NUMBER", help="Leave out so many before them.")
@click.option("--widen", is_flag=True, help="Also find synonyms and, after all others, words of the same theme.")
@click.option("-o", "--output", type=PATH, metavar="FILE", help="Write here; the file appears whole or not at all.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "parquet", "csv"]),
    help="Format of the records; by default that of FILE's suffix, else jsonl.",
)
def search(
    query: str,
    folder: Path,
    limit: int | None,
    offset: int,
    widen: bool,
    output: Path | None,
    form: Format | None,
    **filters: Any,
) -> None:
    """Find the pledges that match QUERY and the filters; without a QUERY, all that match the filters.

    All words must match, in any form and within compounds: tillsyn finds krogtillsyner. "In quotes" they follow each
    other, -word excludes, OR and ( ) combine, trafik* matches beginnings; and fields: theme:krog kommun:Ale
    year:2018..2020 unit:kontroll value:>=4 heading:trafik. Begin with -- where the first word is excluded.

    A terminal gets a table, best first. A pipe or file gets records, as of `lofte tag`: all by document and number, or
    with --limit so many, best first.

    \b
    Examples:
      lofte search "krogtillsyn -alkohol" -i my-index
      lofte search -i my-index --theme trafik --year 2018..2020 -o trafik.parquet
      lofte search "unit:kontroll value:>=4 per:månad" -i my-index | wc -l
    """
    from lofteNLP.records import PledgeRecord, write

    form = form or format_for(output)
    table = output is None and form is None and sys.stdout.isatty()
    if form in ("parquet", "csv") and output is None and sys.stdout.isatty():
        raise click.UsageError(f"{form} is not for a terminal; give a file with -o, or a pipe.")
    with opened(folder) as index:
        asked = _filters(filters)
        ranked = limit or (SHOWN if table else 0)
        result = index.search(query, asked, limit=ranked, offset=offset, widen=widen)
        if table:
            from lofteNLP.cli.found import print_hits

            print_hits(result.hits, result.total, offset, result.more)
        else:
            records = (hit.record for hit in result.hits) if ranked else index.records(query, asked, widen=widen)
            with target(output) as file:
                write(records, PledgeRecord, file, form or "jsonl")
        if result.relaxed:
            say(f"lofte: {RELAXED[result.relaxed]}")


@click.command(short_help="Count the pledges in an index by theme, municipality, year, …")
@click.argument("fields", nargs=-1, required=True, metavar="FIELD...")
@INDEX
@click.option("-q", "--query", default="", help="Count what matches this; as of `lofte search`.")
@with_filters
@click.option("--by", metavar="FIELD", help="And each of them by this field, as columns; for one FIELD.")
def facets(fields: tuple[str, ...], folder: Path, query: str, by: str | None, **filters: Any) -> None:
    """Count pledges by the values of theme, kommun, county, year, actor, responsible, partner, unit, …

    A terminal gets tables, a pipe a JSON line for each value. A pledge counts once for each of its values, so also for
    each year of its period.

    \b
    Examples:
      lofte facets theme year -i my-index
      lofte facets theme --by year -i my-index -q krog --county Jämtland
    """
    from lofteNLP.cli.found import print_counts, print_table, write_counts, write_table

    if by and len(fields) > 1:
        raise click.UsageError("--by goes with one FIELD.")
    shown = sys.stdout.isatty()
    with opened(folder) as index, target(None) as file:
        from lofteNLP.search.facets import counted

        if by:
            rows, columns = counted((fields[0], by))
            table = index.table(query, _filters(filters), rows=rows, columns=columns)
            print_table(rows, table) if shown else write_table(rows, columns, table, file)
        else:
            counts = index.search(query, _filters(filters), limit=0, facets=fields).facets
            print_counts(counts) if shown else write_counts(counts, file)


@click.command(short_help="Find pledges like one, or groups of near-equal ones.")
@click.argument("id", required=False)
@INDEX
@click.option("--limit", type=LIMIT, default=SHOWN, show_default=True, metavar="NUMBER", help="How many at most.")
@click.option("--groups", is_flag=True, help="All groups of near-equal pledges instead, largest first.")
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1, min_open=True),
    default=0.8,
    show_default=True,
    metavar="NUMBER",
    help="How alike the pledges of a group are at least; 1 is the same but for names, numbers and times.",
)
@click.option("-o", "--output", type=PATH, metavar="FILE", help="Write here; the file appears whole or not at all.")
def similar(id: str | None, folder: Path, limit: int, groups: bool, threshold: float, output: Path | None) -> None:
    """Find the pledges of other documents that are most like the pledge with this ID (ale-2018#2).

    A terminal gets a table; a pipe or file gets records as of `lofte tag`, most alike first. With --groups, a JSON line
    for each group of pledges that differ in little but who, where, how much and when: their ids, documents,
    municipalities, years and quantities.

    \b
    Examples:
      lofte similar ale-2018#2 -i my-index
      lofte similar --groups -i my-index -o groups.jsonl
    """
    from lofteNLP.records import PledgeRecord, write

    if (id is None) != groups:
        raise click.UsageError("Give the ID of a pledge, or --groups.")
    form = format_for(output) or "jsonl"
    if groups and form != "jsonl":
        raise click.UsageError(f"groups are no records; end {output} in .jsonl.")
    with opened(folder) as index:
        if id is None:
            with target(output) as file:
                for group in index.groups(threshold):
                    file.write(json.dumps(group.to_dict(), ensure_ascii=False).encode() + b"\n")
            return
        hits = _like(index, id, limit)
        if output is None and sys.stdout.isatty():
            from lofteNLP.cli.found import print_hits

            print_hits(hits, len(hits))
        else:
            with target(output) as file:
                write((hit.record for hit in hits), PledgeRecord, file, form)


@contextmanager
def opened(folder: Path) -> Iterator[Index]:
    """Open an index; what is wrong with it or with a query becomes a message."""
    try:
        from lofteNLP.search import FolderError, Index, QueryError
    except ModuleNotFoundError as error:
        raise click.ClickException(f'{error.name} is missing; install it: pip install "lofteNLP[search]"') from error
    try:
        yield Index.open(folder)
    except ModuleNotFoundError as error:
        raise click.ClickException(str(error)) from error
    except FolderError as error:
        raise click.UsageError(str(error)) from error
    except QueryError as error:
        raise click.UsageError("\n".join(filter(None, (error.message, error.pointer)))) from error


def _filters(given: dict[str, Any]) -> Filters:
    from lofteNLP.search import Filters

    return Filters(**given)


def _like(index: Index, id: str, limit: int) -> list[Hit]:
    try:
        return index.similar(id, limit)
    except KeyError as error:
        raise click.UsageError(f"there is no pledge {id!r} in the index; ids look like ale-2018#2.") from error
