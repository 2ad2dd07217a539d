"""Where the shipped models lie: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

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
