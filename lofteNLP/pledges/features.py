"""What the pledge detector sees of a candidate: its words and lemmas, its form, its section and its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from lofteNLP.pledges.candidates import Candidate
from lofteNLP.pledges.zones import zone_of

WORD = re.compile(r"[^\W\d_]+|\d+|%")
FORMS: dict[str, re.Pattern[str]] = {
    "promise": re.compile(r"\b(?:lovar|löftet?|åtar sig|åtager sig|förbinder sig|utfäster|avser|utlovar|ansvarar)\b", re.I),
    "modal": re.compile(r"\b(?:ska|skall|kommer att|kommer)\b", re.I),
    "wish": re.compile(r"\b(?:vill|önskar|efterfrågar|borde|bör|önskemål)\b", re.I),
    "past": re.compile(r"\b(?:har|hade|blev|var|fick|gjordes|\w+(?:ades|ldes|rdes|ttes|ktes|ptes|stes)|genomförde|hölls)\b", re.I),
    "goal": re.compile(r"\b(?:målet|syftet|effekt\w*|minska\w*|öka\w*|färre|fler|ökad|minskad|förväntas|uppnå|åstadkomma)\b", re.I),
    "said": re.compile(r"\b(?:säger|menar|berättar|fortsätter|konstaterar|förklarar)\b", re.I),
    "att": re.compile(r"^att\b", re.I),
    "we": re.compile(r"\b(?:vi|vår|vårt|våra|oss)\b", re.I),
    "you": re.compile(r"\b(?:du|dig|din|ditt|dina)\b", re.I),
    "pledge_word": re.compile(r"\bmedborgarlöfte\w*", re.I),
    "police_first": re.compile(r"^(?:\w+ )?(?:polis\w*|kommun\w*|\w+ kommun|vi|lokalpolis\w*)\b", re.I),
    "actor_modal": re.compile(r"^(?:[^.,]{2,60} )?(?:ska|skall|kommer att|kommer|lovar|åtar sig|förbinder sig)\b[^.]*\b\w+a\b", re.I),
    "inverted": re.compile(r"\b(?:ska|skall|kommer|lovar|åtar sig|genomför|gör|håller|går|ger|ser|finns)\s+(?:även |också |därför |dessutom )?(?:polis\w*|kommun\w*|vi|parterna|\w+ kommun|\w+tjänsten)\b", re.I),
    "passive": re.compile(r"\b\w{3,}(?:as|es|rs|ns|ts|ks|ls)\b"),
    "caption": re.compile(r"^(?:läs (?:också|mer|även|hela)|bild|bildtext|foto|fakta|text|källa|mest läst)\b\s*:?", re.I),
    "quote": re.compile(r"^[–—-]\s|[\"”»]"),
    "want": re.compile(r"^(?:[\w ]{2,40} )?(?:vill|önskar|hoppas|strävar|siktar)\b", re.I),
    "minst": re.compile(r"\b(?:minst|högst|cirka|ca|varje|per|årligen|gånger|ggr|tillfällen)\b", re.I),
    "year": re.compile(r"\b20\d\d\b"),
    "percent": re.compile(r"%|\bprocent\b"),
    "phone": re.compile(r"\b0\d{1,3}[- ]\d|\b114 ?14\b|@|www|\.se\b|\bpdf\b"),
    "question": re.compile(r"\?"),
    "problem": re.compile(r"\b(?:problem\w*|otrygg\w*|oro\w*|upplev\w*|anmäl\w*|brist\w*|störande|ofta)\b", re.I),
    "gerund": re.compile(r"^\w+(?:a|era)\b"),
}
FIRST = re.compile(r"^\W*(\w+)(?:\W+(\w+))?(?:\W+(\w+))?")


@lru_cache(maxsize=65536)
def lemma(word: str) -> str:
    """A word's lemma by dictionary."""
    from simplemma import lemmatize

    return str(lemmatize(word, lang="sv")).lower()


def words_of(text: str, limit: int = 80) -> list[str]:
    """The lower-cased words of a text, digits by their number of places."""
    return ["#" * len(word) if word.isdigit() else word.lower() for word in WORD.findall(text)[:limit]]


def form_features(candidate: Candidate) -> dict[str, float]:
    """The form of a candidate and of its surroundings as named features.

    Examples
    --------
    >>> c = Candidate(0, 0, 9, "item", 1, "-", False, 0, "Synas mer.", "Mål", "", "", "", "", "", 0.5, 3)
    >>> form_features(c)["kind=item"]
    1.0
    """
    text = candidate.text
    found: dict[str, float] = {f"kind={candidate.kind}": 1.0, f"sign={candidate.sign[:1]}": 1.0, f"level={min(candidate.level, 3)}": 1.0}
    found["parent"] = float(candidate.parent)
    found[f"sentence={min(candidate.sentence, 4)}"] = 1.0
    count = len(text.split())
    found[f"length={min(count // 3, 12)}"] = 1.0
    found[f"end={text[-1:] if not text[-1:].isalnum() else 'word'}"] = 1.0
    found[f"place={int(candidate.place * 5)}"] = 1.0
    found[f"run={min(candidate.run, 6)}"] = 1.0
    found["lower"] = float(text[:1].islower())
    found["upper"] = float(text.isupper())
    found[f"zone={candidate.zone}"] = 1.0
    found[f"zone={candidate.zone}&kind={candidate.kind}"] = 1.0
    found[f"zone={candidate.zone}&lead={zone_of(candidate.lead)}"] = 1.0
    found["after_lead"] = float(bool(candidate.lead))
    for name, pattern in FORMS.items():
        if pattern.search(text):
            found[f"has={name}"] = 1.0
            found[f"has={name}&kind={candidate.kind}"] = 1.0
            found[f"has={name}&zone={candidate.zone}"] = 1.0
        for where in ("heading", "lead", "before", "after", "siblings"):
            if pattern.search(getattr(candidate, where)):
                found[f"{where}={name}"] = 1.0
    first = FIRST.match(text.lower())
    if first:
        for number, word in enumerate(first.groups(), 1):
            if word:
                found[f"first{number}={lemma(word) if number == 1 else word}"] = 1.0
    for name in ("heading", "upper", "lead"):
        for word in words_of(getattr(candidate, name), 14):
            found[f"{name}:{word}"] = 1.0
            found[f"{name}:{lemma(word)}&kind={candidate.kind}"] = 1.0
    for word in set(words_of(candidate.title, 40)):
        found[f"title:{word}"] = 0.3
    for word in words_of(candidate.before, 4):
        found[f"before:{word}"] = 0.5
    for word in words_of(candidate.after, 3):
        found[f"after:{word}"] = 0.5
    for word in set(words_of(candidate.siblings, 60)):
        found[f"sibling:{lemma(word)}"] = 0.3
    return found


def text_of(candidate: Candidate) -> str:
    """The candidate's words and lemmas as one text for word counts."""
    words = words_of(candidate.text)
    return " ".join([*words, *(f"l_{lemma(word)}" for word in words)])


def form_table(candidates: Sequence[Candidate]) -> list[dict[str, float]]:
    """Form features of several candidates."""
    return [form_features(candidate) for candidate in candidates]


def text_table(candidates: Sequence[Candidate]) -> list[str]:
    """Words and lemmas of several candidates."""
    return [text_of(candidate) for candidate in candidates]
