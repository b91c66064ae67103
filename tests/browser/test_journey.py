"""A visitor's whole way: page, form, mistakes, receipt, letter; and the record behind it."""

import email
import email.policy
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.form_handler.submissions import records
from tests.patience import LONG
from tests.running import Running

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page on a phone; fails the test on a request to a third party or a cookie."""
    context = browser.new_context(
        java_script_enabled=request.param, viewport={"width": 390, "height": 844}, locale="nl-NL"
    )
    page = context.new_page()
    hosts: set[str] = set()
    page.on("request", lambda sent: hosts.add(sent.url.split("/")[2].split(":")[0]))
    yield page
    cookies = context.cookies()
    context.close()
    assert hosts <= {"127.0.0.1"}
    assert cookies == []


def letter_for(running: Running, address: str) -> email.message.EmailMessage:
    """Return the letter to `address`; delivery has some seconds to write it."""
    deadline = time.monotonic() + LONG
    while time.monotonic() < deadline:
        for path in (running.data / "mail").glob("*.eml"):
            letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            if letter["To"] == address:
                return letter
        time.sleep(0.2)
    raise AssertionError(f"no letter to {address}")


def record_of(data: Path, address: str) -> dict[str, object]:
    found = [each for each in records(data) if each.get("email") == address]
    assert len(found) == 1
    return found[0]


def test_visitor_shows_interest_makes_a_mistake_and_gets_a_receipt(
    page: Page, running: Running, request: pytest.FixtureRequest
) -> None:
    address = f"anna.{request.node.callspec.id}@example.org"
    page.goto(running.url)
    page.get_by_role("link", name="Ronde tafel voor gemeenten").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ronde tafel voor gemeenten")
    expect(page.get_by_text("Uitgesteld").first).to_be_visible()
    page.get_by_label("Uw naam").fill("Anna <b>de Vries</b>")
    page.get_by_label("Uw e-mailadres").fill("anna@")
    page.get_by_label("Uw gemeente").fill("den bosch")
    page.get_by_label("Waarover wilt u het graag hebben?").fill("=1+1")
    page.get_by_role("button", name="Verstuur mijn interesse").click()

    summary = page.locator("#fouten")
    expect(summary).to_be_visible()
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(page.locator("#veld-email")).to_be_focused()
    expect(page.get_by_label("Uw naam")).to_have_value("Anna <b>de Vries</b>")
    assert not [each for each in records(running.data) if each.get("email") == address]

    page.locator("#veld-email").fill(address)
    page.get_by_role("button", name="Verstuur mijn interesse").click()
    expect(page).to_have_url(re.compile("/formulieren/ontvangst/"))
    record = record_of(running.data, address)
    body = page.locator("main")
    expect(body).to_contain_text(str(record["reference"]))
    expect(body).to_contain_text(address)
    expect(body).to_contain_text("Anna <b>de Vries</b>")
    assert record["organisation"] == "GM0796"

    letter = letter_for(running, address)
    content = letter.get_body(("plain",))
    assert content is not None
    text = content.get_content()
    assert str(record["reference"]) in text
    assert "Anna" not in text
    assert [part.get_content_type() for part in letter.iter_attachments()] == []


def test_visitor_applies_for_the_learning_network(
    page: Page, running: Running, request: pytest.FixtureRequest
) -> None:
    address = f"bram.{request.node.callspec.id}@example.org"
    page.goto(f"{running.url}evenementen/leernetwerk-aan-de-slag-met-werkdruk/")
    for label, value in (
        ("Uw naam", "Bram Jansen"),
        ("Uw e-mailadres", address),
        ("Uw telefoonnummer", "06 00000000"),
        ("Uw gemeente", "Provincie Utrecht"),
        ("Uw functie", "Adviseur"),
    ):
        page.get_by_label(label).fill(value)
    page.get_by_label("Ja, een half jaar of langer").check()
    page.get_by_role("button", name="Verstuur mijn aanmelding").click()
    expect(page).to_have_url(re.compile("/formulieren/ontvangst/"))
    expect(page.locator("main")).to_contain_text("Fieke Horsten")
    record = record_of(running.data, address)
    assert record["organisation"] == "provincieutrecht"

    letter = letter_for(running, address)
    assert letter["Reply-To"] == "Fieke Horsten <fieke.horsten@aeno.nl>"
    content = letter.get_body(("plain",))
    assert content is not None
    for asked in ("motivatie", "bereiken", "Steunt uw organisatie"):
        assert asked in content.get_content()
    [calendar] = list(letter.iter_attachments())
    assert calendar.get_content_type() == "text/calendar"
    assert calendar.get_content().count("BEGIN:VEVENT") == 5


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize(
    "path",
    [
        "",
        "evenementen/",
        "evenementen/ronde-tafel-voor-gemeenten/",
        "evenementen/leernetwerk-aan-de-slag-met-werkdruk/",
        "mensen/melissa-schouman/",
        "privacy/",
        "toegankelijkheid/",
        "handleiding/",
        "handleiding/bijeenkomsten/",
        "handleiding/fouten/",
        "zoeken/",
        "bestaat-niet/",
    ],
)
def test_page_fits_its_window_without_scrolling_sideways(
    browser: Browser, running: Running, path: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(running.url + path)
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    page.close()
    assert wider <= 0


def test_search_finds_an_event_by_a_word_of_its_programme(
    browser: Browser, running: Running
) -> None:
    page = browser.new_page()
    page.goto(f"{running.url}zoeken/?q=argyris")
    expect(page.get_by_role("link", name=re.compile("Ronde tafel")).first).to_be_visible()
    page.close()
