"""Every command explains itself, with an example, and starts fast."""

import subprocess
import sys

import click
import pytest

from lofteNLP.cli import commands


@pytest.mark.parametrize("name", [None, *commands.commands])
def test_every_help_has_an_example(name):
    command = commands.commands[name] if name else commands
    shown = command.get_help(click.Context(command, info_name="lofte"))
    assert "Example" in shown
    assert f"  lofte {name or ''}".rstrip() in shown


def test_version(lofte):
    assert lofte("--version").stdout.decode().startswith("lofteNLP 0.")


def test_help_imports_nothing_heavy(tmp_path):
    program = (
        "import sys, lofteNLP.cli; "
        "print(sorted({'spacy', 'sklearn', 'numpy', 'pyarrow', 'rich', 'lxml', 'trafilatura'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
