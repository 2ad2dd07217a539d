"""One document, four formats, the same pledges."""

from __future__ import annotations

from types import ModuleType

import pytest

from lofteNLP.documents import read_bytes
from lofteNLP.schema import Document
from lofteNLP.tagger import Tagger

LIST = [
    ("heading", "Medborgarlöfte 2031"),
    ("paragraph", "Polisen och Ekby kommun har talat med invånarna om tryggheten i Ekby."),
    ("heading", "Trafik"),
    ("item", "Polisen genomför minst tio fartkontroller i månaden på Storgatan.\nAnsvarig: Polisen"),
    ("item", "Kommunen målar om övergångsställena vid skolorna före den 1 september.\nAnsvarig: Tekniska kontoret"),
    ("heading", "Unga"),
    (
        "item",
        "Fältgruppen och polisen finns ute på stan varje fredag och lördag kväll under hela terminen och vid "
        "skolavslutningen.\nAnsvarig: Socialtjänsten",
    ),
    ("item", "Kommunen håller fritidsgården öppen till klockan 22 två kvällar i veckan."),
    ("heading", "Kontakt"),
    ("paragraph", "Ring kommunens växel om du har frågor."),
]
PROSE = [
    ("heading", "Medborgarlöfte i Ekby"),
    ("paragraph", "Många i Ekby känner sig otrygga vid stationen på kvällarna."),
    (
        "paragraph",
        "Under 2031 ska polisen patrullera till fots vid stationen varje fredag. Kommunen kommer att byta "
        "belysningen i gångtunneln och klippa ned buskarna längs cykelvägen mot centrum före oktober.",
    ),
    ("paragraph", "Polisen lovar också att besöka alla högstadieskolor minst en gång per termin."),
    ("heading", "Uppföljning"),
    ("paragraph", "Löftet följs upp i december."),
]
TABLE = [
    ("heading", "Medborgarlöfte 2031"),
    ("row", "Åtgärd|Omfattning|Ansvarig"),
    ("row", "Polisen fotpatrullerar i centrum|Minst två kvällar i veckan|Polisen"),
    ("row", "Trygghetsvandring med boende|En per termin|Kommunen"),
    ("row", "Nykterhetskontroller på infarterna|Minst 40 under året|Polisen"),
    ("paragraph", "Löftet gäller under 2031."),
]
EXPECTED = {
    "list": [text.split("\n")[0] for kind, text in LIST if kind == "item"],
    "prose": [
        "Under 2031 ska polisen patrullera till fots vid stationen varje fredag.",
        "Kommunen kommer att byta belysningen i gångtunneln och klippa ned buskarna längs cykelvägen mot centrum "
        "före oktober.",
        "Polisen lovar också att besöka alla högstadieskolor minst en gång per termin.",
    ],
    "table": [text.rsplit("|", 1)[0].replace("|", " ") for kind, text in TABLE[2:] if kind == "row"],
}
DOCUMENTS = {"list": LIST, "prose": PROSE, "table": TABLE}


def what_is_said(document: Document) -> list[tuple[object, ...]]:
    return [
        (
            pledge.text,
            [(actor.type, actor.source) for actor in pledge.actors],
            [q.text for q in pledge.quantities],
            [d.text for d in pledge.deadlines],
        )
        for pledge in document.pledges
    ]


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("kind", ["html", "pdf", "docx", "txt"])
def test_same_pledges(name: str, kind: str, tagger: Tagger, rendering: ModuleType) -> None:
    found = tagger.tag_source(read_bytes(rendering.render(DOCUMENTS[name], kind), f"a.{kind}"))
    assert [pledge.text for pledge in found.pledges] == EXPECTED[name]
    text = tagger.tag_source(read_bytes(rendering.render(DOCUMENTS[name], "txt"), "a.txt"))
    assert what_is_said(found) == what_is_said(text)
