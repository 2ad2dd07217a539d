"""The JSON interface."""

import pytest

from lofteNLP.records import PledgeRecord, from_dict
from lofteNLP.schema import Document


def test_search(get):
    answer = get("/api/search?q=krogtillsyn&kommun=Ale&facets=theme&facets=year")
    assert answer.header("content-type") == "application/json"
    found = answer.json
    assert (found["total"], found["relaxed"]) == (1, None)
    [hit] = found["hits"]
    record = from_dict(PledgeRecord, hit["pledge"])
    assert record.id == "ale 2021#1"
    assert [record.text[start:end] for start, end in hit["highlights"]] == ["krogtillsyner"]
    assert found["facets"] == {
        "theme": [{"value": "krog", "count": 1}, {"value": "tillsyn", "count": 1}],
        "year": [{"value": "2021", "count": 1}],
    }


def test_pages_of_a_result_are_its_whole(get):
    pages = [get(f"/api/search?q=krogtillsyn&size=4&page={page}").json["hits"] for page in range(1, 6)]
    assert [len(page) for page in pages] == [4, 4, 4, 3, 0]
    assert len({hit["pledge"]["id"] for page in pages for hit in page}) == 15


def test_relaxed(get):
    assert get("/api/search?q=krogtilsyn").json["relaxed"] == "typo"


def test_pledge_document_facets_similar(get):
    assert from_dict(PledgeRecord, get("/api/pledges/ale%202021%233").json).text == "Polisen går till fots i Nol."
    assert len(from_dict(Document, get("/api/documents/kinda%2F22").json).pledges) == 14
    assert get("/api/facets?q=krogtillsyn").json["kommun"] == [
        {"value": "Kinda", "count": 14},
        {"value": "Ale", "count": 1},
    ]
    similar = get("/api/similar/ale%202021%231?size=3").json
    assert 1 <= len(similar) <= 3
    assert all(hit["pledge"]["document"] != "ale 2021" for hit in similar)


@pytest.mark.parametrize(
    ("address", "status", "message"),
    [
        ("/api/search?q=(krog", 422, "Den här parentesen avslutas aldrig."),
        ("/api/search?teme=krog", 422, "teme finns inte bland det som går att fråga efter."),
        ("/api/search?facets=teme", 422, "facets ska vara något av theme, kommun"),
        ("/api/search?size=101", 422, "Träffar per sida är för högt: högst 100."),
        ("/api/pledges/nej", 404, "Det finns inget löfte"),
        ("/api/similar/nej", 404, "Det finns inget löfte"),
        ("/api/documents/gislaved", 404, "Det finns inget dokument"),
        ("/api/nej", 404, "Adressen leder ingenstans."),
    ],
)
def test_errors(get, address, status, message):
    answer = get(address)
    assert (answer.status, answer.header("content-type")) == (status, "application/json")
    assert answer.json["message"].startswith(message)


def test_a_malformed_query_is_pointed_at(get):
    assert get("/api/search?q=krog+teme:x").json["pointer"] == "krog teme:x\n     ^"


def test_the_description_has_every_address_and_type(get):
    described = get("/api/openapi.json").json
    assert set(described["paths"]) == {
        "/api/search", "/api/facets", "/api/pledges/{id}", "/api/similar/{id}", "/api/documents/{name}",
    }  # fmt: skip
    assert {"Found", "FoundPledge", "PledgeRecord", "Document", "Count", "Problem"} <= set(
        described["components"]["schemas"]
    )
    names = {parameter["name"] for parameter in described["paths"]["/api/search"]["get"]["parameters"]}
    assert {"q", "theme", "from", "to", "min", "max", "facets", "page", "size"} <= names


@pytest.mark.parametrize("address", ["/docs", "/redoc", "/api/docs", "/openapi.json"])
def test_no_page_that_loads_programs_from_elsewhere(get, address):
    assert get(address).status == 404
