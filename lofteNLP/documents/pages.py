"""Headers and footers of pages, which cut items in two: told by page numbers and by return at page edges.

Conservative: bullets and sentences are never dropped, and the first page keeps its header, which may name the
parties.
"""

from __future__ import annotations

import re
from collections import Counter

OBJECT = "\ufffc"  # stands in a line for something that is no text of its own
_EDGE = 4  # lines from the top and bottom of a page where a header or footer may stand
_NEAR = 3  # lines from a page number where the rest of a header stands
_LONGEST = 120
_OF = r"(?:\s?\(\s?\d{1,3}\s?\)|\s?(?:av|of|/)\s?\d{1,3})"
_NUMBERED = rf"(?:[Ss]ida|SIDA|Sidan|[Ss]id\.?|[Pp]age):?\s?\d{{1,3}}{_OF}?"
_COUNTED = r"\d{1,3}\s?\(\s?\d{1,3}\s?\)"
_PAGE_AT_END = re.compile(rf"(?:^|(?<=\s))(?:{_NUMBERED}|(?:^|(?<=\s\s)|(?<=\t)){_COUNTED})$")
_PAGE_AT_START = re.compile(rf"^(?:{_NUMBERED}|{_COUNTED})(?=\s\s|\t|$)")
_DASHED = re.compile(r"[-–—]\s?\d{1,3}\s?[-–—]")
_COUNT = re.compile(r"(\d{1,3})\s?\(\s?(\d{1,3})\s?\)")
_GAP = re.compile(r"\s{2,}|\t")
_ITEM = re.compile(r"\s*(?:[•·*▪●○◦‣■□►–—-]|o\s|\d{1,2}[.)]\s|[a-zåäö]\)\s)")
_NUMBER = re.compile(r"(?<!\S)\d{1,3}(?!\S)")


def without_furniture(pages: list[list[str]]) -> list[str]:
    """Join pages of lines to one list of lines, less repeated headers and footers.

    Examples
    --------
    >>> without_furniture([["PM   Sida 1 (2)", "", "• två kvällar i"], ["PM   Sida 2 (2)", "  veckan"]])
    ['PM   Sida 1 (2)', '', '• två kvällar i', '  veckan']
    """
    lines: list[str] = []
    seams: set[int] = set()
    for page in pages:
        seams.add(len(lines))
        lines.extend(page)
    dropped = _by_edges(pages) | _by_numbers(lines)
    if not dropped and len(pages) == 1:
        return lines
    return _joined(lines, dropped, seams - {0})


def _by_edges(pages: list[list[str]]) -> set[int]:
    """Lines that return at the same edge of at least half of the pages."""
    if len(pages) < 2:
        return set()
    tops: list[list[int]] = []
    bottoms: list[list[int]] = []
    lines: list[str] = []
    for page in pages:
        filled = [len(lines) + i for i, line in enumerate(page) if line.strip()]
        tops.append(filled[:_EDGE])
        bottoms.append(filled[::-1][:_EDGE])
        lines.extend(page)
    headers = _recurring(tops, lines, len(pages)) - set(tops[0])
    return headers | _recurring(bottoms, lines, len(pages))


def _recurring(edges: list[list[int]], lines: list[str], pages: int) -> set[int]:
    counts = Counter(key for edge in edges for key in {_key(lines[i]) for i in edge if _may_be_furniture(lines[i])})
    often = {key for key, count in counts.items() if count >= 2 and 2 * count >= pages}
    return {i for edge in edges for i in _outermost(edge, lines, often)}


def _outermost(edge: list[int], lines: list[str], often: set[str]) -> list[int]:
    """From the page's edge inwards while lines return: a heading further in that happens to return stays."""
    taken: list[int] = []
    for i in edge:
        if not (_may_be_furniture(lines[i]) and _key(lines[i]) in often):
            break
        taken.append(i)
    return taken


