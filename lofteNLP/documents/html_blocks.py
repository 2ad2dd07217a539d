"""From a tree of HTML elements to blocks, in the order of the page, none left out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from lofteNLP.documents.blocks import Block
from lofteNLP.documents.hyphens import join_lines

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = {"ul", "ol", "menu", "dir"}
_PARTING = {
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "form",
    "header",
    "hgroup",
    "hr",
    "legend",
    "li",
    "main",
    "nav",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "html",
    "caption",
}
_BLOCKS = _PARTING | _LISTS | set(_HEADINGS)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_OWN_BULLET = re.compile(r"^[•·●▪■◦○*–—-][ \u00a0\t]+")
_NESTING = ("li", "table", *_HEADINGS)


class Walker:
    """Walks a tree once and collects its blocks.

    Examples
    --------
    >>> from lxml import html
    >>> tree = html.fragment_fromstring("<div><h2>Unga</h2><ul><li>a<ul><li>b</ul></ul>samt<br>hus</div>")
    >>> [(block.kind, block.level, block.text) for block in Walker().blocks(tree)]
    [('heading', 2, 'Unga'), ('item', 1, 'a'), ('item', 2, 'b'), ('paragraph', 0, 'samt\\nhus')]
    """

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._further: dict[int, list[str]] = {}
        self._pending: list[str] = []
        self._heading = 1

    def blocks(self, region: Any) -> list[Block]:
        """All blocks in the element."""
        self._visit(region, ())
        self._flush(())
        return [self._whole(at, block) for at, block in enumerate(self._blocks)]

    def _visit(self, element: Any, lists: tuple[_Item, ...]) -> None:
        """Take in the element's text and children; ``lists`` are the items we are in, outermost first."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag == "table":
            self._flush(lists)
            self._table(element, lists)
        elif tag in _HEADINGS or tag == "summary":
            self._flush(lists)
            self._in_heading(element, tag, lists)
        elif tag in _LISTS:
            self._flush(lists)
            self._list(element, tag, lists)
        elif tag == "dl":
            self._flush(lists)
            self._definitions(element, lists)
        elif tag == "br":
            self._pending.append("\n")
        elif tag == "pre":
            self._flush(lists)
            self._pending.append("".join(element.itertext()))
            self._flush(lists)
        else:
            self._inside(element, lists, parting=tag in _BLOCKS)

    def _inside(self, element: Any, lists: tuple[_Item, ...], parting: bool) -> None:
        if parting:
            self._flush(lists)
        self._pending.append(_folded(element.text))
        for child in element:
            self._visit(child, lists)
            self._pending.append(_folded(child.tail))
        if parting:
            self._flush(lists)

    def _in_heading(self, element: Any, tag: str, lists: tuple[_Item, ...]) -> None:
        """A heading is one line. One that wraps lists or tables is a wrapper, not a heading."""
        if element.find(".//li") is not None or element.find(".//table") is not None:
            self._inside(element, lists, parting=True)
            return
        if tag in _HEADINGS:
            self._heading = _HEADINGS[tag]
        level = _HEADINGS.get(tag, min(self._heading + 1, 6))
        number = lists[-1].take_number() if lists else ""
        text = " ".join(_inline(element).split())
        if text:
            self._blocks.append(Block("heading", number + text, level))

    def _list(self, element: Any, tag: str, lists: tuple[_Item, ...]) -> None:
        number = _number(element.get("start"), 1)
        for child in element:
            if child.tag == "li":
                number = _number(child.get("value"), number)
                item = _Item(f"{number}. " if tag == "ol" else "• ")
                self._inside(child, (*lists, item), parting=True)
                number += 1
            else:
                self._visit(child, lists)
            self._pending.append(_folded(child.tail))
        self._flush(lists)

    def _definitions(self, element: Any, lists: tuple[_Item, ...]) -> None:
        """A term and its definition are a row, unless the definition has blocks of its own."""
        terms: list[str] = []
        own = [child for child in element.iter("dt", "dd") if next(child.iterancestors("dl")) is element]
        for child in own:
            plain = all(child.find(f".//{tag}") is None for tag in (*_NESTING, "dl"))
            if child.tag == "dt":
                terms.append(_cell(child))
            elif plain:
                self._row([" ".join(terms), _cell(child)])
                terms = []
            else:
                self._row(terms)
                terms = []
                self._inside(child, lists, parting=True)
        self._row(terms)

    def _table(self, table: Any, lists: tuple[_Item, ...]) -> None:
        """Rows; but a table that lays out blocks, or has one column, is read cell by cell."""
        for caption in table.iterchildren("caption"):
            self._inside(caption, lists, parting=True)
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        cells = [[cell for cell in row if cell.tag in {"td", "th"}] for row in rows]
        single = all(len(row) <= 1 for row in cells)
        spans: dict[int, int] = {}
        for row in cells:
            if single or any(cell.find(f".//{tag}") is not None for cell in row for tag in _NESTING):
                for cell in row:
                    self._inside(cell, lists, parting=True)
            else:
                self._row(_aligned(row, spans))

    def _row(self, cells: list[str]) -> None:
        line = "\t".join(cells).rstrip()
        if line:
            self._blocks.append(Block("row" if "\t" in line else "paragraph", line))

    def _flush(self, lists: tuple[_Item, ...]) -> None:
        """End the paragraph being collected. In an item the first is the item, the others go on in it."""
        lines = [_SPACES.sub(" ", line).strip() for line in "".join(self._pending).split("\n")]
        self._pending = []
        text = "\n".join(line for line in lines if line)
        if not text:
            return
        if not lists:
            self._blocks.append(Block("paragraph", text))
        elif lists[-1].at and lists[-1].at == len(self._blocks):
            self._further.setdefault(len(self._blocks) - 1, []).append(text)
        else:
            self._item(text, lists)

    def _item(self, text: str, lists: tuple[_Item, ...]) -> None:
        item = lists[-1]
        if item.at or item.numbered:  # text after a nested list or a heading: it belongs to the item, but is not one
            self._blocks.append(Block("paragraph", text))
            return
        self._blocks.append(Block("item", _OWN_BULLET.sub("", text), len(lists), item.bullet))
        item.at = len(self._blocks)

    def _whole(self, at: int, block: Block) -> Block:
        """The block with the paragraphs that went on in it."""
        further = self._further.get(at)
        return replace(block, text="\n".join([block.text, *further])) if further else block


