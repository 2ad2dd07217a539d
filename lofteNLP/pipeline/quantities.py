"""Quantities: how much is promised, with comparator, value, unit and period.

Works on any tokenised text; part-of-speech tags and lemmas, where the pipeline gives them, settle what the lexicon does
not know.  Numbers that count nothing promised (years, dates, ages, clock times, roads, sections) are left out first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from lofteNLP.pipeline.comparators import comparator_after, comparator_before
from lofteNLP.pipeline.frequencies import find_frequencies
from lofteNLP.pipeline.never import never_stretches, time_stretches
from lofteNLP.pipeline.nouns import Noun, Nouns
from lofteNLP.pipeline.numerals import Number, find_numbers
from lofteNLP.pipeline.units import DEFINITE, known_unit, unit_lemma
from lofteNLP.pipeline.verbs import text_of
from lofteNLP.schema import Comparator, Cue, Quantity

SEASON = re.compile(r"(?:vår|sommar|höst|vinter|våren|sommaren|hösten|vintern|vårarna|höstarna)$", re.I)
EQUAL = re.compile(r"\b(?:lika många|motsvarande antal|samma antal)\b", re.I)
EXTRA = re.compile(r"\b(?:sammanlagt|ytterligare|totalt|sammantaget)\s+$", re.I)
WHEREOF = re.compile(r"\bvarav\s+(?:\w+\s+)?$", re.I)
THERE_ALREADY = re.compile(
    r"\b(?:de|dessa|alla|samtliga|våra|båda|nämnda|sina|dom|(?!(?:årets|höstens|vårens)\b)\w{2,}(?:ens|ets|rnas))\s+$",
    re.I,
)
DETERMINED = re.compile(r"\s+(?:som|då|där|om året|per)\b")  # "de fyra helger då"
NAMED = re.compile(r"[a-zåäö,] [A-ZÅÄÖ]\w+ $")  # "i Blåklinten 3"
MINST = re.compile(r"\s+(minst)\b")
EACH = re.compile(r"\s+(?:per|i vardera|i varje|i respektive)\s+\w+")
ARTICLE_COUNTS = re.compile(r"minst|gång|per\s|vardera|varje|respektive", re.I)  # "en gång", "ett per skola"
RANGE = re.compile(r"\s+(?:till|eller|à|och|alternativt)\s+|\s?[-–—]\s?")
TIMES = tuple("dag vecka månad år kväll helg natt timme tillfälle termin pass kvartal dygn".split())
OF_THOSE = re.compile(r"\s+av\s+(?:de[mn]?|dessa)\b")
YEAR = re.compile(r"(?:19|20)\d\d")


class Finder:
    """The search for quantities in one text; holds what several steps look at."""

    def __init__(self, doc: Doc) -> None:
        self.text = text_of(doc)
        times = time_stretches(self.text)
        self.nouns = Nouns(doc, times)
        self.blocked = bytes(map(max, times, never_stretches(doc)))
        self.frequencies = [f for f in find_frequencies(self.text) if not all(self.blocked[f.start : f.end])]
        self.taken: set[int] = set()

    def find(self) -> list[Quantity]:
        """All quantities, in the order of the text."""
        found: list[Quantity] = []
        for number in find_numbers(self.text):
            if not any(self.blocked[number.start : number.end]):
                quantity = self.counted(number, found)
                if quantity:
                    found.append(quantity)
        for match in EQUAL.finditer(self.text):
            earlier = [q for q in found if q.start_char < match.start()]
            if earlier and not any(self.blocked[match.start() : match.end()]):
                found.append(self.equal(match, earlier[-1]))
        found.sort(key=lambda q: q.start_char)
        found = self.distribute(found)
        found += [self.once(i) for i, f in enumerate(self.frequencies) if f.alone and i not in self.taken]
        return sorted(found, key=lambda q: q.start_char)

    def counted(self, number: Number, earlier: Sequence[Quantity]) -> Quantity | None:
        """The quantity of a number; None where the number counts nothing promised."""
        sign, start, cue = self.comparator(number)
        if number.share:
            return self.make(number, sign, start, number.end, "%", cue)
        noun = self.nouns.after(number.end)
        if not self.counts(number, sign, noun) or (noun and noun[2].lower() in ("år", "års")):
            return None
        whereof = WHEREOF.search(self.text[:start])
        if earlier and whereof and noun and " av " in self.text[number.end : noun[0]]:
            return self.make(number, sign, start, number.end, earlier[-1].unit, cue)  # "varav 60 av mopeder"
        if noun and not SEASON.fullmatch(noun[2]):
            later = comparator_after(self.text, noun[1])
            sign, end = later or (sign, noun[1])
            return self.make(number, sign, start, end, unit_lemma(noun[2], self.nouns.lemma(noun[0])), cue)
        end = self.nouns.end_of_pieces(number.end)
        of_those = whereof or OF_THOSE.match(self.text, number.end)
        if earlier and (of_those or noun):
            return self.make(number, sign, start, end, earlier[-1].unit, cue)
        if sign == "=" and end == number.end and self.frequency_at(end) is None and NAMED.search(self.text[:start]):
            return None
        unit = self.nouns.before(start)
        if unit is None and sign == "=" and self.frequency_at(end) is None:
            return None
        return self.make(number, sign, start, end, unit, cue)

    def counts(self, number: Number, sign: Comparator, noun: Noun | None) -> bool:
        """Whether a number counts at all: not an article, not what is already there, not a year."""
        before, after = self.text[: number.start], self.text[number.end :]
        explicit = sign != "=" or bool(re.search(r"\bminst\s+\w*\s*$", before))
        if number.article:
            return explicit or self.article_counts(number, noun)
        if THERE_ALREADY.search(before):
            return bool(noun and DETERMINED.match(self.text, noun[1]) and not DEFINITE.search(noun[2]))
        if YEAR.fullmatch(self.text, number.start, number.end) and not explicit:
            return False
        if re.match(r"[:.]\w|\s?[./:]\s?\d|/\w?\d", after) or (
            re.match(r"[)]\s", after) and not before.rstrip().endswith("(")
        ):
            return bool(re.match(r"\)", after)) and explicit
        partitive = noun and " av " in self.text[number.end : noun[0]]
        return not (noun and DEFINITE.search(noun[2]) and not explicit and not partitive)

    def article_counts(self, number: Number, noun: Noun | None) -> bool:
        """Whether "en" or "ett" counts: "en gång", "en kväll per vecka", "ett minst"."""
        ahead = noun[1] if noun else number.end
        if MINST.match(self.text, number.end) or (noun and noun[2].lower() == "gång"):
            return True
        index = self.frequency_at(ahead)
        each_year = index is not None and self.text[self.frequencies[index].start :].lower().startswith("varje")
        return bool(EACH.match(self.text, ahead)) or (index is not None and not each_year)

    def comparator(self, number: Number) -> tuple[Comparator, int, Cue | None]:
        """Sign, where the phrase begins, and the comparator as evidence."""
        before = self.text[: number.start]
        best = comparator_before(before)
        if best and not (best[0] in "<>" and self.is_place(best[1], number)):
            sign, match = best
            return sign, match.start(), Cue(match.group(1), match.start(1), match.end(1))
        later = MINST.match(self.text, number.end) if number.article else None
        if later:
            return ">=", number.start, Cue(later.group(1), later.start(1), later.end(1))
        extra = EXTRA.search(before)
        return ("~" if number.approximate else "="), extra.start() if extra else number.start, None

    def is_place(self, match: re.Match[str], number: Number) -> bool:
        """Whether "under" or "över" in front of a number is a preposition of time or place and no comparator."""
        if match.group(1).lower() not in ("under", "över"):
            return False
        noun = self.nouns.after(number.end)
        unit = known_unit(noun[2]) if noun else None
        return unit is None or unit.endswith(TIMES)

    def frequency_at(self, position: int) -> int | None:
        """The frequency that follows a place directly."""
        gap = re.compile(r"[\s)]*").match(self.text, position)
        end = gap.end() if gap else position
        return next((i for i, f in enumerate(self.frequencies) if f.start == end and i not in self.taken), None)

    def distribute(self, found: list[Quantity]) -> list[Quantity]:
        """Give each quantity its frequency: the one that follows directly, else a lone one of the same sentence."""
        result = [self.with_frequency(quantity) for quantity in found]
        for position, quantity in enumerate(result):
            if quantity.per or quantity.unit == "%":
                continue
            if position and re.search(r"\bvarav\s+$", self.text[: quantity.start_char], re.I):
                result[position] = replace(quantity, per=result[position - 1].per)
            elif (index := self.frequency_near(quantity, result)) is not None:
                self.taken.add(index)
                result[position] = replace(quantity, per=self.frequencies[index].per)
        return result

    def with_frequency(self, quantity: Quantity) -> Quantity:
        """The quantity, run on through the frequency that follows it directly."""
        index = self.frequency_at(quantity.end_char)
        if index is None or quantity.unit == "%":
            return quantity
        self.taken.add(index)
        frequency = self.frequencies[index]
        text = self.text[quantity.start_char : frequency.end]
        return replace(quantity, per=frequency.per, end_char=frequency.end, text=text)

    def frequency_near(self, quantity: Quantity, found: Sequence[Quantity]) -> int | None:
        """A frequency of the same sentence that no other quantity stands closer to."""
        for index, frequency in enumerate(self.frequencies):
            if index in self.taken:
                continue
            if frequency.start > quantity.start_char:
                left, right = sorted((quantity.end_char, frequency.start))
            else:
                left, right = frequency.end, quantity.start_char
            apart = re.search(r"[.!?;:]\s|[,] (?:och|samt|varav|dessutom)\b", self.text[left:right])
            if not apart and not any(left <= other.start_char < right and other is not quantity for other in found):
                return index
        return None

    def equal(self, match: re.Match[str], other: Quantity) -> Quantity:
        """lika många, motsvarande antal: value and comparator of what it refers to."""
        noun = self.nouns.after(match.end())
        end = noun[1] if noun else match.end()
        unit = unit_lemma(noun[2], self.nouns.lemma(noun[0])) if noun else other.unit
        text = self.text[match.start() : end]
        per = None if noun else other.per
        return replace(other, text=text, start_char=match.start(), end_char=end, unit=unit, per=per, cue=None)

    def once(self, index: int) -> Quantity:
        """A frequency on its own: once in the period."""
        frequency = self.frequencies[index]
        text = self.text[frequency.start : frequency.end]
        return Quantity(text, frequency.start, frequency.end, "=", 1.0, None, "gång", frequency.per)

    def make(
        self, number: Number, sign: Comparator, start: int, end: int, unit: str | None, cue: Cue | None
    ) -> Quantity:
        """Build the typed value; "från två till fyra" promises four."""
        value, value_max = number.value, number.value_max
        if value_max is not None and re.search(r"\bfrån\s+$", self.text[:start], re.I):
            value, value_max = value_max, None
            start = number.end - len(RANGE.split(self.text[number.start : number.end])[-1])
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
    text = text_of(doc)
    return Finder(doc).find() if may_count(text) else []


def may_count(text: str) -> bool:
    """Whether anything in a text can count; most texts have no number but "en" and "ett", which rarely do."""
    if find_frequencies(text) or EQUAL.search(text):
        return True
    numbers = find_numbers(text)
    if all(number.article for number in numbers) and not ARTICLE_COUNTS.search(text):
        return any(comparator_before(text[: number.start]) for number in numbers)
    return bool(numbers)
