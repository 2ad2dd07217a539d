"""Where the shipped models lie: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

PACKAGED = Path(__file__).parent / "models"
REPOSITORY = Path(__file__).parents[1] / "models"


def model_folder(name: str, file: str, make: str) -> Path:
    """The folder of a shipped model.

    Parameters
    ----------
    name : str
        "base", "pledges" or "themes".
    file : str
        A file that a whole model has.
    make : str
        The command that makes the model, for the message.

    Raises
    ------
    FileNotFoundError
        Where there is none.

    Examples
    --------
    >>> model_folder("base", "config.cfg", "").name
    'base'
    """
    for folder in (PACKAGED / name, REPOSITORY / name):
        if (folder / file).exists():
            return folder
    raise FileNotFoundError(f"no model in {PACKAGED / name} or {REPOSITORY / name}; make it with: {make}")


def fingerprint(paths: Iterable[Path]) -> str:
    """Give twelve hexadecimal digits that change when a file in the folders, or a file given, changes.

    Compiled Python and the folders' README files do not count.

    Examples
    --------
    >>> fingerprint([Path(__file__)]) == fingerprint([Path(__file__).parent])
    False
    """
    total = sha256()
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in inside:
            if file.is_file() and file.suffix != ".pyc" and file.name != "README.md":
                total.update(file.relative_to(path.parent).as_posix().encode() + b"\0")
                total.update(sha256(file.read_bytes()).digest())
    return total.hexdigest()[:12]
