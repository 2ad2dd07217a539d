"""Pledges cut out of a source: their own words, and the heading, lead-in and responsible-lines that belong to them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from lofteNLP.documents import Source
from lofteNLP.pledges.blocks import LEADS, Block, find_blocks
from lofteNLP.pledges.candidates import FINITE, NO_HEADING, Candidate, find_candidates, fold
from lofteNLP.pledges.detector import PledgeDetector
from lofteNLP.pledges.zones import SECTION_KINDS, TITLE, zone_of
from lofteNLP.schema import Section

# Sentences that go on about the undertaking before them, and those that open one of their own.
GOES_ON = re.compile(
    r"^(?:det|detta|dessa|denna|den(?! som)|de(?! som)|där|då|därefter|sedan|protokollet|resultatet|avsikten|syftet|"
    r"tanken|arbetet|insatserna|insatsen|"
    r"(?:kontrollerna|träffarna|mötena|mötet|vandringarna|vandringen|patrulleringen|gruppen|utbildningen|"
    r"kurserna)(?! (?:av|mot|i|på|för|med|om)\b)|tonvikten|fokus|"
    r"helst|gärna|även|allt|med \w+ menas|särskilt|bland annat|t\.ex|exempelvis|på så sätt|\w+(?:ningen|ingarna|"
    r"barna|erna) (?:sker|görs|hålls|ska|är|blir|läggs|genomförs))\b",
    re.I,
)
# Headings that only announce a list; the heading above them tells what it is about.
GENERIC = re.compile(
    r"(?:åtgärd(?:er)?|aktivitet(?:er)?|insats(?:er)?|löften?|åtaganden?|så här (?:gör vi|går det till)|detta gör vi|"
    r"vad vi gör)\s*:?",
    re.I,
)
STAMP = re.compile(r"(?:publicerad|uppdaterad|senast (?:ändrad|uppdaterad)|foto|bild|bildtext)\b", re.I)
UNTELLING = re.compile(r"(?:medborgarlöfte|löften?\b|bakgrund|inledning|introduktion|förord|utgångspunkt)", re.I)
UNPROMISING = frozenset(("problem", "wish", "goal", "followup", "explanation", "validity", "contact"))
OWN = re.compile(
    r"\b(?:polis\w*|kommun\w*|skol\w*|socialtjänst\w*|räddningstjänst\w*|vi|parterna|föreningar\w*|krögar\w*)\b", re.I
)
VERBAL = re.compile(rf"{FINITE.pattern}|\b(?:genom|att|så|går|satsar|sker|består)\b", re.I)
# Of what documents with pledges speak, at least once in so many characters, and what a pledge in prose is about.
GENRE = re.compile(r"po[l1]is|kommun|löfte|lovar|åtar sig|trygg", re.I)
SPARSE = 2000
LONGEST = 10_000  # characters; what goes on for longer is no pledge, and to read its values takes the square of that
CONCERNS = re.compile(
    r"po[l1]is|kommun|skol|tjänst|löfte|trygg|patrull|vandr|kontroll|brott|\b(?:vi|oss|vår\w*|parterna|lovar|"
    r"utlov\w*|åtar|förbinder|förening\w*|"
    r"krögar\w*|fält\w*|\w*förvaltning\w*|region\w*|brå|ordningsvakt\w*|väktar\w*|\w*bolag\w*|fastighetsägar\w*|"
    r"bibliotek\w*|"
    r"socialjour\w*|trafikverket|länsstyrelsen|\w*gård\w*|\w*belysning\w*|narkotik\w*|droger|\w*möte\w*)\b",
    re.I,
)
PROMISES = re.compile(
    r"\b(?:ska|skall|kommer|lovar|åtar|förbinder|erbjuds|öppnas|genomför|genomförs|görs|hålls|utökas|startar|"
    r"utbildar|bjuder)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the document's text and its words with white space folded."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Cut:
    """A pledge before its values are read.

    `pieces` are the stretches that make up its text, in order (several in a table row); `headings` go from the nearest
    outwards.
    """

    pieces: tuple[Stretch, ...]
    headings: tuple[Stretch, ...] = ()
    lead_in: Stretch | None = None
    responsible: tuple[Stretch, ...] = ()

    @property
    def start(self) -> int:
        """Where the pledge begins in the document."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return max(piece.end for piece in self.pieces)

    @property
    def text(self) -> str:
        """Its words with white space folded."""
        return " ".join(piece.text for piece in self.pieces)


@dataclass(slots=True)
class Above:
    """What stands above the place that is being read."""

    headings: list[tuple[int, Stretch]] = field(default_factory=list)
    lead_in: Stretch | None = None
    one_period: bool = True
    first: bool = True

    def heading(self, rank: int, stretch: Stretch) -> None:
        """Pass a heading: it closes those of its rank and below."""
        self.headings = [row for row in self.headings if row[0] < rank]
        self.headings.append((rank, stretch))
        self.lead_in = None


