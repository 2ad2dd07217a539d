"""One document, four formats, the same lines."""

from __future__ import annotations

from types import ModuleType

import pytest

from lofteNLP.documents import read_bytes

KINDS = ["html", "pdf", "docx", "txt"]


def lines(text: str) -> list[str]:
    return [line.strip().lstrip("•- ") for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("kind", KINDS)
def test_same_lines(kind: str, rendering: ModuleType) -> None:
    source = read_bytes(rendering.render(kind), f"storvik.{kind}")
    assert (source.kind, source.name) == (kind, "storvik")
    assert lines(source.text) == [text.replace("|", "\t") for _, text in rendering.PLEDGE_PAGE]


@pytest.mark.parametrize("kind", ["html", "docx"])
def test_same_marks(kind: str, rendering: ModuleType) -> None:
    source = read_bytes(rendering.render(kind), "-")
    assert [mark.kind for mark in source.marks] == [part.kind for part in rendering.PLEDGE_PAGE]
    marked = [source.text[mark.start_char : mark.end_char] for mark in source.marks]
    assert marked == [line for line in source.text.split("\n") if line]


def test_rows_of_a_pdf_are_marked(rendering: ModuleType) -> None:
    source = read_bytes(rendering.render("pdf"), "-")
    rows = [source.text[mark.start_char : mark.end_char] for mark in source.marks]
    assert rows == [text.replace("|", "\t") for kind, text in rendering.PLEDGE_PAGE if kind == "row"]
    assert {mark.kind for mark in source.marks} == {"row"}


@pytest.mark.parametrize("kind", KINDS)
def test_twice_the_same(kind: str, rendering: ModuleType) -> None:
    data = rendering.render(kind)
    assert read_bytes(data, "a") == read_bytes(data, "a")
