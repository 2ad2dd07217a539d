"""From the body of a Word document to blocks, in its order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from lofteNLP.documents.blocks import Block
from lofteNLP.documents.hyphens import join_lines

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{_W}val"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = {
    _FALLBACK,
    *(f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "txbxContent", "instrText", "delText")),
}
_CHARACTERS = {
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
    f"{_W}softHyphen": "\u00ad",
}
_HEADING = re.compile(r"(?:heading|rubrik) ?([1-9])", re.I)
_LIST_STYLE = re.compile(r"list (bullet|number)(?: ([2-5]))?", re.I)  # python-docx gives the English names
_OWN_BULLET = re.compile(r"^[•·●▪■◦○*–—-][ \u00a0\t]+")
_DEEPEST = 8  # levels of a list, from 0
_WIDEST = 100  # columns that a cell is believed to span


class _List(NamedTuple):
    number: str
    level: int
    ordered: bool


class Body:
    """The body of a document that python-docx has opened.

    Examples
    --------
    >>> import docx
    >>> document = docx.Document()
    >>> _ = document.add_heading("Trafik", 2)
    >>> _ = document.add_paragraph("Fem kontroller", "List Number")
    >>> [(block.kind, block.level, block.bullet, block.text) for block in Body(document).blocks()]
    [('heading', 2, '', 'Trafik'), ('item', 1, '1. ', 'Fem kontroller')]
    """

    def __init__(self, document: Any) -> None:
        self._body = document.element.find(f"{_W}body")  # by name: a damaged part is no document with a `body`
        self._styles = {style.style_id: style for style in document.styles}
        self._levels = _numbering(document)
        self._counts: Counter[tuple[str, int]] = Counter()

    def blocks(self) -> list[Block]:
        """All blocks of the body; none where it is missing."""
        return [] if self._body is None else list(self._inside(self._body))

    def _inside(self, parent: Any) -> Iterator[Block]:
        for child in parent:
            if child.tag == f"{_W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from self._table(child)
            elif child.tag not in _LEFT_OUT:  # content controls, tracked insertions
                yield from self._inside(child)

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        text = _text(paragraph)
        if text.strip():
            yield self._block(paragraph, text)
        for box in _boxes(paragraph):
            yield from self._inside(box)

    def _block(self, paragraph: Any, text: str) -> Block:
        heading = self._heading(paragraph)
        item = self._list(paragraph)
        bullet = "" if item is None else self._bullet(item)
        if heading:
            return Block("heading", (bullet if bullet != "• " else "") + " ".join(text.split()), heading)
        if item is None:
            return Block("paragraph", text)
        return Block("item", _OWN_BULLET.sub("", text.lstrip()), item.level + 1, bullet)

    def _chain(self, paragraph: Any) -> Iterator[Any]:
        """The paragraph's style and those that it is based on."""
        style = self._styles.get(_value(paragraph, "pStyle"))
        seen: set[str] = set()
        while style is not None and style.style_id not in seen:
            seen.add(style.style_id)
            yield style
            style = self._styles.get(_value(style.element, "basedOn", properties=""))

    def _heading(self, paragraph: Any) -> int:
        """Level of the heading, 0 for other paragraphs."""
        for style in self._chain(paragraph):
            named = _HEADING.match(style.name or "")
            if named or (style.name or "").lower() in {"title", "rubrik"}:
                return min(int(named.group(1)), 6) if named else 1
        holders = [paragraph, *(style.element for style in self._chain(paragraph))]
        outline = _whole(next((value for holder in holders if (value := _value(holder, "outlineLvl"))), ""), 9)
        return outline + 1 if outline < 6 else 0

    def _list(self, paragraph: Any) -> _List | None:
        """By the paragraph's numbering or its style's, else by the style's name."""
        named = self._named(paragraph)
        for holder in [paragraph, *(style.element for style in self._chain(paragraph))]:
            number = _value(holder, "numPr", "numId")
            if number == "0":
                return None
            if number:
                level = min(_whole(_value(paragraph, "numPr", "ilvl") or _value(holder, "numPr", "ilvl"), 0), _DEEPEST)
                form = self._levels.get((number, level), "bullet")
                shown = max(level, named.level if named else 0)  # "List Bullet 2" is the first level of its list
                return None if form == "none" else _List(number, shown, form != "bullet")
        return named

    def _named(self, paragraph: Any) -> _List | None:
        for style in self._chain(paragraph):
            named = _LIST_STYLE.fullmatch(style.name or "")
            if named:
                kind, level = named.groups()
                return _List(style.style_id, _whole(level, 1) - 1, kind.lower() in {"number", "nummer"})
        return None

    def _bullet(self, item: _List) -> str:
        if not item.ordered:
            return "• "
        self._counts[item.number, item.level] += 1
        for deeper in range(item.level + 1, 9):
            self._counts[item.number, deeper] = 0
        return f"{self._counts[item.number, item.level]}. "

    def _table(self, table: Any) -> Iterator[Block]:
        """Rows; but a table that lays out lists or headings, or has one column, is read cell by cell."""
        rows = [list(_own(row, "tc")) for row in _own(table, "tr")]
        single = all(len(row) <= 1 for row in rows)
        for row in rows:
            if single or any(self._is_layout(cell) for cell in row):
                for cell in row:
                    yield from self._inside(cell)
            else:
                line = "\t".join(text for cell in row for text in _cell(cell)).rstrip()
                if line:
                    yield Block("row" if "\t" in line else "paragraph", line)

    def _is_layout(self, cell: Any) -> bool:
        paragraphs = [paragraph for paragraph in cell.iter(f"{_W}p") if _text(paragraph).strip()]
        items = sum(1 for paragraph in paragraphs if self._list(paragraph))
        headed = len(paragraphs) > 1 and any(self._heading(paragraph) for paragraph in paragraphs)
        return items > 1 or headed or next(cell.iter(f"{_W}tbl"), None) is not None


