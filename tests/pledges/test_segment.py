"""What is cut once the labels are known: continuation, headings, lead-ins, responsible-lines, sections."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from lofteNLP.documents import read_bytes
from lofteNLP.pledges.candidates import Candidate
from lofteNLP.pledges.detector import PledgeDetector
from lofteNLP.pledges.segment import Cut, cut
from lofteNLP.schema import Section

Label = Callable[[Candidate], str]


class Told(PledgeDetector):
    """Labels by a rule instead of by training."""

    def __init__(self, label: Label) -> None:
        super().__init__()
        self.label = label

    def predict(self, candidates: Sequence[Candidate], groups: Sequence[int] | None = None) -> list[str]:
        return [self.label(candidate) for candidate in candidates]


def by_form(candidate: Candidate) -> str:
    """Items, rows and sentences with a modal verb are pledges; so is nothing below "Problem"."""
    if candidate.parent or candidate.kind == "heading":
        return "lead-in" if candidate.text.endswith("att:") else "heading"
    if candidate.kind == "item" and candidate.zone in ("problem", "goal"):
        return "problem"
    if candidate.kind in ("item", "row") or " ska " in candidate.text:
        return "pledge"
    return "continuation" if candidate.sentence else "background"


def cuts_of(text: str, label: Label = by_form) -> list[Cut]:
    return cut(read_bytes(text.encode(), "a.txt"), Told(label))[0]


def sections_of(text: str) -> list[Section]:
    return cut(read_bytes(text.encode(), "a.txt"), Told(by_form))[1]


HEADINGS: list[tuple[str, str, list[str | None]]] = [
    ("nearest", "Trafik\n- Ronder\nUnga\n- Möten", ["Trafik", "Unga"]),
    ("page's title", "Medborgarlöfte i Ekby\n- Ronder", [None]),
    ("page's title with year", "Medborgarlöfte för Ekby kommun 2031\n- Ronder", [None]),
    ("page's title without preposition", "Medborgarlöfte Ekby 2031\n- Ronder", [None]),
    ("headline", "Polisen lovar fler ronder i hamnen\n\nKommunen ska lysa upp parken.", [None]),
    ("year line", "Medborgarlöfte 2031\n- Ronder", ["Medborgarlöfte 2031"]),
    ("period line", "Medborgarlöfte för perioden 2031–2032\n- Ronder", ["Medborgarlöfte för perioden 2031–2032"]),
    (
        "titles with years part periods",
        "Medborgarlöfte för Ekby 2030\n- Ronder\nMedborgarlöfte för Ekby 2031\n- Möten",
        ["Medborgarlöfte för Ekby 2030", "Medborgarlöfte för Ekby 2031"],
    ),
    ("generic line under a theme", "Trafik\nÅtgärder\n- Ronder", ["Trafik"]),
    ("generic line under a year", "Medborgarlöfte 2031\nAktiviteter\n- Ronder", ["Aktiviteter"]),
    ("generic line after a background", "Bakgrund\n\nBråk i hamnen.\n\nSå här gör vi\n- Ronder", ["Så här gör vi"]),
    ("generic line under goals", "Problembild\n- Bråk i hamnen\nMål\n- Lugn och ro\nÅtgärder\n- Ronder", ["Åtgärder"]),
    ("goals inside a theme", "Trafik\nMål\n- Lägre fart\nÅtgärder\n- Ronder\nUnga\n- Möten", ["Trafik", "Unga"]),
    (
        "noun phrase with a colon",
        "Polisens aktiviteter:\n- Ronder\nKommunens aktiviteter:\n- Möten",
        ["Polisens aktiviteter:", "Kommunens aktiviteter:"],
    ),
    ("goal with items under it", "1. Lugnare hamn\n- Ronder\n2. Ljus\n- Lampor", ["Lugnare hamn", "Ljus"]),
    ("stamp", "Trafik\nPublicerad 3 mars 2031\n- Ronder", ["Trafik"]),
]


@pytest.mark.parametrize(("text", "headings"), [row[1:] for row in HEADINGS], ids=[row[0] for row in HEADINGS])
def test_headings(text: str, headings: list[str | None]) -> None:
    assert [row.headings[0].text if row.headings else None for row in cuts_of(text)] == headings


def test_two_levels_of_headings() -> None:
    (pledge,) = cuts_of("Löften för 2031\nTrafik\n- Ronder")
    assert [heading.text for heading in pledge.headings] == ["Trafik", "Löften för 2031"]


LEAD_INS: list[tuple[str, str, list[str | None]]] = [
    (
        "one each",
        "Polisen lovar att:\n- gå ut\nKommunen lovar att:\n- lysa",
        ["Polisen lovar att:", "Kommunen lovar att:"],
    ),
    ("ends with a heading", "Polisen lovar att:\n- gå ut\nTrafik\n- Ronder", ["Polisen lovar att:", None]),
    (
        "dressed as a bullet",
        "- Polisen lovar att:\n  - gå ut\n- Kommunen lovar att:\n  - lysa",
        ["Polisen lovar att:", "Kommunen lovar att:"],
    ),
    ("run together", "Polisen ska: - gå ut, - lyssna", ["Polisen ska:", "Polisen ska:"]),
    ("doer with a colon", "Trafik\nPolisen:\n- Ronder", ["Polisen:"]),
]


@pytest.mark.parametrize(("text", "leads"), [row[1:] for row in LEAD_INS], ids=[row[0] for row in LEAD_INS])
def test_lead_ins(text: str, leads: list[str | None]) -> None:
    assert [row.lead_in.text if row.lead_in else None for row in cuts_of(text)] == leads


def test_a_lead_in_leaves_the_heading() -> None:
    (pledge,) = cuts_of("Trafik\nPolisen lovar att:\n- gå ut")
    assert [heading.text for heading in pledge.headings] == ["Trafik"]


def test_responsible_lines_go_to_the_pledge_before() -> None:
    first, second = cuts_of("- Ronder\nAnsvarig: Polisen\n- Möten\n\nAnsvarig: skolan\nAnsvarig: kommunen")
    assert [line.text for line in first.responsible] == ["Ansvarig: Polisen"]
    assert [line.text for line in second.responsible] == ["Ansvarig: skolan", "Ansvarig: kommunen"]


def test_a_responsible_line_below_no_pledge_is_nobodys() -> None:
    first, second = cuts_of("- Ronder\nProblem\n- Bråk i hamnen\nAnsvarig: ingen\nÅtgärder\n- Möten")
    assert first.responsible == second.responsible == ()


def test_cells_of_a_row() -> None:
    (pledge,) = cuts_of("Löften 2031\nOmråde\tÅtgärd\tAnsvarig\tAntal\nTrafik\tRonder\tPolisen\tminst tio")
    assert pledge.text == "Ronder minst tio"
    assert [heading.text for heading in pledge.headings] == ["Trafik", "Löften 2031"]
    assert [line.text for line in pledge.responsible] == ["Polisen"]


CONTINUATION = [
    ("Polisen ska gå i hamnen. Det görs varje kväll.", ["Polisen ska gå i hamnen. Det görs varje kväll."]),
    ("Polisen ska gå i hamnen. Tonvikten ligger på helger.", ["Polisen ska gå i hamnen. Tonvikten ligger på helger."]),
    ("Polisen ska gå i hamnen. Det ska ske till fots.", ["Polisen ska gå i hamnen. Det ska ske till fots."]),
    ("Polisen ska gå i hamnen. Kommunen ska lysa upp den.", ["Polisen ska gå i hamnen.", "Kommunen ska lysa upp den."]),
    (
        "Polisen ska gå i hamnen. Kommunen bjuder in till möten.",
        ["Polisen ska gå i hamnen.", "Kommunen bjuder in till möten."],
    ),
    ("Hamnen är mörk. Ljuset räcker inte.", []),
    ("Hamnen är mörk. Kommunen bjuder in till möten.", ["Kommunen bjuder in till möten."]),
]


@pytest.mark.parametrize(("text", "pledges"), CONTINUATION)
def test_continuation(text: str, pledges: list[str]) -> None:
    assert [row.text for row in cuts_of(text)] == pledges


FOREIGN = "Katten ska sova. Hunden ska äta. Solen ska gå upp. "


def test_prose_about_other_things_holds_no_pledges() -> None:
    assert cuts_of(FOREIGN) == []
    assert cuts_of("Polisen ska gå i hamnen. " + FOREIGN)[0].text == "Polisen ska gå i hamnen."


def test_a_long_text_of_another_kind_holds_no_pledges() -> None:
    text = FOREIGN * 100 + "Kommunen ska tro på framtiden.\n\n- Kaffe och bullar"
    assert cuts_of(text) == []


def test_sections() -> None:
    text = (
        "Ekby är en stad.\n\nProblembild\n- Bråk i hamnen\n\nDet här lovar vi\n- Ronder\n\n"
        "Uppföljning\nVi ses i maj.\n\nKontakt\nRing växeln."
    )
    sections = sections_of(text)
    assert [(section.kind, section.heading) for section in sections] == [
        ("intro", None),
        ("problem", "Problembild"),
        ("pledges", "Det här lovar vi"),
        ("followup", "Uppföljning"),
        ("contact", "Kontakt"),
    ]
    assert text[sections[1].start_char : sections[1].end_char] == "Problembild\n- Bråk i hamnen"


def test_a_section_with_a_pledge_is_one_of_pledges() -> None:
    assert [section.kind for section in sections_of("Bakgrund\n\nPolisen ska gå i hamnen.")] == ["pledges"]
