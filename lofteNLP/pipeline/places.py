"""Whose pledge a document is: its municipalities and its police area.

A page names more municipalities than those that give the pledge: neighbours, counties, courts, police areas called
after a town, names left over from a template.  The title decides, then lists of parties, then what is named most often.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from lofteNLP.documents.municipalities import by_code, districts, municipalities, names, telling_districts
from lofteNLP.openings import Openings
from lofteNLP.schema import Kommun

PARTY = re.compile(
    r"\b(?:lovar|enats|överens\w*|tecknat|undertecknat|skrivit|avge\w*|bakom|åtar|åtagit|part(?:er)?"
    r"|mellan|samverka\w*|gemensam\w*|tillsammans|\w*löfte\w*|förbinder)\b",
    re.I,
)
COMPARED = re.compile(
    r"\b(?:förutom|utöver|grann\w*|jämför\w*|liksom i|till skillnad|som i|exempelvis|förebild|lånat|hämtat)\b", re.I
)
TITLE_WORDS = re.compile(r"löfte|trygg|handlingsplan|aktivitetsplan|åtgärdsplan|överenskommelse", re.I)
AREA_WORD = r"(?:[Ll]okalpolisområde(?:t|ts|na)?|LOKALPOLISOMRÅDE|LPO|[Pp]olisområde(?:t)?)"
CARDINAL = r"(?:[Nn]orra|[Ss]ödra|[Öö]stra|[Vv]ästra|[Mm]ellersta|[Nn]ordvästra|[Ss]ydöstra|[Nn]ordöstra|[Ss]ydvästra)"
NAME = r"[A-ZÅÄÖ][\wÅÄÖåäö]*"
AREA_NAME = rf"((?:{CARDINAL}\s+)?{NAME}(?:(?:\s?[-–/]\s?|[ ](?=[A-ZÅÄÖ]))(?!LPO|Polis|Kommun){NAME})*)"
AREA = re.compile(rf"\b{AREA_WORD}\s+{AREA_NAME}")
NOT_PARTY = (  # what is called after a town
    r"\s+(?:län|tingsrätt|hovrätt|universitet|högskola|sjukhus|lasarett|flygplats|stift|polisområde|kontrakt|tidning"
    r"|posten|(?:tekniska|stora) |IF\b|IK\b|BK\b|FF\b|AIK\b)"
)
WORDS_TOO = frozenset(
    "ale berg bjuv boden eda ed flen habo heby kil kinda lund mark mora nora orsa sala vara åre".split()
)
LIST_GAP = re.compile(r"\s*(?:,|och|samt|&|/|–|-|,\s*(?:och|samt))\s*")
Named = tuple[re.Match[str], Kommun]  # where a municipality is named


def find_municipalities(text: str, title: str | None, headings: Sequence[str]) -> list[Kommun]:
    """The municipalities that are parties, in the order in which they are named.

    The page's title decides; others count where they are named among the parties.  A municipality named elsewhere (a
    left-over of a template, a neighbour in a comparison) does not.

    Parameters
    ----------
    text : str
    title : str or None
        The page's title.
    headings : sequence of str
        The text's headings, the first of which may be its title.

    Examples
    --------
    >>> [k.code for k in find_municipalities("Kinda – medborgarlöften\\nPolisen och Kinda kommun lovar mer.", None, [])]
    ['0513']
    >>> [k.name for k in find_municipalities("Bakom löftet står kommunerna Mora, Orsa och Älvdalen.", None, [])]
    ['Mora', 'Orsa', 'Älvdalen']
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    official = list(find_official(text))
    counts = Counter(kommun.code for _, kommun in official)
    chosen = unique([*titled(lines, title, headings, counts), *listed(text)])
    if not chosen and official:
        chosen = [by_code()[counts.most_common(1)[0][0]]]
    if chosen:
        codes = {k.code for k in chosen}
        grouped = [k for group in groups(text, official) if codes & {k.code for k in group} for k in group]
        often = [k for k in in_party_sentences(text, official) if counts[k.code] >= 2 * len(chosen) + 1]
        return unique([*chosen, *grouped, *often])
    return by_district(text) or by_bare_name(text) or by_compound(text)


def unique(found: Sequence[Kommun]) -> list[Kommun]:
    """Municipalities without repetition."""
    return list(dict.fromkeys(found))


