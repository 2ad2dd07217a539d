"""Tables set with tabs, bars and spaces, flattened to one cell a line, and from HTML."""

from __future__ import annotations

import pytest

from lofteNLP.documents import read_bytes
from lofteNLP.pledges.blocks import Block, find_blocks
from lofteNLP.pledges.tables import column_of

Rows = list[dict[str, str]]
TWO: Rows = [
    {"activity": "Ronder vid badet", "responsible": "Polisen", "time": "Juni"},
    {"activity": "Nya lampor i parken", "responsible": "Kommunen", "time": "Maj"},
]
TABLES: list[tuple[str, str, Rows]] = [
    ("tabs", "Åtgärd\tAnsvarig\tTid\nRonder vid badet\tPolisen\tJuni\nNya lampor i parken\tKommunen\tMaj", TWO),
    (
        "tabs in a row",
        "Åtgärd\t\tAnsvarig\tTid\nRonder vid badet\t\tPolisen\tJuni\nNya lampor i parken\tKommunen\tMaj",
        TWO,
    ),
    ("bars", "Åtgärd | Ansvarig | Tid\nRonder vid badet | Polisen | Juni\nNya lampor i parken | Kommunen | Maj", TWO),
    (
        "bars around",
        "| Åtgärd | Ansvarig | Tid |\n| --- | --- | --- |\n| Ronder vid badet | Polisen | Juni |\n| Nya lampor i "
        "parken | Kommunen | Maj |",
        TWO,
    ),
    (
        "columns of spaces",
        "Åtgärd                  Ansvarig      Tid\nRonder vid badet        Polisen       Juni\nNya lampor i parken  "
        "   Kommunen      Maj",
        TWO,
    ),
    (
        "one cell a line",
        "Åtgärd\nAnsvarig\nTid\nRonder vid badet\nPolisen\nJuni\nNya lampor i parken\nKommunen\nMaj",
        TWO,
    ),
    (
        "one cell a line, rows apart",
        "Åtgärd\nAnsvarig\nTid\n\nRonder vid badet\nPolisen\nJuni\n\nNya lampor i parken\nKommunen\nMaj",
        TWO,
    ),
    (
        "head again",
        "Åtgärd\tAnsvarig\tTid\nRonder vid badet\tPolisen\tJuni\nÅtgärd\tAnsvarig\tTid\nNya lampor i "
        "parken\tKommunen\tMaj",
        TWO,
    ),
    (
        "numbers",
        "Nr\tÅtgärd\tAnsvarig\tTid\n1\tRonder vid badet\tPolisen\tJuni\n2.\tNya lampor i parken\tKommunen\tMaj",
        TWO,
    ),
    (
        "numbers, one cell a line",
        "Nr\nÅtgärd\nAnsvarig\nTid\n1\nRonder vid badet\nPolisen\nJuni\n2\nNya lampor i parken\nKommunen\nMaj",
        TWO,
    ),
    (
        "bullets in the cells",
        "Åtgärd\tAnsvarig\tTid\n- Ronder vid badet\tPolisen\tJuni\n- Nya lampor i parken\tKommunen\tMaj",
        TWO,
    ),
    (
        "empty cell in the middle",
        "Åtgärd\tAnsvarig\tTid\nRonder vid badet\t\tJuni",
        [{"activity": "Ronder vid badet", "time": "Juni"}],
    ),
    (
        "empty cell last",
        "Åtgärd\tAnsvarig\tTid\nRonder vid badet\tPolisen",
        [{"activity": "Ronder vid badet", "responsible": "Polisen"}],
    ),
    (
        "empty cell first",
        "Område\tÅtgärd\tAnsvarig\nTrafik\tRonder vid badet\tPolisen\n\tMöten\tKommunen",
        [
            {"area": "Trafik", "activity": "Ronder vid badet", "responsible": "Polisen"},
            {"activity": "Möten", "responsible": "Kommunen"},
        ],
    ),
    (
        "empty cell in columns of spaces",
        "Åtgärd                  Ansvarig      Tid\nRonder vid badet                      Juni",
        [{"activity": "Ronder vid badet", "time": "Juni"}],
    ),
    ("dash for nothing", "Åtgärd\tAnsvarig\nRonder vid badet\t-", [{"activity": "Ronder vid badet"}]),
    (
        "count alone in a cell",
        "Aktivitet\nAntal\nAnsvarig\nRonder vid badet\n12\nPolisen",
        [{"activity": "Ronder vid badet", "extent": "12", "responsible": "Polisen"}],
    ),
    (
        "wrapped, one cell a line",
        "Aktivitet\nMålvärde\nAnsvarig\nRonder vid badet och i hamnen under hela\nsommaren\nminst tre\nPolisen\n"
        "Möten\nen i veckan\nKommunen",
        [
            {
                "activity": "Ronder vid badet och i hamnen under hela\nsommaren",
                "extent": "minst tre",
                "responsible": "Polisen",
            },
            {"activity": "Möten", "extent": "en i veckan", "responsible": "Kommunen"},
        ],
    ),
    (
        "wrapped in columns of spaces",
        "Åtgärd                  Ansvarig      Tid\nRonder vid badet och    Polisen och   Juni\nhamnen varje vecka   "
        "   kommunen\nMöten                   Kommunen      Maj",
        [
            {
                "activity": "Ronder vid badet och + hamnen varje vecka",
                "responsible": "Polisen och + kommunen",
                "time": "Juni",
            },
            {"activity": "Möten", "responsible": "Kommunen", "time": "Maj"},
        ],
    ),
]


