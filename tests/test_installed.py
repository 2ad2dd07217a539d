"""What is tested is what was installed."""

import os
import re
import subprocess
import sys
import sysconfig
import tarfile
from importlib.metadata import entry_points, version
from pathlib import Path, PurePosixPath

import pytest

import lofteNLP

ROOT = Path(__file__).parents[1]


def test_the_wheel_is_tested_where_one_is_expected():
    """Under `.ci/run` nothing may come from the checkout."""
    if os.environ.get("LOFTE_EXPECT_INSTALLED") != "1":
        return
    package = Path(lofteNLP.__file__).parent.resolve()
    assert package.is_relative_to(Path(sysconfig.get_path("purelib")).resolve())
    assert package != (ROOT / "lofteNLP").resolve()
    assert str(ROOT) not in sys.path
    assert (package / "models" / "base" / "config.cfg").is_file()


@pytest.mark.parametrize("group", ["console_scripts", "spacy_factories", "spacy_architectures"])
def test_every_entry_point_leads_somewhere(group):
    ours = [entry for entry in entry_points(group=group) if entry.value.startswith("lofteNLP.")]
    assert ours
    for entry in ours:
        assert callable(entry.load()), entry


def test_the_package_imports_nothing_heavy(tmp_path):
    program = "import sys, lofteNLP; print(sorted({'spacy', 'sklearn', 'numpy', 'lxml', 'click'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_data_files_are_installed():
    package = Path(lofteNLP.__file__).parent
    for name in ("py.typed", "page.css", "records/schema.json", "search/web/templates/base.html"):
        assert (package / name).is_file(), name


def test_the_version_is_told_once():
    assert f"version: {version('lofteNLP')}\n" in (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"## [{version('lofteNLP')}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_source_archive_has_all_that_is_tracked():
    """Under `.ci/run`, which builds it: whoever gets the archive can run the tests and read the documentation."""
    folder = os.environ.get("LOFTE_DIST")
    if not folder:
        return
    with tarfile.open(next(Path(folder).glob("*.tar.gz"))) as archive:
        inside = {PurePosixPath(*PurePosixPath(name).parts[1:]).as_posix() for name in archive.getnames()}
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    tracked = {name for name in listed.splitlines() if not name.startswith(".") or name.startswith(".ci/")}
    assert tracked - inside == set()


def test_the_wheel_is_as_large_as_the_documentation_says():
    folder = os.environ.get("LOFTE_DIST")
    if not folder:
        return
    size = next(Path(folder).glob("*.whl")).stat().st_size / 1e6
    [said] = re.findall(r"wheel of (\d+) MB", (ROOT / "docs" / "models-and-data.md").read_text("utf-8"))
    assert abs(size - int(said)) < 1
