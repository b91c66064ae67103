"""Real events on a phone: long words, addresses and tables never make a page scroll sideways."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.real_events.published import BEFORE_ALL, build_site, real_events

WIDER = "document.documentElement.scrollWidth - innerWidth"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built = build_site(tmp_path_factory.mktemp("phone"), BEFORE_ALL)
    assert built.code == 0, built.output[-2000:]
    return built.folder


def opened(browser: Browser, folder: Path, slug: str, width: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(
        (folder / "evenementen" / slug / "index.html").as_uri(), wait_until="domcontentloaded"
    )
    return page


@pytest.mark.parametrize("width", [320, 360])
def test_no_event_is_wider_than_a_phone(browser: Browser, folder: Path, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    wider = {}
    for event in real_events():
        page.goto(
            (folder / "evenementen" / event.slug / "index.html").as_uri(),
            wait_until="load",
        )
        wider[event.slug] = page.evaluate(WIDER)
    assert {slug: found for slug, found in wider.items() if found > 0} == {}


def test_a_page_that_is_wider_is_seen(browser: Browser, folder: Path) -> None:
    """The negative control: a column as wide as its table."""
    page = opened(browser, folder, "watercongres-2027", 360)
    page.add_style_tag(content=".event { grid-template-columns: auto !important }")
    assert page.evaluate(WIDER) > 0
