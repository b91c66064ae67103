"""The pages, judged by others: the Nu HTML checker, and Lighthouse on a phone of some years ago."""

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from form_handler import create_app
from samenkomst.settings import Settings
from tests.form_handler.own_pages import OWN_PAGES
from tests.form_handler.participants import Participants
from tests.form_handler.submissions import URL, answers
from tests.journeys.server import post_form
from tests.running import FLAGS, Running

pytestmark = pytest.mark.pages

HERE = Path(__file__).parent
CHECKER = HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
LIGHTHOUSE = HERE / "node_modules" / ".bin" / "lighthouse"


def html_errors(*paths: Path) -> list[str]:
    """Return what the Nu HTML checker calls an error in these files."""
    command = ["java", "-jar", str(CHECKER), "--errors-only", "--format", "json", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(done.stderr)["messages"]
    return [f"{each.get('url', '')}: {each['message']}" for each in found]


def test_generated_pages_are_valid_html(running: Running) -> None:
    pages = sorted((running.data.parent / "site").rglob("*.html"))
    assert len(pages) > 9
    assert html_errors(*pages) == []


def test_answers_of_the_handler_are_valid_html(running: Running, tmp_path: Path) -> None:
    site = running.data.parent / "site"
    settings = Settings(secret="s" * 32, data=tmp_path / "var", site=site, posts_per_minute=0)
    client = create_app(settings).test_client()
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "forms.json").write_text("{}", encoding="utf-8")
    without = create_app(replace(settings, site=broken)).test_client()
    pages = {
        "errors": client.post(URL, data=answers(naam="", website="x")),
        "receipt": client.get(client.post(URL, data=answers()).location),
        "not-found": client.get("/formulieren/niets/"),
        "too-large": client.post(URL, data={"naam": "x" * 70_000}),
        "unavailable": without.post(URL, data=answers()),
    }
    paths = []
    for name, response in pages.items():
        paths.append(tmp_path / f"{name}.html")
        paths[-1].write_text(response.text, encoding="utf-8")
    assert html_errors(*paths) == []


def test_own_pages_are_valid_html(running: Running, tmp_path: Path) -> None:
    """Each state has a handler of its own: some change the contract."""
    built = running.data.parent / "site" / "forms.json"
    paths = []
    for name, page in OWN_PAGES.items():
        site = tmp_path / name / "site"
        site.mkdir(parents=True)
        (site / "forms.json").write_bytes(built.read_bytes())
        data = tmp_path / name / "var"
        settings = Settings(secret="s" * 32, data=data, site=site, posts_per_minute=0)
        paths.append(tmp_path / name / "page.html")
        paths[-1].write_text(page(Participants(create_app(settings), settings)).text, "utf-8")
    assert html_errors(*paths) == []


def test_invalid_html_is_caught(tmp_path: Path) -> None:
    """The negative control of the two above."""
    page = tmp_path / "bad.html"
    page.write_text("<!doctype html><title>x</title><ul><p>x</ul>", encoding="utf-8")
    assert html_errors(page) != []


def scores(url: str, out: Path) -> dict[str, int]:
    """Return Lighthouse's four scores for a page, in per cent."""
    flags = " ".join(["--headless", *FLAGS])
    command = [
        str(LIGHTHOUSE), url, "--quiet", f"--chrome-flags={flags}",
        "--output=json", f"--output-path={out}",
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": os.environ.get("CHROMIUM", "/usr/bin/chromium")}
    subprocess.run(command, check=True, env=environment, capture_output=True)
    found = json.loads(out.read_text(encoding="utf-8"))["categories"]
    return {name: round(each["score"] * 100) for name, each in found.items()}


FULL = {"accessibility": 100, "best-practices": 100, "seo": 100}
FAST = 90
"""Measured at 100 on a quiet machine; a test must not turn red because the machine is busy."""


@pytest.mark.parametrize("path", ["", "evenementen/", "evenementen/ronde-tafel-voor-gemeenten/"])
def test_lighthouse_gives_full_marks(running: Running, tmp_path: Path, path: str) -> None:
    found = scores(running.url + path, tmp_path / "report.json")
    assert found.pop("performance") >= FAST
    assert found == FULL


def test_lighthouse_gives_the_receipt_full_marks_but_for_being_found(
    running: Running, tmp_path: Path
) -> None:
    """A receipt holds personal data and asks not to be indexed; that alone costs its SEO points."""
    port = int(running.url.rsplit(":", 1)[1].rstrip("/"))
    sent = answers(email="vuurtoren@example.org")
    receipt = json.loads(post_form(port, URL, sent)[1])["receipt"]
    found = scores(receipt, tmp_path / "report.json")
    audits = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    seo = [ref["id"] for ref in audits["categories"]["seo"]["auditRefs"] if ref["weight"]]
    failed = [name for name in seo if audits["audits"][name]["score"] not in (None, 1)]
    assert found.pop("performance") >= FAST
    assert found | {"seo": 100} == FULL
    assert failed == ["is-crawlable"]
