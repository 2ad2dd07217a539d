"""Actors that a pledge does not name itself: from its responsible-line, lead-in, headings, or the whole document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lofteNLP.pipeline.lexicon import load_toml
from lofteNLP.pipeline.mentions import Mention, find_mentions
from lofteNLP.pipeline.offsets import Folded
from lofteNLP.pipeline.parties import JOINT, coordinated, partner_lists
from lofteNLP.schema import Actor, ActorSource, Cue, Role

OF_WHAT = re.compile(
    r"(?:\s*[:–-]?\s*(?:aktiviteter|medborgarlöfte[nrt]?|löfte[nrt]?|åtgärder|insats(?:er)?|del(?:ar)?|ansvar|"
    r"åtaganden|uppgifter|arbete|bidrag)?)?"
    r"(?:\s+\d{4}(?:\s?[-–]\s?\d{2,4})?)?\s*[:.]?\s*",
    re.I,
)
POLICE = re.compile(r"(polisiär[at]?)\s+(?:aktivitet|åtgärd|insats|arbete|åtagande)\w*\s*:?", re.I)
# Words of the sentence that names who signed.
SIGNING = re.compile(
    r"\b(?:enats|överens\w*|tecknat|undertecknat|avge\w*|avgivit|lovar|antar|antagit|tas fram av|tagits fram av|"
    r"står (?:\w+ )?bakom|ger|gett|slutit|ingått|parter(?:na)?|mellan)\b",
    re.I,
)
BETWEEN = re.compile(r"\bmellan\s+$", re.I)
# Who as a bare heading may as well be a theme or a target group ("Skola", "Föreningar").
AMBIGUOUS = frozenset(("skola", "foreningar", "naringsliv", "boende", "region"))


@dataclass(frozen=True, slots=True)
class Context:
    """A text around the pledge, and the actors that `find_actors` finds in it, offsets in this text."""

    actors: Sequence[Actor]
    folded: Folded

    @property
    def text(self) -> str:
        """Its words."""
        return self.folded.text


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything from which a pledge may inherit actors; `headings` from the nearest outwards."""

    responsible: Sequence[Context]
    lead_in: Context | None
    headings: Sequence[Context]
    parties: Sequence[Actor]


def with_inherited(own: Sequence[Actor], around: Surroundings) -> list[Actor]:
    """The actors of a pledge, its own and the inherited ones.

    A responsible-line counts beside what the text says; without either the nearest of lead-in, headings and document
    does.  Who is a partner in the text does not come in as responsible, and a unit of one who is responsible is no
    partner.

    Parameters
    ----------
    own : sequence of Actor
        What the pledge's own text names, offsets in the document.
    around : Surroundings
    """
    actors = list(own)
    lined = [actor for line in around.responsible for actor in responsible_actors(line)]
    actors += [actor for actor in lined if not any(same(actor, other) for other in own if other.role == actor.role)]
    if not any(actor.role == "responsible" for actor in actors) and not lined:
        named = {actor.type for actor in own if actor.role == "partner" and is_party(actor.text)}
        inherited = [actor for actor in nearest(around) if actor.type not in named]
        actors += [actor for actor in inherited if not any(same(actor, other) for other in actors)]
    responsible = {actor.type for actor in actors if actor.role == "responsible" and actor.source != "text"}
    return [
        actor for actor in actors if actor.role == "responsible" or actor.type not in responsible or not belongs(actor)
    ]


def same(actor: Actor, other: Actor) -> bool:
    """Whether two actors are one party."""
    return actor.type == other.type and actor.text.lower() == other.text.lower()


def belongs(actor: Actor) -> bool:
    """Whether a partner is but a unit of the municipality or the police that is responsible anyway."""
    return actor.type in ("kommun", "polis")


def is_party(text: str) -> bool:
    """Whether a name is that of the party itself and not of a unit of it.

    Examples
    --------
    >>> is_party("polisen"), is_party("Ale kommun"), is_party("kommunens fältgrupp")
    (True, True, False)
    """
    return bool(
        re.fullmatch(
            r"(?:\w+ )?(?:polis(?:en|myndigheten)?|(?:[\w-]+ )*kommun(?:en)?|(?:[\w-]+ )+stad|staden|"
            r"lokalpolisområde.*)",
            text,
            re.I,
        )
    )


def nearest(around: Surroundings) -> list[Actor]:
    """The actors of the lead-in, else of the nearest heading that names some, else of the document."""
    if around.lead_in is not None:
        found = context_actors(around.lead_in, "lead-in") or [
            replace(a, source="lead-in") for a in heading_actors(around.lead_in)
        ]
        if found:
            return found
        if re.search(load_signed(), around.lead_in.text, re.I):
            return list(around.parties)
    for heading in around.headings:
        found = heading_actors(heading)
        if found:
            return found
        if re.search(r"\b(?:gemensamt|tillsammans|ihop|vi)\b", heading.text, re.I):
            return list(around.parties)
    return list(around.parties)


def load_signed() -> str:
    """The words that stand for all who signed, as a pattern."""
    return rf"\b(?:{load_toml('actors')['signed']['words']})\b"


