"""What a benchmark gives: a row for every figure of every tool, the same in all of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

OURS = "lofteNLP"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure.

    Parameters
    ----------
    subject : str
        What is measured; the tools of one subject are set beside each other.
    tool : str
        Ours begin with "lofteNLP".
    value : float
        A median where it was measured several times.
    unit : str
        "phrases/s", "ms", "MB", "of 54", …
    better : str
        "more" or "less".
    baseline : bool
        Whether the tool does less than ours: it shows what ours costs, and is no rival.
    """

    subject: str
    tool: str
    value: float
    unit: str
    better: Literal["more", "less"]
    baseline: bool = False

    @property
    def ours(self) -> bool:
        """Whether the tool is this project."""
        return self.tool.startswith(OURS)


def as_json(rows: Iterable[Row]) -> str:
    """Rows as one line, for the process that asked for them.

    Examples
    --------
    >>> from_json(as_json([Row("start-up", "lofteNLP", 0.5, "s", "less")]))
    [Row(subject='start-up', tool='lofteNLP', value=0.5, unit='s', better='less', baseline=False)]
    """
    return json.dumps([asdict(row) for row in rows], ensure_ascii=False)


def from_json(printed: str) -> list[Row]:
    """The rows of the last line that a benchmark printed."""
    return [Row(**row) for row in json.loads(printed.strip().splitlines()[-1])]
