"""Blocks: lines put together to headings, items, paragraphs, table rows and responsible-lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from lofteNLP.documents import Source
from lofteNLP.pledges.lines import RESPONSIBLE, Line, find_lines
from lofteNLP.pledges.tables import Row, find_rows

BlockKind = Literal["heading", "item", "paragraph", "row", "responsible", "head"]
SHORT = 75
BULLETS = frozenset("•▪·●■∙")
# Lines with a name and a colon that say more of the item above them.
LABELLED = re.compile(r"(?:Syfte\w*|Tid|När|Omfattning|Målvärde)\s?:\s*\S")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text with one form; `level` is an item's nesting (1 outermost) or a heading's rank."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    sign: str = ""
    blank_before: bool = False
    row: Row | None = None
    parent: bool = False
    marked: bool = False


def find_blocks(source: Source) -> list[Block]:
    """Put the lines of a source together to blocks, in order.

    Examples
    --------
    >>> from lofteNLP.documents import read_bytes
    >>> source = read_bytes("Trafik\\n• Kontroller\\n  vid skolor\\n  Ansvarig: polisen".encode(), "a.txt")
    >>> [block.kind for block in find_blocks(source)]
    ['heading', 'item', 'responsible']
    """
    lines = find_lines(source.text, source.marks)
    taken: dict[int, Block] = {}
    skip: set[int] = set()
    for first, last, row in find_rows(source.text, lines):
        kind: BlockKind = "row" if row else "head"
        taken[first] = Block(
            kind, lines[first].start, lines[last - 1].end, row=row, blank_before=lines[first].blank_before
        )
        skip.update(range(first + 1, last))
    skip.update(index for index, line in enumerate(lines) if line.sign == "#" and index not in taken)
    width = wrap_width(source.text, [line for line in lines if line.sign != "#"])
    bare = bare_items(source.text, lines)
    blocks: list[Block] = []
    last_line: Line | None = None
    for index, line in enumerate(lines):
        if index in taken:
            blocks.append(taken[index])
        elif index in skip:
            pass
        elif index in bare:
            level = line.mark.level if line.mark is not None else 0
            blocks.append(
                Block("item", line.start, line.end, level, "", line.blank_before, marked=line.mark is not None)
            )
        elif blocks and last_line and continues(source.text, blocks[-1], last_line, line, width):
            blocks[-1] = grown(source.text, blocks[-1], line)
        else:
            following = next((other for other in lines[index + 1 : index + 3] if other.sign != "#"), None)
            blocks.append(new_block(source.text, line, following, width))
        if line.sign != "#" or index in taken:
            last_line = line
    return with_levels(source.text, split_responsible(source.text, blocks), lines)


def grown(text: str, block: Block, line: Line) -> Block:
    """A block with a further line; a heading that turns out to hold sentences is the beginning of a paragraph."""
    block = replace(block, end=line.end)
    if (
        block.kind == "heading"
        and not block.marked
        and re.search(r"[.!?;,]$|[a-zåäö][.!?]\s+[A-ZÅÄÖ]", text[block.start : block.end])
    ):
        return replace(block, kind="paragraph")
    return block


LEADS = re.compile(r":$|\b(?:att|genom)[.…]*$")
INFINITIVE = re.compile(r"(?:att )?(?:\w+a|gå|få|se|ge|ha|bli|stå|ta|be|nå|öka|bo|sy)(?: \w+| sig)* \w", re.I)


def bare_items(text: str, lines: Sequence[Line]) -> set[int]:
    """Lines that are items without a bullet: "Att …" in a run, or nothing but infinitives below "… lovar att:"."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        run = run_of(text, lines, index + 1)
        if LEADS.search(line.text(text)) and len(run) > 1 and all(is_bare(text, lines[i]) for i in run):
            found.update(run)
    att = [
        index
        for index, line in enumerate(lines)
        if not line.sign and re.match(r"Att\s+\w+(?:a|å|e)\b", line.text(text))
    ]
    for index in att:
        mark = lines[index].mark
        plain = mark is None or mark.kind == "paragraph"
        near = [other for other in att if 0 < abs(other - index) <= 2]
        if plain and near and not re.search(r"[.!?]\s+[A-ZÅÄÖ]", lines[index].text(text)):
            found.add(index)
    return found


