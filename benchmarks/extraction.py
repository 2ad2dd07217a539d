"""Numbers, frequencies, comparators, deadlines and periods in Swedish: ours against general libraries.

    python benchmarks/extraction.py [--passes 5] [--wrong TOOL] [--json]

Puts the phrases of phrases.toml to our components on a blank pipeline and to whichever of dateparser, Duckling
(pyduckling-native-phihos) and quantulum3 can be imported, all on one core, and prints how many answers each gets right
and how many phrases it reads in a second; "–" stands where a tool has no such answers.  A phrase counts in every column
for which it has an answer.  What the others find is read as kindly as can be: a date of dateparser is the whole month
where only a month was said, several times are the ends of one period, a number said twice is one number, and an hour
and a half may be ninety minutes.

Times without any year are not among the phrases, so no tool needs to know what day it is.
"""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
import warnings
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from rows import Row, as_json

PHRASES = Path(__file__).parent / "phrases.toml"
COLUMNS = ("values", "frequencies", "comparators", "deadlines", "periods")
TIMES = ("deadlines", "periods")
ZONES = Path("/usr/share/zoneinfo")

Number = tuple[float, float | None]
Dates = tuple[date | None, date | None]


@dataclass
class Answer:
    """What a tool reads: numbers with their upper ends, what they are per, how they are bound, and times."""

    numbers: list[Number] = field(default_factory=list)
    per: list[str | None] = field(default_factory=list)
    comparators: list[str] = field(default_factory=list)
    times: list[Dates] = field(default_factory=list)


@dataclass(frozen=True)
class Tool:
    """A tool by name: what it says of a phrase, and how it reads many, for the clock."""

    name: str
    knows: tuple[str, ...]
    answer: Callable[[str], Answer]
    read: Callable[[Sequence[str]], object]


