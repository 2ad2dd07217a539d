"""Similar pledges, and groups of near-equal ones over years and municipalities.

How alike two pledges are is told by their gists (`lofteNLP.search.gist`): the weight of the roots they share, in the
weight of all that they have (Dice's coefficient), where a rare root weighs more than a common one. 1 is the same gist,
0 nothing in common; who, where, how much and when do not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Any

from lofteNLP.records import PledgeRecord
from lofteNLP.search import fields
from lofteNLP.search.gist import gist, shared_spans
from lofteNLP.search.ranking import best

if TYPE_CHECKING:
    from tantivy import Query

    from lofteNLP.search.index import Hit, Index

THRESHOLD = 0.8
CANDIDATES = 500  # pledges that share most, of which the most similar are taken

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Group:
    """Near-equal pledges.

    Attributes
    ----------
    representative
        The pledge to which the others are similar: the earliest of those with the most frequent gist.
    pledges
        All of them, by the start of their validity, then by document and number.
    """

    representative: PledgeRecord
    pledges: list[PledgeRecord]

    @property
    def documents(self) -> list[str]:
        """The documents' names, in the order of the pledges."""
        return list(dict.fromkeys(pledge.document for pledge in self.pledges))

    @property
    def kommun(self) -> list[str]:
        """The municipalities' names, sorted."""
        return sorted({name for pledge in self.pledges for name in pledge.kommun})

    @property
    def years(self) -> list[str]:
        """The years that the pledges are valid in, sorted."""
        return sorted({year for pledge in self.pledges for year in fields.years(pledge.valid_from, pledge.valid_to)})

    def to_dict(self) -> dict[str, Any]:
        """The group as plain values: its pledges by id, and their quantities, so that it shows how a number changed."""
        return {
            "representative": self.representative.id,
            "text": self.representative.text,
            "pledges": [pledge.id for pledge in self.pledges],
            "documents": self.documents,
            "kommun": self.kommun,
            "years": self.years,
            "quantities": [
                {
                    "pledge": pledge.id,
                    "kommun": pledge.kommun,
                    "valid_from": pledge.valid_from,
                    "comparator": quantity.comparator,
                    "value": quantity.value,
                    "value_max": quantity.value_max,
                    "unit": quantity.unit,
                    "per": quantity.per,
                }
                for pledge in self.pledges
                for quantity in pledge.quantities
            ],
        }


def similar(index: Index, pledge_id: str, limit: int = 10) -> list[Hit]:
    """Give the pledges of other documents that are most like a pledge.

    Parameters
    ----------
    index
        An opened index.
    pledge_id
        The pledge's id.
    limit
        At most so many.

    Returns
    -------
    list of Hit
        Most similar first, then by document and number. The score is the similarity, above 0 and at most 1; highlights
        are the words that both share.

    Raises
    ------
    KeyError
        Where the index has no pledge of this id.
    """
    from lofteNLP.search.index import Hit

    pledge = index.pledge(pledge_id)
    own = gist(pledge.text)
    weights = _weights(own, index)
    query = _sharing(own, weights, pledge.document)
    hits = []
    for _, address in best(index.searcher, query, CANDIDATES, 0).hits if own else []:
        other = fields.stored_pledge(index.searcher.doc(address))
        theirs = gist(other.text)
        score = similarity(own, theirs, weights | _weights(theirs - own, index))
        if score:
            hits.append(Hit(other, score, shared_spans(other.text, own)))
    return sorted(hits, key=lambda hit: (-hit.score, hit.record.document, hit.record.number))[:limit]


def groups(index: Index, threshold: float = THRESHOLD) -> Iterator[Group]:
    """Give the groups of near-equal pledges in the whole index, those of at least two documents; largest first.

    Pledges with the same gist are together, and so are those whose gist is similar to the group's first: gists are
    taken in order, the most frequent first, and each joins the most similar group or begins its own.

    Parameters
    ----------
    index
        An opened index.
    threshold
        The least similarity of a pledge to the representative of its group, above 0 and at most 1.
    """
    if not 0 < threshold <= 1:
        raise ValueError(f"the threshold of similarity lies above 0 and is at most 1, not {threshold}")
    members: dict[frozenset[str], list[tuple[str, str]]] = {}  # by gist: the documents and ids of its pledges
    frequencies: dict[str, int] = {}
    total = 0
    for record in index.records():
        total += 1
        roots = gist(record.text)
        if roots not in members:
            members[roots] = []
        members[roots].append((record.document, record.id))
        for root in roots:
            frequencies[root] = frequencies.get(root, 0) + 1
    members.pop(frozenset(), None)
    weights = {root: _weight(count, total) for root, count in frequencies.items()}
    by_frequency = sorted(members, key=lambda roots: -len(members[roots]))  # otherwise as they came
    clusters = list(cluster(by_frequency, weights, threshold))
    sizes = [sum(len(members[roots]) for roots in found) for found in clusters]
    for number in sorted(range(len(clusters)), key=lambda number: -sizes[number]):
        found = [members[roots] for roots in clusters[number]]
        if len({document for pledges in found for document, _ in pledges}) > 1:
            by_gist = [_in_order(index.pledge(id) for _, id in pledges) for pledges in found]
            yield Group(by_gist[0][0], _in_order(record for records in by_gist for record in records))