def run_of(text: str, lines: Sequence[Line], index: int) -> list[int]:
    """The lines from a place on to the next blank one, at most forty."""
    run: list[int] = []
    while index < len(lines) and len(run) < 40 and not (lines[index].blank_before and run):
        run.append(index)
        index += 1
    return run


def is_bare(text: str, line: Line) -> bool:
    """Whether a line without bullet or mark of its own begins with an infinitive in lower case."""
    words = line.text(text)
    unmarked = line.mark is None or line.mark.kind == "paragraph"
    return unmarked and not line.sign and words[:1].islower() and INFINITIVE.match(words) is not None


def wrap_width(text: str, lines: Sequence[Line]) -> int:
    """The width at which a text is hard-wrapped; 0 where every line is a paragraph of its own."""
    plain = [line for line in lines if line.mark is None]
    wrapped = [
        line.end - line.start + line.indent
        for line, following in pairwise(plain)
        if not following.blank_before
        and not following.sign
        and following.text(text)[:1].islower()
        and not line.text(text).endswith((".", ":"))
    ]
    return max(wrapped) if len(wrapped) >= 3 else 0


def continues(text: str, block: Block, last: Line, line: Line, width: int) -> bool:
    """Whether a line goes on in the block before it."""
    if line.mark is not None or last.mark is not None:
        return continues_mark(text, block, last, line)
    if line.sign or line.blank_before or block.kind in ("row", "head"):
        return False
    words, before = line.text(text), text[block.start : block.end]
    if RESPONSIBLE.match(words):
        return False
    if LABELLED.match(words):
        return block.kind == "item"
    lower = words[:1].islower() or words[:1] in "(0123456789"
    if block.kind == "item":
        hanging = line.indent > last.indent or (last.sign == "" and line.indent == last.indent and line.indent > 0)
        if before.endswith(":") and not lower:
            return False
        if block.sign.endswith(")") and len(before) < 45 and "\n" not in before and not re.search(r"[.!?]$", before):
            return True  # a short title line, and then its sentence
        return hanging or (lower and not re.search(r"[.!?:]$", before)) or wraps(last, width, before)
    if block.kind == "heading":
        broken = lower or ("\n" in before and wraps(last, width, before))
        return broken and not before.endswith(":") and len(before) < 2 * SHORT
    if block.kind == "responsible":
        return lower or line.indent > last.indent
    if is_heading_line(text, line, None) and re.search(r"[.!?]$", before) and not lower:
        return False
    if before.endswith(":") and not lower:
        return False
    return bool(
        lower
        or wraps(last, width, before)
        or (width and re.search(r"[.!?]$", before) and last.end - last.start > width * 0.35)
    )


def continues_mark(text: str, block: Block, last: Line, line: Line) -> bool:
    """Whether a line stands in the same marked element as the line before."""
    if line.mark is None or line.mark is not last.mark or line.mark.kind == "row":
        return False
    words = line.text(text)
    return not (
        RESPONSIBLE.match(words) or (line.sign and line.mark.kind == "paragraph") or block.kind == "responsible"
    )


def wraps(last: Line, width: int, before: str) -> bool:
    """Whether the line before is so long that it must have been broken by the width."""
    return bool(width and last.end - last.start + last.indent >= width * 0.8 and not re.search(r"[.!?:]$", before))


def new_block(text: str, line: Line, following: Line | None, width: int) -> Block:
    """The block that a line opens."""
    words = line.text(text)
    kind: BlockKind = "paragraph"
    if RESPONSIBLE.match(words):
        kind = "responsible"
    elif line.mark is not None and line.mark.kind in ("heading", "item"):
        kind = "heading" if line.mark.kind == "heading" else "item"
    elif line.mark is not None and line.mark.kind == "row" and re.search(r"\w.*\t.*\w", words):
        kind = "item"  # of a table without a head
    elif line.sign:
        kind = "item"
    elif is_heading_line(text, line, following) and not (
        line.mark is None and width and breaks_off(text, line, following)
    ):
        kind = "heading"
    level = line.mark.level if line.mark is not None else 0
    return Block(kind, line.start, line.end, level, line.sign, line.blank_before, marked=line.mark is not None)


