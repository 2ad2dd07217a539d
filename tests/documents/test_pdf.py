"""PDF: lines in reading order, hyphenation, page furniture, tables."""

from __future__ import annotations

from types import ModuleType

import pytest

from lofteNLP.documents import read_bytes

LEFT = "Polisen rondar varje fredag och lördag i centrum och talar med dem som är ute sent på kvällen. "
RIGHT = "Kommunen byter lampor i parken och klipper buskar längs vägen hem från skolan före vintern. "


def words(text: str) -> str:
    return " ".join(text.split())


def test_columns_are_read_one_after_the_other(rendering: ModuleType) -> None:
    pdf = rendering.new_pdf()
    rendering.write(pdf, "Rubrik över båda spalterna som går över hela bredden på sidan och därför inte delas")
    top = pdf.get_y() + 6
    for x, text in ((10, LEFT), (110, RIGHT)):
        pdf.set_xy(x, top)
        pdf.multi_cell(85, 6, text * 3, align="L")
    text = words(read_bytes(bytes(pdf.output()), "a.pdf").text)
    assert words(LEFT * 3) in text
    assert text.endswith(words(RIGHT * 3))


def test_a_pair_of_signatures_stays_side_by_side(rendering: ModuleType) -> None:
    pdf = rendering.new_pdf()
    for left, right in [("För kommunen", "För polisen"), ("Eva Ek", "Bo Ask")]:
        pdf.cell(90, 6, left)
        rendering.write(pdf, right)
    lines = read_bytes(bytes(pdf.output()), "a.pdf").text.split("\n")
    assert [line.split("   ")[0] for line in lines] == ["För kommunen", "Eva Ek"]
    assert [words(line) for line in lines] == ["För kommunen För polisen", "Eva Ek Bo Ask"]


def test_an_item_over_a_page_break_is_whole(rendering: ModuleType) -> None:
    pdf = rendering.new_pdf()
    for page, line in enumerate(["- ronda i parken och vid kom-", "munens skolor varje kväll."], 1):
        if page > 1:
            pdf.add_page()
        rendering.write(pdf, "Storviks kommun")
        pdf.ln(8)
        rendering.write(pdf, line)
        pdf.ln(8)
        rendering.write(pdf, f"Sida {page} (2)")
    assert read_bytes(bytes(pdf.output()), "a.pdf").text.split("\n") == [
        "Storviks kommun",
        "",
        "- ronda i parken och vid kommunens",
        "skolor varje kväll.",
    ]


def test_cells_of_several_lines(rendering: ModuleType) -> None:
    pdf = rendering.new_pdf()
    rendering.draw_table(
        pdf, [["Åtgärd", "Vem"], ["Vi ska ronda i parken och på torget " * 4, "Polisen"], ["Lyse", "Vi"]]
    )
    source = read_bytes(bytes(pdf.output()), "a.pdf")
    assert source.text.split("\n") == [
        "Åtgärd\tVem",
        words("Vi ska ronda i parken och på torget " * 4) + "\tPolisen",
        "Lyse\tVi",
    ]


def test_lists_in_cells_stay_lines(rendering: ModuleType) -> None:
    pdf = rendering.new_pdf()
    rendering.draw_table(pdf, [["Polisen", "Kommunen"], ["- ronda\n- stå", "- klippa\n- byta"]])
    source = read_bytes(bytes(pdf.output()), "a.pdf")
    assert source.marks == ()
    assert all(word in source.text for word in ("- ronda", "- stå", "- klippa", "- byta"))


def test_a_framed_box_is_no_table(rendering: ModuleType) -> None:
    pdf = rendering.new_pdf()
    pdf.rect(8, 8, 100, 40)
    pdf.rect(9, 9, 98, 38)
    rendering.write(pdf, "Vi lovar:")
    rendering.write(pdf, "att ronda")
    assert read_bytes(bytes(pdf.output()), "a.pdf").text == "Vi lovar:\natt ronda"


def test_title(rendering: ModuleType) -> None:
    pdf = rendering.new_pdf()
    pdf.set_title("Microsoft Word - Löfte 2031")
    rendering.write(pdf, "Hej")
    assert read_bytes(bytes(pdf.output()), "a.pdf").title == "Löfte 2031"


@pytest.mark.parametrize("angle", [90, 270])
def test_a_page_on_its_side(angle: int, rendering: ModuleType) -> None:
    pdf = rendering.new_pdf()
    with pdf.rotation(angle, 100, 100):
        rendering.write(pdf, "Vi lovar")
        rendering.write(pdf, "att ronda")
    assert read_bytes(bytes(pdf.output()), "a.pdf").text == "Vi lovar\natt ronda"


def test_a_page_that_is_shown_turned(rendering: ModuleType) -> None:
    data = rendering.render("pdf").replace(b"/Type /Page\n", b"/Type /Page\n/Rotate 90\n", 1)
    assert read_bytes(data, "a.pdf").text.startswith(rendering.PLEDGE_PAGE[0].text + "\n")
