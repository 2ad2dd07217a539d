"""From blocks (headings, items, rows, paragraphs) to the text and its marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lofteNLP.documents.clean import clean_blocks
from lofteNLP.documents.source import Mark

_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Block:
    r"""A piece of a document: lines parted by ``\n``, the cells of a row by ``\t``; items have a bullet."""

    kind: str
    text: str
    level: int = 0
    bullet: str = ""


def write(blocks: Iterable[Block]) -> tuple[str, tuple[Mark, ...]]:
    r"""Clean the blocks and write them as lines, with blank lines around all but items and rows in a run.

    Examples
    --------
    >>> text, marks = write([Block("heading", "Trafik", 2), Block("item", "fart-\nkontroller", 1, "• ")])
    >>> text
    'Trafik\n\n• fartkontroller'
    >>> [text[mark.start_char:mark.end_char] for mark in marks]
    ['Trafik', '• fartkontroller']
    """
    blocks = list(blocks)
    parts: list[str] = []
    marks: list[Mark] = []
    length = 0
    previous = ""
    for block, text in zip(blocks, clean_blocks(block.text for block in blocks), strict=True):
        lines = [line.strip(" ") for line in text.split("\n") if line.strip()]
        if not lines:
            continue
        written = _laid_out(block, lines)
        gap = "" if not parts else "\n" if block.kind == previous in {"item", "row"} else "\n\n"
        start = length + len(gap)
        length = start + len(written)
        parts += (gap, written)
        marks.append(Mark(block.kind, block.level, start, length))
        previous = block.kind
    return "".join(parts), tuple(marks)


def _laid_out(block: Block, lines: list[str]) -> str:
    if block.kind == "row":
        return " ".join(lines)
    if block.kind != "item":
        return "\n".join(lines)
    indent = _INDENT * (block.level - 1)
    return "\n".join([indent + block.bullet + lines[0], *(indent + _INDENT + line for line in lines[1:])])
