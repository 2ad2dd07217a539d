"""Actors: who carries a pledge out, and in what role.

Roles are read from the text: subjects and passive agents, parties behind a partner phrase, parentheses and prefixes
that name the doer, a bare name after the last full stop. Those who are merely reached by the measure are no actors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from lofteNLP.pipeline.agents import is_agent
from lofteNLP.pipeline.mentions import Mention, find_mentions
from lofteNLP.pipeline.named_doers import named_doers
from lofteNLP.pipeline.parties import coordinated, doer_lists, partner_lists
from lofteNLP.pipeline.verbs import is_finite, text_of
from lofteNLP.pipeline.word_order import in_subordinate, is_subject
from lofteNLP.schema import Actor, ActorSource, Cue, Role


def find_actors(doc: Doc) -> list[Actor]:
    """Find who acts in a text, with roles, `source` "text".

    Parameters
    ----------
    doc : Doc
        A pledge, heading or lead-in; the parse, where there is one, settles subjects that word order does not.

    Examples
    --------
    >>> import spacy
    >>> doc = spacy.blank("sv")("Polisen lovar att tillsammans med skolan hålla två möten.")
    >>> [(a.type, a.role) for a in find_actors(doc)]
    [('polis', 'responsible'), ('skola', 'partner')]
    """
    text = text_of(doc)
    purpose = re.search(r"\bSyfte\w*\s?:", text)
    mentions = [mention for mention in find_mentions(text) if not (purpose and mention.start > purpose.start())]
    if not mentions:
        return []
    roles: dict[Mention, tuple[Role, Cue | None]] = {}
    for cue, partners in partner_lists(text, mentions):
        for mention in partners:
            roles.setdefault(mention, ("partner", cue))
    said = text[: purpose.start()] if purpose else text
    for group in (*doer_lists(text, mentions), *named_doers(said, mentions), *acting(doc, mentions)):
        for mention in group:
            roles.setdefault(mention, ("responsible", None))
    return [actor(mention, *roles[mention], "text") for mention in mentions if mention in roles]


def actor(mention: Mention, role: Role, cue: Cue | None, source: ActorSource, offset: int = 0) -> Actor:
    """The typed value of a mention."""
    start, end = mention.start + offset, mention.end + offset
    return Actor(mention.type, role, source, mention.text, start, end, mention.name, mention.code, cue)


def acting(doc: Doc, mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
    """The lists of parties that are subjects or agents of an undertaking."""
    for mention in mentions:
        group = coordinated(text_of(doc), mention, mentions)
        if is_subject(doc, group, mention) or is_agent(doc, group):
            yield group
        elif len(group) > 1 and mention is group[-1] and begins_clause(doc, group):
            yield [mention]


def begins_clause(doc: Doc, group: Sequence[Mention]) -> bool:
    """Whether the last of a list rather begins a clause of its own: "för fler än polisen och kommunen åtar sig …"."""
    before, last = text_of(doc)[: group[0].start], group[-1]
    verb = re.compile(r"\s+(\w+)").match(text_of(doc), last.end)
    if not verb or not is_finite(doc, verb.start(1), verb.group(1), adjacent=True):
        return False
    return (not in_subordinate(before) or before.endswith("än ")) and is_subject(doc, [last], last)
