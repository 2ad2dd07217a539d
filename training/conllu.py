"""CoNLL-U in and out: plain tokens, sentences as lists of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Token:
    """One line of CoNLL-U; `head` is the 1-based number of another token, 0 for the root."""

    form: str
    lemma: str = "_"
    upos: str = "_"
    xpos: str = "_"
    feats: str = "_"
    head: int = 0
    deprel: str = "_"
    space: bool = True


Sentence = list[Token]


def parse(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U text; ranges and empty nodes are left out.

    Examples
    --------
    >>> [[token.form for token in s] for s in parse("1\\tHej\\thej\\tINTJ\\tIN\\t_\\t0\\troot\\t_\\t_\\n")]
    [['Hej']]
    """
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("#"):
            continue
        if line.strip():
            rows.append(line.split("\t"))
        elif rows:
            yield [_token(row) for row in rows if row[0].isdigit()]
            rows = []


def _token(row: list[str]) -> Token:
    return Token(
        form=row[1],
        lemma=row[2],
        upos=row[3],
        xpos=row[4],
        feats=row[5],
        head=int(row[6]) if row[6].isdigit() else 0,
        deprel=row[7],
        space="SpaceAfter=No" not in row[-1],
    )


def read(path: Path) -> list[Sentence]:
    """Read all sentences of a file."""
    return list(parse(path.read_text(encoding="utf-8")))


def text_of(sentence: Sentence) -> str:
    """Return the running text of a sentence.

    Examples
    --------
    >>> text_of([Token("Hej", space=False), Token("!")])
    'Hej!'
    """
    return "".join(token.form + " " * token.space for token in sentence).rstrip()


def render(sentences: Iterable[Sentence]) -> str:
    """Return the sentences as CoNLL-U with `# text` lines."""
    blocks = []
    for sentence in sentences:
        lines = [f"# text = {text_of(sentence)}"]
        for number, t in enumerate(sentence, 1):
            misc = "_" if t.space else "SpaceAfter=No"
            lines.append(
                f"{number}\t{t.form}\t{t.lemma}\t{t.upos}\t{t.xpos}\t{t.feats}\t{t.head}\t{t.deprel}\t_\t{misc}"
            )
        blocks.append("\n".join(lines) + "\n\n")
    return "".join(blocks)
