"""A dataset of documents tagged: the rows, the names, the failures, the cache."""

import json
import subprocess
import sys
from dataclasses import replace

import datasets
import pytest

import lofteNLP
from lofteNLP.datasets import features, from_dataset, tag_dataset
from lofteNLP.rows import TaggedRow
from lofteNLP.schema import Document
from lofteNLP.tagger import Failure

PAGE = "Medborgarlöfte för Ale 2031\n- Polisen går minst tre trygghetsvandringar i Surte.\n"


class Counting:
    """A tagger that counts what it is asked."""

    def __init__(self, tagger, version):
        self.tagger, self.version, self.asked = tagger, version, 0

    def stream(self, documents):
        for result in self.tagger.stream(documents):
            self.asked += 1
            yield replace(result, model=self.version) if isinstance(result, Document) else result


@pytest.fixture(scope="module")
def tagger():
    return lofteNLP.load()


@pytest.fixture
def on_disk(tmp_path):
    """A dataset in a file: only such are cached."""
    path = tmp_path / "pages.jsonl"
    path.write_text("".join(json.dumps({"id": i, "text": PAGE * (i + 1)}) + "\n" for i in range(3)))
    return lambda: datasets.load_dataset("json", data_files=str(path), split="train", cache_dir=str(tmp_path / "cache"))


def test_texts_are_tagged_as_the_tagger_does(tagger):
    pages = datasets.Dataset.from_dict({"text": [PAGE, PAGE * 2], "year": [2031, 2032]})
    tagged = tag_dataset(pages, tagger=tagger)
    assert tagged.column_names == ["text", "year", "record", "failure"]
    assert tagged.features == datasets.Features({**pages.features, **features(TaggedRow)})
    expected = [tagger.tag_bytes(text.encode(), f"row-{i}", f"row-{i}") for i, text in enumerate(pages["text"])]
    assert list(from_dataset(tagged)) == expected
    assert expected[0].pledges[0].quantities


def test_bytes_of_any_kind_with_paths(tagger):
    paths = ["2030/ale.html", "2031/ale.txt", "2031/tom.pdf"]
    contents = [f"<html><h1>{PAGE}</h1>".encode(), PAGE.encode(), b""]
    pages = datasets.Dataset.from_dict({"content": contents, "path": paths})
    first, second, third = from_dataset(tag_dataset(pages, "content", path="path", tagger=tagger))
    assert (first.document, first.source) == ("ale", "2030/ale.html")
    assert (second.document, second.pledges[0].id) == ("ale-2", "ale-2#1")
    assert third == Failure("2031/tom.pdf", "read", "the file is empty; fetch or save it anew")


def test_no_rows_and_no_text(tagger):
    nothing = datasets.Dataset.from_dict({"text": []}, features=datasets.Features({"text": datasets.Value("string")}))
    assert list(from_dataset(tag_dataset(nothing, tagger=tagger))) == []
    unknown = datasets.Dataset.from_dict({"text": [None, PAGE]})
    assert [type(result) for result in from_dataset(tag_dataset(unknown, tagger=tagger))] == [Failure, Document]


def test_a_new_model_is_not_answered_from_the_old_cache(tagger, on_disk):
    old, same, new = (Counting(tagger, {"themes": themes}) for themes in ("1", "1", "2"))
    results = [list(from_dataset(tag_dataset(on_disk(), tagger=one))) for one in (old, same, new)]
    assert [one.asked for one in (old, same, new)] == [3, 0, 3]
    assert [result[0].model for result in results] == [{"themes": "1"}, {"themes": "1"}, {"themes": "2"}]


def test_another_column_or_other_data_is_tagged_anew(tagger, on_disk):
    dataset = on_disk()
    one = Counting(tagger, {"themes": "1"})
    tag_dataset(dataset, tagger=one)
    tag_dataset(dataset.rename_column("text", "page"), "page", tagger=one)
    tag_dataset(dataset.select([0]), tagger=one)
    assert one.asked == 3 + 3 + 1


FINGERPRINT = """
import datasets, sys
from lofteNLP.datasets import tag_dataset
pages = datasets.load_dataset("json", data_files=sys.argv[1], split="train", cache_dir=sys.argv[2])
print(tag_dataset(pages)._fingerprint)
"""


def test_the_fingerprint_is_the_same_in_every_process(tmp_path):
    path = tmp_path / "pages.jsonl"
    path.write_text(json.dumps({"text": PAGE}) + "\n")
    command = [sys.executable, "-c", FINGERPRINT, str(path), str(tmp_path / "cache")]
    first, second = (subprocess.run(command, capture_output=True, text=True, timeout=120) for _ in range(2))
    assert first.stdout == second.stdout != "", first.stderr
    assert "tagging" in first.stderr and "tagging" not in second.stderr, "the second is answered from the cache"


def test_processes_give_the_same(on_disk):
    assert list(from_dataset(tag_dataset(on_disk(), num_proc=2))) == [
        lofteNLP.load().tag_bytes((PAGE * (i + 1)).encode(), f"row-{i}", f"row-{i}") for i in range(3)
    ]


@pytest.mark.parametrize(
    ("columns", "arguments", "message"),
    [
        ({"page": ["a"]}, {}, "no column 'text', but page"),
        ({"text": ["a"]}, {"path": "file"}, "no column 'file', but text"),
        ({"text": ["a"], "record": [1]}, {}, "has a column 'record' already; rename it"),
    ],
)
def test_columns_that_do_not_fit(columns, arguments, message):
    with pytest.raises(ValueError, match=message):
        tag_dataset(datasets.Dataset.from_dict(columns), **arguments)
