"""Review tasks as Label Studio and doccano want them, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from xml.sax.saxutils import quoteattr

KINDS = {"actor": "actors", "quantity": "quantities", "deadline": "deadlines"}


class ReviewError(ValueError):
    """A review file that cannot be read; the message names the file, what is wrong and what to do."""


class ReviewSpan(NamedTuple):
    """A span of the pledge's text: where, and whether an `actor`, a `quantity` or a `deadline`."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class ReviewTask:
    """A pledge to look at, or looked at: its themes and the spans inside its text.

    `corrected` says that a person has been there; what was only exported is not.
    """

    document: str
    number: int
    text: str
    heading: str | None
    themes: tuple[str, ...]
    spans: tuple[ReviewSpan, ...]
    corrected: bool = False


def to_label_studio(tasks: Sequence[ReviewTask]) -> str:
    """Write tasks as a JSON array with predictions, for import into a project with `label_studio_config`.

    Examples
    --------
    >>> task = ReviewTask("ale", 1, "Polisen går.", None, ("narvaro",), (ReviewSpan(0, 7, "actor"),))
    >>> json.loads(to_label_studio([task]))[0]["data"]["text"]
    'Polisen går.'
    """
    rows = [
        {
            "data": {
                "document": task.document,
                "number": task.number,
                "heading": task.heading or "",
                "text": task.text,
            },
            "predictions": [{"model_version": "lofteNLP", "result": _results(task)}],
        }
        for task in tasks
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def from_label_studio(content: str) -> list[ReviewTask]:
    """Read an export in Label Studio's JSON format: the newest annotation of each task counts, predictions do not."""
    return [_labelled_task(row) for row in json.loads(content)]


def label_studio_config(labels: Sequence[str]) -> str:
    """Write the labelling interface for a Label Studio project.

    Examples
    --------
    >>> '<Choice value="krog"/>' in label_studio_config(["krog"])
    True
    """
    choices = "\n".join(f"    <Choice value={quoteattr(label)}/>" for label in labels)
    kinds = "\n".join(f"    <Label value={quoteattr(kind)}/>" for kind in KINDS)
    return (
        '<View>\n  <Header value="$heading"/>\n'
        f'  <Labels name="spans" toName="text">\n{kinds}\n  </Labels>\n'
        '  <Text name="text" value="$text"/>\n'
        f'  <Choices name="themes" toName="text" choice="multiple">\n{choices}\n  </Choices>\n</View>\n'
    )


def to_doccano(tasks: Sequence[ReviewTask]) -> str:
    """Write tasks as JSON Lines for a doccano project of the kind "Intent Detection and Slot Filling".

    Examples
    --------
    >>> task = ReviewTask("ale", 1, "Polisen går.", None, ("narvaro",), (ReviewSpan(0, 7, "actor"),))
    >>> json.loads(to_doccano([task]))["entities"]
    [[0, 7, 'actor']]
    """
    rows = (
        {
            "text": task.text,
            "cats": list(task.themes),
            "entities": [list(span) for span in task.spans],
            "document": task.document,
            "number": task.number,
            "heading": task.heading,
        }
        for task in tasks
    )
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def from_doccano(content: str) -> list[ReviewTask]:
    """Read an export in doccano's JSONL format; every line in it counts as corrected."""
    return [_doccano_task(json.loads(line)) for line in content.splitlines() if line.strip()]


WRITERS: dict[str, Callable[[Sequence[ReviewTask]], str]] = {"label-studio": to_label_studio, "doccano": to_doccano}


def read_tasks(content: str, where: str) -> list[ReviewTask]:
    """Read an export of either tool, told apart by its first character.

    Parameters
    ----------
    content
        The file's text.
    where
        The file's name, for messages.

    Examples
    --------
    >>> line = '{"text": "Polisen går.", "document": "ale", "number": 1, "cats": ["narvaro"]}'
    >>> read_tasks(line, "tasks.jsonl")[0].themes
    ('narvaro',)
    """
    read = from_label_studio if content.lstrip().startswith("[") else from_doccano
    try:
        return read(content)
    except json.JSONDecodeError as error:
        problem = str(error)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        problem = f"{type(error).__name__} {error}"
    raise ReviewError(
        f"{where}: not an export that can be read ({problem}); "
        "export from Label Studio as JSON, or from doccano as JSONL"
    )


def _results(task: ReviewTask) -> list[dict[str, Any]]:
    spans = [
        {
            "id": f"span{place}",
            "from_name": "spans",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": span.start,
                "end": span.end,
                "text": task.text[span.start : span.end],
                "labels": [span.kind],
            },
        }
        for place, span in enumerate(task.spans, 1)
    ]
    themes = {
        "id": "themes",
        "from_name": "themes",
        "to_name": "text",
        "type": "choices",
        "value": {"choices": list(task.themes)},
    }
    return [*spans, themes] if task.themes else [*spans]


def _labelled_task(row: dict[str, Any]) -> ReviewTask:
    done = [annotation for annotation in row.get("annotations", []) if not annotation.get("was_cancelled")]
    results = max(done, key=lambda annotation: str(annotation.get("updated_at", "")))["result"] if done else []
    themes = [theme for result in results if result["type"] == "choices" for theme in result["value"]["choices"]]
    spans = [
        ReviewSpan(result["value"]["start"], result["value"]["end"], result["value"]["labels"][0])
        for result in results
        if result["type"] == "labels"
    ]
    data = row["data"]
    return ReviewTask(
        data["document"],
        int(data["number"]),
        data["text"],
        data.get("heading") or None,
        tuple(themes),
        tuple(sorted(spans)),
        corrected=bool(done),
    )


def _doccano_task(row: dict[str, Any]) -> ReviewTask:
    meta = row if "document" in row else row["meta"]  # where the other columns stand depends on doccano's version
    return ReviewTask(
        meta["document"],
        int(meta["number"]),
        row["text"],
        meta.get("heading") or None,
        tuple(row.get("cats", [])),
        tuple(sorted(_entity(entity) for entity in row.get("entities", []))),
        corrected=True,
    )


def _entity(entity: Any) -> ReviewSpan:
    """Read a span as doccano imports it (a list) or exports it (an object)."""
    if isinstance(entity, dict):
        return ReviewSpan(entity["start_offset"], entity["end_offset"], entity["label"])
    start, end, kind = entity
    return ReviewSpan(start, end, kind)
