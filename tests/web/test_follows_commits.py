"""What a writer commits is shown without a restart."""

from dataclasses import replace

import pytest

from lofteNLP.search.folder import FolderError
from lofteNLP.search.index import Index
from lofteNLP.search.web import shelf as shelves
from lofteNLP.search.web.app import application
from lofteNLP.search.web.questions import Question
from lofteNLP.search.web.shelf import Shelf
from lofteNLP.search.writing import Writer


@pytest.fixture
def growing(tmp_path, kinda, monkeypatch):
    """The folder of an index, and a function that puts in documents; every question looks for new commits."""
    monkeypatch.setattr(shelves, "LOOKS", -1.0)

    def write(*documents):
        with Writer(tmp_path / "index") as writer:
            writer.add(documents)

    write(kinda(3))
    return tmp_path / "index", write


def test_new_commits_are_seen(growing, kinda, ask):
    folder, write = growing
    app = application(folder)
    before = ask(app, "/api/search").json["total"], ask(app, "/api/facets").json["kommun"][0]["count"]
    write(kinda(8))  # the same document, changed
    after = ask(app, "/api/search").json["total"], ask(app, "/api/facets").json["kommun"][0]["count"]
    write(replace(kinda(2), document="kinda/23"))
    assert (before, after) == ((3, 3), (8, 8))
    assert ask(app, "/api/search?document=kinda/22").json["total"] == 8


def test_counts_are_kept_between_commits_only(growing, kinda, monkeypatch):
    folder, write = growing
    shelf, question, counted = Shelf(folder), Question(), []
    search = Index.search
    monkeypatch.setattr(
        Index, "search", lambda *given, **page: counted.append(page["facets"]) or search(*given, **page)
    )

    def themes():
        return shelf.opened().search(question, ["theme"]).facets

    assert [themes() for _ in range(3)] == [{"theme": [("krog", 3)]}] * 3
    write(kinda(5))
    assert [themes() for _ in range(3)] == [{"theme": [("krog", 5)]}] * 3
    assert [list(facets) for facets in counted] == [["theme"], [], [], ["theme"], [], []]


def test_an_index_that_is_gone_meanwhile_still_answers(growing, ask):
    folder, _ = growing
    app = application(folder)
    ask(app, "/sok")
    (folder / "meta.json").unlink()
    assert ask(app, "/api/search").json["total"] == 3


def test_a_folder_without_an_index_is_refused(tmp_path):
    with pytest.raises(FolderError, match="there is no index"):
        application(tmp_path)
