"""The pages, asked as a server asks them."""

import re
from html import unescape

import pytest


def links(html: str) -> dict[str, str]:
    """The links of a page: their words, folded, and where they lead."""
    found = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', html, re.S)
    return {" ".join(unescape(re.sub("<[^>]+>", "", words)).split()): unescape(address) for address, words in found}


def shown(html: str) -> str:
    return " ".join(unescape(re.sub("<[^>]+>", "", html)).split())


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/", "20 löften till invånarna"),
        ("/", "Krog och servering"),
        ("/sok", "20 löften"),
        ("/sok?q=krogtillsyn", "15 löften för krogtillsyn"),
        ("/sok?q=krogtillsyn&kommun=Ale", "1 löfte för krogtillsyn"),
        ("/sok?q=krogtillsyn&page=2", "Visar 11–15"),
        ("/sok?q=krogtillsyn&page=9", "Resultatet tar slut före den här sidan"),
        ("/sok?q=fots", "Polisen går till fots i Nol."),
        ("/sok?q=krogtilsyn", "ord som är nästan likadana"),
        ("/sok?q=qwxzvbnm", "Prova det här"),
        ("/sok?min=4&unit=krogtillsyn&comparator=>=", "Antal: löftet säger ”minst”, från 4 krogtillsyn"),
        ("/sok?from=2021-06-01&to=2021-06-30", "Gäller: 1 juni 2021 – 30 juni 2021"),
        ("/sok?from=2022-06-01", "14 löften"),
        ("/sok?year=2021", "3 löften"),
        ("/sok?year=2021..2022", "17 löften"),
        ("/sok?has=deadline&kommun=Ale", "senast i maj (till 31 maj 2021)"),
        ("/dokument/ale%202021", "3 löften"),
        ("/dokument/kinda%2F22", "14 löften"),
        ("/dokument/gislaved", "Indexet har bara löftena"),
        ("/lofte/ale%202021%231", "Liknande löften i andra dokument"),
        ("/bild", "Krog och servering"),
        ("/bild?rows=county", "Östergötlands län"),
        ("/hjalp", "Så söker du"),
    ],
)
def test_a_page_shows(get, address, words):
    answer = get(address)
    assert (answer.status, answer.header("content-type")) == (200, "text/html; charset=utf-8")
    assert words in shown(answer.text)
    assert answer.text.startswith('<!DOCTYPE html>\n<html lang="sv">')
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/nej", 404, "Sidan finns inte"),
        ("/dokument/nej", 404, "Det finns inget dokument med det namnet"),
        ("/lofte/nej", 404, "Det finns inget löfte med den beteckningen"),
        ("/static/nej.css", 404, "Filen finns inte"),
        ("/sok?q=(krog", 422, "Den här parentesen avslutas aldrig. Sätt ) där gruppen tar slut. (krog ↑"),
        ("/bild?q=teme:krog", 422, "Det finns inget fält som heter ”teme”. Menade du theme eller tema?"),
        ("/ladda-ned?q=-", 422, "Ett minustecken ska stå direkt före ordet"),
        ("/sok?size=1000", 422, "Träffar per sida är för högt: högst 100."),
        ("/sok?page=0", 422, "Sidans nummer är för lågt: minst 1."),
        ("/sok?min=fyra", 422, "Minsta antal ska vara ett tal"),
        ("/sok?from=igår", 422, "Från och med ska vara ett datum"),
        ("/sok?year=21", 422, "År ska vara ett årtal"),
        ("/sok?has=nej", 422, "Löftet anger ska vara något av quantity, deadline"),
        ("/sok?responsible=nej", 422, "Ansvarig: ”nej” finns inte. Det här finns: polis, kommun"),
        ("/sok?kommun=Alee", 422, "Kommun: ”Alee” finns inte. Menade du Ale"),
        ("/sok?page=500&size=100", 422, "Sidorna räcker till träff 10000."),
        ("/sok?q=" + "a" * 501, 422, "Sökorden är för långt: högst 500 tecken."),
        ("/ladda-ned?format=xls", 422, "Filformatet ska vara något av csv, jsonl eller parquet."),
        ("/sok?" + "a" * 17_000, 414, "Adressen är för lång"),
    ],
)
def test_a_page_says_what_is_wrong(get, address, status, words):
    answer = get(address)
    assert (answer.status, answer.header("content-type")) == (status, "text/html; charset=utf-8")
    assert words in shown(answer.text)


