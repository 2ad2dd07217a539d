"""The language as data: tables that a Swedish-speaking official can read and mend."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_toml(name: str) -> dict[str, Any]:
    """Read the table `name`.toml of this folder.

    Examples
    --------
    >>> load_toml("numerals")["units"]["tre"]
    3
    """
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def load_csv(name: str) -> tuple[dict[str, str], ...]:
    """Read the table `name`.csv of this folder, a dict a row.

    Examples
    --------
    >>> load_csv("units")[0].keys() >= {"surface", "lemma"}
    True
    """
    lines = files(__package__).joinpath(f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return tuple(csv.DictReader(line for line in lines if line and not line.startswith("#")))
