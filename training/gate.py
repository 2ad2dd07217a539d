"""The quality gate: no figure may fall below its floor, and no floor may fall without a reason that users can read.

    python training/gate.py                                        # measure; fails where a figure is below its floor
    python training/gate.py --raise                                # lift the floors to what is measured now
    python training/gate.py --lower "flow: themes" --reason "…"    # lower one floor; the reason goes to CHANGELOG.md
    python training/gate.py --accept flow                          # the gold of a set was changed on purpose

The floors stand in training/floors.toml, each with the highest that it ever was, and with the fingerprint of the gold
that it was measured on. LOFTE_REFERENCE may name a folder with reference documents; without it their floors are left
as they are.
"""

from __future__ import annotations

import argparse
import os
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import floor as whole
from pathlib import Path

ROOT = Path(__file__).parents[1]
FLOORS = Path(__file__).with_name("floors.toml")
CHANGELOG = ROOT / "CHANGELOG.md"
UNRELEASED = "## [Unreleased]\n"
ROOM = 0.002
HEAD = (
    "# Floors of quality: set by gate.py, not by hand. Each figure has its floor and the highest floor it ever had.\n"
)


@dataclass(frozen=True, slots=True)
class Floor:
    """The least a figure may be, and the most that its floor has been."""

    floor: float
    highest: float


@dataclass(frozen=True, slots=True)
class Pinned:
    """The floors of one set of figures, and the fingerprint of the gold that they were measured on."""

    gold: str = ""
    floors: dict[str, Floor] = field(default_factory=dict)


def read() -> dict[str, Pinned]:
    """The pinned floors by set."""
    sets = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    return {
        name: Pinned(row["gold"], {figure: Floor(**pair) for figure, pair in row["figures"].items()})
        for name, row in sets.items()
    }


def text_of(pinned: dict[str, Pinned]) -> str:
    """The floors as the file has them.

    Examples
    --------
    >>> print(text_of({"flow": Pinned("ab12", {"themes": Floor(0.9, 0.91)})}).split("\\n\\n")[1].strip())
    [flow]
    gold = "ab12"
    [flow.figures]
    "themes" = { floor = 0.9, highest = 0.91 }
    """
    parts = [HEAD]
    for name, row in pinned.items():
        lines = [f'"{key}" = {{ floor = {pair.floor}, highest = {pair.highest} }}' for key, pair in row.floors.items()]
        parts.append("\n".join([f'[{name}]\ngold = "{row.gold}"\n[{name}.figures]', *lines]) + "\n")
    return "\n".join(parts)


def rounded(figure: float) -> float:
    """A figure as a floor: three decimals, downwards, with room for the last bit of another machine's arithmetic.

    Examples
    --------
    >>> rounded(0.9799), rounded(1.0)
    (0.977, 0.998)
    """
    return whole((figure - ROOM) * 1000) / 1000


def shortfalls(name: str, pinned: Pinned, gold: str, figures: dict[str, float]) -> Iterator[str]:
    """What is wrong with a set, each with what to do.

    Examples
    --------
    >>> for line in shortfalls("flow", Pinned("ab", {"themes": Floor(0.9, 0.9)}), "ab", {"themes": 0.85}):
    ...     print(line)
    flow: themes is 0.850, below its floor 0.9; mend it, or: gate.py --lower "flow: themes" --reason "…"
    >>> [line.split(";")[0] for line in shortfalls("flow", Pinned("ab"), "cd", {"pledges": 1.0})]
    ['flow: its gold is not the one that the floors were measured on', 'flow: pledges has no floor']
    """
    if pinned.gold != gold:
        yield (
            f"{name}: its gold is not the one that the floors were measured on; "
            f"undo the change, or where it is meant: gate.py --accept {name}"
        )
    for key, figure in figures.items():
        if key not in pinned.floors:
            yield f"{name}: {key} has no floor; give it one: gate.py --raise"
        elif figure < pinned.floors[key].floor - 1e-9:
            yield (
                f"{name}: {key} is {figure:.3f}, below its floor {pinned.floors[key].floor}; "
                f'mend it, or: gate.py --lower "{name}: {key}" --reason "…"'
            )
    for key in pinned.floors.keys() - figures.keys():
        yield f"{name}: {key} has a floor but is no longer measured; measure it again"


def raised(pinned: Pinned, figures: dict[str, float]) -> Pinned:
    """The floors lifted to the figures where these are higher.

    Examples
    --------
    >>> raised(Pinned("ab", {"themes": Floor(0.9, 0.95)}), {"themes": 0.934, "pledges": 1.0}).floors
    {'themes': Floor(floor=0.932, highest=0.95), 'pledges': Floor(floor=0.998, highest=0.998)}
    """
    floors = dict(pinned.floors)
    for key, figure in figures.items():
        before = floors.get(key, Floor(0.0, 0.0))
        lifted = max(before.floor, rounded(figure))
        floors[key] = Floor(lifted, max(before.highest, lifted))
    return replace(pinned, floors=floors)


