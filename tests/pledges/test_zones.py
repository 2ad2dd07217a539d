"""What headings say of the sections below them."""

from __future__ import annotations

import pytest

from lofteNLP.pledges.zones import zone_of

HEADINGS = [
    ("Uppföljning", "followup"),
    ("Så gick det 2030", "followup"),
    ("Resultat av förra årets löften", "followup"),
    ("Problembild", "problem"),
    ("Så ser det ut i Ekby", "problem"),
    ("Otrygga platser", "problem"),
    ("Vad invånarna önskar", "wish"),
    ("Era förslag", "wish"),
    ("Mål", "goal"),
    ("Syfte", "goal"),
    ("Vad är ett medborgarlöfte?", "explanation"),
    ("Hur tas löftena fram?", "explanation"),
    ("Kontakta oss", "contact"),
    ("Löftets giltighet", "validity"),
    ("Bakgrund", "intro"),
    ("Det här lovar vi", "pledges"),
    ("Polisens åtgärder", "pledges"),
    ("Kommunen ska", "pledges"),
    ("Tillsammans", "pledges"),
    ("Medborgarlöfte i Ekby", "title"),
    ("Ekby – medborgarlöften", "title"),
    ("Trafik", ""),
    ("Hamnen", ""),
]


@pytest.mark.parametrize(("heading", "zone"), HEADINGS)
def test_zones(heading: str, zone: str) -> None:
    assert zone_of(heading) == zone
