"""The folder of an index: tantivy's files, and one that says by which version and tables of words they were made."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from lofteNLP.records import whole_file
from lofteNLP.search import fields
from lofteNLP.search.analysis import FOLDER, fingerprint

if TYPE_CHECKING:
    import tantivy

VERSION_FILE = "lofte.json"
ENGINE_FILE = "meta.json"  # without it the engine has nothing


class FolderError(ValueError):
    """A folder that is no index, or not one that this version reads; the message says what to do."""


def open_index(path: Path) -> tantivy.Index:
    """Open an index.

    Parameters
    ----------
    path
        The folder that `lofte index` wrote.

    Raises
    ------
    FolderError
        Where it is no index, or one of another version.
    ModuleNotFoundError
        Where the extra ``search`` is not installed.

    Examples
    --------
    >>> open_index(Path("no such folder"))
    Traceback (most recent call last):
    lofteNLP.search.folder.FolderError: no such folder: there is no index; make one with lofte index RECORDS -o INDEX
    """
    if not _is_started(path) or not (path / ENGINE_FILE).exists():
        raise FolderError(f"{path}: there is no index; make one with lofte index RECORDS -o INDEX")
    return _opened(path)


def open_or_create_index(path: Path) -> tantivy.Index:
    """Open an index, or begin one where nothing is; errors as in `open_index`."""
    import_engine()
    if not _is_started(path):
        if path.exists() and not (path.is_dir() and _is_empty(path)):
            raise FolderError(f"{path}: this is no index; name a new or empty folder")
        path.mkdir(parents=True, exist_ok=True)
        made = {"schema": fields.SCHEMA_VERSION, "words": fingerprint(), "lofteNLP": version("lofteNLP")}
        with whole_file(path / VERSION_FILE) as file:
            file.write(json.dumps(made).encode() + b"\n")
    return _opened(path)


def import_engine() -> None:
    """Raise an error that says what to install where tantivy is missing."""
    try:
        import tantivy  # noqa: F401
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            'tantivy is missing; install it: pip install "lofteNLP[search]"', name=error.name
        ) from error


def _is_started(path: Path) -> bool:
    """Tell whether a folder has the version file of this version.

    A folder that has it and nothing else was left by a writer that was stopped at once; it is as good as empty.
    """
    try:
        made = json.loads((path / VERSION_FILE).read_text(encoding="utf-8"))
        schema, by = made["schema"], made["lofteNLP"]
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FolderError(f"{path / VERSION_FILE}: cannot be read ({error}); make the index anew") from error
    if schema != fields.SCHEMA_VERSION:
        raise FolderError(
            f"{path}: lofteNLP {by} made this index in form {schema}, and this version has form "
            f"{fields.SCHEMA_VERSION}; index the records anew into another folder"
        )
    if made.get("words") != fingerprint():
        raise FolderError(
            f"{path}: this index was made with other tables of words than those in {FOLDER}; index the records anew "
            "into another folder"
        )
    return True


def _is_empty(path: Path) -> bool:
    """Tell whether a folder has nothing, but for what a writer left that was killed while it wrote the version file."""
    return all(child.name.startswith(f".{VERSION_FILE}.") for child in path.iterdir())


def _opened(path: Path) -> tantivy.Index:
    import_engine()
    import tantivy

    try:
        return tantivy.Index(fields.schema(), str(path))
    except (OSError, ValueError) as error:
        raise FolderError(f"{path}: the index cannot be opened ({error}); make it anew in another folder") from error
