"""Text to search terms: words as written, base forms, and the roots of compounds' parts.

The same for texts and queries.  Case does not count; å, ä and ö are letters of their own; nothing needs a parse: words
are looked up one by one in the dictionary and in the tables beside this file, which an official could mend:

``lemmas.csv``    base forms where the dictionary's is wrong for pledges (*mars* is no form of *mara*)
``suffixes.csv``  endings of derived words: *vandring*, *vandrare* → *vandra*, where the dictionary knows the verb
``roots.csv``     derived words that no ending tells: *kontroll* → *kontrollera*; and words that must stay as they are
``compounds.csv`` parts of words that are taken apart wrongly or not at all: *tillslag* is *tillslag*, no *lag*
``stopwords.txt`` words that a search passes over

An index holds what these tables made of its texts, so it is of use with them alone: `fingerprint` tells.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from lofteNLP.documents import municipalities
from lofteNLP.pipeline.base import lexicon
from lofteNLP.pipeline.compounds import split
from lofteNLP.pipeline.compounds.split import tables as compound_tables

FOLDER = Path(__file__).parent
TABLES = ("lemmas.csv", "suffixes.csv", "roots.csv", "compounds.csv", "stopwords.txt")
SHORTEST_BASE = 3  # letters of a base form that a derived word may be led back to
SHORTEST_END = 4  # letters of a known noun that ends a compound that the dictionary lacks
SHORTEST_NAME, SHORTEST_NAMED = 4, 5  # letters of its halves where the first is not known either
# A word: letters and figures, with hyphens (a-traktor), points, commas and colons (22.00, 4,5, BRÅ:s) inside.
WORD = re.compile(
    r"""[^\W_][\w\u0300-\u036f]*
        (?: -[^\W_][\w\u0300-\u036f]*
          | (?<=\d)[.,:](?=\d)\d+
          | :(?:[^\W\d_][\u0300-\u036f]*){1,4}(?![\w\u0300-\u036f])
        )*""",
    re.VERBOSE,
)


class Word(NamedTuple):
    """A word's search terms: one surface form, one base form, and the roots of its parts (one where it is simplex)."""

    surface: str
    lemma: str
    parts: tuple[str, ...]


class Analysis(NamedTuple):
    """The words of a text and their places in it: code points, end exclusive."""

    words: tuple[Word, ...]
    spans: list[tuple[int, int]]

    @property
    def surface(self) -> tuple[str, ...]:
        """The words as written, in lower case; one a word."""
        return tuple(word.surface for word in self.words)

    @property
    def lemmas(self) -> tuple[str, ...]:
        """The base forms; one a word."""
        return tuple(word.lemma for word in self.words)

    @property
    def parts(self) -> tuple[str, ...]:
        """The roots of the words' parts, in their order; any number a word, none of a stop word."""
        return tuple([part for word in self.words for part in word.parts])


def analyse(text: str) -> Analysis:
    """Take a text or query apart into search terms.

    Parameters
    ----------
    text
        Any text; composed and decomposed letters are the same.

    Examples
    --------
    >>> found = analyse("Två krogtillsyner per år.")
    >>> found.surface
    ('två', 'krogtillsyner', 'per', 'år')
    >>> found.lemmas
    ('två', 'krogtillsyn', 'per', 'år')
    >>> found.parts, found.spans[1]
    (('två', 'krog', 'tillsyn', 'år'), (4, 17))
    >>> analyse("nattvandrare").parts == analyse("nattvandring").parts == analyse("nattvandra").parts
    True
    """
    matches = list(WORD.finditer(text))
    return Analysis(tuple([word(match.group()) for match in matches]), [match.span() for match in matches])


@lru_cache(maxsize=1_000)
def words_of(query: str) -> tuple[Word, ...]:
    """Give the words of a piece of a query, which are asked for again and again while it is answered.

    Examples
    --------
    >>> [word.lemma for word in words_of("två krogtillsyner")]
    ['två', 'krogtillsyn']
    """
    return analyse(query).words


def joined(text: str) -> tuple[str, str, str]:
    """Give a text's surface forms, base forms and parts with spaces between, as the index takes them; quickly.

    Examples
    --------
    >>> joined("Två krogtillsyner")
    ('två krogtillsyner', 'två krogtillsyn', 'två krog tillsyn')
    """
    pieces = [joined_piece(piece) for piece in text.split()]
    surface, lemmas, parts = zip(*pieces, strict=True) if pieces else ((), (), ())
    return " ".join(surface), " ".join(lemmas), " ".join(parts)


@lru_cache(maxsize=200_000)
def joined_piece(piece: str) -> tuple[str, str, str]:
    """Give the same of what stands between two spaces; words do not reach beyond it."""
    found = analyse(piece)
    return " ".join(found.surface), " ".join(found.lemmas), " ".join(found.parts)


@lru_cache(maxsize=200_000)
def word(form: str) -> Word:
    """Give the search terms of one word.

    Examples
    --------
    >>> word("Hastighetskontrollerna")
    Word(surface='hastighetskontrollerna', lemma='hastighetskontroll', parts=('hastighet', 'kontrollera'))
    """
    surface = unicodedata.normalize("NFC", form).lower()
    if surface in stop_words():
        return Word(surface, lemma(surface), ())
    base = lemma(surface)
    if base[0].isdigit():
        return Word(surface, base, tuple(re.findall(r"\w+", base)))
    if "-" in base:
        return Word(surface, base, tuple(part for piece in base.split("-") for part in word(piece).parts or (piece,)))
    if _is_name(surface):
        return Word(surface, base, (base,))
    return Word(surface, base, tuple(root(part) for part in _parts(surface, base)))


