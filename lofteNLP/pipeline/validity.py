"""How long a document's pledges hold: the one period among the many times that a page names.

Each time is weighed by the words around it, and the kind of place that tells most decides: a sentence that says how
long the pledge holds, then headings that open pledges, then years beside the word for pledge, and last what a
follow-up looks back on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from lofteNLP.pipeline.anchors import find_anchors
from lofteNLP.pipeline.calendar import UNKNOWN, Span
from lofteNLP.pipeline.lexicon import load_toml
from lofteNLP.pipeline.periods import Period, cover, find_periods, mend
from lofteNLP.pledges.zones import zone_of

ITEM = re.compile(r"(?:[•▪·*○◦\uf0b7–−-]|o+(?=\s)|l\s?\.|\d{1,2}\s?[.)](?!\d)|[a-zåäö]\))\s*(?=\S)")
SENTENCE_END = re.compile(r"(?<=[a-zåäö0-9)”\"])[.!?]\s+(?=[A-ZÅÄÖ”\"–])")
ABBREVIATED = re.compile(r"\b(?:kl|nr|s|ca|bl\.?\s?a|t\.?\s?ex|m\.?\s?fl|dnr|st|resp)$", re.I)
INTRODUCED = re.compile(r"(?:\W|från|\d|mellan|under|tiden|perioden|för|och med|den|år(?:en|et)?)*", re.I)
FOR = re.compile(
    r"\b(?:under|för|åren?|genomföras)\s+(?:(?:hela|år(?:en|et)?|de|kommande|verksamhetsåren|kalenderåret)\s+)*$", re.I
)
# "löfte Ale 2020", "löften för invånarna i Ale kommun 2020"; before a preposition any words: "löftet som ges för 2020"
PLEDGE_OF = re.compile(
    r"löft\w*(?:\s+(?:för|i|till|mellan|med|och|av|på|kring)|\s+(?-i:[A-ZÅÄÖ])[\w-]*"
    r"|\s+(?:polis|kommun|stad|invånar|medborgar|boende)\w*|,|\s?[:–-])*\s+$"
    r"|löft\w*(?:\s+\w+){0,4}?,?\s+(?:för|under|avseende|gällande|år|åren|som)\s+(?:åren?\s+|under\s+|hela\s+)*$",
    re.I,
)
BRACKET = re.compile(r"(?:löfte|åtagande|överenskommelse)\w*\s\($", re.I)
HUNGRY = re.compile(
    r"(?:[,–-]|\b(?:den|till|med|från|och|av|i|för|under|åren?|perioden|\d{1,2}\.?"
    r"|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december))$"
)  # what stands before a date at a line's end
FILE = re.compile(r"\b(?:pdf|docx?)\b|\b[MGk]B\b", re.I)


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or a heading, with the zone of the page that it stands in."""

    text: str
    heading: bool
    item: bool
    zone: str
    section: int


@dataclass(frozen=True, slots=True)
class Found:
    """A period and how sure its place makes it.

    Ranks: 0 and 1 days that a sentence or an introduction tells, 2 to 4 one end or years that a sentence tells, 5 and 6
    years beside the word for pledge, 7 what is promised for a year, 8 what a follow-up looks back on, 9 and 10 asides.
    """

    rank: int
    period: Period
    section: int

    @property
    def span(self) -> Span:
        """The days of its period."""
        return self.period.span


