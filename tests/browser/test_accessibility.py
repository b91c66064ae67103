"""WCAG 2.2 AA, as far as a machine can tell: axe-core on every page and every state of a form.

axe finds about half of the problems by volume; a keyboard and a person find the rest.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page

from form_handler import create_app
from samenkomst.settings import Settings
from tests.form_handler.conftest import SECRET, change_contract
from tests.form_handler.own_pages import OWN_PAGES
from tests.form_handler.participants import Participants
from tests.form_handler.submissions import APPLICATION_URL, EVENT, URL, answers
from tests.running import Running

pytestmark = pytest.mark.browser

AXE = Path(__file__).with_name("axe") / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = [(width, scheme) for width in (390, 1280) for scheme in ("light", "dark")]

State = Callable[[FlaskClient, Settings], Any]
STATES: dict[str, State] = {
    "errors": lambda client, _: client.post(
        URL, data=answers(naam="", email="x@", vraag="y" * 2000)
    ),
    "errors in choices": lambda client, _: client.post(APPLICATION_URL, data={"ervaring": "x"}),
    "honeypot": lambda client, _: client.post(URL, data=answers(website="x")),
    "receipt": lambda client, _: client.get(client.post(URL, data=answers()).location),
    "closed": lambda client, settings: closed(client, settings),
    "too fast": lambda client, settings: too_fast(settings),
    "not found": lambda client, _: client.get("/formulieren/niets/"),
    "too large": lambda client, _: client.post(URL, data={"naam": "x" * 70_000}),
    "not readable": lambda client, _: client.post(URL, data=b"{}", content_type="text/plain"),
    "no receipt": lambda client, _: client.get("/formulieren/ontvangst/x/"),
    "not stored": lambda client, settings: not_stored(settings),
    "unavailable": lambda client, settings: unavailable(client, settings),
}
STATES |= {
    name: lambda client, settings, page=page: page(Participants(client.application, settings))
    for name, page in OWN_PAGES.items()
}


def closed(client: FlaskClient, settings: Settings) -> Any:
    change_contract(settings, EVENT, takes_forms=False)
    return client.post(URL, data=answers())


def too_fast(settings: Settings) -> Any:
    slow = Settings(secret=SECRET, data=settings.data, site=settings.site, posts_per_minute=1)
    client = create_app(slow).test_client()
    client.post(URL, data=answers())
    return client.post(URL, data=answers())


def not_stored(settings: Settings) -> Any:
    """A journal by another name stands where ours should be: a symlink, which is refused."""
    other = Settings(secret=SECRET, data=settings.data / "other", site=settings.site)
    other.data.mkdir(parents=True)
    other.journal_path.symlink_to(settings.data / "elsewhere")
    return create_app(other).test_client().post(URL, data=answers())


def unavailable(client: FlaskClient, settings: Settings) -> Any:
    settings.contract_path.write_text("{}", encoding="utf-8")
    return create_app(settings).test_client().post(URL, data=answers())


@pytest.fixture
def settings(tmp_path: Path, running: Running) -> Settings:
    """A handler of its own, with the contract of the running site."""
    site = tmp_path / "site"
    site.mkdir()
    built = running.data.parent / "site" / "forms.json"
    (site / "forms.json").write_bytes(built.read_bytes())
    return Settings(secret=SECRET, data=tmp_path / "var", site=site, posts_per_minute=0)


def violations(page: Page) -> list[str]:
    """Return what axe finds: rule, place and reason."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
    return [
        f"{each['id']}: {node['target']}: {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


def show(page: Page, running: Running, html: str) -> None:
    """Show an answer of the handler at the site's own address, with its styles."""
    address = f"{running.url}formulieren/toestand/"
    page.route(address, lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(address)


def test_engine_is_the_one_that_its_readme_names() -> None:
    digest = hashlib.sha256(AXE.read_bytes()).hexdigest()
    assert digest in AXE.with_name("README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_generated_pages_have_no_violations(
    browser: Browser, running: Running, width: int, scheme: Any
) -> None:
    site = running.data.parent / "site"
    paths = sorted(str(path.parent.relative_to(site)) for path in site.rglob("index.html"))
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    found = {}
    for path in [*paths, "bestaat-niet/", "zoeken/?q=werkdruk"]:
        page.goto(running.url + path)
        page.wait_for_load_state("networkidle")
        found[path] = violations(page)
    page.close()
    assert len(found) > 9
    assert {path: each for path, each in found.items() if each} == {}


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
@pytest.mark.parametrize("state", STATES)
def test_states_of_a_form_have_no_violations(
    browser: Browser,
    running: Running,
    settings: Settings,
    state: str,
    width: int,
    scheme: Any,
) -> None:
    html = STATES[state](create_app(settings).test_client(), settings).text
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    show(page, running, html)
    found = violations(page)
    page.close()
    assert found == []


def test_bad_page_is_caught(browser: Browser, running: Running) -> None:
    """The negative control: a page without language, title or labels, and with pale text."""
    page = browser.new_page()
    show(page, running, "<p style='color:#bbb'>tekst</p><input><img src='/x.png'>")
    rules = {each.partition(":")[0] for each in violations(page)}
    page.close()
    assert rules >= {"html-has-lang", "document-title", "label", "image-alt", "color-contrast"}