def _parts(surface: str, base: str) -> tuple[str, ...]:
    if base in table("compounds.csv"):
        return tuple(table("compounds.csv")[base].split())
    return split(base) or split(surface) or _halves(base) or (base,)


def _halves(base: str) -> tuple[str, ...]:
    """Take a word that the dictionary lacks apart where a noun known from compounds ends it: avhoppar|team."""
    if lexicon.base_form(base) is not None or not base.isalpha():
        return ()
    known = compound_tables()
    cuts = [(base[:place], base[place:]) for place in range(2, len(base) - SHORTEST_END + 1)]
    nouns = [(start, end) for start, end in cuts if end in known.last and lemma(end) == end and _is_noun(end)]
    for start, end in nouns:
        if start in known.first:
            return known.first[start][0], end
        if start.endswith("ar") and lexicon.base_form(start + "e") is not None:
            return start + "e", end
    return next((cut for cut in nouns if len(cut[0]) >= SHORTEST_NAME and len(cut[1]) >= SHORTEST_NAMED), ())


def _is_noun(base: str) -> bool:
    return bool(set(lexicon.classes(base)) & set("UN"))


def lemma(form: str) -> str:
    """Give a lower-case word's base form; a compound that the dictionary lacks is inflected as its last part.

    Examples
    --------
    >>> lemma("nattvandringar"), lemma("a-traktorer"), lemma("brå:s"), lemma("kindas"), lemma("mars")
    ('nattvandring', 'a-traktor', 'brå', 'kinda', 'mars')
    """
    form = re.sub(r":\D+$", "", form)
    if form in table("lemmas.csv"):
        return table("lemmas.csv")[form]
    if form in table("compounds.csv"):
        return form
    first, hyphen, last = form.rpartition("-")
    if hyphen:
        return f"{first}-{lemma(last)}"
    base = lexicon.base_form(form)
    if base is None:
        return _unlisted_lemma(form)
    return form if _is_noun_taken_for_another(form, base) else base


def _is_noun_taken_for_another(form: str, base: str) -> bool:
    """Tell of a noun that the dictionary has as an inflected form: plan (plana), gräns (grän), bälte, växel."""
    others = {
        form + "a": not form.endswith("r"),
        form[:-1]: form.endswith("s"),
        form[:-1] + "a": form.endswith(("e", "s")) and not form.endswith("nde"),
        form[:-2] + form[-1] + "a": form.endswith(("el", "er")),
    }
    return others.get(base, False) and _is_noun(form)


def _unlisted_lemma(form: str) -> str:
    if _is_name(form):
        return municipalities.names()[form].name.lower()
    for place in range(2, len(form) - 2):  # inflected as its longest known end
        start, end = form[:place], form[place:]
        if end not in table("lemmas.csv") and lexicon.base_form(end) is None:
            continue
        base = start + _last_lemma(end)
        whole = len(end) >= SHORTEST_END or (base == form and _is_noun(end))
        if base in table("compounds.csv") or _halves(base) or (len(start) > 2 and whole and split(form)):
            return base
    return form[:-1] if re.search(r"..[^\Ws\d]s$", form) else form  # the genitive of a name


def _last_lemma(end: str) -> str:
    """Give the base form of a compound's last part: a noun where it may be one, as in motorträffar (träff)."""
    base = lemma(end)
    nouns = (noun for noun in (end, end.removesuffix("ar")) if noun + "a" == base and _is_noun(noun))
    return next(nouns, base)


def _is_name(form: str) -> bool:
    """Tell whether a word is a municipality's name, or the genitive of one, and nothing else."""
    return form in municipalities.names() and lexicon.base_form(form) is None


@lru_cache(maxsize=50_000)
def root(base: str) -> str:
    """Give the word that a base form is derived from, itself where it is none that the tables know.

    Examples
    --------
    >>> root("vandring"), root("vandrare"), root("kontroll"), root("parkering"), root("park"), root("förening")
    ('vandra', 'vandra', 'kontrollera', 'parkera', 'park', 'förening')
    """
    roots = table("roots.csv")
    if base in roots:
        return roots[base]
    for ending, replacement, kind in suffixes():
        candidate = base.removesuffix(ending) + replacement
        if base.endswith(ending) and len(candidate) >= SHORTEST_BASE and kind in lexicon.classes(candidate):
            return roots.get(candidate, candidate)
    return base


@cache
def stop_words() -> frozenset[str]:
    """Give the words that a search passes over, in lower case.

    Examples
    --------
    >>> "och" in stop_words(), "krog" in stop_words()
    (True, False)
    """
    lines = (FOLDER / "stopwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def suffixes() -> list[list[str]]:
    """Give the endings of derived words, what takes their place, and the paradigm that the base word must have."""
    return _rows("suffixes.csv")


@cache
def table(name: str) -> dict[str, str]:
    """Give a table of two columns as a mapping."""
    return {row[0]: row[1] for row in _rows(name)}


def fingerprint() -> str:
    """Tell the state of the tables, in a few hexadecimal digits.

    Examples
    --------
    >>> len(fingerprint()), fingerprint() == fingerprint()
    (12, True)
    """
    return sha256(b"".join((FOLDER / name).read_bytes() for name in TABLES)).hexdigest()[:12]


def _rows(name: str) -> list[list[str]]:
    """Give the rows of a table below its headings."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]
