"""Lines of a text with what their form says: bullets, numbers, indentation, the file's own marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lofteNLP.documents import Mark

BULLET = re.compile(
    r"(?P<indent>[ \t]*)(?P<sign>[•▪·●○◦■□►▸➢➤✓✔‣∙➔→]+\s*|\*\s*(?=\S)|[-–—]{1,2}\s*(?=[^\s\d-])|[-–—]\s+(?=\S)|o{1,2}\s+(?=\S))"
)
NUMBER = re.compile(
    r"(?P<indent>[ \t]*)(?P<sign>(?:\d{1,2}(?:\.\d{1,2}){0,2}|[a-zA-Z]|[ivx]{1,4})\s?[.)]\s*(?=[^\W\d]|[\"”(])|(?:\d{1,2}|l)\s?[.)]\s+(?=\d)|\d{1,2}(?:\.\d{1,2}){1,2}\s+(?=\w)|"
    r"l\s?\.\s*|(?:[Aa]ktivitet|[Åå]tgärd|[Ll]öfte|[Pp]unkt|[Ii]nsats)\s+\d+(?:\.\d+)?\s?[:.]?\s+(?=\w))"
)
BARE_NUMBER = re.compile(r"\s*(?:\d{1,2}|[a-z])\s?[.)]?\s*$")
RUN_TOGETHER = re.compile(r"(?:(?<=[^\s(])\s+|(?<=[,;.]))([-–•*▪·●])\s*(?=[^\W\d]|\d+\s[a-zåäö])")
RESPONSIBLE = re.compile(r"\s*(?:an-?svar(?:ig|iga|ar)?(?:a? (?:part|aktör|för genomförande|myndighet))?|utförare?|huvudansvarig|ansvarig(?:a)? aktör(?:er)?)\s*[:;]", re.I)
ABBREVIATIONS = frozenset(
    "bl.a bl t.ex ex d.v.s dvs m.m m.fl mm kl ca cirka ev s.k t.o.m fr.o.m o.s.v osv resp nr st tel st:t sid s p.g.a f.n f.d i.e jfr inkl exkl "
    "kap mom forts etc alt max min avd ordf bitr dr prof aug sept okt nov dec jan feb".split()
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its bullet: where its words begin and end, and its form.

    `sign` is the bullet's or number's form ("•", "-", "1.", "a)") or "" where there is none; `blank_before` tells that an
    empty line stands in front.
    """

    start: int
    end: int
    indent: int
    sign: str
    blank_before: bool
    mark: Mark | None

    def text(self, source: str) -> str:
        """The line's words."""
        return source[self.start : self.end]


def find_lines(text: str, marks: tuple[Mark, ...] = ()) -> list[Line]:
    """Split a text into lines with their form, empty ones and bare numbers left out.

    Examples
    --------
    >>> [(line.sign, line.indent) for line in find_lines("Trafik\\n • Kontroller\\n   1) Moped")]
    [('', 0), ('•', 1), ('1)', 3)]
    """
    by_start = sorted(marks, key=lambda mark: (mark.start_char, -mark.end_char))
    found: list[Line] = []
    blank = True
    position = 0
    for raw in text.splitlines(keepends=True):
        start, position = position, position + len(raw)
        if not raw.strip() or BARE_NUMBER.fullmatch(raw):
            blank = True
            continue
        mark = innermost(by_start, start, start + len(raw.rstrip()))
        for line in pieces(raw.rstrip(), start, blank, mark):
            found.append(line)
            blank = False
    return found


def innermost(marks: list[Mark], start: int, end: int) -> Mark | None:
    """The smallest mark that holds a line's words."""
    holding = [mark for mark in marks if mark.start_char < end and start < mark.end_char]
    return min(holding, key=lambda mark: mark.end_char - mark.start_char) if holding else None


