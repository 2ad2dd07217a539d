"""A query's tree becomes a tantivy query: what must match, and in which fields a match weighs how much.

Every word must match. It is found in a pledge's text by the roots of its parts, all of them (*tillsyn* finds
"krogtillsyner", *krogtillsyn* finds "tillsyn av krogar"), in its heading, or among its municipalities and counties. How
well is BM25 over these fields and over base forms, so that what is closer to the words of the query comes first. A
phrase is its base forms in order: "tung trafik" finds "den tunga trafiken", and a phrase of one word no compound. A
prefix is that of a word as written. Fields and what is excluded do not rank.

Of the pledges that match, those of a theme to which the query's words speak in the taxonomy come earlier, the more so
the fewer themes they have.

Where any of the words is enough, the ranking is that of `covering`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lofteNLP.search import analysis
from lofteNLP.search.combining import all_of, any_of, equal, everything, preferring, unranked, weighing
from lofteNLP.search.covering import covering
from lofteNLP.search.filters import Filters, QuantityFilter, Values, filter_queries, having, in_range, in_years
from lofteNLP.search.highlights import Relaxed
from lofteNLP.search.matching import is_misspelt, near, phrase, prefix, term
from lofteNLP.search.subjects import themes_of, widened
from lofteNLP.search.synonyms import synonyms
from lofteNLP.search.syntax import All, Any, Field, Node, Not, Phrase, Prefix, QueryError, Range, Word, leaves

if TYPE_CHECKING:
    from tantivy import Query, Searcher


# How much a match weighs, by its field.
LEMMA, PARTS, HEADING, PLACE = 0.5, 1.5, 0.5, 0.5
SYNONYM = 1.0  # a synonym, beside the word's parts; shared by the parts of the synonym
THEME = 5.0  # a theme for which words of the query stand
QUANTITY = frozenset({"unit", "comparator", "per", "value"})  # fields that ask of one and the same quantity


@dataclass(frozen=True, slots=True)
class Mode:
    """How a tree is read.

    Attributes
    ----------
    widen
        Also find synonyms, and the other terms of the groups of the taxonomy that a word belongs to.
    relaxed
        ``"typo"``: words that the index lacks match those one edit away; ``"any"``: and any word will do, or what
        stands for it.
    only_best
        Where any word will do: not all that match are wanted, but the first few.
    """

    widen: bool = False
    relaxed: Relaxed | None = None
    only_best: bool = False


def build(node: Node, filters: Filters, searcher: Searcher, values: Values, mode: Mode) -> Query:
    """Give the query for a tree and filters in one state of the index.

    Raises
    ------
    QueryError
        Where a field or filter has a value that there is not.
    """
    words = _Builder(searcher, values, mode).node(node)
    needed = [unranked(query) for query in filter_queries(filters, values)]
    needed += [words if mode.relaxed == "any" else preferring(words, _subjects(node))] if words else []
    return all_of(needed) if needed else everything()


def ranks(node: Node) -> bool:
    """Tell whether a query has a word by which pledges can be ranked.

    Examples
    --------
    >>> ranks(Word("krog", 0)), ranks(Word("och", 0)), ranks(Not(Word("krog", 1)))
    (True, False, False)
    """
    if isinstance(node, All | Any):
        return any(map(ranks, node.parts))
    return isinstance(node, Word | Phrase) and any(word.parts for word in analysis.words_of(node.text))


def relaxations(node: Node, searcher: Searcher) -> Iterator[Relaxed | None]:
    """Give the ways to read a query, strictest first; only those that may find more than the one before."""
    yield None
    words = [word for leaf in leaves(node) if isinstance(leaf, Word) for word in analysis.words_of(leaf.text)]
    if any(is_misspelt(word, searcher) for word in words):
        yield "typo"
    if ranks(node):
        yield "any"


@dataclass(frozen=True, slots=True)
class _Builder:
    """Builds the query of a node; None for one that asks nothing, such as a stop word."""

    searcher: Searcher
    values: Values
    mode: Mode

    def node(self, node: Node) -> Query | None:
        match node:
            case Word():
                return self.any((node,)) if self.mode.relaxed == "any" else self.words(node.text)
            case Prefix():
                return prefix(node)
            case Phrase():
                return phrase(node.text, ("lemmas", "heading"))
            case Any():
                found = self.each(node.parts)
                return any_of(found) if found else None
            case All():
                return self.all(node.parts)
            case Field() | Not():
                return self.all((node,))

    def each(self, nodes: Iterable[Node]) -> list[Query]:
        """Give the queries of the nodes that ask something."""
        return [query for node in nodes if (query := self.node(node)) is not None]

    def all(self, nodes: Sequence[Node]) -> Query | None:
        asked = [node for node in nodes if isinstance(node, Field)]
        needed = [self.field(node) for node in asked if node.name not in QUANTITY]
        needed += [quantity.query(self.values) for quantity in self.quantities(asked)]
        words = [node for node in nodes if not isinstance(node, Field | Not)]
        if self.mode.relaxed == "any":
            loosely = self.any(words)
            found = [] if loosely is None else [loosely]
        else:
            found = self.each(words)
        as_written = _Builder(self.searcher, self.values, Mode())
        excluded = as_written.each(node.node for node in nodes if isinstance(node, Not))
        needed = [*found, *map(unranked, needed)]
        return all_of(needed or [everything()], excluded) if needed or excluded else None

    def any(self, nodes: Sequence[Node]) -> Query | None:
        """Give the query for any of the nodes, ranked by how much of them all a pledge covers."""
        texts = [node.text for node in nodes if isinstance(node, Word)]
        words = [word for text in texts for word in analysis.words_of(text)]
        others = self.each(node for node in nodes if not isinstance(node, Word))
        return covering(words, others, self.searcher, self.mode.only_best)

    def words(self, text: str) -> Query | None:
        words = [self.word(word) for word in analysis.words_of(text) if word.parts]
        return all_of(words) if words else None

    def word(self, word: analysis.Word) -> Query:
        found = self.literally(word)
        if self.mode.widen:
            found += [*map(_synonym, synonyms(word)), *widened(word.lemma)]
        return any_of(found)

    def literally(self, word: analysis.Word) -> list[Query]:
        """Give the queries for a word itself."""
        if self.mode.relaxed and is_misspelt(word, self.searcher):
            return [near(word)]
        found = [
            term("lemmas", word.lemma, LEMMA),
            all_of([term("parts", part, PARTS) for part in word.parts]),
            all_of([term("heading", part, HEADING) for part in word.parts]),
        ]
        if self.searcher.doc_freq("place", word.lemma):
            found.append(term("place", word.lemma, PLACE))
        return found

    def field(self, node: Field) -> Query:
        if isinstance(node.value, Range):
            return in_years(node.value, self.values) if node.name == "year" else in_range(node.name, node.value)
        if node.name == "heading":
            return phrase(node.value, ("heading",)) or everything()
        return having(node.name, [self.value(node)])

    def quantities(self, nodes: Iterable[Field]) -> list[QuantityFilter]:
        """Put what is asked of quantities together; what is asked twice is asked of two quantities."""
        found: list[dict[str, object]] = []
        for node in (node for node in nodes if node.name in QUANTITY):
            if not found or node.name in found[-1]:
                found.append({})
            found[-1][node.name] = node.value if isinstance(node.value, Range) else self.value(node)
        return [QuantityFilter(**asked) for asked in found]  # type: ignore[arg-type]

    def value(self, node: Field) -> str:
        """Give the value of a field as the index has it; an error knows the place of the field."""
        try:
            return self.values.find(node.name, str(node.value))
        except QueryError as error:
            raise QueryError(error.message, place=node.place) from error


def _synonym(word: analysis.Word) -> Query:
    """Give the query for a word that another may stand for: all of its roots, in the text or the heading."""
    share = SYNONYM / len(word.parts)
    places = (("parts", share * PARTS), ("heading", share * HEADING))
    return any_of([all_of([term(name, part, weight) for part in word.parts]) for name, weight in places])


def _subjects(node: Node) -> list[Query]:
    """Give a query for each theme to which the words of a query speak, in and out of phrases."""
    texts = [leaf.text for leaf in leaves(node) if isinstance(leaf, Word | Phrase)]
    themes = themes_of([word for text in texts for word in analysis.words_of(text)])
    return [weighing(equal("theme", [theme]), THEME * clearness) for theme, clearness in sorted(themes.items())]
