"""A query's tree becomes a tantivy query: what must match, and in which fields a match weighs how much.

Every word must match. It is found in a pledge's text by the roots of its parts, all of them (*tillsyn* finds
"krogtillsyner", *krogtillsyn* finds "tillsyn av krogar"), in its heading, or among its municipalities and counties. How
well is BM25 over these fields and over the words as written and their base forms, so that what is closer to the words
of the query comes first. A phrase is its base forms in order: "tung trafik" finds "den tunga trafiken", and a phrase of
one word no compound. A prefix is that of a word as written. Fields and what is excluded do not rank.

Of the pledges that match, those of a theme to which the query's words speak in the taxonomy come earlier, the more so
the fewer themes they have.

Where any of the words is enough, pledges with synonyms of the others come earlier. Read loosely, any of the words or of
their synonyms will do, and for a root that the index lacks one that begins alike.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from lofteNLP.search import analysis, fields
from lofteNLP.search.combining import all_of, any_of, best_of, equal, everything, preferring, unranked, weighing
from lofteNLP.search.filters import Filters, QuantityFilter, Values, filter_queries, having, in_range, in_years
from lofteNLP.search.highlights import Relaxed
from lofteNLP.search.synonyms import synonyms
from lofteNLP.search.syntax import All, Any, Field, Node, Not, Phrase, Prefix, QueryError, Range, Word, leaves
from lofteNLP.themes.taxonomy import TermIndex, term_groups

if TYPE_CHECKING:
    from tantivy import Query, Searcher


# How much a match weighs, by its field.
SURFACE, LEMMA, PARTS, HEADING, PLACE = 0.25, 0.5, 1.5, 0.5, 0.5
SYNONYM = 1.0  # a synonym, beside the word's parts; shared by the parts of the synonym
BEGINNING = 4.0  # a root that begins as one that the index lacks
OTHERS = 0.4  # of the score of what matches a word less well than its best match
THEME = 5.0  # a theme for which a word of the query stands
HINT = 2.0  # and one to which it only points
PREFIX = 1.0  # words that begin so all weigh the same
NEAR = 1.0  # and words one edit away
WIDENED = 0.1  # and other terms of the theme
SHORTEST_NEAR = 4  # letters of a word that may be a misspelling
SHORTEST_BEGINNING = 6  # letters by which a root is found that the index lacks
COMMON = 20_000  # pledges; a word in more of them tells little
EVERY = 2**32  # and no word is in more than that
LONGEST_PREFIX = 100  # letters
QUANTITY = frozenset({"unit", "comparator", "per", "value"})  # fields that ask of one and the same quantity


@dataclass(frozen=True, slots=True)
class Mode:
    """How a tree is read.

    Attributes
    ----------
    widen
        Also find synonyms, and the other terms of the groups of the taxonomy that a word belongs to.
    relaxed
        ``"typo"``: words that the index lacks match those one edit away; ``"any"``: and any word will do.
    loose
        Any word's synonyms and beginnings will do, too; but no word that is in very many pledges, where the query has
        others.
    """

    widen: bool = False
    relaxed: Relaxed | None = None
    loose: bool = False


def build(node: Node, filters: Filters, searcher: Searcher, values: Values, mode: Mode) -> Query:
    """Give the query for a tree and filters in one state of the index.

    Raises
    ------
    QueryError
        Where a field or filter has a value that there is not.
    """
    words = _Builder(searcher, values, mode).node(node)
    if words and mode.relaxed == "any" and not mode.loose:
        loosely = _Builder(searcher, values, replace(mode, loose=True))
        words = preferring(
            words, [best_of(found, OTHERS) for word in _asked(node) if (found := loosely.otherwise(word))]
        )
    needed = [unranked(query) for query in filter_queries(filters, values)]
    needed += [preferring(words, _subjects(_asked(node)))] if words else []
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
    return isinstance(node, Word | Phrase) and bool(analysis.analyse(node.text).parts)


def relaxations(node: Node, searcher: Searcher) -> Iterator[Relaxed | None]:
    """Give the ways to read a query, strictest first; only those that may find more than the one before."""
    yield None
    words = [word for leaf in leaves(node) if isinstance(leaf, Word) for word in analysis.analyse(leaf.text).words]
    if any(len(word.surface) >= SHORTEST_NEAR and not _is_known(word, searcher) for word in words):
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
                return self.words(node.text)
            case Prefix():
                return _prefix(node)
            case Phrase():
                return _phrase(node.text, ("lemmas", "heading"))
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
        found = self.some(words) if self.mode.relaxed == "any" else self.each(words)
        as_written = _Builder(self.searcher, self.values, Mode())
        excluded = as_written.each(node.node for node in nodes if isinstance(node, Not))
        needed = [*found, *map(unranked, needed)]
        return all_of(needed or [everything()], excluded) if needed or excluded else None

    def some(self, nodes: Sequence[Node]) -> list[Query]:
        """Give the query for any of the nodes; none where they ask nothing."""
        asked = [(self.frequency(node), query) for node in nodes if (query := self.node(node)) is not None]
        most = max(COMMON, min((frequency for frequency, _ in asked), default=0)) if self.mode.loose else EVERY
        telling = [query for frequency, query in asked if frequency <= most]
        common = [query for frequency, query in asked if frequency > most]
        return [preferring(any_of(telling), common)] if telling else []

    def frequency(self, node: Node) -> int:
        """Give in about how many pledges a word is; 0 for what is no word."""
        words = analysis.analyse(node.text).words if isinstance(node, Word) else ()
        return max((self.searcher.doc_freq("parts", part) for word in words for part in word.parts), default=0)

    def words(self, text: str) -> Query | None:
        words = [self.word(word) for word in analysis.analyse(text).words if word.parts]
        return all_of(words) if words else None

    def word(self, word: analysis.Word) -> Query:
        found = best_of([any_of(self.literally(word)), *self.otherwise(word)], OTHERS)
        return any_of([found, *_widened(word.lemma)]) if self.mode.widen else found

    def otherwise(self, word: analysis.Word) -> list[Query]:
        """Give the queries for what a word may stand for; none where the mode asks for the word itself."""
        if not (self.mode.loose or self.mode.widen):
            return []
        alike = [self.synonym(one) for one in synonyms(word) if self.is_telling(one)]
        return alike + [query for part in word.parts for query in self.beginning(part)] if self.mode.loose else alike

    def literally(self, word: analysis.Word) -> list[Query]:
        """Give the queries for a word itself."""
        if self.mode.relaxed and len(word.surface) >= SHORTEST_NEAR and not _is_known(word, self.searcher):
            return [_near(word)]
        parts = [_term("parts", part, PARTS) for part in word.parts]
        found = [
            _term("surface", word.surface, SURFACE),
            _term("lemmas", word.lemma, LEMMA),
            any_of(parts) if self.mode.relaxed == "any" else all_of(parts),
            all_of([_term("heading", part, HEADING) for part in word.parts]),
        ]
        if self.searcher.doc_freq("place", word.lemma):
            found.append(_term("place", word.lemma, PLACE))
        return found

    def synonym(self, word: analysis.Word) -> Query:
        """Give the query for a word that another may stand for: all of its roots, in the text or the heading."""
        share = SYNONYM / len(word.parts)
        places = (("parts", share * PARTS), ("heading", share * HEADING))
        return any_of([all_of([_term(name, part, weight) for part in word.parts]) for name, weight in places])

    def is_telling(self, word: analysis.Word) -> bool:
        """Tell whether a root of a word is not in very many pledges."""
        return min(self.searcher.doc_freq("parts", part) for part in word.parts) <= COMMON

    def beginning(self, root: str) -> list[Query]:
        """Give the query for roots that share the longest beginning with one that the index lacks, if any do."""
        from tantivy import Query as Tantivy

        if self.searcher.doc_freq("parts", root) or not root.isalpha():
            return []
        for length in range(len(root), SHORTEST_BEGINNING - 1, -1):
            query = Tantivy.regex_query(fields.schema(), "parts", f"{root[:length]}.*")
            if self.searcher.search(query, 1, count=False).hits:
                return [Tantivy.const_score_query(query, BEGINNING)]
        return []

    def field(self, node: Field) -> Query:
        if isinstance(node.value, Range):
            return in_years(node.value, self.values) if node.name == "year" else in_range(node.name, node.value)
        if node.name == "heading":
            return _phrase(node.value, ("heading",)) or everything()
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


def _asked(node: Node) -> list[analysis.Word]:
    """Give the words of a query, in and out of phrases."""
    texts = [leaf.text for leaf in leaves(node) if isinstance(leaf, Word | Phrase)]
    return [word for text in texts for word in analysis.analyse(text).words]


def _is_known(word: analysis.Word, searcher: Searcher) -> bool:
    """Tell whether the index has a word, or each of its parts."""
    count = searcher.doc_freq
    return any(count(field, word.lemma) for field in ("lemmas", "heading", "place")) or all(
        count("parts", part) or count("heading", part) for part in word.parts
    )


def _near(word: analysis.Word) -> Query:
    """Give the query for words one edit away."""
    from tantivy import Query as Tantivy

    forms = (("surface", word.surface), ("lemmas", word.lemma), ("heading", word.lemma), ("place", word.lemma))
    return weighing(any_of([Tantivy.fuzzy_term_query(fields.schema(), field, form) for field, form in forms]), NEAR)


def _prefix(node: Prefix) -> Query:
    """Give the query for words that begin so."""
    from tantivy import Query as Tantivy

    start = unicodedata.normalize("NFC", node.text).lower()
    if not all(char.isalnum() or char == "-" for char in start):
        raise QueryError("only letters, figures and hyphens stand before a star", place=node.place)
    if len(start) > LONGEST_PREFIX:
        raise QueryError(f"at most {LONGEST_PREFIX} letters stand before a star", place=node.place)
    found = [Tantivy.regex_query(fields.schema(), field, f"{start}.*") for field in ("surface", "heading", "place")]
    return Tantivy.const_score_query(any_of(found), PREFIX)


def _phrase(text: str, names: Sequence[str]) -> Query | None:
    """Give the query for base forms in order, in any of the fields."""
    from tantivy import Query as Tantivy

    lemmas: list[str | tuple[int, str]] = list(analysis.analyse(text).lemmas)
    if not lemmas:
        return None
    if len(lemmas) == 1:
        return any_of([_term(name, str(lemmas[0])) for name in names])
    return any_of([Tantivy.phrase_query(fields.schema(), name, lemmas) for name in names])


def _subjects(words: Sequence[analysis.Word]) -> list[Query]:
    """Give a query for each theme of the taxonomy to which words speak or, where none do, synonyms of them."""
    weights = _themes(words) or dict.fromkeys(_themes([one for word in words for one in synonyms(word)]), HINT)
    return [weighing(equal("theme", [theme]), weight) for theme, weight in sorted(weights.items())]


def _themes(words: Sequence[analysis.Word]) -> dict[str, float]:
    """Give the themes of the taxonomy to which words speak, and how clearly."""
    weights: dict[str, float] = {}
    for group in _taxonomy().find([word.lemma for word in words]) | _taxonomy().find([word.surface for word in words]):
        theme, _, name = group.partition(".")
        weights[theme] = max(THEME if name == "core" else HINT, weights.get(theme, 0.0))
    return weights


def _widened(lemma: str) -> list[Query]:
    """Give the query for the terms of a word's groups in the taxonomy; none where it is in no group."""
    from tantivy import Query as Tantivy

    terms = sorted({term.strip("*").lower() for group in _taxonomy().find((lemma,)) for term in _groups()[group]})
    if not terms:
        return []
    phrases = [_phrase(term, ("lemmas",)) for term in terms if " " in term]
    found = [equal("lemmas", [term for term in terms if " " not in term]), *filter(None, phrases)]
    return [Tantivy.const_score_query(any_of(found), WIDENED)]


@cache
def _taxonomy() -> TermIndex:
    return TermIndex(_groups())


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    return dict(term_groups())


def _term(field: str, value: str, weight: float = 1.0) -> Query:
    from tantivy import Query as Tantivy

    return weighing(Tantivy.term_query(fields.schema(), field, value, "freq"), weight)