def responsible_actors(line: Context) -> list[Actor]:
    """Everybody whom a responsible-line or cell names; partners only behind a partner phrase."""
    text = line.text
    mentions = [replace(m, genitive=False) for m in find_mentions(text) if not re.fullmatch(r"ansvar\w*", m.text, re.I)]
    partners = {mention: cue for cue, group in partner_lists(text, mentions) for mention in group}
    found: list[Actor] = []
    for mention in mentions:
        inside = text[: mention.start].count("(") > text[: mention.start].count(")")
        if inside and found and found[-1].type == mention.type:
            continue  # "kommunen (tekniska enheten)" is one actor
        role: Role = "partner" if mention in partners else "responsible"
        found.append(placed(line, mention, role, partners.get(mention), "responsible-line"))
    return found


def context_actors(context: Context, source: ActorSource) -> list[Actor]:
    """The actors of a lead-in or heading that is a sentence."""
    return [in_document(context, actor, source) for actor in context.actors]


def heading_actors(heading: Context) -> list[Actor]:
    """The actors of a heading: it is one's name ("Polis", "Kommunens löften"), or a sentence with a subject."""
    text = heading.text
    mentions = find_mentions(text)
    police = POLICE.fullmatch(text)
    if police:
        return [placed(heading, Mention(*police.span(1), "polis", police.group(1)), "responsible", None, "heading")]
    if not mentions:
        return []
    first, last = mentions[0], mentions[-1]
    joined = all(JOINT.fullmatch(text[a.end : b.start]) for a, b in pairwise(mentions))
    named = (
        JOINT.fullmatch(re.sub(r"^[\d.)\s]+", "", text[: first.start]))
        and OF_WHAT.fullmatch(text[last.end :])
        and joined
    )
    certain = any(mention.type not in AMBIGUOUS for mention in mentions) or (
        len(mentions) == 1 and len(text.split()) <= 2 and first.type == "region"
    )
    if (named and certain) or (BETWEEN.search(text[: first.start]) and joined and len(mentions) > 1):
        return [placed(heading, mention, "responsible", None, "heading") for mention in mentions]
    return context_actors(heading, "heading")


def placed(context: Context, mention: Mention, role: Role, cue: Cue | None, source: ActorSource) -> Actor:
    """A mention of a context as an actor, offsets in the document."""
    actor = Actor(mention.type, role, source, mention.text, mention.start, mention.end, mention.name, mention.code, cue)
    return in_document(context, actor, source)


def in_document(context: Context, actor: Actor, source: ActorSource) -> Actor:
    """An actor found in a context with its offsets in the document."""
    start, end = context.folded.span(actor.start_char, actor.end_char)
    cue = actor.cue and Cue(actor.cue.text, *context.folded.span(actor.cue.start_char, actor.cue.end_char))
    return replace(actor, source=source, start_char=start, end_char=end, cue=cue)


def document_parties(text: str, kommun: Sequence[tuple[str, str]]) -> list[Actor]:
    """Who signed, as the document first names them: the police and the municipality as a rule.

    Parameters
    ----------
    text : str
        The document's text.
    kommun : sequence of (name, code)
        The municipalities that are parties.
    """
    found: list[Actor] = []
    mentions = find_mentions(text)
    police = next((m for m in mentions if m.type == "polis" and "område" in m.text.lower()), None)
    police = police or next((m for m in mentions if m.type == "polis" and is_party(m.text)), None)
    if police is not None:
        found.append(
            Actor("polis", "responsible", "document", police.text, police.start, police.end, area_name(police.text))
        )
    codes = {code for _, code in kommun}
    named = [m for m in mentions if m.type == "kommun" and m.code in codes]
    for code in codes:
        mention = next((m for m in named if m.code == code), None)
        if mention is not None:
            text_of = re.sub(r"(?<=kommun)s$|(?<=stad)s$", "", mention.text)
            found.append(
                Actor(
                    "kommun", "responsible", "document", text_of, mention.start, mention.end, mention.name, mention.code
                )
            )
    if not any(actor.type == "kommun" for actor in found):
        plain = next((m for m in mentions if m.type == "kommun" and is_party(m.text)), None)
        if plain is not None:
            known = kommun[0] if kommun else (None, None)
            found.append(Actor("kommun", "responsible", "document", plain.text, plain.start, plain.end, *known))
    found += cosigners(text, mentions, found)
    return sorted(found, key=lambda actor: actor.start_char)


def cosigners(text: str, mentions: Sequence[Mention], found: Sequence[Actor]) -> list[Actor]:
    """Others who sign in one list with police and municipality: "polisen, Kalmar kommun och Region Kalmar län"."""
    for mention in mentions:
        group = coordinated(text, mention, mentions)
        types = {other.type for other in group}
        if not {"polis", "kommun"} < types:
            continue
        sentence = text[text.rfind(".", 0, group[0].start) + 1 : text.find(".", group[-1].end)]
        if SIGNING.search(sentence):
            known = {actor.type for actor in found}
            others = [other for other in group if other.type not in known and not other.genitive]
            return [Actor(o.type, "responsible", "document", o.text, o.start, o.end, o.name, o.code) for o in others]
    return []


def area_name(text: str) -> str | None:
    """The name of a police area, "Norra Dalarna" of "lokalpolisområde Norra Dalarna"."""
    match = re.search(r"(?:område(?:t)?|LPO)\s+(.+)", text)
    return match.group(1) if match else None