def find_validity(text: str, headings: Sequence[str], published: str | None = None) -> Span:
    """The period that a document's pledges hold for.

    A sentence that says so ("gäller från … till och med …") comes first, then the years of headings that open pledges,
    then years beside the word for pledge.  Several periods run from the first start to the last end.

    Parameters
    ----------
    text : str
        The document's text.
    headings : sequence of str
        Its headings, follow-up headings included.
    published : str or None
        ISO date of publication, for "årets medborgarlöfte" and days without a year.

    Examples
    --------
    >>> find_validity("Löftet gäller från den 1 mars 2020 till och med den 28 februari 2022.", []).iso()
    ('2020-03-01', '2022-02-28')
    >>> find_validity("I en enkät hösten 2019 svarade 400 personer.", []).iso()
    (None, None)
    """
    issued = int(published[:4]) if published else None
    units = list(find_units(mend(text), [fold(mend(heading)) for heading in headings]))
    opening = [(unit, span) for unit in units if unit.heading and (span := section_period(unit.text))]
    found = sorted((row for unit in units for row in weigh(unit, opening, issued)), key=lambda row: row.rank)
    periods = [narrowed(unit.section, span, found) for unit, span in opening]
    if len({span.iso() for span in periods}) > 1:
        return cover(periods)
    if found and found[0].rank <= 3:
        return completed(found[0].period, periods, found)
    if periods:
        return periods[0]
    if found:
        return found[0].span
    return this_year(text, issued)


@lru_cache(maxsize=1024)
def section_period(heading: str) -> Span | None:
    """The period in a heading that opens pledges; None for other headings.

    Examples
    --------
    >>> section_period("Medborgarlöfte 2020–2021").iso()
    ('2020-01-01', '2021-12-31')
    >>> section_period("Uppföljning av medborgarlöfte 2019") is None
    True
    """
    heading = mend(fold(heading))
    if (
        len(heading) > 160
        or FILE.search(heading)
        or words("followup").search(heading)
        or words("aside").search(heading)
    ):
        return None
    periods = find_periods(heading)
    if not periods or not (words("opens").search(heading) or is_bare(heading)):
        return None
    if rejected(heading, periods[0]) or (len(heading) > 60 and heading.endswith(".")):
        return None
    if re.search(r"\b(?:i|senast|till)\s+(?:den\s+)?$", heading[: periods[0].start], re.I):
        return None
    return cover([period.span for period in periods if period.exact == periods[0].exact])


def is_bare(heading: str) -> bool:
    """Whether a heading is a year or a period and nothing else."""
    anchors = find_anchors(heading)
    if not anchors or (len(anchors) == 1 and anchors[0].kind != "year"):
        return False
    rest = "".join(heading[a.end : b.start] for a, b in zip([None, *anchors], [*anchors, None], strict=True) if a and b)
    outside = heading[: anchors[0].start] + heading[anchors[-1].end :]
    return INTRODUCED.fullmatch(outside) is not None and len(rest) < 30


@cache
def words(name: str) -> re.Pattern[str]:
    """The words of one list of the table of validity."""
    entry = load_toml("validity")[name]
    return re.compile(rf"(?<!\w)(?:{entry if isinstance(entry, str) else '|'.join(entry)})(?!\w)", re.I)


def fold(text: str) -> str:
    """A text with its white space folded."""
    return " ".join(text.split())


def find_units(text: str, headings: Sequence[str]) -> Iterator[Unit]:
    """Cut a mended text into headings and sentences, wrapped lines joined."""
    known = frozenset(headings)
    lines = [fold(line) for line in text.split("\n")]
    zone, section, index = "", 0, 0
    while index < len(lines):
        count = heading_length(lines, index, known)
        if count:
            heading = fold(" ".join(lines[index : index + count]))
            zone, section = zone_of(heading), section + 1
            yield Unit(heading, True, False, zone, section)
            index += count
            continue
        first, parts = index, [lines[index]]
        index += 1
        while index < len(lines) and not heading_length(lines, index, known) and goes_on(parts[-1], lines[index]):
            parts.append(lines[index])
            index += 1
        item = ITEM.match(lines[first])
        for sentence in sentences(" ".join(parts)[item.end() if item else 0 :]):
            yield Unit(sentence, False, bool(item), zone, section)


