"""Actors: who carries a pledge out, and in what role.

Roles are read from the text: subjects and passive agents, parties behind a partner phrase, parentheses and prefixes that name
the doer, a bare name after the last full stop.  Those who are merely reached by the measure are no actors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from lofteNLP.pipeline.lexicon import load_toml
from lofteNLP.pipeline.mentions import Mention, find_mentions
from lofteNLP.schema import Actor, ActorSource, Cue, Role

# What may stand between the parties of one list: "polisen, den lokala handeln samt både skola och socialtjänst".
JOINT = re.compile(
    r"[\s,;]*(?:(?:och|samt|eller|&|/|\+|såväl|både|bland annat|bl\.?\s?a\.?|t\.?\s?ex\.?|till exempel|som|liksom|respektive|även|"
    r"den|det|de|lokala?|lokal|kommunens|kommunala|stadens|ortens|byns|bygdens|berörda?|övriga|andra|några|en|ett|flera|ideella|privata|större|"
    r"respektive|aktuella|aktuell|ansvarig|anmälande|polisens|regionens|länets|våra|alla|samtliga|särskilt|främst|där det är lämpligt)[\s,;]*)*"
)
SUBORDINATE = frozenset("när om som där eftersom så innan än vad hur vilka vilken vilket dit då ifall huruvida varför".split())
PROMISING = re.compile(r"\b(?:lovar|åtar sig|åtager sig|förbinder sig|ansvarar för|innebär|utfäster sig|utlovas|lovas|avser|bestämt|enats om|överens om|löfte om)\b", re.I)
NOT_DOING = re.compile(r"\b(?:för|så|än|verkar?|arbetar?|bidrar?|bidra|vill|önskar|hoppas|ser? till|tillse|uppmanar?|påverkar?|genom|det|efter|innan)\s+(?:för\s+|till\s+)?att\s*$", re.I)
FINITE = re.compile(
    r"(?:ska|skall|kommer|lovar|får|kan|måste|bör|vill|åtar|åtager|förbinder|utfäster|avser|är|har|går|står|ser|ger|gör|tar|håller|finns|ses|"
    r"möts|träffas|samlas|hjälps|enas|\w{2,}(?:ar|er|år|ör|ör))$",
    re.I,
)
DEPONENT = re.compile(r"(?:möts|träffas|ses|samlas|hjälps|finns|enas|syns|umgås|delas)$", re.I)
PASSIVE = re.compile(r"(?:[^s]as|[^s]es|rs|ns|ts|ks|ls|ps|gs|ds)$")
HANDED = re.compile(
    r"\b(?:samtal|kontakt|besök|information|stöd|hjälp|brev|erbjudande|återkoppling|svar|uppdatering|besked|råd|rådgivning|påringning|personal|"
    r"deltagare|representanter|hembesök|uppföljning)\s+(?:\w+\s+)?(?:från|av)\s+(?:\w+a\s+)?$",
    re.I,
)
OWN_PART = re.compile(r"\b(?:för|från|av|genom|via|på|i)\s+$", re.I)
PART = re.compile(r"\s+(?:del|sida|försorg|regi|ledning|räkning)\b", re.I)
BEHIND = re.compile(
    r"(?:,\s+som\s[^,]+,|\s*\([^)]*\)|,[^,]{3,60},|\s+(?:från|i|på|inom)\s+(?:\w+\s+){0,4}?\w+)?\s+"
    r"(?:(?:gemensamt|tillsammans|även|också|dessutom|därför|lokalt|i stort|båda|kontinuerligt|därutöver)\s+)*(\w+)"
)
CLAUSE_START = re.compile(
    r"(?:^|[.!?:;–—\"”]|\batt|\boch|\bsamt|,|\bmen|\bmedan)\s*"
    r"(?:(?:den|det|de|både|såväl|ortens|lokala?|alla|samtliga|en|två|tre|fler|flera|våra|kommunens|lokalt|våra)\s+)*$",
    re.I,
)
FRONT = re.compile(
    r"(\w+)\s+(?:sig\s+)?(?:(?:då|även|också|därför|dessutom|både|den|det|de|såväl|lokala?|vidare|i sin tur|en|ett|två|tre|våra|därutöver)\s+)*$", re.I
)
BY = re.compile(r"\bav\s+(?:(?:den|det|de|lokala?|en|ett|både|ansvarig)\s+)*$", re.I)
CLOSING = re.compile(
    r"\s*(?:$|[,.;:)–-]|(?:och|samt|gemensamt|tillsammans|under|senast|varje|inom|i|på|vid|efter|innan|före|från|minst|två|tre|en|\d+|med|utan|som|"
    r"för|när|där|ihop|årligen|till|hos)\b)"
)
OPENERS = frozenset("varje som minst två tre en ett alla samtliga fredagar lördagar kvällstid sommartid årligen dagligen vidare även dessutom".split())


@cache
def partner_pattern() -> re.Pattern[str]:
    """Phrases that introduce partners."""
    phrases = sorted(load_toml("partners")["phrases"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.I)


@cache
def doers_pattern() -> re.Pattern[str]:
    """Phrases whose parties are the doers: "i samverkan mellan"."""
    return re.compile(rf"\b{load_toml('partners')['doers']}\s+", re.I)


def find_actors(doc: Doc) -> list[Actor]:
    """Find who acts in a text, with roles, `source` "text".

    Parameters
    ----------
    doc : Doc
        A pledge, heading or lead-in; the parse, where there is one, settles subjects and agents that word order does not.

    Examples
    --------
    >>> import spacy
    >>> doc = spacy.blank("sv")("Polisen lovar att tillsammans med skolan hålla två möten.")
    >>> [(a.type, a.role) for a in find_actors(doc)]
    [('polis', 'responsible'), ('skola', 'partner')]
    """
    text = doc.text
    purpose = re.search(r"\bSyfte\w*\s?:", text)
    mentions = [mention for mention in find_mentions(text) if not (purpose and mention.start > purpose.start())]
    roles: dict[Mention, tuple[Role, Cue | None]] = {}
    for cue, partners in partner_lists(text, mentions):
        for mention in partners:
            roles.setdefault(mention, ("partner", cue))
    for group in (*doer_lists(text, mentions), *named_doers(text, mentions)):
        for mention in group:
            roles.setdefault(mention, ("responsible", None))
    for group in acting(doc, mentions):
        for mention in group:
            roles.setdefault(mention, ("responsible", None))
    return [actor(mention, *roles[mention], "text") for mention in mentions if mention in roles]


def actor(mention: Mention, role: Role, cue: Cue | None, source: ActorSource, offset: int = 0) -> Actor:
    """The typed value of a mention."""
    start, end = mention.start + offset, mention.end + offset
    return Actor(mention.type, role, source, mention.text, start, end, mention.name, mention.code, cue)


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
        if mention.genitive or not JOINT.fullmatch(text[position : mention.start]):
            break
        if re.search(r"\bsom\s*$", text[position : mention.start]) and not group:
            break
        group.append(mention)
        parenthesis = re.compile(r"\s*\([^)]*\)").match(text, mention.end)
        position = parenthesis.end() if parenthesis else mention.end
    return group


def coordinated(text: str, mention: Mention, mentions: Sequence[Mention]) -> list[Mention]:
    """A party and those coordinated with it on either side."""
    index = mentions.index(mention)
    group = [mention]
    for other in reversed(mentions[:index]):
        if other.genitive or not joins(text[other.end : group[0].start]):
            break
        group.insert(0, other)
    for other in mentions[index + 1 :]:
        if other.genitive or not joins(text[group[-1].end : other.start]):
            break
        group.append(other)
    return group


def joins(gap: str) -> bool:
    """Whether the words between two parties only join them."""
    return bool(gap.strip()) and bool(JOINT.fullmatch(gap)) and not re.search(r"\bsom\b", gap)


def named_doers(text: str, mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Doers named outside the sentence: "(polisen)", "Polis: …", "… till fots. Polis"."""
    for match in re.finditer(r"\(([^()]+)\)", text):
        inner = within(mentions, match.start(1), match.end(1))
        owner = next((m for m in mentions if 0 <= match.start() - m.end <= 1), None)
        if inner and covers(text, match.start(1), match.end(1), inner) and not (owner and match.end() < len(text.rstrip(" ."))):
            yield inner
    prefix = re.match(r"\s*([^:.;!?]{2,90}?)\s*[:–]\s", text)
    if prefix:
        inner = within(mentions, prefix.start(1), prefix.end(1))
        if inner and covers(text, prefix.start(1), prefix.end(1), inner):
            yield inner
    for match in list(re.finditer(r"[.!?)]\s+(?=[A-ZÅÄÖ])|\t", text))[-1:]:
        inner = within(mentions, match.end(), len(text))
        if inner and covers(text, match.end(), len(text), inner):
            yield inner
    for match in re.finditer(r"\b[Aa]nsvar(?:ig|iga|ar)?\s*[:;]\s*", text):
        yield following(text, match.end(), mentions)


