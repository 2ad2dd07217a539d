"""Quantities: how much is promised, with comparator, value, unit and period.

Works on any tokenised text; part-of-speech tags and lemmas, where the pipeline gives them, settle what the lexicon does not
know.  Numbers that count nothing promised (years, dates, ages, clock times, roads, sections) are left out first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Token

from lofteNLP.pipeline.anchors import find_anchors
from lofteNLP.pipeline.deadlines import find_matches
from lofteNLP.pipeline.lexicon import load_toml
from lofteNLP.pipeline.numerals import Number, find_numbers
from lofteNLP.pipeline.sentences import past_stretches
from lofteNLP.pipeline.units import MEASURES, NOT_UNITS, PLURAL, known_unit, unit_lemma
from lofteNLP.schema import PERS, Comparator, Cue, Per, Quantity

WORD = re.compile(r"km/h|[^\W\d_][\w&]*(?:-\w+)*-?|%")
PREPOSITIONS = frozenset(
    "på av mot till i för inom vid bland om kring efter utmed längs hos ur åt från under över genom enligt mellan".split()
)
STOP = frozenset(
    "och eller samt som ska skall kommer är har så att per varje respektive där när inte av på i för vid med mot till från om under "
    "inom bland hos ur åt genom enligt mellan de den det dem dessa varav särskilt främst helst både vardera sammantaget sammanlagt totalt utanför "
    "innan före efter mot längs utmed kring ut in upp ned var vid".split()
)
DEFINITE = re.compile(r"(?:arna|erna|orna)$")
SEASON = re.compile(r"(?:vår|sommar|höst|vinter|våren|sommaren|hösten|vintern|vårarna|höstarna)$", re.I)
ADJECTIVE = re.compile(r"(?:sam|lig|ig|isk|ell|ad|bar|iell|nde|full|öppen|extra|ny|stor|liten|årlig|gen|ade|ande|ende|iga|liga|ska|samma|bara|ella|ala|ära|nya|öppna|da|ta|na|ra|la|re|ma|va|ka|ga|pa)$")


@dataclass(frozen=True, slots=True)
class Frequency:
    """A distributive phrase: "per år", "varje vecka", "årligen"; `alone` where it counts once without a number."""

    start: int
    end: int
    per: Per
    alone: bool


@cache
def comparator_patterns() -> list[tuple[re.Pattern[str], Comparator]]:
    """Comparators that end where a number begins."""
    table = load_toml("comparators")
    filler = rf"(?:(?:{table['filler']['words']})\s+)*"
    return [(re.compile(rf"\b({words})\s+{filler}$", re.I), sign) for sign, words in table["before"].items()]


@cache
def after_patterns() -> list[tuple[re.Pattern[str], Comparator]]:
    """Comparators that follow a number or its noun: "20 eller fler"."""
    return [(re.compile(rf"\s+(?:{words})\b", re.I), sign) for sign, words in load_toml("comparators")["after"].items()]


@cache
def frequency_patterns() -> list[tuple[re.Pattern[str], Per, bool]]:
    """Distributive phrases, those that stand alone first."""
    table = load_toml("pers")
    rows = []
    for kind in ("adverb", "each", "direct"):
        for per in PERS:
            if per in table[kind]:
                alone = kind != "direct"
                rows.append((re.compile(rf"(?<![\w-])(?:{table[kind][per]})(?![\w-])|(?<=\w)/{per}\b", re.I), per, alone))
    return rows


@cache
def never_pattern() -> list[re.Pattern[str]]:
    """What looks like a quantity and is none."""
    return [re.compile(pattern, re.I) for pattern in load_toml("not_quantities")["patterns"]]


def find_frequencies(text: str) -> list[Frequency]:
    """Find the distributive phrases of a text, in order.

    Examples
    --------
    >>> [(f.per, f.alone) for f in find_frequencies("två gånger per termin och årligen")]
    [('termin', False), ('år', True)]
    """
    found: list[Frequency] = []
    for pattern, per, alone in frequency_patterns():
        for match in pattern.finditer(text):
            if not any(f.start < match.end() and match.start() < f.end for f in found):
                found.append(Frequency(match.start(), match.end(), per, alone))
    for match in re.finditer(r"\b(?:g|ggr|gång|gånger)/(?:(v)|(mån|m)|(å|år))\b", text, re.I):
        per: Per = "vecka" if match.group(1) else "månad" if match.group(2) else "år"
        if not any(f.start < match.end() and match.start() < f.end for f in found):
            found.append(Frequency(match.start() + match.group(0).index("/"), match.end(), per, False))
    return sorted(found, key=lambda f: f.start)


class Finder:
    """The search for quantities in one text; holds what several steps look at."""

    def __init__(self, doc: Doc) -> None:
        self.text = doc.text
        self.tokens: dict[int, Token] = {token.idx: token for token in doc}
        self.tagged = doc.has_annotation("TAG") or doc.has_annotation("POS")
        self.blocked = bytearray(len(self.text))
        for match in find_matches(self.text):
            if match.type != "recurrence":
                self.block(match.start, match.end)
        for anchor in find_anchors(self.text):
            if anchor.kind not in ("year", "date"):
                self.block(anchor.start, anchor.end)
        self.times = bytes(self.blocked)
        for pattern in never_pattern():
            for hit in pattern.finditer(self.text):
                self.block(hit.start(), hit.end())
        for start, end in past_stretches(doc):
            self.block(start, end)
        self.frequencies = [f for f in find_frequencies(self.text) if not all(self.blocked[f.start : f.end])]
        self.taken: set[int] = set()

    def block(self, start: int, end: int) -> None:
        """Leave a stretch out."""
        self.blocked[start:end] = b"\1" * (end - start)

    def find(self) -> list[Quantity]:
        """All quantities, in the order of the text."""
        found: list[Quantity] = []
        for number in find_numbers(self.text):
            if not any(self.blocked[number.start : number.end]):
                quantity = self.counted(number, found)
                if quantity:
                    found.append(quantity)
        for match in re.finditer(r"\b(?:lika många|motsvarande antal|samma antal)\b", self.text, re.I):
            earlier = [q for q in found if q.start_char < match.start()]
            if earlier and not any(self.blocked[match.start() : match.end()]):
                found.append(self.equal(match, earlier[-1]))
        found.sort(key=lambda q: q.start_char)
        found = self.distribute(found)
        found += [self.once(f) for i, f in enumerate(self.frequencies) if f.alone and i not in self.taken]
        return sorted(found, key=lambda q: q.start_char)

    def counted(self, number: Number, earlier: Sequence[Quantity]) -> Quantity | None:
        """The quantity of a number; None where the number counts nothing promised."""
        sign, start, cue = self.comparator(number)
        if number.share:
            end = number.end
            return self.make(number, sign, start, end, "%", cue)
        noun = self.noun_after(number.end)
        if not self.counts(number, sign, noun):
            return None
        if noun and noun[2].lower() in ("år", "års"):
            return None
        if noun and not SEASON.fullmatch(noun[2]):
            end, unit = noun[1], unit_lemma(noun[2], self.lemma(noun[0]))
            return self.make(number, *self.after(sign, end, start), unit, cue)
        end = self.end_of_pieces(number.end)
        lead = self.text[:start]
        if earlier and (re.search(r"\bvarav\s*(?:\w+\s)?$", lead, re.I) or re.match(r"\s+av\s+de[mn]?\b|\s+av\s+dessa\b", self.text[number.end :])):
            return self.make(number, sign, start, end, earlier[-1].unit, cue)
        if noun and earlier:
            return self.make(number, sign, start, end, earlier[-1].unit, cue)
        unit_before = self.noun_before(start)
        if unit_before is None and not (sign != "=" or self.frequency_at(end)):
            return None
        return self.make(number, sign, start, end, unit_before, cue)

    def counts(self, number: Number, sign: Comparator, noun: tuple[int, int, str] | None) -> bool:
        """Whether a number counts at all: not an article, not what is already there, not a year."""
        before = self.text[: number.start]
        after = self.text[number.end :]
        explicit = sign != "=" or bool(re.search(r"\bminst\s+\w*\s*$", before))
        if number.article:
            if re.match(r"\s+minst\b", after):
                return True
            gång = bool(noun and noun[2].lower() == "gång")
            ahead = noun[1] if noun else number.end
            each = re.match(r"\s+(?:per|i vardera|i varje|i respektive)\s+\w+", self.text[ahead:])
            return explicit or gång or bool(each) or (self.frequency_at(ahead) is not None and not self.only_each(ahead))
        if re.search(r"\b(?:de|dessa|alla|samtliga|våra|båda|nämnda|kommunens|sina|dom)\s+$", before, re.I):
            return bool(noun and re.match(r"\s+som\b", self.text[noun[1] :]) and not DEFINITE.search(noun[2]))
        if 1900 <= number.value <= 2099 and re.fullmatch(r"\d{4}", self.text[number.start : number.end]) and not explicit:
            return False
        if re.match(r"[:.]\w|\s?[./:]\s?\d|/\w?\d", after) or re.match(r"[)]\s", after) and not before.rstrip().endswith("("):
            return bool(re.match(r"\)", after)) and explicit
        return not (noun and DEFINITE.search(noun[2]) and not explicit)

    def only_each(self, position: int) -> bool:
        """Whether the frequency at a position is of the kind "varje år", which makes no article count."""
        frequency = self.frequency_at(position)
        return frequency is not None and self.text[self.frequencies[frequency].start :].lower().startswith("varje")

    def comparator(self, number: Number) -> tuple[Comparator, int, Cue | None]:
        """Sign, where the phrase begins, and the comparator as evidence."""
        before = self.text[: number.start]
        best: tuple[int, Comparator, re.Match[str]] | None = None
        for pattern, sign in comparator_patterns():
            match = pattern.search(before)
            if match and (best is None or match.start() < best[0]):
                best = (match.start(), sign, match)
        if best and not (best[1] in "<>" and self.is_place(best[2], number)):
            match = best[2]
            return best[1], match.start(), Cue(match.group(1), match.start(1), match.end(1))
        if number.article and (match := re.match(r"\s+minst\b", self.text[number.end :])):
            return ">=", number.start, Cue("minst", number.end + 1, number.end + match.end())
        extra = re.search(r"\b(?:sammanlagt|ytterligare|totalt|sammantaget)\s+$", before, re.I)
        return ("~" if number.approximate else "="), extra.start() if extra else number.start, None

    def is_place(self, match: re.Match[str], number: Number) -> bool:
        """Whether "under" or "över" in front of a number is a preposition of time or place and no comparator."""
        if match.group(1).lower() not in ("under", "över"):
            return False
        noun = self.noun_after(number.end)
        unit = known_unit(noun[2]) if noun else None
        times = ("dag", "vecka", "månad", "år", "kväll", "helg", "natt", "timme", "tillfälle", "termin", "pass", "kvartal", "dygn")
        return unit is None or unit.endswith(times)

    def after(self, sign: Comparator, end: int, start: int) -> tuple[Comparator, int, int]:
        """The sign where a comparator follows: "20 deltagare eller fler"."""
        for pattern, other in after_patterns():
            match = pattern.match(self.text, end)
            if match:
                return other, start, match.end()
        return sign, start, end

    def noun_after(self, position: int) -> tuple[int, int, str] | None:
        """The head noun to the right of a number, through adjectives; start, end and surface of the word."""
        cursor = self.end_of_pieces(position)
        partitive = re.compile(r"\s+av\s+(?!de[mn]?\b|dessa\b)(?:\w+s\s+)?").match(self.text, cursor)
        cursor = partitive.end() if partitive else cursor
        modified = False
        for _ in range(6):
            match = re.compile(r"\s*").match(self.text, cursor)
            word = WORD.match(self.text, match.end() if match else cursor)
            if not word:
                return None
            surface = word.group(0)
            lower = surface.lower()
            if lower == "minst" or (modified and lower in ("och", "eller", "samt")):
                cursor = word.end()
                continue
            if lower in MEASURES:
                return word.start(), word.end(), surface
            if lower in STOP or self.times[word.start()]:
                return None
            if ADJECTIVE.search(lower) and self.known_next(word.end()):
                cursor, modified = word.end(), True
                continue
            if known_unit(surface) or self.is_noun(word, surface):
                return word.start(), word.end(), surface
            if not self.is_modifier(word, surface):
                return None
            cursor, modified = word.end(), True
        return None

    def known_next(self, position: int) -> bool:
        """Whether the word behind a place is a noun that the lexicon knows."""
        word = re.compile(r"\s+([^\W\d_]+)").match(self.text, position)
        return bool(word and word.group(1).lower() not in STOP and known_unit(word.group(1)))

    def is_noun(self, word: re.Match[str], surface: str) -> bool:
        """Whether a word behind a number is the noun it counts."""
        token = self.tokens.get(word.start())
        if self.tagged and token is not None:
            if token.pos_ == "NOUN" or (token.pos_ == "PROPN" and PLURAL.search(surface)):
                return not surface.endswith("-")
            return bool(PLURAL.search(surface)) and token.pos_ not in ("VERB", "AUX", "ADV", "ADP")
        return not ADJECTIVE.search(surface.lower()) and not surface.endswith("-")

    def is_modifier(self, word: re.Match[str], surface: str) -> bool:
        """Whether a word may stand between a number and its noun."""
        token = self.tokens.get(word.start())
        if self.tagged and token is not None:
            return token.pos_ in ("ADJ", "ADV", "DET", "NUM", "PROPN", "X") or bool(ADJECTIVE.search(surface.lower())) or surface.endswith("-")
        return True

    def lemma(self, start: int) -> str | None:
        """The pipeline's lemma of the word that begins at a place."""
        token = self.tokens.get(start)
        return token.lemma_ or None if token is not None and self.tagged else None

    def end_of_pieces(self, position: int) -> int:
        """Past "st" or "stycken" behind a number."""
        match = re.compile(r"\s?(?:\w+)\.?", re.I).match(self.text, position)
        if match and match.group(0).strip().lower() in NOT_UNITS:
            return match.end()
        return position

    def noun_before(self, start: int) -> str | None:
        """The noun that an elliptic number counts: "Trygghetsvandringar, två", "Fartkontroller …, minst 30 per år"."""
        sentence_start = max((m.end() for m in re.finditer(r"[.!?]\s+(?=[A-ZÅÄÖ])", self.text[:start])), default=0)
        words = [m for m in WORD.finditer(self.text, sentence_start, start) if self.is_candidate(m)]
        if words:
            near = words[-1]
            colon = self.text.find(":", sentence_start, start)
            adjacent = not self.text[near.end() : start].strip(" ,(–-:;") and not (sentence_start < colon < near.start())
            if adjacent and not self.governed(near):
                return unit_lemma(near.group(0), self.lemma(near.start()))
            return unit_lemma(words[0].group(0), self.lemma(words[0].start()))
        if sentence_start:
            return self.noun_before(sentence_start)
        first = next((m for m in WORD.finditer(self.text, 0, start) if self.is_plain_noun(m)), None)
        return unit_lemma(first.group(0), self.lemma(first.start())) if first else None

    def is_candidate(self, word: re.Match[str]) -> bool:
        """Whether a word is an indefinite noun that can be counted."""
        surface = word.group(0)
        if surface.endswith("-") or surface.lower() in STOP:
            return False
        token = self.tokens.get(word.start()) if self.tagged else None
        if known_unit(surface):
            before = WORD.findall(self.text[max(0, word.start() - 30) : word.start()])
            noun = token is None or token.pos_ in ("NOUN", "PROPN", "X")
            return noun or len(surface) > 7 or not before or bool(ADJECTIVE.search(before[-1]))
        return token is not None and token.pos_ == "NOUN" and token.morph.get("Number") == ["Plur"] and not DEFINITE.search(surface)

    def is_plain_noun(self, word: re.Match[str]) -> bool:
        """Whether a word is any noun."""
        token = self.tokens.get(word.start())
        return token is not None and self.tagged and token.pos_ == "NOUN"

    def governed(self, word: re.Match[str]) -> bool:
        """Whether a preposition governs a noun, adjectives between them aside."""
        before = [m.group(0).lower() for m in WORD.finditer(self.text, max(0, word.start() - 80), word.start())]
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

    def frequency_at(self, position: int) -> int | None:
        """The frequency that follows a place directly."""
        gap = re.compile(r"[\s)]*").match(self.text, position)
        end = gap.end() if gap else position
        return next((i for i, f in enumerate(self.frequencies) if f.start == end and i not in self.taken), None)

    def distribute(self, found: list[Quantity]) -> list[Quantity]:
        """Give each quantity its frequency: the one that follows directly, else a lone one of the same sentence."""
        result = []
        for quantity in found:
            index = self.frequency_at(quantity.end_char)
            if index is not None and quantity.unit != "%":
                self.taken.add(index)
                frequency = self.frequencies[index]
                text = self.text[quantity.start_char : frequency.end]
                quantity = replace(quantity, per=frequency.per, end_char=frequency.end, text=text)
            result.append(quantity)
        for position, quantity in enumerate(result):
            if position and quantity.per is None and quantity.unit != "%" and re.search(r"\bvarav\s+$", self.text[: quantity.start_char], re.I):
                result[position] = replace(quantity, per=result[position - 1].per)
                continue
            index = None if quantity.per or quantity.unit == "%" else self.frequency_near(quantity, result)
            if index is not None:
                self.taken.add(index)
                result[position] = replace(quantity, per=self.frequencies[index].per)
        return result

    def frequency_near(self, quantity: Quantity, found: Sequence[Quantity]) -> int | None:
        """A frequency of the same sentence that no other quantity stands closer to."""
        for index, frequency in enumerate(self.frequencies):
            if index in self.taken:
                continue
            left, right = sorted((quantity.end_char, frequency.start)) if frequency.start > quantity.start_char else (frequency.end, quantity.start_char)
            between = self.text[left:right]
            if re.search(r"[.!?;:]\s|[,] (?:och|samt|varav|dessutom)\b", between):
                continue
            if any(left <= other.start_char < right and other is not quantity for other in found):
                continue
            return index
        return None

    def equal(self, match: re.Match[str], other: Quantity) -> Quantity:
        """lika många, motsvarande antal: value and comparator of what it refers to."""
        noun = self.noun_after(match.end())
        end = noun[1] if noun else match.end()
        unit = unit_lemma(noun[2], self.lemma(noun[0])) if noun else other.unit
        text = self.text[match.start() : end]
        return replace(other, text=text, start_char=match.start(), end_char=end, unit=unit, per=None if noun else other.per, cue=None)

    def once(self, frequency: Frequency) -> Quantity:
        """A frequency on its own: once in the period."""
        text = self.text[frequency.start : frequency.end]
        return Quantity(text, frequency.start, frequency.end, "=", 1.0, None, "gång", frequency.per)

    def make(self, number: Number, sign: Comparator, start: int, end: int, unit: str | None, cue: Cue | None) -> Quantity:
        """Build the typed value; "från två till fyra" promises four."""
        value, value_max = number.value, number.value_max
        if value_max is not None and re.search(r"\bfrån\s+$", self.text[:start], re.I):
            value, value_max = value_max, None
        return Quantity(self.text[start:end], start, end, sign, value, value_max, unit, None, cue)


def find_quantities(doc: Doc) -> list[Quantity]:
    """Find what a pledge promises in numbers.

    Parameters
    ----------
    doc : Doc
        A pledge's text; tags and lemmas are used where they are set.

    Returns
    -------
    list of Quantity
        In the order of the text, offsets in code points of ``doc.text``.

    Examples
    --------
    >>> import spacy
    >>> doc = spacy.blank("sv")("Polisen gör minst tio riktade kontroller per år.")
    >>> [(q.comparator, q.value, q.unit, q.per) for q in find_quantities(doc)]
    [('>=', 10.0, 'kontroll', 'år')]
    """
    return Finder(doc).find()
