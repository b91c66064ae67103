"""What all tests share: the contract of the real content."""

import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, expect, sync_playwright

from samenkomst.core.contract import Site
from samenkomst.core.pages.plan import plan_site
from samenkomst.core.translation import dutch
from samenkomst.stores.content import load_catalogue
from samenkomst.stores.municipalities import load_municipalities
from tests.journeys.server import Server, free_port
from tests.patience import PATIENCE
from tests.patient import SERVER, be_patient
from tests.postgres_server import Cluster, running_cluster
from tests.running import FLAGS, Running

ROOT = Path(__file__).parents[1]

# The same examples everywhere, and no clock: a busy machine must not turn a test red.
hypothesis_settings.register_profile("samenkomst", deadline=None, derandomize=True)
hypothesis_settings.load_profile("samenkomst")
be_patient()
expect.set_options(timeout=1000 * PATIENCE)


@pytest.fixture(scope="session")
def contract_text() -> str:
    """The `forms.json` that follows from the real content."""
    catalogue, problems = load_catalogue(ROOT / "content")
    assert problems == []
    assert catalogue is not None
    site = Site("Samenkomst", "nl", "http://127.0.0.1:8000/")
    plan = plan_site(
        catalogue,
        site,
        load_municipalities().names,
        today=date(2026, 11, 21),
        translate=dutch,
    )
    return plan.files["forms.json"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        with playwright.chromium.launch(executable_path=chromium, args=FLAGS) as browser:
            yield browser


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server, for the tests of one process; its databases are for one test each."""
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The real commands: build, gunicorn with site and handler, delivery beside it."""
    folder = tmp_path_factory.mktemp("run")
    port = free_port()
    samenkomst = Path(sys.executable).with_name("samenkomst")
    command = [str(samenkomst), "start", "--port", str(port)]
    environment = {
        "SAMENKOMST_DATA": str(folder / "var"),
        "SAMENKOMST_SITE": str(folder / "site"),
        "SAMENKOMST_POSTS_PER_MINUTE": "0",
        **SERVER,
    }
    with Server(command, port, environment, folder / "log"):
        yield Running(f"http://127.0.0.1:{port}/", folder / "var")
