"""From the characters of a page, with their places, to lines of text in reading order."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from ctypes import byref, c_double
from dataclasses import dataclass
from math import sin
from statistics import median
from typing import Any, NamedTuple

from lofteNLP.documents.pages import OBJECT

_GAP = 2.0  # in sizes of type: a wider gap parts columns
_COLUMN_LINES = 6  # a column of running text has this many lines or more
_MANY = 5_000  # runs on a page; above this it is no page of text
_FILLED = 0.5  # and they fill, in the middle, this part of its width


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text on a base line ``y`` from ``x0`` to ``x1``, in points from the lower left corner."""

    x0: float
    x1: float
    y: float
    size: float
    text: str

    @property
    def is_object(self) -> bool:
        """Whether it stands for something that is no text."""
        return self.text.startswith(OBJECT)


def page_runs(textpage: Any) -> tuple[list[Run], bool]:
    """Runs in the order of the file, and whether they were turned upright, as on a page that lies on its side.

    pdfium parts words; lines and columns are told by place.
    """
    characters = list(_characters(textpage))
    angle = _angle(textpage)
    if angle:
        characters = [character.turned(angle) for character in characters]
    runs: list[Run] = []
    part: list[_Character] = []
    last: _Character | None = None
    for character in characters:
        if last is not None and _parts(last, character):
            runs += _run(part)
            part, last = [], None
        if character.text != "\n":
            part.append(character)
            last = character if character.drawn else last
    return runs + _run(part), bool(angle)


class _Character(NamedTuple):
    """A character, the box that its line gives it, and where it stands on the base line."""

    text: str
    x0: float = 0.0
    x1: float = 0.0
    y0: float = 0.0
    y1: float = 0.0
    x: float = 0.0
    y: float = 0.0

    @property
    def size(self) -> float:
        """The size of the type on the page, whatever the file says of it."""
        return max(self.y1 - self.y0, 1.0)

    def turned(self, angle: int) -> _Character:
        """As if text that runs upwards (1) or downwards (-1) ran to the right."""
        x0, x1 = sorted((angle * self.y0, angle * self.y1))
        y0, y1 = sorted((-angle * self.x0, -angle * self.x1))
        return _Character(self.text, x0, x1, y0, y1, angle * self.y, -angle * self.x)

    @property
    def drawn(self) -> bool:
        return not self.text.isspace()


def _characters(textpage: Any) -> Iterator[_Character]:
    from pypdfium2 import raw

    box, x, y = raw.FS_RECTF(), c_double(), c_double()
    units = [raw.FPDFText_GetUnicode(textpage, i) for i in range(raw.FPDFText_CountChars(textpage))]
    for i, text in enumerate(_decoded(units)):
        if text in {"\r", "\n"}:
            yield _Character("\n")
        elif text and text != OBJECT:
            raw.FPDFText_GetLooseCharBox(textpage, i, byref(box))
            raw.FPDFText_GetCharOrigin(textpage, i, byref(x), byref(y))
            yield _Character(text, box.left, box.right, box.bottom, box.top, x.value, y.value)


