"""From the files of a run to the names of its documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path


def names(paths: Iterable[Path]) -> Iterator[str]:
    """Name documents after their files' stems; where stems are equal, the later ones are numbered.

    A name depends on the paths before it alone, not on what is in the files.

    Examples
    --------
    >>> list(names(map(Path, ["2021/ale.txt", "2022/ale.pdf", "ale-2.txt", "2023/ale.txt"])))
    ['ale', 'ale-2', 'ale-2-2', 'ale-3']
    """
    taken: set[str] = set()
    last: dict[str, int] = {}
    for path in paths:
        name = stem = "stdin" if str(path) == "-" else path.stem
        number = last.get(stem, 1)
        while name in taken:
            number += 1
            name = f"{stem}-{number}"
        last[stem] = number
        taken.add(name)
        yield name
