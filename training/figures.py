"""The figures that the quality gate holds: what is measured, and on which gold."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import corpora
import evaluation
from lofteNLP import Tagger
from lofteNLP.documents import find, read_bytes
from lofteNLP.models import model_folder
from lofteNLP.pipeline.actors import find_actors
from lofteNLP.pipeline.calendar import Span
from lofteNLP.pipeline.deadlines import find_deadlines
from lofteNLP.pipeline.quantities import find_quantities
from lofteNLP.schema import Document
from lofteNLP.themes.corpus import corpus_files, corpus_hash

CORPUS = Path(__file__).parents[1] / "corpus"
SAME = 0.8  # two pledges are one where they share this much of what either covers
COMMON = 10  # how often a theme must stand in reference documents for its own figure to say something

Row = dict[str, Any]
Figures = dict[str, float]
Pair = tuple[Row, Row]  # what is right, what was found


@dataclass(frozen=True, slots=True)
class Gold:
    """A set of figures: the files that hold what is right, and what measures on them."""

    files: Sequence[Path]
    measure: Callable[[Tagger], Figures]

    def fingerprint(self) -> str:
        """The SHA-256 of the files' names and contents."""
        digest = sha256()
        for path in sorted(self.files):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        return digest.hexdigest()


def golds(reference: Path | None) -> dict[str, Gold]:
    """Every set that can be measured here: those of the repository, and reference documents where a folder is given."""
    corpus = sorted(CORPUS.glob("*.jsonl"))
    sets = {
        "base": Gold([CORPUS / "sentences" / "test.conllu"], of_base),
        "models": Gold(corpus, of_models),
        "grammar": Gold(corpus, of_grammar),
        "flow": Gold([CORPUS / "test.jsonl"], of_flow),
    }
    for name in ("devset", "seeds") if reference else ():
        files = [path for path in (reference / name).iterdir() if path.suffix in (".json", ".txt", ".html")]
        sets[name] = Gold(files, partial(of_reference, reference / name))
    return sets


def of_base(tagger: Tagger) -> Figures:
    """Tags, lemmas and parses of own sentences that the base model was not trained on."""
    percent = evaluation.scores(tagger.nlp, corpora.own("test"), size=1)
    percent["main verbs"] = evaluation.main_verbs(tagger.nlp, corpora.own("test"))
    return {name: share / 100 for name, share in percent.items()}


def of_models(tagger: Tagger) -> Figures:
    """What was written down when the models were trained.

    Detector and themes: cross-validated, each document by a model that had not seen it. Base model: on Talbanken's dev
    part, by the same recipe trained without it.
    """
    detector, themes = manifest("pledges")["scores"], manifest("themes")["scores"]
    dev = json.loads(Path(__file__).with_name("without_dev.json").read_text(encoding="utf-8"))["dev"]
    own, micro, calibration = detector["detector"], themes["micro"]["f1"], themes["calibration"]
    return {
        **{f"detector {name}": own[name] for name in ("precision", "recall", "f1")},
        "detector lead": own["f1"] - max(row["f1"] for name, row in detector.items() if name != "detector"),
        "themes micro": micro,
        "themes macro": themes["macro"]["f1"],
        "themes lowest": min(row["f1"] for row in themes["themes"].values()),
        "themes lead": micro - max(row["micro"]["f1"] for row in themes["baselines"].values()),
        "themes calibration": 1 - calibration["expected_error"],
        "themes lowest calibration": 1 - max(calibration["by_theme"].values()),
        **{f"base {name}, Talbanken dev": share / 100 for name, share in dev.items()},
    }


def manifest(name: str) -> Row:
    """What a shipped model says of itself, which must be of the corpus as it is now."""
    said: Row = json.loads((model_folder(name, "manifest.json", "") / "manifest.json").read_text("utf-8"))
    if said["corpus_sha256"] != corpus_hash(CORPUS):
        raise ValueError(f"models/{name} was trained on another corpus/ than this; train it again, see README.md")
    return said


def of_grammar(tagger: Tagger) -> Figures:
    """Actors, quantities and deadlines of the corpus' fully labelled pledges, given the text of each."""
    pairs = []
    rows = [(row, gold) for row in read_rows(CORPUS) if row["gold"] == "full" for gold in row["pledges"]]
    for (row, gold), doc in zip(rows, tagger.nlp.pipe(gold["text"] for _, gold in rows), strict=True):
        validity = Span(*(date.fromisoformat(day) if day else None for day in (row["valid_from"], row["valid_to"])))
        found = {
            "actors": [asdict(actor) for actor in find_actors(doc)],
            "quantities": [asdict(quantity) for quantity in find_quantities(doc)],
            "deadlines": [asdict(deadline) for deadline in find_deadlines(gold["text"], validity)],
        }
        own = [actor for actor in gold["actors"] if actor["source"] == "text"]
        pairs.append(({**gold, "actors": own}, found))
    return {name: f1(pairs, VALUES[name]) for name in ("actors", "quantities", "deadlines")}


