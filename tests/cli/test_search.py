"""`lofte search`, `facets` and `similar` as programs."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys

import pytest

from lofteNLP.records import PledgeRecord, read
from lofteNLP.schema import Quantity, Theme

PROGRAM = "import sys; sys.argv[0] = 'lofte'; from lofteNLP.cli import main; main()"


def record(document, number, text, kommun, themes, quantities=()):
    codes = {"Ale": "1440", "Krokom": "2309"}
    return PledgeRecord(
        f"{document}#{number}", number, text, 0, len(text), None, None, quantities=list(quantities),
        themes=[Theme(theme, 0.9) for theme in themes.split()], valid_from="2018-01-01", valid_to="2018-12-31",
        document=document, source=f"{document}.txt", kommun=[kommun], kommun_codes=[codes[kommun]],
    )  # fmt: skip


TWO = Quantity("Två krogtillsyner", 0, 17, "=", 2, None, "krogtillsyn", "termin")
RECORDS = [
    record("ale", 1, "Två krogtillsyner [per] termin.", "Ale", "krog", [TWO]),
    record("ale", 2, "Polisen besöker skolan.", "Ale", "unga"),
    record("krokom", 1, "Krogarna får besök varje termin.", "Krokom", "krog"),
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with an index, in which the commands run."""
    from lofteNLP.search import Writer

    path = tmp_path_factory.mktemp("cli")
    with Writer(path / "index") as writer:
        writer.add(RECORDS)
    return path


@pytest.fixture
def lofte(folder):
    def run(*arguments):
        done = subprocess.run([sys.executable, "-c", PROGRAM, *arguments], cwd=folder, capture_output=True, timeout=60)
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        return done

    return run


def in_a_terminal(folder, *arguments):
    """Give what a command prints where standard output is a terminal."""
    own, other = pty.openpty()
    environment = os.environ | {"COLUMNS": "150", "TERM": "xterm-256color", "NO_COLOR": ""}
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=folder,
        env=environment,
        stdout=other,
        stderr=other,
        close_fds=True,
    )
    os.close(other)
    printed = b""
    while True:
        try:
            part = os.read(own, 65_536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        printed += part
    os.close(own)
    return process.wait(60), printed.decode().replace("\r\n", "\n")


def ids(done):
    return [json.loads(line)["id"] for line in done.stdout.splitlines()]


def test_a_pipe_gets_all_records_in_order(lofte):
    done = lofte("search", "krog", "-i", "index")
    assert (done.returncode, done.stderr) == (0, b"")
    assert [json.loads(line) for line in done.stdout.splitlines()] == [RECORDS[0].to_dict(), RECORDS[2].to_dict()]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), ["ale#1", "ale#2", "krokom#1"]),
        (("--theme", "krog", "--kommun", "ale"), ["ale#1"]),
        (("--theme", "krog", "--theme", "unga", "--year", "2017..2018"), ["ale#1", "ale#2", "krokom#1"]),
        (("--county", "Jämtland"), ["krokom#1"]),
        (("--unit", "krogtillsyn", "--min", "2", "--max", "2", "--comparator", "=", "--per", "termin"), ["ale#1"]),
        (("--year", "2019"), []),
        (("--has", "quantity"), ["ale#1"]),
        (("--document", "krokom"), ["krokom#1"]),
        (("termin besök", "--limit", "1"), ["krokom#1"]),
        (("--limit", "1", "--offset", "2"), ["krokom#1"]),
        (("--", "-skola"), ["ale#1", "krokom#1"]),
    ],
)
def test_filters_and_pages(lofte, arguments, expected):
    assert ids(lofte("search", "-i", "index", *arguments)) == expected


def test_no_hits_are_no_failure(lofte):
    done = lofte("search", "elefant", "-i", "index")
    assert (done.returncode, done.stdout) == (0, b"")


def test_a_relaxed_query_is_told_of(lofte):
    done = lofte("search", "krogtilsyn", "-i", "index")
    assert ids(done) == ["ale#1"]
    assert "one letter away" in done.stderr.decode()


@pytest.mark.parametrize("form", ["jsonl", "parquet", "csv"])
def test_a_file_gets_the_whole_result(lofte, folder, form):
    done = lofte("search", "krog", "-i", "index", "-o", f"out.{form}")
    assert (done.returncode, done.stdout) == (0, b"")
    assert list(read(folder / f"out.{form}", PledgeRecord)) == [RECORDS[0], RECORDS[2]]


