"""The annotation round trip: pledges that the model is least sure of out to a tool, corrected ones back in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lofteNLP.themes.corpus import corpus_files
from lofteNLP.themes.review_formats import (
    KINDS,
    WRITERS,
    ReviewError,
    ReviewSpan,
    ReviewTask,
    label_studio_config,
    read_tasks,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lofteNLP.themes.classifier import ThemeClassifier


def export(
    corpus_or_records: Path,
    output: Path,
    *,
    format: str,
    count: int,
    model: Path | None = None,
    trust: bool = False,
) -> Path:
    """Write the pledges that the model is least sure of as tasks for a labelling tool.

    How unsure it is of a pledge is the entropy of its probabilities, summed over the themes.  For Label Studio the
    labelling interface is written too, beside the output with the suffix `.xml`.

    Parameters
    ----------
    corpus_or_records
        A labelled corpus (its labels are shown), or records that `lofte tag` wrote (what the model found is shown).
    output
        The file to write.
    format
        `"label-studio"` (JSON) or `"doccano"` (JSON Lines).
    count
        How many pledges at most.
    model, trust
        As for `store.load`.

    Returns
    -------
    Path
        The file that was written.
    """
    from lofteNLP.themes.store import load

    if format not in WRITERS:
        raise ReviewError(f"{format}: no such format; use one of {', '.join(WRITERS)}")
    if count < 1:
        raise ReviewError(f"{count}: nothing to export; give a count of one or more")
    tasks = [_task(row, number, pledge) for row in _documents(corpus_or_records) for number, pledge in _numbered(row)]
    if not tasks:
        raise ReviewError(f"{corpus_or_records}: no pledge in it; give a labelled corpus or records of `lofte tag`")
    classifier = load(model, trust=trust)
    doubts = _entropy(_probabilities(classifier, tasks))
    order = sorted(range(len(tasks)), key=lambda place: (-round(float(doubts[place]), 6), place))
    output.write_text(WRITERS[format]([tasks[place] for place in order[:count]]), encoding="utf-8")
    if format == "label-studio":
        output.with_suffix(".xml").write_text(label_studio_config(classifier.labels), encoding="utf-8")
    return output


def read_back(path: Path, corpus: Path) -> Path:
    """Put corrected pledges back into a corpus, written beside the corrected file as `NAME.corpus.jsonl`.

    Of a labelled corpus everything is kept and the corrected pledges are replaced.  Of records that `lofte tag` wrote
    only the corrected pledges are kept, since nobody has looked at the others.  A span that stands as it was keeps its
    value; a new one has only its text, for the values to be filled in.

    Parameters
    ----------
    path
        What the labelling tool exported.
    corpus
        What `export` was given.

    Returns
    -------
    Path
        The file that was written.
    """
    tasks = read_tasks(path.read_text(encoding="utf-8"), str(path))
    corrected = {(task.document, task.number): task for task in tasks if task.corrected}
    if not corrected:
        raise ReviewError(f"{path}: no corrected pledge in it; label some, submit them, and export again")
    rows = list(_documents(corpus))
    known = {(row["document"], number) for row in rows for number, _ in _numbered(row)}
    for document, number in sorted(corrected.keys() - known):
        raise ReviewError(
            f"{path}: pledge {number} of {document} is not in {corpus}; give the corpus that was exported"
        )
    lines = []
    for row in rows:
        pledges = [
            _apply(corrected[key], pledge, where=str(path))
            if (key := (row["document"], number)) in corrected
            else pledge
            for number, pledge in _numbered(row)
            if not _tagged(row) or (row["document"], number) in corrected
        ]
        if pledges or not _tagged(row):
            row = {key: value for key, value in row.items() if key != "model"} | {"pledges": pledges}
            lines.append(json.dumps(row, ensure_ascii=False) + "\n")
    target = path.with_suffix(".corpus.jsonl")
    target.write_text("".join(lines), encoding="utf-8")
    return target


def _documents(corpus: Path) -> Iterator[dict[str, Any]]:
    """Read documents; records of single pledges are put together by document."""
    loose: dict[str, dict[str, Any]] = {}
    for path in corpus_files(corpus):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                if "pledges" in row:
                    yield row
                else:
                    document = loose.setdefault(
                        row["document"], {"document": row["document"], "model": {}, "pledges": []}
                    )
                    document["pledges"].append(row)
            except (json.JSONDecodeError, KeyError, TypeError) as error:
                raise ReviewError(
                    f"{path}: line {number}: neither a document nor a pledge; write one a line"
                ) from error
    yield from loose.values()


def _tagged(row: dict[str, Any]) -> bool:
    """Tell whether a document was tagged by the model rather than labelled by a person."""
    return "model" in row


def _numbered(row: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Give a document's pledges with their numbers; a corpus counts them in their order."""
    for place, pledge in enumerate(row["pledges"], 1):
        yield pledge.get("number", place), pledge