def pieces(raw: str, start: int, blank: bool, mark: Mark | None) -> Iterator[Line]:
    """One line; several where items are run together on it."""
    bounds = [0, *cuts(raw), len(raw)]
    for index, (left, right) in enumerate(zip(bounds, bounds[1:], strict=False)):
        part = raw[left:right].rstrip()
        sign, words = sign_of(part)
        if not part[words:].strip():
            continue
        indent = len(part) - len(part.lstrip()) if index == 0 else len(raw) - len(raw.lstrip())
        yield Line(start + left + words, start + left + len(part), indent, sign, blank and index == 0, mark)


def cuts(raw: str) -> list[int]:
    """Where the items begin that are run together on a line.

    A line that opens with a bullet is cut at each further one; another line only where several dashes follow a comma, a
    semicolon or a full stop, as in "Polisen skall - synas, - lyssna, - ingripa".

    Examples
    --------
    >>> cuts("- Synas mer - Lyssna mer")
    [12]
    >>> cuts("Mötet hålls 10 - 12 maj")
    []
    """
    sign, _ = sign_of(raw)
    found = [match.start(1) for match in RUN_TOGETHER.finditer(raw)]
    if sign and sign in "-–—•*▪·●":
        same = [cut for cut in found if raw[cut] in (sign, "-–"["–-".find(sign)] if sign in "–-" else sign)]
        spaced = [cut for cut in same if raw[cut] not in "-–" or raw[cut + 1 : cut + 2] != " " or raw[:cut].rstrip()[-1:] in ",;.)" or len(same) > 1 or raw[cut + 2 : cut + 3].isupper()]
        return spaced
    after_stop = [cut for cut in found if raw[:cut].rstrip()[-1:] in ",;."]
    before_att = [cut for cut in found if re.match(r".\s*att\b", raw[cut:])]
    opened = bool(found) and bool(re.search(r"\b(?:(?:lovar|åtar sig|ska|skall|kommer)\b.{0,25}|genom(?: att)?)\s*:?\s*$", raw[: found[0]]))
    several = len(after_stop) >= 2 or len(before_att) >= 2 or (opened and len(found) >= 2)
    return found if several and not sign else []


def sign_of(raw: str) -> tuple[str, int]:
    """The form of a line's bullet or number, and where its words begin.

    Examples
    --------
    >>> sign_of("- Patrullera"), sign_of("12) Möte"), sign_of("l . Droger"), sign_of("Polisen")
    (('-', 2), ('1)', 4), ('1.', 4), ('', 0))
    """
    bullet = BULLET.match(raw)
    if bullet:
        return bullet.group("sign").strip(), bullet.end()
    number = NUMBER.match(raw)
    if number and not re.match(r"\s*(?:kl|[a-zA-Z]\.\s?[a-zA-Z])\.", raw):
        sign = re.sub(r"\s", "", number.group("sign"))
        if re.fullmatch(r"\d+(?:\.\d+)+\.?", sign):
            return "1.1", number.end()
        return ("1" if sign[0].isdigit() or sign[0] == "l" else "a" if len(sign) < 5 else "A") + sign[-1], number.end()
    return "", len(raw) - len(raw.lstrip())


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split a stretch into sentences; abbreviations, dates and ordinals do not end one.

    Examples
    --------
    >>> text = "Vi möts kl. 18 i bl.a. Ale. Alla är välkomna."
    >>> [text[a:b] for a, b in sentences(text, 0, len(text))]
    ['Vi möts kl. 18 i bl.a. Ale.', 'Alla är välkomna.']
    """
    found = []
    left = start
    for match in re.compile(r"(?<=[.!?…])[\"”»)]?\s+(?=[\"”»(–-]?\s?[A-ZÅÄÖ0-9])").finditer(text, start, end):
        word = re.search(r"([^\s(]*)[.!?…][\"”)]?$", text[left : match.start()])
        last = word.group(1).lower() if word else ""
        if last in ABBREVIATIONS or re.fullmatch(r"[a-zåäö]|\d{1,2}", last):
            continue
        found.append((left, match.start()))
        left = match.end()
    if text[left:end].strip():
        found.append((left, end))
    return found
