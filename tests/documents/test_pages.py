"""Headers and footers go, items stay whole."""

from __future__ import annotations

import pytest

from lofteNLP.documents.clean import clean

CASES = {
    "header over an item": (
        "Storviks kommun     Dnr 2031:7\nSida 1 (2)\n\n• ronda i parken och vid\n\n"
        "Storviks kommun     Dnr 2031:7\nSida 2 (2)\n\n  stationen varje kväll",
        "Storviks kommun     Dnr 2031:7\n\n• ronda i parken och vid\n  stationen varje kväll",
    ),
    "number beside words": (
        "Löfte                1(2)\nDnr 9\n\nText.\n\nLöfte                2(2)\nDnr 9\n\nMer text.",
        "Löfte                1(2)\nDnr 9\n\nText.\n\nMer text.",
    ),
    "footers": ("Text ett\n\nSida 1 av 2\n\nText två.\n\nSida 2 av 2", "Text ett\n\nText två."),
    "a sentence that names a page": ("Se mer på sida 3\nSe mer på sida 3", "Se mer på sida 3\nSe mer på sida 3"),
    "a count is no page": ("• poliser, 4 (3)\n• träffar 2(2)", "• poliser, 4 (3)\n• träffar 2(2)"),
    "more pages than there are": ("Utfall 12 (8)", "Utfall 12 (8)"),
    "same item on two pages": ("• stå\f• stå", "• stå\n• stå"),
    "same sentence on two pages": ("Vi lovar:\fVi lovar:", "Vi lovar:\n\nVi lovar:"),
    "page edges": (
        "Löftesbilaga\nEn mening.\n7\fLöftesbilaga\nNästa mening.\n8\fLöftesbilaga\nSista.\n9",
        "Löftesbilaga\nEn mening.\n\nNästa mening.\n\nSista.",
    ),
    "heading further in": (
        "Sida 1\nTrafik.\nPolisen\nslut.\fSida 2\nDroger.\nPolisen\nslut.",
        "Trafik.\nPolisen\nslut.\n\nDroger.\nPolisen\nslut.",
    ),
    "dashed number": ("Text ett.\n\n- 3 -\n\nText två.", "Text ett.\n\nText två."),
    "one page with a number": ("Plan 2031   Sida 1 av 2\n\nText.", "Plan 2031   Sida 1 av 2\n\nText."),
}


@pytest.mark.parametrize("case", CASES)
def test_pages(case: str) -> None:
    text, expected = CASES[case]
    assert clean(text) == expected
