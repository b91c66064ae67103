"""What journeys in a browser share: an office, and visitors with and without scripts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.office import Office, open_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as office:
        yield office


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A phone; fails the test on a cookie, or on a request to a third party."""
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
