"""What the pledge detector sees of a candidate: its words and lemmas, its form, its section and its neighbours."""

from __future__ import annotations

import re
from functools import lru_cache

from lofteNLP.pledges.candidates import Candidate
from lofteNLP.pledges.zones import zone_of

WORD = re.compile(r"[^\W\d_]+|\d+|%")
FORMS: dict[str, re.Pattern[str]] = {
    "promise": re.compile(r"\b(?:lovar|löftet?|åtar sig|åtager sig|förbinder sig|utfäster|avser|utlovar|ansvarar)\b", re.I),
    "modal": re.compile(r"\b(?:ska|skall|kommer att|kommer)\b", re.I),
    "wish": re.compile(r"\b(?:vill|önskar|efterfrågar|borde|bör|önskemål)\b", re.I),
    "past": re.compile(r"\b(?:har|hade|blev|var|fick|gjordes|\w+(?:ades|ldes|rdes|ttes|ktes|ptes|stes)|genomförde|hölls)\b", re.I),
    "preterite": re.compile(
        r"\b(?:\w{2,}(?:[^n]des|tes)|gick|höll|hölls|fick|blev|var|hade|gjorde|gjordes|tog|togs|kom|fanns|skedde|gav|gavs|stod|såg|lade|satte|drog|skulle|"
        r"mötte|besökte|föll|bröts|skrev|skrevs|sattes|vann|visade|startade|ökade|sjönk|steg)\b",
        re.I,
    ),
    "weak_past": re.compile(r"\b\w{3,}ade\b", re.I),
    "perfect": re.compile(r"\bhar\s+(?:\w+\s+){0,3}?\w+(?:at|it|tt|rt|ts|ats|its)\b", re.I),
    "outcome": re.compile(r"\b(?:utfall\w*|uppfyllt|ej uppfyllt|genomfört|klart|påbörjat|inte genomfört|deltagare|jämfört|andel\w*|ställdes in|medeltid)\b", re.I),
    "example": re.compile(r"\b(?:till exempel|t\.?\s?ex|exempelvis|kan handla|aldrig|inte lova|lovar inte)\b", re.I),
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
# What the first headings say of the whole page.
PAGES = {
    "followup": re.compile(r"uppfölj|resultat|utvärder|avslut|så gick|redovis|tertial", re.I),
    "picture": re.compile(r"lägesbild|problembild|enkät|dialog|undersökning", re.I),
    "explains": re.compile(r"vad är|vad innebär|så tas|så arbetar|frågor och svar|om medborgar|arbetssätt", re.I),
    "year": re.compile(r"\b20\d\d"),
    "promise": re.compile(r"lovar|löfte", re.I),
}
AROUND = ("heading", "lead", "before", "after", "siblings")
FIRST = re.compile(r"^\W*(\w+)(?:\W+(\w+))?(?:\W+(\w+))?")


@lru_cache(maxsize=65536)
def lemma(word: str) -> str:
    """A word's lemma by dictionary."""
    from simplemma import lemmatize

    return str(lemmatize(word, lang="sv")).lower()


def words_of(text: str, limit: int = 80) -> list[str]:
    """The lower-cased words of a text, digits by their number of places."""
    return ["#" * len(word) if word.isdigit() else word.lower() for word in WORD.findall(text)[:limit]]


def form_features(candidate: Candidate) -> list[str]:
    """The form of a candidate, and what stands above it, as names of features.

    Examples
    --------
    >>> c = Candidate(0, 0, 9, "item", 1, "-", False, 0, "Synas mer.", "Mål", "", "", "", "", "", 0.5, 3, "goal")
    >>> "kind=item" in form_features(c), "zone=goal" in form_features(c)
    (True, True)
    """
    text, kind, zone = candidate.text, candidate.kind, candidate.zone
    found = [f"kind={kind}", f"sign={candidate.sign[:1]}", f"level={min(candidate.level, 3)}", f"sentence={min(candidate.sentence, 4)}"]
    found += [f"length={min(len(text.split()) // 3, 12)}", f"end={'word' if text[-1:].isalnum() else text[-1:]}"]
    found += [f"place={int(candidate.place * 5)}", f"run={min(candidate.run, 6)}"]
    age = min(candidate.zone_age, 2)
    found += [f"zone={zone}", f"zone={zone}&kind={kind}", f"zone={zone}&lead={zone_of(candidate.lead)}"]
    found += [f"zone={zone}&age={age}", f"zone={zone}&age={age}&kind={kind}", f"age={age}"]
    found += [f"page={page}" for page, pattern in PAGES.items() if pattern.search(candidate.title)]
    found += [f"page={page}&zone={zone}" for page, pattern in PAGES.items() if pattern.search(candidate.title)]
    flags = {"parent": candidate.parent, "lower": text[:1].islower(), "upper": text.isupper(), "after_lead": bool(candidate.lead)}
    found += [name for name, holds in flags.items() if holds]
    for name, pattern in FORMS.items():
        if pattern.search(text):
            found += [f"has={name}", f"has={name}&kind={kind}", f"has={name}&zone={zone}"]
        found += [f"{where}={name}" for where in AROUND if pattern.search(getattr(candidate, where))]
    first = FIRST.match(text.lower())
    for number, word in enumerate(first.groups() if first else (), 1):
        if word:
            found.append(f"first{number}={lemma(word) if number == 1 else word}")
    for name in ("heading", "upper", "lead"):
        for word in words_of(getattr(candidate, name), 14):
            found += [f"{name}:{word}", f"{name}:{lemma(word)}&kind={kind}"]
    return found


def neighbour_features(candidate: Candidate) -> list[str]:
    """Words of the neighbours, of the same list and of the page's first headings as names of features."""
    found = [f"before:{word}" for word in words_of(candidate.before, 4)]
    found += [f"after:{word}" for word in words_of(candidate.after, 3)]
    found += [f"sibling:{lemma(word)}" for word in words_of(candidate.siblings, 60)]
    return found + [f"title:{word}" for word in words_of(candidate.title, 40)]


def text_of(candidate: Candidate) -> str:
    """The candidate's words and lemmas as one text for word counts."""
    words = words_of(candidate.text)
    return " ".join([*words, *(f"l_{lemma(word)}" for word in words)])
