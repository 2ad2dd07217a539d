"""The annotated format and what is refused in it."""

import pytest

from markup import MarkupError, parse

HEADER = 'kommun = ["1440 Ale"]\nvalid_from = "2022-01-01"\nform = "list"\ngold = "full"\n'
TEXT = "[[heading]]Ljus\n• [[pledge trygg_miljo unga]]Lampor tänds före juli.\n[[responsible]]Ansvarig: kommunen\n"
VALUES = "1 actor kommun responsible responsible-line | kommunen\n1 deadline deadline - 2022-06-30 | före juli\n"


@pytest.fixture
def write(tmp_path):
    def write(header=HEADER, text=TEXT, values=VALUES):
        path = tmp_path / "x01-ale.txt"
        path.write_text(f"++++\n{header}++++\n{text}++++\n{values}", encoding="utf-8")
        return path

    return write


def test_a_document_is_parsed(write):
    document = parse(write())
    assert document.text == "Ljus\n• Lampor tänds före juli.\nAnsvarig: kommunen"
    assert [(s.label, s.themes, document.text[s.start : s.end]) for s in document.segments] == [
        ("heading", [], "Ljus\n• "),
        ("pledge", ["trygg_miljo", "unga"], "Lampor tänds före juli.\n"),
        ("responsible", [], "Ansvarig: kommunen"),
    ]
    assert document.values[1] == {
        "actors": [{"type": "kommun", "role": "responsible", "source": "responsible-line", "text": "kommunen"}],
        "quantities": [],
        "deadlines": [{"text": "före juli", "type": "deadline", "start": None, "end": "2022-06-30"}],
    }


def test_a_quantity_is_parsed(write):
    document = parse(
        write(
            text="[[pledge]]Tio till tolv pass i veckan\n",
            values="1 quantity = 10 12 pass vecka | Tio till tolv pass i veckan\n",
        )
    )
    [quantity] = document.values[1]["quantities"]
    assert quantity == {
        "text": "Tio till tolv pass i veckan",
        "comparator": "=",
        "value": 10.0,
        "value_max": 12.0,
        "unit": "pass",
        "per": "vecka",
    }


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ({"header": 'form = "list"\ngold = "full"\n'}, "header lacks kommun"),
        ({"header": "form = list\n"}, "header is not TOML"),
        ({"header": HEADER.replace('"list"', '"poem"')}, "form is one of"),
        ({"header": HEADER.replace('"full"', '"some"')}, "gold is full or themes"),
        ({"header": HEADER.replace("1440 Ale", "Ale")}, "kommun is written like '1440 Ale'"),
        ({"header": HEADER.replace("2022-01-01", "januari 2022")}, "valid_from is not an ISO date"),
        ({"text": "[[promise]]Lampor tänds.\n"}, "unknown label"),
        ({"text": "[[pledge ljus]]Lampor tänds.\n"}, "unknown themes"),
        ({"text": "[[pledge unga unga]]Lampor tänds.\n"}, "a theme stands twice"),
        ({"text": "[[heading unga]]Lampor\n"}, "only pledges carry themes"),
        ({"text": "[[pledge]Lampor tänds.\n"}, "a mark is malformed"),
        ({"values": "2 actor kommun responsible text | kommunen\n"}, "with a pledge's number"),
        ({"values": "1 actor kommun responsible text kommunen\n"}, "expected 'NUMBER KIND FIELDS | TEXT'"),
        ({"values": "1 actor staten responsible text | kommunen\n"}, "outside its value set"),
        ({"values": "1 quantity = 1 - lampa lov | Lampor\n"}, "outside its value set"),
        ({"values": "1 quantity = många - lampa - | Lampor\n"}, "could not convert"),
        ({"values": "1 deadline snart - - | före juli\n"}, "outside its value set"),
        ({"values": "1 theme unga | Lampor\n"}, "outside its value set"),
        ({"values": "1 actor polis responsible text | Polisen\n"}, "does not stand in the document"),
        ({"header": HEADER.replace('"full"', '"themes"')}, 'only in documents with gold = "full"'),
    ],
)
def test_what_is_refused(write, part, message):
    with pytest.raises(MarkupError, match="x01-ale") as error:
        parse(write(**part))
    assert message in str(error.value)


def test_a_file_without_header_is_refused(tmp_path):
    path = tmp_path / "x01-ale.txt"
    path.write_text(TEXT, encoding="utf-8")
    with pytest.raises(MarkupError, match="expected a header"):
        parse(path)