def breaks_off(text: str, line: Line, following: Line | None) -> bool:
    """Whether a short line is only the beginning of a wrapped paragraph."""
    if following is None or following.blank_before or following.sign:
        return False
    return following.text(text)[:1].islower() and len(line.text(text)) > 50


def is_heading_line(text: str, line: Line, following: Line | None) -> bool:
    """Whether a line without a bullet looks like a heading: short, without a full stop, no sentence of its own."""
    words = line.text(text)
    if len(words) > SHORT or line.sign or re.search(r"[.!;,]$", words) or words[:1].islower() or LABELLED.match(words):
        return False
    if words.isupper() and len(words) > 3:
        return True
    if words.endswith(":"):
        return True
    if (
        following is not None
        and not following.blank_before
        and not following.sign
        and following.text(text)[:1].islower()
        and len(words) > 55
    ):
        return False
    return len(words.split()) <= 10


def split_responsible(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Cut an "Ansvarig: …" that stands at the end of a block off it."""
    result: list[Block] = []
    for block in blocks:
        match = None
        if block.kind in ("item", "paragraph"):
            match = re.compile(r"(?<=[.\s;])(?:[Aa]nsvar(?:ig|iga|ar))\s?[:;]\s?(?=\S)").search(
                text, block.start + 1, block.end
            )
        if match:
            result.append(replace(block, end=len(text[: match.start()].rstrip())))
            result.append(Block("responsible", match.start(), block.end, marked=block.marked))
        else:
            result.append(block)
    return [block for block in result if block.end > block.start]


def with_levels(text: str, blocks: Sequence[Block], lines: Sequence[Line]) -> list[Block]:
    """Give items their nesting, by indentation or by another kind of bullet under the first, and mark parents."""
    indents = {line.start: line.indent for line in lines}
    result = list(blocks)
    stack: list[tuple[int, str]] = []
    for index, block in enumerate(result):
        if block.kind != "item" or block.marked:
            if block.kind in ("heading", "paragraph"):
                stack = []
            continue
        style = (indents.get(block.start, 0), block.sign)
        while stack and not nests(stack[-1], style):
            if stack[-1][1] == style[1] and abs(stack[-1][0] - style[0]) <= 1:
                break
            stack.pop()
        if not stack or nests(stack[-1], style):
            stack.append(style)
        result[index] = replace(block, level=len(stack))
    for index, block in enumerate(result[:-1]):
        following = next((b for b in result[index + 1 :] if b.kind != "responsible"), None)
        if block.kind != "item" or following is None:
            continue
        over_items = following.kind == "item" and following.level > block.level
        if over_items or (following.kind in ("paragraph", "heading") and is_title(text, result, index)):
            result[index] = replace(block, parent=True)
    return result


def is_title(text: str, blocks: Sequence[Block], index: int) -> bool:
    """Whether a numbered item is the title of what follows: short, no sentence, and not the last of a plain list."""
    block = blocks[index]
    if (
        block.sign[:1] not in ("1", "a")
        or block.end - block.start >= 60
        or re.search(r"[.!?]$", text[block.start : block.end])
    ):
        return False
    before = next((other for other in reversed(blocks[:index]) if other.kind != "responsible"), None)
    return before is None or (before.kind, before.level, before.sign) != ("item", block.level, block.sign)


def nests(outer: tuple[int, str], inner: tuple[int, str]) -> bool:
    """Whether an item with one style stands under an item with another."""
    if outer[1] == inner[1]:
        return inner[0] >= outer[0] + 2
    if inner[0] >= outer[0] + 1:
        return True
    numbered = outer[1][0] in "1a" if outer[1] else False
    if inner[0] == outer[0] and outer[1] in BULLETS and inner[1] in ("o", "oo"):
        return True  # the second level of a word processor, indentation lost
    return inner[0] == outer[0] and numbered and not (inner[1] and inner[1][0] == "1")
