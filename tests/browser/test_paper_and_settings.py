"""What paper and a visitor's own settings make of the pages: print, zoom, colours, motion."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.running import Running

pytestmark = pytest.mark.browser

ROUND_TABLE = "evenementen/ronde-tafel-voor-gemeenten/"
NETWORK = "evenementen/leernetwerk-aan-de-slag-met-werkdruk/"
PATHS = ["", "evenementen/", ROUND_TABLE, NETWORK, "privacy/", "toegankelijkheid/", "zoeken/"]
A4 = {"width": 673, "height": 1017}
"""Pixels that paper of this size leaves between the margins of the style sheet."""

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
    [(ROUND_TABLE, 2), (NETWORK, 4), ("evenementen/", 1), ("toegankelijkheid/", 3)],
)
def test_page_takes_few_sheets(page: Page, running: Running, path: str, most: int) -> None:
    page.goto(running.url + path)
    assert sheets(page) <= most


def test_programme_fits_one_sheet_and_is_not_cut(page: Page, running: Running) -> None:
    page.set_viewport_size({"width": A4["width"], "height": A4["height"]})
    page.goto(running.url + ROUND_TABLE)
    page.emulate_media(media="print")
    programme = page.locator(".programme")
    box = programme.bounding_box()
    assert box is not None
    assert box["height"] < A4["height"]
    assert programme.evaluate("table => getComputedStyle(table).breakInside") == "avoid"


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


@pytest.mark.parametrize("width", [640, 320])
@pytest.mark.parametrize("path", PATHS)
def test_zoom_of_200_and_400_percent_needs_no_scrolling_sideways(
    page: Page, running: Running, path: str, width: int
) -> None:
    """A window of 1280 pixels, enlarged so much, is as narrow as this."""
    page.set_viewport_size({"width": width, "height": 512})
    page.goto(running.url + path)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.evaluate(SHOWN, "nav a") > 3


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
