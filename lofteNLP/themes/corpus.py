"""A labelled corpus: JSON Lines in, pledges with their themes out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lofteNLP.themes.items import ThemeInput, theme_input
from lofteNLP.themes.taxonomy import labels as taxonomy_labels

if TYPE_CHECKING:
    from numpy.typing import NDArray


class CorpusError(ValueError):
    """A corpus that cannot be used; the message names the file, what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled pledge.  `doubtful` themes count neither for nor against where figures are taken."""

    document: str
    writer: str
    item: ThemeInput
    themes: tuple[str, ...]
    doubtful: tuple[str, ...] = ()


def corpus_files(corpus: Path) -> list[Path]:
    """Give the JSON Lines files of a corpus: itself, or those of the folder in the order of their names."""
    files = sorted(corpus.glob("*.jsonl")) if corpus.is_dir() else [corpus]
    if not files or not files[0].exists():
        raise FileNotFoundError(f"{corpus}: no corpus here; give a .jsonl file or a folder that holds some")
    return files


def corpus_hash(corpus: Path) -> str:
    """Give the SHA-256 of a corpus's files, one after the other.

    Examples
    --------
    >>> corpus_hash(Path("/dev/null"))[:8]
    'e3b0c442'
    """
    digest = sha256()
    for path in corpus_files(corpus):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def read_rows(corpus: Path) -> Iterator[dict[str, Any]]:
    """Read the documents of a corpus as plain values, each pledge checked for a text and a list of themes."""
    for path in corpus_files(corpus):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                yield _checked(line, f"{path}: line {number}")


def read_examples(corpus: Path) -> list[Example]:
    """Read the labelled pledges of a corpus, base forms added by the base model.

    Parameters
    ----------
    corpus
        A `.jsonl` file or a folder of them: one document a line with `document` and `pledges`, each pledge with `text`,
        `themes` and perhaps `heading`.
    """
    from lofteNLP.pipeline.base import load_base

    found = [(row, pledge) for row in read_rows(corpus) for pledge in row["pledges"] if not pledge.get("optional")]
    if not found:
        raise CorpusError(f"{corpus}: no labelled pledge in it; a document needs pledges with text and themes")
    nlp = load_base()
    texts = nlp.pipe(_folded(pledge["text"]) for _, pledge in found)
    headings = nlp.pipe(_folded(pledge.get("heading") or "") for _, pledge in found)
    return [
        Example(
            row["document"],
            row.get("writer", row["document"]),
            theme_input(text, heading if len(heading) else None),
            tuple(sorted({_label(theme) for theme in pledge["themes"]})),
            tuple(sorted({_label(theme) for theme in pledge.get("themes_optional", [])})),
        )
        for (row, pledge), text, heading in zip(found, texts, headings, strict=True)
    ]


def document_hashes(examples: Sequence[Example]) -> list[str]:
    """Give a short hash of each document's pledges, sorted: enough to know a document again.

    Examples
    --------
    >>> len(document_hashes([Example("a", "a", ThemeInput("En trygghetsvandring", None, (), ()), ())])[0])
    16
    """
    texts: dict[str, list[str]] = {}
    for example in examples:
        texts.setdefault(example.document, []).append(example.item.text)
    return sorted(sha256("\n".join(pledges).encode()).hexdigest()[:16] for pledges in texts.values())


def corpus_labels(examples: Sequence[Example]) -> tuple[str, ...]:
    """Give the themes of a corpus: those of the taxonomy in its order, then one's own by the alphabet.

    Examples
    --------
    >>> item = ThemeInput("", None, (), ())
    >>> corpus_labels([Example("a", "a", item, ("jakt", "unga", "trafik"))])
    ('trafik', 'unga', 'jakt')
    """
    used = {theme for example in examples for theme in example.themes}
    known = [label for label in taxonomy_labels() if label in used]
    return (*known, *sorted(used.difference(known)))


def truth_table(examples: Sequence[Example], labels: Sequence[str]) -> NDArray[Any]:
    """Give the gold themes as ones and zeros, one row a pledge; themes that are no labels are left out.

    Examples
    --------
    >>> item = ThemeInput("", None, (), ())
    >>> truth_table([Example("a", "a", item, ("unga",))], ("trafik", "unga")).tolist()
    [[0, 1]]
    """
    import numpy as np

    return np.array(
        [[int(label in example.themes and label not in example.doubtful) for label in labels] for example in examples]
    )


def doubtful_table(examples: Sequence[Example], labels: Sequence[str]) -> NDArray[Any]:
    """Give the themes that count neither for nor against as ones, one row a pledge."""
    import numpy as np

    return np.array([[int(label in example.doubtful) for label in labels] for example in examples])


def _checked(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise CorpusError(f"{where}: not JSON ({error.msg}); write one document a line") from error
    if (
        not isinstance(row, dict)
        or not isinstance(row.get("document"), str)
        or not isinstance(row.get("pledges"), list)
    ):
        raise CorpusError(f"{where}: a document needs `document` (its name) and `pledges` (a list); add them")
    for number, pledge in enumerate(row["pledges"], 1):
        if (
            not isinstance(pledge, dict)
            or not isinstance(pledge.get("text"), str)
            or not isinstance(pledge.get("themes"), list)
        ):
            raise CorpusError(f"{where}: pledge {number} needs `text` and `themes` (a list); add them")
    return row


def _folded(text: str) -> str:
    return " ".join(text.split())


def _label(theme: str | dict[str, Any]) -> str:
    """Give a theme's name; a tagged record has it with its score."""
    return theme if isinstance(theme, str) else str(theme["label"])
