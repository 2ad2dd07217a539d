"""`lofte show`: one page, every span highlighted, everything escaped."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofteNLP.page import KINDS, Span, highlighted, page
from lofteNLP.schema import Actor, Cue, Deadline, Document, Kommun, Pledge, Quantity, Theme

VOID = {"meta", "br"}


class Balance(HTMLParser):
    """Holds that every element is closed in its turn, and gathers the text."""

    def __init__(self):
        super().__init__()
        self.open, self.text, self.names = [], "", set()

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def parsed(html):
    balance = Balance()
    balance.feed(html)
    balance.close()
    assert balance.open == []
    return balance


SPANS = st.builds(Span, st.sampled_from(KINDS), st.integers(0, 12), st.integers(0, 12), st.just('<"x">'))


@given(st.text(st.sampled_from("ab<&\">'å\n"), max_size=12), st.lists(SPANS, max_size=6))
def test_any_spans_keep_the_text_and_the_markup(text, spans):
    assert parsed(highlighted(text, spans)).text == text


def test_overlapping_spans_are_each_whole():
    html = highlighted("abcd", [Span("actor", 0, 3, ""), Span("quantity", 1, 4, "")])
    pieces = {kind: html.count(f'class="{kind}"') for kind in ("actor", "quantity")}
    assert pieces == {"actor": 2, "quantity": 2}


@pytest.fixture
def document():
    text = "<script>Polisen</script> minst två gånger i maj"
    pledge = Pledge(
        "a#1", 1, text, 0, len(text), None, None,
        [Actor("polis", "responsible", "text", "Polisen", 8, 15, "<i>")],
        [Quantity("minst två gånger", 25, 41, ">=", 2.0, None, "gång", "vecka", Cue("minst", 25, 30))],
        [Deadline("i maj", 42, 47, "period", "2022-05-01", "2022-05-31", "2022-05")],
        [Theme("narvaro", 0.914)],
    )  # fmt: skip
    return Document(
        "a", "a&b.txt", "", "<title>", text, [Kommun("Ale", "1440")], None, None, None, None, [], [pledge], {}
    )


def test_the_page_shows_every_value(document):
    html = page([document, document])
    shown = parsed(html)
    for words in (
        "polis (<i>) – responsible, text",
        "≥ 2 gång/vecka",
        "i maj: 2022-05-01 – 2022-05-31",
        "narvaro 0.91",
    ):
        assert words in shown.text
    assert not shown.names & {"script", "i", "link", "img", "title"} - {"title"}
    for kind in KINDS:
        assert f'class="{kind}"' in html
    assert "http" not in html and "url(" not in html


def test_the_command_writes_the_page(lofte, folder):
    done = lofte("show", "in", "saknas.txt", "-o", "page.html")
    assert done.returncode == 1
    assert b"lofte: saknas.txt: " in done.stderr
    html = (folder / "page.html").read_text("utf-8")
    assert html.count("<article") == 2
    assert parsed(html).text.count("Polisen [besöker] skolan.") == 2  # in the text and on its card
