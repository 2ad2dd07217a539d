"""`lofte` as a program: its output, messages and status."""

import subprocess
import sys
from pathlib import Path

import pytest

FAKE = Path(__file__).with_name("fake_lofte.py")
PLEDGES = "Löften i Ale\n\n• Polisen går till fots i Älvängen.\n• Polisen [besöker] skolan.\n"


@pytest.fixture
def folder(tmp_path):
    """A folder with two documents, in which the commands run."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ale.txt").write_text(PLEDGES, "utf-8")
    (tmp_path / "in" / "surte.html").write_text("<h1>Surte</h1><ul><li>Polisen hör av sig.</ul>", "utf-8")
    return tmp_path


@pytest.fixture
def command():
    """The start of the command line that runs `lofte` with the fake tagger."""
    return [sys.executable, str(FAKE)]


@pytest.fixture
def lofte(folder, command):
    """Run `lofte` with the fake tagger; gives status, output and messages."""

    def run(*arguments, stdin=b""):
        done = subprocess.run(
            [*command, *map(str, arguments)], cwd=folder, input=stdin, capture_output=True, timeout=60
        )
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        return done

    return run
