"""Rows of all benchmarks to one page in Markdown: tables, ratios, and where another tool is ahead."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rows import Row

PACKAGES = "lofteNLP spacy scikit-learn tantivy bm25s dateparser quantulum3 pyduckling-native-phihos pyspark".split()
EVEN = 0.95  # from here on a ratio is no longer called behind: medians on one machine differ by as much


def ratio(ours: Row, other: Row) -> float | None:
    """How many times as good ours is as another; None where there is nothing to divide by.

    Examples
    --------
    >>> fast, slow = Row("search", "lofteNLP", 2.0, "ms", "less"), Row("search", "FTS5", 8.0, "ms", "less")
    >>> ratio(fast, slow)
    4.0
    """
    above, below = (ours.value, other.value) if ours.better == "more" else (other.value, ours.value)
    return above / below if below else None


def subjects(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows by subject, both in the order in which they came."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.subject, []).append(row)
    return found


def behind(rows: Sequence[Row]) -> Iterator[str]:
    """Every subject in which another tool is ahead of ours, and by how much; not those that do less.

    Examples
    --------
    >>> rows = [Row("values", "lofteNLP", 50, "right", "more"), Row("values", "Duckling", 60, "right", "more")]
    >>> list(behind(rows))
    ['values: Duckling has 60 right, we have 50 right (0.83 ×)']
    """
    for subject, several in subjects(rows).items():
        own = [row for row in several if row.ours]
        for other in several:
            best = max((ratio(row, other) or 0.0 for row in own), default=None)
            if best is not None and not other.ours and not other.baseline and best < EVEN:
                row = own[[ratio(each, other) or 0.0 for each in own].index(best)]
                yield f"{subject}: {other.tool} has {figure(other)}, we have {figure(row)} ({best:.2f} ×)"


def figure(row: Row) -> str:
    """A figure with its unit, three digits where there are more to tell.

    Examples
    --------
    >>> [figure(Row("", "", value, "ms", "less")) for value in (0.12345, 12.345, 12345.6, 7.0)]
    ['0.123 ms', '12.3 ms', '12,346 ms', '7 ms']
    """
    digits = 0 if row.value == int(row.value) or row.value >= 100 else 1 if row.value >= 10 else 3
    return f"{row.value:,.{digits}f} {row.unit}"


def name(row: Row) -> str:
    """The tool, and whether it does less than ours."""
    return f"{row.tool} (does less)" if row.baseline else row.tool


def table(title: str, rows: Sequence[Row]) -> str:
    """One benchmark as a table: a subject a block of rows, each other tool with the ratio to ours.

    Examples
    --------
    >>> rows = [Row("top ten", "lofteNLP", 2.0, "ms", "less"), Row("top ten", "FTS5", 8.0, "ms", "less")]
    >>> print(table("search", rows))
    ## search
    <BLANKLINE>
    | subject | tool | figure | ours is |
    | --- | --- | --- | --- |
    | top ten | **lofteNLP** | 2 ms | |
    | | FTS5 | 8 ms | 4.00 × |
    """
    lines = [f"## {title}", "", "| subject | tool | figure | ours is |", "| --- | --- | --- | --- |"]
    for subject, several in subjects(rows).items():
        own = next((row for row in several if row.ours), None)
        for place, row in enumerate(several):
            times = ratio(own, row) if own and not row.ours else None
            cells = [subject if not place else "", f"**{name(row)}**" if row.ours else name(row), figure(row)]
            lines.append("|" + "".join(f" {cell} |" if cell else " |" for cell in cells) + _times(times))
    return "\n".join(lines)


def _times(value: float | None) -> str:
    return " |" if value is None else f" {value:.2f} × |" if value >= 0.1 else f" {value:.2g} × |"


def machine() -> list[str]:
    """What the figures were measured on, as lines of a list."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return [
        f"- processor: {_processor()}, {os.cpu_count()} cores; {memory:.1f} GB of memory",
        f"- {platform.system()} {platform.release()}, Python {platform.python_version()}",
        f"- {', '.join(f'{package} {_version(package)}' for package in PACKAGES)}",
        f"- other work on the machine when it began (load over 1, 5, 15 minutes): {_load()}",
    ]


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text("utf-8").splitlines() if cpuinfo.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _load() -> str:
    return ", ".join(f"{load:.1f}" for load in os.getloadavg())


def page(measured: dict[str, list[Row]], failed: dict[str, str], plots: dict[str, str], about: Sequence[str]) -> str:
    """The whole page.

    Parameters
    ----------
    measured
        The rows of each benchmark.
    failed
        Why a benchmark gave none.
    plots
        The picture of each benchmark that has one, beside the page.
    about
        What the figures were measured on.
    """
    late = [line for rows in measured.values() for line in behind(rows)]
    parts = [
        "# Benchmarks",
        'Medians of several runs. "Ours is 2 ×" means twice as good: twice as many, or half as long. '
        "What does less than ours shows what the rest costs.",
        "\n".join(about),
        "## Where we are behind",
        "\n".join(f"- {line}" for line in late) or "Nowhere, among what was measured.",
    ]
    for title, rows in measured.items():
        parts.append(table(title, rows))
        if title in plots:
            parts.append(f"![{title}]({plots[title]})")
    if failed:
        parts += ["## Not measured", "\n".join(f"- {title}: {reason}" for title, reason in failed.items())]
    return "\n\n".join(parts) + "\n"
