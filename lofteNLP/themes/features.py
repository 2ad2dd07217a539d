"""Features of a pledge: words, parts of compounds, letters, the taxonomy's terms, of text and heading apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sklearn.base import BaseEstimator, TransformerMixin

from lofteNLP.pipeline.compounds import split
from lofteNLP.themes.items import ThemeInput, words
from lofteNLP.themes.taxonomy import TermIndex, term_groups

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix
    from sklearn.pipeline import FeatureUnion

# How much each block of features counts beside the others; every row of a block has length one before, but for
# the terms, which are ones.
WEIGHTS: dict[str, float] = {
    "lemmas": 1.0,
    "parts": 1.0,
    "letters": 1.5,
    "terms": 0.35,
    "heading_lemmas": 0.7,
    "heading_parts": 0.5,
    "heading_terms": 0.5,
}
NGRAM_LETTERS = (3, 5)
RAREST_LETTERS = 2  # an n-gram of letters counts from this many pledges on


def feature_union(weights: Mapping[str, float] = WEIGHTS) -> FeatureUnion:
    """Make the features, not fitted.

    Parameters
    ----------
    weights
        Weight by block; a block that is left out is not made.

    Examples
    --------
    >>> item = ThemeInput("Fler krogtillsyner.", None, ("många", "krogtillsyn"), ())
    >>> union = feature_union({"lemmas": 1.0, "parts": 1.0}).fit([item])
    >>> [str(name) for name in union.get_feature_names_out()]
    ['lemmas__krogtillsyn', 'lemmas__många', 'lemmas__många krogtillsyn',
     'parts__krog', 'parts__många', 'parts__tillsyn']
    """
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import FeatureUnion

    blocks: dict[str, Any] = {
        "lemmas": TfidfVectorizer(analyzer=lemma_ngrams, sublinear_tf=True),
        "parts": TfidfVectorizer(analyzer=parts, sublinear_tf=True),
        "letters": TfidfVectorizer(
            analyzer="char_wb",
            preprocessor=lower_text,
            ngram_range=NGRAM_LETTERS,
            min_df=RAREST_LETTERS,
            sublinear_tf=True,
        ),
        "terms": TermHits("text"),
        "heading_lemmas": TfidfVectorizer(analyzer=heading_lemmas, sublinear_tf=True),
        "heading_parts": TfidfVectorizer(analyzer=heading_parts, sublinear_tf=True),
        "heading_terms": TermHits("heading"),
    }
    chosen = [(name, block) for name, block in blocks.items() if name in weights]
    return FeatureUnion(chosen, transformer_weights=dict(weights))


def lemma_ngrams(item: ThemeInput) -> list[str]:
    """Give base forms and pairs of neighbours; every number is `#`."""
    single = _without_numbers(item.lemmas)
    return single + [f"{first} {second}" for first, second in pairwise(single)]


def parts(item: ThemeInput) -> list[str]:
    """Give the parts of compounds, and words that have none whole."""
    return _parts(item.lemmas)


def lower_text(item: ThemeInput) -> str:
    """Give the text in lower case."""
    return item.text.lower()


def heading_lemmas(item: ThemeInput) -> list[str]:
    """Give the heading's base forms."""
    return _without_numbers(item.heading_lemmas)


def heading_parts(item: ThemeInput) -> list[str]:
    """Give the parts of the heading's compounds, and its words that have none whole."""
    return _parts(item.heading_lemmas)


class TermHits(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """Which groups of the taxonomy's terms stand in the text or the heading: one column a group, ones and zeros.

    Parameters
    ----------
    field
        `"text"` or `"heading"`.

    Examples
    --------
    >>> hits = TermHits("text").fit([])
    >>> hits.found(ThemeInput("Moped utan lyse", None, ("moped", "utan", "lyse"), ()))["trafik.fordon"]
    ['moped']
    """

    def __init__(self, field: str) -> None:
        self.field = field

    def fit(self, items: Iterable[ThemeInput], y: object = None) -> TermHits:
        """Read the taxonomy; it stays with the model, so that a later edit does not shift its columns."""
        self.index_ = TermIndex(dict(term_groups()))
        self.columns_ = {group: column for column, group in enumerate(self.index_.groups)}
        return self

    def transform(self, items: Iterable[ThemeInput]) -> csr_matrix:
        """Mark the groups that stand in each item."""
        from scipy.sparse import csr_matrix

        columns: list[int] = []
        ends = [0]
        for item in items:
            columns += self.columns(item)
            ends.append(len(columns))
        return csr_matrix(([1.0] * len(columns), columns, ends), shape=(len(ends) - 1, len(self.columns_)))

    def columns(self, item: ThemeInput) -> list[int]:
        """Give the columns of the groups that stand in an item."""
        return sorted(self.columns_[group] for group in self.found(item))

    def found(self, item: ThemeInput) -> dict[str, list[str]]:
        """Give the groups that stand in an item, as base forms or as they stand, with the words that show it."""
        text = item.text if self.field == "text" else item.heading or ""
        lemmas = item.lemmas if self.field == "text" else item.heading_lemmas
        found = self.index_.find(words(text))
        for group, hits in self.index_.find(lemmas).items():
            found.setdefault(group, hits)
        return found

    def get_feature_names_out(self, input_features: object = None) -> list[str]:
        """Give the full names of the groups, in the order of the columns."""
        return list(self.columns_)


def _without_numbers(lemmas: Sequence[str]) -> list[str]:
    return ["#" if lemma.isdigit() else lemma for lemma in lemmas]


def _parts(lemmas: Sequence[str]) -> list[str]:
    return [part for lemma in _without_numbers(lemmas) for part in split(lemma) or (lemma,)]
