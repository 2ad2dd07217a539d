"""Bullets and numbers of every form, items run together on a line, and sentences."""

from __future__ import annotations

import pytest

from lofteNLP.pledges.lines import find_lines, sentences

BULLETS = [
    *((f"{sign} Gå i hamnen", sign, "Gå i hamnen") for sign in "•▪·●○◦■□►▸➢➤✓✔‣∙➔→❖⦁☐*-–—o§"),
    *((f"{sign}Gå i hamnen", sign, "Gå i hamnen") for sign in "•▪·●*-–"),
    ("•\tGå", "•", "Gå"),
    ("-- Gå", "--", "Gå"),
    ("oo Gå", "oo", "Gå"),
    ("• - Gå", "•", "Gå"),
    ("•- Gå", "•", "Gå"),
    ("• 1. Gå", "•", "Gå"),
    ("- 10 ronder i veckan", "-", "10 ronder i veckan"),
    ("- (polisen) ronder", "-", "(polisen) ronder"),
    ("– ”Vi hörs”", "–", "”Vi hörs”"),
]
NUMBERS = [
    ("1. Gå", "1.", "Gå"),
    ("1.Gå", "1.", "Gå"),
    ("1 . Gå", "1.", "Gå"),
    ("14) Gå", "1)", "Gå"),
    ("(3) Gå", "1)", "Gå"),
    ("2) 10 ronder", "1)", "10 ronder"),
    ("3. 10 ronder", "1.", "10 ronder"),
    ("1.2 Gå", "1.1", "Gå"),
    ("1.2. Gå", "1.1", "Gå"),
    ("2.1.3 Gå", "1.1", "Gå"),
    ("1.1 rondera", "1.1", "rondera"),
    ("a) gå", "a)", "gå"),
    ("B) gå", "a)", "gå"),
    ("2b) gå", "1)", "gå"),
    ("iv) gå", "a)", "gå"),
    ("II. Gå", "a.", "Gå"),
    ("l . Gå", "1.", "Gå"),
    ("l. Gå", "1.", "Gå"),
    ("Åtgärd 3: Gå", "A:", "Gå"),
    ("Löfte 1. Gå", "A.", "Gå"),
]
WORDS = [
    "Gå i hamnen",
    "10 - 12 maj stängs gatan",
    "-10 grader och snö",
    "2031 blir bra",
    "14 ronder i veckan",
    "1 340 ronder",
    "12.30 börjar mötet",
    "1.5 timmar i veckan",
    "2.5 km gångväg",
    "kl. 18 börjar mötet",
    "t.ex. ronder",
    "s. k. ronder",
    "o.s.v. som förut",
    "§ 3 gäller inte",
    "E4 är stängd",
    "å ena sidan",
]
RUN_TOGETHER = [
    ("- Gå ut mer - Lyssna mer", ["Gå ut mer", "Lyssna mer"]),
    ("- gå ut, -lyssna, -ingripa", ["gå ut,", "lyssna,", "ingripa"]),
    ("• Gå ut • Lyssna • Ingrip", ["Gå ut", "Lyssna", "Ingrip"]),
    ("•Gå ut •Lyssna", ["Gå ut", "Lyssna"]),
    ("* Gå ut * Lyssna", ["Gå ut", "Lyssna"]),
    ("Polisen ska - gå ut, - lyssna, - ingripa", ["Polisen ska", "gå ut,", "lyssna,", "ingripa"]),
    ("Vi lovar: • gå ut • lyssna", ["Vi lovar:", "gå ut", "lyssna"]),
    (
        "Kommunen lovar - att klippa buskar - att byta lampor",
        ["Kommunen lovar", "att klippa buskar", "att byta lampor"],
    ),
    ("1. Gå ut 2. Lyssna 3. Ingrip", ["Gå ut", "Lyssna", "Ingrip"]),
    ("Vi ska: 1) gå ut 2) lyssna", ["Vi ska:", "gå ut", "lyssna"]),
    ("a) gå ut b) lyssna", ["gå ut", "lyssna"]),
    ("- Ronder på cykel- och gångbanor - Möten i maj", ["Ronder på cykel- och gångbanor", "Möten i maj"]),
]
WHOLE = [
    "Mötet hålls 10 - 12 maj",
    "Löftet gäller 2031 - 2032",
    "Öppet måndag - fredag 9 - 16",
    "- Ronder kl. 22 - 02 varje lördag",
    "- Cykel- och mopedkontroller",
    "• Gå ut - även sent - i hamnen",
    "– Det känns bra, säger Eva Ek – och så ska det vara.",
    "Eva Ek – kommunpolis – svarar på frågor",
    "Hem - Trygghet - Löften",
    "Start · Trygghet · Löften",
    "Ring 0123-45 67 89 - vardagar",
    "1. Möten hålls 3. Maj blir bra",
]


@pytest.mark.parametrize(("text", "sign", "words"), [*BULLETS, *NUMBERS])
def test_sign_and_words(text: str, sign: str, words: str) -> None:
    (line,) = find_lines(text)
    assert (line.sign, line.text(text)) == (sign, words)


@pytest.mark.parametrize("text", WORDS)
def test_words_are_no_sign(text: str) -> None:
    (line,) = find_lines(text)
    assert (line.sign, line.text(text)) == ("", text)


@pytest.mark.parametrize(("text", "items"), RUN_TOGETHER)
def test_run_together(text: str, items: list[str]) -> None:
    assert [line.text(text) for line in find_lines(text)] == items


@pytest.mark.parametrize("text", WHOLE)
def test_whole(text: str) -> None:
    assert len(find_lines(text)) == 1


def test_bare_numbers_stand_for_blank_lines() -> None:
    text = "Gå ut\n3\nLyssna\n\nb)\nIngrip"
    assert [(line.sign, line.blank_before) for line in find_lines(text)] == [
        ("", True),
        ("#", False),
        ("", True),
        ("#", True),
        ("", True),
    ]


def test_indentation() -> None:
    assert [line.indent for line in find_lines("- Trafik\n  - Ronder\n\t- Möten")] == [0, 2, 1]


def test_many_bullets_on_a_line_are_read() -> None:
    assert find_lines("- " * 20_000 + "gå")


SENTENCES = [
    ("Vi går ut. Vi lyssnar.", ["Vi går ut.", "Vi lyssnar."]),
    ("Mötet börjar kl. 18 i t.ex. Ekby. Kom dit!", ["Mötet börjar kl. 18 i t.ex. Ekby.", "Kom dit!"]),
    ("Den 3. Maj är vald. Bra.", ["Den 3. Maj är vald.", "Bra."]),
    ("”Vi kommer.” Det säger Eva.", ["”Vi kommer.", "Det säger Eva."]),
    ("Kommer ni? Ja.", ["Kommer ni?", "Ja."]),
    ("Ronder hålls av bl.a. Polisen i Ekby.", ["Ronder hålls av bl.a. Polisen i Ekby."]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text, 0, len(text))] == expected
