"""What a document says of itself: its municipalities, police area and validity.

Read with the same calendar grammar as the pledges' deadlines, hence in this folder.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache

from lofteNLP.documents.municipalities import by_code, districts, names
from lofteNLP.pipeline.anchors import find_anchors
from lofteNLP.pipeline.calendar import UNKNOWN, Anchor, Span, span_in_year
from lofteNLP.schema import Kommun

YEAR = r"(?:19|20)\d\d"
HOLDS = re.compile(
    r"\b(?:gäll(?:er|a|ande)|giltig\w*|löp(?:er|tid\w*)|löftes(?:period\w*|tid\w*)|avtals(?:period\w*|tid\w*)|giltighet\w*|tidsperiod\w*|period\w*|avser|för tiden|"
    r"under tiden|verksamhetsår\w*|omfattar|utlovas|sträcker sig|träder i kraft|tecknat|tecknats|lovar|lovat|\w*löfte\w*|överenskommelse\w*)\b",
    re.I,
)
STRONG = re.compile(
    r"\b(?:gäll(?:er|a|ande)\b(?! tills)|giltig\w*|löper|löptid\w*|löftes(?:period\w*|tid\w*)|avtals(?:period\w*|tid\w*)|giltighet\w*|för tiden|under tiden|under perioden|utlovas|"
    r"träder i kraft|tidsperiod|verksamhetsår\w*)",
    re.I,
)
OTHER_TIME = re.compile(
    r"\b(?:uppfölj\w*|följs upp|utvärder\w*|mätning\w*|undersökning\w*|enkät\w*|statistik|anmäl\w*|uppdatera\w*|publicera\w*|ändra\w*|granska\w*|beslut\w*|antog\w*|antagen|"
    r"diarie\w*|dnr|undertecknades|ersätter|tidigare|förra|sedan|inför (?:19|20)\d\d|infördes|tills nya|revider\w*|skrivs om|redovis\w*|jämför\w*|resultat\w*|§)\b",
    re.I,
)
PLEDGE_HEADING = re.compile(rf"(?:medborgarlöft\w*|löfte\w*|områden|handlingsplan|aktivitet\w*|åtgärd\w*|åtagande\w*|överenskommelse)\b.*?{YEAR}", re.I)
GENERIC = frozenset("centrum norr söder väster öster nordost city innerstaden norra södra hamnen".split())  # districts whose names say nothing
PARTY = re.compile(r"\b(?:lovar|enats|överens|tecknat|undertecknat|avge\w*|avger|står (?:tillsammans )?bakom|åtar|parter|mellan|samverka\w*|gemensam\w*|löfte\w*|medborgarlöfte\w*)\b", re.I)
AREA = re.compile(
    r"\b(?:[Ll]okalpolisområde(?:t)?|LPO|[Pp]olisområde)\s+((?:(?:[Nn]orra|[Ss]ödra|[Öö]stra|[Vv]ästra|[Mm]ellersta)\s+)?[A-ZÅÄÖ][\w-]+(?:(?:\s?[-–/]\s?|\s(?=[A-ZÅÄÖ]))[A-ZÅÄÖ][\w-]+)*)"
)


def find_validity(text: str, headings: Sequence[str], published: str | None = None) -> Span:
    """The period that a document's pledges hold for.

    A sentence that says so ("gäller från … till och med …") comes first, then the years of headings that open pledges, then
    years beside the word for pledge.  Several periods run from the first start to the last end.

    Parameters
    ----------
    text : str
        The document's text.
    headings : sequence of str
        Its headings, follow-up headings included.
    published : str or None
        ISO date of publication, for "årets medborgarlöfte".

    Examples
    --------
    >>> find_validity("Löftet gäller från den 1 mars 2020 till och med den 28 februari 2022.", []).iso()
    ('2020-03-01', '2022-02-28')
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    issued = int(published[:4]) if published else None
    stated = [span for line in sentence_stretches(text) if (span := stated_period(line, issued))]
    pledge_years = [span for heading in headings if (span := heading_period(heading))]
    if stated and not (len(pledge_years) > 1 and len({s.iso() for s in pledge_years}) > 1):
        return stated[0]
    if pledge_years:
        return cover(pledge_years)
    for line in lines[:40]:
        if HOLDS.search(line) and not OTHER_TIME.search(line):
            years = [a for a in find_anchors(line) if a.kind == "year" and a.year]
            if years:
                return cover([span_in_year(a, a.year or 0) for a in years[:1]])
    year = this_year(text, published)
    return year if year is not UNKNOWN else named_year(lines)


def named_year(lines: Sequence[str]) -> Span:
    """The year that stands beside the word for pledge in any line, a follow-up's title included."""
    for line in lines:
        if len(line) < 160 and re.search(r"löfte", line, re.I):
            years = [anchor.year for anchor in find_anchors(line) if anchor.year and anchor.kind in ("year", "tertial", "quarter", "half")]
            if years:
                return Span(date(years[0], 1, 1), date(years[0], 12, 31))
    return UNKNOWN


