"""Compounds: a word in, the base forms of its parts out (krogtillsyn: krog, tillsyn)."""

from lofteNLP.pipeline.compounds.split import split

__all__ = ["split"]