def blocks_of(text: str, kind: str = "txt") -> tuple[str, list[Block]]:
    source = read_bytes(text.encode(), f"a.{kind}")
    return source.text, find_blocks(source)


def rows_of(text: str, kind: str = "txt") -> Rows:
    clean, blocks = blocks_of(text, kind)
    result: Rows = []
    for block in blocks:
        if block.row is not None:
            row: dict[str, str] = {}
            for cell in block.row.cells:
                words = clean[cell.start : cell.end]
                row[cell.column] = f"{row[cell.column]} + {words}" if cell.column in row else words
            result.append(row)
    return result


@pytest.mark.parametrize(("text", "rows"), [row[1:] for row in TABLES], ids=[row[0] for row in TABLES])
def test_rows(text: str, rows: Rows) -> None:
    assert rows_of(text) == rows


@pytest.mark.parametrize(("text", "rows"), [row[1:] for row in TABLES], ids=[row[0] for row in TABLES])
def test_what_follows_is_no_row(text: str, rows: Rows) -> None:
    clean, blocks = blocks_of(f"Trafik\n\n{text}\n\nFrågor om badet och parken besvaras av Bo Ask.")
    assert [clean[block.start : block.end] for block in blocks if block.kind in ("heading", "paragraph")] == [
        "Trafik",
        "Frågor om badet och parken besvaras av Bo Ask.",
    ]


def test_html() -> None:
    table = (
        "<tr><th>Åtgärd<th>Ansvarig<th>Tid</tr><tr><td>Ronder<br>vid badet<td>Polisen<td>Juni</tr>"
        "<tr><td>Möten<td><td>Maj</tr>"
    )
    assert rows_of(f"<html><body><main><h1>Ekby</h1><table>{table}</table></main></body></html>", "html") == [
        {"activity": "Ronder vid badet", "responsible": "Polisen", "time": "Juni"},
        {"activity": "Möten", "time": "Maj"},
    ]


def test_a_row_of_a_table_without_head_is_an_item() -> None:
    table = "<tr><td>Ronder vid badet<td>Polisen</tr><tr><td>Möten i maj<td>Kommunen</tr>"
    _, blocks = blocks_of(f"<html><body><main><h1>Ekby</h1><table>{table}</table></main></body></html>", "html")
    assert [block.kind for block in blocks] == ["heading", "item", "item"]


def test_subheads_between_rows() -> None:
    clean, blocks = blocks_of("Åtgärd\tAnsvarig\nTrafik\nRonder\tPolisen\nUnga\nMöten\tKommunen")
    assert [clean[block.start : block.end] for block in blocks if block.kind == "heading"] == ["Trafik", "Unga"]


def test_a_heading_and_a_sentence_below_a_flattened_table_are_no_row() -> None:
    text = "Åtgärd\nAnsvarig\nRonder vid badet\nPolisen\nUppföljning\nLöftet följs upp i november varje år."
    assert rows_of(text) == [{"activity": "Ronder vid badet", "responsible": "Polisen"}]


NO_TABLES = [
    "Åtgärder\nLöftet gäller i två år.\n- Ronder",
    "Polisen\tKommunen\nBo Ask\tEva Ek",
    "Ansvarig: Polisen\nTid: Maj",
    "LÖFTEN\nAnsvarig\nPolisen",
    "För kommunen          För polisen\nEva Ek                Bo Ask",
]


@pytest.mark.parametrize("text", NO_TABLES)
def test_no_tables(text: str) -> None:
    assert rows_of(text) == []


COLUMNS = [
    ("Ansvarig", "responsible"),
    ("Vem gör det?", "responsible"),
    ("När?", "time"),
    ("Tidplan", "time"),
    ("Målvärde", "extent"),
    ("Hur ofta", "extent"),
    ("Fokusområde", "area"),
    ("Aktiviteter", "activity"),
    ("Vad ska göras", "activity"),
    ("Uppföljning", "other"),
    ("Polisen ronderar i hamnen", None),
    ("Löftet följs upp.", None),
    ("Ansvarig: Polisen", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "column"), COLUMNS)
def test_columns(text: str, column: str | None) -> None:
    assert column_of(text) == column
