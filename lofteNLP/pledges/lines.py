"""Lines of a text with what their form says: bullets, numbers, indentation, the file's own marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lofteNLP.documents import Mark

SIGNS = "•▪·●○◦■□►▸➢➤✓✔‣∙➔→❖⦁◆◇☐☑⚫⬤❑❒"
BULLET = re.compile(
    rf"(?P<indent>[ \t]*)(?P<sign>[{SIGNS}]+\s*|\*\s*(?=\S)|[-–—]{{1,2}}\s*(?=[^\s\d-])|[-–—]\s+(?=\S)|"
    rf"o{{1,2}}\s+(?=\S)|"
    r"§\s+(?=[^\W\d]))"
)
UNIT = (
    r"(?:timm|tim\b|h\b|km|kilo|mil|mkr|kr\b|kronor|procent|meter|m\b|kg\b|ton\b|heltid|tjänst|gång|dag|veck|månad|år\b|"
    r"per\b|grad)"
)
NUMBER = re.compile(
    r"(?P<indent>[ \t]*)(?P<sign>"
    r"(?:\d{1,2}(?:\.\d{1,2}){0,2}|[a-zA-Z]|[ivx]{1,4}|[IVX]{1,4})\s?[.)]\s*(?=[^\W\d]|[\"”(])|"
    r"(?:\d{1,2}|l)\s?[.)]\s+(?=\d)|"
    r"\(\d{1,2}\)\s*(?=[^\W\d])|\d{1,2}\.?\s?[a-z]\)\s*(?=[^\W\d])|"
    rf"(?!\d{{1,2}}\.[0-5]\d\s+[a-zåäö])\d{{1,2}}(?:\.\d{{1,2}}){{1,2}}\s+(?=\w)(?!{UNIT})|"
    r"l\s?\.\s*|"
    r"(?:[Aa]ktivitet|[Åå]tgärd|[Ll]öfte|[Pp]unkt|[Ii]nsats)\s+\d+(?:\.\d+)?\s?[:.]?\s+(?=\w))"
)
LABEL = re.compile(r"(?:^|(?<=[\s:]))(\d{1,2}|[a-z])([.)])\s+(?=[^\W\d])")
BARE_NUMBER = re.compile(r"\s*(?:\d{1,2}|[a-z])\s?[.)]?\s*$")
RUN_TOGETHER = re.compile(r"(?:(?<=[^\s(])\s+|(?<=[,;.]))([-–•*▪·●])\s*(?=[^\W\d]|\d+\s[a-zåäö])")
RESPONSIBLE = re.compile(
    r"\s*(?:an-?svar(?:ig|iga|ar)?(?:a? (?:part|aktör|för genomförande|myndighet))?|utförare?|huvudansvarig|"
    r"ansvarig(?:a)? aktör(?:er)?)\s*[:;]",
    re.I,
)
ABBREVIATIONS = frozenset(
    "bl.a bl t.ex ex d.v.s dvs m.m m.fl mm kl ca cirka ev s.k t.o.m fr.o.m o.s.v osv resp nr st tel st:t sid s p.g.a "
    "f.n f.d i.e jfr inkl exkl "
    "kap mom forts etc alt max min avd ordf bitr dr prof aug sept okt nov dec jan feb".split()
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its bullet: where its words begin and end, and its form.

    `sign` is the bullet's or number's form ("•", "-", "1.", "a)"), "#" where the line is but a number or a letter, ""
    where there is none; `blank_before` tells that an empty line, or one that is but a number, stands in front.
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
    """Split a text into lines with their form, empty ones left out.

    Examples
    --------
    >>> [(line.sign, line.indent) for line in find_lines("Trafik\\n • Kontroller\\n   1) Moped")]
    [('', 0), ('•', 1), ('1)', 3)]
    """
    ends = [mark.end_char for mark in marks]
    found: list[Line] = []
    blank = True
    position = 0
    for raw in text.splitlines(keepends=True):
        start, position = position, position + len(raw)
        if not raw.strip():
            blank = True
            continue
        if BARE_NUMBER.fullmatch(raw):
            indent = len(raw) - len(raw.lstrip())
            found.append(Line(start + indent, start + len(raw.rstrip()), indent, "#", blank, None))
            blank = True
            continue
        mark = mark_of(marks, ends, start, start + len(raw.rstrip()))
        for line in pieces(raw.rstrip(), start, blank, mark):
            found.append(line)
            blank = False
    return found


def mark_of(marks: Sequence[Mark], ends: list[int], start: int, end: int) -> Mark | None:
    """The mark that holds a line's words; marks stand one after the other."""
    at = bisect_right(ends, start)
    return marks[at] if at < len(marks) and marks[at].start_char < end else None


