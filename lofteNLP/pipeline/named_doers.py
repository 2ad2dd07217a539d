"""Doers who are named outside the sentence: "(polisen)", "Polis: …", "… till fots. Polis", "Ansvarig: …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lofteNLP.pipeline.mentions import Mention
from lofteNLP.pipeline.parties import JOINT, following, partner_pattern

# What stands in a parenthesis behind such a word is an example of it.
EXAMPLES = re.compile(r"\b\w*(?:platser|lokaler|ställen|miljöer|objekt|verksamheter|aktörer|parter)(?:na)?\s*$", re.I)
LAST_WORDS = re.compile(r"[.!?)]\s+(?=[A-ZÅÄÖ])|\t|\s[–—]\s")
PREFIX = re.compile(r"\s*([^:.;!?]{2,90}?)\s*[:–]\s")
# What may stand there besides the parties: "Ansvarig", an aside, an organisation that nobody has heard of.
BESIDE_NAMES = re.compile(
    r"\b(?:ansvarig|ansvarar|ansvar|genom|via|i|med|Ansvarig)\b|[:.]|\([^)]*\)|(?<=,)\s+\w+(?:en|et|na)\b"
)
RESPONSIBLE = re.compile(r"\b[Aa]nsvar(?:ig|iga|ar)?\s*[:;]\s*")


def named_doers(text: str, mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
    """The parties of each such place."""
    for match in re.finditer(r"\(([^()]+)\)", text):
        inner = covered(text, match.start(1), match.end(1), mentions)
        if inner and not explains(text, match, mentions):
            yield inner
    prefix = PREFIX.match(text)
    if prefix:
        yield covered(text, prefix.start(1), prefix.end(1), mentions)
    for match in list(LAST_WORDS.finditer(text))[-1:]:
        yield covered(text, match.end(), len(text), mentions)
    for match in RESPONSIBLE.finditer(text):
        yield following(text, match.end(), mentions)


def explains(text: str, parenthesis: re.Match[str], mentions: Sequence[Mention]) -> bool:
    """Whether a parenthesis only explains the word before it: "vården (Region Skåne)", "mötesplatser (skolor)"."""
    owner = any(0 <= parenthesis.start() - mention.end <= 1 for mention in mentions)
    inside = parenthesis.end() < len(text.rstrip(" ."))
    return (owner and inside) or bool(EXAMPLES.search(text[: parenthesis.start()]))


def covered(text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[Mention]:
    """The parties of a stretch that says nothing else, partner phrases apart; none if it says more."""
    inner = [mention for mention in mentions if start <= mention.start and mention.end <= end]
    rest = list(text[start:end])
    for mention in inner:
        rest[mention.start - start : mention.end - start] = " " * (mention.end - mention.start)
    plain = partner_pattern().sub(" ", "".join(rest))
    plain = BESIDE_NAMES.sub(" ", plain)
    plain = re.sub(r"\b[A-ZÅÄÖ]\w+", " ", plain) if inner and len(plain.split()) <= 2 else plain
    return inner if JOINT.fullmatch(plain) else []
