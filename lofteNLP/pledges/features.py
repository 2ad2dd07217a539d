"""What the pledge detector sees of a candidate: its words and lemmas, its form, its section and its neighbours."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from lofteNLP.openings import Openings
from lofteNLP.pledges.candidates import Candidate
from lofteNLP.pledges.zones import zone_of

WORD = re.compile(r"[^\W\d_]+|\d+|%")
MOST_WORDS = 80  # that are seen of a text
AROUND = ("heading", "lead", "before", "after", "siblings")
Form = tuple[str, re.Pattern[str]]
FIRST = re.compile(r"^\W*(\w+)(?:\W+(\w+))?(?:\W+(\w+))?")


@cache
def patterns(name: str) -> tuple[Openings[Form], list[Form]]:
    """The patterns of a table of ``forms.toml``, "forms" of a candidate or "pages": those of words, and the others."""
    table = tomllib.loads(files(__package__).joinpath("forms.toml").read_text(encoding="utf-8"))[name]
    rows = [(key, re.compile(pattern, re.I)) for key, pattern in table.items()]
    of_words = [row for row in rows if row[1].pattern.startswith(r"\b")]
    return Openings(of_words), [row for row in rows if row not in of_words]


@lru_cache(maxsize=4096)
def matching(name: str, text: str) -> tuple[str, ...]:
    """The names of a table's patterns that a text holds; neighbours ask for the same text again."""
    of_words, others = patterns(name)
    return tuple([key for key, _ in of_words.holding(text)] + [key for key, pattern in others if pattern.search(text)])


@lru_cache(maxsize=65536)
def lemma(word: str) -> str:
    """A word's lemma by dictionary."""
    from simplemma import lemmatize

    return str(lemmatize(word, lang="sv")).lower()


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """The first words of a text in lower case, digits by their number of places."""
    return tuple("#" * len(word) if word.isdigit() else word.lower() for word in WORD.findall(text)[:MOST_WORDS])


def form_features(candidate: Candidate) -> list[str]:
    """The form of a candidate, and what stands above it, as names of features.

    Examples
    --------
    >>> c = Candidate(0, 0, 9, "item", 1, "-", False, 0, "Synas mer.", "Mål", "", "", "", "", "", 0.5, 3, "goal")
    >>> "kind=item" in form_features(c), "zone=goal" in form_features(c)
    (True, True)
    """
    text, kind, zone = candidate.text, candidate.kind, candidate.zone
    found = [
        f"kind={kind}",
        f"sign={candidate.sign[:1]}",
        f"level={min(candidate.level, 3)}",
        f"sentence={min(candidate.sentence, 4)}",
    ]
    found += [f"length={min(len(text.split()) // 3, 12)}", f"end={'word' if text[-1:].isalnum() else text[-1:]}"]
    found += [f"place={int(candidate.place * 5)}", f"run={min(candidate.run, 6)}"]
    age = min(candidate.zone_age, 2)
    found += [f"zone={zone}", f"zone={zone}&kind={kind}", f"zone={zone}&lead={zone_of(candidate.lead)}"]
    found += [f"zone={zone}&age={age}", f"zone={zone}&age={age}&kind={kind}", f"age={age}"]
    promises = min(candidate.promises, 4)
    found += [f"promises={promises}", f"promises={promises}&kind={kind}", f"promises={promises}&zone={zone}"]
    for page in matching("pages", candidate.title):
        found += [f"page={page}", f"page={page}&zone={zone}"]
    flags = {
        "parent": candidate.parent,
        "lower": text[:1].islower(),
        "upper": text.isupper(),
        "after_lead": bool(candidate.lead),
    }
    found += [name for name, holds in flags.items() if holds]
    for name in matching("forms", text):
        found += [f"has={name}", f"has={name}&kind={kind}", f"has={name}&zone={zone}"]
    found += [f"{where}={name}" for where in AROUND for name in matching("forms", getattr(candidate, where))]
    first = FIRST.match(text.lower())
    for number, word in enumerate(first.groups() if first else (), 1):
        if word:
            found.append(f"first{number}={lemma(word) if number == 1 else word}")
    for name in ("heading", "upper", "lead"):
        found += words_above(name, getattr(candidate, name), kind)
    return found


@lru_cache(maxsize=4096)
def words_above(name: str, text: str, kind: str) -> list[str]:
    """The words of a heading or lead-in as names of features."""
    words = words_of(text)[:14]
    return [*(f"{name}:{word}" for word in words), *(f"{name}:{lemma(word)}&kind={kind}" for word in words)]


def neighbour_features(candidate: Candidate) -> list[str]:
    """Words of the neighbours, of the same list and of the page's first headings as names of features."""
    found = [f"before:{word}" for word in words_of(candidate.before)[:4]]
    found += [f"after:{word}" for word in words_of(candidate.after)[:3]]
    found += [f"sibling:{lemma(word)}" for word in words_of(candidate.siblings)[:60]]
    return found + [f"title:{word}" for word in words_of(candidate.title)[:40]]


def text_of(candidate: Candidate) -> str:
    """The candidate's words and lemmas as one text for word counts."""
    words = words_of(candidate.text)
    return " ".join([*words, *(f"l_{lemma(word)}" for word in words)])
