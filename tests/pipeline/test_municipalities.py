"""Whose pledge a document is: municipalities and police areas, case by case."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lofteNLP.documents.municipalities import by_code, districts, municipalities, names, official_forms, rows
from lofteNLP.pipeline.places import find_municipalities, find_police_area
from lofteNLP.schema import Kommun

# A page and the municipalities whose pledge it is.
PARTIES: list[tuple[str, str]] = [
    ("Polisen och Kinda kommun lovar följande.", "Kinda"),
    ("Detta är Kinda kommuns och polisens medborgarlöfte.", "Kinda"),
    ("Hofors kommun har enats med polisen.", "Hofors"),
    ("Västerås stad och polisen har skrivit ett löfte.", "Västerås"),
    ("Stockholms stads medborgarlöfte", "Stockholm"),
    ("Göteborgs Stad och polisen lovar mer.", "Göteborg"),
    ("MEDBORGARLÖFTE\nLILLA EDETS KOMMUN", "Lilla Edet"),
    ("KUNGÄLVS KOMMUN\nMedborgarlöfte", "Kungälv"),
    ("Upplands-Bro kommun och polisen lovar.", "Upplands-Bro"),
    ("Upplands Bro kommun och polisen lovar.", "Upplands-Bro"),
    ("Dals-Eds kommun och polisen lovar.", "Dals-Ed"),
    ("Malung-Sälens kommun och polisen lovar.", "Malung-Sälen"),
    ("Falu kommun och polisen lovar.", "Falun"),
    ("Region Gotland och polisen lovar.", "Gotland"),
    ("Gotlands kommun och polisen lovar.", "Gotland"),
    ("Mellan Ragunda\nkommun och polisen har träffats ett avtal.", "Ragunda"),
    ("Motala – medborgarlöften\nPolisen och kommunen lovar.", "Motala"),
    ("Medborgarlöfte i Boden\nPolisen och kommunen lovar.", "Boden"),
    ("Medborgarlöfte Ale 2022\nPolisen och kommunen lovar.", "Ale"),
    ("MEDBORGARLÖFTE ARVIKA 2019", "Arvika"),
    ("Vara – medborgarlöften\nPolisen och kommunen lovar.", "Vara"),
    ("Medborgarlöfte Mora\nLokalpolisområde Falun och kommunen lovar.", "Mora"),
    ("Kommunerna Mora, Orsa och Älvdalen står bakom löftet.", "Mora Orsa Älvdalen"),
    ("Bakom löftet står kommunerna Hjo och Tibro.", "Hjo Tibro"),
    ("Ale, Lerums och Partille kommuner lovar tillsammans med polisen.", "Ale Lerum Partille"),
    ("Polisen har enats med Nora kommun, Hällefors kommun och Ljusnarsbergs kommun.", "Nora Hällefors Ljusnarsberg"),
    ("Medborgarlöfte för Karlskoga och Degerfors\nPolisen lovar.", "Karlskoga Degerfors"),
    ("Lycksele, Storuman och Sorsele – medborgarlöften", "Lycksele Storuman Sorsele"),
    ("Hjo – medborgarlöften\nHjo kommun och Tibro kommun har skrivit löftet tillsammans med polisen.", "Hjo Tibro"),
    ("Medborgarlöfte Rosengård\nPolisen lovar.", "Malmö"),
    ("Trygghet i Rinkeby-Kista\nStadsdelsförvaltningen och polisen lovar.", "Stockholm"),
    ("Löftet gäller Frölunda och Askim.", "Göteborg"),
    ("Malmö, Söder – medborgarlöften", "Malmö"),
    ("Medborgarlöfte Hammarkullen 2022\nGöteborgs Stad och polisen lovar.", "Göteborg"),
    ("Nu lovar polisen mer, och ljusdalsborna jublar.\nLjusdalsborna får nattvandrare.", "Ljusdal"),
    ("Polisen i Eksjö lovar tätare patruller.", "Eksjö"),
]
NOT_PARTIES: list[tuple[str, str]] = [
    ("Skövde – medborgarlöften\nSkövde kommun lovar.\nUppföljning sker i Skara kommuns råd.", "Skövde"),
    ("Medborgarlöfte Tranås\nTranås kommun och polisen lovar. Modellen är lånad från Nässjö kommun.", "Tranås"),
    ("Säffle kommun och polisen lovar. I Säffle kommun, till skillnad från Åmåls kommun, minskar stölderna.", "Säffle"),
    ("Hagfors kommun lovar. Utredningen görs i Karlstad.", "Hagfors"),
    ("Lokalpolisområde Borås och Marks kommun har enats.", "Mark"),
    ("Polisområde Jämtland och Bergs kommun lovar.", "Berg"),
    ("Torsås kommun och polisen i Kalmar län lovar.", "Torsås"),
    ("Leksands kommun rekryterar till Mora tingsrätt, lovar polisen.", "Leksand"),
    ("Åre kommun lovar. Löftet trycks i Östersunds-Posten.", "Åre"),
    ("Startsida för Orsa kommun\nMedborgarlöfte för Mora\nMora kommun lovar. Mora kommun står bakom.", "Mora"),
    ("Bjuvs kommun lovar ordna en resa till Helsingborgs lasarett.", "Bjuv"),
    ("Uppsala kommun och polisen lovar patruller i Årsta.", "Uppsala"),
    ("Varbergs kommun och polisen lovar patruller i Centrum och på Söder.", "Varberg"),
    ("Ett löfte ska vara kommunens och polisens eget.", ""),
    ("På privat mark kommunen hyr ska polisen patrullera.", ""),
    ("Polisen ska vara på plats. Vara ute är roligt.", ""),
    ("Lokalpolisområde Ystad lovar fler patruller.", ""),
    ("Polisen och kommunen lovar.", ""),
    ("Trygghet i Centrum\nPolisen och kommunen lovar.", ""),
    ("Stockholmsvägen och Kalmarsundsparken får nya lampor.", ""),
    ("Polisen i Örebro län lovar.", ""),
    ("", ""),
]
AREAS = [
    ("Lokalpolisområde Norra Dalarna och kommunen har enats.", "Norra Dalarna"),
    ("Lokalpolisområde Luleå-Boden lovar.", "Luleå-Boden"),
    ("LPO Falkenberg", "Falkenberg"),
    ("lokalpolisområde Mark-Svenljunga-Tranemo (Borås)", "Mark-Svenljunga-Tranemo"),
    ("lokalpolisområde Karlskrona–Ronneby", "Karlskrona–Ronneby"),
    ("Lokalpolisområde södra Hälsingland", "södra Hälsingland"),
    ("Lokalpolisområde Piteå Älvdal och kommunen", "Piteå Älvdal"),
    ("Lokalpolisområdet lovar mer.", None),
    ("Polisen lovar mer.", None),
]


def found(text: str) -> str:
    """The names of a page's municipalities; its first line is its only heading."""
    return " ".join(kommun.name for kommun in find_municipalities(text, None, text.split("\n")[:1]))


