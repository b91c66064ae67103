"""One's own page with a keyboard alone: every stop in order, and every target large enough."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from form_handler import create_app
from samenkomst.settings import Settings
from tests.browser.test_accessibility import show
from tests.browser.test_keyboard import SMALL_TARGETS, stops
from tests.form_handler.conftest import SECRET
from tests.form_handler.own_pages import OWN_PAGES
from tests.form_handler.participants import Participants
from tests.running import Running

pytestmark = pytest.mark.browser


@pytest.fixture
def participants(tmp_path: Path, running: Running) -> Participants:
    """A handler of its own, with the contract of the running site."""
    site = tmp_path / "site"
    site.mkdir()
    built = running.data.parent / "site" / "forms.json"
    (site / "forms.json").write_bytes(built.read_bytes())
    settings = Settings(secret=SECRET, data=tmp_path / "var", site=site, posts_per_minute=0)
    return Participants(create_app(settings), settings)


@pytest.fixture(params=[390, 1280])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": request.param, "height": 800})
    yield page
    page.close()


@pytest.mark.parametrize("state", OWN_PAGES)
def test_every_stop_is_seen_named_and_outlined(
    page: Page, running: Running, participants: Participants, state: str
) -> None:
    show(page, running, OWN_PAGES[state](participants).text)
    page.evaluate("document.activeElement.blur()")
    found = stops(page)
    assert len(found) >= 5
    assert [
        stop for stop in found if not (stop["inside"] and stop["name"] and stop["outlined"])
    ] == []
    assert page.evaluate(SMALL_TARGETS) == []


def test_what_one_is_asked_comes_first(
    page: Page, running: Running, participants: Participants
) -> None:
    show(page, running, OWN_PAGES["invited"](participants).text)
    names = [stop["name"] for stop in stops(page)]
    own = names[names.index("Ronde tafel voor gemeenten") :]
    assert own[:5] == [
        "Ronde tafel voor gemeenten",
        "Ik doe mee",
        "Ik doe niet mee",
        "Verander uw antwoorden op het formulier",
        "Ik wil mij afmelden",
    ]


def test_withdrawing_takes_two_steps(
    page: Page, running: Running, participants: Participants
) -> None:
    """Nobody gives up a place by one press in the wrong place; it works without a script."""
    show(page, running, OWN_PAGES["placed"](participants).text)
    button = page.get_by_role("button", name="Meld mij af")
    assert not button.is_visible()
    page.get_by_text("Ik wil mij afmelden").focus()
    page.keyboard.press("Enter")
    assert button.is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Meld mij af"


def test_full_moment_cannot_be_reached(
    page: Page, running: Running, participants: Participants
) -> None:
    show(page, running, OWN_PAGES["accepted, with choices"](participants).text)
    boxes = page.get_by_role("checkbox")
    assert [boxes.nth(number).is_disabled() for number in range(4)] == [True, False, False, False]
    assert "(vol)" in page.locator("label").first.inner_text()
