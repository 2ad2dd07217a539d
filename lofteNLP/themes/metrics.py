"""Figures of predicted against gold themes: F1 micro, macro and per theme, with bootstrap intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

DRAWS = 1000
INTERVAL = (2.5, 97.5)
SEED = 0


def figures(
    predicted: NDArray[Any], gold: NDArray[Any], documents: Sequence[str], labels: Sequence[str]
) -> dict[str, Any]:
    """Measure predictions; intervals come from drawing whole documents with replacement.

    Parameters
    ----------
    predicted, gold
        Ones and zeros, one row a pledge, one column a theme.
    documents
        The document of each pledge.
    labels
        The names of the themes.

    Returns
    -------
    dict
        `micro` and `macro` with `f1` and `interval`, and `themes` with `precision`, `recall`, `f1`, `interval` and
        `gold`, the number of gold pledges, each.  Themes without a gold pledge are left out.

    Examples
    --------
    >>> import numpy as np
    >>> both = np.array([[1, 0], [0, 1], [1, 1]])
    >>> measured = figures(both, both, ["a", "b", "c"], ["trafik", "krog"])
    >>> measured["micro"]["f1"], measured["themes"]["krog"]["gold"]
    (1.0, 2)
    """
    import numpy as np

    present = gold.sum(0) > 0
    hits, found, wanted = _counts(predicted, gold, documents)
    draws = np.random.default_rng(SEED).integers(0, len(hits), (DRAWS, len(hits)))
    drawn = [part[draws].sum(1) for part in (hits, found, wanted)]
    per_theme = _interval(_f1(*drawn))
    total = (hits.sum(0), found.sum(0), wanted.sum(0))
    f1 = _f1(*total)
    return {
        "micro": _with_interval(_f1(*(part.sum() for part in total)), _f1(*(part.sum(1) for part in drawn))),
        "macro": _with_interval(f1[present].mean(), _f1(*drawn)[:, present].mean(1)),
        "themes": {
            label: {
                "precision": _round(total[0][theme] / max(total[1][theme], 1)),
                "recall": _round(total[0][theme] / total[2][theme]),
                "f1": _round(f1[theme]),
                "interval": [_round(end[theme]) for end in per_theme],
                "gold": int(total[2][theme]),
            }
            for theme, label in enumerate(labels)
            if present[theme]
        },
    }


def _counts(
    predicted: NDArray[Any], gold: NDArray[Any], documents: Sequence[str]
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Give hits, predictions and gold per document and theme."""
    import numpy as np

    names = {name: row for row, name in enumerate(dict.fromkeys(documents))}
    rows = np.array([names[name] for name in documents])
    tables = []
    for cells in (predicted * gold, predicted, gold):
        table = np.zeros((len(names), gold.shape[1]))
        np.add.at(table, rows, cells)
        tables.append(table)
    return tables[0], tables[1], tables[2]


def _f1(hits: Any, found: Any, wanted: Any) -> Any:
    import numpy as np

    return 2 * hits / np.maximum(found + wanted, 1)


def _interval(values: NDArray[Any]) -> NDArray[Any]:
    import numpy as np

    ends: NDArray[Any] = np.percentile(values, INTERVAL, axis=0)
    return ends


def _with_interval(value: float, drawn: NDArray[Any]) -> dict[str, Any]:
    return {"f1": _round(value), "interval": [_round(end) for end in _interval(drawn)]}


def _round(value: float) -> float:
    return round(float(value), 4)
