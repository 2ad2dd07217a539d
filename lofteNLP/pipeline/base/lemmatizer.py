"""`lofte_lemmatizer`: sets lemmas from SUC tags by learned rules and a dictionary."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.util import ensure_path

from lofteNLP.pipeline.base.lemmas import LemmaRules

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.training import Example

FILE = "lemmas.json"


@Language.factory("lofte_lemmatizer", assigns=["token.lemma"], requires=["token.tag"],
                  default_score_weights={"lemma_acc": 1.0})  # fmt: skip
def create_lemmatizer(nlp: Language, name: str) -> LofteLemmatizer:
    """Return an empty lemmatizer; its rules come from a model folder or from `rules`."""
    return LofteLemmatizer(name)


class LofteLemmatizer(Pipe):
    """Lemmas for documents whose tokens have SUC tags, as the base model and `sv_core_news_*` set them."""

    def __init__(self, name: str = "lofte_lemmatizer", rules: LemmaRules | None = None) -> None:
        self.name = name
        self.rules = rules or LemmaRules({}, {})

    def __call__(self, doc: Doc) -> Doc:
        """Set `token.lemma_` for every token."""
        lemma = self.rules.lemma
        for token in doc:
            token.lemma_ = token.text if token.is_space else lemma(token.text, token.tag_)
        return doc

    def score(self, examples: Iterable[Example], **kwargs: Any) -> dict[str, Any]:
        """Return the share of right lemmas."""
        from spacy.scorer import Scorer

        return Scorer.score_token_attr(examples, "lemma", **kwargs)

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Return the rules as bytes."""
        return json.dumps(self.rules.to_dict(), ensure_ascii=False, sort_keys=True).encode()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> LofteLemmatizer:
        """Take rules from bytes."""
        self.rules = LemmaRules(**json.loads(data))
        return self

    def to_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> None:
        """Write the rules to a folder."""
        folder = ensure_path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> LofteLemmatizer:
        """Read the rules from a folder."""
        return self.from_bytes((ensure_path(path) / FILE).read_bytes())
