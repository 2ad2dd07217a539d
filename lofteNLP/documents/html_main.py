"""Where a page's main content lies: ``main``, else the part that trafilatura points to; less furniture."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from lofteNLP.documents.blocks import Block
from lofteNLP.documents.quiet import quiet

_NEVER = (
    "script",
    "style",
    "template",
    "svg",
    "math",
    "iframe",
    "object",
    "embed",
    "canvas",
    "audio",
    "video",
    "map",
    "noscript",
    "head",
)
_CONTROLS = (
    "button",
    "input",
    "select",
    "textarea",
    "datalist",
    "option",
    "figcaption",
    "nav",
    "dialog",
    "menu",
)
_ROLES = {
    "navigation",
    "dialog",
    "alertdialog",
    "banner",
    "search",
    "contentinfo",
    "menu",
    "menubar",
    "tooltip",
}
_SURE = re.compile(r"cookie|kakor|gdpr|consent|breadcrumb|br[oö]dsmul|crumbs", re.I)
# Whole class names and ids. Parts of them would hit "accordion-header" and "card-footer", which hold content.
_NAMED = re.compile(
    r"(?:(?:site|page|main|global|top|sub|side|left|right)-?)?"
    r"(?:header|footer|nav|navbar|navigation|menu|meny|bar)"
    r"|sidhuvud|sidfot|topp"
    r"|(?:share|sharing|dela|social|skip|hoppa|pagination|pager|toolbar|verktyg|readspeaker|lyssna|listen|translate|feedback|related|relaterat|search|sok|sök|sidebar|login|logo)(?:[-_]\w+)*",
    re.I,
)
_FEW = 80  # characters that a piece of furniture without links may have
_LEAST = 0.1  # of the page's text that ``main`` must hold to be believed
_MANY = 3_000  # blocks; trafilatura's time grows with their square, so above this the page is read whole
_HOLDERS = (
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "td",
    "th",
    "dt",
    "dd",
    "div",
    "summary",
    "pre",
    "blockquote",
)
_TOO_SMALL = {"p", "li", "h1", "td", "th", "dd", "dt"}


class _Lengths:
    """How much text every element holds, and how much of that is links; measured in one pass."""

    def __init__(self, region: Any) -> None:
        self._text: defaultdict[Any, int] = defaultdict(int)
        self._links: defaultdict[Any, int] = defaultdict(int)
        for element in reversed(list(region.iter())):  # children before their parents
            self._text[element] += _length(element.text)
            if element.tag == "a":
                self._links[element] = self._text[element]
            parent = element.getparent()
            if parent is not None and element is not region:
                self._text[parent] += self._text[element] + _length(element.tail)
                self._links[parent] += self._links[element]

    def of(self, element: Any) -> int:
        return self._text[element]

    def is_linked(self, element: Any) -> bool:
        """Whether most of the text is links."""
        return 2 * self._links[element] >= max(1, self._text[element])


def main_content(tree: Any, markup: str) -> tuple[Any, list[Block]]:
    """The element that holds the main content, and the page's ``h1`` where that stands outside it.

    Examples
    --------
    >>> from lxml import html
    >>> tree = html.document_fromstring("<nav>Start</nav><h1>Ale</h1><main><p>Hej</p></main>")
    >>> region, before = main_content(tree, "")
    >>> region.tag, [block.text for block in before]
    ('main', ['Ale'])
    """
    body = tree.find("body")
    if body is None:
        return tree, []
    _drop(body, list(body.iter(*_NEVER)))
    headings = [heading for heading in body.iter("h1") if _text(heading)]
    lengths = _Lengths(body)
    region = _named(body, lengths)
    _prune(body if region is None else region, lengths, inside=region is not None)
    if region is None:
        region = _pointed_out(body, markup)
    if len(headings) != 1 or region in [headings[0], *headings[0].iterancestors()]:
        return region, []
    return region, [Block("heading", " ".join(_text(headings[0]).split()), 1)]


def _named(body: Any, lengths: _Lengths) -> Any:
    """``main``, ``role=main`` or a sole ``article`` with most of the text."""
    found = [*body.iter("main"), *body.xpath(".//*[@role='main']")]
    best = max(found, key=lengths.of, default=None)
    if best is not None and lengths.of(best) > _LEAST * lengths.of(body):
        return best
    articles = list(body.iter("article"))
    if len(articles) == 1 and 2 * lengths.of(articles[0]) > lengths.of(body):
        return articles[0]
    return None


def _pointed_out(body: Any, markup: str) -> Any:
    """The smallest part of the body that holds all that trafilatura takes for content, and the ``h1``."""
    elements = list(body.iter(*_HOLDERS))
    wanted = _extracted(markup) if len(elements) <= _MANY else set()
    hits = [element for element in elements if element.tag == "h1" or _own(element) in wanted]
    if not wanted or not hits:
        return body
    common = [hits[0], *hits[0].iterancestors()]
    for element in hits[1:]:
        line = {element, *element.iterancestors()}
        common = [ancestor for ancestor in common if ancestor in line]
    holder = next((ancestor for ancestor in common if ancestor.tag not in _TOO_SMALL), body)
    return body if holder.tag == "html" else holder


def _extracted(markup: str) -> set[str]:
    """The lines that trafilatura finds, folded."""
    from trafilatura import extract

    try:
        with quiet("trafilatura", "htmldate", "justext"):
            found = extract(markup, favor_recall=True, include_comments=False, output_format="txt")
    except Exception:  # a page it cannot take is read whole
        return set()
    return {folded for line in (found or "").split("\n") if (folded := _folded(line))}


def _own(element: Any) -> str:
    """An element's text up to its first line break or block, as trafilatura would write it."""
    if len(element) == 0 or element.tag != "div":
        return _folded(_text(element))
    return _folded(element.text or "")


