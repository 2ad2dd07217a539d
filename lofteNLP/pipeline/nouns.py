"""The noun that a number counts: behind it, through its modifiers, or before it where the number stands alone."""

from __future__ import annotations

import re
from functools import cached_property

from spacy.tokens import Doc, Token

from lofteNLP.pipeline.units import DEFINITE, MEASURES, NOT_UNITS, PLURAL, known_unit, unit_lemma
from lofteNLP.pipeline.verbs import text_of

Noun = tuple[int, int, str]  # start, end and surface

WORD = re.compile(r"km/h|[^\W\d_][\w&]*(?:-\w+)*-?|%")
NEXT = re.compile(r"\s+([^\W\d_]+)")
SPACE = re.compile(r"\s*")
LISTED = re.compile(r"\s*(?:,\s+(?=\w+[aegt]\s))?")  # "två belysta, trygga vägar"
PIECES = re.compile(r"\s?(\w+)\.?")
PARTITIVE = re.compile(r"\s+av\s+(?!de[mn]?\b|dessa\b)(?:\w+s\s+)?")
PREPOSITIONS = frozenset(
    "på av mot till i för inom vid bland om kring efter utmed längs hos ur åt från under över genom enligt "
    "mellan med".split()
)
STOP = frozenset(
    "och eller samt som ska skall kommer är har så att per varje respektive där när inte av på i för vid med mot till "
    "från om under inom bland hos ur åt genom enligt mellan de den det dem dessa varav särskilt främst helst både "
    "vardera sammantaget sammanlagt totalt utanför innan före efter längs utmed kring ut in upp ned var nattetid "
    "dagtid kvällstid utomhus inomhus heltid deltid ha vara bli få kunna".split()
)
# Who acts or is reached is not what a number further on counts.
PARTIES = frozenset("polis kommun räddningstjänst region nyanlända unga seniorer".split())
ADJECTIVE = re.compile(
    r"(?:sam|lig|ig|isk|ell|ad|bar|iell|nde|full|öppen|extra|ny|stor|liten|årlig|gen|ade|ande|ende|iga|liga|ska|samma|"
    r"bara|ella|ala|ära|nya|öppna|da|ta|na|ra|la|re|ma|va|ka|ga|pa)$"
)
DOER = re.compile(  # "hjärtstartare", "utredare", but not "tryggare"
    r"(?!(?:trygg|säkr|ljus|lugn|ren|grön|vackr|bred|smal|kort|tät|snabb|enkl|tydlig|tidig|sen|hård|stark|svår|lätt|mörk)are)"
    r"\w{4,}are$"
)
INSTEAD = re.compile(r"\s+i\s?stället för\s+\S+")
PLACED = re.compile(r"\b(?:vid|på|i|till)\s+(?:\w+\s+){0,2}[\w–-]+\s*$", re.I)  # "vid 10 avlägg": a noun must follow
EVERY = re.compile(r"\b(?:varje|varannan|vartannat|per|var\s+\w+)\s+$", re.I)