def heading_length(lines: Sequence[str], index: int, known: frozenset[str]) -> int:
    """The number of lines from one on that together are a heading; 0 for none."""
    joined = ""
    for count in range(1, 4):
        if index + count > len(lines) or not lines[index + count - 1]:
            return 0
        joined = fold(f"{joined} {lines[index + count - 1]}")
        if joined in known:
            return count
    return 0


def goes_on(before: str, line: str) -> bool:
    """Whether a line goes on with the sentence of the line before it."""
    if not before or not line or ITEM.match(line) or re.search(r"[.!?:]$", before):
        return False
    return line[0].islower() or len(before) > 45 or (line[0].isdigit() and HUNGRY.search(before) is not None)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a paragraph; an abbreviation ends none."""
    start = 0
    for match in SENTENCE_END.finditer(text):
        if not ABBREVIATED.search(text[start : match.start()]):
            yield text[start : match.start() + 1]
            start = match.end()
    if text[start:].strip():
        yield text[start:]


def weigh(unit: Unit, opening: Sequence[tuple[Unit, Span]], issued: int | None) -> Iterator[Found]:
    """The periods of a sentence that may be the pledges', each with its rank."""
    if len(unit.text) > 600:
        return
    around = next((span for head, span in opening if head.section == unit.section), None)
    year = around.start.year if around and around.start else issued
    for period in find_periods(unit.text, year):
        rank = heading_rank(unit, period) if unit.heading else sentence_rank(unit, period)
        if rank is not None:
            yield Found(rank, period, unit.section)


def sentence_rank(unit: Unit, period: Period) -> int | None:
    """How sure a sentence makes one of its periods; None where the period is not the pledges'."""
    text = unit.text
    before, behind = text[: period.start], text[period.end :]
    if len(find_anchors(before)) > 3 or words("coming").search(before):
        return None
    if (held := words("held").search(before)) and not words("former").search(before):
        return 8 if speaks_of_pledge(before, held) else None
    if rejected(text, period):
        return None
    holds = list(words("holds").finditer(before))
    if not holds and INTRODUCED.fullmatch(before):
        holds = list(words("holds").finditer(behind[:30]))
    if not holds and words("coming").search(behind):
        return None
    subject = words("pledge").search(before) is not None
    spoken = [cue for cue in holds if speaks_of_pledge(before, cue)] if not strange(before, subject) else []
    if spoken and (not unit.item or before[: spoken[0].start()].strip() == "" or subject):
        if unit.zone == "followup" and not subject and before.strip() and not period.exact:
            return None
        return (0 if period.settled else 2) if period.exact else (3 if period.settled else 4)
    if unit.item or unit.zone in ("followup", "problem", "wish"):
        return None
    if period.exact and period.settled and INTRODUCED.fullmatch(before + behind):
        return 1
    if period.exact and period.settled and words("promises").search(before + " " + behind[:40]) and introduces(text):
        return 1
    if period.exact:
        return None
    return year_rank(text, before, behind)


def year_rank(text: str, before: str, behind: str) -> int | None:
    """The rank of a year that no word says something holds for."""
    opened_by = FOR.search(before)
    if words("told").search(text):
        return 10 if opened_by and before[: opened_by.start()].endswith(("blev det", "blir det")) else None
    if (
        PLEDGE_OF.search(before)
        or BRACKET.search(before)
        or (behind.lstrip().lower().startswith(("medborgarlöfte", "löfte")))
    ):
        return 5
    if not opened_by:
        return None
    future = not opened_by.group().lower().startswith("under") or words("promises").search(text)
    if future and (re.match(r"\W*(?:\w+\W+){0,7}?\w*(?:löft|lova)", behind, re.I) or words("pledge").search(before)):
        return 6
    if re.search(r"(?:aktivitet|åtgärd|insats|punkt|enats|överens)", before, re.I):
        return 6
    if not words("promises").search(text):
        return None
    return 7 if opened_by.start() == 0 or introduces(text) else 9