def of_flow(tagger: Tagger) -> Figures:
    """The corpus' test documents from their bytes to records.

    The shipped detector and theme model have learnt from these documents, too: these figures guard the flow, they do
    not tell how well it does elsewhere.
    """
    documents, pledges, full = [], [], []
    for row in read_rows(CORPUS / "test.jsonl"):
        source = read_bytes(row["raw"].encode(), f"{row['document']}.{row['format']}")
        found = tagger.tag_source(source).to_dict()
        documents.append((row, found))
        pairs = aligned(row["pledges"], found["pledges"])
        pledges += pairs
        full += pairs if row["gold"] == "full" else []
    return {
        **{name: f1(documents, VALUES[name]) for name in ("kommun", "validity")},
        **{name: f1(pledges, VALUES[name]) for name in ("pledges", "themes")},
        **{name: f1(full, VALUES[name]) for name in ("actors", "quantities", "deadlines")},
    }


def of_reference(folder: Path, tagger: Tagger) -> Figures:
    """Reference documents, by the scorer that lies beside their folder (`bin/score.py`)."""
    files = list(find([path for path in sorted(folder.iterdir()) if path.suffix in (".txt", ".html")]))
    documents = list(tagger.pipe(files))
    tagged = {document.document: document.to_dict() for document in documents if isinstance(document, Document)}
    spec = importlib.util.spec_from_file_location("score", folder.parent / "bin" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"{folder.parent / 'bin' / 'score.py'}: the scorer of the reference documents")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    scores, themes, _ = scorer.score(folder, tagged)
    common = {f"theme {name}": row["f1"] for name, row in themes.items() if row["gold"] >= COMMON}
    return {
        "pledges precision": scores["pledges"]["precision"],
        "pledges recall": scores["pledges"]["recall"],
        **{name: row["f1"] for name, row in scores.items()},
        **common,
    }


def read_rows(corpus: Path) -> Iterator[Row]:
    """The documents of a corpus as plain values."""
    for path in corpus_files(corpus):
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def aligned(gold: Sequence[Row], found: Sequence[Row]) -> list[Pair]:
    """Every right pledge beside the one found in its place; an empty one stands where there is no such.

    Examples
    --------
    >>> here, near, there = ({"start_char": start, "end_char": end} for start, end in ((0, 10), (1, 10), (20, 30)))
    >>> aligned([here], [near, there]) == [(here, near), ({}, there)]
    True
    """
    left = list(found)
    pairs: list[Pair] = []
    for one in gold:
        other = max(left, key=partial(shared, one), default={})
        if other and shared(one, other) >= SAME:
            left.remove(other)
        else:
            other = {}
        pairs.append((one, other))
    return pairs + [({}, other) for other in left]


def shared(one: Row, other: Row) -> float:
    """How much two stretches of text share, of what either covers.

    Examples
    --------
    >>> shared({"start_char": 0, "end_char": 4}, {"start_char": 2, "end_char": 6})
    0.3333333333333333
    """
    both = min(one["end_char"], other["end_char"]) - max(one["start_char"], other["start_char"])
    either = max(one["end_char"], other["end_char"]) - min(one["start_char"], other["start_char"])
    return max(both, 0) / either


def f1(pairs: Sequence[Pair], values: Callable[[Row], Iterable[Any]]) -> float:
    """F1 of the values that the found rows should have.

    Examples
    --------
    >>> f1([({"themes": ["krog", "unga"]}, {"themes": [{"label": "krog"}]}), ({}, {})], VALUES["themes"])
    0.6666666666666666
    """
    bags = [(Counter(values(gold)), Counter(values(found))) for gold, found in pairs]
    hits = sum((gold & found).total() for gold, found in bags)
    return 2 * hits / sum(gold.total() + found.total() for gold, found in bags)


def deadline(row: Row) -> tuple[Any, ...]:
    """What counts of a deadline; a recurrence by its type alone: its ends are those of the period or none."""
    return ("recurrence",) if row["type"] == "recurrence" else (row["type"], row["start"], row["end"])


VALUES: dict[str, Callable[[Row], Iterable[Any]]] = {
    "kommun": lambda row: [kommun["code"] for kommun in row["kommun"]],
    "validity": lambda row: [(end, row[end]) for end in ("valid_from", "valid_to")],
    "pledges": lambda row: ["pledge"] if row else [],
    "themes": lambda row: [theme if isinstance(theme, str) else theme["label"] for theme in row.get("themes", ())],
    "actors": lambda row: {(actor["type"], actor["role"]) for actor in row.get("actors", ())},
    "quantities": lambda row: [
        tuple(quantity[name] for name in ("comparator", "value", "value_max", "unit", "per"))
        for quantity in row.get("quantities", ())
    ],
    "deadlines": lambda row: [deadline(each) for each in row.get("deadlines", ())],
}
