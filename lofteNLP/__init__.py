"""lofteNLP turns Swedish medborgarlöften into data: who promised what, how much, by when, about which themes.

>>> import lofteNLP
>>> tagger = lofteNLP.load()
>>> document = tagger.tag("Medborgarlöfte 2021\\n- Polisen går minst tre trygghetsvandringar i Ale under våren.")
>>> [(q.comparator, q.value, q.unit) for q in document.pledges[0].quantities]
[('>=', 3.0, 'trygghetsvandring')]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lofteNLP.schema import Actor, Deadline, Document, Pledge, Quantity, Theme
    from lofteNLP.tagger import Failure, Tagger, load

__all__ = ["Actor", "Deadline", "Document", "Failure", "Pledge", "Quantity", "Tagger", "Theme", "load"]

_HOMES = {"Failure": "tagger", "Tagger": "tagger", "load": "tagger"}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that ``import lofteNLP`` stays fast."""
    if name not in __all__:
        raise AttributeError(f"module 'lofteNLP' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"lofteNLP.{_HOMES.get(name, 'schema')}"), name)
