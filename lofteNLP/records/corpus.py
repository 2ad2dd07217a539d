"""The labelled corpus: JSON Lines of documents with their blocks, pledges, themes and values, read as typed values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import msgspec

from lofteNLP.records.plain import RecordError, from_dict
from lofteNLP.schema import ActorSource, ActorType, Comparator, DeadlineType, Kommun, Per, Role

BlockLabel = Literal[
    "title",
    "heading",
    "lead-in",
    "pledge",
    "pledge-rest",
    "responsible",
    "background",
    "problem",
    "goal",
    "wish",
    "place",
    "followup",
    "explanation",
    "validity",
    "contact",
    "furniture",
    "other",
]


@dataclass(frozen=True, slots=True)
class CorpusBlock:
    """A labelled stretch of the document's text."""

    label: BlockLabel
    start_char: int
    end_char: int


@dataclass(frozen=True, slots=True)
class CorpusActor:
    """Who carries the pledge out."""

    type: ActorType
    role: Role
    source: ActorSource
    text: str


@dataclass(frozen=True, slots=True)
class CorpusQuantity:
    """A count or measure of what is promised."""

    text: str
    comparator: Comparator
    value: float
    value_max: float | None
    unit: str | None
    per: Per | None


@dataclass(frozen=True, slots=True)
class CorpusDeadline:
    """A time expression that bounds when the pledge is done."""

    text: str
    type: DeadlineType
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class CorpusPledge:
    """A pledge with its labels; `actors`, `quantities` and `deadlines` are filled where the document's gold is full."""

    text: str
    start_char: int
    end_char: int
    heading: str | None
    themes: list[str]
    actors: list[CorpusActor]
    quantities: list[CorpusQuantity]
    deadlines: list[CorpusDeadline]


@dataclass(frozen=True, slots=True)
class CorpusDocument:
    """A document of the corpus; offsets index `text`, the cleaned form of `raw`."""

    document: str
    writer: str
    form: str
    gold: Literal["full", "themes"]
    format: Literal["txt", "html"]
    raw: str
    text: str
    kommun: list[Kommun]
    valid_from: str | None
    valid_to: str | None
    blocks: list[CorpusBlock]
    pledges: list[CorpusPledge]


def read_corpus(path: Path) -> list[CorpusDocument]:
    """Read the documents of a corpus.

    Parameters
    ----------
    path
        A JSON Lines file, or a folder whose ``*.jsonl`` files are read in the order of their names.

    Raises
    ------
    RecordError
        Where there is nothing to read or a line does not hold to the format; the message names file and line.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp(), "own.jsonl")
    >>> _ = path.write_text('{"document": "ale"}')
    >>> try:
    ...     read_corpus(path)
    ... except RecordError as error:
    ...     print(str(error).removeprefix(str(path)))
    , line 1: CorpusDocument: Object missing required field `writer`; see corpus/README.md
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files:
        raise RecordError(f"{path}: no .jsonl file in the folder; give a corpus' folder or one of its files")
    documents = [document for file in files for document in _read_file(file)]
    if not documents:
        raise RecordError(f"{path}: no document in it; give a corpus' folder or one of its files")
    return documents


def _read_file(file: Path) -> Iterator[CorpusDocument]:
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise RecordError(f"{file}: cannot be read ({error}); give a corpus' folder or one of its files") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            plain = json.loads(line)
            document = from_dict(CorpusDocument, plain)
            _check_keys(plain, msgspec.to_builtins(document), "CorpusDocument")
            _check_offsets(document)
        except RecordError as error:
            reason = str(error).removesuffix("; see records/schema.json")
            raise RecordError(f"{file}, line {number}: {reason}; see corpus/README.md") from error
        except ValueError as error:
            raise RecordError(f"{file}, line {number}: not JSON ({error}); see corpus/README.md") from error
        yield document


def _check_keys(plain: Any, known: Any, where: str) -> None:
    """Raise RecordError where a corpus, which people write, has a key that nothing reads."""
    if isinstance(plain, list):
        for place, (part, known_part) in enumerate(zip(plain, known, strict=True)):
            _check_keys(part, known_part, f"{where}[{place}]")
    elif isinstance(plain, dict):
        for name, part in plain.items():
            if name not in known:
                raise RecordError(f"{where}: unknown key {name!r}")
            _check_keys(part, known[name], f"{where}.{name}")


def _check_offsets(document: CorpusDocument) -> None:
    """Raise RecordError where a block or a pledge lies outside the text."""
    parts: list[CorpusBlock | CorpusPledge] = [*document.blocks, *document.pledges]
    for part in parts:
        if not 0 <= part.start_char <= part.end_char <= len(document.text):
            raise RecordError(
                f"{type(part).__name__}: offsets {part.start_char}–{part.end_char} lie outside the text of "
                f"{document.document!r}, which has {len(document.text)} characters"
            )


def features() -> Any:
    """Declare the corpus' columns as `datasets.Features`; the library comes with the extra ``datasets``.

    Examples
    --------
    >>> list(features())[:3]
    ['document', 'writer', 'form']
    """
    from datasets import Features, Value  # type: ignore[import-untyped, unused-ignore]

    text, whole, number = Value("string"), Value("int64"), Value("float64")
    date = Value("date32")  # the library's reader takes ISO dates for points in time; as strings they would gain hours
    span = {"start_char": whole, "end_char": whole}
    columns: dict[str, Any] = {
        "document": text,
        "writer": text,
        "form": text,
        "gold": text,
        "format": text,
        "raw": text,
        "text": text,
        "kommun": [{"code": text, "name": text}],
        "valid_from": date,
        "valid_to": date,
        "blocks": [{"label": text, **span}],
        "pledges": [
            {
                "text": text,
                **span,
                "heading": text,
                "themes": [text],
                "actors": [{"type": text, "role": text, "source": text, "text": text}],
                "quantities": [
                    {"text": text, "comparator": text, "value": number, "value_max": number, "unit": text, "per": text}
                ],
                "deadlines": [{"text": text, "type": text, "start": date, "end": date}],
            }
        ],
    }
    return Features(columns)
