"""Files as given, folders in order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lofteNLP.documents import ReadError, find, read


def test_folders_are_searched_in_order(tmp_path: Path) -> None:
    for name in ["b/z.PDF", "b/a.docx", "a.html", "c.htm", "d.txt", ".hidden/a.txt", ".x.txt", "e.json", "b/c/d.txt"]:
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text("x")
    found = [str(path.relative_to(tmp_path)) for path in find([tmp_path])]
    assert found == ["a.html", "b/a.docx", "b/c/d.txt", "b/z.PDF", "c.htm", "d.txt"]


def test_links(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    (inside / "sub").mkdir(parents=True)
    outside.mkdir()
    (inside / "a.txt").write_text("a")
    (outside / "b.txt").write_text("b")
    (inside / "sub" / "loop").symlink_to(inside)
    (inside / "sub" / "self.txt").symlink_to(inside / "sub" / "self.txt")
    (inside / "leaves.txt").symlink_to(outside / "b.txt")
    (inside / "folder").symlink_to(outside)
    (inside / "stays.txt").symlink_to(inside / "a.txt")
    assert [path.name for path in find([inside])] == ["a.txt", "stays.txt"]


def test_what_is_no_file_is_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "a.txt").write_text("a")
    assert [path.name for path in find([tmp_path])] == ["a.txt"]


def test_a_file_is_taken_as_given_whatever_its_name(tmp_path: Path) -> None:
    odd = tmp_path / "rad\nbrytning.data"
    odd.write_text("Hej")
    assert list(find([odd])) == [odd]
    assert read(odd).text == "Hej"


def test_a_missing_path_is_reported_when_read() -> None:
    (path,) = find([Path("nowhere/x.txt")])
    with pytest.raises(ReadError, match=r"nowhere/x\.txt: there is no such file"):
        read(path)
