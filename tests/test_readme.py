"""The README's Python blocks run, and print what stands below them."""

from __future__ import annotations

import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", README, re.S)


def test_every_python_block_has_its_output() -> None:
    assert len(BLOCKS) == README.count("```python")


@pytest.mark.parametrize("code, output", BLOCKS, ids=[code.splitlines()[0] for code, _ in BLOCKS])
def test_block_prints_what_the_readme_shows(code: str, output: str) -> None:
    printed = StringIO()
    with redirect_stdout(printed):
        exec(compile(code, "README.md", "exec"), {})
    assert printed.getvalue() == output


def test_every_command_is_in_the_readme() -> None:
    from lofteNLP.cli import commands

    for name in commands.commands:
        assert f"lofte {name}" in README, f"the README does not show `lofte {name}`"