class _Item:
    """A list item being read: its bullet, and the number of blocks there were when it had been written."""

    def __init__(self, bullet: str) -> None:
        self.bullet = bullet
        self.at = 0
        self.numbered = False

    def take_number(self) -> str:
        """A heading in an ordered item carries the item's number."""
        taken = self.numbered or self.bullet == "• " or self.at > 0
        self.numbered = True
        return "" if taken else self.bullet


_SPACES = re.compile(r" {2,}")


def _folded(text: str | None) -> str:
    return _SPACE.sub(" ", text or "")


def _inline(element: Any) -> str:
    """All text in an element, a line break where an element parts it."""
    parts = [_folded(element.text)]
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        gap = "\n" if tag == "br" or tag in _BLOCKS else ""
        parts += [gap, _inline(child), gap, _folded(child.tail)]
    return "".join(parts)


def _cell(element: Any) -> str:
    """A cell's text on one line; its lines may be broken by hyphens."""
    return " ".join(" ".join(join_lines(_inline(element).split("\n"))).split())


def _number(value: str | None, default: int) -> int:
    return int(value) if value and re.fullmatch(r"-?\d{1,6}", value.strip()) else default


def _aligned(row: list[Any], spans: dict[int, int]) -> list[str]:
    """The cells' texts in their columns: a cell that spans rows or columns leaves the others empty."""
    texts: list[str] = []
    for cell in row:
        _skip(texts, spans)
        down, across = (min(max(_number(cell.get(name), 1), 1), 100) for name in ("rowspan", "colspan"))
        for column in range(len(texts), len(texts) + across):
            if down > 1:
                spans[column] = down - 1
        texts += [_cell(cell), *[""] * (across - 1)]
    _skip(texts, spans)
    return texts


def _skip(texts: list[str], spans: dict[int, int]) -> None:
    """Leave columns empty that a cell from an earlier row still fills."""
    while spans.get(len(texts), 0) > 0:
        spans[len(texts)] -= 1
        texts.append("")
