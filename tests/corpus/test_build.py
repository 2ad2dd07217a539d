"""The dataset files are what the annotated texts say."""

import json

import pytest

import build
from markup import Annotated, Segment, parse, squeeze


def annotated(name, *parts):
    """A document out of (label, text before, text) parts."""
    text, segments = "", []
    for label, before, content in parts:
        text += before
        if segments:
            segments[-1].end = len(text)
        segments.append(Segment(label, [], len(text), len(text)))
        text += content
    segments[-1].end = len(text)
    return Annotated(name, {"form": "list", "gold": "themes", "kommun": []}, text, segments)


def texts(document, suffix):
    row = build.build_row(document, suffix)
    return [row["text"][block["start_char"] : block["end_char"]] for block in row["blocks"]]


def test_the_files_are_up_to_date(folder, splits):
    for split, rows in splits.items():
        written = [json.loads(line) for line in (folder / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()]
        assert written == rows, f"{split}.jsonl is old; run python corpus/build.py"


def test_no_segment_is_lost(folder, rows):
    by_name = {row["document"]: row for row in rows}
    for path in sorted((folder / "annotated").iterdir()):
        document = parse(path)
        row = by_name[document.name]
        assert len(document.pledges) == len(row["pledges"]), path.name
        for segment, pledge in zip(document.pledges, row["pledges"], strict=True):
            opening = squeeze(pledge["text"])[:12]
            assert squeeze(document.text[segment.start : segment.end]).startswith(opening), (path.name, pledge["text"])


def test_blocks_stand_in_order_inside_the_text(rows):
    for row in rows:
        position = 0
        for block in row["blocks"]:
            assert position <= block["start_char"] < block["end_char"] <= len(row["text"]), (row["document"], block)
            position = block["end_char"]


def test_a_pledge_s_text_is_what_its_offsets_say(rows):
    for row in rows:
        rests = {block["end_char"] for block in row["blocks"] if block["label"] == "pledge-rest"}
        for pledge in row["pledges"]:
            surface = build.fold(row["text"][pledge["start_char"] : pledge["end_char"]])
            if pledge["end_char"] in rests:  # a table row: cells of other kinds may stand between its own
                assert remove_words(surface, pledge["text"]), (row["document"], pledge["text"])
            else:
                assert surface == pledge["text"], row["document"]


def remove_words(surface, text):
    """Whether the words of the text stand in the surface in their order, the first word first and the last one last."""
    words = iter(surface.split())
    mine = text.split()
    return surface.startswith(mine[0]) and surface.endswith(mine[-1]) and all(word in words for word in mine)


def test_a_document_is_in_one_split(splits):
    names = [row["document"] for rows in splits.values() for row in rows]
    assert len(names) == len(set(names))
    assert 0.1 < len(splits["test"]) / len(names) < 0.25


@pytest.mark.parametrize(
    ("segment", "content"),
    [
        ("till och med klockan 23.\n  2. ", "till och med klockan 23."),
        ("till och med vecka 32.\n • ", "till och med vecka 32."),
        ("vid midsommar\n\n3.10 ", "vid midsommar"),
        ("vid midsommar\n2 .4 ", "vid midsommar"),
        ("vid midsommar\n   b) ", "vid midsommar"),
        ("vid midsommar - ", "vid midsommar"),
        ("vid midsommar\no ", "vid midsommar"),
        ("senast kl. 18. ", "senast kl. 18. "),
        ("från och\nmed mars. ", "från och\nmed mars. "),
    ],
)
def test_the_next_bullet_is_no_part_of_a_segment(segment, content):
    assert build.without_next_bullet(segment) == content


def test_numbers_at_the_end_stay_and_bullets_go():
    document = annotated(
        "x01", ("pledge", "1. ", "Vakter går till klockan 23."), ("pledge", "\n2. ", "Lampor byts (12 st).")
    )
    assert texts(document, ".txt") == ["Vakter går till klockan 23.", "Lampor byts (12 st)."]


def test_words_that_hyphenation_split_are_whole():
    document = annotated(
        "x01",
        ("pledge", "• ", "Kommunen tänder gat-\nlyktorna."),
        ("heading", "\n", "Upp\xadföljning"),
        ("responsible", "\n", "Ansvarig: kommunens gatu-\nkontor"),
    )
    assert texts(document, ".txt") == ["Kommunen tänder gatlyktorna.", "Uppföljning", "Ansvarig: kommunens gatukontor"]


def test_tags_and_entities_of_a_web_page_are_no_text():
    document = annotated(
        "x01",
        ("heading", "<html><body><main><h1>Ale</h1><h2>", "S&auml;tra"),
        ("pledge", "</h2><p>", "Fr&aring;n maj g&aring;r polisen 20&nbsp;pass i veckan."),
    )
    document.text += "</p></main></body></html>"
    assert texts(document, ".html") == ["Sätra", "Från maj går polisen 20 pass i veckan."]


def test_values_stand_in_their_pledge(rows):
    for row in rows:
        for pledge in row["pledges"]:
            text = squeeze(pledge["text"])
            for value in pledge["quantities"] + pledge["deadlines"]:
                assert squeeze(value["text"]) in text, (row["document"], value)