@pytest.mark.parametrize(("text", "expected"), [*PARTIES, *NOT_PARTIES])
def test_parties(text: str, expected: str) -> None:
    assert found(text) == expected


def test_a_third_of_the_cases_are_negative() -> None:
    assert len(PARTIES) + len(NOT_PARTIES) >= 40
    assert 2 * len(NOT_PARTIES) >= len(PARTIES)


def genitive(name: str) -> str:
    """A name's genitive."""
    return name if name[-1] in "sxz" else name + "s"


@pytest.mark.parametrize("kommun", municipalities(), ids=lambda kommun: kommun.code)
def test_every_municipality(kommun: Kommun) -> None:
    shapes = [f"{kommun.name} kommun", f"{genitive(kommun.name)} kommun", f"{kommun.name.upper()} KOMMUN"]
    pages = [
        *(f"Polisen och {shape} lovar mer." for shape in shapes),
        f"Det är {genitive(kommun.name)} kommuns och polisens löfte.",
        f"{kommun.name} – medborgarlöften\nPolisen och kommunen lovar mer.",
        f"Medborgarlöfte i {kommun.name}\nPolisen och kommunen lovar mer.",
    ]
    for text in pages:
        assert [k.code for k in find_municipalities(text, None, [])] == [kommun.code], text


FORMS = [(form, row["code"]) for row in rows("municipalities.csv") for form in official_forms(row)]


@pytest.mark.parametrize(("form", "code"), FORMS)
def test_official_names(form: str, code: str) -> None:
    for text in (f"Polisen och {form} lovar mer.", f"Medborgarlöfte – {form}"):
        assert [k.code for k in find_municipalities(text, None, [])] == [code]


CITIES = [form for form, _ in FORMS if re.search(r" stad$", form, re.I)]


@pytest.mark.parametrize("form", CITIES)
def test_cities_in_the_genitive(form: str) -> None:
    assert found(f"Det är {form}s och polisens löfte.") == names()[form.lower().removesuffix(" stad")].name


@pytest.mark.parametrize("row", rows("districts.csv"), ids=lambda row: row["district"])
def test_districts(row: dict[str, str]) -> None:
    city = by_code()[row["code"]].name
    assert found(f"Medborgarlöfte för {row['district']} i {city}") == city
    alone = found(f"Trygghet i {row['district']}\nPolisen lovar mer.")
    assert alone == (city if row["alone"] == "yes" else "")


def test_districts_are_no_municipalities() -> None:
    assert not set(districts()) & {kommun.name.lower() for kommun in municipalities()}


@pytest.mark.parametrize(("text", "area"), AREAS)
def test_police_area(text: str, area: str | None) -> None:
    assert find_police_area(text) == area


WORDS = (
    "Vara Mark Ale Mora , och – / kommun kommunen kommuner kommunerna stad stads Region Gotland Lokalpolisområde LPO "
    "Norra Centrum Rosengård Malmö löfte lovar vara . \n - ( )"
).split(" ")
texts = st.text(max_size=150) | st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)


@settings(deadline=None, max_examples=200)
@given(text=texts, title=texts | st.none(), headings=st.lists(texts, max_size=3))
def test_any_text_gives_known_municipalities_once(text: str, title: str | None, headings: list[str]) -> None:
    codes = [kommun.code for kommun in find_municipalities(text, title, headings)]
    assert len(codes) == len(set(codes))
    assert set(codes) <= set(by_code())
    area = find_police_area(text)
    assert area is None or area.split()[0] in text
