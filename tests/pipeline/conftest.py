"""The base pipeline, loaded once."""

import pytest
from spacy.language import Language

from lofteNLP.pipeline.base import load_base


@pytest.fixture(scope="session")
def base() -> Language:
    return load_base()
