"""What a person at a terminal sees: the table of pledges, tables of figures, progress and messages."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

from lofteNLP.schema import Document, Pledge
from lofteNLP.wording import facts, period, visible

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID
    from rich.table import Table

# Headings and greatest widths; the pledge takes what is left. In a narrow terminal two columns hold the same.
COLUMNS = (("municipality", 16), ("pledge", None), ("who", 18), ("how many", 18), ("when", 12), ("themes", 18))
NARROW, NARROW_COLUMNS = 110, (("pledge", None), ("who, how many, when, themes", 28))


def print_pledges(documents: Iterable[Document], file: TextIO | None = None) -> None:
    """Print the pledges of all documents as one table, wrapped to the width of the terminal.

    Parameters
    ----------
    documents
        Tagged documents.
    file
        Where to; standard output if not given.

    Examples
    --------
    >>> print_pledges([])
    no pledges found
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=file)
    narrow = console.width < NARROW
    table = Table(show_lines=True)
    for heading, width in NARROW_COLUMNS if narrow else COLUMNS:
        table.add_column(heading, max_width=width, overflow="fold")
    for document in documents:
        for pledge in document.pledges:
            place, text, *values = cells(document, pledge)
            row = (f"{place}: {text}", "\n".join(filter(None, values))) if narrow else (place, text, *values)
            table.add_row(*map(Text, row))  # Text: brackets in a pledge are no markup
    if table.row_count:
        console.print(table)
    else:
        print("no pledges found", file=file)


def cells(document: Document, pledge: Pledge) -> tuple[str, ...]:
    """Give a pledge's row.

    Examples
    --------
    >>> from lofteNLP.schema import Kommun
    >>> pledge = Pledge("ale#1", 1, "Polisen fotpatrullerar.", 0, 23, None, None)
    >>> kommun = [Kommun("Ale", "1440")]
    >>> ale = Document("ale", "", "", None, "", kommun, None, None, "2022-01-01", None, [], [pledge], {})
    >>> cells(ale, pledge)
    ('Ale', 'Polisen fotpatrullerar.', '', '', '(2022-01-01 –)', '')
    """
    return (
        ", ".join(kommun.name for kommun in document.kommun) or document.police_area or document.document,
        pledge.text,
        *facts(pledge, validity(document, pledge)),
        "\n".join(theme.label for theme in pledge.themes),
    )


def validity(document: Document, pledge: Pledge) -> str:
    """Write the period in which a pledge holds."""
    return period(pledge.valid_from or document.valid_from, pledge.valid_to or document.valid_to)


def print_figures(figures: Mapping[str, Any], file: TextIO | None = None) -> None:
    """Print figures: plain ones as one table, and a table for each mapping of them.

    Examples
    --------
    >>> print_figures({"documents": 2, "themes": {"trafik": {"f1": 0.5}}})
    ┌───────────┬───┐
    │ documents │ 2 │
    └───────────┴───┘
        themes
    ┌────────┬───────┐
    │        │    f1 │
    ├────────┼───────┤
    │ trafik │ 0.500 │
    └────────┴───────┘
    """
    from rich.console import Console

    console = Console(file=file)
    plain = {name: value for name, value in figures.items() if not isinstance(value, Mapping)}
    if plain:
        console.print(_figures_table(None, plain))
    for name, value in figures.items():
        if isinstance(value, Mapping) and any(_is_shown(row) for row in value.values()):
            console.print(_figures_table(name, value))


def _figures_table(title: str | None, rows: Mapping[str, Any]) -> Table:
    """Build a table with a row a key; keys of mappings inside are its columns."""
    from rich import box
    from rich.table import Table

    rows = {name: value for name, value in rows.items() if _is_shown(value)}
    scalars = {name: value for name, value in rows.items() if not isinstance(value, Mapping) or _is_score(value)}
    rows = scalars or rows
    nested = [value for value in rows.values() if isinstance(value, Mapping) and not _is_score(value)]
    columns = [column for column in dict.fromkeys(c for value in nested for c in value) if _fits(column, nested)]
    table = Table(title=title, show_header=bool(columns), box=box.SQUARE)
    table.add_column()
    for column in columns or [""]:
        table.add_column(str(column), justify="right")
    for name, value in rows.items():
        own = isinstance(value, Mapping) and not _is_score(value)
        values = [value.get(column, "") for column in columns] if own else [value, *[""] * (len(columns) - 1)]
        table.add_row(str(name), *(_figure(one) for one in values))
    return table


def _is_score(value: Any) -> bool:
    """Tell whether a mapping is one figure with its interval."""
    return isinstance(value, Mapping) and set(value) == {"f1", "interval"}


def _is_shown(value: Any) -> bool:
    """Tell whether a row goes into a table: curves and other lists of mappings stay in the model's manifest."""
    return not (isinstance(value, list) and value and not isinstance(value[0], (int, float)))


def _fits(column: str, rows: Iterable[Mapping[str, Any]]) -> bool:
    """Tell whether a column holds figures, not tables of its own."""
    found = [row[column] for row in rows if column in row]
    return all(_is_score(value) or not isinstance(value, (Mapping, list)) or column == "interval" for value in found)


def _figure(value: Any) -> str:
    if _is_score(value):
        return f"{_figure(value['f1'])} ({_figure(value['interval'])})"
    if isinstance(value, (list, tuple)):
        return "–".join(_figure(one) for one in value)
    return f"{value:.3f}" if isinstance(value, float) else str(value)


class Work:
    """A long piece of work of which a person at a terminal is told how far it has come."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._task: TaskID | None = None

    def begin(self, total: int) -> None:
        """Show a bar where there is more than one file."""
        if self._progress is not None and total > 1:
            self._task = self._progress.add_task("", total=total, rate="")
            self._progress.start()

    def advance(self, name: str) -> None:
        """Count one file as done and show its name and how many are done in a second."""
        if self._progress is None or self._task is None:
            return
        speed = self._progress.tasks[0].speed
        rate = f"{speed:.1f}/s" if speed else ""
        self._progress.update(self._task, advance=1, description=visible(name).replace("[", r"\["), rate=rate)

    def say(self, message: str) -> None:
        """Print a message to standard error, above the progress bar if there is one."""
        if self._progress is not None and self._task is not None:
            self._progress.console.print(visible(message), markup=False, highlight=False, soft_wrap=True)
        else:
            print(visible(message), file=sys.stderr, flush=True)


@contextmanager
def working() -> Iterator[Work]:
    """Show a progress bar while the block runs, if standard error is a terminal.

    Examples
    --------
    >>> with working() as work:
    ...     work.begin(2)
    ...     work.advance("ale.txt")
    """
    if not sys.stderr.isatty():
        yield Work(None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    try:
        yield Work(progress)
    finally:
        progress.stop()
