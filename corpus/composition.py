"""What the corpus is made of and how varied it is: ``python corpus/composition.py [FOLDER]``.

FOLDER is another set of documents to measure beside it: ``NAME.json`` with the pledges and ``NAME.txt`` or
``NAME.html`` with the text.  A writer is the first letter of a document's name in both.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from itertools import permutations, starmap
from pathlib import Path
from statistics import mean, pstdev
from typing import Any

from lofteNLP.documents import read
from markup import THEMES

FOLDER = Path(__file__).parent
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
Row = dict[str, Any]


def read_rows(folder: Path = FOLDER) -> list[Row]:
    """The rows of the dataset files, by name."""
    lines = [line for split in ("train", "test") for line in (folder / f"{split}.jsonl").open(encoding="utf-8")]
    return sorted((json.loads(line) for line in lines), key=lambda row: str(row["document"]))


def read_other(folder: Path) -> list[Row]:
    """Documents of another folder as rows with ``writer``, ``text`` and ``pledges``."""
    rows = []
    for path in sorted(folder.glob("*.json")):
        document = next(path.with_suffix(suffix) for suffix in (".txt", ".html") if path.with_suffix(suffix).exists())
        pledges = json.loads(path.read_text(encoding="utf-8"))["pledges"]
        rows.append({"writer": path.stem[0], "text": read(document).text, "pledges": pledges})
    return rows


def composition(rows: list[Row]) -> dict[str, Any]:
    """Count documents, pledges, forms, themes and values."""
    pledges = [pledge for row in rows for pledge in row["pledges"]]
    full = [pledge for row in rows if row["gold"] == "full" for pledge in row["pledges"]]
    themes = Counter(theme for pledge in pledges for theme in pledge["themes"])
    return {
        "documents": len(rows),
        "documents without pledges": sum(not row["pledges"] for row in rows),
        "writers": len({row["writer"] for row in rows}),
        "forms": dict(sorted(Counter(row["form"] for row in rows).items())),
        "municipalities": len({kommun["code"] for row in rows for kommun in row["kommun"]}),
        "pledges": len(pledges),
        "pledges with two or more themes": share(len(p["themes"]) > 1 for p in pledges),
        "pledges without a theme": share(not p["themes"] for p in pledges),
        "themes": {theme: themes[theme] for theme in THEMES},
        "pledges with full gold": len(full),
        "of these with a quantity": share(bool(p["quantities"]) for p in full),
        "of these with a deadline": share(bool(p["deadlines"]) for p in full),
        "actors": sum(len(p["actors"]) for p in full),
        "quantities": sum(len(p["quantities"]) for p in full),
        "deadlines": sum(len(p["deadlines"]) for p in full),
    }


def variety(rows: list[Row], size: int) -> dict[str, float]:
    """How varied the language is; where a figure depends on the amount of text, measured on `size` words a writer."""
    by_writer = {writer: words_of(rows, writer) for writer in sorted({row["writer"] for row in rows})}
    samples = [words[:size] for words in by_writer.values()]
    pledges = [pledge["text"] for row in rows for pledge in row["pledges"]]
    sentences = [len(words(sentence)) for text in pledges for sentence in SENTENCE_END.split(text) if words(sentence)]
    lengths = [len(words(text)) for text in pledges]
    return {
        "words": sum(map(len, by_writer.values())),
        "type-token ratio, a writer's sample": mean(map(type_token_ratio, samples)),
        "words unseen in another writer's sample": mean(starmap(unseen, permutations(samples, 2))),
        "words unseen in the other half of the writers": mean(starmap(unseen, permutations(halves(by_writer)))),
        "words in a pledge's sentence, mean": mean(sentences),
        "words in a pledge's sentence, standard deviation": pstdev(sentences),
        "words in a pledge, mean": mean(lengths),
        "words in a pledge, standard deviation": pstdev(lengths),
    }


def common_size(*sets: list[Row]) -> int:
    """The words of the writer who wrote least in any of the sets."""
    return min(len(words_of(rows, writer)) for rows in sets for writer in {row["writer"] for row in rows})


def words_of(rows: list[Row], writer: str) -> list[str]:
    """A writer's words, document by document."""
    return [word for row in rows if row["writer"] == writer for word in words(row["text"])]


def words(text: str) -> list[str]:
    """The words of a text in small letters; numbers are none.

    Examples
    --------
    >>> words("E4: A-traktorer, 12 st.")
    ['a-traktorer', 'st']
    """
    return [word.lower() for word in WORD.findall(re.sub(r"\b\w*\d\w*\b", " ", text))]


def type_token_ratio(words: list[str]) -> float:
    """Different words by all words."""
    return len(set(words)) / len(words)


def unseen(words: list[str], other: list[str]) -> float:
    """The share of the words that do not stand in the other text.

    Examples
    --------
    >>> unseen(["till", "fots", "och", "till"], ["till"])
    0.5
    """
    known = set(other)
    return share(word not in known for word in words)


def halves(by_writer: dict[str, list[str]]) -> tuple[list[str], list[str]]:
    """All text in two halves, every second writer in each."""
    texts = list(by_writer.values())
    return [word for text in texts[::2] for word in text], [word for text in texts[1::2] for word in text]


def share(answers: Iterable[bool]) -> float:
    """The share of yes among answers."""
    return mean(map(float, answers))


def show(figures: dict[str, Any]) -> str:
    """Figures as lines of text."""
    lines = []
    for name, value in figures.items():
        if isinstance(value, dict):
            value = ", ".join(f"{key} {count}" for key, count in value.items())
        lines.append(f"{name}: {value:.3f}" if isinstance(value, float) else f"{name}: {value}")
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    """Print the corpus' composition and its variety, beside another folder's where one is given."""
    rows = read_rows()
    print(show(composition(rows)))
    others = [read_other(Path(argument)) for argument in arguments]
    size = common_size(rows, *others)
    for name, each in zip(["corpus", *arguments], [rows, *others], strict=True):
        print(f"\n{name} ({size} words a writer)\n{show(variety(each, size))}")


if __name__ == "__main__":
    main(sys.argv[1:])
