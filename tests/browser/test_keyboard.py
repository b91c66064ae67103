"""What axe cannot see: the keyboard's way through the pages, targets, spacing, weight."""

import re
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.running import Running

pytestmark = pytest.mark.browser

EVENT = "evenementen/ronde-tafel-voor-gemeenten/"
PATHS = [
    "",
    "evenementen/",
    EVENT,
    "evenementen/leernetwerk-aan-de-slag-met-werkdruk/",
    "privacy/",
    "toegankelijkheid/",
]

# Two frames first: a busy browser scrolls a focused element into view a little later.
FOCUSED = """async () => {
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  const drawn = style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const label = element.labels && element.labels[0];
  return {
    tag: element.tagName,
    id: element.id,
    name: (element.getAttribute('aria-label') || (label && label.innerText) || element.innerText
           || element.value || '').trim().replace(/\\s+/g, ' '),
    outlined: drawn(getComputedStyle(element)) || drawn(getComputedStyle(element, '::after')),
    inside: box.width > 0 && box.height > 0 && box.left >= 0 && box.right <= innerWidth + 1
            && box.bottom > 0 && box.top < innerHeight,
    top: box.top + scrollY,
  };
}"""


@pytest.fixture(params=[390, 1280])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    page = browser.new_page(
        viewport={"width": request.param, "height": 800}, reduced_motion="reduce", bypass_csp=True
    )
    yield page
    page.close()


def stops(page: Page) -> list[dict[str, Any]]:
    """Press Tab from the top of the page to its end; return every stop."""
    found: list[dict[str, Any]] = []
    for _ in range(200):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop["tag"] in ("BODY", "HTML"):
            break
        found.append(stop)
    return found


@pytest.mark.parametrize("path", PATHS)
def test_every_stop_is_seen_named_and_outlined(page: Page, running: Running, path: str) -> None:
    page.goto(running.url + path)
    found = stops(page)
    assert found[0]["name"] == "Naar de inhoud"
    assert len(found) < 200
    assert [
        stop for stop in found if not (stop["inside"] and stop["name"] and stop["outlined"])
    ] == []


def test_keyboard_alone_leads_from_home_to_a_receipt(page: Page, running: Running) -> None:
    """Home, overview, event, form, mistakes, correction, receipt: no pointer anywhere."""
    page.goto(running.url)
    tab_to(page, "Evenementen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/evenementen/")
    tab_to(page, "Ronde tafel voor gemeenten")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{EVENT}")
    tab_to(page, "Toon uw interesse")
    page.keyboard.press("Enter")
    tab_to(page, "Uw naam")
    page.keyboard.type("Keetje Toets")
    tab_to(page, "Verstuur mijn interesse")
    page.keyboard.press("Enter")
    expect(page.locator("#fouten")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#veld-email")).to_be_focused()
    size = page.viewport_size
    page.keyboard.type(f"keetje.{size['width'] if size else 0}@example.org")
    tab_to(page, "Uw gemeente")
    page.keyboard.type("Zwolle")
    tab_to(page, "Verstuur mijn interesse")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/formulieren/ontvangst/"))


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on what has this name."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED)["name"].startswith(name):
            return
    raise AssertionError(f"the keyboard does not reach “{name}”")


SMALL_TARGETS = """() => {
  const kinds = 'a[href], button, input, select, textarea, summary';
  const inText = element => element.closest('p, li, dd, td, [aria-hidden=true]');
  const box = element => {
    const label = element.labels && element.labels[0];
    const boxes = [element, label].filter(Boolean).map(each => each.getBoundingClientRect());
    return boxes.reduce((most, each) => each.height > most.height ? each : most);
  };
  return [...document.querySelectorAll(kinds)]
    .filter(element => !inText(element) || element.closest('nav'))
    .map(element => ({name: element.outerHTML.slice(0, 80), box: box(element)}))
    .filter(({box}) => box.width > 1 && (box.width < 24 || box.height < 24))
    .map(({name}) => name);
}"""


@pytest.mark.parametrize("path", PATHS)
def test_targets_are_at_least_24_pixels(page: Page, running: Running, path: str) -> None:
    """WCAG 2.5.8; links inside a sentence are excepted there too."""
    page.goto(running.url + path)
    assert page.evaluate(SMALL_TARGETS) == []


SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
                word-spacing: 0.16em !important; }
             p { margin-bottom: 2em !important; }"""
CLIPPED = """() => {
  const clips = style => style.position !== 'absolute'
    && ['hidden', 'clip'].some(way => style.overflowX === way || style.overflowY === way);
  const overflows = element => element.scrollWidth > element.clientWidth + 1
    || element.scrollHeight > element.clientHeight + 1;
  return [...document.querySelectorAll('main *, header *, footer *')]
    .filter(element => element.childElementCount === 0 && (element.innerText || '').trim())
    .filter(element => clips(getComputedStyle(element)) && overflows(element))
    .map(element => element.outerHTML.slice(0, 80));
}"""


@pytest.mark.parametrize("path", PATHS)
def test_wider_text_spacing_clips_nothing(page: Page, running: Running, path: str) -> None:
    """WCAG 1.4.12, measured in the browser."""
    page.goto(running.url + path)
    page.add_style_tag(content=SPACING)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.evaluate(CLIPPED) == []


@pytest.mark.parametrize("path", [*PATHS, "zoeken/?q=werkdruk"])
def test_page_stores_nothing_in_the_browser(page: Page, running: Running, path: str) -> None:
    page.goto(running.url + path)
    page.wait_for_load_state("networkidle")
    counts = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie.length]")
    databases = page.evaluate("indexedDB.databases().then(found => found.length)")
    assert (counts, databases) == ([0, 0, 0], 0)


@pytest.mark.parametrize("path", PATHS)
def test_first_load_is_light(browser: Browser, running: Running, path: str) -> None:
    """At most 30 kB when compressed, and 8 requests; measured as gzip would send the answers."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    bodies: list[bytes] = []
    page.on("response", lambda response: bodies.append(response.body()))
    page.goto(running.url + path)
    page.wait_for_load_state("networkidle")
    page.close()
    assert len(bodies) <= 8
    assert sum(len(zlib.compress(body, 9)) for body in bodies) <= 30_000


def test_page_without_outlines_or_with_tiny_targets_is_caught(page: Page, running: Running) -> None:
    """The negative control of the two checks above."""
    page.goto(running.url)
    page.add_style_tag(content="*, *::after { outline: none !important }")
    page.evaluate("document.querySelector('main').innerHTML += '<div><a href=/ id=t>x</a></div>'")
    page.add_style_tag(content="#t { display: block; width: 9px; height: 9px; overflow: hidden }")
    assert [stop for stop in stops(page) if stop["outlined"]] == []
    assert [each for each in page.evaluate(SMALL_TARGETS) if 'id="t"' in each] != []
