"""Loading a model: what is refused, and with which words."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from lofteNLP.models import model_folder
from lofteNLP.themes import store
from lofteNLP.themes.store import MANIFEST, MODEL, ModelError, load


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give a copy of the shipped model."""
    return Path(shutil.copytree(model_folder("themes", MANIFEST, ""), tmp_path / "model"))


def change(folder: Path, **values: Any) -> None:
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    (folder / MANIFEST).write_text(json.dumps(manifest | values), encoding="utf-8")


def test_the_shipped_model_needs_no_trust_wherever_it_lies(copy: Path) -> None:
    assert load(copy).labels == load().labels


def test_a_changed_file_is_refused(copy: Path) -> None:
    with (copy / MODEL).open("ab") as file:
        file.write(b"!")
    with pytest.raises(ModelError, match="its hash differs"):
        load(copy, trust=True)


def test_a_stranger_needs_trust(copy: Path) -> None:
    (copy / MODEL).write_bytes(b"a stranger's")
    change(copy, file_sha256=store._hash(copy / MODEL))
    with pytest.raises(ModelError, match=r"load\(folder, trust=True\)"):
        load(copy)


def test_another_version_of_scikit_learn_is_refused(copy: Path) -> None:
    change(copy, versions={"scikit-learn": "1.2.3"})
    with pytest.raises(ModelError, match=r"install scikit-learn 1\.2"):
        load(copy)


@pytest.mark.parametrize("content", ["[]", "{}", "no json"])
def test_a_broken_manifest_is_refused(content: str, copy: Path) -> None:
    (copy / MANIFEST).write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match="lofte train"):
        load(copy)


def test_a_missing_model_names_the_command_that_makes_it(tmp_path: Path, copy: Path) -> None:
    with pytest.raises(FileNotFoundError, match="lofte train"):
        load(tmp_path / "nothing")
    (copy / MODEL).unlink()
    with pytest.raises(FileNotFoundError, match="lofte train"):
        load(copy)


def test_the_shipped_model_is_small(copy: Path) -> None:
    assert (copy / MODEL).stat().st_size < 10_000_000
