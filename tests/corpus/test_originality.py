"""Nothing stands twice, and nothing is copied."""

import os
import re
from pathlib import Path

import pytest

WORD = re.compile(r"[^\W_]+")


def grams(text):
    """The character 5-grams of a text's words."""
    text = " ".join(WORD.findall(text.lower()))
    return {text[i : i + 5] for i in range(len(text) - 4)}


def near_duplicates(texts, limit):
    """Pairs of texts whose 5-grams have a Jaccard index above the limit."""
    found = sorted(((grams(text), text) for text in texts), key=lambda pair: len(pair[0]))
    found = [pair for pair in found if pair[0]]
    pairs = []
    for number, (short, one) in enumerate(found):
        for long, other in found[number + 1 :]:
            if len(short) <= limit * len(long):
                break  # the Jaccard index of sets of so different sizes cannot be above the limit
            common = len(short & long)
            if common > limit * (len(short) + len(long) - common):
                pairs.append((one, other))
    return pairs


def runs(text, length=10):
    """Every run of so many words."""
    words = WORD.findall(re.sub(r"<[^>]+>", " ", text).lower())
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


def references(folder):
    """The texts of a reference folder; a folder without any is an error."""
    texts = [p.read_text(encoding="utf-8") for p in sorted(folder.rglob("*")) if p.suffix in (".txt", ".html")]
    if not texts:
        raise FileNotFoundError(f"LOFTE_REFERENCE: no .txt or .html file under {folder}; name a folder that holds some")
    return texts


def test_no_pledge_is_another_s_near_duplicate(rows):
    assert near_duplicates((pledge["text"] for row in rows for pledge in row["pledges"]), 0.5) == []


def test_no_document_is_another_s_near_duplicate(rows):
    assert near_duplicates((row["text"] for row in rows), 0.5) == []


def test_no_run_of_ten_words_stands_in_the_references(rows):
    folder = os.environ.get("LOFTE_REFERENCE")
    if not folder:
        print("LOFTE_REFERENCE names no folder with reference texts: nothing to compare with")
        return
    known = set().union(*map(runs, references(Path(folder))))
    copied = {row["document"]: [" ".join(run) for run in sorted(runs(row["text"]) & known)] for row in rows}
    assert {name: found for name, found in copied.items() if found} == {}


def test_near_duplicates_are_found():
    one = "Polisen går till fots på Storgatan varje fredag."
    other = "Polisen går till fots på Storgatan varje lördag."
    assert near_duplicates([one, "Lampor byts i parken.", other], 0.5) == [(one, other)]


def test_copied_runs_are_found():
    text = "ett två tre fyra fem sex sju åtta nio tio elva"
    assert len(runs(text)) == 2
    assert runs(f"<p>Noll, {text.replace(' ', ', ')}!</p>") & runs(text) == runs(text)


def test_an_empty_reference_folder_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError, match="name a folder that holds some"):
        references(tmp_path)
