"""What an index holds of a pledge: the fields, and a record as an entry under them.

Two kinds of entry: a pledge, with the fields below, and a document, with its name, its digest and, where it came as a
document record, that record.  Records are stored whole, as JSON, so that what goes in comes out.

================  ====================================================================================================
``id``            the pledge's
``number``        the pledge's, in its document
``order``         sorts entries that are otherwise alike: by document, then number
``record``        the stored record
``surface``       the text's words as written, in lower case (`analysis`)
``lemmas``        their base forms
``parts``         the roots of their parts
``heading``       base forms, then roots, of the heading's words
``place``         base forms of the municipalities' and counties' names
``year``          every year from the first to the last day of validity
``valid_from``    first day of validity as 20220101; `OPEN_START` where unknown
``valid_to``      last day of validity; `OPEN_END` where unknown
``quantities``    a code for each comparator, value, unit and per that stand together (`quantity_code`)
``theme_set``, …  all values of the field together, for counting; of each of `SETS`
``has``           quantity, deadline; who, how_much, when for what the pledge says in its own words
================  ====================================================================================================

The rest (`theme`, `actor`, `kommun`, …) are values as they stand in the record, any number a pledge.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any
from zlib import crc32

import msgspec

from lofteNLP.documents.municipalities import counties
from lofteNLP.records import PledgeRecord
from lofteNLP.records.jsonl import read_line
from lofteNLP.schema import Document
from lofteNLP.search import analysis

if TYPE_CHECKING:
    import tantivy

SCHEMA_VERSION = 3  # an index made under another one is refused
PLEDGE, DOCUMENT = "pledge", "document"  # the kinds of entry
NAMES = ("kind", "id", "document")
WORDS = ("surface", "lemmas", "parts", "heading", "place")
IN_ORDER = ("lemmas", "heading")  # in which phrases are found
FACETS = (
    "theme", "actor", "responsible", "partner", "kommun", "kommun_code", "county", "year", "unit", "per", "comparator",
    "has",
)  # fmt: skip
# Fields whose values stand together once more, in a field of their own: sets of values are counted many times faster.
SETS = ("theme", "actor", "responsible", "partner", "kommun", "county", "year")
BETWEEN = "\x1f"  # the values of a set
OPEN_START, OPEN_END = 0, 99999999
EXPLICIT = ("who", "how_much", "when")
VALUE_BITS = 36
LARGEST_VALUE = (1 << VALUE_BITS) - 1  # in hundredths


@cache
def schema() -> tantivy.Schema:
    """Give the index's schema.  Words are split at white space alone: `analysis` has done the rest."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    for name in NAMES:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=name == "document", stored=True)
    for name in FACETS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in SETS:
        builder.add_text_field(set_of(name), tokenizer_name="raw", index_option="basic", fast=True)
    for name in WORDS:
        builder.add_text_field(
            name, tokenizer_name="whitespace", index_option="position" if name in IN_ORDER else "freq"
        )
    for name in ("number", "order"):
        builder.add_unsigned_field(name, fast=True)
    for name in ("valid_from", "valid_to"):
        builder.add_unsigned_field(name, indexed=True, fast=True)
    builder.add_unsigned_field("quantities", indexed=True)
    builder.add_bytes_field("record", stored=True)
    builder.add_text_field("digest", tokenizer_name="raw", index_option="basic", stored=True)
    return builder.build()


def pledge_entry(record: PledgeRecord, stored: bytes) -> tantivy.Document:
    """Give the entry of a pledge; `stored` is the record, encoded."""
    import tantivy

    surface, lemmas, parts = analysis.joined(record.text)
    quantities = [(q.unit, q.comparator, q.value, q.value_max, q.per) for q in record.quantities]
    values = {
        "kind": PLEDGE,
        "id": record.id,
        "document": record.document,
        "number": record.number,
        "order": order(record.document, record.number),
        "record": stored,
        "surface": surface,
        "lemmas": lemmas,
        "parts": parts,
        "heading": heading(record.heading),
        "has": has(record),
        **theme_values(tuple([theme.label for theme in record.themes])),
        **actor_values(tuple([(actor.type, actor.role) for actor in record.actors])),
        **place_values(tuple(record.kommun), tuple(record.kommun_codes)),
        **period_values(record.valid_from, record.valid_to),
        **quantity_values(tuple(quantities)),
    }
    try:
        return tantivy.Document.from_dict(values, schema())
    except ValueError:  # lone surrogates: the name of a file that is not UTF-8
        return tantivy.Document.from_dict({name: _encodable(value) for name, value in values.items()}, schema())