def find_published(text: str) -> str | None:
    """The date of publication that a page states, as ISO 8601.

    Examples
    --------
    >>> find_published("Publicerad: 14 februari 2017")
    '2017-02-14'
    """
    match = re.search(r"\bPublicera\w*\s?:?([^\n]{0,50})", text)
    dated = [a for a in find_anchors(match.group(1)) if a.kind == "date" and a.year] if match else []
    return ends(dated[0]).iso()[0] if dated else None


def sentence_stretches(text: str) -> list[str]:
    """The sentences of a text, lines joined where they are wrapped."""
    joined = re.sub(r"\n(?=[a-zåäö0-9])", " ", text)
    return [part for line in joined.split("\n") for part in re.split(r"(?<=[a-zåäö0-9)])[.!?]\s+(?=[A-ZÅÄÖ])", line) if part.strip()]


def stated_period(sentence: str, issued: int | None = None) -> Span | None:
    """The period that a sentence about validity states; None for other sentences."""
    cue = STRONG.search(sentence)
    if not cue or len(sentence) > 400:
        return None
    anchors = [a for a in find_anchors(sentence) if a.kind in ("date", "month", "year", "season", "term", "half") and a.start >= cue.start() - 60]
    if not anchors:
        return None
    dated = [a for a in anchors if a.kind != "year"]
    usable = dated if dated and any(a.year for a in dated) else [a for a in anchors if a.year]
    if not usable:
        return None
    first = usable[0]
    between = sentence[first.end : usable[1].start] if len(usable) > 1 else ""
    if len(usable) > 1 and re.fullmatch(r"\s*(?:[-–—]{1,2}|till|till och med|t\.?\s?o\.?\s?m\.?|tom|och (?:löper |gäller )?(?:till|till och med|upphör vid utgången av)|fram till|och upphör(?:.{0,25}))\s*(?:den\s|och med\s|utgången av\s)*", between):
        return two_ends(first, usable[1], issued)
    before = sentence[: first.start]
    if re.search(r"(?:t\.?o\.?m\.?|till och med|till|fram till|upphör)\s+(?:den\s)?$", before, re.I):
        return Span(None, ends(first).end)
    length = re.search(r"\b(?:i|under) (ett|två|tre|fyra) år\b", sentence)
    if length and first.kind == "date" and ends(first).start:
        start = ends(first).start
        years = {"ett": 1, "två": 2, "tre": 3, "fyra": 4}[length.group(1)]
        return Span(start, day_before_years_later(start, years)) if start else None
    if first.kind == "year":
        return None if OTHER_TIME.search(sentence[: first.start]) else ends(first)
    if re.search(r"(?:från|från och med|fr\.?o\.?m\.?|med start|börjar gälla|i kraft)\s+(?:den\s)?(?:\w+dagen\s)?(?:den\s)?$", before, re.I):
        return Span(ends(first).start, None)
    return None


def day_before_years_later(start: date, years: int) -> date:
    """The last day of a number of years from a day on."""
    from datetime import timedelta

    return date(start.year + years, start.month, min(start.day, 28) if start.month == 2 else start.day) - timedelta(days=1)


def two_ends(first: Anchor, last: Anchor, issued: int | None = None) -> Span:
    """The period between two times; without a year the first takes the year of publication, else the last one's."""
    year = first.year or issued or last.year
    start = span_in_year(first, year).start if year and first.valid else None
    end_year = last.year_last or last.year
    end = span_in_year(last, end_year if last.kind != "year" else last.year or 0).end if end_year and last.valid else None
    return Span(start, end)


def ends(anchor: Anchor) -> Span:
    """The dates of an anchor that has its own year."""
    return span_in_year(anchor, anchor.year) if anchor.year and anchor.valid else UNKNOWN


def heading_period(heading: str) -> Span | None:
    """The period in a heading that opens pledges ("Medborgarlöfte 2020–2021"); None for other headings."""
    if len(heading) > 160 or OTHER_TIME.search(heading):
        return None
    if not PLEDGE_HEADING.search(heading):
        return None
    anchors = [a for a in find_anchors(heading) if a.year]
    if len(anchors) > 1 and anchors[0].kind in ("date", "month"):
        return two_ends(anchors[0], anchors[1])
    if not anchors:
        return None
    return cover([span_in_year(a, a.year or 0) for a in anchors if a.kind == anchors[0].kind])


def cover(spans: Sequence[Span]) -> Span:
    """From the first start to the last end.

    Examples
    --------
    >>> cover([Span(date(2021, 1, 1), date(2022, 12, 31)), Span(date(2019, 1, 1), date(2019, 12, 31))]).iso()
    ('2019-01-01', '2022-12-31')
    """
    starts = [span.start for span in spans if span.start]
    lasts = [span.end for span in spans if span.end]
    return Span(min(starts) if starts else None, max(lasts) if lasts else None)


