"""What a search, a count and a likeness look like: tables for a person, JSON Lines for a program."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO, TextIO

from lofteNLP.console import NARROW
from lofteNLP.wording import facts, period

if TYPE_CHECKING:
    from rich.text import Text

    from lofteNLP.search import Hit
    from lofteNLP.search.facets import Counts

# Headings and greatest widths; the pledge takes what is left. In a narrow terminal two columns hold the same.
COLUMNS = (("id", 20), ("municipality", 16), ("pledge", None), ("who", 18), ("how many", 18), ("when", 12))
NARROW_COLUMNS = (("pledge", None), ("who, how many, when", 28))
MATCH = "bold yellow"


def print_hits(
    hits: Sequence[Hit], total: int, offset: int = 0, more: Sequence[Hit] = (), file: TextIO | None = None
) -> None:
    """Print hits as a table, wrapped to the width of the terminal, with what matched in colour; last what half matched.

    Examples
    --------
    >>> print_hits([], 0)
    no pledges found
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=file, highlight=False)
    if not hits:
        console.print("no pledges found" if not total else f"no pledges after the first {offset}; there are {total}")
        return
    narrow = console.width < NARROW
    table = Table(show_lines=True)
    for heading, width in NARROW_COLUMNS if narrow else COLUMNS:
        table.add_column(heading, max_width=width, overflow="fold")
    for hit in (*hits, *more):
        identity, place = hit.record.id, ", ".join(hit.record.kommun)
        told = facts(hit.record, period(hit.record.valid_from, hit.record.valid_to))
        if narrow:
            table.add_row(Text(f"{identity}\n{place}: ").append_text(marked(hit)), Text("\n".join(filter(None, told))))
        else:
            table.add_row(Text(identity), Text(place), marked(hit), *map(Text, told))  # Text: brackets are no markup
    console.print(table)
    all_of_them = "1 pledge" if total == 1 else f"{total} pledges"
    console.print(f"{offset + 1}–{offset + len(hits)} of {total} pledges" if len(hits) < total else all_of_them)
    if more:
        console.print(f"and {len(more)} more that have some of the words")


def marked(hit: Hit) -> Text:
    """Give a pledge's text with what matched in colour."""
    from rich.text import Text

    text = Text(hit.record.text)
    for start, end in hit.highlights:
        text.stylize(MATCH, start, end)
    return text


def print_counts(counts: Mapping[str, Counts], file: TextIO | None = None) -> None:
    """Print how many pledges each value has, a table a field."""
    from rich.console import Console

    for name, values in counts.items():
        Console(file=file).print(_table([name, "pledges"], [[value, str(count)] for value, count in values]))


def print_table(rows: str, cells: Mapping[str, Mapping[str, int]], file: TextIO | None = None) -> None:
    """Print the counts of one field's values, with those of another as columns."""
    from rich.console import Console

    columns = sorted({column for row in cells.values() for column in row})
    lines = [[name, *(str(row.get(column, "")) for column in columns)] for name, row in cells.items()]
    Console(file=file).print(_table([rows, *columns], lines))


def write_counts(counts: Mapping[str, Counts], file: BinaryIO) -> None:
    """Write a JSON line for each value of each field.

    Examples
    --------
    >>> import io
    >>> file = io.BytesIO()
    >>> write_counts({"theme": [("krog", 2)]}, file)
    >>> file.getvalue()
    b'{"field": "theme", "value": "krog", "pledges": 2}\\n'
    """
    for name, values in counts.items():
        for value, count in values:
            _write({"field": name, "value": value, "pledges": count}, file)


def write_table(rows: str, columns: str, cells: Mapping[str, Mapping[str, int]], file: BinaryIO) -> None:
    """Write a JSON line for each cell that is not zero."""
    for row, counts in cells.items():
        for column, count in counts.items():
            _write({rows: row, columns: column, "pledges": count}, file)


def _write(line: Mapping[str, object], file: BinaryIO) -> None:
    file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")


def _table(headings: Sequence[str], lines: Sequence[Sequence[str]]) -> object:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SQUARE)
    for heading in headings:
        table.add_column(heading, justify="left" if heading == headings[0] else "right")
    for line in lines:
        table.add_row(*map(Text, line))
    return table