def test_a_terminal_gets_a_table_with_what_matched_in_colour(folder):
    status, printed = in_a_terminal(folder, "search", "krog", "-i", "index")
    assert status == 0
    assert "\x1b[1;33mkrogtillsyner\x1b[0m [per] termin" in printed
    assert "2 pledges" in printed and "krokom#1" in printed
    _, page = in_a_terminal(folder, "search", "krog", "-i", "index", "--limit", "1", "--offset", "1")
    assert "2–2 of 2 pledges" in page
    _, nothing = in_a_terminal(folder, "search", "elefant", "-i", "index")
    assert nothing == "no pledges found\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["search", "krog (öl", "-i", "index"], "not closed; write ) at the end of the group\nkrog (öl\n     ^\n"),
        (["search", "tema:krogg", "-i", "index"], "there is no theme 'krogg'; near ones: krog\ntema:krogg\n^\n"),
        (["search", "krog", "-i", "index", "--kommun", "Alle"], "there is no kommun 'Alle'; near ones: Ale"),
        (["search", "krog", "-i", "saknas"], "saknas: there is no index; make one with lofte index RECORDS -o INDEX"),
        (["search", "krog"], "Missing option '-i'"),
        (["search", "krog", "-i", "index", "--year", "18"], "'18' is no year; write 2018 or 2018..2020"),
        (["search", "krog", "-i", "index", "--limit", "0"], "0 is not in the range"),
        (["search", "krog", "-i", "index", "-o", "out.xml"], "the suffix tells no format"),
        (["facets", "text", "-i", "index"], "'text' cannot be counted; what can is theme, actor"),
        (["facets", "theme", "kommun", "--by", "year", "-i", "index"], "--by goes with one FIELD"),
        (["facets", "theme", "-q", "(", "-i", "index"], "not closed"),
        (["similar", "--groups", "-i", "index", "-o", "out.csv"], "groups are no records; end out.csv in .jsonl"),
        (["similar", "ale#1", "-i", "index", "-o", "out.xml"], "the suffix tells no format"),
        (["similar", "ale#9", "-i", "index"], "there is no pledge 'ale#9' in the index"),
        (["similar", "-i", "index"], "Give the ID of a pledge, or --groups"),
        (["similar", "ale#1", "--groups", "-i", "index"], "Give the ID of a pledge, or --groups"),
        (["similar", "--groups", "--threshold", "0", "-i", "index"], "threshold"),
    ],
)
def test_misuse(lofte, folder, arguments, message):
    done = lofte(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert message in done.stderr.decode()
    assert not (folder / "out.xml").exists()


def test_a_missing_engine_names_the_extra(folder):
    program = f"import sys; sys.modules['tantivy'] = None; {PROGRAM}"
    command = [sys.executable, "-c", program, "search", "krog", "-i", "index"]
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr.decode() == 'Error: tantivy is missing; install it: pip install "lofteNLP[search]"\n'


def test_counts(lofte, folder):
    done = lofte("facets", "theme", "kommun", "-i", "index", "-q", "krog OR skola", "--year", "2018")
    assert [tuple(json.loads(line).values()) for line in done.stdout.splitlines()] == [
        ("theme", "krog", 2), ("theme", "unga", 1), ("kommun", "Ale", 2), ("kommun", "Krokom", 1),
    ]  # fmt: skip
    crossed = lofte("facets", "tema", "--by", "county", "-i", "index")
    assert json.loads(crossed.stdout.splitlines()[0]) == {"theme": "krog", "county": "Jämtlands län", "pledges": 1}
    _, printed = in_a_terminal(folder, "facets", "theme", "--by", "kommun", "-i", "index")
    assert [line.split() for line in printed.splitlines() if "unga" in line] == [["│", "unga", "│", "1", "│", "│"]]


def test_similar_pledges(lofte, folder):
    done = lofte("similar", "ale#1", "-i", "index")
    assert lofte("similar", "ale#1", "-i", "index", "-o", "alike.csv").returncode == 0
    assert [record.id for record in read(folder / "alike.csv", PledgeRecord)] == ids(done)
    assert done.returncode == 0 and "ale#1" not in ids(done) and "ale#2" not in ids(done)
    status, printed = in_a_terminal(folder, "similar", "ale#1", "-i", "index")
    assert status == 0 and ("krokom#1" in printed or "no pledges found" in printed)


def test_groups_of_near_equal_pledges(lofte, folder):
    assert lofte("similar", "--groups", "-i", "index").stdout == b""
    done = lofte("similar", "--groups", "--threshold", "0.1", "-i", "index", "-o", "groups.jsonl")
    assert (done.returncode, done.stdout) == (0, b"")
    [group] = map(json.loads, (folder / "groups.jsonl").read_text("utf-8").splitlines())
    assert (group["pledges"], group["kommun"], group["years"]) == (["ale#1", "krokom#1"], ["Ale", "Krokom"], ["2018"])
    assert [quantity["value"] for quantity in group["quantities"]] == [2]
