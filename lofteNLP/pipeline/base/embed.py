"""The embedding of the base model: word, ending, shape, and what the dictionary knows of the word.

Hashes of strings stand for words, so nothing but this code and the weights is needed at load. A word has the
same vector wherever it stands, so each batch computes it once per word, and use keeps it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy
from spacy.strings import get_string_id
from spacy.util import registry
from thinc.api import HashEmbed, Maxout, Model, chain, concatenate

from lofteNLP.pipeline.base import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

COLUMNS = 6
ENDING = 5
MOST_KEPT = 50_000
_hashes: dict[int, tuple[int, ...]] = {}


def hashes(word: str, norm: str, shape: str) -> tuple[int, ...]:
    """Return the hashes that stand for a word: norm, ending, shape, inflection, possible classes, base form of
    its last part.

    Examples
    --------
    >>> len(hashes("Polisen", "polisen", "Xxxxx")) == COLUMNS
    True
    """
    reading = lexicon.read(word)
    inflection = f"{reading.known}|{reading.change}|{reading.classes}"
    kinds = lexicon.closed_classes().get(norm) or f"{reading.known}|{reading.analyses}"
    strings = (norm, word.lower()[-ENDING:], shape, inflection, kinds, reading.lemma or norm)
    return tuple(get_string_id(s) if s else 0 for s in strings)


def _rows(vocab: Vocab, orths: list[int]) -> Any:
    """Return the features of words, one row each."""
    rows = []
    for orth in orths:
        found = _hashes.get(orth)
        if found is None:
            if len(_hashes) > MOST_KEPT:  # long runs over many texts must not grow without end
                _hashes.clear()
            lexeme = vocab[orth]
            found = _hashes[orth] = hashes(lexeme.text, lexeme.norm_, lexeme.shape_)
        rows.append(found)
    return numpy.asarray(rows, dtype="uint64").reshape((len(rows), COLUMNS))


class _Kept:
    """Vectors of words met in use, valid for one state of the weights."""

    def __init__(self, width: int) -> None:
        self.state = 0.0
        self.width = width
        self.clear()

    def clear(self) -> None:
        self.index: dict[int, int] = {}
        self.vectors = numpy.zeros((0, self.width), dtype="f")

    def look_up(self, orths: list[int], state: float, compute: Callable[[list[int]], Any]) -> Any:
        if state != self.state or len(self.index) + len(orths) > MOST_KEPT:
            self.clear()
            self.state = state
        new = [orth for orth in orths if orth not in self.index]
        if new:
            self.vectors = numpy.concatenate((self.vectors, compute(new)))
            for orth in new:
                self.index[orth] = len(self.index)
        return self.vectors[[self.index[orth] for orth in orths]]


_kept: dict[int, _Kept] = {}  # by the model's number in this process


def _forward(
    model: Model[Any, Any], docs: list[Doc], is_train: bool
) -> tuple[list[Any], Callable[[list[Any]], list[Any]]]:
    mixer = model.layers[0]
    width = model.get_dim("nO")
    lengths = [len(doc) for doc in docs]
    cuts = numpy.cumsum(lengths)[:-1]
    if not sum(lengths):
        return [numpy.zeros((0, width), dtype="f") for _ in docs], lambda gradients: []
    vocab = docs[0].vocab
    all_orths = numpy.concatenate([doc.to_array("ORTH").reshape(-1) for doc in docs]).astype("uint64")
    unique, inverse = numpy.unique(all_orths, return_inverse=True)
    orths = unique.tolist()
    if is_train:
        vectors, backprop = mixer(_rows(vocab, orths), True)
    else:
        kept = _kept.setdefault(model.id, _Kept(width))
        weights: Any = model.get_ref("maxout").get_param("W")
        state = float(weights.sum())
        vectors = kept.look_up(orths, state, lambda new: mixer.predict(_rows(vocab, new)))

    def backward(gradients: list[Any]) -> list[Any]:
        if is_train:
            summed = numpy.zeros(vectors.shape, dtype="f")
            numpy.add.at(summed, inverse, numpy.concatenate(gradients))
            backprop(summed)
        return []

    return numpy.split(vectors[inverse], cuts), backward


def _initialize(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    model.layers[0].initialize(X=numpy.zeros((1, COLUMNS), dtype="uint64"))


@registry.architectures("lofte.DictionaryEmbed.v1")  # type: ignore[untyped-decorator]
def dictionary_embed(width: int, rows: list[int]) -> Model[Any, Any]:
    """Return the embedding layer: one hashed table per feature, mixed by a maxout layer.

    Examples
    --------
    >>> dictionary_embed(width=8, rows=[10, 10, 10, 10, 10, 10]).name
    'lofte_dictionary_embed'
    """
    if len(rows) != COLUMNS:
        raise ValueError(f"lofte.DictionaryEmbed.v1 wants {COLUMNS} numbers of rows, got {len(rows)}")
    tables: list[Model[Any, Any]] = [HashEmbed(width, n, column=i, seed=i + 7, dropout=0.0) for i, n in enumerate(rows)]
    maxout = Maxout(width, width * COLUMNS, nP=3, dropout=0.0, normalize=True)
    mixer: Model[Any, Any] = chain(concatenate(*tables), maxout)
    weights = next(node for node in maxout.walk() if node.name == "maxout")
    return Model("lofte_dictionary_embed", _forward, init=_initialize, layers=[mixer], refs={"maxout": weights},
                 dims={"nO": width})  # fmt: skip
