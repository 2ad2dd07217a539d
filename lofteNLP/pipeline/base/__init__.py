"""The base model: text in, tokens with tag, features, base form, head and relation, and sentences out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

PACKAGED = Path(__file__).parents[2] / "models" / "base"
REPOSITORY = Path(__file__).parents[3] / "models" / "base"


def register() -> None:
    """Register the factories and the embedding with spaCy (entry points do the same once installed)."""
    from lofteNLP.pipeline.base import embed, lemmatizer, sentences, verbs  # noqa: F401


def load_base() -> Language:
    """Load the base model: from the installed package, else from the repository.

    Examples
    --------
    >>> nlp = load_base()  # doctest: +SKIP
    >>> [token.lemma_ for token in nlp("Polisen genomför krogtillsyner.")]  # doctest: +SKIP
    ['polis', 'genomföra', 'krogtillsyn', '.']
    """
    import spacy

    register()
    for folder in (PACKAGED, REPOSITORY):
        if (folder / "config.cfg").exists():
            return spacy.load(folder)
    raise FileNotFoundError(
        f"no base model in {PACKAGED} or {REPOSITORY}; "
        "make it with: python training/train_base.py TREEBANK_DIR -o models/base"
    )
