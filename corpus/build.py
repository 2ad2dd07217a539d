"""Build the dataset files of the corpus from its annotated texts: ``python corpus/build.py``.

Every document of ``annotated/`` is read by the package's own reader, so that offsets index the cleaned text, and
written as one JSON object a line to ``train.jsonl`` or ``test.jsonl``.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from hashlib import sha256
from pathlib import Path
from typing import Any

from lofteNLP.documents import Source, read_bytes
from markup import Annotated, parse

FOLDER = Path(__file__).parent
TEST_SHARE = 6  # one document in six is for testing
WORD = re.compile(r"\w+")
FILLER = "ʼ"  # a letter to the regular expression that no text holds: what an entity or a soft hyphen takes up
BULLET = r"(?:[•▪·●○◦*–—−→\uf0b7-]+|o+)"
NUMBER = r"(?:\d{1,2}(?:\s?\.\d{1,2})?(?:\s?[.)])?|[a-zA-Z]\s?[.)]|[ivx]+\)|§)"
OPENING = re.compile(r"[\"”»(]*$")
CLOSING = re.compile(r"(?:[ \t]*(?![•▪·●○◦*–—−→\uf0b7-])[^\w\s])?[^\w\s]*")


def build(folder: Path = FOLDER) -> dict[str, list[dict[str, Any]]]:
    """Build the rows of both splits from the annotated documents."""
    splits: dict[str, list[dict[str, Any]]] = {"train": [], "test": []}
    for path in sorted((folder / "annotated").iterdir()):
        row = build_row(parse(path), path.suffix)
        splits["test" if is_test(path.stem) else "train"].append(row)
    return splits


def is_test(name: str) -> bool:
    """Whether a document is for testing, by its name alone."""
    return sha256(name.encode()).digest()[0] % TEST_SHARE == 0


def build_row(document: Annotated, suffix: str) -> dict[str, Any]:
    """One document as a row of the dataset."""
    source = read_bytes(document.text.encode(), document.name + suffix)
    segments = list(place(document, source))
    header = document.header
    row: dict[str, Any] = {
        "document": document.name,
        "writer": document.name[0],
        "form": header["form"],
        "gold": header["gold"],
        "format": suffix[1:],
        "raw": document.text,
        "text": source.text,
        "kommun": [dict(zip(("code", "name"), kommun.split(" ", 1), strict=True)) for kommun in header["kommun"]],
        "valid_from": header.get("valid_from"),
        "valid_to": header.get("valid_to"),
        "blocks": [{"label": label, "start_char": start, "end_char": end} for label, _, start, end in segments],
        "pledges": [],
    }
    heading: str | None = None
    number = 0
    for label, themes, start, end in segments:
        if label in ("heading", "title"):
            heading = fold(source.text[start:end]) if label == "heading" else None
        elif label == "pledge":
            number += 1
            pledge = {
                "text": fold(source.text[start:end]),
                "start_char": start,
                "end_char": end,
                "heading": heading,
                "themes": themes,
            }
            values = document.values.get(number) or {"actors": [], "quantities": [], "deadlines": []}
            row["pledges"].append(pledge | values)
        elif label == "pledge-rest" and row["pledges"]:
            row["pledges"][-1]["text"] += " " + fold(source.text[start:end])
            row["pledges"][-1]["end_char"] = end
    return row


def place(document: Annotated, source: Source) -> Iterator[tuple[str, list[str], int, int]]:
    """Carry the segments over to the cleaned text, word by word; what the reader left out is left out."""
    raw = [(m.start(), m.group(0).replace(FILLER, "")) for m in WORD.finditer(blank(document.text))]
    clean = list(WORD.finditer(source.text))
    to_clean = match_words([word for _, word in raw], [m.group(0) for m in clean])
    placed = []
    for segment in document.segments:
        content_end = segment.start + len(without_next_bullet(document.text[segment.start : segment.end]))
        inside = [index for index, (start, _) in enumerate(raw) if segment.start <= start < content_end]
        hits = [index for index in inside if index in to_clean]
        if not hits or len(hits) < 0.5 * len(inside):
            continue
        before = sum(len(raw[index][1]) for index in inside if index < hits[0])
        after = sum(len(raw[index][1]) for index in inside if index > hits[-1])
        first = walk(clean, to_clean[hits[0]], before, step=-1)
        last = walk(clean, to_clean[hits[-1]], after, step=1)
        start = clean[first].start() - len(OPENING.search(source.text[: clean[first].start()]).group(0))  # type: ignore[union-attr]
        placed.append((segment, start, clean[last].end()))
    limits = [start for _, start, _ in placed[1:]] + [len(source.text)]
    for (segment, start, end), limit in zip(placed, limits, strict=True):
        end = min(end, limit)
        closing = CLOSING.match(source.text[end:limit])
        yield segment.label, sorted(segment.themes), start, end + (closing.end() if closing else 0)


def match_words(raw: list[str], clean: list[str]) -> dict[int, int]:
    """Which word of the cleaned text each raw word became; words that the reader changed or left out are missing."""
    matcher = SequenceMatcher(None, [w.lower() for w in raw], [w.lower() for w in clean], autojunk=False)
    return {block.a + i: block.b + i for block in matcher.get_matching_blocks() for i in range(block.size)}


def walk(clean: list[re.Match[str]], index: int, letters: int, step: int) -> int:
    """Walk on from a word until so many letters are passed: words that hyphenation had split count by their letters."""
    while letters > 0 and 0 <= index + step < len(clean):
        index += step
        letters -= len(clean[index].group(0))
    return index


def without_next_bullet(segment: str) -> str:
    """A raw segment without the bullet or number that stands before the next mark.

    Examples
    --------
    >>> without_next_bullet("till och med klockan 23.\\n  2. "), without_next_bullet("i juni - ")
    ('till och med klockan 23.', 'i juni')
    """
    return re.sub(rf"(?:\s*\n[ \t]*(?:{NUMBER}|{BULLET})|[ \t]+{BULLET})\s*$", "", segment)


def blank(text: str) -> str:
    """A raw text with tags as spaces, entities as letters and soft hyphens as fillers, so that offsets stay."""
    text = text.replace("\xad", FILLER)
    if not re.match(r"\s*<(?:!doctype|html)", text, re.I):
        return text
    plain = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", lambda m: " " * len(m.group(0)), text, flags=re.S | re.I)
    return re.sub(r"&#?\w+;", blank_entity, plain)


def blank_entity(match: re.Match[str]) -> str:
    """An entity's character, filled up so that a word with a letter written as entity stays one word."""
    character = html.unescape(match.group(0))
    return character.ljust(len(match.group(0)), FILLER if character.isalpha() else " ")


def fold(text: str) -> str:
    """White space folded."""
    return re.sub(r"\s+", " ", text).strip()


def write(splits: dict[str, list[dict[str, Any]]], folder: Path = FOLDER) -> None:
    """Write the splits as JSON Lines."""
    for split, rows in splits.items():
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{split}.jsonl").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    write(build())
