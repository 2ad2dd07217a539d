"""What a writer puts into an index, replaces, leaves alone and takes out; and what it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from lofteNLP.records import PledgeRecord, pledge_records, write
from lofteNLP.schema import Document, Kommun, Pledge
from lofteNLP.search import Index, fields, folder
from lofteNLP.search.analysis import fingerprint
from lofteNLP.search.folder import FolderError, open_index
from lofteNLP.search.writing import BusyError, Counts, OrderError, Writer

tantivy = pytest.importorskip("tantivy")


def make_document(name: str, *texts: str) -> Document:
    pledges = [
        Pledge(f"{name}#{number}", number, text, 0, len(text), None, None) for number, text in enumerate(texts, 1)
    ]
    ale = [Kommun("Ale", "1440")]
    return Document(name, f"{name}.txt", "", None, " ".join(texts), ale, None, None, None, None, [], pledges, {})


A = make_document("a", "Vi städar torget.", "Vi lyser upp parken.")
B = make_document("b", "Vi vandrar på natten.")
B_CHANGED = make_document("b", "Vi vandrar varje natt.")
NONE = make_document("none")
MADE_WITH_OTHER_WORDS = json.dumps({"schema": fields.SCHEMA_VERSION, "words": "0123456789ab", "lofteNLP": "0.2.0"})


def put(path, *documents, **options) -> Counts:
    with Writer(path, **options) as writer:
        writer.add(documents)
    return writer.counts


def texts(path) -> dict[str, list[str]]:
    """The index's documents and the texts of their pledges, read from the entries themselves."""
    searcher = open_index(path).searcher()
    entries = [searcher.doc(address) for _, address in searcher.search(tantivy.Query.all_query(), 10_000).hits]
    found = {name: [] for entry in entries if entry["kind"] == [fields.DOCUMENT] for name in entry["document"]}
    for pledge in (fields.stored_pledge(entry) for entry in entries if entry["kind"] == [fields.PLEDGE]):
        found[pledge.document].append((pledge.number, pledge.text))
    return {name: [text for _, text in sorted(pledges)] for name, pledges in sorted(found.items())}


LOFTE = [sys.executable, "-c", "from lofteNLP.cli import main; main()"]
BOTH = {"a": ["Vi städar torget.", "Vi lyser upp parken."], "b": ["Vi vandrar på natten."]}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "index"


@pytest.mark.parametrize(
    ("second", "counts", "held"),
    [
        ([], Counts(), BOTH),
        ([A, B], Counts(unchanged=2), BOTH),
        ([B], Counts(unchanged=1), BOTH),
        ([A, B_CHANGED], Counts(unchanged=1, replaced=1, pledges=1), BOTH | {"b": ["Vi vandrar varje natt."]}),
        ([NONE], Counts(added=1), BOTH | {"none": []}),
        ([make_document("a")], Counts(replaced=1), BOTH | {"a": []}),
        (list(pledge_records(A)), Counts(replaced=1, pledges=2), BOTH),  # the document's own text is gone
        ([B, B], Counts(unchanged=1), BOTH),
    ],
)
def test_a_second_run(path, second, counts, held):
    assert put(path, A, B) == Counts(added=2, pledges=3)
    assert put(path, *second) == counts
    assert texts(path) == held


def test_what_was_put_in_comes_out(path):
    put(path, A, *pledge_records(B))
    index = Index.open(path)
    assert index.document("a") == A and index.document("b") is None
    assert index.pledges_of("a") == list(pledge_records(A)) and index.pledges_of("b") == list(pledge_records(B))


def test_documents_are_removed(path):
    put(path, A, B)
    with Writer(path) as writer:
        assert writer.remove("b") and not writer.remove("b") and not writer.remove("c")
    assert texts(path) == {"a": BOTH["a"]}
    with Writer(path) as writer:
        assert writer.remove("a")
        writer.add([A, B])
        assert writer.remove("b")
    assert texts(path) == {"a": BOTH["a"]}


def test_others_are_removed(path):
    put(path, A, B)
    with Writer(path) as writer:
        writer.add([B, NONE])
        writer.remove_others()
    assert (writer.counts.removed, texts(path)) == (1, {"b": BOTH["b"], "none": []})


def test_a_name_with_any_letters_is_found_again(path):
    odd = [make_document(name, "Vi ses.") for name in ("l\udcf6fte", "a b", "ö#1", "x" * 1000, "a\x00", "")]
    put(path, *odd)
    assert put(path, *odd) == Counts(unchanged=len(odd))
    with Writer(path) as writer:
        assert all(writer.remove(document.document) for document in odd)
    assert texts(path) == {}