def within(mentions: Sequence[Mention], start: int, end: int) -> list[Mention]:
    """The mentions inside a stretch that no partner phrase of its own introduces."""
    return [mention for mention in mentions if start <= mention.start and mention.end <= end]


def covers(text: str, start: int, end: int, mentions: Sequence[Mention]) -> bool:
    """Whether a stretch says nothing but the parties, with partner phrases between them."""
    rest = list(text[start:end])
    for mention in mentions:
        rest[mention.start - start : mention.end - start] = " " * (mention.end - mention.start)
    plain = partner_pattern().sub(" ", "".join(rest))
    plain = re.sub(r"\b(?:ansvarig|ansvarar|ansvar|genom|via|i|med|Ansvarig)\b|[:.]", " ", plain)
    plain = re.sub(r"\b[A-ZÅÄÖ]\w+", " ", plain) if mentions and len(plain.split()) <= 2 else plain
    return bool(JOINT.fullmatch(plain))


def acting(doc: Doc, mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
    """The lists of parties that are subjects or agents of an undertaking."""
    for mention in mentions:
        group = coordinated(doc.text, mention, mentions)
        if is_subject(doc, group, mention) or is_agent(doc, group):
            yield group
        elif len(group) > 1 and mention is group[-1] and is_subject(doc, [mention], mention):
            yield [mention]


def is_subject(doc: Doc, group: Sequence[Mention], mention: Mention) -> bool:
    """Whether a list of parties is the subject of an undertaking."""
    before, after = doc.text[: group[0].start], doc.text[group[-1].end :]
    if OWN_PART.search(before) and PART.match(after):
        return True
    if mention.genitive:
        return False
    if re.search(r"\b(?:via|genom)\s+$", before, re.I) and mention.type in ("polis", "kommun", "socialtjanst"):
        return True
    if re.search(r"\blåt(?:a|er)\s+$", before, re.I) and mention.type not in ("boende", "naringsliv"):
        return True
    if re.match(r"\s+(?:svarar för|ansvarar för|utför|sköter|står för)\b", after):
        return True
    if re.search(r",?\s(?:och|samt)\s+$", before) and re.match(r"\s+att\s+\w+a\b", after) and PROMISING.search(before):
        return True
    if mention.type == "polis" and re.fullmatch(r"\s*(?:\w+\s+)?", before) and re.match(r"\s+(?:på|till fots|i|vid|längs|kring|ute)\b", after):
        return True
    asked = re.match(r"\s+som\s+(?:vill|så önskar|önskar|ber)\b", after)
    if asked or in_subordinate(before) or passive_ahead(doc, group[-1].end):
        return False
    if re.search(r"(?:^|\b(?:lovar|innebär|sig|vis|sätt))\s*att\s+$", before, re.I) and not passive_ahead(doc, group[-1].end):
        return True
    return by_word_order(doc, before, after, group) or (mention.type != "boende" and by_parse(mention, doc))


def in_subordinate(before: str) -> bool:
    """Whether the words before a party open a clause that promises nothing of it."""
    words = re.findall(r"\w+", before)
    if words and words[-1].lower() in SUBORDINATE:
        return True
    if re.search(r"\batt\s*$", before, re.I):
        return bool(NOT_DOING.search(before)) and len(words) > 1
    return False


def by_word_order(doc: Doc, before: str, after: str, group: Sequence[Mention]) -> bool:
    """Verb-second order: a finite verb right behind the party, or right in front of it."""
    behind = BEHIND.match(after)
    if behind and CLAUSE_START.search(before):
        position = group[-1].end + behind.start(1)
        adjacent = not doc.text[group[-1].end : position].strip()
        if is_finite(doc, position, behind.group(1), adjacent=adjacent) and not is_passive(doc, position, behind.group(1)):
            return not passive_ahead(doc, position)
    front = FRONT.search(before)
    if not front or not is_finite(doc, front.start(1), front.group(1)) or is_passive(doc, front.start(1), front.group(1)):
        return False
    return is_inverted(doc, before, front, group[-1].end)


def word_at(doc: Doc, position: int) -> Token | None:
    """The token that begins at a place, where the text is tagged."""
    if not doc.has_annotation("TAG"):
        return None
    span = doc.char_span(position, position + 1, alignment_mode="expand")
    return span[0] if span is not None and len(span) else None


def is_finite(doc: Doc, position: int, word: str, *, adjacent: bool = False) -> bool:
    """Whether a word is a finite verb, by its form and its tag."""
    if DEPONENT.fullmatch(word):
        return True
    token = word_at(doc, position)
    if token is not None and token.pos_ in ("VERB", "AUX"):
        return token.morph.get("VerbForm") != ["Inf"]
    if adjacent and re.search(r"(?:ar|er|år|ör)$", word) and (token is None or token.pos_ in ("NOUN", "ADJ", "PROPN", "X")):
        return True  # two nouns cannot stand side by side, so what follows a party is a verb, whatever the tagger says
    known = re.fullmatch(r"ska|skall|kommer|lovar|åtar|förbinder|utfäster|avser|ansvarar|genomför|fortsätter", word, re.I)
    return bool(known) or (token is None and bool(FINITE.fullmatch(word)) and word.lower() != "får")


def is_passive(doc: Doc, position: int, word: str) -> bool:
    """Whether a verb stands in the s-passive."""
    token = word_at(doc, position)
    if DEPONENT.fullmatch(word):
        return False
    if word.lower() == "får":
        return True  # who gets something is reached by the measure
    return token.morph.get("Voice") == ["Pass"] if token is not None else bool(PASSIVE.search(word))


def passive_ahead(doc: Doc, position: int) -> bool:
    """Whether the infinitive behind a modal verb at a place is passive: "väktare ska anlitas"."""
    match = re.compile(r"\s*(?:ska|skall|kommer att|kan|bör|måste|får)\s+(?:\w+\s+){0,4}?(\w{2,}as|\w{2,}a)\b", re.I).match(doc.text, position)
    return bool(match and match.group(1).endswith("as") and not re.fullmatch(r"träffas|samlas|mötas|hjälpas|finnas|synas|enas|umgås", match.group(1)))


def is_inverted(doc: Doc, before: str, front: re.Match[str], end: int) -> bool:
    """Whether a finite verb in front of a party takes it as its subject and not as its object."""
    verb = front.group(1).lower()
    if verb in ("ska", "skall", "kommer", "kan", "vill", "måste", "bör"):
        return not re.match(r"\s+(?:att\s+)?\w+as\b(?<!träffas)(?<!samlas)(?<!mötas)(?<!finnas)", doc.text[end:])
    if verb in ("lovar", "åtar", "förbinder", "utfäster", "avser", "ansvarar"):
        return True
    clauses = re.split(r"[.!?:;]\s|,\s(?=(?:men|och|samt)\b)", before[: front.start()])
    clause = clauses[-1].strip()
    if not clause:
        return False
    token = word_at(doc, len(before[: front.start()].rstrip()) - len(clause))
    if token is None:
        return not re.match(r"(?:den|det|de|polisen|kommunen|vi)\b", clause, re.I)
    return token.pos_ in ("ADP", "ADV", "SCONJ", "NUM", "CCONJ") or token.text.lower() in OPENERS


def by_parse(mention: Mention, doc: Doc) -> bool:
    """Whether the parser makes a mention the active subject of a clause that states the undertaking."""
    if not doc.has_annotation("DEP"):
        return False
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    token = span.root if span is not None and len(span) else None
    while token is not None and token.dep_ == "conj":
        token = token.head
    if token is None or token.dep_ != "nsubj":
        return False
    verb = token.head
    if verb.pos_ not in ("VERB", "AUX") or verb.lemma_ in load_toml("actors")["reached"]["verbs"].split("|"):
        return False
    if verb.morph.get("Voice") == ["Pass"] and not DEPONENT.fullmatch(verb.text):
        return False
    while verb.dep_ in ("conj", "xcomp", "parataxis") or (verb.dep_ == "ccomp" and PROMISING.search(verb.head.text + " sig")):
        verb = verb.head
    return verb.dep_ == "ROOT"


def is_agent(doc: Doc, group: Sequence[Mention]) -> bool:
    """Whether parties are the agent of a passive, or hand the residents what is promised."""
    before, after = doc.text[: group[0].start], doc.text[group[-1].end :]
    if group[-1].genitive:
        return False
    if HANDED.search(before):
        return True
    by = BY.search(before)
    if not by:
        return False
    if re.search(r"\b(?:ska|skall|kommer att|bör)\s+$", before[: by.start()]):
        return True
    previous = re.search(r"(\w+),?\s+$", before[: by.start()])
    if previous and re.search(r"(?:nad|rad|lad|tad|dad|sad|rd|ld|nd)$", previous.group(1)):
        return True
    start = max((m.end() for m in re.finditer(r"[.;:]\s", before)), default=0)
    passive = any(is_passive_verb(doc, start + m.start(), m.group(0)) for m in re.finditer(r"\w{3,}s\b", before[start:]))
    return passive and bool(CLOSING.match(after))


def is_passive_verb(doc: Doc, position: int, word: str) -> bool:
    """Whether a word is a verb in the s-passive, by its tag or, untagged, by its form."""
    token = word_at(doc, position)
    if token is None:
        return bool(re.search(r"(?:as|es|rs|ls|gs)$", word))
    return token.pos_ == "VERB" and not DEPONENT.fullmatch(word)
