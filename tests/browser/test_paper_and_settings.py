"""What paper and a visitor's own settings make of the pages: print, zoom, colours, motion."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_keyboard import CLIPPED
from tests.running import Running

pytestmark = pytest.mark.browser

ROUND_TABLE = "evenementen/ronde-tafel-voor-gemeenten/"
NETWORK = "evenementen/leernetwerk-aan-de-slag-met-werkdruk/"
PATHS = ["", "evenementen/", ROUND_TABLE, NETWORK, "privacy/", "toegankelijkheid/", "zoeken/"]
SHOWN = """selector => [...document.querySelectorAll(selector)]
  .filter(each => each.getClientRects().length > 0).length"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


def sheets(page: Page) -> int:
    """Return how many sheets of A4 the page takes."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True)))


@pytest.mark.parametrize(
    ("path", "most"),
    [(ROUND_TABLE, 1), (NETWORK, 3), ("evenementen/", 1), ("toegankelijkheid/", 2)],
)
def test_page_takes_few_sheets(page: Page, running: Running, path: str, most: int) -> None:
    """An event with its programme fits one side of A4."""
    page.goto(running.url + path)
    assert sheets(page) <= most


def test_sheets_are_counted(browser: Browser, running: Running) -> None:
    """The negative control: the same page in letters of the size for a screen."""
    page = browser.new_page(bypass_csp=True)
    page.goto(running.url + ROUND_TABLE)
    page.add_style_tag(content="html { font-size: 16pt !important }")
    assert sheets(page) > 1
    page.close()


@pytest.mark.parametrize("path", PATHS)
def test_paper_holds_text_and_nothing_to_press(page: Page, running: Running, path: str) -> None:
    page.goto(running.url + path)
    page.emulate_media(media="print")
    assert page.evaluate(SHOWN, "nav, form, .button, .skip") == 0
    assert page.evaluate(SHOWN, "h1") == 1


def test_paper_says_where_links_lead_and_where_it_comes_from(page: Page, running: Running) -> None:
    page.goto(f"{running.url}toegankelijkheid/")
    link = page.get_by_role("link", name="Nationale ombudsman")
    behind = "link => getComputedStyle(link, '::after').content"
    assert link.evaluate(behind) == "none"
    page.emulate_media(media="print")
    assert "https://www.nationaleombudsman.nl/" in link.evaluate(behind)
    address = page.locator(".footer__address")
    assert address.is_visible()
    assert address.inner_text().endswith("/toegankelijkheid/")


WIDER = "document.documentElement.scrollWidth - innerWidth"


@pytest.mark.parametrize("zoom", [2, 4])
@pytest.mark.parametrize("path", PATHS)
def test_zoom_of_200_and_400_percent_needs_no_scrolling_sideways(
    browser: Browser, running: Running, path: str, zoom: int
) -> None:
    """WCAG 1.4.4 and 1.4.10: a window of 1280 by 1024 pixels, enlarged so much."""
    size = {"width": 1280 // zoom, "height": 1024 // zoom}
    page = browser.new_page(viewport=size, device_scale_factor=zoom)  # type: ignore[arg-type]
    page.goto(running.url + path)
    found = (page.evaluate(WIDER) <= 0, page.evaluate(SHOWN, "nav a") > 3, page.evaluate(CLIPPED))
    page.close()
    assert found == (True, True, [])


EDGES = """selector => [...document.querySelectorAll(selector)].map(each => {
  const style = getComputedStyle(each);
  return parseFloat(style.borderTopWidth) > 0 && style.borderTopStyle !== 'none';
})"""


def test_forced_colours_leave_edges_and_focus_to_see(browser: Browser, running: Running) -> None:
    page = browser.new_page(forced_colors="active", color_scheme="dark")
    page.goto(running.url + ROUND_TABLE)
    edges = page.evaluate(EDGES, ".button, .banner, input:not([tabindex]), textarea, .facts")
    page.locator(".action .button").focus()
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert (all(edges), len(edges) > 5, page.evaluate(outline)) == (True, True, "solid")
    current, other = (
        page.locator(selector).first.evaluate("link => getComputedStyle(link).borderBottomColor")
        for selector in (".menu a[aria-current]", ".menu a:not([aria-current])")
    )
    page.close()
    assert current != other


MOVING = """() => [...document.querySelectorAll('*')].filter(each => {
  const style = getComputedStyle(each);
  return parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none'
    || style.scrollBehavior === 'smooth';
}).length"""


def test_nothing_moves_for_who_wants_no_motion(browser: Browser, running: Running) -> None:
    counts = []
    for motion in ("reduce", "no-preference"):
        page = browser.new_page(reduced_motion=motion)  # type: ignore[arg-type]
        page.goto(running.url + ROUND_TABLE)
        counts.append(page.evaluate(MOVING))
        page.close()
    assert counts[0] == 0
    assert counts[1] > 0


def test_titles_tell_pages_apart(page: Page, running: Running) -> None:
    titles = []
    for path in [*PATHS, "mensen/melissa-schouman/", "handleiding/", "bestaat-niet/"]:
        page.goto(running.url + path)
        titles.append(page.title())
    assert len(set(titles)) == len(titles)
    assert all("Samenkomst" in title for title in titles)
