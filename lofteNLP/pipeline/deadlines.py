"""Deadlines, periods and recurrences: the time expressions that bound when a pledge is to be done.

The cue in front of a calendar time decides what it bounds ("senast", "från och med", "under"); a recurrence has a pattern of
its own ("varje fredag", "första onsdagen i månaden").  Nothing is guessed: an end that the text and the validity do not give
stays None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from lofteNLP.pipeline.anchors import find_anchors
from lofteNLP.pipeline.calendar import UNKNOWN, Anchor, Span, day_before, resolve, timex
from lofteNLP.pipeline.lexicon import load_toml
from lofteNLP.pipeline.numerals import find_numbers, word_pattern
from lofteNLP.schema import Cue, Deadline, DeadlineType


@dataclass(frozen=True, slots=True)
class Match:
    """A time expression before it is resolved."""

    start: int
    end: int
    type: DeadlineType
    first: Anchor | None = None
    last: Anchor | None = None
    exclusive: bool = False
    timex: str | None = None
    rrule: str | None = None
    cue_end: int = 0


@cache
def cue_patterns() -> dict[str, re.Pattern[str]]:
    """Cues, to be matched so that they end where a calendar time begins."""
    cues = load_toml("calendar")["cues"]
    day = rf"(?:(?:{'|'.join(load_toml('calendar')['weekdays'])})(?:en)?\s+)?(?:den\s+|i\s+|under\s+|år\s+)?"
    return {name: re.compile(rf"(?<![\w-])({pattern})\s*{day}$", re.I) for name, pattern in cues.items()}


@cache
def recurrence_patterns() -> list[tuple[re.Pattern[str], str]]:
    """Patterns of recurrences, each with the name of its maker."""
    table = load_toml("calendar")
    weekdays = "|".join(table["weekdays"])
    each, every, per = table["recurrence"]["each"], table["recurrence"]["all"], table["recurrence"]["per"]
    plural = "|".join(row["every"] for row in table["seasons"].values())
    months = "|".join(sorted(table["months"], key=len, reverse=True))
    ordinal = "|".join(load_toml("numerals")["ordinals"])
    coordinated = rf"(?:\w+-\s+och\s+)?\w*?(?:{weekdays}|{each})(?:e?n|s)?(?:s?kväll|s?natt)?(?:\s+och\s+(?:varje\s+)?\w*(?:{weekdays}|{each}))?"
    tail = rf"(?:,?\s+(?:i|under)\s+(?:{months})(?:\s+(?:och|till|–|-)\s+(?:{months}))?|,?\s+(?:från\s+)?(?:{months})\s+till\s+(?:{months}))?"
    lead = r"(?:(?:vid|under|inför|i samband med|på)\s+)?"
    yearly = r"(?:varje\s+år|årligen)"
    rules = [
        (rf"\b{lead}varje\s+(?!(?:{per})\b)(?:[A-ZÅÄÖ]\w+s\s+)?{coordinated}(?!\w){tail}", "each"),
        (rf"\bvarje\s+år\s+(?:i|under|på|vid|inför)\s+(?:{months}|\w+en\b|\w+et\b|\w+start\b)", "yearly"),
        (rf"\b(?:(?:den\s+)?(?:{ordinal}|sista)\s+(?:{weekdays})en\s+)?(?:i\s+|under\s+)?(?:{months}),?\s+{yearly}", "yearly"),
        (rf"\bunder\s+(?:{table['occasions']['one']})\s+{yearly}", "yearly"),
        (rf"\b{lead}(?:varannan|vartannat)\s+(?:{weekdays}|vecka|månad|dag|år|helg|kväll|termin|kvartal|\w*(?:kväll|helg))\b", "other"),
        (rf"\b(?:var|vart)\s+(?:{ordinal})\s+(?:{weekdays}|vecka|månad|dag|år|helg|natt|kväll|termin)\b", "nth"),
        (rf"\b{lead}(?:alla|samtliga)\s+(?:\w+-\s+och\s+)?\w*?(?:(?:{weekdays})ar(?:na)?|{every})(?!\w){tail}", "all"),
        (rf"\b(?:den\s+)?(?:{ordinal}|sista)\s+(?:{weekdays})en\s+(?:i\s+)?(?:varje\s+|var\s+)?(?:månad(?:en)?|kvartal(?:et)?|termin(?:en)?)\b", "monthly"),
        (rf"\b(?:om|på|under)\s+(?:{plural})(?!\w)(?:\s+och\s+(?:{plural}))?", "seasons"),
        (rf"\b(?:under|vid|på|i\s+samband\s+med|kring|inför)\s+(?:{table['occasions']['every']}|skolornas\s+start(?:\s+i\s+(?:{months}))?)(?![\w-])", "occasion"),
    ]
    return [(re.compile(pattern, re.I), name) for pattern, name in rules]


@cache
def duration_pattern() -> re.Pattern[str]:
    """inom 24 timmar, inom ett dygn, senast tre dagar efter händelsen."""
    unit = r"(timm\w+|dygn|minuter|\w*dagar?|\w*dag|veck\w+|månad\w*|år)"
    simple = rf"(?:\d+|{word_pattern()}|några|ett par)"
    after = r"(?:\s+(?:från|efter)\s+(?!det\b|att\b)\w+)?(?=[\s,.;)]|$)"
    return re.compile(rf"\b(?:inom|senast|på mindre än)\s+(?:högst\s+|max\s+)?({simple})\s+(?:\w+a\s+)?{unit}\b{after}", re.I)


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
    return [to_deadline(match, text, validity) for match in find_matches(text)]


def find_matches(text: str) -> list[Match]:
    """Every time expression of a text, unresolved; recurrences first, then durations, then calendar times."""
    matches: list[Match] = []
    taken = bytearray(len(text))
    for finder in (recurrences, durations, calendar_times):
        for match in finder(text):
            if not any(taken[match.start : match.end]):
                taken[match.start : match.end] = b"\1" * (match.end - match.start)
                matches.append(match)
    return sorted(matches, key=lambda match: match.start)


def recurrences(text: str) -> Iterator[Match]:
    """varje fredag, varannan vecka, alla lovfredagar, om vårarna, vid skolstart."""
    for pattern, name in recurrence_patterns():
        for match in pattern.finditer(text):
            value, rule = recurrence_values(match.group(0).lower(), name)
            yield Match(match.start(), match.end(), "recurrence", timex=value, rrule=rule)


def recurrence_values(text: str, name: str) -> tuple[str | None, str | None]:
    """TIMEX3 value and RFC 5545 rule of a recurrence, where they can say the same.

    Examples
    --------
    >>> recurrence_values("varje fredag", "each"), recurrence_values("varannan vecka", "other")
    (('XXXX-WXX-5', 'FREQ=WEEKLY;BYDAY=FR'), ('P2W', 'FREQ=WEEKLY;INTERVAL=2'))
    """
    table = load_toml("calendar")
    ordinals = load_toml("numerals")["ordinals"]
    days = [code for word, code in table["weekdays"].items() if re.search(rf"\b\w*{word}|\b{word}s-", text)]
    codes = list(table["weekdays"].values())
    step = 2 if re.search(r"\bvar(?:annan|tannat)\b", text) else next((n for word, n in ordinals.items() if f" {word} " in text), 1)
    if name == "monthly":
        rank = -1 if "sista" in text else step
        return f"XXXX-XX-WXX-{codes.index(days[0]) + 1}", f"FREQ=MONTHLY;BYDAY={rank}{days[0]}"
    if days:
        interval = f";INTERVAL={step}" if step > 1 else ""
        return f"XXXX-WXX-{codes.index(days[0]) + 1}", f"FREQ=WEEKLY{interval};BYDAY={','.join(days)}" + by_month(text)
    for word, letter, frequency in (("vecka", "W", "WEEKLY"), ("månad", "M", "MONTHLY"), ("dag", "D", "DAILY"), ("år", "Y", "YEARLY")):
        if name in ("other", "nth") and text.endswith(word):
            return f"P{step}{letter}", f"FREQ={frequency};INTERVAL={step}"
    for row in table["seasons"].values():
        if re.search(rf"\b(?:{row['every']})\b|\bvarje\s+(?:{row['one']})\b", text):
            return f"XXXX-{row['timex']}", None
    if re.search(r"helg", text):
        return "XXXX-WXX-WE", "FREQ=WEEKLY;BYDAY=SA,SU" if re.fullmatch(r"(?:varje helg|alla helger)", text) else None
    return None, None


def by_month(text: str) -> str:
    """The BYMONTH part of a rule: "i juni och augusti", "från april till september"."""
    months = [load_toml("calendar")["months"][word] for word in re.findall(r"\w+", text) if word in load_toml("calendar")["months"]]
    if len(months) == 2 and " till " in text and months[0] < months[1]:
        months = list(range(months[0], months[1] + 1))
    return f";BYMONTH={','.join(map(str, months))}" if months else ""


def durations(text: str) -> Iterator[Match]:
    """inom 24 timmar, inom en vecka efter anmälan: a limit from an event, with no dates of its own."""
    for match in duration_pattern().finditer(text):
        if match.group(0).lower().startswith("senast") and not re.search(r"efter", text[match.start() : match.end() + 7]):
            continue
        numbers = find_numbers(match.group(1))
        count = int(numbers[0].value) if numbers else 1
        unit = match.group(2).lower()
        letters = {"timm": "PT%dH", "minu": "PT%dM", "veck": "P%dW", "måna": "P%dM", "år": "P%dY"}
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
        spelled_out = following and anchor.kind == "occasion" and text[anchor.end : following.start] in (" (", " från ")
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
    joined = re.fullmatch(r"\s*(?:[-–—]{1,2}|till|till och med|t\.?\s?o\.?\s?m\.?|tom|fram till(?: och med)?)\s*(?:den\s)?", between)
    before = text[: first.start]
    cue = cue_patterns()["between"].search(before)
    if re.fullmatch(r"\s+och\s+(?:den\s)?", between):
        months = first.kind == last.kind == "month" and last.first == (first.first or 0) + 1
        whole = replace(first, end=last.end)
        if re.search(r"\bmellan\s+(?:den\s)?$", before, re.I) or (months and (cue or bare(text, whole))):
            return Match(cue.start() if cue else first.start, last.end, "period", first, last, cue_end=first.start if cue else 0)
    if not joined or first.kind == "occasion" or last.kind == "occasion":
        return None
    season = re.search(rf"\bunder\s+(?:{load_toml('calendar')['occasions']['one']})\s+$", text[: cue.start()], re.I) if cue else None
    start = season.start() if season else cue.start() if cue else opening_parenthesis(text, first, last)
    end = last.end + (1 if start < first.start and text[last.end : last.end + 1] == ")" and "(" in text[start : first.start] else 0)
    return Match(start, end, "period", first, last, cue_end=first.start if cue else start)


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
    for name in ("from", "before", "period"):
        cue = cue_patterns()[name].search(before)
        if cue and (match := with_cue(name, cue, anchor)):
            return match
    if text[anchor.start : anchor.end].lower() == "i år":
        return Match(anchor.start, anchor.end, "period", anchor, anchor)
    if bare(text, anchor) and anchor.kind != "validity":
        return Match(anchor.start, anchor.end, "period", anchor, anchor)
    return None


def with_cue(name: str, cue: re.Match[str], anchor: Anchor) -> Match | None:
    """What a time and its cue say; None where the cue does not go with that kind of time."""
    word = cue.group(1).strip().lower()
    span = cue.start(), anchor.end
    if name == "from":
        return Match(*span, "period", first=anchor, cue_end=cue.end(1)) if anchor.kind != "occasion" else None
    if name == "before":
        if word == "till" and anchor.kind not in ("date", "turn", "midyear", "occasion"):
            return None
        if word == "vid" and anchor.kind not in ("turn", "midyear"):
            return None
        exclusive = bool(re.search(load_toml("calendar")["cues"]["exclusive"], word)) and "av" not in word.split()
        exclusive = exclusive and not anchor.closing
        return Match(*span, "deadline", last=anchor, exclusive=exclusive or anchor.opening, cue_end=cue.end(1))
    plain = {"i": ("month", "half", "quarter"), "på": ("season", "term"), "om": (), "hela": ("year", "season", "month", "thisyear")}
    if word in plain and anchor.kind not in plain[word]:
        return None
    return Match(*span, "period", anchor, anchor, cue_end=cue.end(1))


def bare(text: str, anchor: Anchor) -> bool:
    """Whether a time stands on its own: in parentheses, as a cell, last behind a comma, or as "hösten 2019" at the end."""
    left, right = text[: anchor.start].rstrip(), text[anchor.end :].strip()
    if left.endswith("(") and right.startswith(")"):
        return True
    if right.strip(" ."):
        return False
    capital = text[anchor.start].isupper() or not left or left[-1] in ";:.\t–"
    if anchor.kind in ("occasion", "thisyear"):
        return capital
    return capital or left.endswith(",") or anchor.kind in ("season", "term", "half", "quarter", "week")


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
    cue = Cue(text[match.start : match.cue_end].strip(), match.start, match.cue_end) if match.cue_end > match.start else None
    return Deadline(text[match.start : match.end], match.start, match.end, match.type, start, end, value, match.rrule, cue)


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