def set_of(name: str) -> str:
    """Name the field in which the values of a field stand together."""
    return f"{name}_set"


def document_entry(name: str, digest: str, stored: bytes) -> tantivy.Document:
    """Give the entry of a document; `stored` is its record, encoded, or empty where only its pledges are known."""
    import tantivy

    values = {"kind": DOCUMENT, "document": encodable(name), "digest": digest, "record": stored}
    return tantivy.Document.from_dict(values, schema())


def encoded(record: PledgeRecord | Document) -> bytes:
    """Give a record as it is stored."""
    try:
        return msgspec.json.encode(record)
    except UnicodeEncodeError:  # lone surrogates
        return json.dumps(record.to_dict()).encode()


def stored_pledge(entry: tantivy.Document) -> PledgeRecord:
    """Give back the record of a pledge's entry."""
    return read_line(entry["record"][0], PledgeRecord)


def stored_document(entry: tantivy.Document) -> Document | None:
    """Give back the record of a document's entry; None where only its pledges are known."""
    [stored] = entry["record"]
    return read_line(stored, Document) if stored else None


def encodable(text: str) -> str:
    """Give a text as entries have it: with lone surrogates, which UTF-8 cannot hold, written out.

    Examples
    --------
    >>> encodable("löfte"), encodable("l\\udcf6fte")
    ('löfte', 'l\\\\udcf6fte')
    """
    return text.encode(errors="backslashreplace").decode()


def _encodable(value: Any) -> Any:
    if isinstance(value, list):
        return [_encodable(part) for part in value]
    return encodable(value) if isinstance(value, str) else value


@lru_cache(maxsize=10_000)
def heading(text: str | None) -> str:
    """Give a heading's search terms.

    Examples
    --------
    >>> heading("Krogtillsyner i centrum")
    'krogtillsyn i centrum krog tillsyn centrum'
    """
    found = analysis.analyse(text or "")
    return " ".join((*found.lemmas, *found.parts))


def with_sets(values: dict[str, list[str]]) -> dict[str, Any]:
    """Give the fields that have values, and the sets of those that are counted.

    Examples
    --------
    >>> with_sets({"theme": ["krog", "alkohol"], "unit": []})
    {'theme': ['krog', 'alkohol'], 'theme_set': 'alkohol\\x1fkrog'}
    """
    held = {name: found for name, found in values.items() if found}
    return held | {set_of(name): BETWEEN.join(sorted(set(found))) for name, found in held.items() if name in SETS}


# What follows is asked again and again with the same values, so the answers are kept; nothing may change them.
@lru_cache(maxsize=10_000)
def theme_values(labels: tuple[str, ...]) -> dict[str, Any]:
    """Give the values of themes."""
    return with_sets({"theme": list(labels)})


@lru_cache(maxsize=1_000)
def place_values(kommun: tuple[str, ...], codes: tuple[str, ...]) -> dict[str, Any]:
    """Give the values of municipalities, their counties, and the search terms of both.

    Examples
    --------
    >>> found = place_values(("Ale",), ("1440",))
    >>> found["county"], found["place"]
    (['Västra Götalands län'], 'ale västra götaland län')
    """
    found = {"kommun": list(kommun), "kommun_code": list(codes), "county": county_names(codes)}
    words = analysis.analyse(" ".join((*kommun, *found["county"])))
    return with_sets(found) | {"place": " ".join(words.lemmas)}


@lru_cache(maxsize=1_000)
def period_values(valid_from: str | None, valid_to: str | None) -> dict[str, Any]:
    """Give the values of a period of validity.

    Examples
    --------
    >>> period_values(None, "2021-12-31")
    {'year': ['2021'], 'year_set': '2021', 'valid_from': 0, 'valid_to': 20211231}
    """
    ends = {"valid_from": day(valid_from) or OPEN_START, "valid_to": day(valid_to) or OPEN_END}
    return with_sets({"year": years(valid_from, valid_to)}) | ends


def county_names(codes: tuple[str, ...]) -> list[str]:
    """Give the counties of municipalities by their codes; codes that are none have none.

    Examples
    --------
    >>> county_names(("2380", "2303", "0580"))
    ['Jämtlands län', 'Östergötlands län']
    """
    return list(dict.fromkeys(counties()[code[:2]] for code in codes if code[:2] in counties()))


def day(date: str | None) -> int | None:
    """Give an ISO date as a number; None where there is none.

    Examples
    --------
    >>> day("2022-06-30")
    20220630
    """
    return int(date.replace("-", "")) if date and re.fullmatch(r"\d{4}-\d\d-\d\d", date, re.ASCII) else None