class Nouns:
    """The nouns of one text; part-of-speech tags settle what the lexicon does not know, where there are any."""

    def __init__(self, doc: Doc, times: bytearray) -> None:
        self.text = text_of(doc)
        self.times = times
        self.doc = doc
        self.tagged = doc.has_annotation("TAG") or doc.has_annotation("POS")

    @cached_property
    def tokens(self) -> dict[int, Token]:
        """The tokens by where they begin."""
        return {token.idx: token for token in self.doc}

    def after(self, position: int) -> Noun | None:
        """The head noun to the right of a number, through adjectives."""
        cursor = self.end_of_pieces(position)
        partitive = PARTITIVE.match(self.text, cursor) or INSTEAD.match(self.text, cursor)
        cursor = partitive.end() if partitive else cursor
        modified = False
        for _ in range(6):
            gap = (LISTED if modified else SPACE).match(self.text, cursor)
            word = WORD.match(self.text, gap.end() if gap else cursor)
            if not word:
                return None
            surface, lower = word.group(), word.group().lower()
            if lower == "minst" or (modified and lower in ("och", "eller", "samt")):
                cursor = word.end()
                continue
            if lower in MEASURES:
                return word.start(), word.end(), surface
            if lower in STOP or self.times[word.start()]:
                return None
            if partitive and DEFINITE.search(lower):
                return word.start(), word.end(), surface
            if not (ADJECTIVE.search(lower) and self.known_next(word.end())):
                if known_unit(surface) or self.is_noun(word):
                    return word.start(), word.end(), surface
                if not self.is_modifier(word):
                    placed = not modified and PLACED.search(self.text[:position])
                    return (word.start(), word.end(), surface) if placed else None
            cursor, modified = word.end(), True
        return None

    def before(self, start: int) -> str | None:
        """The lemma of what an elliptic number counts: "Trygghetsvandringar, två", "Kontroller …, minst 30 per år"."""
        sentence = max((m.end() for m in re.finditer(r"[.!?]\s+(?=[A-ZÅÄÖ])", self.text[:start])), default=0)
        words = [m for m in WORD.finditer(self.text, sentence, start) if self.is_candidate(m)]
        if words:
            near = words[-1]
            colon = self.text.find(":", sentence, start)
            adjacent = not self.text[near.end() : start].strip(" ,(–-:;") and not (sentence < colon < near.start())
            return self.lemma_of(near if adjacent and not self.governed(near) else words[0])
        if sentence:
            return self.before(sentence)
        close = re.search(r"([^\W\d_]+)[ ,(–-]*$", self.text[:start])
        definite = known_unit(close.group(1)[:-2]) if close and DEFINITE.search(close.group(1)) else None
        if definite:
            return definite
        first = next((m for m in WORD.finditer(self.text, 0, start) if self.is_plain_noun(m)), None)
        return self.lemma_of(first) if first else None

    def lemma_of(self, word: re.Match[str]) -> str:
        """The unit that a word comes to."""
        return unit_lemma(word.group(), self.lemma(word.start()))

    def lemma(self, start: int) -> str | None:
        """The pipeline's lemma of the word that begins at a place."""
        token = self.tokens.get(start)
        return token.lemma_ or None if token is not None and self.tagged else None

    def end_of_pieces(self, position: int) -> int:
        """Past "st" or "stycken" behind a number."""
        match = PIECES.match(self.text, position)
        if match and match.group(1).lower() in NOT_UNITS:
            abbreviated = re.match(r"\s+[^\sA-ZÅÄÖ]", self.text[match.end() :])  # "3 st. bänkar", but "3 st. Alla"
            return match.end() if abbreviated else match.end(1)
        return position

    def known_next(self, position: int) -> bool:
        """Whether the word behind a place is a noun that the lexicon knows."""
        word = NEXT.match(self.text, position)
        return bool(word and word.group(1).lower() not in STOP and known_unit(word.group(1)))

    def is_noun(self, word: re.Match[str]) -> bool:
        """Whether a word behind a number is the noun it counts."""
        surface, token = word.group(), self.tokens.get(word.start())
        if DOER.match(surface.lower()):
            return True
        if self.tagged and token is not None:
            if token.pos_ == "NOUN" or (token.pos_ == "PROPN" and PLURAL.search(surface)):
                return not surface.endswith("-")
            order = token.pos_ == "VERB" and "Mood=Imp" in str(token.morph)  # none stands behind a number
            return order or (bool(PLURAL.search(surface)) and token.pos_ not in ("VERB", "AUX", "ADV", "ADP"))
        return not ADJECTIVE.search(surface.lower()) and not surface.endswith("-")

    def is_modifier(self, word: re.Match[str]) -> bool:
        """Whether a word may stand between a number and its noun."""
        surface, token = word.group(), self.tokens.get(word.start())
        if self.tagged and token is not None:
            loose = bool(ADJECTIVE.search(surface.lower())) or surface.endswith("-")
            return token.pos_ in ("ADJ", "ADV", "DET", "NUM", "PROPN", "X") or loose
        return True

    def is_candidate(self, word: re.Match[str]) -> bool:
        """Whether a word is an indefinite noun that can be counted."""
        surface = word.group()
        if surface.endswith("-") or surface.lower() in STOP | PARTIES or EVERY.search(self.text[: word.start()]):
            return False
        token = self.tokens.get(word.start()) if self.tagged else None
        if known_unit(surface):
            before = WORD.findall(self.text[max(0, word.start() - 30) : word.start()])
            noun = token is None or token.pos_ in ("NOUN", "PROPN", "X")
            return noun or len(surface) > 7 or not before or bool(ADJECTIVE.search(before[-1]))
        plural = token is not None and token.pos_ == "NOUN" and "Number=Plur" in str(token.morph).split("|")
        return plural and not DEFINITE.search(surface)

    def is_plain_noun(self, word: re.Match[str]) -> bool:
        """Whether a word is any noun."""
        token = self.tokens.get(word.start())
        party = word.group().lower() in PARTIES
        return token is not None and self.tagged and token.pos_ == "NOUN" and not party

    def governed(self, word: re.Match[str]) -> bool:
        """Whether a preposition governs a noun, adjectives between them aside."""
        before = [m.group().lower() for m in WORD.finditer(self.text, max(0, word.start() - 80), word.start())]
        while before:
            if before[-1] in PREPOSITIONS:
                return True
            if before[-1] in ("och", "samt", "eller"):
                before = before[:-2]
            elif ADJECTIVE.search(before[-1]):
                before.pop()
            else:
                return False
        return False
