"""The house in order: the folders are the flow, and imports go along it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "lofteNLP"
FLOW = ("schema", "wording", "models", "documents", "pledges", "pipeline", "themes", "records", "page", "search")
FILES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 400


def stage(module: str) -> int | None:
    """The place of a module in the flow; None for what stands at its end (tagger, command line)."""
    parts = module.split(".")
    name = parts[1] if len(parts) > 1 else ""
    return FLOW.index(name) if name in FLOW else None


def imports(path: Path) -> set[str]:
    """The package's own modules that a file imports, inside functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("lofteNLP"):
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names if alias.name.startswith("lofteNLP"))
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_along_the_flow(path: Path) -> None:
    own = stage("lofteNLP." + ".".join(path.relative_to(PACKAGE).with_suffix("").parts))
    if own is None:
        return
    for module in imports(path):
        other = stage(module)
        assert other is not None, f"{path.name} imports {module}, which stands at the end of the flow"
        assert other <= own, f"{path.name} imports {module}, which stands to its right in the flow"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_file_is_too_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