def years(valid_from: str | None, valid_to: str | None) -> list[str]:
    """Give the years that a period touches; of a period with an open end, that of the other.

    Examples
    --------
    >>> years("2021-07-01", "2023-06-30"), years(None, "2020-12-31"), years(None, None)
    (['2021', '2022', '2023'], ['2020'], [])
    """
    known = [found // 10_000 for found in (day(valid_from), day(valid_to)) if found is not None]
    return [str(year) for year in range(min(known), max(known) + 1)] if known else []


def has(record: PledgeRecord) -> list[str]:
    """Tell what a pledge says: quantities, deadlines, and in its own words who, how much and when."""
    found = [name for name in EXPLICIT if getattr(record.measurable, name).status == "explicit"]
    if record.quantities:
        found.append("quantity")
    if record.deadlines:
        found.append("deadline")
    return found


@lru_cache(maxsize=10_000)
def actor_values(actors: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """Give the values of actors by their types and roles.

    Examples
    --------
    >>> found = actor_values((("polis", "responsible"), ("kommun", "partner")))
    >>> found["actor"], found["responsible"], found["partner"]
    (['kommun', 'polis'], ['polis'], ['kommun'])
    """
    return with_sets(
        {
            "actor": sorted({kind for kind, _ in actors}),
            "responsible": sorted({kind for kind, role in actors if role == "responsible"}),
            "partner": sorted({kind for kind, role in actors if role == "partner"}),
        }
    )


QuantityValues = tuple[str | None, str, float, float | None, str | None]  # unit, comparator, value, value_max, per


@lru_cache(maxsize=50_000)
def quantity_values(quantities: tuple[QuantityValues, ...]) -> dict[str, Any]:
    """Give the values of quantities, and the codes under which they are found.

    These are the codes of each value (both ends of a range) with each choice of unit, comparator and per named or open.

    Examples
    --------
    >>> found = quantity_values((("kontroll", ">=", 2.0, None, "vecka"),))
    >>> found["unit"], found["per"], found["comparator"], len(found["quantities"])
    (['kontroll'], ['vecka'], ['>='], 8)
    >>> quantity_code("kontroll", None, 2) in found["quantities"]
    True
    """
    codes = {
        quantity_code(named_unit, named_comparator, number, named_per)
        for unit, comparator, value, value_max, per in quantities
        for named_unit, named_comparator, named_per in product({unit, None}, {comparator, None}, {per, None})
        for number in (value, value_max)
        if number is not None
    }
    found = {
        "unit": sorted({unit for unit, *_ in quantities if unit}),
        "per": sorted({per for *_, per in quantities if per}),
        "comparator": sorted({comparator for _, comparator, *_ in quantities}),
    }
    return with_sets(found) | ({"quantities": sorted(codes)} if codes else {})


def quantity_code(unit: str | None, comparator: str | None, value: float, per: str | None = None) -> int:
    """Give the number under which a quantity is found: 28 bits for what is named, 36 for the value in hundredths.

    Codes of the same unit, comparator and per are ordered as their values, so a range of values is a range of codes.
    Values below zero count as zero, values above 687 million as that.

    Parameters
    ----------
    unit, comparator, per
        As in the record; None is "whatever it is".
    value
        How many; rounded to hundredths.

    Examples
    --------
    >>> quantity_code("kontroll", ">=", 2) < quantity_code("kontroll", ">=", 2.5) < quantity_code("kontroll", ">=", 10)
    True
    >>> quantity_code("kontroll", ">=", 2) == quantity_code("kontroll", None, 2)
    False
    """
    hundredths = round(min(max(value, 0), LARGEST_VALUE) * 100)
    return _kind_code(unit, comparator, per) << VALUE_BITS | min(hundredths, LARGEST_VALUE)


@lru_cache(maxsize=50_000)
def _kind_code(*named: str | None) -> int:
    return crc32(repr(named).encode(errors="backslashreplace")) >> 4


def order(document: str, number: int) -> int:
    """Give a number that sorts pledges: by the start of the document's name, by document, by number.

    Examples
    --------
    >>> order("ale-2021", 9) < order("ale-2021", 10) < order("boden-2018", 1)
    True
    """
    return _document_order(document) << 16 | min(number, 0xFFFF)


@lru_cache(maxsize=100)
def _document_order(document: str) -> int:
    name = document.encode(errors="backslashreplace")
    return int.from_bytes(name[:3].ljust(3, b"\0")) << 24 | crc32(name) >> 8
