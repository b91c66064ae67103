"""The live preview: never stops on a typing error, and answers forms."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

from samenkomst.site.preview import divert
from tests.patience import LONG
from tests.site.building import ENVIRONMENT, make_project


def answer(name: str) -> Callable[..., object]:
    @Request.application
    def application(request: Request) -> Response:
        return Response(f"{name} {request.root_path} {request.path}")

    return application


@pytest.mark.parametrize(
    ("base", "path", "expected"),
    [
        ("", "/formulieren/x/y/", "handler  /formulieren/x/y/"),
        ("", "/evenementen/", "site  /evenementen/"),
        ("", "/formulierenlijst/", "site  /formulierenlijst/"),
        ("/agenda", "/agenda/formulieren/x/", "handler /agenda /formulieren/x/"),
        ("/agenda", "/formulieren/x/", "site  /formulieren/x/"),
    ],
)
def test_divert_sends_forms_to_the_handler(base: str, path: str, expected: str) -> None:
    client = Client(divert(answer("site"), answer("handler"), base))  # type: ignore[arg-type]
    assert client.get(path).text == expected


class Preview:
    """A running `mkdocs serve`."""

    def __init__(self, project: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [str(Path(sys.executable).parent / "mkdocs"), "serve", "-a"]
        environment = ENVIRONMENT | {
            "SAMENKOMST_SECRET": "0123456789abcdef0123456789abcdef",
            "SAMENKOMST_DATA": str(project / "var"),
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        self.log = (project / "serve.log").open("w")
        self.process = subprocess.Popen(
            [*command, f"127.0.0.1:{self.port}"],
            cwd=project,
            env=environment,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )

    def get(self, path: str) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=LONG)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def wait_for(self, path: str, condition: Callable[[str], bool]) -> str:
        """Return the page once it is as it should be."""
        end = time.monotonic() + LONG
        while time.monotonic() < end and self.process.poll() is None:
            try:
                status, html = self.get(path)
            except OSError:
                status, html = 0, ""
            if status == 200 and condition(html):
                return html
            time.sleep(0.1)
        raise AssertionError(f"{path} did not change in time:\n{html[:2000]}")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(LONG)
        self.log.close()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path)


@pytest.fixture
def preview(project: Path) -> Iterator[Preview]:
    running = Preview(project)
    yield running
    running.stop()


@pytest.fixture
def spoiled(project: Path) -> Path:
    """The events file with a mistake in it, made before the preview starts."""
    events = project / "content/events.yaml"
    text = events.read_text("utf-8")
    events.write_text(text.replace("going_ahead: postponed", "going_ahead: misschien"), "utf-8")
    return events


def test_preview_starts_with_bad_content_and_recovers(spoiled: Path, preview: Preview) -> None:
    html = preview.wait_for("/evenementen/", lambda page: 'role="alert"' in page)
    assert "events.yaml:" in html
    assert "“misschien” kan hier niet" in html
    assert "Er zijn nu geen komende evenementen." in html
    text = spoiled.read_text("utf-8").replace("misschien", "postponed")
    spoiled.write_text(text, "utf-8")
    preview.wait_for("/evenementen/", lambda page: "Ronde tafel voor gemeenten" in page)


def test_preview_keeps_the_last_good_pages_and_the_form(project: Path, preview: Preview) -> None:
    url = "/evenementen/ronde-tafel-voor-gemeenten/"
    preview.wait_for(url, lambda page: "Ronde tafel" in page)
    status, _ = preview.get("/formulieren/gezond")
    assert status == 200
    (project / "content/people.yaml").write_text("people: [", "utf-8")
    html = preview.wait_for(url, lambda page: 'role="alert"' in page)
    assert "people.yaml:" in html
    assert "Toon uw interesse" in html
