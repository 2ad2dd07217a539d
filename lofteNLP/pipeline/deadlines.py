"""Deadlines, periods and recurrences: the time expressions that bound when a pledge is to be done.

The cue in front of a calendar time decides what it bounds ("senast", "från och med", "under"); a recurrence has a
pattern of its own ("varje fredag", "första onsdagen i månaden").  Nothing is guessed: an end that the text and the
validity do not give stays None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from lofteNLP.pipeline.anchors import find_anchors
from lofteNLP.pipeline.calendar import UNKNOWN, Anchor, Kind, Match, Span, day_before, resolve, timex
from lofteNLP.pipeline.guarded import Guarded
from lofteNLP.pipeline.lexicon import load_toml
from lofteNLP.pipeline.numerals import find_numbers, word_pattern
from lofteNLP.pipeline.recurrences import recurrences
from lofteNLP.pipeline.sentences import happened
from lofteNLP.schema import Cue, Deadline

JOINED = re.compile(
    r"\s*(?:[-–—]{1,2}|till|till och med|t\.?\s?o\.?\s?m\.?|tom|fram till(?: och med)?)\s*(?:den\s)?", re.I
)
# The kinds of time that go with a cue of few letters.
PLAIN: dict[str, tuple[Kind, ...]] = {
    "i": ("month", "half", "quarter", "season"),
    "på": ("season", "term"),
    "om": (),
    "både": ("year",),
    "hela": ("year", "season", "month", "thisyear"),
}
OPENS = re.compile(
    r"\b(före|innan)\s+(?:[^\W\d]+\s+){1,4}(?:öppnar|öppnas|invigs|startar|börjar)\s+(?:i\s+|under\s+)?$", re.I
)
CELLS: tuple[Kind, ...] = ("season", "term", "half", "quarter", "week")  # kinds that stand without a cue


NEXT_DAY = Guarded(r"\bsenast\s+((?:nästa|följande)\s+(?:var)?dag|dagen\s+efter(?:\s+(?!det\b|att\b)\w+)?)", re.I)


@cache
def cue_patterns() -> dict[str, re.Pattern[str]]:
    """Cues, to be matched so that they end where a calendar time begins."""
    cues = load_toml("calendar")["cues"]
    weekdays = "|".join(load_toml("calendar")["weekdays"])
    day = rf"(?:(?:{weekdays})(?:en)?\s+)?(?:den\s+|i\s+|under\s+|år\s+)?"
    return {name: re.compile(rf"(?<![\w-])({pattern})\s*{day}$", re.I) for name, pattern in cues.items()}


@cache
def duration_pattern() -> Guarded:
    """inom 24 timmar, inom ett dygn, senast tre dagar efter händelsen."""
    unit = r"(timm\w+|tim|h|dygn|minuter|\w*dagar?|\w*dag|veck\w+|månad\w*|år)"
    simple = rf"(?:[lI]?\d+[oO]?|{word_pattern()}|några|ett par)"
    after = r"(?:\s+(?:från|efter)\s+(?!det\b|att\b)(?:en\s+|ett\s+)?\w+)?(?=[\s,.;)]|$)"
    limit = r"\b(?:inom|senast|på mindre än)\s+(?:högst\s+|max\s+)?"
    return Guarded(rf"{limit}({simple})\s+(?:\w+a\s+)?{unit}\b{after}", re.I)


def find_deadlines(text: str, validity: Span = UNKNOWN) -> list[Deadline]:
    """Find the time expressions of a pledge and resolve them within its validity.

    Parameters
    ----------
    text : str
        The pledge's text; offsets are code points in it.
    validity : Span
        The period for which the pledge holds, unknown by default.

    Returns
    -------
    list of Deadline
        In the order of the text; ISO dates, both ends inclusive, None where they cannot be known.

    Examples
    --------
    >>> [(d.text, d.type, d.end) for d in find_deadlines("Lamporna byts senast i maj 2018.")]
    [('senast i maj 2018', 'deadline', '2018-05-31')]
    """
    found: list[Deadline] = []
    for deadline in (to_deadline(match, text, validity) for match in find_matches(text)):
        if found and belongs_to_recurrence(found[-1], deadline, text):
            found[-1] = replace(
                found[-1], text=text[found[-1].start_char : deadline.end_char], end_char=deadline.end_char
            )
        else:
            found.append(deadline)
    return found


def belongs_to_recurrence(before: Deadline, deadline: Deadline, text: str) -> bool:
    """Whether a period is but the season of the recurrence in front of it: "varje helg från april till september".

    It is where it has no dates of its own, so that it bounds each round and not the pledge.
    """
    adjacent = not text[before.end_char : deadline.start_char].strip()
    undated = deadline.type == "period" and deadline.start is None and deadline.end is None
    return before.type == "recurrence" and undated and adjacent and deadline.text.lower().startswith("från")


@lru_cache(maxsize=64)
def find_matches(text: str) -> tuple[Match, ...]:
    """Every time expression of a text, unresolved; recurrences first, then durations, then calendar times."""
    matches: list[Match] = []
    taken = bytearray(len(text))
    for finder in (recurrences, durations, calendar_times):
        for match in finder(text):
            if match.type == "period" and happened(text, match.start, match.end):
                continue
            if not any(taken[match.start : match.end]):
                taken[match.start : match.end] = b"\1" * (match.end - match.start)
                matches.append(match)
    return tuple(sorted(matches, key=lambda match: match.start))


def durations(text: str) -> Iterator[Match]:
    """inom 24 timmar, inom en vecka efter anmälan: a limit from an event, with no dates of its own."""
    for match in NEXT_DAY.finditer(text):
        yield Match(match.start(), match.end(), "deadline", timex="P1D", cue_end=match.start(1))
    for match in duration_pattern().finditer(text):
        latest = match.group().lower().startswith("senast")
        if latest and "efter" not in text[match.start() : match.end() + 7]:
            continue
        numbers = find_numbers(match.group(1))
        count = int(numbers[0].value) if numbers else 1
        unit = match.group(2).lower()
        letters = {"tim": "PT%dH", "h": "PT%dH", "minu": "PT%dM", "veck": "P%dW", "måna": "P%dM", "år": "P%dY"}
        value = next((form for stem, form in letters.items() if unit.startswith(stem)), "P%dD") % count
        yield Match(match.start(), match.end(), "deadline", timex=value, cue_end=match.start(1))


def calendar_times(text: str) -> Iterator[Match]:
    """Ranges, open periods, deadlines and periods around the calendar times of a text."""
    anchors = find_anchors(text)
    index = 0
    while index < len(anchors):
        anchor = anchors[index]
        following = anchors[index + 1] if index + 1 < len(anchors) else None
        match = pair(text, anchor, following) if following else None
        between = text[anchor.end : following.start] if following else ""
        spelled_out = anchor.kind == "occasion" and between in (" (", " från ", " ")
        later = anchors[index + 2] if index + 2 < len(anchors) else None
        if anchor.kind == "validity" and between == " " and following and later and pair(text, following, later):
            spelled_out = True  # "under perioden 1/5–30/9 2022"
        if match:
            index += 2
        else:
            match = None if spelled_out else single(text, anchor)
            index += 1
        if match:
            yield match


def pair(text: str, first: Anchor, last: Anchor) -> Match | None:
    """Two times that bound one period: "från april till september", "maj–augusti", "mellan 1 maj och 1 juni"."""
    between = text[first.end : last.start].lower()
    joined = JOINED.fullmatch(between)
    before = text[: first.start]
    cue = cue_patterns()["between"].search(before)
    if re.fullmatch(r"\s+och\s+(?:den\s)?", between):
        months = first.kind == last.kind == "month" and last.first == (first.first or 0) + 1
        whole = replace(first, end=last.end)
        if re.search(r"\bmellan\s+(?:den\s)?$", before, re.I) or (months and (cue or bare(text, whole))):
            start, cue_end = (cue.start(), first.start) if cue else (first.start, 0)
            return Match(start, last.end, "period", first, last, cue_end=cue_end)
    if not joined or first.kind == "occasion" or last.kind == "occasion":
        return None
    occasion = load_toml("calendar")["occasions"]["one"]
    season = re.search(rf"\bunder\s+(?:{occasion})\s+$", text[: cue.start() if cue else first.start], re.I)
    start = season.start() if season else cue.start() if cue else opening_parenthesis(text, first, last)
    closed = text[last.end : last.end + 1] == ")" and "(" in text[start : first.start]
    return Match(start, last.end + closed, "period", first, last, cue_end=first.start if cue else start)


def opening_parenthesis(text: str, first: Anchor, last: Anchor) -> int:
    """Where "under vintersäsongen (januari till april)" begins: the words that the range spells out."""
    match = re.search(r"\bunder\s+\w+\s+\($", text[: first.start], re.I)
    return match.start() if match and text[last.end : last.end + 1] == ")" else first.start


def single(text: str, anchor: Anchor) -> Match | None:
    """One time with the cue in front of it; without a cue only where it stands on its own."""
    before = text[: anchor.start]
    ending = re.match(r"\s+(?:är slut|är över|tar slut|slutar)\b", text[anchor.end :])
    if ending:
        anchor = replace(anchor, end=anchor.end + ending.end(), closing=True)
    opening = OPENS.search(before)
    if opening:  # an event of its own, whose day the time does not give
        unknown = replace(anchor, kind="occasion")
        return Match(opening.start(), anchor.end, "deadline", last=unknown, cue_end=opening.end(1))
    for name in ("from", "before", "period"):
        cue = cue_patterns()[name].search(before)
        if cue and (match := with_cue(name, cue, anchor)):
            return match
    if text[anchor.start : anchor.end].lower() == "i år" and not re.search(r"\b(?:för|än|som|från)\s+$", before):
        return Match(anchor.start, anchor.end, "period", anchor, anchor)
    if bare(text, anchor) and anchor.kind != "validity":
        return Match(anchor.start, anchor.end, "period", anchor, anchor)
    return None


def with_cue(name: str, cue: re.Match[str], anchor: Anchor) -> Match | None:
    """What a time and its cue say; None where the cue does not go with that kind of time."""
    word = cue.group(1).strip().lower()
    span = cue.start(), anchor.end
    if name == "from":
        named = word == "från" and part_of_name(cue.string[: cue.start()])
        if named or (word == "startar" and anchor.kind != "date"):
            return None
        return Match(*span, "period", first=anchor, cue_end=cue.end(1)) if anchor.kind != "occasion" else None
    if name == "before":
        if word == "till" and anchor.kind not in ("date", "turn", "midyear", "occasion") and not anchor.closing:
            return None
        if word == "vid" and anchor.kind not in ("turn", "midyear"):
            return None
        exclusive = bool(re.search(load_toml("calendar")["cues"]["exclusive"], word)) and "av" not in word.split()
        exclusive = exclusive and not anchor.closing
        return Match(*span, "deadline", last=anchor, exclusive=exclusive or anchor.opening, cue_end=cue.end(1))
    if word in PLAIN and anchor.kind not in PLAIN[word]:
        return None
    return Match(*span, "period", anchor, anchor, cue_end=cue.end(1))


def bare(text: str, anchor: Anchor) -> bool:
    """Whether a time stands on its own: in parentheses, as a cell, behind a comma, or as "våren 2019" at the end."""
    left, right = text[: anchor.start].rstrip(), text[anchor.end :]
    if left.endswith("(") and right.lstrip().startswith(")"):
        return True
    upper = text[anchor.start].isupper()
    if not re.match(r"\s*(?:$|[.!?](?:\s|$)|\()", right):
        cell = upper and bool(left) and left[-1] not in ".!?:;" and anchor.kind in CELLS
        return cell or dated(text, anchor)
    capital = upper or not left or left[-1] in ";:.\t–"
    if anchor.kind in ("occasion", "thisyear") or part_of_name(left):
        return capital
    return capital or left.endswith(",") or anchor.kind in CELLS or dated(text, anchor)


def dated(text: str, anchor: Anchor) -> bool:
    """Whether a time without a cue names its year and is no part of a name: "rustas upp 2023", "byggs hösten 2020"."""
    left, right = text[: anchor.start], text[anchor.end :]
    if anchor.year is None or part_of_name(left):
        return False
    if re.search(r"[^.!?:]\s[A-ZÅÄÖ]\w*\s*$", left) or not re.search(r"[\w,]\s+$", left):
        return False
    if anchor.kind in ("season", "term", "half", "quarter"):
        return True
    ends = re.match(r"\s*(?:$|[.!?](?:\s|$))", right)
    date = anchor.kind in ("date", "month") and (ends or re.match(r"\s+(?:och|samt|kl)\b", right))
    year = anchor.kind == "year" and (ends or re.match(r",\s|\s+(?:och|samt|varav)\b", right))
    return bool(date or year)


def part_of_name(left: str) -> bool:
    """Whether the words in front of a time make it part of a name or of another time: "enkäten 2019", "sedan 2016"."""
    return bool(re.search(rf"\b(?:{load_toml('calendar')['names']['before']})\s*$", left, re.I))


def to_deadline(match: Match, text: str, validity: Span) -> Deadline:
    """Resolve a match within a validity."""
    span, value = UNKNOWN, match.timex
    if match.first and match.last and match.first is not match.last:
        span, value = resolve_pair(match.first, match.last, validity)
    elif match.type == "period" and match.first:
        whole = resolve(match.first, validity, prefer_first=match.last is None)
        span = whole if match.last else Span(whole.start, None)
        value = timex(match.first, whole)
    elif match.last:
        whole = resolve(match.last, validity)
        span = Span(None, day_before(whole.start) if match.exclusive else whole.end)
        value = timex(match.last, whole)
    start, end = span.iso()
    cue = None
    if match.cue_end > match.start:
        cue = Cue(text[match.start : match.cue_end].strip(), match.start, match.cue_end)
    surface = text[match.start : match.end]
    return Deadline(surface, match.start, match.end, match.type, start, end, value, match.rrule, cue)


def resolve_pair(first: Anchor, last: Anchor, validity: Span) -> tuple[Span, str | None]:
    """The period between two times; a year that stands on one of them alone holds for both."""
    if first.year is None and last.year is not None:
        start = resolve(with_year(first, last.year), validity).start
        end = resolve(last, validity).end
        if start and end and start > end:
            start = resolve(with_year(first, last.year - 1), validity).start
    else:
        start, end = resolve(first, validity).start, resolve(last, validity).end
    if start and end and start > end:
        return UNKNOWN, None
    span = Span(start, end)
    return span, f"{start.isoformat()}/{end.isoformat()}" if start and end else None


def with_year(anchor: Anchor, year: int) -> Anchor:
    """The anchor in a given year."""
    return replace(anchor, year=year)
