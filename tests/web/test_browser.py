"""The page in a real browser, served by a real process: what a reader does, with the keyboard, on a phone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import warnings
from urllib.parse import urlsplit

import pytest

PROGRAM = "import sys; sys.argv[0] = 'lofte'; from lofteNLP.cli import main; main()"
CHROMIUM = shutil.which("chromium")
FLAGS = """--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync
    --no-first-run""".split()
REQUIRED = os.environ.get("LOFTE_EXPECT_BROWSER") == "1"

if CHROMIUM is None and not REQUIRED:
    warnings.warn("NO BROWSER: chromium is not installed, so the web page is not tested in one", stacklevel=1)
pytestmark = pytest.mark.skipif(CHROMIUM is None and not REQUIRED, reason="NO BROWSER: install Debian's chromium")


@pytest.fixture(scope="module")
def server(folder):
    """The address of a server over the index."""
    command = [sys.executable, "-c", PROGRAM, "serve", str(folder), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        said = process.stderr.readline()
        yield re.search(r"http://127\.0\.0\.1:\d+", said)[0]
        process.terminate()
        assert "Traceback" not in process.stderr.read()


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def opened(browser, server):
    """Open pages; afterwards none of them had an error, nor asked another host."""
    contexts, said, asked = [], [], []

    def open_page(address, **settings):
        context = browser.new_context(base_url=server, **settings)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert said == []
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(server).netloc}


def heading(page) -> str:
    return " ".join(page.locator("h1").inner_text().split())


def test_search_narrow_read_and_share(opened):
    page = opened("/")
    page.get_by_label("Sök bland löftena").fill("krogtillsyn")
    page.get_by_role("button", name="Sök", exact=True).click()
    assert heading(page) == "15 löften för krogtillsyn"
    page.get_by_role("region", name="Kommun").get_by_role("link", name="Ale").click()
    assert heading(page) == "1 löfte för krogtillsyn"
    found = page.locator(".hits").inner_text()
    assert page.locator("mark").all_inner_texts() == ["krogtillsyner"]
    shared = opened(page.url)
    assert shared.locator(".hits").inner_text() == found
    page.get_by_role("link", name="Läs i dokumentet").click()
    assert heading(page) == "Löften i Ale"
    assert page.locator("#lofte-1").evaluate("card => card.matches(':target')")
    page.get_by_role("link", name="Se i texten").first.click()
    assert page.locator("span.pledge:target").inner_text() == "Polisen"  # the piece at which it begins


def test_chips_take_filters_away(opened):
    page = opened("/sok?q=krogtillsyn&kommun=Kinda&min=4")
    assert page.get_by_role("region", name="Du har valt").get_by_role("listitem").count() == 2
    page.get_by_role("link", name=re.compile("Antal: .*ta bort")).click()
    assert heading(page) == "14 löften för krogtillsyn"


def test_numbers_and_dates_are_asked_for_in_the_form(opened):
    page = opened("/sok")
    page.get_by_text("Antal och tid").click()
    page.get_by_label("Av vad").fill("krogtillsyn")
    page.get_by_label("Lägst").fill("2")
    page.get_by_label("Löftet säger").select_option("minst")
    page.get_by_label("Från och med").fill("2021-06-01")
    page.get_by_role("button", name="Visa löften").click()
    assert heading(page) == "1 löfte"


def test_the_result_is_downloaded(opened):
    page = opened("/sok?q=krogtillsyn")
    for kind in ("CSV", "JSON Lines", "Parquet"):
        with page.expect_download() as download:
            page.get_by_role("link", name=kind, exact=True).click()
        content = download.value.path().read_bytes()
        assert download.value.suggested_filename.startswith("medborgarloften.")
        assert content[:4] == b"PAR1" if kind == "Parquet" else content.count(b"Rimforsa") == 14


def test_the_picture_leads_to_pledges(opened):
    page = opened("/bild")
    row = page.get_by_role("row", name="Krog och servering")
    row.get_by_role("link", name="14").first.click()
    assert heading(page) == "14 löften"


def test_the_keyboard_is_enough(opened):
    page = opened("/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Hoppa till innehållet"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("name") == "q"
    page.keyboard.type("krogtillsyn")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sok?**")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.locator(":focus").inner_text().startswith("Kinda"):
            break
    outline = "link => getComputedStyle(link).outlineStyle + getComputedStyle(link).outlineWidth"
    assert page.locator(":focus").evaluate(outline) == "solid3px"
    page.keyboard.press("Enter")
    page.wait_for_url("**kommun=Kinda**")
    assert heading(page) == "14 löften för krogtillsyn"


ADDRESSES = """/ /sok?q=krogtillsyn&kommun=Kinda /sok?q=qwxzvbnm /dokument/ale%202021 /lofte/ale%202021%231 /bild
    /hjalp""".split()


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_rolls_sideways_on_a_phone(opened, address):
    page = opened(address, viewport={"width": 360, "height": 740}, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_facets_are_folded_on_a_phone_and_open_beside_the_hits_elsewhere(opened):
    phone, wide = opened("/sok", viewport={"width": 360, "height": 740}), opened("/sok")
    assert not phone.get_by_role("link", name="Kinda").first.is_visible()
    phone.get_by_text("Avgränsa").first.click()
    assert phone.get_by_role("link", name="Kinda").first.is_visible()
    assert wide.get_by_role("link", name="Kinda").first.is_visible()


def test_it_works_without_scripts(opened):
    page = opened("/sok?q=krogtillsyn", java_script_enabled=False)
    page.get_by_role("link", name="Nästa").click()
    assert "Visar 11–15" in page.locator("main").inner_text()


CONTRAST = """() => {
  const channel = c => (c /= 255) <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b);
  const parts = text => text.match(/[\\d.]+/g).map(Number);
  const behind = e => {
    for (; e; e = e.parentElement) {
      const c = parts(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] > .5) return c;
    }
    return [255, 255, 255];
  };
  const low = [];
  for (const e of document.querySelectorAll('body *')) {
    const text = [...e.childNodes].filter(n => n.nodeType == 3).map(n => n.textContent.trim()).join('');
    if (!text || e.closest('.unseen, option')) continue;
    const [a, b] = [light(parts(getComputedStyle(e).color)), light(behind(e))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) low.push([e.className || e.tagName, text.slice(0, 20), ratio.toFixed(2)]);
  }
  return low;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out(opened, scheme):
    for address in ADDRESSES:
        assert opened(address, color_scheme=scheme).evaluate(CONTRAST) == [], address


STRUCTURE = """() => {
  const all = (what, how) => [...document.querySelectorAll(what)].map(how);
  const ids = all('[id]', e => e.id);
  return {
    landmarks: all('header.site, main, footer.site', e => e.tagName).join(' '),
    firsts: all('h1', e => e.tagName).length,
    skipped: all('h1, h2, h3', e => +e.tagName[1]).filter((level, i, before) => i && level > before[i - 1] + 1),
    unnamed: all('input:not([type=hidden]), select', e => e.labels.length ? '' : e.name).filter(Boolean),
    twice: ids.filter((id, i) => ids.indexOf(id) < i),
    empty: all('a, button', e => e.textContent.trim() ? '' : e.outerHTML).filter(Boolean),
    language: document.documentElement.lang,
  };
}"""


def test_structure_for_screen_readers(opened):
    sound = {"landmarks": "HEADER MAIN FOOTER", "firsts": 1, "skipped": [], "unnamed": [], "twice": [], "empty": [],
             "language": "sv"}  # fmt: skip
    for address in ADDRESSES:
        assert opened(address).evaluate(STRUCTURE) == sound, address
