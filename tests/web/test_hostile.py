"""Nothing that is asked or indexed breaks a page or gets into its markup."""

import html.parser
import re
from urllib.parse import quote, quote_from_bytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

MARKERS = ("<script>alert(", "<img src=x", "onerror=alert(2)>'")
PAGES = ("/", "/sok", "/bild", "/ladda-ned", "/hjalp", "/nej")
API = ("/api/search", "/api/facets", "/api/nej")
NAMES = """q theme kommun county document actor responsible partner has year from to unit comparator per min max page
    size rows format facets nej""".split()
ATTACKS = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(2)>', "'-alert(1)-'", "javascript:alert(1)", "{{7*7}}",
    "{% raw %}", "../../etc/passwd", "%00", "\x00", "\r\nSet-Cookie: a=b", "\ud800", "å" * 300, "(" * 40, '"' * 41,
    "-" * 30, "*", "a:b:c", "krog OR", "värde:>=1e999", "år:0000..9999", "1e308", "-1", "NaN", "inf", "9" * 400,
    "2021-02-30", "0001-01-01", "9999-12-31", "٣", "𝟜", "\u202ekrog", "krog\ufeff", "tema:\"", "kommun:*", "a*" * 9,
    "/" * 50, "..;/", "?&=#", "+" * 99, "%", "%zz", "%ff%fe", "number:..", "unit:<b>", "NOT (", "^~:[]{}!",
]  # fmt: skip
values = st.one_of(
    st.sampled_from(ATTACKS),
    st.sampled_from(["krog", "krogtillsyn -alkohol", "Ale", "2021", "2018..2020", "4", ">=", "polis", "quantity"]),
    st.text(max_size=40),
    st.text(st.sampled_from('krog a-*():"<>=&.|OR 12'), max_size=30),
)
parameters = st.lists(st.tuples(st.sampled_from(NAMES), values), max_size=5)


class Balanced(html.parser.HTMLParser):
    """Holds that a page has no element or attribute that our templates do not write."""

    def __init__(self):
        super().__init__()
        self.wrong = []

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if tag in ("script", "style", "iframe", "object", "base", "b" if named else "script"):
            self.wrong.append(tag)
        self.wrong += [name for name in named if name.startswith("on") or name == "style"]
        if tag == "img" and not (named.get("src") or "").startswith("/static/"):
            self.wrong.append("img")
        for name in ("href", "src", "action"):
            if name in named and not (named[name] or "").startswith(("/", "#")):
                self.wrong.append(named[name])


def holds(answer) -> None:
    """An answer that is no failure of the server, with nothing unescaped in it."""
    assert answer.status < 500, answer.text
    assert b"Traceback" not in answer.body
    assert not any(ord(char) < 32 for name, value in answer.headers for char in name + value)
    if (answer.header("content-type") or "").startswith("text/html"):
        assert not any(marker in answer.text for marker in MARKERS)
        page = Balanced()
        page.feed(answer.text)
        assert page.wrong == []
    else:
        assert answer.header("x-content-type-options") == "nosniff"
        assert not (answer.header("content-type") or "").startswith(("text/html", "image/svg+xml; charset"))


def address(path: str, pairs) -> str:
    query = "&".join(f"{name}={quote(value, safe='', errors='surrogatepass')}" for name, value in pairs)
    return f"{path}?{query}"


@settings(max_examples=700, deadline=None)
@given(st.sampled_from(PAGES + API), parameters)
def test_hostile_questions(app, ask, path, pairs):
    holds(ask(app, address(path, pairs)))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["/lofte/", "/dokument/", "/static/", "/api/pledges/", "/api/similar/", "/api/documents/", "/"]),
       values)  # fmt: skip
def test_hostile_paths(app, ask, path, value):
    holds(ask(app, path + quote(value, safe="/.%", errors="surrogatepass")))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=40), st.binary(max_size=60))
def test_any_bytes_as_an_address(app, ask, path, query):
    holds(ask(app, b"/" + quote_from_bytes(path, safe="/%").encode() + b"?q=" + query.replace(b"\n", b"")))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("attack", ATTACKS[:3])
def test_every_parameter_is_escaped_on_every_page(get, name, attack):
    for path in PAGES:
        holds(get(address(path, [(name, attack), ("q", attack)])))


def test_records_that_are_hostile_are_only_shown(get, hostile_name):
    name = quote(hostile_name, safe="")
    for page in (f"/dokument/{name}", f"/lofte/{name}%231", "/sok?q=Vakten", "/sok?size=100", "/", "/bild",
                 "/bild?rows=responsible", f"/sok?document={name}"):  # fmt: skip
        answer = get(page)
        holds(answer)
        assert answer.status == 200, page
    assert "&lt;script&gt;alert(1)" in get(f"/dokument/{name}").text
    assert "7*7" in get(f"/dokument/{name}").text and "49" not in get(f"/lofte/{name}%231").text


def test_text_that_is_no_unicode_is_shown_all_the_same(get):
    for page in ("/sok", "/api/search", "/ladda-ned", "/api/pledges/br%5Cudce4kne%231", "/api/documents/br%5Cudce4kne"):
        assert get(f"{page}?q=lyssnar").status == 200, page


def test_a_link_to_every_pledge_that_is_found_leads_there(get):
    html = get("/sok?size=100").text
    addresses = set(re.findall(r'href="(/(?:lofte|dokument)/[^"#]*)', html))
    assert len(addresses) == 25
    assert {address: get(address).status for address in addresses if get(address).status != 200} == {}
