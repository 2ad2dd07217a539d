"""Candidates: items, sentences, rows and lines among which the detector finds the pledges, with their surroundings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lofteNLP.pledges.blocks import LEADS, Block
from lofteNLP.pledges.lines import sentences
from lofteNLP.pledges.zones import zone_of

# Lines as short as headings that open no section: reference numbers, page numbers, measures, links.
NO_HEADING = re.compile(
    r"\b(?:dnr|sida|mått|klart|läs mer|läs också|bild|foto|publicerad|uppdaterad|sök|meny|stäng|tel|dela|lyssna|"
    r"skriv ut|till toppen|hoppa till|logga in)\b|\d/\d{3}|\(\d\)|@|^\W*$",
    re.I,
)
PROMISING = re.compile(r"löfte|lovar|åtar sig|förbinder sig|utlova|åtagande", re.I)
FINITE = re.compile(r"\b(?:ska|skall|kommer|lovar|åtar|förbinder|gör|vill|arbetar|är|har)\b", re.I)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that may be a pledge.

    `heading` is the nearest heading's text, `upper` the one above it, `lead` the last line that opens a list;
    `sentence` is the place within its paragraph; `siblings` are the texts of the same list; `zone` is what the last
    telling heading opened, `zone_age` how many headings have passed since; `promises` counts the whole page's words
    for promising.
    """

    block: int
    start: int
    end: int
    kind: str
    level: int
    sign: str
    parent: bool
    sentence: int
    text: str
    heading: str
    upper: str
    lead: str
    before: str
    after: str
    siblings: str
    place: float
    run: int
    zone: str = ""
    title: str = ""
    zone_age: int = 0
    promises: int = 0


def find_candidates(text: str, blocks: Sequence[Block]) -> list[Candidate]:
    """List the candidates of a text, in order; table heads and responsible-lines are none.

    Examples
    --------
    >>> from lofteNLP.documents import read_bytes
    >>> from lofteNLP.pledges.blocks import find_blocks
    >>> source = read_bytes("Polisen lovar att:\\n- synas mer\\n- lyssna".encode(), "a.txt")
    >>> [(c.kind, c.lead) for c in find_candidates(source.text, find_blocks(source))]
    [('heading', ''), ('item', 'Polisen lovar att:'), ('item', 'Polisen lovar att:')]
    """
    pieces = [(index, *piece) for index, block in enumerate(blocks) for piece in split(text, block)]
    texts = [fold(text[start:end]) for _, start, end, _ in pieces]
    lists = list_runs(blocks)
    title = " ".join([t for (index, *_), t in zip(pieces, texts, strict=True) if blocks[index].kind == "heading"][:4])
    promises = len(PROMISING.findall(text))
    state = Surroundings()
    found: list[Candidate] = []
    for position, (index, start, end, sentence) in enumerate(pieces):
        block, words = blocks[index], texts[position]
        run = [i for i in lists[index] if i != index][:12]
        found.append(
            Candidate(
                block=index,
                start=start,
                end=end,
                kind=block.kind,
                level=block.level,
                sign=block.sign,
                parent=block.parent,
                sentence=sentence,
                text=words,
                heading=state.heading,
                upper=state.upper,
                lead=state.lead,
                before=texts[position - 1] if position else "",
                after=texts[position + 1] if position + 1 < len(texts) else "",
                siblings=" ".join(fold(text[blocks[i].start : blocks[i].end])[:80] for i in run),
                place=position / len(pieces),
                run=len(lists[index]),
                zone=state.zone,
                title=title,
                zone_age=state.age,
                promises=promises,
            )
        )
        state.pass_by(block, words)
    return found


class Surroundings:
    """What stands above a candidate: headings, the line that opened its list, the zone."""

    def __init__(self) -> None:
        self.heading = self.upper = self.lead = self.zone = ""
        self.age = 0

    def pass_by(self, block: Block, words: str) -> None:
        """Take note of a block on the way down."""
        opens = bool(LEADS.search(words))
        if block.parent or (
            block.kind == "heading" and not NO_HEADING.search(words) and not (opens and FINITE.search(words))
        ):
            self.upper, self.heading, self.lead = self.heading, words, ""
            own = zone_of(words)
            self.zone, self.age = own or self.zone, 0 if own else self.age + 1
        elif opens:
            self.lead = words
            self.zone = zone_of(words) or self.zone
        elif block.kind == "paragraph" and re.search(r"\b(?:lovar|åtar|följande|nedan)\b", words):
            self.lead = words


def split(text: str, block: Block) -> list[tuple[int, int, int]]:
    """The candidates of one block: its sentences for a paragraph, else the whole."""
    if block.kind in ("head", "responsible"):
        return []
    if block.kind == "row" and block.row is not None:
        cells = block.row.span("activity", "extent", "time")
        return [(cells[0].start, max(cell.end for cell in cells), 0)] if cells and block.row.span("activity") else []
    if block.kind == "paragraph":
        return [(start, end, number) for number, (start, end) in enumerate(sentences(text, block.start, block.end))]
    return [(block.start, block.end, 0)]


def list_runs(blocks: Sequence[Block]) -> list[list[int]]:
    """For each block the blocks of its list: items of one level, with responsible-lines and deeper items between."""
    runs: list[list[int]] = [[index] for index in range(len(blocks))]
    open_runs: dict[int, list[int]] = {}
    for index, block in enumerate(blocks):
        if block.kind in ("item", "row"):
            run = open_runs.setdefault(block.level, [])
            run.append(index)
            runs[index] = run
            open_runs = {level: r for level, r in open_runs.items() if level <= block.level}
        elif block.kind != "responsible":
            open_runs = {}
    return runs


def fold(text: str) -> str:
    """White space folded."""
    return re.sub(r"\s+", " ", text).strip()
