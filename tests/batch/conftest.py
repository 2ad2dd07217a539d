"""Runs of `lofte` as real processes, with the tagger that needs no models."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

FAKE = Path(__file__).parents[1] / "cli" / "fake_lofte.py"


class Runs:
    """Starts `lofte` in a folder, and tells what it tagged."""

    def __init__(self, folder):
        self.folder = folder
        self.log = folder / "tagged.log"
        self.environment = os.environ | {"TAGGED": str(self.log)}

    def start(self, *arguments, **options):
        """Start a run in a process group of its own."""
        command = [sys.executable, str(FAKE), *map(str, arguments)]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(
            command, cwd=self.folder, env=self.environment, start_new_session=True, **(streams | options)
        )

    def __call__(self, *arguments, **options):
        """Run to the end; gives status, output and messages, as text."""
        running = self.start(*arguments, **options)
        output, messages = running.communicate(timeout=60)
        assert b"Traceback" not in messages, messages.decode()
        return subprocess.CompletedProcess(arguments, running.returncode, output.decode(), messages.decode())

    def tagged(self):
        """Give the number of documents that were tagged since the last time of asking."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        return len(lines)

    def write(self, name, text):
        """Write an input."""
        path = self.folder / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def read(self, name="out.jsonl"):
        """Give the bytes of an output."""
        return (self.folder / name).read_bytes()


@pytest.fixture
def runs(tmp_path):
    """A folder with three inputs, in which `lofte` can be run."""
    made = Runs(tmp_path)
    for name in ("ale", "bjuv", "surte"):
        made.write(f"{name}.txt", f"Löften i {name}\n\n• Polisen går till fots i {name}.\n")
    return made
