"""The examples of the documentation: found in its pages, run in their order, and their outputs written anew.

    python docs/examples.py [PAGE.md …]      # run the pages (by default all) and write what they print into them

A `python` or `sh` block is run, in a folder that holds `examples/` and `corpus/`; the `text` block right behind it is
what it prints. A line "…" in that stands for any lines. A block behind `<!-- not run: why -->` is left alone.
`docs/command-line.md` is written from the commands themselves.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import chdir, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any
from unittest import mock

import click

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
REFERENCE = ROOT / "docs" / "command-line.md"
BLOCK = re.compile(
    r"(?P<unrun><!-- not run: [^>]+ -->\n)?^```(?P<kind>python|sh)\n(?P<code>.*?)^```\n"
    r"(?:\n```text\n(?P<output>.*?)^```\n)?",
    re.M | re.S,
)
ANY = "…"
WIDTH = "120"


@dataclass(frozen=True, slots=True)
class Example:
    """A block that is run, and what the page says it prints."""

    kind: str
    code: str
    output: str
    line: int
    runs: bool


def examples(page: str) -> Iterator[Example]:
    """Find the examples of a page.

    Examples
    --------
    >>> page = "A\\n```sh\\necho hej\\n```\\n\\n```text\\nhej\\n```\\n<!-- not run: no -->\\n```sh\\nsleep 9\\n```\\n"
    >>> [(example.code, example.output, example.line, example.runs) for example in examples(page)]
    [('echo hej\\n', 'hej\\n', 2, True), ('sleep 9\\n', '', 10, False)]
    """
    for found in BLOCK.finditer(page):
        line = page.count("\n", 0, found.start("code"))
        yield Example(found["kind"], found["code"], found["output"] or "", line, not found["unrun"])


def same(printed: str, shown: str) -> bool:
    """Tell whether a page shows what was printed.

    Examples
    --------
    >>> same("a\\nb\\nc\\n", "a\\n…\\nc\\n"), same("a\\nb\\n", "a\\n")
    (True, False)
    """
    parts = ["(?:.*\n)*?" if line == f"{ANY}\n" else re.escape(line) for line in shown.splitlines(keepends=True)]
    return re.fullmatch("".join(parts), printed) is not None


class Folder:
    """Where the examples of one page run, one after the other, Python ones in one namespace."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.names: dict[str, Any] = {"__name__": "__main__"}
        shutil.copytree(ROOT / "examples", path / "examples")
        (path / "corpus").mkdir()
        for file in (ROOT / "corpus").glob("*.jsonl"):
            shutil.copy(file, path / "corpus")

    def run(self, example: Example) -> str:
        """Run an example and give what it prints, without spaces at the ends of lines."""
        printed = self._python(example.code) if example.kind == "python" else self._shell(example.code)
        return re.sub(r"[ \t]+$", "", printed, flags=re.M)

    def _python(self, code: str) -> str:
        printed = StringIO()
        with chdir(self.path), redirect_stdout(printed), mock.patch.dict(os.environ, surroundings(), clear=True):
            exec(compile(code, "example", "exec"), self.names)
        return printed.getvalue()

    def _shell(self, code: str) -> str:
        done = subprocess.run(
            ["bash", "-eu", "-c", code],
            cwd=self.path,
            env=surroundings(),
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(f"exit status {done.returncode}: {code}{done.stderr}")
        return done.stdout


def surroundings() -> dict[str, str]:
    """The environment of the examples: the commands of this Python first, and no settings of the caller's."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("LOFTE_")}
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    return {**own, "PATH": path, "COLUMNS": WIDTH, "PYTHONUTF8": "1"}


def written(page: str, outputs: Sequence[str | None]) -> str:
    """The page with other outputs; None, and an output that it shows already, leave a block as it is.

    Examples
    --------
    >>> print(written("```sh\\necho hej\\n```\\n", ["hej\\n"]))
    ```sh
    echo hej
    ```
    <BLANKLINE>
    ```text
    hej
    ```
    <BLANKLINE>
    """
    remaining = iter(outputs)

    def anew(found: re.Match[str]) -> str:
        printed = next(remaining)
        if printed is None or same(printed, found["output"] or ""):
            return found[0]
        block = f"```{found['kind']}\n{found['code']}```\n"
        return block + (f"\n```text\n{printed}```\n" if printed else "")

    return BLOCK.sub(anew, page)


def reference() -> str:
    """The page that lists every command with its options, as `--help` tells them."""
    from lofteNLP.cli import commands

    parts = [
        "# Command line",
        "Every command as its `--help` tells it. This page is written by `python docs/examples.py`; do not edit it.",
    ]
    for name, command in walk(commands, "lofte"):
        with click.Context(command, info_name=name, max_content_width=int(WIDTH), terminal_width=100) as context:
            parts.append(f"## {name}\n\n```text\n{command.get_help(context)}\n```")
    return "\n\n".join(parts) + "\n"


def walk(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """A command and all below it, each with its whole name."""
    yield name, command
    if isinstance(command, click.Group):
        for part, below in command.commands.items():
            yield from walk(below, f"{name} {part}")


def main(arguments: Sequence[str]) -> None:
    """Run pages and write them anew."""
    REFERENCE.write_text(reference(), "utf-8")
    for path in [Path(name).resolve() for name in arguments] or PAGES:
        page = path.read_text("utf-8")
        with tempfile.TemporaryDirectory() as folder:
            place = Folder(Path(folder))
            outputs = [place.run(example) if example.runs else None for example in examples(page)]
        path.write_text(written(page, outputs), "utf-8")
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main(sys.argv[1:])
