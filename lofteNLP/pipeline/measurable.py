"""How far a pledge can be measured: who, what, how much and when are said, inherited, or missing."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from lofteNLP.pipeline.offsets import Folded
from lofteNLP.schema import MISSING, Actor, Deadline, Evidence, Measurable, Quantity

# Verbs that name no activity of their own: what is then promised is an aim.
VAGUE = frozenset("verka arbeta sträva bidra främja öka minska förbättra stärka utveckla fortsätta ha vara".split())


def measure(
    doc: Doc,
    folded: Folded,
    actors: Sequence[Actor],
    quantities: Sequence[Quantity],
    deadlines: Sequence[Deadline],
    period: bool,
) -> Measurable:
    """Tell for who, what, how much and when whether the pledge says it.

    Parameters
    ----------
    doc : Doc
        The parsed pledge.
    folded : Folded
        Its text and where that stands in the document.
    actors, quantities, deadlines
        Its values, offsets in the document.
    period : bool
        Whether the document or section gives a period that the pledge inherits.
    """
    responsible = [actor for actor in actors if actor.role == "responsible"]
    own = [actor for actor in responsible if actor.source in ("text", "responsible-line")]
    who = explicit(own[0]) if own else Evidence("inherited", *ends(responsible[0])) if responsible else MISSING
    how_much = explicit(quantities[0]) if quantities else MISSING
    when = explicit(deadlines[0]) if deadlines else Evidence("inherited", None, None) if period else MISSING
    return Measurable(who, activity(doc, folded), how_much, when)


def explicit(value: Actor | Quantity | Deadline) -> Evidence:
    """Evidence in the span of a value."""
    return Evidence("explicit", *ends(value))


def ends(value: Actor | Quantity | Deadline) -> tuple[int, int]:
    """Start and end of a value."""
    return value.start_char, value.end_char


def activity(doc: Doc, folded: Folded) -> Evidence:
    """The word that names the activity: the first telling verb, else the first noun of a verbless item."""
    for token in doc:
        if (
            token.pos_ == "VERB"
            and token.lemma_.lower() not in VAGUE
            and token.dep_ in ("ROOT", "conj", "xcomp", "ccomp")
        ):
            return Evidence("explicit", *folded.span(token.idx, token.idx + len(token)))
    verbs = [token for token in doc if token.pos_ == "VERB"]
    noun = next((token for token in doc if token.pos_ == "NOUN"), None)
    if not verbs and noun is not None:
        return Evidence("explicit", *folded.span(noun.idx, noun.idx + len(noun)))
    return MISSING
