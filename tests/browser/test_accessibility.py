"""WCAG 2.2 AA, as far as a machine can tell: axe-core on every page and every state of a form.

Each at two widths, in both palettes, with scripts and without. axe finds about half of the
problems by volume; a keyboard and a person find the rest.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page

from form_handler import create_app
from samenkomst.settings import Settings
from tests.browser.other_site import (
    STATES as STATES_OF_REGISTRATION,
    build_everything,
    serving,
    slug_of,
)
from tests.form_handler.conftest import SECRET, change_contract
from tests.form_handler.own_pages import OWN_PAGES
from tests.form_handler.participants import Participants
from tests.form_handler.submissions import APPLICATION_URL, EVENT, URL, answers
from tests.running import Running

pytestmark = pytest.mark.browser

AXE = Path(__file__).with_name("axe") / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = list(product((390, 1280), ("light", "dark"), (True, False)))
CROSSED = [(390, "light", True), (390, "dark", False), (1280, "light", False), (1280, "dark", True)]
"""Half of the looks, in which each two of their choices still meet."""

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


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_everything(tmp_path_factory.mktemp("everything"))


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


def name_of(look: tuple[int, str, bool]) -> str:
    width, scheme, script = look
    return f"{width}-{scheme}{'' if script else '-no-scripts'}"


@pytest.fixture(params=LOOKS, ids=name_of)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page as one visitor has it: width, palette, scripts or none."""
    width, scheme, script = request.param
    page = browser.new_page(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script
    )
    yield page
    page.close()


AT_ONCE = """() => {
  if (matchMedia('(scripting: none)').matches)
    window.setTimeout = call => { Promise.resolve().then(call); return 0; };
}"""
"""Where scripts are off the browser runs what a test asks, but no timer: axe gets its own."""


def violations(page: Page) -> list[str]:
    """Return what axe finds: rule, place and reason."""
    page.evaluate(AT_ONCE)
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


def pages_of(site: Path) -> list[str]:
    """Return the address of every page in a built site."""
    return sorted(f"{path.parent.relative_to(site)}/" for path in site.rglob("index.html"))


def violations_on(page: Page, root: str, paths: list[str]) -> dict[str, list[str]]:
    """Return what axe finds on each of these pages that has something."""
    found = {}
    for path in paths:
        page.goto(root + path)
        found[path] = violations(page)
    assert len(found) > 9
    return {path: each for path, each in found.items() if each}


def test_generated_pages_have_no_violations(page: Page, running: Running) -> None:
    paths = pages_of(running.data.parent / "site")
    assert violations_on(page, running.url, [*paths, "bestaat-niet/"]) == {}


@pytest.mark.parametrize("page", CROSSED, ids=name_of, indirect=True)
def test_pages_of_other_organisers_have_no_violations(page: Page, everything: Path) -> None:
    """Every real event, and every state that registration can have."""
    paths = [each for each in pages_of(everything) if re.fullmatch("evenementen/[^/]+/", each)]
    assert {f"evenementen/{slug_of(state)}/" for state in STATES_OF_REGISTRATION} < set(paths)
    with serving(everything) as root:
        assert violations_on(page, root, paths) == {}


def test_results_of_a_search_have_no_violations(page: Page, running: Running) -> None:
    page.goto(f"{running.url}zoeken/?q=werkdruk")
    found = "noscript .note, #zoekresultaten li"
    page.locator(found).first.wait_for()
    assert violations(page) == []


def test_open_filters_have_no_violations(page: Page, running: Running) -> None:
    page.goto(f"{running.url}evenementen/")
    filters = page.locator(".filter summary")
    for each in filters.all():
        each.click()
    assert page.locator(".filter[open]").count() == filters.count() > 2
    assert violations(page) == []


@pytest.mark.parametrize("state", STATES)
def test_states_of_a_form_have_no_violations(
    page: Page, running: Running, settings: Settings, state: str
) -> None:
    html = STATES[state](create_app(settings).test_client(), settings).text
    show(page, running, html)
    assert violations(page) == []


def test_bad_page_is_caught(page: Page, running: Running) -> None:
    """The negative control: a page without language, title or labels, and with pale text."""
    show(page, running, "<p style='color:#bbb;background:#fff'>tekst</p><input><img src='/x.png'>")
    rules = {each.partition(":")[0] for each in violations(page)}
    assert rules >= {"html-has-lang", "document-title", "label", "image-alt", "color-contrast"}


def test_page_without_scripts_runs_none(browser: Browser, running: Running) -> None:
    """So that what axe sees there is what such a visitor has."""
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{running.url}zoeken/?q=werkdruk")
    note = page.locator("noscript .note")
    assert note.is_visible()
    assert page.locator("#zoekresultaten li").count() == 0
    page.close()