def test_words_that_matched_are_marked(get):
    assert "går till <mark>fots</mark> i Nol" in get("/sok?q=fots").text


def test_a_facet_narrows_and_a_chip_widens(get):
    found = get("/sok?q=krogtillsyn").text
    narrowed = get(links(found)["Ale 1"])
    assert "1 löfte för" in shown(narrowed.text)
    chip = links(narrowed.text)["Kommun: Ale×, ta bort"]
    assert chip == "/sok?q=krogtillsyn"


def test_values_of_a_facet_add_up(get):
    """A facet in which something is chosen counts what choosing another value too would add."""
    narrowed = links(get("/sok?kommun=Ale").text)
    assert narrowed["Kinda 14"] == "/sok?kommun=Ale&kommun=Kinda"
    assert "17 löften" in shown(get(narrowed["Kinda 14"]).text)


def test_pages_are_turned_with_all_filters(get):
    first = links(get("/sok?q=krogtillsyn&kommun=Kinda&size=5").text)
    assert first["Nästa"] == "/sok?q=krogtillsyn&kommun=Kinda&page=2&size=5"
    assert "Sida 3" in first and "Föregående" not in first


def test_the_form_keeps_what_was_chosen(get):
    html = get("/sok?q=krog&theme=krog&kommun=Kinda&min=2&page=2&size=5").text
    assert '<input type="hidden" name="theme" value="krog">' in html
    assert '<input type="hidden" name="size" value="5">' in html
    assert 'type="number" min="0" step="any" value="2"' in html
    assert 'type="hidden" name="page"' not in html  # another search begins at its first page


def test_a_document_marks_its_spans_and_can_be_linked_to(get):
    html = get("/dokument/ale%202021").text
    for kind in ("pledge", "actor", "quantity", "deadline"):
        assert f'<span class="{kind}"' in html
    assert 'id="lofte-2"' in html and html.count('id="text-2"') == 1
    assert "Ansvarig: Kommunen (Ale), nämns i löftet" in html
    assert links(get("/sok?q=fots").text)["Läs i dokumentet"] == "/dokument/ale%202021#lofte-3"


def test_the_picture_leads_to_its_pledges(get):
    html = get("/bild?q=krogtillsyn").text
    cell = links(html)["14"]
    assert cell in ("/sok?q=krogtillsyn&theme=krog&year=2022", "/sok?q=krogtillsyn&theme=krog&year=2023")
    assert "14 löften" in shown(get(cell).text)


def test_every_example_of_the_help_can_be_searched(get):
    examples = [address for address in links(get("/hjalp").text).values() if address.startswith("/sok?q=")]
    assert len(examples) > 10
    assert [address for address in examples if get(address).status != 200] == []


def test_every_link_of_every_page_leads_somewhere(get):
    """And no page links to another host."""
    pages = ["/", "/sok?q=krogtillsyn&theme=krog&kommun=Kinda", "/dokument/ale%202021", "/bild", "/hjalp", "/nej"]
    addresses = {address for page in pages for address in links(get(page).text).values()}
    wrong = {address: get(address.partition("#")[0]).status for address in addresses if address[0] != "#"}
    assert {address for address in addresses if address[0] not in "/#"} == set()
    assert {address: status for address, status in wrong.items() if status != 200} == {}


MALFORMED = """teme:x qqqqq:x tema:x kommun:Alee ( ) () a+OR -+a a*b a* "a tema: år:18 år:x antal:x has:x per:x
    comparator:x ansvarig:x län:x nummer:x a.*""".split()


@pytest.mark.parametrize("query", [*MALFORMED, "a+" * 70, "(" * 20])
def test_what_is_said_of_a_query_is_said_in_swedish(get, query):
    answer = get(f"/sok?q={query.replace('>', '%3E')}")
    if answer.status == 422:
        assert "Sökningen går inte att tolka. Se hjälpen" not in answer.text, "messages.toml lacks this message"
    assert answer.status in (200, 422)