@cache
def forms() -> str:
    """Every form of a municipality's name, as alternatives."""
    return "|".join(sorted((re.escape(form).replace(r"\ ", r"\s+") for form in names()), key=len, reverse=True))


def lookup(form: str) -> Kommun:
    """The municipality of a form as it stands in a text."""
    return names()[" ".join(form.lower().split())]


@cache
def official_pattern() -> Openings[tuple[re.Pattern[str]]]:
    """A municipality named as such: "Ale kommun", "Kinda kommuns", "Malmö stad", "Region Gotland"."""
    unit = r"\s+(?:kommun(?:en|ens|s)?|stads?|kn)"
    return opening(re.compile(rf"(?<![\w-])(?:({forms()}){unit}|Region\s+(Gotland)s?)(?!\w|-)", re.I))


def opening(pattern: re.Pattern[str]) -> Openings[tuple[re.Pattern[str]]]:
    """A pattern of many names, to be looked for where a word can be one of them."""
    return Openings([(pattern,)])


def find_official(text: str) -> Iterator[Named]:
    """The municipalities named as such, in order; "ska vara kommunens" names none."""
    for _, match in official_pattern().finditer(text):
        if kommun := officially(match):
            yield match, kommun


def officially(match: re.Match[str]) -> Kommun | None:
    """The municipality of a match; None where it is a common word before "kommunen"."""
    name = match.group(1) or match.group(2)
    definite = re.search(r"kommunens?$", match.group(0), re.I)
    if not name[0].isupper() or (definite and name.lower() in WORDS_TOO):
        return None
    return lookup(name)


@cache
def list_patterns() -> Openings[tuple[re.Pattern[str]]]:
    """Several municipalities named together: "Ale, Lerums och Partille kommuner", "kommunerna Mora och Orsa"."""
    name = rf"(?:{forms()})(?![\w-])"
    gap = r"(?:\s*,\s*(?:och\s+|samt\s+)?|\s+(?:och|samt)\s+|\s*[/–]\s*)"
    return Openings(
        [
            (re.compile(rf"(?<![\w-])({name}(?:{gap}{name}){{1,15}})\s+kommuner(?:na|nas|s)?\b", re.I),),
            (re.compile(rf"\bkommunerna(?:\s+i)?\s+({name}(?:{gap}{name}){{1,15}})", re.I),),
        ]
    )


def listed(text: str) -> list[Kommun]:
    """The municipalities of lists, where the list stands among the parties."""
    found = [
        (match.start(), lookup(part))
        for _, match in list_patterns().finditer(text)
        if not COMPARED.search(sentence_around(text, match.start(), match.end()))
        for part in re.split(r"\s*,\s*(?:och\s+|samt\s+)?|\s+(?:och|samt)\s+|\s*[/–]\s*", match.group(1))
        if part[:1].isupper()
    ]
    return unique([kommun for _, kommun in sorted(found, key=lambda row: row[0])])


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence or line in which a stretch stands, wrapped lines included."""
    left = max((m.end() for m in re.finditer(r"[.!?:]\s|\n\s*\n", text[max(0, start - 400) : start])), default=0)
    right = re.search(r"[.!?](?:\s|$)|\n\s*\n", text[end : end + 400])
    return text[max(0, start - 400) + left : end + (right.start() if right else 400)]


def groups(text: str, official: Sequence[Named]) -> Iterator[list[Kommun]]:
    """Municipalities that are named side by side in a sentence about parties: "Hjo kommun och Tibro kommun"."""
    group: list[Kommun] = []
    last = 0
    for match, kommun in official:
        if group and not LIST_GAP.fullmatch(text[last : match.start()]):
            yield from accepted(text, group, last)
            group = []
        group.append(kommun)
        last = match.end()
    yield from accepted(text, group, last)


def accepted(text: str, group: list[Kommun], end: int) -> Iterator[list[Kommun]]:
    """A group of several in a sentence about parties."""
    sentence = sentence_around(text, end, end)
    if len(group) > 1 and PARTY.search(sentence) and not COMPARED.search(sentence):
        yield group


def in_party_sentences(text: str, official: Sequence[Named]) -> list[Kommun]:
    """The municipalities named as such in sentences about parties."""
    return [
        kommun
        for match, kommun in official
        if (sentence := sentence_around(text, match.start(), match.end()))
        and PARTY.search(sentence)
        and not COMPARED.search(sentence)
    ]


def titled(lines: Sequence[str], title: str | None, headings: Sequence[str], counts: Counter[str]) -> list[Kommun]:
    """The municipalities that the page's title names: the first of its telling lines with a name in it."""
    telling = [line for line in lines[:12] if TITLE_WORDS.search(line) and len(line) < 120]
    for line in [*([title] if title else []), *telling, *headings[:4]]:
        line = COMPARED.split(line)[0]
        if found := unique([kommun for _, kommun in find_official(line)]) or bare_names(line):
            return found
        district = by_district(line)
        if district and (not counts or counts[district[0].code]):
            return district
    return []


