"""What may be given, and the names."""

import os
import subprocess
import sys

import pytest

import lofteNLP
from lofteNLP import spark
from lofteNLP.rows import row_of

PAGE = "Medborgarlöfte för Ale 2031\n- Polisen går minst tre trygghetsvandringar i Surte.\n"


@pytest.fixture(scope="module")
def tagger():
    return lofteNLP.load()


def rows(table):
    return sorted((row.asDict(recursive=True) for row in table.collect()), key=lambda row: row["path"])


def test_texts_are_named_by_their_sorted_paths(session, tagger):
    paths = ["b/ale.txt", "a/ale.txt", "a/b/ale.html", "a-b/ale.txt"]  # a folder comes before "a-b"
    table = session.createDataFrame([(path, PAGE) for path in paths], "path string, text string")
    named = {"a/ale.txt": "ale", "a/b/ale.html": "ale-2", "a-b/ale.txt": "ale-3", "b/ale.txt": "ale-4"}
    assert rows(spark.tag(table)) == [
        {"path": path, **row_of(tagger.tag_bytes(PAGE.encode(), path, name))} for path, name in sorted(named.items())
    ]


def test_names_may_be_given(session):
    table = session.createDataFrame(
        [("a.txt", "ett", PAGE), ("b.txt", "två", None)], "path string, name string, text string"
    )
    first, second = rows(spark.tag(table))
    assert first["record"]["pledges"][0]["id"] == "ett#1"
    assert second["failure"] == {
        "path": "b.txt",
        "stage": "read",
        "reason": "the file is empty; fetch or save it anew",
    }


def test_bytes_are_read_by_what_they_are(session):
    table = session.createDataFrame([("a.pdf", f"<html><p>{PAGE}".encode())], "path string, content binary")
    [row] = rows(spark.tag(table))
    assert row["record"]["text"].startswith("Medborgarlöfte")


def test_no_rows(session):
    table = spark.tag(session.createDataFrame([], "path string, text string"))
    assert [part(table).collect() for part in (spark.documents, spark.pledges, spark.failures)] == [[], [], []]


@pytest.mark.parametrize("columns", ["path string, page string", "text string", "content binary, name string"])
def test_columns_that_are_missing(session, columns):
    with pytest.raises(ValueError, match="it needs `path`, and `content` or `text`"):
        spark.tag(session.createDataFrame([], columns))


def test_a_path_that_is_there_twice(session):
    table = session.createDataFrame([("a.txt", "b"), ("a.txt", "c")], "path string, text string")
    with pytest.raises(ValueError, match=r"a\.txt: this path is there twice.*dropDuplicates"):
        spark.tag(table)


WITHOUT = """
import sys
sys.modules["pyspark"] = None  # as if it were not installed
import lofteNLP.spark
class Table:
    columns = ["path", "text", "name"]
    select = lambda self, *columns: self
    mapInArrow = None
try:
    lofteNLP.spark.tag(Table())
except ModuleNotFoundError as error:
    print(error)
"""


def test_without_the_library_the_message_says_how_to_install_it():
    done = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True, timeout=60, env=os.environ)
    assert 'pip install "lofteNLP[spark]"' in done.stdout, done.stderr
