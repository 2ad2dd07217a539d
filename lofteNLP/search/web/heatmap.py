"""Counts in two directions as a table whose cells are the darker the more there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, log1p

LEVELS = 6  # shades in static/style.css
MOST_COLUMNS = 40


@dataclass(frozen=True, slots=True)
class Cell:
    """A count with its shade: 0 where there is nothing, else 1 to `LEVELS`."""

    column: str
    count: int
    level: int


@dataclass(frozen=True, slots=True)
class Heatmap:
    """Rows with most first; every row has a cell for each column."""

    columns: list[str]
    rows: list[tuple[str, list[Cell]]]


def heatmap(table: Mapping[str, Mapping[str, int]]) -> Heatmap:
    """Shade a table of counts; shades follow the logarithm, so that small counts differ too.

    Parameters
    ----------
    table
        Counts by row and column.

    Examples
    --------
    >>> shaded = heatmap({"krog": {"2018": 1}, "unga": {"2018": 40, "2020": 9}})
    >>> shaded.columns, [(name, [(cell.count, cell.level) for cell in cells]) for name, cells in shaded.rows]
    (['2018', '2019', '2020'], [('unga', [(40, 6), (0, 0), (9, 4)]), ('krog', [(1, 2), (0, 0), (0, 0)])])
    """
    columns = _columns(table)
    most = max((count for row in table.values() for count in row.values()), default=0)
    names = sorted((name for name in table if any(table[name].values())), key=lambda n: (-sum(table[n].values()), n))
    return Heatmap(
        columns,
        [
            (name, [Cell(column, count, _level(count, most)) for column in columns for count in (row.get(column, 0),)])
            for name in names
            for row in (table[name],)
        ],
    )


def _columns(table: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Name the columns in order, the last ones where there are too many; years between others stand there too."""
    named = sorted({column for row in table.values() for column, count in row.items() if count})[-MOST_COLUMNS:]
    if not named or not all(len(name) == 4 and name.isdecimal() for name in named):
        return named
    years = range(int(named[0]), int(named[-1]) + 1)
    return [f"{year:04}" for year in years] if len(years) <= MOST_COLUMNS else named


def _level(count: int, most: int) -> int:
    return ceil(LEVELS * log1p(count) / log1p(most)) if count else 0