def _angle(textpage: Any) -> int:
    """1 where most text runs upwards, -1 where it runs downwards, else 0; told by a sample."""
    from pypdfium2 import raw

    count = raw.FPDFText_CountChars(textpage)
    sample = range(0, count, max(1, count // 50))
    sines = [sin(angle) for i in sample if (angle := raw.FPDFText_GetCharAngle(textpage, i)) >= 0]
    return -round(median(sines)) if sines else 0  # pdfium turns with the clock


def _decoded(units: list[int]) -> list[str]:
    """Characters for pdfium's values: pairs joined, its signs for hyphenation (U+FFFE, U+0002) a hyphen."""
    texts: list[str] = []
    for i, unit in enumerate(units):
        if 0xD800 <= unit < 0xDC00 and i + 1 < len(units) and 0xDC00 <= units[i + 1] < 0xE000:
            texts.append(chr(0x10000 + ((unit - 0xD800) << 10) + (units[i + 1] - 0xDC00)))
        elif 0xD800 <= unit < 0xE000 or unit == 0 or unit > 0x10FFFF:
            texts.append("")
        else:
            texts.append("-" if unit in (0xFFFE, 0x02) else chr(unit))
    return texts


def _parts(last: _Character, character: _Character) -> bool:
    """Whether a run ends between two characters: at a line's end, or where the place jumps."""
    if character.text == "\n":
        return True
    if not character.drawn:
        return False
    size = max(last.size, character.size)
    away = abs(character.y - last.y) > 0.5 * size
    return away or character.x0 > last.x1 + _GAP * size or character.x0 < last.x0 - size


def _run(part: list[_Character]) -> list[Run]:
    drawn = [character for character in part if character.drawn]
    if not drawn:
        return []
    text = "".join(character.text for character in part).strip()
    first = drawn[0]
    return [Run(min(c.x0 for c in drawn), max(c.x1 for c in drawn), first.y, max(c.size for c in drawn), text)]


def page_lines(runs: list[Run], width: float) -> list[str]:
    """Lines from the top, columns of running text one after the other, a blank line where there is a gap.

    Examples
    --------
    >>> page_lines([Run(50, 60, 700, 10, "•"), Run(66, 99, 700, 10, "gå"), Run(50, 90, 650, 10, "Ja")], 595)
    ['• gå', '', 'Ja']
    """
    lines: list[str] = []
    for region in _regions(runs, width):
        if lines and region:
            lines.append("")
        lines += _laid_out(region)
    return lines


def _regions(runs: list[Run], width: float) -> Iterator[list[list[Run]]]:
    """Parts of the page to be read one after the other, each as lines of runs."""
    gutter = _gutter(runs, width)
    if gutter is None:
        yield _lines(runs)
        return
    across = sorted((run for run in runs if run.x0 < gutter - 1 and run.x1 > gutter), key=lambda run: -run.y)
    sides = [run for run in runs if run.x0 >= gutter - 1 or run.x1 <= gutter]
    above = float("inf")
    for run in [*across, None]:
        limit = run.y if run else float("-inf")
        band = [side for side in sides if limit < side.y <= above]
        yield _lines([side for side in band if side.x1 <= gutter])
        yield _lines([side for side in band if side.x0 >= gutter - 1])
        if run:
            yield [[run]]
        above = limit


def _gutter(runs: list[Run], width: float) -> float | None:
    """Where the right one of two columns begins; None where the page has no two columns of running text."""
    if len(runs) > _MANY:
        return None
    starts = Counter(round(run.x0) for run in runs if 0.35 * width < run.x0 < 0.65 * width and not run.is_object)
    for gutter in sorted(start for start, count in starts.items() if count >= _COLUMN_LINES):
        left = [run for run in runs if run.x1 <= gutter - 4]
        right = [run for run in runs if run.x0 >= gutter - 1]
        across = len(runs) - len(left) - len(right)
        if 4 * across <= len(runs) and _is_column(left, gutter) and _is_column(right, max(run.x1 for run in right)):
            return float(gutter)
    return None


def _is_column(runs: list[Run], edge: float) -> bool:
    lines = _lines(runs)
    if len(lines) < _COLUMN_LINES:
        return False
    start = min(run.x0 for run in runs)
    return median(line[-1].x1 - line[0].x0 for line in lines) >= _FILLED * (edge - start)


def _lines(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs on the same base line, from left to right, lines from the top."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-run.y, run.x0)):
        last = lines[-1][0] if lines else None
        if last and not last.is_object and not run.is_object and last.y - run.y <= 0.4 * max(last.size, run.size):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [sorted(line, key=lambda run: run.x0) for line in lines]


def _laid_out(lines: list[list[Run]]) -> list[str]:
    if not lines:
        return []
    margin = min((run.x0 for line in lines for run in line if not run.is_object), default=0.0)
    steps = [above[0].y - below[0].y for above, below in itertools.pairwise(lines)]
    result: list[str] = []
    for i, line in enumerate(lines):
        if i and _is_apart(lines[i - 1][0], line[0], steps):
            result.append("")
        result.append(_written(line, margin))
    return result


def _is_apart(above: Run, below: Run, steps: list[float]) -> bool:
    """Whether a blank line belongs between two lines: around a table, and where there is a gap."""
    if above.is_object or below.is_object:
        return above.is_object != below.is_object
    return above.y - below.y > 1.35 * _leading(steps, below.size)


def _leading(steps: list[float], size: float) -> float:
    """The usual distance of lines, within reason: a page of headings has none."""
    return min(max(median(steps), 1.1 * size), 1.6 * size)


def _written(line: list[Run], margin: float) -> str:
    """A line with its indent, and the gaps between its runs as spaces."""
    if line[0].is_object:
        return line[0].text
    indent = (line[0].x0 - margin) / (0.5 * line[0].size)
    parts = [" " * min(40, round(indent)) if indent >= 1.5 else ""]
    for before, run in zip([None, *line], line, strict=False):
        if before is not None:
            gap = run.x0 - before.x1
            wide = gap > 1.2 * run.size and len(before.text) > 3
            parts.append(
                " " * min(40, max(3, round(gap / (0.5 * run.size)))) if wide else " " if gap > 0.15 * run.size else ""
            )
        parts.append(run.text)
    return "".join(parts)
