from pathlib import Path

import pytest

import build


@pytest.fixture(scope="session")
def folder():
    return Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="session")
def splits(folder):
    """The dataset as it is built from the annotated texts now."""
    return build.build(folder)


@pytest.fixture(scope="session")
def rows(splits):
    return sorted((row for split in splits.values() for row in split), key=lambda row: row["document"])
