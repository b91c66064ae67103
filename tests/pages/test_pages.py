"""The pages, judged by others: the Nu HTML checker, and Lighthouse on a phone of some years ago."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from form_handler import create_app
from samenkomst.settings import Settings
from tests.browser.other_site import serving
from tests.form_handler.own_pages import OWN_PAGES
from tests.form_handler.participants import Participants
from tests.form_handler.submissions import URL, answers
from tests.journeys.server import post_form
from tests.pages.lighthouse import Judgement, judge
from tests.running import Running

pytestmark = pytest.mark.pages

HERE = Path(__file__).parent
CHECKER = HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


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


FULL = {"accessibility": 100, "best-practices": 100, "seo": 100}
LIGHT = 25_000
"""Bytes of a page and all that it asks for, as they come; an event with its form is 21,000."""
REQUESTS = 4
"""The page, its style, its script and the icon."""


def find_weight(page: Judgement) -> list[str]:
    """Return what makes a page slow on a phone, whatever the moment: no clock is read.

    How fast it comes beside another site is for `make bench-pages`.
    """
    host = urlsplit(page.url).netloc
    faults = [f"asks {url}" for url, _ in page.requests if urlsplit(url).netloc != host]
    if len(page.requests) > REQUESTS:
        faults.append("many requests")
    if sum(size for _, size in page.requests) > LIGHT:
        faults.append("many bytes")
    if page.figure("cumulative-layout-shift") > 0:
        faults.append("moves while it comes in")
    return faults


def marks(page: Judgement) -> dict[str, int]:
    """Return its scores, without that for speed: a busy machine would turn a test red."""
    return {name: page.scores[name] for name in FULL}


@pytest.mark.parametrize("path", ["", "evenementen/", "evenementen/ronde-tafel-voor-gemeenten/"])
def test_lighthouse_gives_full_marks(running: Running, tmp_path: Path, path: str) -> None:
    page = judge(running.url + path, tmp_path / "report.json")
    assert find_weight(page) == []
    assert marks(page) == FULL


def test_heavy_page_is_caught(tmp_path: Path) -> None:
    """The negative control: more of everything, a picture of another host, and a late heading."""
    with serving(tmp_path) as url:
        other = url.replace("127.0.0.1", "localhost") + "other.png"
        pictures = "".join(f'<img src="{each}">' for each in ("1.png", "2.png", "3.png", other))
        (tmp_path / "index.html").write_text(HEAVY + pictures, encoding="utf-8")
        page = judge(url, tmp_path / "report.json")
    assert find_weight(page) == [
        f"asks {other}", "many requests", "many bytes", "moves while it comes in"
    ]  # fmt: skip


HEAVY = f"""<!doctype html><title>x</title><!-- {"x" * LIGHT} -->
<style>h1 {{ height: 300px }}</style><p>Tekst
<script>setTimeout(() => document.body.prepend(document.createElement("h1")), 50)</script>
"""


def test_lighthouse_gives_the_receipt_full_marks_but_for_being_found(
    running: Running, tmp_path: Path
) -> None:
    """A receipt holds personal data and asks not to be indexed; that alone costs its SEO points."""
    port = int(running.url.rsplit(":", 1)[1].rstrip("/"))
    sent = answers(email="vuurtoren@example.org")
    receipt = json.loads(post_form(port, URL, sent)[1])["receipt"]
    page = judge(receipt, tmp_path / "report.json")
    assert find_weight(page) == []
    assert marks(page) | {"seo": 100} == FULL
    assert page.failed == ["is-crawlable"]