def test_a_document_comes_once(path):
    parted = [*pledge_records(A), *pledge_records(B)]
    with pytest.raises(OrderError, match="'a' comes twice with different records; let each document come once"):
        put(path, parted[0], parted[2], parted[1])
    with pytest.raises(OrderError):
        put(path, B, B_CHANGED)


def test_an_error_leaves_what_was_committed(path):
    def broken():
        yield from [A, B]
        raise ValueError("line 3")

    put(path, A)
    with pytest.raises(ValueError, match="line 3"):
        put(path, *broken())
    assert texts(path) == {"a": BOTH["a"]}
    with pytest.raises(ValueError, match="line 3"), Writer(path, commit_every=1) as writer:
        writer.add(broken())
    assert texts(path) == BOTH


def test_commits_are_told(path):
    seen = []
    many = [make_document(f"d{number:02}", "Vi ses.", "Vi hörs.") for number in range(10)]
    put(path, *many, commit_every=5, committed=lambda counts: seen.append(counts.pledges))
    assert seen == [6, 12, 18, 20]


def test_readers_go_on(path):
    put(path, A)
    index = Index.open(path)
    with Writer(path, commit_every=1) as writer:
        writer.add([B])
        assert [hit.record.document for hit in index.search("städar").hits] == ["a"]
        assert [hit.record.document for hit in Index.open(path).search("vandrar").hits] == ["b"]


def test_a_second_writer_is_refused(path):
    with Writer(path) as writer:
        writer.add([A])
        with pytest.raises(BusyError, match="another process is writing to this index"):
            Writer(path)
    assert put(path, A, B) == Counts(unchanged=1, added=1, pledges=1)


def test_a_second_process_is_refused(path, tmp_path):
    records = tmp_path / "b.jsonl"
    with open(records, "wb") as file:
        write([B], Document, file, "jsonl")
    with Writer(path):
        done = subprocess.run([*LOFTE, "index", records, "-o", path], capture_output=True)
    assert done.returncode == 1 and b"another process is writing to this index" in done.stderr
    assert texts(path) == {}


def test_a_folder_that_is_no_index(tmp_path, path):
    (tmp_path / "a.txt").touch()
    with pytest.raises(FolderError, match="this is no index; name a new or empty folder"):
        Writer(tmp_path)
    with pytest.raises(FolderError, match="this is no index"):
        Writer(tmp_path / "a.txt")
    with pytest.raises(FolderError, match="there is no index; make one with lofte index"):
        open_index(path)
    assert not path.exists()


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("lofte.json", json.dumps({"schema": 0, "lofteNLP": "0.0.1"}), "lofteNLP 0.0.1 made this index in form 0"),
        ("lofte.json", MADE_WITH_OTHER_WORDS, "made with other tables of words"),
        ("lofte.json", "{}", "lofte.json: cannot be read"),
        ("lofte.json", "[", "lofte.json: cannot be read"),
        ("meta.json", "{", "the index cannot be opened"),
    ],
)
def test_an_index_of_another_version_or_broken(path, file, content, message):
    put(path, A)
    (path / file).write_text(content)
    for open_it in (open_index, Writer):
        with pytest.raises(FolderError, match=message):
            open_it(path)


def test_an_index_that_was_hardly_begun(path):
    path.mkdir()
    made = {"schema": fields.SCHEMA_VERSION, "words": fingerprint(), "lofteNLP": "0.1.0"}
    (path / folder.VERSION_FILE).write_text(json.dumps(made))
    with pytest.raises(FolderError, match="there is no index"):
        open_index(path)
    put(path, A)
    assert texts(path) == {"a": BOTH["a"]}


def test_a_writer_that_was_killed_before_the_folder_had_its_name(path):
    path.mkdir()
    (path / f".{folder.VERSION_FILE}.x3k9").write_text('{"schema"')
    put(path, A)
    assert texts(path) == {"a": BOTH["a"]}


def test_pledges_change_by_any_value(path):
    [pledge] = pledge_records(B)
    put(path, pledge)
    for changed in (replace(pledge, heading="Natt"), replace(pledge, kommun=["Kinda"]), replace(pledge, source="")):
        assert isinstance(changed, PledgeRecord)
        assert put(path, changed).replaced == 1