def similarity(one: frozenset[str], other: frozenset[str], weights: Weights) -> float:
    """Give the weight of what two gists share, in the weight of what they have: between 0 and 1.

    Examples
    --------
    >>> weights = {"krog": 3.0, "butik": 3.0, "tillsyn": 2.0}
    >>> similarity(frozenset({"krog", "tillsyn"}), frozenset({"butik", "tillsyn"}), weights)
    0.4
    """
    whole = _sum(one, weights) + _sum(other, weights)
    return 2 * _sum(one & other, weights) / whole if whole else 0.0


def cluster(gists: Iterable[frozenset[str]], weights: Weights, threshold: float) -> Iterator[list[frozenset[str]]]:
    """Put gists together: each with the most similar earlier one that began a cluster, if it is similar enough.

    Two gists so similar share at least ``threshold / (2 - threshold)`` of the weight of either. So the rarest root that
    they share comes in each before less than so much is left, and only the roots up to there are looked up.

    Examples
    --------
    >>> gists = [frozenset(words.split()) for words in ("trafik kontroll", "krog tillsyn", "trafik kontroll fart")]
    >>> weights = {"trafik": 3.0, "kontroll": 3.0, "fart": 2.0, "krog": 3.0, "tillsyn": 3.0}
    >>> [len(found) for found in cluster(gists, weights, 0.8)], [len(found) for found in cluster(gists, weights, 0.9)]
    ([2, 1], [1, 1, 1])
    """
    clusters: list[list[frozenset[str]]] = []
    totals: list[float] = []  # the weight of the gist that began each
    by_root: dict[str, list[int]] = {}  # the clusters whose first gist has a root among its first
    for roots in gists:
        whole = _sum(roots, weights)
        first = _first(roots, weights, whole * threshold / (2 - threshold))
        best_number, best_score = -1, 0.0
        for number in sorted({number for root in first for number in by_root.get(root, ())}):
            if min(whole, totals[number]) * 2 < threshold * (whole + totals[number]):
                continue
            score = 2 * _sum(roots & clusters[number][0], weights) / (whole + totals[number])
            if score >= threshold and score > best_score:
                best_number, best_score = number, score
        if best_number >= 0:
            clusters[best_number].append(roots)
            continue
        for root in first:
            by_root.setdefault(root, []).append(len(clusters))
        clusters.append([roots])
        totals.append(whole)
    yield from clusters


def _first(roots: frozenset[str], weights: Weights, needed: float) -> list[str]:
    """Give the rarest roots, as long as what is left with them weighs what is needed."""
    ordered = sorted(roots, key=lambda root: (-weights[root], root))
    left = _sum(roots, weights)
    found = []
    for root in ordered:
        if left < needed * (1 - 1e-9):
            break
        found.append(root)
        left -= weights[root]
    return found


def _sum(roots: Iterable[str], weights: Weights) -> float:
    return sum(sorted(weights[root] for root in roots))  # sorted: the order of a set is not always the same


def _weight(count: int, total: int) -> float:
    return log(1 + total / max(count, 1))


def _weights(roots: Iterable[str], index: Index) -> dict[str, float]:
    return {root: _weight(index.searcher.doc_freq("parts", root), index.size) for root in roots}


def _sharing(roots: frozenset[str], weights: Weights, document: str) -> Query:
    """Give the query for pledges of other documents, ranked by the weight of the roots they share."""
    import tantivy

    schema = fields.schema()
    wanted = [
        (
            tantivy.Occur.Should,
            tantivy.Query.const_score_query(tantivy.Query.term_query(schema, "parts", root, "basic"), weights[root]),
        )
        for root in sorted(roots)
    ]
    own = tantivy.Query.term_query(schema, "document", fields.encodable(document), "basic")
    return tantivy.Query.boolean_query(
        [(tantivy.Occur.Must, tantivy.Query.boolean_query(wanted)), (tantivy.Occur.MustNot, own)]
    )


def _in_order(records: Iterable[PledgeRecord]) -> list[PledgeRecord]:
    return sorted(records, key=lambda record: (record.valid_from or "", record.document, record.number))
