"""The query language: a text becomes a tree whose leaves know their place, or an error that points at the place.

.. code-block:: ebnf

    query    = [ any ] ;                                (* an empty query finds everything *)
    any      = all , { ( "OR" | "ELLER" ) , all } ;     (* in capitals; binds looser than juxtaposition *)
    all      = item , { item } ;                        (* every item must match *)
    item     = [ "-" ] , ( group | phrase | field | prefix | word ) ;
    group    = "(" , any , ")" ;
    phrase   = '"' , { character - '"' } , '"' ;
    field    = name , ":" , ( phrase | range | text ) ; (* names: `FIELDS`; range: for year, value and number *)
    range    = [ ">=" | "<=" | ">" | "<" ] , number | [ number ] , ".." , [ number ] ;
    prefix   = text , "*" ;
    word     = text ;
    text     = a run of characters other than white space, quotation marks and parentheses ;

White space parts the items. The names of fields do not heed case. A colon in a word whose name is no field is an error,
except before a Swedish ending (EU:s) and between digits (14:30).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

LONGEST_QUERY = 1000  # code points
MOST_CLAUSES = 64  # words, phrases and fields
DEEPEST = 16  # parentheses within parentheses
SHORTEST_PREFIX = 2

# The fields of the language: the name in the index and what else it is called.
FIELDS = {
    "theme": ("tema",),
    "kommun": ("municipality",),
    "county": ("län", "lan"),
    "year": ("år", "ar"),
    "actor": ("aktör", "aktor"),
    "responsible": ("ansvarig",),
    "partner": (),
    "unit": ("enhet",),
    "value": ("antal", "värde", "varde"),
    "per": (),
    "comparator": ("jämförelse", "jamforelse"),
    "has": ("har",),
    "heading": ("rubrik",),
    "document": ("dokument",),
    "number": ("nummer",),
}
NAMES = {name: own for own, others in FIELDS.items() for name in (own, *others)}
NUMERIC = frozenset({"year", "value", "number"})

_OR = frozenset({"OR", "ELLER"})
_TEXT = re.compile(r'[^\s"()]+')
_ENDING = re.compile(r"(?:s|t|a|e|n|en|et|er|ar|ns|ens)?[.,;:!?]*")  # EU:s, S:t; and a colon at the end
_NUMBER = r"\d{1,12}(?:[.,]\d{1,6})?"
_RANGE = re.compile(rf"(?P<sign>>=|<=|>|<|=)?(?P<number>{_NUMBER})|(?P<low>{_NUMBER})?\.\.(?P<high>{_NUMBER})?", re.A)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_NOT_CLOSED = "this parenthesis is not closed; write ) at the end of the group"
WINDOW = 30  # code points shown on either side of the place of an error


class QueryError(ValueError):
    """A query or filter that cannot be understood.

    Attributes
    ----------
    message
        What is wrong and what to write instead.
    query
        The text of the query; empty where a filter outside it is wrong.
    place
        Code point in `query` at which it goes wrong; None where a filter is wrong.

    Examples
    --------
    >>> print(QueryError("this parenthesis is not closed", "krog (alkohol", 5).pointer)
    krog (alkohol
         ^
    """

    def __init__(self, message: str, query: str = "", place: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.query = query
        self.place = place

    @property
    def pointer(self) -> str:
        """Two lines: the query around the place, and a caret below it; empty where there is no place."""
        if self.place is None:
            return ""
        start, end = max(0, self.place - WINDOW), self.place + WINDOW
        before = "…" if start else ""
        after = "…" if end < len(self.query) else ""
        shown = "".join(char if char.isprintable() else " " for char in self.query[start:end])
        return f"{before}{shown}{after}\n{' ' * (len(before) + self.place - start)}^"


class Range(NamedTuple):
    """A range of numbers; None leaves an end open."""

    low: float | None
    high: float | None
    with_low: bool = True
    with_high: bool = True


@dataclass(frozen=True, slots=True)
class Word:
    """A word, of which any form matches."""

    text: str
    place: int


@dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of a word."""

    text: str
    place: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other."""

    text: str
    place: int


@dataclass(frozen=True, slots=True)
class Field:
    """A value that a field must have; `value` is a `Range` for the fields of numbers."""

    name: str
    value: str | Range
    place: int


@dataclass(frozen=True, slots=True)
class Not:
    """What must not match."""

    node: Node


@dataclass(frozen=True, slots=True)
class All:
    """What must match together; without parts, everything."""

    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """Of which at least one must match."""

    parts: tuple[Node, ...]


Node = Word | Prefix | Phrase | Field | Not | All | Any


def parse(text: str) -> Node:
    """Read a query.

    Parameters
    ----------
    text
        The query as typed; code points that are no characters (lone surrogates) count as unknown characters.

    Raises
    ------
    QueryError
        Where the query is malformed, too long, too deep or has too many clauses; it knows the place.

    Examples
    --------
    >>> parse("krog -alkohol")
    All(parts=(Word(text='krog', place=0), Not(node=Word(text='alkohol', place=6))))
    >>> parse("år:2018..2020")
    Field(name='year', value=Range(low=2018.0, high=2020.0, with_low=True, with_high=True), place=0)
    >>> parse("krog år:18")
    Traceback (most recent call last):
    lofteNLP.search.syntax.QueryError: a year has four digits, as in year:2018
    """
    text = _SURROGATE.sub("\ufffd", text)
    if len(text) > LONGEST_QUERY:
        raise QueryError(f"the query is longer than {LONGEST_QUERY} characters; shorten it", text, LONGEST_QUERY)
    return _Parser(text).query()


def leaves(node: Node) -> Iterator[Word | Prefix | Phrase | Field]:
    """Give what must or may match, leaving out what must not.

    Examples
    --------
    >>> [leaf.text for leaf in leaves(parse('krog OR ("tung trafik" -alkohol)'))]
    ['krog', 'tung trafik']
    """
    if isinstance(node, All | Any):
        for part in node.parts:
            yield from leaves(part)
    elif not isinstance(node, Not):
        yield node


@dataclass(slots=True)
class _Parser:
    """Recursive descent: a method for each rule of the grammar that recurs."""

    text: str
    place: int = 0
    depth: int = 0
    clauses: int = 0

    def query(self) -> Node:
        node = All() if self._at_end() else self._any()
        if self.place < len(self.text):  # only a closing parenthesis ends `any` early
            raise self._error("this parenthesis closes nothing; take it away or open one before it", self.place)
        return node

    def _any(self) -> Node:
        parts = [self._all()]
        while self._text() in _OR:
            self.place += len(self._text())
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def _all(self) -> Node:
        parts: list[Node] = []
        while not self._at_end() and self._text() not in _OR:
            parts.append(self._item())
        if not parts:
            raise self._error("a word is missing here; write one, or quote OR if you look for it", self.place)
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _item(self) -> Node:
        if self.text[self.place] != "-":
            return self._unit()
        place = self.place
        self.place += 1
        after = self.text[self.place : self.place + 1]
        if not after or after.isspace() or after in "-)":
            raise self._error(
                "a minus sign stands directly before what it excludes; quote it if you look for it", place
            )
        return Not(self._unit())

    def _unit(self) -> Node:
        place = self.place
        if self.text[place] == "(":
            return self._group()
        self.clauses += 1
        if self.clauses > MOST_CLAUSES:
            raise self._error(f"the query has more than {MOST_CLAUSES} words; shorten it", place)
        if self.text[place] == '"':
            return Phrase(self._quoted(), place)
        text = self._text()
        if self._names_field(text):
            return self._field(text.partition(":")[0], place)
        self.place += len(text)
        return self._prefix(text, place) if "*" in text else Word(text, place)

    def _names_field(self, text: str) -> bool:
        """Tell whether a field and its value stand here; a colon after another word is an error unless usual there."""
        name, colon, value = text.partition(":")
        if not colon or not name.isalpha():
            return False
        quoted = self.text[self.place + len(text) : self.place + len(text) + 1] == '"'
        if name.lower() in NAMES:
            return True
        if _ENDING.fullmatch(value) and not quoted:
            return False
        near = get_close_matches(name.lower(), NAMES, 2)
        hint = f"did you mean {' or '.join(near)}?" if near else f"the fields are {', '.join(FIELDS)}."
        raise self._error(f"there is no field {name!r:.40}; {hint} Quote the word if it is no field", self.place)

    def _group(self) -> Node:
        place = self.place
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._error(f"more than {DEEPEST} parentheses lie within each other; take some away", place)
        self.place += 1
        if self._at_end() and self.place < len(self.text):
            raise self._error("there is nothing between these parentheses; take them away", place)
        if self.place == len(self.text):
            raise self._error(_NOT_CLOSED, place)
        node = self._any()
        if self.place == len(self.text):
            raise self._error(_NOT_CLOSED, place)
        self.place += 1
        self.depth -= 1
        return node

    def _quoted(self) -> str:
        start = self.place + 1
        end = self.text.find('"', start)
        if end < 0:
            raise self._error('this quotation mark is not closed; write " at the end of the phrase', self.place)
        self.place = end + 1
        return self.text[start:end]

    def _prefix(self, text: str, place: int) -> Prefix:
        star = text.index("*")
        if star < len(text) - 1:
            raise self._error("a star stands only at the end of a word, as in trafik*", place + star)
        if len(text) - 1 < SHORTEST_PREFIX:
            raise self._error(f"at least {SHORTEST_PREFIX} letters stand before a star, as in trafik*", place)
        return Prefix(text[:-1], place)

    def _field(self, name: str, place: int) -> Field:
        self.place = value_place = place + len(name) + 1
        if self.text[self.place : self.place + 1] == '"':
            value = self._quoted()
        else:
            value = self._text()
            self.place += len(value)
        own = NAMES[name.lower()]
        if not value.strip():
            raise self._error(f"a value is missing after {name}:; write it directly after the colon", value_place)
        return Field(own, self._range(own, value, value_place) if own in NUMERIC else value, place)

    def _range(self, name: str, value: str, place: int) -> Range:
        match = _RANGE.fullmatch(value.strip())
        if match is None or value.strip() == "..":
            example = "2018, 2018..2020 or >=2018" if name == "year" else "4, 4..10 or >=4"
            raise self._error(f"{value!r:.40} is no number and no range; write {name}:{example}", place)
        numbers = [match["number"], match["low"], match["high"]]
        if name == "year" and any(number and len(number) != 4 for number in numbers):
            raise self._error("a year has four digits, as in year:2018", place)
        number, low, high = (float(number.replace(",", ".")) if number else None for number in numbers)
        if number is None:
            return Range(low, high)
        sign = match["sign"] or "="
        return Range(None if "<" in sign else number, None if ">" in sign else number, sign != ">", sign != "<")

    def _text(self) -> str:
        """Give the run of characters that begins here, which may be empty."""
        match = _TEXT.match(self.text, self.place)
        return match[0] if match else ""

    def _at_end(self) -> bool:
        """Go to the next item, and tell whether there is none: the query or the group ends."""
        while self.place < len(self.text) and self.text[self.place].isspace():
            self.place += 1
        return self.place == len(self.text) or self.text[self.place] == ")"

    def _error(self, message: str, place: int) -> QueryError:
        return QueryError(message, self.text, place)