@cache
def bare_pattern() -> Openings[tuple[re.Pattern[str]]]:
    """A municipality's bare name or genitive, in small or capital letters."""
    longest_first = sorted((k.name.replace("-", "[- ]") for k in municipalities()), key=len, reverse=True)
    bare, capital = "|".join(longest_first), "|".join(longest_first).upper()
    return opening(re.compile(rf"(?<![\w-])({bare}|{capital})([sS]?)(?![\w]|-(?!\w+ kommun)|{NOT_PARTY})"))


def bare_names(line: str) -> list[Kommun]:
    """The municipalities that a title names without saying that they are such."""
    stripped = strip_areas(line)
    found = []
    for _, match in bare_pattern().finditer(stripped):
        opens = re.search(r"(?:^|[.!?]\s+)$", stripped[: match.start()])
        common = match.group(1).lower() in WORDS_TOO and opens and re.match(r"\s+[a-zåäö]", stripped[match.end() :])
        if not common or re.match(r"\s+(?:kommun|medborgarlöft)", stripped[match.end() :]):
            found.append(lookup(match.group(1)))
    return unique(found)


def strip_areas(line: str) -> str:
    """A line without the names of police areas, regions and counties in it."""
    return re.sub(rf"\b(?:{AREA_WORD}|[Rr]egion|[Ll]än)\s+{AREA_NAME}", " ", line)


def by_bare_name(text: str) -> list[Kommun]:
    """The municipality whose bare name a text names most; one that is a common word too does not count."""
    found = Counter(
        m.group(1).lower() for _, m in bare_pattern().finditer(strip_areas(text)) if m.group(1).lower() not in WORDS_TOO
    )
    return [lookup(name) for name, _ in found.most_common(1)]


@cache
def compound_pattern() -> Openings[tuple[re.Pattern[str]]]:
    """A municipality in a word for its people, its press or its police: "Ljusdalsborna", "Arvikapolisen"."""
    long_names = "|".join(
        sorted((re.escape(k.name) for k in municipalities() if len(k.name) > 4), key=len, reverse=True)
    )
    whose = "(?:bon?|bor|bornas?|bygdens?|polisens?|posten|tidningen|bladet)"
    return opening(re.compile(rf"(?<![\w-])({long_names})s?-?{whose}\b", re.I))


def by_compound(text: str) -> list[Kommun]:
    """The municipality that the words for a place's people name most."""
    found = Counter(m.group(1).lower() for _, m in compound_pattern().finditer(text) if m.group(1)[0].isupper())
    return [lookup(name) for name, _ in found.most_common(1)]


@cache
def district_pattern() -> Openings[tuple[re.Pattern[str]]]:
    """A city district by its name."""
    listed_names = "|".join(sorted((re.escape(name) for name in districts()), key=len, reverse=True))
    return opening(re.compile(rf"(?<![\w-])({listed_names})s?(?![\w-])", re.I))


def by_district(text: str) -> list[Kommun]:
    """The municipality of a city district that a text names, where the name tells the city or the city is named too.

    Examples
    --------
    >>> [k.name for k in by_district("Trygghet i Rosengård")], by_district("Trygghet i Centrum")
    (['Malmö'], [])
    """
    for _, match in district_pattern().finditer(text):
        kommun = districts()[match.group(1).lower()]
        if not match.group(1)[0].isupper():
            continue
        if match.group(1).lower() in telling_districts() or re.search(rf"\b{kommun.name}s?\b", text):
            return [kommun]
    return []


def find_police_area(text: str) -> str | None:
    """The local police area that gives the pledge.

    Examples
    --------
    >>> find_police_area("Lokalpolisområde Norra Dalarna och Rättviks kommun har enats.")
    'Norra Dalarna'
    """
    match = AREA.search(text)
    return " ".join(match.group(1).split()) if match else None
