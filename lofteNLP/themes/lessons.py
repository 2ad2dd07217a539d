"""The taxonomy's core terms as the shortest of pledges: they teach the classifier words that a small corpus lacks."""

from __future__ import annotations

from collections.abc import Sequence

from lofteNLP.themes.corpus import Example
from lofteNLP.themes.items import ThemeInput
from lofteNLP.themes.taxonomy import themes


def lessons(labels: Sequence[str]) -> list[Example]:
    """Give an example for each core term, with every theme that has it; themes that are no labels teach nothing.

    Parameters
    ----------
    labels
        The themes that are learnt.

    Examples
    --------
    >>> by_text = {example.item.text: example.themes for example in lessons(("krog", "tillsyn"))}
    >>> by_text["krogtillsyn"], by_text["nattklubb"], "trafik" in by_text
    (('krog', 'tillsyn'), ('krog',), False)
    """
    by_term: dict[str, list[str]] = {}
    for theme in themes():
        for term in theme.terms["core"] if theme.name in labels else ():
            by_term.setdefault(term.strip("*").lower(), []).append(theme.name)
    return [
        Example("taxonomy.toml", "", ThemeInput(term, None, tuple(term.split()), ()), tuple(dict.fromkeys(names)))
        for term, names in sorted(by_term.items())
    ]
