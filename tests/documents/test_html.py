"""Pages: every block of the content is kept in its order, furniture goes."""

from __future__ import annotations

import pytest

from lofteNLP.documents import Source, read_bytes


def read(body: str, head: str = "") -> Source:
    return read_bytes(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode(), "a.html")


MENU = '<div class="meny"><ul><li><a href="/a">Start</a></li><li><a href="/b">Bo och bygga</a></li></ul></div>'
FOOT = '<div class="sidfot"><p>Storviks kommun, växel 0100-100 100</p></div>'

BLOCKS = {
    "nested lists": (
        "<main><ol><li>Trafik<ul><li>kontroller</li><li>skyltar<ul><li>nya</li></ul></li></ul></li><li>Unga</li></ol></main>",
        "1. Trafik\n  • kontroller\n  • skyltar\n    • nya\n2. Unga",
    ),
    "ordered list that starts later": ("<main><ol start=4><li>a<li value=9>b<li>c</ol></main>", "4. a\n9. b\n10. c"),
    "line break in an item": ("<main><ul><li>ronda.<br>Ansvarig: Polisen</ul></main>", "• ronda.\n  Ansvarig: Polisen"),
    "paragraphs in an item": ("<main><ul><li><p>ronda</p><p>varje kväll</p></ul></main>", "• ronda\n  varje kväll"),
    "heading in an item": ("<main><ol><li><h3>Unga</h3><p>Vi ringer hem.</p></ol></main>", "1. Unga\n\nVi ringer hem."),
    "empty items": ("<main><ul><li></li><li>a</li><li>&nbsp;</li></ul></main>", "• a"),
    "own bullet in an item": ("<main><ul><li>• a</li><li>- b</li></ul></main>", "• a\n• b"),
    "line breaks for a list": ("<main><p>Polisen<br>- ronda<br>- stå</p></main>", "Polisen\n- ronda\n- stå"),
    "table": (
        "<main><table><tr><th>Vad<th>Vem<tr><td>lyse<br>byts<td>Gatu<p>kontoret</table></main>",
        "Vad\tVem\nlyse byts\tGatu kontoret",
    ),
    "cells over rows and columns": (
        "<main><table><tr><td rowspan=2>A<td>b<td>c<tr><td colspan=2>d<tr><td>e<td>f<td>g</table></main>",
        "A\tb\tc\n\td\ne\tf\tg",
    ),
    "table with lists": ("<main><table><tr><td>Vi<td><ul><li>a<li>b</ul></table></main>", "Vi\n\n• a\n• b"),
    "table of one column": ("<main><table><tr><td>Ett.<tr><td>Två.</table></main>", "Ett.\n\nTvå."),
    "definitions": ("<main><dl><dt>Skola<dd>Rektor ringer</dl></main>", "Skola\tRektor ringer"),
    "folded part": ("<main><h2>A</h2><details><summary>Droger</summary>Sök.</details></main>", "A\n\nDroger\n\nSök."),
    "text without elements": (
        "<main>Först <b>fet</b> text<div>sedan</div>sist</main>",
        "Först fet text\n\nsedan\n\nsist",
    ),
    "short lines": ("<main><p>Ja</p><p>Ansvarig: Skolan</p><h4>Bad</h4></main>", "Ja\n\nAnsvarig: Skolan\n\nBad"),
    "hyphens over elements": (
        "<main><ul><li>ung-<br>domar</ul><p>till-sammans</p></main>",
        "• ungdomar\n\ntillsammans",
    ),
    "preformatted": ("<main><pre>rad ett\nrad två</pre></main>", "rad ett\nrad två"),
}


@pytest.mark.parametrize("case", BLOCKS)
def test_blocks(case: str) -> None:
    body, text = BLOCKS[case]
    assert read(body).text == text


