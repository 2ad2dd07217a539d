"""The card of a theme model: its manifest in, a readable page out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

OPENING = """\
# Theme model

Says which themes a Swedish pledge is about, how sure it is and why: one logistic regression a theme over base forms,
parts of compounds, letters within words and the terms of `lofteNLP/themes/taxonomy.toml`, of text and heading apart.
The taxonomy's core terms are also learnt from, each as a pledge of its own. What each theme means stands there. This
card is written by `lofte train`.
"""

FIGURES = """\
## Figures

Cross-validated: every pledge classified by a model that saw nothing of its document, thresholds and calibration chosen
on the other documents. In brackets 95 % intervals, from drawing whole documents.
"""

BASELINES = """\
Baselines: the commonest theme for every pledge; the taxonomy's core terms; TF-IDF over word forms with logistic
regression, its thresholds chosen in the same way.
"""

LIMITS = """\
## Limits

The corpus was written for the project; real pages use words that it lacks. A theme that a pledge only implies is often
missed, and a heading that names a theme is trusted even where an item under it is about something else. The taxonomy
was widened with the training corpus in view, so figures on other documents tell more than these. `explain` shows the
words behind a decision.

The file `classifier.joblib` holds code that runs when it is loaded; load models only of makers you trust.
"""


def write_card(manifest: dict[str, Any]) -> str:
    """Write the card from the manifest.

    Parameters
    ----------
    manifest
        As `store.save` makes it.
    """
    parts = [OPENING, _origin(manifest), FIGURES, _comparison(manifest["scores"]), BASELINES]
    parts += [_themes(manifest), _calibration(manifest["scores"]["calibration"]), LIMITS]
    return "\n".join(parts)


def _origin(manifest: dict[str, Any]) -> str:
    scores, versions = manifest["scores"], manifest["versions"]
    return (
        f"- Trained on {scores['pledges']} pledges of {scores['documents']} documents.\n"
        f"- SHA-256 of the corpus: `{manifest['corpus_sha256']}`.\n"
        f"- scikit-learn {versions['scikit-learn']}, lofteNLP {versions['lofteNLP']}, base model {versions['base']}.\n"
        "- A theme is given where its probability exceeds the theme's threshold.\n"
    )


def _comparison(scores: dict[str, Any]) -> str:
    rows = {"this model": scores, **scores["baselines"]}
    cells = ((name, _figure(row["micro"]), _figure(row["macro"])) for name, row in rows.items())
    return _table(("", "F1 micro", "F1 macro"), cells)


def _themes(manifest: dict[str, Any]) -> str:
    cells = (
        (
            label,
            f"{row['precision']:.2f}",
            f"{row['recall']:.2f}",
            _figure(row),
            str(row["gold"]),
            f"{manifest['thresholds'][label]:.2f}",
        )
        for label, row in manifest["scores"]["themes"].items()
    )
    return _table(("theme", "precision", "recall", "F1", "pledges", "threshold"), cells)


def _calibration(calibration: dict[str, Any]) -> str:
    worst = max(calibration["by_theme"].values())
    cells = (
        (f"{row['from']:.1f}–{row['from'] + 0.1:.1f}", str(row["count"]), f"{row['said']:.3f}", f"{row['was']:.3f}")
        for row in calibration["reliability"]
    )
    return (
        f"Expected calibration error {calibration['expected_error']:.3f}, at most {worst:.3f} for a single theme.\n\n"
        + _table(("probability", "decisions", "said", "was"), cells)
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _figure(row: dict[str, Any]) -> str:
    low, high = row["interval"]
    return f"{row['f1']:.3f} ({low:.2f}–{high:.2f})"