def with_floor(pinned: Pinned, key: str, floor: float) -> Pinned:
    """The floors with one of them lower; the highest that it was stays.

    Examples
    --------
    >>> with_floor(Pinned("ab", {"themes": Floor(0.9, 0.95)}), "themes", 0.8).floors
    {'themes': Floor(floor=0.8, highest=0.95)}
    """
    return replace(pinned, floors={**pinned.floors, key: replace(pinned.floors[key], floor=floor)})


def table(name: str, pinned: Pinned, figures: dict[str, float]) -> Iterator[str]:
    """Every figure of a set beside its floor, a line each.

    Examples
    --------
    >>> print(*table("flow", Pinned("ab", {"themes": Floor(0.9, 0.95)}), {"themes": 0.934, "pledges": 1.0}), sep="\\n")
    flow: themes                                  0.934  floor 0.9
    flow: pledges                                 1.000  floor –
    """
    for key, figure in figures.items():
        floor = pinned.floors[key].floor if key in pinned.floors else "–"
        yield f"{name + ': ' + key:45} {figure:.3f}  floor {floor}"


def entry(name: str, key: str, floor: float) -> str:
    """The beginning of the line that CHANGELOG.md must have for a floor that was lowered.

    Examples
    --------
    >>> entry("flow", "themes", 0.9)
    '- Quality: the floor of `flow: themes` is now 0.9: '
    """
    return f"- Quality: the floor of `{name}: {key}` is now {floor}: "


def unexplained(pinned: dict[str, Pinned], changelog: str) -> list[str]:
    """The floors that are lower than they have been, without a line in the changelog that says why.

    Examples
    --------
    >>> low = {"flow": Pinned("ab", {"themes": Floor(0.9, 0.95)})}
    >>> unexplained(low, "## [Unreleased]")
    ['flow: themes: floor 0.9, once 0.95, and CHANGELOG.md does not say why; lower it by gate.py --lower']
    >>> unexplained(low, entry("flow", "themes", 0.9) + "the corpus has harder pages.")
    []
    """
    return [
        f"{name}: {key}: floor {pair.floor}, once {pair.highest}, and CHANGELOG.md does not say why; "
        "lower it by gate.py --lower"
        for name, row in pinned.items()
        for key, pair in row.floors.items()
        if pair.floor < pair.highest and entry(name, key, pair.floor) not in changelog
    ]


def with_entry(changelog: str, line: str) -> str:
    """The changelog with a line under "Changed" of what is not yet released.

    Examples
    --------
    >>> print(with_entry("# Changelog\\n\\n## [Unreleased]\\n\\n### Added\\n- A.\\n", "- B."))
    # Changelog
    <BLANKLINE>
    ## [Unreleased]
    <BLANKLINE>
    ### Changed
    - B.
    <BLANKLINE>
    ### Added
    - A.
    <BLANKLINE>
    """
    before, mark, after = changelog.partition(UNRELEASED)
    if not mark:
        raise ValueError(f"CHANGELOG.md: no line {UNRELEASED.strip()!r}; add it above the latest version")
    own, heading, older = after.partition("\n## [")
    changed = "### Changed\n"
    own = own.replace(changed, f"{changed}{line}\n", 1) if changed in own else f"\n{changed}{line}\n{own}"
    return before + mark + own + heading + older


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and raise, lower or accept where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    change = parser.add_mutually_exclusive_group()
    change.add_argument("--raise", dest="lift", action="store_true", help="lift floors to what is measured")
    change.add_argument("--lower", metavar="FIGURE", help="lower the floor of one figure to what is measured")
    change.add_argument("--accept", metavar="SET", help="take a set's gold as it is now; its floors stay")
    parser.add_argument("--reason", help="why a floor is lowered, for those who read CHANGELOG.md")
    options = parser.parse_args(arguments)
    if bool(options.lower) != bool(options.reason and options.reason.strip()):
        parser.error("--lower and --reason go together")

    import lofteNLP
    from figures import golds

    pinned = read()
    reference = os.environ.get("LOFTE_REFERENCE")
    tagger = lofteNLP.load()
    wrong: list[str] = []
    lowered: list[str] = []
    for name, gold in golds(Path(reference) if reference else None).items():
        fingerprint, figures = gold.fingerprint(), gold.measure(tagger)
        row = pinned.get(name, Pinned(fingerprint))
        if options.accept == name:
            row = replace(row, gold=fingerprint)
        if options.lift:
            row = raised(row, figures)
        for key in [key for key in figures if options.lower == f"{name}: {key}"]:
            lowered.append(key)
            row = with_floor(row, key, rounded(figures[key]))
            line = entry(name, key, row.floors[key].floor) + options.reason.strip()
            CHANGELOG.write_text(with_entry(CHANGELOG.read_text("utf-8"), line), "utf-8")
        pinned[name] = row
        wrong += shortfalls(name, row, fingerprint, figures)
        print("\n".join(table(name, row, figures)))
    if options.lower and not lowered:
        parser.error(f"no figure {options.lower!r} is measured here")
    if options.lift or options.accept or options.lower:
        FLOORS.write_text(text_of(pinned), encoding="utf-8")
    wrong += unexplained(pinned, CHANGELOG.read_text("utf-8"))
    sys.stderr.writelines(f"{line}\n" for line in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