def _by_numbers(lines: list[str]) -> set[int]:
    """Lines with a page number that return, page number aside, and lines beside them that return as well."""
    rests = {i: rest for i, line in enumerate(lines) if (rest := _beside_number(line)) is not None}
    if not rests:
        return set()
    counts = Counter(rest for rest in rests.values() if rest)
    near = {i: _neighbours(lines, i, rests) for i in rests}
    together = Counter(key for places in near.values() for key in {_key(lines[i]) for i in places})
    often = {key for key, count in together.items() if count >= 2}
    cells = {cell for rest, count in counts.items() if count >= 2 for cell in rest}
    cells |= {cell for places in near.values() for i in places if _key(lines[i]) in often for cell in _cells(lines[i])}
    numbered = {i for i, rest in rests.items() if rest <= cells}
    beside = {i for at in numbered for i in near[at] if _key(lines[i]) in often}
    first = _first_lines(lines)
    return {i for i in numbered | beside if i not in first or not rests.get(i, {""})}


def _beside_number(line: str) -> frozenset[str] | None:
    """The cells beside a line's page number, none where it stands alone; None without a page number."""
    bare = line.strip()
    if not bare or len(bare) > _LONGEST or (_ITEM.match(line) and not _DASHED.fullmatch(bare)):
        return None
    if _DASHED.fullmatch(bare):
        return frozenset()
    found = _PAGE_AT_END.search(bare[-40:]) or _PAGE_AT_START.search(bare)
    if found is None or not _counts_up(found.group()):
        return None
    return frozenset(_cells(bare.replace(found.group(), "  ")))


def _counts_up(number: str) -> bool:
    """In "3 (6)" the page is no greater than the pages."""
    count = _COUNT.search(number)
    return count is None or 0 < int(count.group(1)) <= int(count.group(2))


def _neighbours(lines: list[str], at: int, numbered: dict[int, frozenset[str]]) -> list[int]:
    """Lines in the same block as a page number that may belong to its header."""
    places: list[int] = []
    for step in (-1, 1):
        for i in range(at + step, at + step * (_NEAR + 1), step):
            if not 0 <= i < len(lines) or not (i in numbered or _may_be_furniture(lines[i])):
                break
            if i not in numbered:
                places.append(i)
    return places


def _first_lines(lines: list[str]) -> set[int]:
    """The first lines of the document, up to a blank one."""
    start = next((i for i, line in enumerate(lines) if line.strip()), 0)
    end = next((i for i in range(start, len(lines)) if not lines[i].strip()), len(lines))
    return set(range(start, min(end, start + _EDGE)))


def _may_be_furniture(line: str) -> bool:
    bare = line.strip()
    return 0 < len(bare) <= _LONGEST and bare[-1] not in ".:;,!?-" and _ITEM.match(line) is None and bare[0] != OBJECT


def _cells(line: str) -> list[str]:
    return [cell.casefold() for cell in _GAP.split(line.strip()) if cell]


def _key(line: str) -> str:
    """The line less its page number and the width of its gaps."""
    return _NUMBER.sub("#", _COUNT.sub("#", " ".join(line.split()))).casefold()


def _joined(lines: list[str], dropped: set[int], seams: set[int]) -> list[str]:
    """What is left. At a cut or a page's end blank lines go if the text runs on, else one stays."""
    result: list[str] = []
    cut = False
    for i, line in enumerate(lines):
        cut = cut or i in seams or i in dropped
        if i in dropped or (cut and not line.strip()):
            continue
        if cut:
            _close(result, line)
            cut = False
        result.append(line)
    return result


def _close(result: list[str], following: str) -> None:
    while result and not result[-1].strip():
        result.pop()
    if result and not _runs_on(result[-1], following):
        result.append("")


def _runs_on(before: str, after: str) -> bool:
    """Whether the text before a page break goes on after it."""
    if _ITEM.match(after):
        return _ITEM.match(before) is not None
    if after.lstrip()[:1].islower():
        return True
    return after[:1].isspace() and before.rstrip()[-1:] not in {".", ":", "!", "?"} and not _GAP.search(after.strip())
