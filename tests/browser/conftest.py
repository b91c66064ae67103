"""A real Chromium, and the site as `make run` serves it."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.server import Server, free_port

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Running:
    """A running site, and where it keeps what comes in."""

    url: str
    data: Path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        with playwright.chromium.launch(executable_path=chromium, args=FLAGS) as browser:
            yield browser


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
    }
    with Server(command, port, environment, folder / "log"):
        yield Running(f"http://127.0.0.1:{port}/", folder / "var")
