"""The card of a theme model: its manifest in, a readable page out."""

from __future__ import annotations

from typing import Any


def write_card(manifest: dict[str, Any]) -> str:
    """Write the card from the manifest.

    Parameters
    ----------
    manifest
        As `store.save` makes it.
    """
    scores = manifest["scores"]
    versions = manifest["versions"]
    calibration = scores["calibration"]
    return "\n".join(
        [
            "# Theme model",
            "",
            "Says which themes a Swedish pledge is about, how sure it is and why: one logistic regression a theme over base",
            "forms, parts of compounds, letters within words and the terms of `lofteNLP/themes/taxonomy.toml`, text and",
            "heading apart. Written by `lofte train`; what each theme means stands in the taxonomy.",
            "",
            f"- Trained on {scores['pledges']} pledges of {scores['documents']} documents "
            f"(SHA-256 of the corpus `{manifest['corpus_sha256']}`).",
            f"- scikit-learn {versions['scikit-learn']}, lofteNLP {versions['lofteNLP']}, base model {versions['base']}.",
            "- A theme is given where its probability exceeds the theme's threshold.",
            "",
            "## Figures",
            "",
            "Cross-validated: every pledge classified by a model that saw nothing of its document, with thresholds and",
            "calibration chosen on the other documents. In brackets 95 % intervals, from drawing whole documents.",
            "",
            f"F1 micro **{_figure(scores['micro'])}**, macro **{_figure(scores['macro'])}**; "
            f"expected calibration error {calibration['expected_error']:.3f}.",
            "",
            "| theme | precision | recall | F1 | pledges | threshold |",
            "| --- | --- | --- | --- | --- | --- |",
            *(
                f"| {label} | {row['precision']:.2f} | {row['recall']:.2f} | {_figure(row)} | {row['gold']} "
                f"| {manifest['thresholds'][label]:.2f} |"
                for label, row in scores["themes"].items()
            ),
            "",
            "| probability | decisions | said | was |",
            "| --- | --- | --- | --- |",
            *(
                f"| {row['from']:.1f}–{row['from'] + 0.1:.1f} | {row['count']} | {row['said']:.3f} | {row['was']:.3f} |"
                for row in calibration["reliability"]
            ),
            "",
            "## Limits",
            "",
            "The corpus was written for the project; real pages use words that it lacks. A theme that a pledge only implies",
            "is often missed, and a heading that names a theme is trusted even where an item under it is about something",
            "else. `explain` shows the words behind a decision.",
            "",
            "The file `classifier.joblib` holds code that runs when it is loaded; load models only of makers you trust.",
            "",
        ]
    )


def _figure(row: dict[str, Any]) -> str:
    low, high = row["interval"]
    return f"{row['f1']:.3f} ({low:.2f}–{high:.2f})"
