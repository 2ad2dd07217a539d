"""A tagged document, made by hand."""

import pytest

from lofteNLP.schema import (
    Actor,
    Cue,
    Deadline,
    Document,
    Evidence,
    Kommun,
    Measurable,
    Pledge,
    Quantity,
    Section,
    Theme,
)

TEXT = (
    "Löften i Ale\n\n"
    "• Polisen fotpatrullerar i Älvängen minst två gånger i veckan under 2022.\n"
    "• Kommunen röjer sly vid gångstråken tillsammans med föreningar.\n"
)


@pytest.fixture
def document() -> Document:
    return make_document()


def make_document() -> Document:
    def at(part: str) -> tuple[str, int, int]:
        start = TEXT.index(part)
        return part, start, start + len(part)

    lines = TEXT.splitlines()
    found = Evidence("explicit", *at("Polisen")[1:])
    patrol = Pledge(
        "ale#1",
        1,
        *at(lines[2][2:]),
        "Löften i Ale",
        None,
        actors=[Actor("polis", "responsible", "text", *at("Polisen"))],
        quantities=[
            Quantity(*at("minst två gånger i veckan"), ">=", 2.0, None, "gång", "vecka", Cue(*at("minst"))),
        ],
        deadlines=[
            Deadline(*at("under 2022"), "period", "2022-01-01", "2022-12-31", "2022", None, Cue(*at("under"))),
        ],
        themes=[Theme("narvaro", 0.97), Theme("ordning", 0.61)],
        measurable=Measurable(found, found, found, found),
    )
    clearing = Pledge(
        "ale#2",
        2,
        *at(lines[3][2:]),
        "Löften i Ale",
        None,
        actors=[
            Actor("kommun", "responsible", "text", *at("Kommunen"), "Ale", "1440"),
            Actor("foreningar", "partner", "text", *at("föreningar"), cue=Cue(*at("tillsammans med"))),
        ],
        themes=[Theme("trygg_miljo", 0.9)],
        valid_from="2022-06-01",
        valid_to="2022-08-31",
    )
    return Document(
        "ale",
        "ale.txt",
        "0" * 64,
        None,
        TEXT,
        [Kommun("Ale", "1440")],
        None,
        None,
        "2022-01-01",
        "2022-12-31",
        [Section("pledges", "Löften i Ale", 0, len(TEXT))],
        [patrol, clearing],
        {"version": "0.1.0"},
    )