def _numbering(document: Any) -> dict[tuple[str, int], str]:
    """The form of every level of every list: bullet, decimal, ..., none."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    abstract = {
        one.get(f"{_W}abstractNumId"): {
            level.get(f"{_W}ilvl"): _value(level, "numFmt", properties="") for level in one.iter(f"{_W}lvl")
        }
        for one in root.iter(f"{_W}abstractNum")
    }
    forms: dict[tuple[str, int], str] = {}
    for one in root.iter(f"{_W}num"):
        for level, form in abstract.get(_value(one, "abstractNumId", properties=""), {}).items():
            forms[one.get(f"{_W}numId", ""), _whole(level, 0)] = form or "decimal"
    return forms


def _whole(number: str | None, default: int) -> int:
    """A whole number as Word writes it; for anything else the default."""
    return int(number) if number and re.fullmatch(r"[0-9]{1,4}", number) else default


def _value(element: Any, *names: str, properties: str = "pPr") -> str:
    """The value of a property such as ``w:pPr/w:numPr/w:numId``, empty where there is none."""
    path = "/".join(f"{_W}{name}" for name in ((properties, *names) if properties else names))
    found = element.find(path)
    return "" if found is None else found.get(_VAL, "")


def _text(element: Any) -> str:
    """The text of a paragraph without what was deleted, field codes and text boxes."""
    parts: list[str] = []
    for child in element:
        if child.tag == f"{_W}t":
            parts.append(child.text or "")
        elif child.tag in _CHARACTERS:
            parts.append(_CHARACTERS[child.tag])
        elif child.tag == f"{_W}sym":
            parts.append(_symbol(child))
        elif child.tag not in _LEFT_OUT:
            parts.append(_text(child))
    return "".join(parts)


def _symbol(element: Any) -> str:
    """A character of a symbol font, by its number."""
    number = element.get(f"{_W}char", "")
    return (
        chr(int(number, 16)) if re.fullmatch(r"[0-9A-Fa-f]{4}", number) and not number.upper().startswith("D") else ""
    )


def _boxes(paragraph: Any) -> Iterator[Any]:
    """Text boxes; their second writing for old programs is left out."""
    for box in paragraph.iter(f"{_W}txbxContent"):
        outer = {ancestor.tag for ancestor in box.iterancestors()}
        if _FALLBACK not in outer:
            yield box


def _own(parent: Any, name: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, those in content controls included, those of inner tables not."""
    for child in parent:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"}:
            yield from _own(child, name)


def _cell(cell: Any) -> list[str]:
    """The cell's text on one line, and an empty text for every other column it spans."""
    merged = cell.find(f"{_W}tcPr/{_W}vMerge")
    lines = [line for paragraph in cell.iter(f"{_W}p") for line in _text(paragraph).split("\n")]
    text = "" if merged is not None and merged.get(_VAL) != "restart" else " ".join(" ".join(join_lines(lines)).split())
    span = _value(cell, "gridSpan", properties="tcPr")
    return [text, *[""] * (min(_whole(span, 1), _WIDEST) - 1)]
