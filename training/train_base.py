"""Train the Swedish base model: `python training/train_base.py TREEBANK_DIR -o models/base`."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import sys
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before NumPy loads: the same sums in the same order
sys.path.insert(0, str(Path(__file__).parents[1]))

import spacy
from spacy.language import Language
from spacy.training import Example
from spacy.util import fix_random_seed
from thinc.api import Adam

import card
import conllu
import corpora
import evaluation
import variation
from conllu import Sentence
from lofteNLP.pipeline.base import lemmas, register
from lofteNLP.pipeline.base.tokens import extend_tokenizer

FOLDER = Path(__file__).parent
DEV_SCORES = FOLDER / "without_dev.json"
GAINS = FOLDER / "gains.md"
SEED = 20
EPOCHS = 14
BATCH_WORDS = 400
DROPOUT = 0.15
WIDTH = 96
ROWS = [4000, 3000, 1000, 1500, 1500, 4000]
DOCUMENT_SIZES = (1, 1, 2, 3, 5, 8)
VARIED_COPIES = 3


def build(width: int = WIDTH) -> Language:
    """Return the untrained pipeline."""
    register()
    nlp = spacy.blank("sv")
    extend_tokenizer(nlp)
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": width, "upstream": "tok2vec"}
    nlp.add_pipe("tok2vec", config={"model": {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {"@architectures": "lofte.DictionaryEmbed.v1", "width": width, "rows": ROWS},
        "encode": {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": width, "depth": 4,
                   "window_size": 1, "maxout_pieces": 3},
    }})  # fmt: skip
    softmax = {"@architectures": "spacy.Tagger.v2", "tok2vec": listener, "nO": None}
    nlp.add_pipe("tagger", config={"model": softmax})
    nlp.add_pipe("morphologizer", config={"model": softmax})
    nlp.add_pipe("senter", config={"model": softmax})
    nlp.add_pipe("parser", config={"min_action_freq": 10, "model": {
        "@architectures": "spacy.TransitionBasedParser.v2", "state_type": "parser", "extra_state_tokens": False,
        "hidden_width": 96, "maxout_pieces": 2, "use_upper": True, "tok2vec": listener, "nO": None,
    }})  # fmt: skip
    return nlp


def epoch_examples(nlp: Language, parts: dict[str, list[Sentence]], rng: random.Random) -> list[Example]:
    """Return one epoch's examples: sentences grouped anew, some parted by line breaks, own ones with other words."""
    examples = []
    pool = variation.words_by_tag([s for sentences in parts.values() for s in sentences])
    for name, sentences in parts.items():
        own = name == "own"
        for turn in range(1 + VARIED_COPIES if own else 1):
            order = sentences
            if own:
                order = rng.sample(sentences, len(sentences))
            if turn:
                order = [variation.vary(sentence, pool, rng) for sentence in order]
            for group in corpora.groups(order, DOCUMENT_SIZES, rng):
                lines = rng.random() < (0.6 if own else 0.1)
                breaks = [rng.choice(("\n", "\n", "\n\n")) if lines else "" for _ in group]
                breaks[-1] = ""
                examples.append(corpora.to_example(nlp, corpora.to_doc(nlp, group, breaks)))
    rng.shuffle(examples)
    return examples


def batches(examples: list[Example], words: int) -> list[list[Example]]:
    """Cut examples into batches of about so many words."""
    result: list[list[Example]] = [[]]
    count = 0
    for example in examples:
        if count and count + len(example) > words:
            result.append([])
            count = 0
        result[-1].append(example)
        count += len(example)
    return result


def learning_rate(step: int, total: int, peak: float = 0.001, warm: int = 250) -> float:
    """Linear warm-up, then linear fall to a tenth."""
    if step < warm:
        return peak * (step + 1) / warm
    return peak * max(0.05, 1 - (step - warm) / max(total - warm, 1))


def train(nlp: Language, parts: dict[str, list[Sentence]], epochs: int, held_out: list[Sentence]) -> None:
    """Train all components together; `held_out` only reports, it never decides."""
    fix_random_seed(SEED)
    rng = random.Random(SEED)
    examples = epoch_examples(nlp, parts, rng)
    nlp.initialize(lambda: examples)
    optimizer = Adam(0.001, L2=0.01, grad_clip=1.0, use_averages=True, L2_is_weight_decay=True)
    total = epochs * len(batches(examples, BATCH_WORDS))
    step, started = 0, time.time()
    for epoch in range(epochs):
        losses: dict[str, float] = {}
        for batch in batches(examples, BATCH_WORDS):
            optimizer.learn_rate = learning_rate(step, total)
            nlp.update(batch, sgd=optimizer, drop=DROPOUT, losses=losses)
            step += 1
        rounded = {name: round(loss) for name, loss in losses.items()}
        print(f"epoch {epoch + 1}/{epochs} {time.time() - started:.0f} s {rounded}", file=sys.stderr, flush=True)
        if held_out and epoch % 4 == 3 and epoch + 1 < epochs:
            with nlp.use_params(optimizer.averages):
                print(evaluation.scores(nlp, held_out), file=sys.stderr, flush=True)
        examples = epoch_examples(nlp, parts, rng)
    for _, pipe in nlp.pipeline:
        pipe.model.use_params(optimizer.averages).__enter__()  # for good: the averages are the model


