"""A few pledges of different kinds, and an index of them."""

from __future__ import annotations

import pytest

from lofteNLP.records import PledgeRecord
from lofteNLP.schema import MISSING, Actor, Deadline, Evidence, Measurable, Quantity, Theme

EXPLICIT = Evidence("explicit", 0, 1)
CODES = {"Ale": "1440", "Kinda": "0513", "Krokom": "2309", "Åre": "2321"}


def pledge(
    document: str,
    number: int,
    text: str,
    themes: str = "",
    kommun: str = "Ale",
    valid: tuple[str | None, str | None] = ("2018-01-01", "2018-12-31"),
    heading: str | None = None,
    actors: str = "polis:responsible",
    quantities: tuple[Quantity, ...] = (),
    deadlines: tuple[Deadline, ...] = (),
) -> PledgeRecord:
    """A record that says no more than a test needs; themes and actors are parted by spaces."""
    return PledgeRecord(
        id=f"{document}#{number}", number=number, text=text, start_char=0, end_char=len(text),
        heading=heading, lead_in=None, actors=[actor(*pair.split(":")) for pair in actors.split()],
        quantities=list(quantities), deadlines=list(deadlines),
        themes=[Theme(label, 0.9) for label in themes.split()],
        measurable=Measurable(
            EXPLICIT if actors else MISSING, EXPLICIT, EXPLICIT if quantities else MISSING,
            EXPLICIT if deadlines else MISSING,
        ),
        valid_from=valid[0], valid_to=valid[1], document=document, source=f"{document}.txt",
        kommun=kommun.split(), kommun_codes=[CODES[name] for name in kommun.split()],
    )  # fmt: skip


def actor(kind: str, role: str) -> Actor:
    return Actor(kind, role, "text", kind, 0, len(kind))


def quantity(comparator: str, value: float, unit: str | None, per: str | None = None) -> Quantity:
    return Quantity(f"{value:g} {unit}", 0, 1, comparator, value, None, unit, per)


PLEDGES = [
    pledge(
        "ale-2018", 1, "Polisen genomför minst två krogtillsyner per halvår tillsammans med kommunen.",
        "krog tillsyn", actors="polis:responsible kommun:partner", heading="Trygg utemiljö",
        quantities=(quantity(">=", 2, "krogtillsyn", "halvår"),),
    ),
    pledge(
        "ale-2018", 2, "Kommunen röjer sly längs tre gångvägar senast i maj.", "trygg_miljo",
        actors="kommun:responsible", heading="Trygg utemiljö", quantities=(quantity("=", 3, "gångväg"),),
        deadlines=(Deadline("senast i maj", 0, 1, "deadline", None, "2018-05-31", "2018-05"),),
    ),
    pledge("ale-2018", 3, "Vi fotpatrullerar i Nol på fredagskvällar.", "narvaro", heading="Synlig polis"),
    pledge(
        "kinda-2019", 1, "Minst fem trafikkontroller och tre nykterhetskontroller ska göras varje månad.", "trafik",
        "Kinda", ("2019-01-01", "2020-12-31"),
        quantities=(quantity(">=", 5, "trafikkontroll", "månad"), quantity("=", 3, "nykterhetskontroll", "månad")),
    ),
    pledge(
        "kinda-2019", 2, "Tillsyn av serveringstillstånd på krogar där alkohol serveras.", "krog alkohol tillsyn",
        "Kinda", ("2019-01-01", "2020-12-31"), actors="kommun:responsible polis:partner",
    ),
    pledge(
        "kinda-2019", 3, "Vandringar i centrum med skolan och boende.", "trygghetsvandring", "Kinda", (None, None),
        actors="kommun:responsible skola:partner boende:partner",
    ),
    pledge(
        "krokom-2021", 1, "Polisen ska vandra med nattvandrarna minst tio kvällar.", "nattvandring narvaro", "Krokom",
        ("2021-06-01", None), quantities=(quantity(">=", 10, "kväll"),),
    ),
    pledge(
        "krokom-2021", 2, "Kontrollera mopeder och A-traktorer i tung trafik.", "trafik unga", "Krokom Åre",
        ("2021-06-01", "2023-05-31"), heading="Trafik", actors="polis:responsible trafikverket:partner",
    ),
    pledge(
        "krokom-2021", 3, "Trafiken kring skolan mäts; hastigheten ska sjunka.", "trafik", "Krokom",
        ("2021-06-01", "2023-05-31"), heading="Trafik", actors="",
    ),
]  # fmt: skip


@pytest.fixture(scope="session")
def pledges() -> list[PledgeRecord]:
    return PLEDGES


@pytest.fixture(scope="session")
def index_path(tmp_path_factory, pledges):
    """An index of the pledges, on disk; read it, do not write it."""
    from lofteNLP.search import Writer

    path = tmp_path_factory.mktemp("search") / "index"
    with Writer(path) as writer:
        writer.add(pledges)
    return path


@pytest.fixture(scope="session")
def index(index_path):
    from lofteNLP.search import Index

    return Index.open(index_path)


@pytest.fixture(scope="session")
def new_pledge():
    """Makes a pledge."""
    return pledge


@pytest.fixture(scope="session")
def new_index(tmp_path_factory):
    """Makes an index of pledges."""
    from lofteNLP.search import Index, Writer

    def make(*records: PledgeRecord) -> Index:
        path = tmp_path_factory.mktemp("search") / "index"
        with Writer(path) as writer:
            writer.add(records)
        return Index.open(path)

    return make
