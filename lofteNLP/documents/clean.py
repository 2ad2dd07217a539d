"""Clean text: characters, page furniture, hyphenation, bullets, white space.

Pure functions; each takes time in proportion to its input, whatever stands in it.
Leading spaces and runs of spaces inside a line stay: in plain text and PDF they carry columns.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from lofteNLP.documents.hyphens import is_damaged, join_inside, join_lines
from lofteNLP.documents.pages import without_furniture

_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "ft",
    "\ufb06": "st",
}
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_HYPHENS = "\u2010\u2011"
_TABLE = str.maketrans({**_LIGATURES, **dict.fromkeys(_SPACES, " "), **dict.fromkeys(_HYPHENS, "-")})
_BREAKS = re.compile("\r\n?|[\x0b\x85\u2028\u2029]")
_LETTER = r"[^\W\d_]"
# Soft hyphens, and the "not" sign that some converters write for them.
_SOFT_ALONE = re.compile(f"(?<!{_LETTER})\u00ad+|\u00ad+(?=[\u0300-\u036f])")
_SOFT_AT_LINE_END = re.compile(f"(?<={_LETTER})(?:[\u00ad\u00ac]+(?=[ \\t]*[\n\f])|\u00ad?\u00ac+(?=\\s))")
_SOFT_INSIDE = re.compile(f"(?<={_LETTER})[\u00ad\u00ac]+(?={_LETTER})|\u00ad")
# Bullets in private-use characters (Wingdings, Symbol), and those that a converter has lost.
_BULLET_LIKE = re.compile("(?:^|(?<=[ \t\f]))[\ue000-\uf8ff\ufffd]+(?=[ \t\f]|$)[ \t]*", re.M)
_PRIVATE_AT_START = re.compile("((?:^|\f)[ \t]*)[\uf000-\uf0ff](?=[^\\s\ue000-\uf8ff\ufffd])", re.M)
_PRIVATE = re.compile("[\ue000-\uf8ff]+")
_UNWANTED = {"Cc", "Cf", "Cs", "Co", "Cn"}
_LATER = re.compile("[\n\t\f\u00ad\ue000-\uf8ff]")  # of the unwanted, those that say something first


def clean(text: str) -> str:
    r"""Clean plain text; form feeds in it part pages.

    Examples
    --------
    >>> clean("Lindesbergs kom-\r\nmun  lovar\u00a0att  \n\n\uf0b7\tsta\u030a vid skolan")
    'Lindesbergs kommun\nlovar att\n\n• stå vid skolan'
    >>> clean("cykel- och gångbanor, samverkansöverens-kommelser")
    'cykel- och gångbanor, samverkansöverenskommelser'
    """
    return clean_lines(characters(text))


def clean_lines(text: str) -> str:
    """Clean text whose characters are clean: all that is left to do with lines and words."""
    lines = without_furniture([page.split("\n") for page in text.split("\f")])
    return trim(join_inside("\n".join(join_lines(lines))))


def clean_blocks(blocks: Iterable[str]) -> list[str]:
    r"""Clean paragraphs, items and cells that stand apart; they may hold line breaks, but no pages.

    Examples
    --------
    >>> clean_blocks(["gå till-sammans", "trygghets-vandringar", "cykel-\noch gångbanor"])
    ['gå tillsammans', 'trygghetsvandringar', 'cykel-\noch gångbanor']
    """
    texts = ["\n".join(join_lines(characters(block).replace("\f", "\n").split("\n"))) for block in blocks]
    damaged = any(is_damaged(text) for text in texts)
    return [trim(join_inside(text, damaged)) for text in texts]


def characters(text: str) -> str:
    r"""Normalise characters: NFC, plain spaces and breaks, no ligatures, nothing invisible, bullets as ``•``.

    Examples
    --------
    >>> characters("\ufeffﬁka\r\n\uf0a7 go\u0308ra ungdo\u00admar")
    'fika\n• göra ungdomar'
    """
    text = _without_towers(_BREAKS.sub("\n", text).translate(_TABLE))
    unwanted = {ord(c): None for c in set(text) if unicodedata.category(c) in _UNWANTED and not _LATER.fullmatch(c)}
    text = unicodedata.normalize("NFC", text.translate(unwanted))
    text = _PRIVATE_AT_START.sub("\\1• ", _SOFT_ALONE.sub("", text))
    text = unicodedata.normalize("NFC", _PRIVATE.sub("", _BULLET_LIKE.sub("• ", text)))
    text = _SOFT_INSIDE.sub("", _SOFT_AT_LINE_END.sub("-", text))
    return unicodedata.normalize("NFC", text)


def _without_towers(text: str) -> str:
    """Unicode's bound of 30 combining marks on a letter: normalising takes the square of their number."""
    marks = [c for c in set(text) if c > "\u02ff" and unicodedata.combining(unicodedata.normalize("NFD", c)[0])]
    if not marks:
        return text
    mark = f"[{re.escape(''.join(sorted(marks)))}]"
    return re.sub(f"({mark}{{30}}){mark}++", r"\1", text)


def trim(text: str) -> str:
    r"""Take off spaces at line ends and blank lines at both ends of the text.

    Examples
    --------
    >>> trim("\n  a  \n\n b\t\n\n")
    '  a\n\n b'
    """
    lines = [line.rstrip() for line in text.split("\n")]
    return "\n".join(lines).strip("\n")