def _task(row: dict[str, Any], number: int, pledge: dict[str, Any]) -> ReviewTask:
    themes = tuple(theme if isinstance(theme, str) else theme["label"] for theme in pledge["themes"])
    spans = tuple(sorted({span for span, _ in _placed(pledge)}))
    return ReviewTask(row["document"], number, pledge["text"], pledge.get("heading"), themes, spans)


def _placed(pledge: dict[str, Any]) -> Iterator[tuple[ReviewSpan, tuple[str, dict[str, Any]]]]:
    """Give the values whose text stands inside the pledge, where it stands, with their list and themselves."""
    for kind, name in KINDS.items():
        for value in pledge.get(name) or []:
            if value.get("source", "text") != "text":
                continue  # read from a heading or a line elsewhere
            surface = " ".join(value["text"].split())
            start = _find(pledge, surface, value)
            if start is not None:
                yield ReviewSpan(start, start + len(surface), kind), (name, value)


def _find(pledge: dict[str, Any], surface: str, value: dict[str, Any]) -> int | None:
    """Find a value's text in the pledge; where it stands more than once, nearest to where its offsets say."""
    text = pledge["text"]
    starts = [start for start in range(len(text)) if text.startswith(surface, start)]
    meant = value["start_char"] - pledge["start_char"] if "start_char" in value and "start_char" in pledge else 0
    return min(starts, key=lambda start: abs(start - meant), default=None) if surface else None


def _apply(task: ReviewTask, pledge: dict[str, Any], where: str) -> dict[str, Any]:
    """Give the pledge with the corrected themes and spans; values that stand elsewhere stay."""
    if task.text != pledge["text"]:
        raise ReviewError(
            f"{where}: the text of pledge {task.number} of {task.document} was changed; leave texts as they are"
        )
    placed = list(_placed(pledge))
    kept = {id(value) for span, (_, value) in placed if span in task.spans}
    inside = {id(value) for _, (_, value) in placed}
    values = {
        name: [value for value in pledge.get(name) or [] if id(value) in kept or id(value) not in inside]
        for name in KINDS.values()
        if name in pledge
    }
    old = {span for span, _ in placed}
    for span in task.spans:
        if span.kind not in KINDS:
            raise ReviewError(f"{where}: unknown kind of span {span.kind!r}; use {', '.join(KINDS)}")
        if span not in old:
            values.setdefault(KINDS[span.kind], []).append({"text": task.text[span.start : span.end]})
    return {**pledge, "themes": list(task.themes), **values}


def _probabilities(classifier: ThemeClassifier, tasks: list[ReviewTask]) -> NDArray[Any]:
    from lofteNLP.pipeline.base import load_base
    from lofteNLP.themes.items import theme_input

    nlp = load_base()
    texts = nlp.pipe(" ".join(task.text.split()) for task in tasks)
    headings = nlp.pipe(" ".join((task.heading or "").split()) for task in tasks)
    items = [
        theme_input(text, heading if len(heading) else None) for text, heading in zip(texts, headings, strict=True)
    ]
    return classifier.probabilities(items)


def _entropy(probabilities: NDArray[Any]) -> NDArray[Any]:
    import numpy as np

    sure = np.clip(probabilities, 1e-9, 1 - 1e-9)
    entropy: NDArray[Any] = -(sure * np.log2(sure) + (1 - sure) * np.log2(1 - sure)).sum(1)
    return entropy