def _folded(text: str) -> str:
    return " ".join(text.split()).lstrip("-•|# ").casefold()


def _prune(region: Any, lengths: _Lengths, inside: bool) -> None:
    """Take out navigation, controls and small furniture."""
    _drop(region, list(region.iter(*_CONTROLS)))
    frames = list(region.iter("footer", "header", "aside"))
    _drop(region, [element for element in frames if _is_frame(element, lengths, inside)])
    elements = [element for element in region.iter() if isinstance(element.tag, str)]
    _drop(region, [element for element in elements if _is_furniture(element, region, lengths)])


def _is_frame(element: Any, lengths: _Lengths, inside: bool) -> bool:
    """A page's header, footer or aside. Inside the content these may hold headings and facts."""
    if element.tag == "footer":
        return True
    if inside or next(element.iterancestors("article"), None) is not None:
        return element.tag == "aside" and lengths.is_linked(element)
    return element.tag == "aside" or element.find(".//h1") is None


def _is_furniture(element: Any, region: Any, lengths: _Lengths) -> bool:
    if element.tag in {"body", "html", "main", "article", "h1"}:
        return False
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if element.get("role") in _ROLES or _SURE.search(names):
        return 2 * lengths.of(element) < lengths.of(region)
    if not any(_NAMED.fullmatch(name) for name in names.split()) or element.find(".//h1") is not None:
        return False
    return lengths.is_linked(element) or _is_label(element, lengths)


def _is_label(element: Any, lengths: _Lengths) -> bool:
    """A few words that are no sentence and no list."""
    if lengths.of(element) > _FEW or element.find(".//li") is not None:
        return False
    return not _text(element).endswith((".", "!", "?", ":"))


def _text(element: Any) -> str:
    return "".join(element.itertext()).strip()


def _length(text: str | None) -> int:
    return len(text.strip()) if text else 0


def _drop(region: Any, elements: list[Any]) -> None:
    """Remove elements, keeping the text that follows them."""
    for element in elements:
        if element.getparent() is not None and element is not region:
            element.drop_tree()