def main(arguments: Sequence[str] | None = None) -> int:
    """Put all phrases to all tools and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passes", type=int, default=5, help="passes over the phrases for the clock")
    parser.add_argument("--wrong", metavar="TOOL", help="list what this tool gets wrong")
    parser.add_argument("--json", action="store_true", help="print rows as JSON")
    options = parser.parse_args(arguments)
    if options.json:
        print(as_json(measure(options.passes)))
        return 0
    phrases = load()
    asked = {column: sum(column in columns(phrase) for phrase in phrases) for column in COLUMNS}
    print(f"{len(phrases)} phrases\n{'':<12}", *(f"{f'{name} /{asked[name]}':>16}" for name in COLUMNS), "   phrases/s")
    for tool in tools():
        right = score(tool, phrases)
        speed = phrases_per_second(tool, [phrase["text"] for phrase in phrases], options.passes)
        cells = [str(right[column]) if column in tool.knows else "–" for column in COLUMNS]
        print(f"{tool.name:<12}", *(f"{cell:>16}" for cell in cells), f"{speed:>12,.0f}")
        if options.wrong == tool.name:
            for phrase in phrases:
                answer = tool.answer(phrase["text"])
                if missed := (columns(phrase) & {*tool.knows}) - right_columns(phrase, answer):
                    print("  wrong:", phrase["text"], *sorted(missed), answer)
    return 0


def measure(passes: int = 5) -> list[Row]:
    """Right answers in every column and phrases a second, of every tool that is installed."""
    phrases = load()
    asked = {column: sum(column in columns(phrase) for phrase in phrases) for column in COLUMNS}
    present = list(tools())
    right = {tool.name: score(tool, phrases) for tool in present}
    texts = [phrase["text"] for phrase in phrases]
    return [
        *(
            Row(column, tool.name, right[tool.name][column], f"right of {asked[column]}", "more")
            for column in COLUMNS
            for tool in present
            if column in tool.knows
        ),
        *(Row("speed", tool.name, phrases_per_second(tool, texts, passes), "phrases/s", "more") for tool in present),
    ]


def load() -> list[dict[str, Any]]:
    """Read the phrases and their answers."""
    rows: list[dict[str, Any]] = tomllib.loads(PHRASES.read_text("utf-8"))["phrase"]
    return rows


def columns(phrase: dict[str, Any]) -> set[str]:
    """The columns in which a phrase counts."""
    counts = {
        "values": "value" in phrase,
        "frequencies": "per" in phrase,
        "comparators": "comparator" in phrase,
        "deadlines": "end" in phrase and "start" not in phrase,
        "periods": "start" in phrase,
    }
    return {name for name, counted in counts.items() if counted}


def right_columns(phrase: dict[str, Any], answer: Answer) -> set[str]:
    """The columns in which an answer is right."""
    number = (phrase.get("value"), phrase.get("value_max"))
    counted = answer.numbers == [number]
    start, end = (answer.times[0][0], answer.times[-1][1]) if answer.times else (None, None)
    right = {
        "values": counted,
        "frequencies": counted and answer.per == [phrase.get("per")],
        "comparators": counted and answer.comparators == [phrase.get("comparator")],
        "deadlines": end == phrase.get("end"),
        "periods": (start, end) == (phrase.get("start"), phrase.get("end")),
    }
    return {name for name in columns(phrase) if right[name]}


def score(tool: Tool, phrases: Sequence[dict[str, Any]]) -> dict[str, int]:
    """How many phrases a tool gets right in every column."""
    right = [right_columns(phrase, tool.answer(phrase["text"])) for phrase in phrases]
    return {column: sum(column in names for names in right) for column in COLUMNS}


def phrases_per_second(tool: Tool, texts: Sequence[str], passes: int) -> float:
    """The median speed of some passes over the phrases, in processor time."""
    seconds = []
    for _ in range(passes):
        start = time.process_time()
        tool.read(texts)
        seconds.append(time.process_time() - start)
    return len(texts) / median(seconds)


def tools() -> Iterator[Tool]:
    """Every tool that is installed, ours first; the others are named as missing."""
    yield ours()
    for name, make in (("dateparser", dateparser), ("Duckling", duckling), ("quantulum3", quantulum3)):
        try:
            yield make()
        except ImportError as error:
            print(f"{name:<12} not installed ({error})")


def ours() -> Tool:
    """The components for quantities and deadlines on a blank pipeline."""
    import spacy

    from lofteNLP.pipeline import anchors, deadlines, frequencies, guarded, numerals, units

    nlp = spacy.blank("sv")
    nlp.add_pipe("lofte_quantities")
    nlp.add_pipe("lofte_deadlines")
    remembering = (
        anchors.find_anchors,
        deadlines.find_matches,
        frequencies.find_frequencies,
        guarded.searchable,
        numerals.find_numbers,
        numerals.parse_word,
        units.known_unit,
    )

    def answer(text: str) -> Answer:
        doc = nlp(text)
        found = [span._.quantity for span in doc.spans["quantities"]]
        times = [span._.deadline for span in doc.spans["deadlines"]]
        return Answer(
            [(row["value"], row["value_max"]) for row in found],
            [row["per"] for row in found],
            [row["comparator"] for row in found],
            [tuple(row[end] and date.fromisoformat(row[end]) for end in ("start", "end")) for row in times],
        )

    def read(texts: Sequence[str]) -> object:
        for function in remembering:  # no pass may profit from the one before
            function.cache_clear()
        return list(nlp.pipe(texts))

    return Tool("lofteNLP", COLUMNS, answer, read)


def dateparser() -> Tool:
    """`search_dates`, in Swedish; each date as long as its words say."""
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    words = DateDataParser(languages=["sv"])

    def answer(text: str) -> Answer:
        found = search_dates(text, languages=["sv"]) or []
        return Answer(times=[whole(day.date(), words.get_date_data(said).period) for said, day in found])

    return Tool("dateparser", TIMES, answer, lambda texts: [search_dates(text, languages=["sv"]) for text in texts])


def whole(day: date, grain: str) -> tuple[date, date]:
    """The time of a grain that begins with a day, or that holds it."""
    if grain == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if grain == "quarter":
        last = day.month + 2
        return date(day.year, day.month, 1), date(day.year, last, monthrange(day.year, last)[1])
    if grain == "month":
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    return day, day + timedelta(days=6 if grain == "week" else 0)


def duckling() -> Tool:
    """Duckling with every dimension that has numbers or times."""
    from duckling import (
        Context,
        default_locale_lang,
        load_time_zones,
        parse,
        parse_dimensions,
        parse_lang,
        parse_locale,
        parse_ref_time,
    )

    noon = int(time.mktime((2019, 1, 1, 12, 0, 0, 0, 0, -1)))
    now = parse_ref_time(load_time_zones(str(ZONES)), "Europe/Stockholm", noon)
    context = Context(now, parse_locale("SV_SE", default_locale_lang(parse_lang("SV"))))
    dimensions = parse_dimensions(["number", "time", "duration", "distance", "quantity", "amount-of-money"])

    def answer(text: str) -> Answer:
        result = Answer()
        for entity in parse(text, context, dimensions, False):
            value = entity["value"]
            if entity["dim"] == "time":
                result.times.append(time_of(value))
            elif value["type"] == "interval":
                ends = [value[end]["value"] if end in value else None for end in ("from", "to")]
                result.numbers.append((ends[0] if ends[0] is not None else ends[1], ends[1]))
            else:
                hours = value.get("unit") == "minute" and value["value"] >= 60
                result.numbers.append((value["value"] / 60 if hours else value["value"], None))
        result.numbers = list(dict.fromkeys(result.numbers))
        return result

    def read(texts: Sequence[str]) -> object:
        return [parse(text, context, dimensions, False) for text in texts]

    return Tool("Duckling", ("values", *TIMES), answer, read)


def time_of(value: dict[str, Any]) -> Dates:
    """Both ends of a time of Duckling's, inclusive; its own ends of periods are exclusive."""
    if value["type"] == "interval":
        first = date.fromisoformat(value["from"]["value"][:10]) if "from" in value else None
        last = date.fromisoformat(value["to"]["value"][:10]) - timedelta(days=1) if "to" in value else None
        return first, last
    return whole(date.fromisoformat(value["value"][:10]), value["grain"])


def quantulum3() -> Tool:
    """quantulum3, which knows digits in any language; its uncertainty is half of a range."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from quantulum3 import classifier, parser
    classifier.USE_CLF = False  # it tells units apart, which is not asked

    def answer(text: str) -> Answer:
        result = Answer()
        for quantity in parser.parse(text):
            low, high = quantity.value, None
            if quantity.uncertainty:
                low, high = quantity.value - quantity.uncertainty, quantity.value + quantity.uncertainty
            result.numbers.append((low, high))
        result.numbers = list(dict.fromkeys(result.numbers))
        return result

    return Tool("quantulum3", ("values",), answer, lambda texts: [parser.parse(text) for text in texts])


if __name__ == "__main__":
    sys.exit(main())
