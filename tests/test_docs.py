"""The documentation says what is so: its examples run, its tables are whole, its links lead somewhere."""

from __future__ import annotations

import doctest
import json
import re
from importlib import resources
from pathlib import Path

import click
import pytest

import examples
from lofteNLP.cli import commands

ROOT = examples.ROOT
DOCS = {path.name: path.read_text("utf-8") for path in examples.PAGES}
MARKDOWN = [
    path for path in ROOT.rglob("*.md") if not {*path.parts} & {".venv", "node_modules", "build", ".pytest_cache"}
]
COMMANDS = dict(examples.walk(commands, "lofte"))


@pytest.mark.parametrize("path", examples.PAGES, ids=lambda path: path.name)
def test_examples_print_what_the_page_shows(path: Path, tmp_path: Path) -> None:
    folder = examples.Folder(tmp_path)
    for example in examples.examples(DOCS[path.name]):
        if example.runs:
            printed = folder.run(example)
            assert examples.same(printed, example.output), f"{path.name}, line {example.line}, prints:\n{printed}"


def test_the_finding_of_examples() -> None:
    failed, tried = doctest.testmod(examples)
    assert tried and not failed


def test_no_block_is_overlooked() -> None:
    for name, page in DOCS.items():
        fences = re.findall(r"^```(?:python|sh)$", page, re.M)
        assert len(fences) == len(list(examples.examples(page))), name
        assert not re.findall(r"^```(?:bash|shell|console|py|pycon)$", page, re.M), f"{name}: say `sh` or `python`"


def test_the_command_line_page_is_current() -> None:
    message = "docs/command-line.md is behind the commands; write it anew: python docs/examples.py docs/command-line.md"
    assert examples.REFERENCE.read_text("utf-8") == examples.reference(), message


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_shown_in_use(name: str) -> None:
    """Outside the reference, too, by an example."""
    if not isinstance(COMMANDS[name], click.Group):
        used = [
            example.code
            for key, page in DOCS.items()
            if key != "command-line.md"
            for example in examples.examples(page)
        ]
        assert re.search(rf"\b{name}\b", "".join(used)), f"no page shows `{name}` in use"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_does(name: str) -> None:
    for parameter in COMMANDS[name].params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts[0]}"


def test_the_pages_name_no_option_that_is_gone() -> None:
    for key, page in DOCS.items():
        for name, rest in re.findall(r"\b(lofte(?: [a-z]+)+)([^\n`]*)", page):
            words = name.split()
            command = next((COMMANDS[part] for n in (3, 2) if (part := " ".join(words[:n])) in COMMANDS), None)
            if command is None:
                continue
            known = {"-h", "--help", "--version"}.union(*(parameter.opts for parameter in command.params))
            used = set(re.findall(r"(?<=\s)--?[a-z][a-z-]*", re.split(r"[|#;&]| -- ", re.sub(r'"[^"]*"', "", rest))[0]))
            assert used <= known, f"{key}: {name} has no {used - known}"


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_relative_links_lead_somewhere(path: Path) -> None:
    text = re.sub(r"^```.*?^```", "", path.read_text("utf-8"), flags=re.M | re.S)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", link):
            continue
        target, _, anchor = link.partition("#")
        other = (path.parent / target) if target else path
        assert other.exists(), f"{path.name}: {link}"
        if anchor:
            assert anchor in anchors(other.read_text("utf-8")), f"{path.name}: {link}"


def anchors(page: str) -> set[str]:
    """What the headings of a page can be linked to as."""
    headings = re.findall(r"^#+ (.+)$", page, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


SCHEMA = json.loads(resources.files("lofteNLP.records").joinpath("schema.json").read_text("utf-8"))["$defs"]


@pytest.mark.parametrize("name", SCHEMA)
def test_every_field_of_a_record_is_explained(name: str) -> None:
    """In its order, in the table under the type's heading; and every word that a field may hold."""
    part = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", DOCS["records.md"], re.M | re.S)
    assert part, f"docs/records.md has no part on {name}"
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", part[1], re.M)
    named = [field for row in rows for field in re.findall(r"`(\w+)`", row)]
    fields = list(SCHEMA[name]["properties"])
    if name == "PledgeRecord":  # the others are those of a Pledge
        fields = [field for field in fields if field not in SCHEMA["Pledge"]["properties"]]
    assert named == fields
    for field, kind in SCHEMA[name]["properties"].items():
        for word in kind.get("enum", ()) if name != "PledgeRecord" else ():
            assert word is None or f"`{word}`" in part[1], f"{name}.{field}: {word}"
