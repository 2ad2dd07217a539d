"""Lists of parties: who is named together with whom, and what stands in front of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from operator import attrgetter

from lofteNLP.pipeline.lexicon import load_toml
from lofteNLP.pipeline.mentions import Mention
from lofteNLP.schema import Cue

MOST = 30  # parties on either side of one: a list of more is no list of doers
# What may stand between the parties of one list: "polisen, den lokala handeln samt både skola och socialtjänst".
JOINT = re.compile(
    r"[\s,;]*(?:(?:och|samt|eller|o|&|/|\+|såväl|både|bland annat|bl\.?\s?a\.?|t\.?\s?ex\.?|till exempel|som|liksom|"
    r"respektive|även|den|det|de|två|tre|fyra|lokala?|kommunens|kommunala|stadens|ortens|byns|bygdens|berörda?|övriga|andra|några|"
    r"(?<!,\s)(?:en|ett)|flera|ideella|privata|större|aktuella?|ansvariga?|anmälande|polisens|regionens|länets|våra|alla|"
    r"samtliga|särskilt|främst|där det är lämpligt)[\s,;]*)*"
)


@cache
def partner_pattern() -> re.Pattern[str]:
    """Phrases that introduce partners."""
    phrases = sorted(load_toml("partners")["phrases"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.I)


@cache
def doers_pattern() -> re.Pattern[str]:
    """Phrases whose parties are the doers: "i samverkan mellan"."""
    return re.compile(rf"\b{load_toml('partners')['doers']}\s+", re.I)


def partner_lists(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[Cue, list[Mention]]]:
    """The parties behind each partner phrase."""
    for match in partner_pattern().finditer(text):
        group = following(text, match.end(), mentions)
        if group:
            yield Cue(match.group(0), match.start(), match.end()), group


def doer_lists(text: str, mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
    """The parties of "i samverkan mellan polis och kommun"."""
    for match in doers_pattern().finditer(text):
        group = following(text, match.end(), mentions)
        if len(group) > 1:
            yield group


def following(text: str, position: int, mentions: Sequence[Mention]) -> list[Mention]:
    """The parties that are listed from a place on."""
    group: list[Mention] = []
    for mention in mentions:
        if mention.start < position:
            continue
        gap = text[position : mention.start]
        if mention.genitive or not JOINT.fullmatch(gap) or (group and not gap.strip()):
            break
        if re.search(r"\bsom\s*$", gap) and not group:
            break
        group.append(mention)
        parenthesis = re.compile(r"\s*\([^)]*\)").match(text, mention.end)
        position = parenthesis.end() if parenthesis else mention.end
    return group


def coordinated(text: str, mention: Mention, mentions: Sequence[Mention]) -> list[Mention]:
    """A party and those coordinated with it on either side; mentions stand in the order of the text."""
    index = mentions.index(mention, bisect_left(mentions, mention.start, key=attrgetter("start")))
    group = [mention]
    for other in reversed(mentions[max(0, index - MOST) : index]):
        if other.genitive or not joins(text, other, group[0]):
            break
        longer = len(group) > 1 or (index > 1 and joins(text, mentions[index - 2], other))
        if not longer and re.match(r",\s*och\b", text[other.end : group[0].start]):
            break  # a comma before "och" begins a clause, unless the list is longer
        group.insert(0, other)
    for other in mentions[index + 1 : index + 1 + MOST]:
        if other.genitive or not joins(text, group[-1], other):
            break
        group.append(other)
    return group


def joins(text: str, first: Mention, second: Mention) -> bool:
    """Whether the words between two parties only join them: "och", ",", "såväl … som"."""
    gap = text[first.end : second.start]
    if re.search(r"\bsom\b", gap):
        return gap.strip() in ("som", "som även") and bool(re.search(r"\bsåväl\s+$", text[: first.start], re.I))
    return bool(gap.strip()) and bool(JOINT.fullmatch(gap))