def cut(source: Source, detector: PledgeDetector) -> tuple[list[Cut], list[Section]]:
    """Find the pledges and sections of a source.

    Parameters
    ----------
    source : Source
        A document that has been read.
    detector : PledgeDetector
        The trained detector.

    Returns
    -------
    tuple
        The pledges in the order of the text, and the sections with their kinds; offsets are code points in
        ``source.text``.
    """
    return cut_all([source], detector)[0]


def cut_all(sources: Sequence[Source], detector: PledgeDetector) -> list[tuple[list[Cut], list[Section]]]:
    """Find the pledges and sections of several sources, each as `cut` does; the detector is asked once."""
    blocks = [find_blocks(source) for source in sources]
    candidates = [find_candidates(source.text, own) for source, own in zip(sources, blocks, strict=True)]
    groups = [number for number, own in enumerate(candidates) for _ in own]
    labels = iter(detector.predict(list(chain.from_iterable(candidates)), groups))
    return [
        put_together(source.text, around, own, list(islice(labels, len(own))))
        for source, around, own in zip(sources, blocks, candidates, strict=True)
    ]


def put_together(
    text: str, blocks: Sequence[Block], candidates: Sequence[Candidate], labels: Sequence[str]
) -> tuple[list[Cut], list[Section]]:
    """Make pledges and sections of a document's candidates and what the detector says of them."""
    labels = without_strays(candidates, smooth(candidates, labels))
    by_block: dict[int, list[tuple[Candidate, str]]] = {}
    for candidate, label in zip(candidates, labels, strict=True):
        by_block.setdefault(candidate.block, []).append((candidate, label))
    dated = [c for c, label in zip(candidates, labels, strict=True) if label == "heading" and is_dated_title(c.text)]
    above = Above(one_period=len(dated) < 2)
    cuts: list[Cut] = []
    open_pledge = False
    for index, block in enumerate(blocks):
        if block.kind == "responsible":
            if open_pledge and cuts:
                cuts[-1] = replace(cuts[-1], responsible=(*cuts[-1].responsible, stretch(text, block.start, block.end)))
            continue
        for candidate, label in by_block.get(index, []):
            if label == "pledge":
                cuts.append(open_cut(text, candidate, block, above))
                open_pledge = True
            elif label == "continuation" and cuts and open_pledge and block.kind != "row":
                cuts[-1] = extend(text, cuts[-1], candidate.end)
            else:
                open_pledge = False
                pass_by(above, text, candidate, label, block)
    cuts = [one for one in cuts if len(one.text) <= LONGEST]
    return cuts, find_sections(text, candidates, labels)


def smooth(candidates: Sequence[Candidate], labels: Sequence[str]) -> list[str]:
    """Settle which sentences of a paragraph go on with the pledge before them and which open their own."""
    result = list(labels)
    for index, candidate in enumerate(candidates):
        before = index - 1
        follows = (
            before >= 0 and candidates[before].block == candidate.block and result[before] in ("pledge", "continuation")
        )
        if result[index] == "continuation" and not follows:
            promising = PROMISES.search(candidate.text)
            result[index] = (
                "pledge" if promising and candidate.kind == "paragraph" and candidate.sentence else "background"
            )
        elif result[index] == "pledge" and follows and GOES_ON.search(candidate.text):
            result[index] = "continuation"
        elif (
            result[index] == "continuation"
            and not GOES_ON.search(candidate.text)
            and OWN.search(candidate.text)
            and PROMISES.search(candidate.text)
        ):
            result[index] = "pledge"
    return result


def without_strays(candidates: Sequence[Candidate], labels: Sequence[str]) -> list[str]:
    """Take back prose about nothing that parties promise, and all pledges of a long text of another kind."""
    telling = sum(len(GENRE.findall(candidate.text)) for candidate in candidates)
    foreign = (telling + 1) * SPARSE < sum(len(candidate.text) for candidate in candidates)
    return [
        "background"
        if label == "pledge" and (foreign or (c.kind == "paragraph" and not CONCERNS.search(c.text)))
        else label
        for c, label in zip(candidates, labels, strict=True)
    ]


def open_cut(text: str, candidate: Candidate, block: Block, above: Above) -> Cut:
    """A pledge with what stands above it."""
    headings = tuple(row for _, row in reversed(above.headings))
    if block.row is None:
        return Cut((stretch(text, candidate.start, candidate.end),), headings, above.lead_in)
    areas = tuple(stretch(text, cell.start, cell.end) for cell in block.row.span("area"))
    pieces = tuple(stretch(text, cell.start, cell.end) for cell in block.row.span("activity", "extent", "time"))
    doers = tuple(stretch(text, cell.start, cell.end) for cell in block.row.span("responsible"))
    return Cut(pieces, (*areas, *headings), above.lead_in, doers)


def extend(text: str, pledge: Cut, end: int) -> Cut:
    """A pledge that goes on to a further sentence."""
    return replace(pledge, pieces=(*pledge.pieces[:-1], stretch(text, pledge.pieces[-1].start, end)))


