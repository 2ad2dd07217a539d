"""Recurrences: "varje fredag", "varannan vecka", "alla lovfredagar", "om vårarna", "vid skolstart"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lofteNLP.pipeline.calendar import Match
from lofteNLP.pipeline.guarded import Choice, Guarded
from lofteNLP.pipeline.lexicon import load_toml

FREQUENCIES = (
    ("vecka", "W", "WEEKLY"),
    ("månad", "M", "MONTHLY"),
    ("dag", "D", "DAILY"),
    ("år", "Y", "YEARLY"),
)


@cache
def recurrence_patterns() -> Choice[tuple[Guarded, str]]:
    """Patterns of recurrences, each with the name of its maker."""
    table = load_toml("calendar")
    weekdays = "|".join(table["weekdays"])
    each, every, per = table["recurrence"]["each"], table["recurrence"]["all"], table["recurrence"]["per"]
    plural = "|".join(row["every"] for row in table["seasons"].values())
    months = "|".join(sorted(table["months"], key=len, reverse=True))
    ordinal = "|".join(load_toml("numerals")["ordinals"])
    day = rf"(?:{weekdays}|{each})"
    coordinated = rf"(?:\w+-\s+och\s+)?\w*?{day}(?:e?n|s)?(?:s?kväll|s?natt)?(?:\s+och\s+(?:varje\s+)?\w*{day})?"
    tail = (
        rf"(?:,?\s+(?:i|under)\s+(?:{months})(?:\s+(?:och|till|–|-)\s+(?:{months}))?|"
        rf",?\s+(?:{months})\s+till\s+(?:{months}))?"
    )
    lead = r"(?:(?:vid|under|inför|i samband med|i anslutning till|på)\s+)?"
    yearly = r"(?:varje\s+år|årligen)"
    from_day = rf"(?:den\s+)?(?:\d{{1,2}}\s+)?(?:{months})"
    second = rf"(?:{weekdays}|vecka|månad|dag|år|helg|kväll|termin|kvartal|\w*(?:kväll|helg))"
    one, every_one = table["occasions"]["one"], table["occasions"]["every"]
    rules = [
        (rf"\b{lead}varje\s+(?!(?:{per})\b)(?:[A-ZÅÄÖ]\w+s\s+)?{coordinated}(?!\w){tail}", "each"),
        (rf"\b(?:från\s+)?{from_day}\s*(?:till|–|-)\s*{from_day}\s+{yearly}", "range"),
        (rf"\bvarje\s+år\s+(?:i|under|på|vid|inför)\s+(?:{months}|\w+en\b|\w+et\b|\w+start\b)", "yearly"),
        (
            rf"\b(?:(?:den\s+)?(?:{ordinal}|sista)\s+(?:{weekdays})en\s+)?(?:i\s+|under\s+)?(?:{months}),?\s+{yearly}",
            "yearly",
        ),
        (rf"\bunder\s+(?:{one})\s+{yearly}", "yearly"),
        (rf"\b{lead}(?:varannan|vartannat)\s+{second}\b", "other"),
        (rf"\b(?:var|vart)\s+(?:{ordinal})\s+(?:{weekdays}|vecka|månad|dag|år|helg|natt|kväll|termin)\b", "nth"),
        (
            rf"\b{lead}(?:alla|samtliga)\s+(?:\w+-\s+och\s+)?\w*?(?:(?:{weekdays})ar(?:na)?|{every})(?!\w){tail}",
            "all",
        ),
        (
            rf"\b(?:den\s+)?(?:{ordinal}|sista)\s+(?:{weekdays})en\s+(?:i\s+)?(?:varje\s+|var\s+)?"
            r"(?:månad(?:en)?|kvartal(?:et)?|termin(?:en)?)\b",
            "monthly",
        ),
        (rf"\b(?:om|på|under)\s+(?:{plural})(?!\w)(?:\s+och\s+(?:{plural}))?", "seasons"),
        (
            r"\b(?:under|vid|på|i\s+samband\s+med|i\s+anslutning\s+till|kring|inför)\s+"
            rf"(?:{every_one}|skolornas\s+start(?:\s+i\s+(?:{months}))?)(?![\w-])",
            "occasion",
        ),
    ]
    return Choice([(Guarded(pattern, re.I), name) for pattern, name in rules], lambda row: row[0])


def recurrences(text: str) -> Iterator[Match]:
    """varje fredag, varannan vecka, alla lovfredagar, om vårarna, vid skolstart."""
    for pattern, name in recurrence_patterns().of(text):
        for match in pattern.compiled.finditer(text):
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
    if name == "yearly" and not re.search(r"dagen\b", text):
        months = by_month(text)
        return (f"XXXX-{int(months[9:]):02d}", "FREQ=YEARLY" + months) if months and "," not in months else (None, None)
    days = [code for word, code in table["weekdays"].items() if re.search(rf"\b\w*{word}|\b{word}s-", text)]
    codes = list(table["weekdays"].values())
    second = re.search(r"\bvar(?:annan|tannat)\b", text)
    step = 2 if second else next((n for word, n in ordinals.items() if f" {word} " in text), 1)
    if name == "monthly":
        rank = -1 if "sista" in text else step
        return f"XXXX-XX-WXX-{codes.index(days[0]) + 1}", f"FREQ=MONTHLY;BYDAY={rank}{days[0]}"
    if days:
        interval = f";INTERVAL={step}" if step > 1 else ""
        return f"XXXX-WXX-{codes.index(days[0]) + 1}", f"FREQ=WEEKLY{interval};BYDAY={','.join(days)}" + by_month(text)
    for word, letter, frequency in FREQUENCIES:
        if name in ("other", "nth") and text.endswith(word):
            return f"P{step}{letter}", f"FREQ={frequency};INTERVAL={step}"
    for row in table["seasons"].values():
        if re.search(rf"\b(?:{row['every']})\b|\bvarje\s+(?:{row['one']})\b", text):
            return f"XXXX-{row['timex']}", None
    if "helg" in text:
        return "XXXX-WXX-WE", "FREQ=WEEKLY;BYDAY=SA,SU" if re.fullmatch(r"(?:varje helg|alla helger)", text) else None
    return None, None


def by_month(text: str) -> str:
    """The BYMONTH part of a rule: "i juni och augusti", "från april till september"."""
    table = load_toml("calendar")["months"]
    months = [table[word] for word in re.findall(r"\w+", text) if word in table]
    if len(months) == 2 and " till " in text and months[0] < months[1]:
        months = list(range(months[0], months[1] + 1))
    return f";BYMONTH={','.join(map(str, months))}" if months else ""