WITHOUT_MAIN = f"""{MENU}<div class="wrap"><div class="innehall"><h1>Löfte i Storvik</h1>
<div>Polisen och kommunen har enats om det som följer här under de kommande två åren.</div>
<div class="text"><strong>Polisen</strong><br>- går till fots<br>Ansvarig: Polisen</div>
<ul class="share-list"><li>Sociala insatsgrupper startas</li></ul>
<div class="related-promises"><p>Kommunen byter lampor i parken.</p></div>
<details><summary>Droger</summary><p>Polisen söker med hund i skåpen varje termin.</p></details>
<ul><li><a href="/v">Vandring i norra parken</a></li><li><a href="/w">Vandring i södra byn</a></li></ul>
<p>Löst.</p> Text utan element.</div></div>{FOOT}"""


def test_a_page_without_main_loses_no_block_and_keeps_their_order() -> None:
    assert [line for line in read(WITHOUT_MAIN).text.split("\n") if line] == [
        "Löfte i Storvik",
        "Polisen och kommunen har enats om det som följer här under de kommande två åren.",
        "Polisen",
        "- går till fots",
        "Ansvarig: Polisen",
        "• Sociala insatsgrupper startas",
        "Kommunen byter lampor i parken.",
        "Droger",
        "Polisen söker med hund i skåpen varje termin.",
        "• Vandring i norra parken",
        "• Vandring i södra byn",
        "Löst.",
        "Text utan element.",
    ]


FURNITURE = {
    "cookies": '<div id="cookies">Vi har kakor.</div><main><p>Vi rondar.</p></main>',
    "menu": f"{MENU}<main><p>Vi rondar.</p></main>{FOOT}",
    "role": '<nav>Start</nav><div role="main"><p>Vi rondar.</p></div><p>Sidansvarig: Webb</p>',
    "share": '<main><p>Vi rondar.</p><div class="share">Dela: E-post</div></main>',
    "script": "<main><script>ska()</script><style>p{}</style><p>Vi rondar.</p></main>",
    "buttons": "<main><p>Vi rondar.</p><button>Ja</button><footer>Sidan ändrad</footer></main>",
    "links aside": '<main><p>Vi rondar.</p><aside><a href="#">Mer</a></aside></main>',
}


def test_cookies_inside_main_go() -> None:
    body = '<main><div class="cookie-info">Vi har kakor.</div><p>Vi rondar i hela kommunen.</p></main>'
    assert read(body).text == "Vi rondar i hela kommunen."


@pytest.mark.parametrize("case", FURNITURE)
def test_furniture_goes(case: str) -> None:
    assert read(FURNITURE[case]).text == "Vi rondar."


def test_facts_aside_stay() -> None:
    assert "tre kvällar" in read("<main><p>Löfte.</p><aside><p>Vi rondar tre kvällar.</p></aside></main>").text


def test_heading_outside_main() -> None:
    assert read("<header><h1>Löfte</h1></header><main><p>Vi rondar.</p></main>").text == "Löfte\n\nVi rondar."


def test_heading_levels() -> None:
    marks = read("<main><h1>A</h1><h3>B</h3><details><summary>C</summary>d</details></main>").marks
    assert [(mark.kind, mark.level) for mark in marks] == [
        ("heading", 1),
        ("heading", 3),
        ("heading", 4),
        ("paragraph", 0),
    ]


@pytest.mark.parametrize(
    ("head", "title", "published"),
    [
        ("<title> Löfte\n i Storvik </title>", "Löfte i Storvik", None),
        ('<meta property="article:published_time" content="2031-03-04T10:00">', "Rubrik", "2031-03-04"),
        ("", "Rubrik", None),
    ],
)
def test_metadata(head: str, title: str, published: str | None) -> None:
    source = read("<main><h1>Rubrik</h1><p>Den 3 maj 2030 kom vi överens.</p></main>", head)
    assert (source.title, source.published) == (title, published)


def test_definitions_in_definitions_are_read_once() -> None:
    inner = "<ul><li>innerst</ul>"
    for level in range(30):
        inner = f"<dl><dt>begrepp{level}<dd>{inner}</dl>"
    text = read_bytes(f"<html><main>{inner}".encode(), "a.html").text
    assert text.count("innerst") == 1
    assert [text.count(f"begrepp{level}\n") for level in range(30)] == [1] * 30
