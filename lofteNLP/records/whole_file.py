"""A file that appears whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing that takes its name only when all was written; on any error nothing is left behind.

    Parameters
    ----------
    path
        The file; one that is there already stays as it is until the end.  A device or a pipe, which nothing may take
        the place of, is written to as it comes.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with whole_file(Path(folder, "a.txt")) as file:
    ...         _ = file.write(b"hela")
    ...     os.listdir(folder)
    ['a.txt']
    """
    path = path.resolve()  # where the name is a link, what it points to is replaced
    if path.exists() and not path.is_file():
        with open(path, "wb") as file:
            yield file
        return
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())  # else a power cut could leave the new name with nothing in it
        os.chmod(temporary, _mode(path))
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def remove_leftovers(path: Path) -> None:
    """Remove what writers of a file left beside it when they were killed; for whoever alone writes that file.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, ".a.txt.k3x_9q2z").write_text("halva")
    ...     remove_leftovers(Path(folder, "a.txt"))
    ...     os.listdir(folder)
    []
    """
    path = path.resolve()
    for left in path.parent.glob(f".{escape(path.name)}.????????"):
        left.unlink(missing_ok=True)


def _mode(path: Path) -> int:
    """The rights of the file that is replaced, else those of a new file (temporary files are closed to others)."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