def pieces(raw: str, start: int, blank: bool, mark: Mark | None) -> Iterator[Line]:
    """One line; several where items are run together on it."""
    bounds = [0, *cuts(raw), len(raw)]
    for index, (left, right) in enumerate(pairwise(bounds)):
        part = raw[left:right].rstrip()
        sign, words = sign_of(part)
        if not part[words:].strip():
            continue
        indent = len(part) - len(part.lstrip()) if index == 0 else len(raw) - len(raw.lstrip())
        yield Line(start + left + words, start + left + len(part), indent, sign, blank and index == 0, mark)


def cuts(raw: str) -> list[int]:
    """Where the items begin that are run together on a line.

    A line that opens with a bullet is cut at each further one; another line only where several dashes follow a comma, a
    semicolon or a full stop, as in "Polisen skall - synas, - lyssna, - ingripa". Numbers and letters are cut where they
    count up.

    Examples
    --------
    >>> cuts("- Synas mer - Lyssna mer")
    [12]
    >>> cuts("1. Synas 2. Lyssna")
    [9]
    >>> cuts("Mötet hålls 10 - 12 maj")
    []
    """
    sign, _ = sign_of(raw)
    if counted := counted_cuts(raw):
        return counted
    found = [match.start(1) for match in RUN_TOGETHER.finditer(raw)]
    if sign and sign in "-–—•*▪·●":
        alike = "-–" if sign in "-–" else sign
        same = [cut for cut in found if raw[cut] in alike]
        return [cut for cut in same if len(same) > 1 or opens_item(raw, cut)]
    after_stop = [cut for cut in found if raw[:cut].rstrip()[-1:] in ",;."]
    before_att = [cut for cut in found if re.match(r".\s*att\b", raw[cut:])]
    opener = r"\b(?:(?:lovar|åtar sig|ska|skall|kommer)\b.{0,25}|genom(?: att)?)\s*:?\s*$"
    opened = bool(found) and bool(re.search(opener, raw[: found[0]]))
    several = len(after_stop) >= 2 or len(before_att) >= 2 or (opened and len(found) >= 2)
    return found if several and not sign else []


def opens_item(raw: str, cut: int) -> bool:
    """Whether a single further bullet on a line opens an item: a dash with spaces around it may be a mere pause."""
    pause = raw[cut] in "-–" and raw[cut + 1 : cut + 2] == " "
    return not pause or raw[:cut].rstrip()[-1:] in ",;.)" or raw[cut + 2 : cut + 3].isupper()


def counted_cuts(raw: str) -> list[int]:
    """Where the further items begin on a line with "1. … 2. …" or "a) … b) …" from its start or from a colon.

    Examples
    --------
    >>> counted_cuts("Vi ska: 1) synas 2) lyssna")
    [8, 17]
    >>> counted_cuts("1. Möten hålls 3. Maj")
    []
    """
    found: list[re.Match[str]] = []
    for label in LABEL.finditer(raw):
        if not found:
            opens = not raw[: label.start()].strip() or (
                raw[: label.start()].rstrip().endswith(":") and label[1] in "1a"
            )
            if not opens:
                return []
            found.append(label)
        elif (
            label[2] == found[0][2]
            and follows(found[-1][1], label[1])
            and (label[2] == ")" or raw[label.end()].isupper())
        ):
            found.append(label)
    starts = [label.start() for label in found] if len(found) > 1 else []
    return starts if starts and raw[: starts[0]].strip() else starts[1:]


def follows(label: str, other: str) -> bool:
    """Whether a number or letter is the next one."""
    if label.isdigit() or other.isdigit():
        return label.isdigit() and other.isdigit() and int(other) == int(label) + 1
    return ord(other) == ord(label) + 1


def sign_of(raw: str, outer: bool = True) -> tuple[str, int]:
    """The form of a line's bullet or number, and where its words begin.

    Examples
    --------
    >>> sign_of("- Patrullera"), sign_of("12) Möte"), sign_of("l . Droger"), sign_of("Polisen")
    (('-', 2), ('1)', 4), ('1.', 4), ('', 0))
    """
    bullet = BULLET.match(raw)
    if bullet:
        # A bullet may be typed behind the file's own: "• - Synas".
        inner, words = sign_of(raw[bullet.end() :], outer=False) if outer else ("", 0)
        return bullet.group("sign").strip(), bullet.end() + (words if inner else 0)
    number = NUMBER.match(raw)
    if number and not re.match(r"\s*(?:kl|[a-zA-Z]\.\s?[a-zA-Z]{1,2})\.", raw):
        sign = re.sub(r"\s", "", number.group("sign")).lstrip("(")
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
