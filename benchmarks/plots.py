"""Rows of a benchmark to a picture: a panel a subject, a bar a tool."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from report import figure, name, subjects
from rows import Row

if TYPE_CHECKING:
    from matplotlib.axes import Axes

OURS, OTHERS, LESS, TEXT = "#0b4f8a", "#9db8d1", "#dfe4ea", "#30363d"
COLUMNS = 2
WIDE = 20  # times: where the longest bar is more than this many times the shortest, the axis is logarithmic


def draw(title: str, rows: Sequence[Row], path: Path) -> None:
    """Write the picture of one benchmark."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    panels = subjects(rows)
    lines = -(-len(panels) // COLUMNS)
    columns = min(COLUMNS, len(panels))
    tallest = max(len(several) for several in panels.values())
    size = (6.2 * columns, lines * (0.9 + 0.34 * tallest) + 0.3)
    drawing, axes = plt.subplots(lines, columns, figsize=size, layout="constrained", squeeze=False)
    for place, axis in zip([*panels, *[None] * (lines * columns - len(panels))], axes.flat, strict=True):
        if place is None:
            axis.set_axis_off()
        else:
            _panel(axis, place, panels[place], tallest)
    drawing.suptitle(title, x=0.01, ha="left", fontsize=13, color=TEXT)
    drawing.savefig(path, dpi=110)
    plt.close(drawing)


def _panel(axis: Axes, subject: str, rows: Sequence[Row], tallest: int) -> None:
    values = [row.value for row in rows]
    bars = axis.barh(
        range(len(rows)),
        values,
        color=[_colour(row) for row in rows],
        height=0.68,
    )
    axis.bar_label(bars, [figure(row) for row in rows], padding=4, fontsize=9, color=TEXT)
    axis.set_yticks(
        range(len(rows)),
        [name(row) for row in rows],
        fontsize=9,
        color=TEXT,
    )
    axis.set_ylim(tallest - 0.5, -0.5)  # so that bars are as thick in every panel
    positive = [value for value in values if value > 0]
    logarithmic = len(positive) == len(values) and max(values) > WIDE * min(values)
    if logarithmic:
        axis.set_xscale("log")
        axis.set_xlim(min(values) / 3, max(values) ** 1.25 * min(values) ** -0.25)
    else:
        axis.set_xlim(0, max(values) * 1.3 or 1)
    word = "longer is better" if rows[0].better == "more" else "shorter is better"
    axis.set_title(f"{subject} ({word}{', logarithmic' if logarithmic else ''})", loc="left", fontsize=10, color=TEXT)
    axis.set_xticks([])
    axis.minorticks_off()
    axis.tick_params(length=0)
    axis.spines[:].set_visible(False)


def _colour(row: Row) -> str:
    return OURS if row.ours else LESS if row.baseline else OTHERS
