"""How far the blind second reading agrees with the first: ``python corpus/agreement.py``.

``readings/second_reading.jsonl`` holds one pledge a line: its id (document and number), the themes of the first reader,
those of the second, who saw the text and its heading alone, and those on which the two were settled.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import krippendorff

from markup import THEMES

READINGS = Path(__file__).parent / "readings" / "second_reading.jsonl"
Reading = dict[str, Any]


def read(path: Path = READINGS) -> list[Reading]:
    """Read the readings, one a pledge."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def alpha(first: list[bool], second: list[bool]) -> float:
    """Krippendorff's alpha of two readers' yes and no; 1 where all answers are the same one.

    Examples
    --------
    >>> alpha([True, True, False, False], [True, True, False, False])
    1.0
    >>> round(alpha([True, True, False, False], [True, False, False, False]), 3)
    0.533
    """
    if len({*first, *second}) < 2:
        return 1.0  # the library asks for two values at least
    answers = [[int(yes) for yes in reader] for reader in (first, second)]
    return float(krippendorff.alpha(answers, level_of_measurement="nominal"))


def agreement(readings: list[Reading]) -> dict[str, float]:
    """Alpha over all decisions (key ``all``) and for each theme."""
    answers = {
        theme: ([theme in r["first"] for r in readings], [theme in r["second"] for r in readings]) for theme in THEMES
    }
    pooled = [[yes for pair in answers.values() for yes in pair[reader]] for reader in (0, 1)]
    return {"all": alpha(*pooled)} | {theme: alpha(*pair) for theme, pair in answers.items()}


def outcomes(readings: list[Reading]) -> dict[str, int]:
    """How the disagreements were settled, and how many labels were mended on which both readers agreed."""
    disputed = [r for r in readings if r["first"] != r["second"]]
    agreed = [r for r in readings if r["first"] == r["second"]]
    return {
        "pledges": len(readings),
        "disagreements": len(disputed),
        "settled as the first": sum(r["settled"] == r["first"] for r in disputed),
        "settled as the second": sum(r["settled"] == r["second"] for r in disputed),
        "settled otherwise": sum(r["settled"] not in (r["first"], r["second"]) for r in disputed),
        "agreed, mended later": sum(r["settled"] != r["first"] for r in agreed),
    }


def report(readings: list[Reading]) -> str:
    """Agreement and outcomes as lines of text."""
    lines = [f"{name:24} {count:5}" for name, count in outcomes(readings).items()]
    for theme, value in agreement(readings).items():
        chosen = sum(theme in reading["first"] or theme in reading["second"] for reading in readings)
        lines.append(f"{theme:24} {value:5.3f}" + (f" ({chosen} pledges)" if theme != "all" else ""))
    return "\n".join(lines)


if __name__ == "__main__":
    print(report(read()))