def this_year(text: str, published: str | None) -> Span:
    """The year of publication where the text speaks of this year's pledge."""
    if not re.search(r"\bårets (?:medborgar)?löfte\w*", text, re.I):
        return UNKNOWN
    year = int(published[:4]) if published else None
    return Span(date(year, 1, 1), date(year, 12, 31)) if year else UNKNOWN


@cache
def name_pattern() -> re.Pattern[str]:
    """A municipality's bare name or genitive."""
    forms = "|".join(sorted((re.escape(k.name) for k in by_code().values()), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])({forms})(s?)(?![\w-]|\s+(?:län|tingsrätt))")


@cache
def official_pattern() -> re.Pattern[str]:
    """A municipality named as such: "Ale kommun", "Kinda kommuns", "Malmö stad"."""
    forms = "|".join(sorted((re.escape(form) for form in names()), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])({forms})\s+(?:kommun(?:en|ens|s)?|stads?)(?!\w)", re.I)


@cache
def listed_pattern() -> re.Pattern[str]:
    """Several municipalities named together: "Ale, Lerums och Partille kommuner"."""
    forms = "|".join(sorted((re.escape(form) for form in names()), key=len, reverse=True))
    return re.compile(rf"((?:(?:{forms}),?\s+(?:och\s+)?)+)kommuner(?:na)?\b", re.I)


def find_municipalities(text: str, title: str | None, headings: Sequence[str]) -> list[Kommun]:
    """The municipalities that are parties, in the order of their codes' first mention.

    The page's title decides; others count where they are named among the parties.  A municipality named elsewhere (a left-over
    of a template, a neighbour in a comparison) does not.

    Examples
    --------
    >>> [k.code for k in find_municipalities("Kinda – medborgarlöften\\nPolisen och Kinda kommun lovar mer.", None, [])]
    ['0513']
    """
    lines = [line for line in text.split("\n") if line.strip()]
    titled = titles(lines, title, headings)
    official = [names()[m.group(1).lower()] for m in official_pattern().finditer(text)]
    listed = [names()[w.strip(",").lower()] for m in listed_pattern().finditer(text) for w in split_names(m.group(1))]
    parties = [
        names()[m.group(1).lower()]
        for sentence in sentence_stretches(text)
        if PARTY.search(sentence) and not re.search(r"\b(?:förutom|utöver|grann|jämför|liksom i|till skillnad)\w*\b", sentence)
        for m in official_pattern().finditer(sentence)
    ]
    counts = Counter(k.code for k in official)
    chosen = list(dict.fromkeys(titled + listed))
    if not chosen and official:
        best = counts.most_common(1)[0][0]
        chosen = [by_code()[best]]
    elif chosen:
        strong = [k for k in parties if counts[k.code] >= 2 or len(chosen) > 1]
        chosen = list(dict.fromkeys([*chosen, *(k for k in strong if k.code in {c.code for c in chosen} or counts[k.code] >= 2 * len(chosen) + 1)]))
    if not chosen:
        chosen = by_district(text)
    if not chosen:
        bare = Counter(m.group(1).lower() for m in name_pattern().finditer(strip_areas(text)))
        chosen = [names()[name] for name, _ in bare.most_common(1)]
    return chosen


def split_names(text: str) -> list[str]:
    """The names of a list, of one or two words each."""
    parts = [part.strip() for part in re.split(r",|\boch\b", text) if part.strip()]
    return [part for part in parts if part.lower() in names()]


def titles(lines: Sequence[str], title: str | None, headings: Sequence[str]) -> list[Kommun]:
    """Municipalities named in the page's title: its first telling lines."""
    first = [line for line in lines[:12] if re.search(r"medborgarlöft|löfte|trygg|handlingsplan|aktivitetsplan", line, re.I) and len(line) < 120]
    for line in [*([title] if title else []), *first, *headings[:4]]:
        found = [names()[m.group(1).lower()] for m in name_pattern().finditer(strip_areas(line))]
        official = [names()[m.group(1).lower()] for m in official_pattern().finditer(line)]
        district = by_district(line)
        if official or found or district:
            return list(dict.fromkeys(official or found or district))
    return []


def strip_areas(line: str) -> str:
    """A line without the names of police areas and counties in it."""
    return re.sub(r"\b(?:[Ll]okalpolisområde\w*|LPO|[Pp]olisområde\w*|region|län)\s+[A-ZÅÄÖ][\w-]+(?:[- ][A-ZÅÄÖ][\w-]+)?s?", " ", line)


def by_district(text: str) -> list[Kommun]:
    """The municipality of a city district that a text names."""
    found = [kommun for name, kommun in districts().items() if re.search(rf"(?<![\w-]){re.escape(name.title())}s?(?![\w-])", text) and name not in GENERIC]
    return list(dict.fromkeys(found))[:1]


def find_police_area(text: str) -> str | None:
    """The local police area that gives the pledge.

    Examples
    --------
    >>> find_police_area("Lokalpolisområde Norra Dalarna och Rättviks kommun har enats.")
    'Norra Dalarna'
    """
    match = AREA.search(text)
    return match.group(1) if match else None
