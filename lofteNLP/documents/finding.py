"""From paths as given to the files to read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from lofteNLP.documents.kinds import SUFFIXES


def find(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield files as given, and the readable files in folders, recursively and in sorted order.

    Hidden files and folders are skipped. A symbolic link is followed where it stays inside the folder that
    was given. A path that does not exist is yielded all the same: reading it raises ``ReadError``, so that
    the caller can report it and go on.

    Examples
    --------
    >>> [path.name for path in find([Path("no-such-file.txt")])]
    ['no-such-file.txt']
    """
    for given in paths:
        if given.is_dir():
            yield from _inside(given)
        else:
            yield given


def _inside(root: Path) -> Iterator[Path]:
    """Walk with a stack of our own; a folder that was entered once is not entered again, which ends loops."""
    home = root.resolve()
    entered: set[Path] = set()
    stack = [root]
    while stack:
        path = stack.pop()
        real = _resolve(path)
        if real is None or not real.is_relative_to(home):
            continue
        if not real.is_dir():
            yield path
        elif real not in entered:
            entered.add(real)
            stack.extend(reversed(_children(path)))


def _resolve(path: Path) -> Path | None:
    """The real path; None where links go round in a ring."""
    try:
        return path.resolve(strict=path.is_symlink())
    except (OSError, RuntimeError):
        return None


def _children(folder: Path) -> list[Path]:
    """Folders and readable files in a folder, sorted, less the hidden ones; none where we may not list it."""
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if not entry.name.startswith("."))
    except OSError:
        return []
    paths = [folder / name for name in names]
    # A pipe or a device is no file, whatever its name: reading it could take for ever.
    return [path for path in paths if path.is_dir() or (path.suffix.lower() in SUFFIXES and path.is_file())]
