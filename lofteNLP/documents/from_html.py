"""HTML: libxml2 parses, trafilatura tells the date and where the content lies, every block in there is kept.

trafilatura's own output is not used as the text: on pages without ``main`` it leaves out headings, linked
list items, ``summary`` lines and elements whose class sounds like furniture, and moves blocks about.
"""

from __future__ import annotations

import re
from typing import Any

from lofteNLP.documents.blocks import write
from lofteNLP.documents.clean import characters
from lofteNLP.documents.html_blocks import Walker
from lofteNLP.documents.html_main import main_content
from lofteNLP.documents.kinds import decode
from lofteNLP.documents.quiet import quiet
from lofteNLP.documents.reading import Content, Refused
from lofteNLP.documents.source import HTML_BYTES, HTML_DEPTH

# No clock in the output: without an upper end htmldate takes today's date.
_DATES = {
    "original_date": True,
    "extensive_search": False,
    "max_date": "2100-01-01",
    "min_date": "1995-01-01",
}
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}>")


def read_html(data: bytes) -> Content:
    """Read a page.

    Examples
    --------
    >>> read_html(b"<nav>Start</nav><main><h2>Trafik</h2><ol><li>Fem kontroller</ol></main>").text
    'Trafik\\n\\n1. Fem kontroller'
    """
    if len(data) > HTML_BYTES:
        raise Refused(f"the page is larger than {HTML_BYTES // 1_000_000} MB; save only its text")
    markup = decode(data, html=True).replace("\0", "")
    tree = _parse(_DECLARATION.sub("", markup))
    if tree is None:
        return Content("")
    title = _title(tree)
    published = _published(tree)
    region, before = main_content(tree, markup)
    blocks = before + Walker().blocks(region)
    text, marks = write(blocks)
    return Content(text, marks, title, published)


def _parse(markup: str) -> Any:
    """The tree; libxml2 drops what lies too deep and tells so only in its log."""
    from lxml import html

    if not markup.strip():
        return None
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser, ensure_head_body=True)
    if any("depth" in entry.message for entry in parser.error_log):
        raise Refused(f"its elements are nested more than {HTML_DEPTH} deep; save it in a simpler form")
    return tree


def _title(tree: Any) -> str | None:
    for element in [*tree.iterfind(".//head/title"), *tree.iterfind(".//h1")]:
        title = " ".join(characters("".join(element.itertext())).split())
        if title:
            return title
    return None


def _published(tree: Any) -> str | None:
    """The date in the head, linked data or ``time`` elements. Dates in running text are not the page's."""
    from copy import deepcopy

    from lxml import html
    from trafilatura import extract_metadata

    page = html.Element("html")
    page.extend(deepcopy(head) for head in tree.iterfind("head"))
    body = html.Element("body")
    body.extend(
        deepcopy(element) for element in tree.xpath("//body//time | //body//script[@type='application/ld+json']")
    )
    page.append(body)
    try:
        with quiet("trafilatura", "htmldate"):
            found = extract_metadata(page, date_config=_DATES)
    except Exception:  # a page so odd that the search fails has no date
        return None
    return found.date if found is not None and found.date else None