def add_rules(nlp: Language, parts: dict[str, list[Sentence]]) -> None:
    """Add sentence rules, verb rules and lemmatizer; base forms are learned where the treebank has them."""
    lemmatised = [t for name, part in parts.items() for s in part for t in s if t.xpos and t.lemma not in {"_", ""}]
    tagged = [(t.form, t.xpos) for s in parts["talbanken"] for t in s if t.lemma == "_"]
    nlp.add_pipe("lofte_sentences", before="parser")
    nlp.add_pipe("lofte_verbs", after="parser")
    lemmatizer = nlp.add_pipe("lofte_lemmatizer")
    lemmatizer.rules = lemmas.learn([(t.form, t.xpos, t.lemma) for t in lemmatised], tagged)  # type: ignore[attr-defined]


def read_parts(folder: Path, with_dev: bool) -> dict[str, list[Sentence]]:
    """Return the training sentences by source; broken trees are left out."""
    talbanken = corpora.training_part(folder)
    parts = {"talbanken": talbanken, "pud": corpora.pud(folder, corpora.known_tags(talbanken))}
    if with_dev:
        parts["dev"] = conllu.read(folder / "talbanken-dev.conllu")
    parts["own"] = corpora.own("train")
    return {name: [s for s in part if corpora.is_tree(s)] for name, part in parts.items() if part}


def describe(nlp: Language, figures: dict[str, Any], parts: dict[str, list[Sentence]]) -> None:
    """Write name, licence, sources and scores into the model's meta data."""
    own = corpora.OWN_SENTENCES / "train.conllu"
    nlp.meta.update({
        "name": "lofte_base", "version": "0.1.0", "license": "CC BY-SA 4.0",
        "description": "Swedish tagger, morphologizer, sentence starts, parser, lemmatizer; knows pledge language.",
        "sources": [
            {"name": "UD Swedish-Talbanken", "license": "CC BY-SA 4.0", "author": "Nivre & Smith; Einarsson 1976"},
            {"name": "UD Swedish-PUD", "license": "CC BY-SA 4.0", "author": "Zeman et al. 2017"},
            {"name": "simplemma, Swedish dictionary", "license": "MIT", "author": "Adrien Barbaresi"},
        ],
        "own_sentences": len(parts.get("own", [])),
        "own_sha256": hashlib.sha256(own.read_bytes()).hexdigest(),
        "seed": SEED,
        "performance": figures,
    })  # fmt: skip


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks", type=Path, help="folder of the treebank files")
    parser.add_argument("-o", "--output", type=Path, default=Path("models/base"))
    parser.add_argument("--without-dev", action="store_true", help="leave dev out, score on it (without_dev.json)")
    parser.add_argument("--report-test", action="store_true", help="score Talbanken's test part: once, for the card")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    args = parser.parse_args()

    parts = read_parts(args.treebanks, with_dev=not args.without_dev)
    held_out = conllu.read(args.treebanks / "talbanken-dev.conllu") if args.without_dev else []
    nlp = build()
    train(nlp, parts, args.epochs, held_out)
    add_rules(nlp, parts)

    own = corpora.own("test")
    figures: dict[str, Any] = {}
    if args.without_dev:
        figures = {"dev": evaluation.scores(nlp, held_out), "own_without_dev": evaluation.scores(nlp, own, size=1)}
        DEV_SCORES.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    elif DEV_SCORES.exists():
        figures = json.loads(DEV_SCORES.read_text(encoding="utf-8"))
    if not args.without_dev:
        figures["own"] = evaluation.scores(nlp, own, size=1)
    figures["main_verbs"] = evaluation.main_verbs(nlp, own)
    if args.report_test:
        figures["test"] = evaluation.scores(nlp, conllu.read(args.treebanks / "talbanken-test.conllu"))
    describe(nlp, figures, parts)
    nlp.to_disk(args.output)
    meta = json.loads((args.output / "meta.json").read_text(encoding="utf-8"))
    (args.output / "README.md").write_text(card.card(meta, GAINS.read_text(encoding="utf-8")), encoding="utf-8")
    (args.output / "LICENSE").write_text(card.licence(), encoding="utf-8")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
