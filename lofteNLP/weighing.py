"""Features of a few items times the weights that a linear model learnt for them.

The numbers are those of `union.transform(items) @ weights` with scikit-learn, which on the few pledges of one document
spends its time on checks and copies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sklearn.pipeline import FeatureUnion

MOST_KEPT = 20_000  # words whose letters are remembered


class Union:
    """A fitted union of features, ready to be weighed.

    Parameters
    ----------
    union : FeatureUnion
        Of blocks that are `CountVectorizer` with ones alone, `TfidfVectorizer` with sublinear counts and rows of length
        one, or have a method ``columns`` that gives an item's columns, each of which is one.
    """

    def __init__(self, union: FeatureUnion) -> None:
        shares = union.transformer_weights or {}
        self.blocks = []
        start = 0
        for name, block in union.transformer_list:
            width = len(block.get_feature_names_out())
            self.blocks.append((columns_by(block), getattr(block, "idf_", None), shares.get(name, 1.0), start))
            start += width

    def times(self, items: Sequence[Any], weights: NDArray[Any]) -> NDArray[np.float64]:
        """The rows of the items times weights, shape (items, weights' columns).

        Examples
        --------
        >>> from sklearn.feature_extraction.text import TfidfVectorizer
        >>> from sklearn.pipeline import FeatureUnion
        >>> words = TfidfVectorizer(analyzer=str.split, sublinear_tf=True)
        >>> union = FeatureUnion([("words", words)]).fit(["tre möten", "tre gånger"])
        >>> weights = np.array([[1.0], [2.0], [3.0]])  # of gånger, möten, tre
        >>> Union(union).times(["möten möten", "ingenting"], weights).tolist()
        [[2.0], [0.0]]
        """
        from scipy.sparse import csr_array

        result = np.zeros((len(items), weights.shape[1]))
        for columns, idf, share, start in self.blocks:
            counted: Callable[[Iterable[int]], dict[int, Any]] = dict.fromkeys if idf is None else Counter
            counts = [counted(columns(item)) for item in items]
            present = np.fromiter(chain.from_iterable(counts), np.intp)
            ends = np.cumsum([0, *map(len, counts)])
            values = np.full(len(present), share)
            if idf is not None:
                times = np.fromiter(chain.from_iterable(count.values() for count in counts), np.float64)
                raw = (1 + np.log(times)) * idf[present]
                rows = np.repeat(np.arange(len(items)), np.diff(ends))
                values *= raw / np.sqrt(np.bincount(rows, raw * raw))[rows]
            result += (
                csr_array((values, np.arange(len(present)), ends), (len(items), len(present)))
                @ weights[start + present]
            )
        return result


@lru_cache(maxsize=8)
def ready(union: FeatureUnion) -> Union:
    """The union of a model, made ready once."""
    return Union(union)


def columns_by(block: Any) -> Callable[[Any], Iterable[int]]:
    """What gives an item's columns in a block, one as often as it counts."""
    if hasattr(block, "columns"):
        columns: Callable[[Any], Iterable[int]] = block.columns
        return columns
    analyze, vocabulary = block.analyzer, block.vocabulary_

    def columns_of(names: Iterable[str]) -> list[int]:
        return [column for name in names if (column := vocabulary.get(name)) is not None]

    if analyze != "char_wb":
        analyze = analyze if callable(analyze) else block.build_analyzer()
        return lambda item: columns_of(analyze(item))
    # Stretches of letters lie within words, and a word has the same ones wherever it stands.
    of_word = lru_cache(maxsize=MOST_KEPT)(lambda word: tuple(columns_of(letters(word, *block.ngram_range))))
    return lambda item: chain.from_iterable(map(of_word, block.preprocessor(item).split()))


def letters(word: str, shortest: int, longest: int) -> list[str]:
    """The stretches of letters of a word with a space on either side, as scikit-learn's "char_wb" has them.

    Examples
    --------
    >>> letters("ny", 3, 5)
    [' ny', 'ny ', ' ny ']
    """
    padded = f" {word} "
    lengths = range(shortest, min(longest, len(padded)) + 1)
    return [padded[at : at + length] for length in lengths for at in range(len(padded) - length + 1)]
