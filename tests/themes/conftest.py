"""What the tests of themes share: the base pipeline, the shipped classifier, a small corpus."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from lofteNLP.pipeline.base import load_base
from lofteNLP.themes.classifier import ThemeClassifier
from lofteNLP.themes.store import load

if TYPE_CHECKING:
    from spacy.language import Language

SUBJECTS = {
    "trafik": ("mäta farten på {}", "stoppa bilister vid {}", "kontrollera mopeder nära {}"),
    "krog": ("besöka krogen vid {}", "utbilda krögare i {}", "synas utanför restaurangen på {}"),
    "skotrar": ("märka ut skoterleden till {}", "hålla skotrar borta från {}", "samla skoteråkare i {}"),
}
PLACES = ("Byn", "Norra gatan", "Dalen", "Åsen", "Viken", "Holmen", "Sanden", "Berget")


@pytest.fixture(scope="session")
def base() -> Language:
    return load_base()


@pytest.fixture(scope="session")
def classifier() -> ThemeClassifier:
    return load()


@pytest.fixture(scope="session")
def small_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight documents about three themes, one of them not in the taxonomy; some pledges carry spans."""
    path = tmp_path_factory.mktemp("corpus") / "small.jsonl"
    path.write_text(
        "".join(json.dumps(document(place), ensure_ascii=False) + "\n" for place in PLACES), encoding="utf-8"
    )
    return path


def document(place: str) -> dict[str, Any]:
    """A labelled document with nine pledges, all with the actor that stands in them."""
    pledges = [
        {
            "text": f"Polisen ska {sentence.format(place)} minst {count} gånger.",
            "heading": "Löften",
            "themes": [theme],
            "actors": [{"type": "polis", "role": "responsible", "source": "text", "text": "Polisen"}],
            "quantities": [{"text": f"minst {count} gånger", "comparator": ">=", "value": count, "unit": "gång"}],
            "deadlines": [],
        }
        for theme, sentences in SUBJECTS.items()
        for count, sentence in enumerate(sentences, 2)
    ]
    return {"document": place.lower().replace(" ", "-"), "writer": "test", "pledges": pledges}