def heading_rank(unit: Unit, period: Period) -> int | None:
    """How sure a heading makes a period, where it does not itself open pledges."""
    text, before = unit.text, unit.text[: period.start]
    if section_period(text) is not None:
        return None if not period.exact else 1
    named = words("pledge").search(text) is not None
    if words("ahead").search(before):
        return 5
    if words("followup").search(text):
        return 8 if named else None
    if FILE.search(text):
        return 9 if named and not words("aside").search(before) else None
    if words("aside").search(text) and not words("holds").search(before):
        return None
    if words("holds").search(before):
        return (0 if period.settled else 2) if period.exact else 3
    return 7 if unit.zone == "goal" or named else None


def rejected(text: str, period: Period) -> bool:
    """Whether the words in front of a period say that it is a survey's, a decision's or a former pledge's."""
    before = text[: period.start]
    if dated_by_other().search(before):
        ranged = period.exact and period.settled and period.span.start is not None
        opens = re.search(r"\b(?:från|före|senast)\s*(?:den )?$", before, re.I) and period.exact
        if not (ranged and re.search(r"\bfrån\b", before[-25:], re.I)):
            return not (opens and words("holds").search(before))
    return words("former").search(before) is not None or re.search(r"§\s?\d*\W*$", before) is not None


@cache
def dated_by_other() -> re.Pattern[str]:
    """Words in front of a time that is a survey's, a decision's or another document's."""
    between = r"\s*(?:i |för |av |från |den |år |under |hösten |våren |kommunstyrelsen )*$"
    return re.compile(words("not_before").pattern.removesuffix(r"(?!\w)") + between, re.I)


def strange(before: str, subject: bool) -> bool:
    """Whether what holds is something other than the pledge: an agreement of cooperation, a law, a survey."""
    other = list(words("others").finditer(before))
    if not other:
        return False
    pledges = [match for match in words("pledge").finditer(before) if not words("others").fullmatch(match.group())]
    if not pledges:
        return True
    return (
        pledges[-1].start() < other[-1].start() and words("holds").search(before, other[-1].end()) is None and subject
    )


def speaks_of_pledge(before: str, cue: re.Match[str]) -> bool:
    """Whether what holds can be the pledge: it, its paper or a pronoun stands in front of the verb, or nothing does."""
    if not words("verbs").fullmatch(cue.group()) or cue.string != before:
        return True
    subject = before[: cue.start()]
    if not subject.strip(" :–-•(") or words("subjects").search(subject):
        return True
    return re.search(rf"{words('pronouns').pattern}(?:\s+\w+)?\W*$", subject[-45:], re.I) is not None


def introduces(text: str) -> bool:
    """Whether a sentence leads to a list of pledges and is none itself."""
    return re.search(r"(?::|\batt|\bgenom|[^.!?])$", text.strip()) is not None


def narrowed(section: int, span: Span, found: Sequence[Found]) -> Span:
    """A heading's period as a sentence of its own section tells it to the day."""
    for row in found:
        if row.section == section and row.rank <= 1 and row.span.start and row.span.end and inside(row.span, span):
            return row.span
    return span


def inside(inner: Span, outer: Span) -> bool:
    """Whether a period lies within another."""
    first, last = outer.start or date.min, outer.end or date.max
    return (inner.start or first) >= first and (inner.end or last) <= last


def completed(period: Period, headings: Sequence[Span], found: Sequence[Found]) -> Span:
    """A period of which one end alone is told, with the other end from a heading that agrees with it."""
    if period.settled:
        return period.span
    for span in [*headings, *(row.span for row in found if row.rank in (5, 6))]:
        if inside(period.span, span):
            return Span(period.span.start or span.start, period.span.end or span.end)
    return period.span


def this_year(text: str, issued: int | None) -> Span:
    """The year of publication where the text speaks of this year's pledge."""
    if issued is None or not re.search(r"\bårets (?:medborgar)?löfte\w*", text, re.I):
        return UNKNOWN
    return Span(date(issued, 1, 1), date(issued, 12, 31))
