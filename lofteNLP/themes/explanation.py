"""Why a theme was given or not: the weights of features, gathered onto the words they come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from lofteNLP.themes.items import ThemeInput

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sklearn.pipeline import FeatureUnion

# What a reason is called, by block of features.
KINDS = {
    "lemmas": "word",
    "parts": "part",
    "letters": "word",
    "terms": "term",
    "heading_lemmas": "heading",
    "heading_parts": "heading part",
    "heading_terms": "heading term",
}


class Reason(NamedTuple):
    """What spoke: a `word`, a `part` of a compound, a `term` group (`krog.core: krogtillsyn`), or such of a heading."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One theme's case: its probability, the threshold it was held against, and the reasons on both sides.

    A reason's weight is what it adds to the raw score; the strongest come first.
    """

    label: str
    score: float
    threshold: float
    given: bool
    supporting: tuple[tuple[Reason, float], ...]
    opposing: tuple[tuple[Reason, float], ...]

    @classmethod
    def of(
        cls, label: str, score: float, threshold: float, reasons: Sequence[tuple[Reason, float]], most: int
    ) -> Evidence:
        """Make a case of all reasons, keeping the strongest on each side.

        Examples
        --------
        >>> case = Evidence.of("krog", 0.9, 0.4, [(Reason("word", "krog"), 2.0), (Reason("word", "torg"), -0.5)], 5)
        >>> case.given, case.opposing
        (True, ((Reason(kind='word', text='torg'), -0.5),))
        """
        ordered = sorted(((reason, round(weight, 4)) for reason, weight in reasons), key=lambda pair: -abs(pair[1]))
        supporting = tuple(pair for pair in ordered if pair[1] > 0)[:most]
        opposing = tuple(pair for pair in ordered if pair[1] < 0)[:most]
        return cls(label, round(score, 4), round(threshold, 4), score > threshold, supporting, opposing)


def gather(features: FeatureUnion, row: Any, weights: NDArray[Any], item: ThemeInput) -> dict[Reason, NDArray[Any]]:
    """Give every reason with what it adds to each theme's raw score.

    Parameters
    ----------
    features
        The fitted features.
    row
        The item's row of features.
    weights
        Weight of each feature, one column a theme.
    item
        The pledge.
    """
    reasons: dict[Reason, NDArray[Any]] = {}
    start = 0
    for name, block in features.transformer_list:
        names = block.get_feature_names_out()
        for reason, column, share in _reasons(name, block, names, row, start, item):
            added = share * row[0, start + column] * weights[start + column]
            reasons[reason] = reasons[reason] + added if reason in reasons else added
        start += len(names)
    return reasons


def _reasons(
    name: str, block: Any, names: Sequence[str], row: Any, start: int, item: ThemeInput
) -> Iterator[tuple[Reason, int, float]]:
    """Give the reasons behind a block's features: the reason, the feature's column in the block, the share of it."""
    present = [int(column) - start for column in row.indices if start <= column < start + len(names)]
    if name == "letters":
        yield from _letter_shares(block, set(present), item)
    elif name in ("terms", "heading_terms"):
        found = block.found(item)
        for column in present:
            group = names[column]
            yield Reason(KINDS[name], f"{group}: {', '.join(dict.fromkeys(found[group]))}"), column, 1.0
    else:
        for column in present:
            yield Reason(KINDS[name], str(names[column])), column, 1.0


def _letter_shares(block: Any, present: set[int], item: ThemeInput) -> Iterator[tuple[Reason, int, float]]:
    """Share the weight of letters among the words they stand in."""
    analyze = block.build_analyzer()
    by_word = {
        word: Counter(block.vocabulary_.get(ngram) for ngram in analyze(_AsText(word)))
        for word in item.text.lower().split()
    }
    occurrences = Counter(item.text.lower().split())
    totals: Counter[int] = Counter()
    for word, columns in by_word.items():
        for column, count in columns.items():
            if column in present:
                totals[column] += count * occurrences[word]
    for word, columns in by_word.items():
        for column, count in columns.items():
            if column in present:
                yield Reason("word", word.strip(".,;:!?()\"”'")), column, count * occurrences[word] / totals[column]


class _AsText(NamedTuple):
    """A single word in the place of an item, for the analyser of letters."""

    text: str
