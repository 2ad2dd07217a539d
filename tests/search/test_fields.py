"""What an entry holds of a record: all of it, and each value where filters and facets look for it."""

from __future__ import annotations

import pytest
from any_record import any_record
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lofteNLP.documents.municipalities import counties, municipalities
from lofteNLP.records import PledgeRecord
from lofteNLP.schema import Document, Quantity
from lofteNLP.search import fields

tantivy = pytest.importorskip("tantivy")

TEXT = st.text(max_size=20)  # with lone surrogates
OFTEN = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def record(**values) -> PledgeRecord:
    given = {"id": "ale#1", "number": 1, "text": "", "start_char": 0, "end_char": 0, "heading": None, "lead_in": None}
    document = {"document": "ale", "source": "ale.txt", "kommun": ["Ale"], "kommun_codes": ["1440"]}
    return PledgeRecord(**(given | document | values))


def entry(record: PledgeRecord) -> tantivy.Document:
    return fields.pledge_entry(record, fields.encoded(record))


def indexed(*entries: tantivy.Document) -> tantivy.Searcher:
    index = tantivy.Index(fields.schema())
    writer = index.writer(20_000_000, 1)
    for one in entries:
        writer.add_document(one)
    writer.commit()
    index.reload()
    return index.searcher()


@OFTEN
@given(any_record(PledgeRecord, TEXT))
def test_any_pledge_comes_back_equal(pledge):
    assert fields.stored_pledge(entry(pledge)) == pledge


@OFTEN
@given(any_record(Document, TEXT))
def test_any_document_comes_back_equal(document):
    assert fields.stored_document(fields.document_entry(document.document, "0", fields.encoded(document))) == document


def test_a_document_of_which_only_the_pledges_are_known_is_none():
    assert fields.stored_document(fields.document_entry("ale", "0", b"")) is None


@pytest.mark.parametrize("text", ["Två krogtillsyner.", "Två \udcff \x00 \u2028"])
def test_a_pledge_comes_back_from_an_index(text):
    pledge = record(text=text, document=text, valid_to="2021-12-31")
    searcher = indexed(entry(pledge), fields.document_entry("ale", "0", b""))
    [(_, address)] = searcher.search(tantivy.Query.term_query(fields.schema(), "kind", fields.PLEDGE)).hits
    assert fields.stored_pledge(searcher.doc(address)) == pledge


@pytest.mark.parametrize(
    ("values", "field", "held"),
    [
        ({}, "kind", ["pledge"]),
        ({}, "county", ["Västra Götalands län"]),
        ({"kommun_codes": ["2380", "2303"]}, "county", ["Jämtlands län"]),
        ({"kommun_codes": ["9999"]}, "county", []),
        ({"valid_from": "2021-07-01", "valid_to": "2023-06-30"}, "year", ["2021", "2022", "2023"]),
        ({"valid_to": "2023-06-30"}, "year", ["2023"]),
        ({}, "year", []),
        ({"valid_from": "2021-07-01"}, "valid_from", [20210701]),
        ({}, "valid_from", [fields.OPEN_START]),
        ({}, "valid_to", [fields.OPEN_END]),
        ({"valid_to": "våren 2023"}, "valid_to", [fields.OPEN_END]),
        ({"text": "Två krogtillsyner."}, "surface", ["två krogtillsyner"]),
        ({"text": "Två krogtillsyner."}, "lemmas", ["två krogtillsyn"]),
        ({"text": "Två krogtillsyner."}, "parts", ["två krog tillsyn"]),
        ({"heading": "Krogar"}, "heading", ["krog krog"]),
        ({"heading": None}, "heading", [""]),
        ({"kommun": ["Ale"]}, "place", ["ale västra götaland län"]),
    ],
)
def test_values_of_a_pledge(values, field, held):
    assert entry(record(**values)).to_dict().get(field, []) == held


def holds(quantity: Quantity, low: int, high: int) -> bool:
    searcher = indexed(entry(record(quantities=[quantity])))
    kind = tantivy.FieldType.Unsigned
    return bool(searcher.search(tantivy.Query.range_query(fields.schema(), "quantities", kind, low, high)).hits)


TWO_WEEKLY = Quantity("minst två kontroller i veckan", 0, 1, ">=", 2.0, None, "kontroll", "vecka")
SOME = Quantity("2–4 kontroller", 0, 1, "=", 2.0, 4.0, "kontroll", None)


@pytest.mark.parametrize(
    ("quantity", "named", "low", "high", "found"),
    [
        (TWO_WEEKLY, ("kontroll", ">=", "vecka"), 2, 2, True),
        (TWO_WEEKLY, (None, None, None), 0, 2, True),
        (TWO_WEEKLY, ("kontroll", None, None), 1.5, 1000, True),
        (TWO_WEEKLY, ("kontroll", None, "vecka"), 2.01, 1000, False),
        (TWO_WEEKLY, ("kontroll", None, None), 0, 1.99, False),
        (TWO_WEEKLY, ("kontroll", ">=", "månad"), 2, 2, False),
        (TWO_WEEKLY, ("kontroll", "=", None), 2, 2, False),
        (TWO_WEEKLY, ("besök", None, None), 0, 1000, False),
        (SOME, ("kontroll", None, None), 4, 10, True),
        (SOME, ("kontroll", None, None), 0, 2, True),
        (SOME, ("kontroll", None, None), 5, 10, False),
        (SOME, (None, None, "vecka"), 0, 10, False),
    ],
)
def test_a_quantity_is_found_by_what_is_named_of_it(quantity, named, low, high, found):
    unit, comparator, per = named
    ends = (fields.quantity_code(unit, comparator, value, per) for value in (low, high))
    assert holds(quantity, *ends) == found


@given(st.floats(0, 1e300), st.floats(0, 1e300))
def test_codes_are_ordered_as_values(one, other):
    low, high = sorted((one, other))
    codes = [fields.quantity_code("kontroll", "=", value) for value in (0, low, high, fields.LARGEST_VALUE)]
    assert codes == sorted(codes)
    assert codes[0] >= 0 and codes[-1] < 2**64
    assert len({code >> fields.VALUE_BITS for code in codes}) == 1


def test_orders_are_those_of_document_and_number():
    pledges = [("ale-2018", 1), ("ale-2018", 2), ("ale-2018", 10), ("boden", 3), ("öckerö", 1)]
    assert [fields.order(*pledge) for pledge in pledges] == sorted(fields.order(*pledge) for pledge in pledges)
    assert all(0 <= fields.order(name, 10**9) < 2**64 for name in ("", "ale", "öckerö", "\udcff"))


def test_every_municipality_has_a_county():
    assert {kommun.code[:2] for kommun in municipalities()} == set(counties())
