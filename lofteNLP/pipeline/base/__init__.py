"""The base model: text in, tokens with tag, features, base form, head and relation, and sentences out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lofteNLP.models import model_folder

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language


def base_folder() -> Path:
    """Give the base model's folder: in the installed package, else in the repository.

    Raises
    ------
    FileNotFoundError
        Where there is none; the message names the command that makes it.
    """
    return model_folder("base", "config.cfg", "python training/train_base.py TREEBANK_DIR -o models/base")


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
    return spacy.load(base_folder())
