"""The house in order: the folders are the flow, imports go along it, nothing is too long, unexplained or unused."""

from __future__ import annotations

import ast
import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "lofteNLP"
CODE = ("lofteNLP", "tests", "training", "corpus", "benchmarks")
FLOW = (
    "schema wording openings weighing models documents pledges pipeline cutting themes records page search tagger "
    "rows datasets batch spark console cli"
).split()  # a module imports from its left only; the last ones are what users hold
FILES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 400

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))


def module_of(path: Path) -> str:
    """The dotted name of a file of the package."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> set[tuple[str, str]]:
    """The package's own modules that a file imports, each with the name taken from it; inside functions too."""
    found: set[tuple[str, str]] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("lofteNLP"):
            found.update((node.module, alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            found.update((alias.name, "") for alias in node.names if alias.name.startswith("lofteNLP"))
    return found


def stage(module: str) -> int:
    """The place of a module in the flow."""
    name = module.split(".")[1]
    assert name in FLOW, f"lofteNLP/{name} has no place in FLOW; give it one, as far to the left as its imports allow"
    return FLOW.index(name)


@each_file
def test_imports_go_along_the_flow(path: Path) -> None:
    if path == PACKAGE / "__init__.py":
        return
    own = stage(module_of(path))
    for module, _ in imports(path):
        if module != "lofteNLP":
            assert stage(module) <= own, f"{path.name} imports {module}, which stands to its right in the flow"


@each_file
def test_private_names_stay_in_their_module(path: Path) -> None:
    private = {f"{module}.{name}" for module, name in imports(path) if re.match(r"_[a-z]", name)}
    assert not private, "make the name public, or move what needs it"


def test_every_module_is_used() -> None:
    """Imported by another, named by an entry point, or named in a document that tells users to import or run it."""
    users = [*FILES, *chain.from_iterable((ROOT / folder).rglob("*.py") for folder in ("training", "benchmarks"))]
    used = set(chain.from_iterable(imports(path) for path in users))
    modules = {module for module, _ in used} | {f"{module}.{name}" for module, name in used}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = [*project["scripts"].values(), *chain(*(group.values() for group in project["entry-points"].values()))]
    modules |= {name.split(":")[0] for name in named}
    documents = "".join(path.read_text("utf-8") for path in (*ROOT.glob("*.md"), *ROOT.glob("[a-z]*/*.md")))
    unused = {module_of(path) for path in FILES} - modules - {"lofteNLP"}
    unused = {module for module in unused if not re.search(rf"\b{re.escape(module)}\b", documents)}
    parents = {module for module in unused if any(other.startswith(module + ".") for other in modules)}
    assert unused - parents == set()


def test_no_file_is_too_long() -> None:
    code = chain.from_iterable((ROOT / folder).rglob("*.py") for folder in CODE)
    pages = chain.from_iterable(PACKAGE.rglob(f"*.{kind}") for kind in ("css", "html", "js"))
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in (*code, *pages)}
    assert {str(path.relative_to(ROOT)): lines for path, lines in lengths.items() if lines > LONGEST} == {}


def test_every_folder_is_explained() -> None:
    """By a row of the README's table."""
    table = re.findall(r"^\| `([^`]+)` \|", (ROOT / "README.md").read_text("utf-8"), re.M)
    parts = [*PACKAGE.iterdir(), *ROOT.iterdir()]
    folders = {path for path in parts if path.is_dir() and any(path.glob("*[!c]")) and path.name[0] not in "._"}
    missing = {f"{path.relative_to(ROOT)}/" for path in folders} - set(table)
    assert missing - {"lofteNLP/", "build/", "dist/"} == set()


def test_the_table_explains_nothing_that_is_gone() -> None:
    table = re.findall(r"^\| `([^`]+)` \|", (ROOT / "README.md").read_text("utf-8"), re.M)
    assert [name for name in table if "/" in name and not (ROOT / name).exists()] == []
