"""Subjects: parties that Swedish word order, or failing that the parse, makes the subject of an undertaking."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from spacy.tokens import Doc

from lofteNLP.pipeline.lexicon import load_toml
from lofteNLP.pipeline.mentions import Mention, find_mentions
from lofteNLP.pipeline.verbs import DEPONENT, is_finite, is_passive, is_past, reached_ahead, text_of, word_at

SUBORDINATE = frozenset(
    "när om som där eftersom så innan än vad hur vilka vilken vilket dit då ifall huruvida varför över".split()
)
PROMISING = re.compile(
    r"\b(?:lovar|åtar sig|åtager sig|förbinder sig|ansvarar för|innebär|utfäster sig|utlovas|lovas|avser|bestämt|"
    r"enats om|överens om|löfte om)\b",
    re.I,
)
NOT_DOING = re.compile(
    r"\b(?:för|så|än|verkar?|arbetar?|bidrar?|vill|önskar|hoppas|begära?|begär|kräver?|kräva|förutsatt|förutsättning(?:en)?|"
    r"villkor|till|tillse|uppmanar?|påverkar?|genom|det|efter|innan|över)\s+(?:för\s+|till\s+)?att\s+(?:(?:en|ett|den|det|de|alla|fler)\s+)?$",
    re.I,
)
OWN_PART = re.compile(r"\b(?:för|från|av|genom|via|på|i)\s+$", re.I)
PART = re.compile(r"\s+(?:del|sida|försorg|regi|ledning|räkning)\b", re.I)
DETERMINERS = (
    r"(?:(?:den|det|de|både|såväl|ortens|lokala?|alla|samtliga|en|ett|två|tre|fler|flera|våra|kommunens|lokalt|även|också)"
    r"\s+)*"
)
CLAUSE_START = re.compile(
    r"(?:^|[.!?:;–—\"”]|\batt|\boch|\bsamt|,(?:\s(?:där|varvid|varefter|varför))?|\bmen|\bmedan)\s*"
    + DETERMINERS
    + "$",
    re.I,
)
# ", där polisen berättar om …" goes on promising; "platser där polisen …" does not.
CONTINUED = re.compile(rf",\s(?:där|varvid|varefter|varför)\s+{DETERMINERS}$", re.I)
ADVERBS = r"(?:(?:gemensamt|tillsammans|även|också|dessutom|därför|lokalt|i stort|båda|kontinuerligt|därutöver)\s+)*"
WITH = r"\s+(?:tillsammans|ihop|i samverkan|i samarbete) med \w+(?:\s(?:och|samt)\s\w+)?"
ASIDE = rf"(?:\s+[A-ZÅÄÖ]\w+(?:\s+[A-ZÅÄÖ]\w+)?|{WITH}|,\s+som\s[^,]+,|\s*\([^)]*\)|,[^,]{{3,60}},)?"
BEHIND = re.compile(rf"{ASIDE}\s*{ADVERBS}(\w+)")
PLACED = re.compile(r"\s+(?:från|i|på|inom|vid|hos|med)\s+")
STOP = re.compile(r"[,.;:!?()–]|\b(?:som|att|när|där|om|och|samt)\b")
FRONT = re.compile(
    r"(\w+)\s+(?:sig\s+)?(?:(?:då|nu|därför|dessutom|vidare|i sin tur|därutöver|den|det|de|både|såväl|lokala?|alla|"
    r"samtliga|en|ett|två|tre|fler|flera|våra|även|också)\s+)*$",
    re.I,
)
BETWEEN = frozenset(  # every word that may stand behind the first of FRONT
    "sig då nu därför dessutom vidare i sin tur därutöver den det de både såväl lokal lokala alla samtliga en ett två "
    "tre fler flera våra även också".split()
)
NEAREST = re.compile(r"(\w+)\s+(?:(?:\w+s|deras|de|den|många|alla|flest|även|också)\s+)?$")
OPENED = re.compile(r"\batt\s+(?:(?:en|ett|den|det|de|alla|fler)\s+)?$", re.I)
OPENERS = frozenset(
    "varje som minst två tre en ett alla samtliga fredagar lördagar kvällstid sommartid årligen dagligen vidare även "
    "dessutom".split()
)
ADVERB_CLAUSE = re.compile(
    r"(?:därför|dessutom|därutöver|vidare|därtill|sedan|då|nu|slutligen|även|också|årligen|löpande)$", re.I
)
MODAL = frozenset("ska skall kommer kan vill måste bör har".split())
SPEAKING = re.compile(r"[,.!–—”\"]\s*(?:säger|lovar|uppger|försäkrar)\s+$")
FUNDING = re.compile(r"\s+(?:bekostar|betalar|ombesörjer|ordnar|finansierar|skjuter till)\b")
ASKED = re.compile(r"\s+som\s+(?:vill|så önskar|önskar|ber|(?:\w+\s+){1,6}?får)\b")
GETTING = re.compile(r"(?:\s(?:i|på|från)\s[^,.]{1,60}?)?\s+att\s+få\b(?!\s+(?:bort|fram|till|igång|stopp|slut))")
PROMISES = frozenset("lovar åtar förbinder utfäster avser ansvarar".split())
CHAINED = ("conj", "xcomp", "parataxis")
INSTITUTIONS = ("polis", "kommun", "socialtjanst", "skola", "raddningstjanst")


def is_subject(doc: Doc, group: Sequence[Mention], mention: Mention) -> bool:
    """Whether a list of parties is the subject of an undertaking."""
    before, after = text_of(doc)[: group[0].start], text_of(doc)[group[-1].end :]
    if OWN_PART.search(before) and PART.match(after):
        return not (re.match(r"\s+regi\b", after) and mention.type == "region")
    if mention.genitive:
        return False
    if stands_for(mention, before, after) or is_verbless(doc, group, before, after):
        return True
    if ASKED.match(after) or in_subordinate(before) or reached_ahead(text_of(doc), group[-1].end):
        return False
    if mention.type in ("boende", "naringsliv") and CONTINUED.search(before):
        return False
    if re.search(r"(?:^|\b(?:lovar|innebär|sig|vis|sätt))\s*att\s+$", before, re.I):
        return not is_done_to(doc, after, group[-1].end)
    return by_word_order(doc, before, after, group) or (group[0].type != "boende" and by_parse(mention, doc))


def is_done_to(doc: Doc, after: str, end: int) -> bool:
    """Whether the verb behind a party is passive: "att vårdnadshavare kontaktas"."""
    verb = verb_behind(doc, after, end)
    return verb is not None and is_passive(doc, *verb)


def stands_for(mention: Mention, before: str, after: str) -> bool:
    """Whether set phrases make a party a doer: "genom kommunen", "låter skolan", "vilket kommunen bekostar"."""
    if re.search(r"\b(?:via|genom)\s+$", before, re.I) and mention.type in ("polis", "kommun", "socialtjanst"):
        return True
    if re.search(r"\blåt(?:a|er)\s+$", before, re.I) and mention.type not in ("boende", "naringsliv", "foreningar"):
        return True
    if re.match(r"\s+(?:svarar för|ansvarar för|utför|sköter|står för)\b", after):
        return not re.search(r"\b(?:hur|vad|när|om|där)\s+(?:\w+s\s+)?$", before, re.I)
    if re.search(r"\b(?:vilket|som|varefter|varvid)\s+$", before) and FUNDING.match(after):
        return True
    if re.search(r"\b(?:står|svarar|ansvarar) för [^.;]*\boch\s+$", before) and re.match(r"\s+för\b", after):
        return True
    if SPEAKING.search(before) and mention.type in INSTITUTIONS:
        return True
    if re.search(r"\b(?:ankommer på|åligger|åvilar)\s+$", before) and re.match(r"[^.]*\batt\b", after):
        return True
    added = re.match(r"\s+att\s+(?:\w+a|ge|se|gå|stå|få|bli|nå)\b", after) and PROMISING.search(before)
    return bool(added and re.search(r",?\s(?:och|samt)\s+$", before))


def is_verbless(doc: Doc, group: Sequence[Mention], before: str, after: str) -> bool:
    """Whether an item without a verb opens with its doers: "Polis till fots", "Skola och polis i samma rum"."""
    if re.fullmatch(r"\s*(?:(?!fler|mer|utökad|ökad)\w+\s+)?", before, re.I) is None:
        return False
    if not re.match(r"\s+(?:på|till fots|i|vid|längs|kring|ute|med på)\b", after):
        return False
    if group[0].type == "polis" and len(group) == 1:
        return True
    if before.strip() or not (len(group) > 1 or re.match(r"\s+med på\b", after)):
        return False
    sentence = re.split(r"[.!?;]\s", after)[0]
    verbs = (m for m in re.finditer(r"\w+", sentence) if is_finite(doc, group[-1].end + m.start(), m.group(0)))
    return group[0].type in INSTITUTIONS and next(verbs, None) is None


def in_subordinate(before: str) -> bool:
    """Whether the words before a party open a clause that promises nothing of it."""
    if CONTINUED.search(before):
        return False
    nearest = NEAREST.search(before, place_of_last(before, 2))
    if nearest and not SUBORDINATE.isdisjoint(nearest.group().lower().split()):
        return True
    if OPENED.search(before):
        return bool(NOT_DOING.search(before)) and len(re.findall(r"\w+", before)) > 1
    return False


def place_of_last(text: str, count: int) -> int:
    """Where the last so many words of a text begin, white space in front of them included.

    Examples
    --------
    >>> place_of_last("i maj lovar vi ", 2)
    5
    """
    parts = text.rsplit(None, count)
    return len(parts[0]) if len(parts) > count else 0


def by_word_order(doc: Doc, before: str, after: str, group: Sequence[Mention]) -> bool:
    """Verb-second order: a finite verb right behind the party, or right in front of it."""
    if CLAUSE_START.search(before):
        verb = verb_behind(doc, after, group[-1].end)
        if verb is not None:
            position, word = verb
            if CONTINUED.search(before) and is_past(doc, position):
                return False
            return not is_passive(doc, position, word) and not reached_ahead(text_of(doc), position)
    between = sum(1 for _ in takewhile(lambda word: word.lower() in BETWEEN, reversed(before.split())))
    front = FRONT.search(before, place_of_last(before, between + 1))
    if not front:
        return False
    lone_adverb = ADVERB_CLAUSE.search(before[: front.start()].strip()) and before[: front.start()].strip().isalpha()
    if not lone_adverb and not is_finite(doc, front.start(1), front.group(1)):
        return False
    return not is_passive(doc, front.start(1), front.group(1)) and is_inverted(doc, before, front, group[-1].end)


def verb_behind(doc: Doc, after: str, end: int) -> tuple[int, str] | None:
    """The finite verb behind a party: next to it, or behind a name, an aside or a place that belongs to it."""
    behind = BEHIND.match(after)
    if behind:
        adjacent = not after[: behind.start(1)].strip()
        if is_finite(doc, end + behind.start(1), behind.group(1), adjacent=adjacent):
            return end + behind.start(1), behind.group(1)
    placed = PLACED.match(after)
    if not placed:
        return None
    stop = STOP.search(after, placed.end())
    stretch = after[placed.end() : stop.start() if stop else len(after)]
    for word in list(re.finditer(r"\w+", stretch))[1:7]:
        position = end + placed.end() + word.start()
        if is_finite(doc, position, word.group(0)):
            return position, word.group(0)
    return None


def is_inverted(doc: Doc, before: str, front: re.Match[str], end: int) -> bool:
    """Whether a finite verb in front of a party takes it as its subject and not as its object."""
    start = clause_start(before[: front.start()])
    clause = before[start : front.start()].strip()
    if has_subject(text_of(doc), start, front.start()):
        return False
    verb = front.group(1).lower()
    if verb == "låter":
        return False
    if verb in MODAL:
        if GETTING.match(text_of(doc)[end:]):
            return False
        return not re.match(r"\s+(?:att\s+)?\w+as\b(?<!träffas)(?<!samlas)(?<!mötas)(?<!finnas)", text_of(doc)[end:])
    if verb in PROMISES:
        return not re.search(r"\b(?:vi|de|parterna|båda)\s*$", clause, re.I)  # "vi lovar invånarna att": they are told
    if not clause or clause.lower().startswith("att "):
        return False
    token = word_at(doc, start + len(before[start:]) - len(before[start:].lstrip()))
    if token is None:
        return not re.match(r"(?:den|det|de|vi)\b", clause, re.I)
    if clause.lower() in ("det", "detta"):
        return verb in ("ordnar", "gör", "sköter", "svarar", "bekostar", "betalar", "utför")
    return token.pos_ in ("ADP", "ADV", "SCONJ", "NUM", "CCONJ") or token.text.lower() in OPENERS


def clause_start(before: str) -> int:
    """Where the clause begins that a stretch of text ends in."""
    cuts = [cut.end() for cut in re.finditer(r"[.!?:;]\s|,\s(?=(?:men|och|samt)\b)", before)]
    return cuts[-1] if cuts else 0


def has_subject(text: str, start: int, verb: int) -> bool:
    """Whether a clause opens with a party right before its verb, so that what follows the verb is an object."""
    for mention in find_mentions(text):
        lead = text[start : mention.start]
        if start <= mention.start < mention.end <= verb and not mention.genitive:
            return bool(re.fullmatch(rf"\s*{DETERMINERS}", lead, re.I)) and not text[mention.end : verb].strip()
    return False


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
    if verb.morph.get("Voice", []) == ["Pass"] and not DEPONENT.fullmatch(verb.text):
        return False
    if verb.morph.get("Tense", []) == ["Past"]:
        return False
    while verb.dep_ in CHAINED or (verb.dep_ == "ccomp" and PROMISING.search(verb.head.text + " sig")):
        verb = verb.head
    return bool(verb.dep_ == "ROOT")
