"""Agents: parties behind "av" in a passive, and those from whom residents get what is promised."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from lofteNLP.pipeline.mentions import Mention
from lofteNLP.pipeline.verbs import DEPONENT, text_of, word_at

HANDED = re.compile(
    r"\b(?:samtal|kontakt|besök|information|stöd|hjälp|brev|erbjudande|återkoppling|svar|uppdatering|besked|påhälsning|råd|rådgivning|påringning|personal|"
    r"deltagare|representanter|hembesök|uppföljning)\s+(?:\w+\s+)?(?:från|av)\s+(?:\w+a\s+)?$",
    re.I,
)
BY = re.compile(r"\bav\s+(?:(?:den|det|de|lokala?|en|ett|två|tre|fyra|båda|flera|både|ansvarig)\s+)*$", re.I)
COMMISSIONED = re.compile(r"\b(?:anlita[r]?|avropar?|på uppdrag av)\s+(?:(?:fler|en|ett|två|tre)\s+)?$", re.I)
PARTICIPLE = re.compile(
    r"(?:(?<!följ)(?<!grun)(?<!stö)(?<!ra)(?<!le)d|[rln]da|fört|ordnat|mannat|lett|tagen|tagna|driven|drivna|skriven|skrivna|hållna)$"
)
CLOSING = re.compile(
    r"\s*(?:$|[,.;:)–-]|(?:och|samt|gemensamt|tillsammans|under|senast|varje|inom|i|på|vid|efter|innan|före|från|minst|två|tre|en|\d+|med|utan|som|"
    r"för|när|där|ihop|årligen|till|hos)\b)"
)


def is_agent(doc: Doc, group: Sequence[Mention]) -> bool:
    """Whether parties are the agent of a passive, are commissioned, or hand the residents what is promised."""
    before, after = text_of(doc)[: group[0].start], text_of(doc)[group[-1].end :]
    if group[-1].genitive:
        return False
    if HANDED.search(before) or COMMISSIONED.search(before):
        return True
    if re.search(r"\bge[r]?\s+$", before) and re.match(r"\s+i uppdrag\b", after):
        return True
    by = BY.search(before)
    if not by:
        return False
    if re.search(r"\b(?:ska|skall|kommer|kommer att|bör)\s+$", before[: by.start()]):
        return True
    previous = re.search(r"(\w+),?\s+$", before[: by.start()])
    if previous and PARTICIPLE.search(previous.group(1)):
        return True
    if re.search(r"\bses över\s+$", before[: by.start()]):
        return True
    if previous and previous.group(1).endswith("s") and is_passive_verb(doc, previous.start(1), previous.group(1)):
        return True
    start = max((m.end() for m in re.finditer(r"[.;:]\s", before)), default=0)
    verbs = re.finditer(r"\w{2,}s\b", before[start:])
    passive = any(is_passive_verb(doc, start + verb.start(), verb.group(0)) for verb in verbs)
    return passive and bool(CLOSING.match(after))


def is_passive_verb(doc: Doc, position: int, word: str) -> bool:
    """Whether a word is a verb in the s-passive, by its tag or, untagged, by its form."""
    token = word_at(doc, position)
    if token is None:
        return bool(re.search(r"(?:as|es|rs|ls|gs)$", word))
    return token.pos_ == "VERB" and not DEPONENT.fullmatch(word)
