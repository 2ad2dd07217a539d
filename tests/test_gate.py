"""The quality gate: figures are above their floors, on the gold that these were measured on; see training/gate.py."""

from __future__ import annotations

import doctest
import os
from pathlib import Path
from types import ModuleType

import pytest

import figures
import gate
import lofteNLP

REFERENCE = os.environ.get("LOFTE_REFERENCE")
GOLDS = figures.golds(Path(REFERENCE) if REFERENCE else None)


@pytest.fixture(scope="module")
def tagger() -> lofteNLP.Tagger:
    return lofteNLP.load()


@pytest.mark.parametrize("name", GOLDS)
def test_no_figure_is_below_its_floor(name: str, tagger: lofteNLP.Tagger) -> None:
    gold = GOLDS[name]
    assert list(gate.shortfalls(name, gate.read()[name], gold.fingerprint(), gold.measure(tagger))) == []


def test_every_floor_that_was_lowered_has_its_reason() -> None:
    assert gate.unexplained(gate.read(), gate.CHANGELOG.read_text("utf-8")) == []


def test_no_floor_is_above_its_highest() -> None:
    assert all(pair.floor <= pair.highest for row in gate.read().values() for pair in row.floors.values())


def test_the_file_is_as_the_gate_writes_it() -> None:
    assert gate.FLOORS.read_text("utf-8") == gate.text_of(gate.read())


@pytest.mark.parametrize("module", [gate, figures])
def test_examples(module: ModuleType) -> None:
    failed, tried = doctest.testmod(module)
    assert not failed and tried


class Measured:
    """A set whose one figure and gold are told."""

    def __init__(self, figure: float, gold: str = "gold") -> None:
        self.measure = lambda tagger: {"themes": figure}
        self.fingerprint = lambda: gold


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Run the gate on one set with a floor of 0.9, with files of its own; gives its status."""
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.toml")
    monkeypatch.setattr(gate, "CHANGELOG", tmp_path / "CHANGELOG.md")
    monkeypatch.setattr(lofteNLP, "load", lambda: None, raising=False)
    gate.FLOORS.write_text(gate.text_of({"flow": gate.Pinned("gold", {"themes": gate.Floor(0.9, 0.9)})}), "utf-8")
    gate.CHANGELOG.write_text("# Changelog\n\n## [Unreleased]\n\n## [0.1.0]\n", "utf-8")

    def gated(figure: float, *arguments: str, gold: str = "gold") -> int:
        monkeypatch.setattr(figures, "golds", lambda reference: {"flow": Measured(figure, gold)})
        return gate.main(arguments)

    return gated


def floor() -> gate.Floor:
    return gate.read()["flow"].floors["themes"]


def test_a_figure_at_its_floor_passes_and_one_below_it_fails(run) -> None:
    assert run(0.9) == 0
    assert run(0.8999) == 1


def test_raising_is_free(run) -> None:
    assert run(0.9521, "--raise") == 0
    assert floor() == gate.Floor(0.95, 0.95)
    assert run(0.92, "--raise") == 1
    assert floor() == gate.Floor(0.95, 0.95)


def test_lowering_needs_a_reason_and_tells_it(run) -> None:
    for arguments in (("--lower", "flow: themes"), ("--lower", "flow: themes", "--reason", " "), ("--reason", "Så.")):
        with pytest.raises(SystemExit):
            run(0.8521, *arguments)
    assert run(0.8521, "--lower", "flow: themes", "--reason", "The corpus has harder pages.") == 0
    assert floor() == gate.Floor(0.85, 0.9)
    assert "`flow: themes` is now 0.85: The corpus has harder pages.\n" in gate.CHANGELOG.read_text("utf-8")
    assert run(0.8521) == 0


def test_lowering_names_a_figure_that_is_measured(run) -> None:
    with pytest.raises(SystemExit):
        run(0.8521, "--lower", "flow: pledges", "--reason", "Så.")


def test_a_floor_lowered_by_hand_fails(run) -> None:
    gate.FLOORS.write_text(gate.FLOORS.read_text("utf-8").replace("floor = 0.9,", "floor = 0.8,"), "utf-8")
    assert run(0.85) == 1


def test_changed_gold_fails_until_it_is_accepted(run) -> None:
    assert run(0.95, gold="other") == 1
    assert run(0.95, "--accept", "flow", gold="other") == 0
    assert run(0.95, gold="other") == 0
    assert floor() == gate.Floor(0.9, 0.9)


def test_what_is_not_measured_here_keeps_its_floors(run) -> None:
    pinned = {**gate.read(), "devset": gate.Pinned("x", {"pledges": gate.Floor(0.9, 0.9)})}
    gate.FLOORS.write_text(gate.text_of(pinned), "utf-8")
    assert run(0.9521, "--raise") == 0
    assert gate.read()["devset"] == pinned["devset"]