def pass_by(above: Above, text: str, candidate: Candidate, label: str, block: Block) -> None:
    """Take note of headings and lead-ins on the way down."""
    words = candidate.text
    opens = bool(LEADS.search(words))
    named = is_name(words)
    doer = words.endswith(":") and len(words) < 70 and OWN.fullmatch(words.split()[-1].rstrip(":"))
    promise = not candidate.parent or re.search(r"\batt\s?:?$", words)
    opened = label == "heading" and opens and promise and (doer or FINITE.search(words))
    if opened or (label == "lead-in" and not named):
        above.headings = [
            row for row in above.headings if not (row[1].text.endswith(":") and zone_of(row[1].text) in UNPROMISING)
        ]
        above.lead_in = stretch(text, candidate.start, candidate.end)
    elif STAMP.match(words):
        pass
    elif GENERIC.fullmatch(words) and (telling := [row for row in above.headings if tells(row[1].text)]):
        above.headings, above.lead_in = telling, None
    elif (
        label == "heading"
        or (named and label == "lead-in")
        or (block.kind == "heading" and label != "furniture" and not NO_HEADING.search(words))
    ):
        first, above.first = above.first, False
        if (is_page_title(words) and (above.one_period or not is_dated_title(words))) or (first and is_headline(words)):
            above.headings, above.lead_in = [], None
            return
        above.heading(rank_of(candidate, block), stretch(text, candidate.start, candidate.end))


def is_page_title(words: str) -> bool:
    """Whether a line names the page and its place; a line of a year or a period does not.

    Examples
    --------
    >>> is_page_title("Medborgarlöfte Storvik 2031"), is_page_title("Medborgarlöfte för 2031")
    (True, False)
    """
    dated = re.search(r"(?:i|för|mellan) (?:period|år(?:et|en)?\b|löftes|\d)", words)
    placed = re.match(r"Medborgarlöften? [A-ZÅÄÖ][\w-]+(?: kommun| stad)?(?: 20\d\d(?:\W20\d\d)?)?$", words)
    return bool(placed or (TITLE.search(words) and not dated))


def is_dated_title(words: str) -> bool:
    """Whether a line is a page's title with a year in it; where there are several, each opens a period of its own."""
    return bool(is_page_title(words) and re.search(r"\d{4}", words))


def tells(words: str) -> bool:
    """Whether a heading says what the pledges below are about, so that "Åtgärder" under it adds nothing."""
    return zone_of(words) not in UNPROMISING and not UNTELLING.match(words)


def is_headline(words: str) -> bool:
    """Whether a document's first heading is a sentence, as a newspaper's, or names the page.

    Examples
    --------
    >>> is_headline("Polisen lovar fler fotpatruller i centrum"), is_headline("Det här lovar vi"), is_headline("Trafik")
    (True, False, False)
    """
    if words.endswith(":") or re.match(r"(?:det|detta|så|här|vi|våra)\b", words, re.I) or len(words.split()) < 3:
        return False
    named = re.search(r"\bmedborgarlöfte", words, re.I) and not re.search(r"\d", words)
    return bool(named or (len(words.split()) > 4 and FINITE.search(words)))


def is_name(words: str) -> bool:
    """Whether a line with a colon is a noun phrase and so a heading: "Polisens aktiviteter:", but not "Polisen:"."""
    phrase = words.endswith(":") and len(words.split()) <= 5 and not VERBAL.search(words)
    return phrase and not OWN.fullmatch(words.split()[-1].rstrip(":"))


def rank_of(candidate: Candidate, block: Block) -> int:
    """How far out a heading stands: the file's own level, year lines outermost, items with items innermost."""
    if block.kind == "heading" and block.level:
        return block.level
    zone = zone_of(candidate.text)
    if GENERIC.fullmatch(candidate.text):
        return 5
    if zone in ("problem", "wish", "goal") and len(candidate.text.split()) <= 2:
        return 5
    if zone and block.kind == "heading" and not candidate.text.endswith(":"):
        return 3
    if block.kind == "heading":
        return 5 if candidate.text.endswith(":") else 4
    return 5 + block.level


def find_sections(text: str, candidates: Sequence[Candidate], labels: Sequence[str]) -> list[Section]:
    """The stretches between headings, each with a kind; one with pledges in it is a section of pledges."""
    starts: list[tuple[int, str, str | None]] = []
    for candidate, label in zip(candidates, labels, strict=True):
        if label == "heading" and candidate.kind == "heading" and not NO_HEADING.search(candidate.text):
            starts.append((candidate.start, zone_of(candidate.text), candidate.text))
        elif not starts:
            starts.append((candidate.start, "intro", None))
    pledges = sorted(c.start for c, label in zip(candidates, labels, strict=True) if label == "pledge")
    result = []
    zone = "intro"
    for number, (start, own, heading) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(text)
        zone = own or zone
        holds = bisect_left(pledges, start) < bisect_left(pledges, end)
        kind = "pledges" if holds else SECTION_KINDS.get(zone, "other")
        result.append(Section(kind, heading, start, start + len(text[start:end].rstrip())))
    return result


def stretch(text: str, start: int, end: int) -> Stretch:
    """A stretch with its words folded."""
    return Stretch(start, end, fold(text[start:end]))
