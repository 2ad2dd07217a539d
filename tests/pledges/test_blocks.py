"""Lines put together to headings, items, paragraphs and responsible-lines, with their nesting."""

from __future__ import annotations

import pytest

from lofteNLP.documents import read_bytes
from lofteNLP.pledges.blocks import find_blocks

SHORTHAND = {"heading": "H", "paragraph": "P", "responsible": "R", "row": "T", "head": "T"}
BLOCKS: list[tuple[str, str, list[str]]] = [
    ("items under a heading", "Trafik\n- Ronder\n- Möten", ["H Trafik", "1 Ronder", "1 Möten"]),
    (
        "nested by indentation",
        "- Trafik\n  - Ronder\n    - varje kväll\n- Möten",
        ["1! Trafik", "2! Ronder", "3 varje kväll", "1 Möten"],
    ),
    (
        "nested by the bullet's form",
        "1. Trafik\n• Ronder\n• Möten\n2. Unga\n• Samtal",
        ["1! Trafik", "2 Ronder", "2 Möten", "1! Unga", "2 Samtal"],
    ),
    ("nested, indentation lost", "• Trafik\no Ronder\no Möten\n• Unga", ["1! Trafik", "2 Ronder", "2 Möten", "1 Unga"]),
    ("letters under numbers", "1) Trafik\n  a) ronder\n  b) möten", ["1! Trafik", "2 ronder", "2 möten"]),
    (
        "wrapped items",
        "Vi lovar att:\n- gå i hamnen varje\nfredag och lördag under hela\nsommaren\n- mäta farten på gatan\nvid "
        "skolan\n- svara på frågor",
        [
            "H Vi lovar att:",
            "1 gå i hamnen varje fredag och lördag under hela sommaren",
            "1 mäta farten på gatan vid skolan",
            "1 svara på frågor",
        ],
    ),
    (
        "hanging lines",
        "- Ronder i hamnen.\n  Vi går två och två.\n- Möten",
        ["1 Ronder i hamnen. Vi går två och två.", "1 Möten"],
    ),
    (
        "a doer on a line of its own",
        "- Ronder i hamnen\n(polisen)\n- Möten",
        ["1 Ronder i hamnen (polisen)", "1 Möten"],
    ),
    (
        "a wrapped paragraph",
        "Vi i Ekby har kommit överens om\natt arbeta ihop för ett tryggare\nEkby. Vi ska gå ut på kvällarna\nmed "
        "andra vuxna och se till att\nalla kommer hem.\n\nTrafik",
        [
            "P Vi i Ekby har kommit överens om att arbeta ihop för ett tryggare Ekby. Vi ska gå ut på kvällarna med "
            "andra vuxna och se till att alla kommer hem.",
            "H Trafik",
        ],
    ),
    (
        "title lines",
        "1. Synlig polis\nPolisen ronderar i hamnen varje helg.\n2. Ljus\nKommunen byter lampor i parken.",
        ["1! Synlig polis", "P Polisen ronderar i hamnen varje helg.", "1! Ljus", "P Kommunen byter lampor i parken."],
    ),
    (
        "a title line and its sentence in one item",
        "1) Synlig polis\nPolisen ronderar i hamnen varje helg.\n2) Ljus\nKommunen byter lampor.",
        ["1 Synlig polis Polisen ronderar i hamnen varje helg.", "1 Ljus Kommunen byter lampor."],
    ),
    (
        "the last of a list is no title",
        "1. Ronder\n2. Möten i maj\n\nUndertecknat av Eva Ek.",
        ["1 Ronder", "1 Möten i maj", "P Undertecknat av Eva Ek."],
    ),
    (
        "nor before a heading",
        "1. Ronder\n2. Möten i maj\n\nTrafik\n3. Fart",
        ["1 Ronder", "1 Möten i maj", "H Trafik", "1 Fart"],
    ),
    (
        "responsible-lines",
        "- Ronder\nAnsvarig: Polisen\n- Möten\n  Ansvariga: skolan och\n  kommunen\n- Samtal. Ansvarig: skolan",
        [
            "1 Ronder",
            "R Ansvarig: Polisen",
            "1 Möten",
            "R Ansvariga: skolan och kommunen",
            "1 Samtal.",
            "R Ansvarig: skolan",
        ],
    ),
    ("responsible-lines apart", "- Ronder\n\nAnsvar: Polisen\n\n- Möten", ["1 Ronder", "R Ansvar: Polisen", "1 Möten"]),
    ("purpose", "- Ronder\nSyfte: Färre bråk\n- Möten", ["1 Ronder Syfte: Färre bråk", "1 Möten"]),
    (
        "purpose before the responsible",
        "- Ronder\nSyfte: Färre bråk\nAnsvarig: Polisen",
        ["1 Ronder Syfte: Färre bråk", "R Ansvarig: Polisen"],
    ),
    (
        "purpose behind the responsible",
        "- Ronder\nAnsvarig: Polisen\nSyfte: Färre bråk\n- Möten",
        ["1 Ronder", "R Ansvarig: Polisen", "P Syfte: Färre bråk", "1 Möten"],
    ),
    (
        "time and extent",
        "- Ronder\nOmfattning: två i veckan\nTid: våren 2031\n- Möten",
        ["1 Ronder Omfattning: två i veckan Tid: våren 2031", "1 Möten"],
    ),
    (
        "a heading of two lines",
        "Vårt gemensamma arbete för en lugnare hamn\noch tryggare skolvägar\n- Ronder",
        ["H Vårt gemensamma arbete för en lugnare hamn och tryggare skolvägar", "1 Ronder"],
    ),
    ("year lines", "LÖFTEN FÖR EKBY\n2031–2032\n- Ronder", ["H LÖFTEN FÖR EKBY 2031–2032", "1 Ronder"]),
    (
        "lines that open lists",
        "Polisen ska\n• gå ut\nKommunens insatser:\n• lysa",
        ["H Polisen ska", "1 gå ut", "H Kommunens insatser:", "1 lysa"],
    ),
    (
        "no bullets",
        "Polisen lovar att:\ngå i hamnen\nmäta farten\nsvara på frågor",
        ["H Polisen lovar att:", "1 gå i hamnen", "1 mäta farten", "1 svara på frågor"],
    ),
    (
        "lines with att",
        "Vi lovar:\nAtt gå i hamnen\nAtt mäta farten\nAtt svara",
        ["H Vi lovar:", "1 Att gå i hamnen", "1 Att mäta farten", "1 Att svara"],
    ),
    ("one sentence with att", "Att bo i Ekby är tryggt.\nVi tackar.", ["P Att bo i Ekby är tryggt.", "P Vi tackar."]),
    ("private use bullets", "\uf0b7 Ronder\n\uf0a7\tMöten\n\uf0b7Samtal", ["1 Ronder", "1 Möten", "1 Samtal"]),
    ("numbers on lines of their own", "1\nRonder i hamnen\n2\nMöten i maj", ["H Ronder i hamnen", "H Möten i maj"]),
]
PAGES: list[tuple[str, str, list[str]]] = [
    ("paragraphs in an item", "<ul><li><p>Ronder.</p><p>Varje kväll.</p></li></ul>", ["1 Ronder. Varje kväll."]),
    (
        "lists in lists",
        "<ol><li>Trafik<ul><li>Ronder</li><li>Möten</li></ul></li><li>Unga</li></ol>",
        ["1! Trafik", "2 Ronder", "2 Möten", "1 Unga"],
    ),
    ("a bullet typed in an item", "<ul><li>- Ronder</li><li>1. Möten</li></ul>", ["1 Ronder", "1 Möten"]),
    (
        "line breaks and dashes",
        "<p>Polisen lovar att:<br>- gå ut<br>- lyssna</p>",
        ["H Polisen lovar att:", "0 gå ut", "0 lyssna"],
    ),
    (
        "line breaks alone",
        "<p>Polisen lovar att:<br>gå ut i hamnen<br>lyssna på alla</p>",
        ["H Polisen lovar att:", "0 gå ut i hamnen", "0 lyssna på alla"],
    ),
    (
        "responsible-lines",
        "<ul><li>Ronder<br>Ansvarig: Polisen</li></ul><p>Ansvarig: skolan</p>",
        ["1 Ronder", "R Ansvarig: Polisen", "R Ansvarig: skolan"],
    ),
]


def shorthand(text: str, kind: str) -> list[str]:
    """Each block's kind (an item's level, with "!" where it has something under it) and words."""
    source = read_bytes(text.encode(), f"a.{kind}")
    return [
        SHORTHAND.get(block.kind, str(block.level) + "!" * block.parent)
        + " "
        + " ".join(source.text[block.start : block.end].split())
        for block in find_blocks(source)
    ]


@pytest.mark.parametrize(("text", "blocks"), [row[1:] for row in BLOCKS], ids=[row[0] for row in BLOCKS])
def test_blocks(text: str, blocks: list[str]) -> None:
    assert shorthand(text, "txt") == blocks


@pytest.mark.parametrize(("body", "blocks"), [row[1:] for row in PAGES], ids=[row[0] for row in PAGES])
def test_blocks_of_pages(body: str, blocks: list[str]) -> None:
    page = f"<html><body><main><h1>Ekby</h1>{body}</main></body></html>"
    assert shorthand(page, "html") == ["H Ekby", *blocks]
