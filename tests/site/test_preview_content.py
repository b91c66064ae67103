"""The live preview, as a real process: it goes on whatever stands in the content."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.journeys.server import free_port
from tests.patience import LONG
from tests.stores.mistakes import EVENTS, SOUND

CONFIG = """\
site_name: Proef
site_url: http://127.0.0.1/
theme: {name: material, language: nl, font: false}
plugins: {search: {lang: nl}, samenkomst: {content: content}}
hooks: [breekt.py]
"""
BREAKS = """\
from pathlib import Path


def on_page_markdown(markdown, **_):
    if (Path(__file__).parent / "content" / ".breekt").exists():
        raise RuntimeError("boem")
    return markdown
"""
DRAFT = "slug: geheim\ntitle: Nog geheim\ndraft: yes\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site with content, and a draft."""
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "breekt.py").write_text(BREAKS, encoding="utf-8")
    for folder in ("docs", "content/events"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "docs" / "index.md").write_text("# Welkom\n", encoding="utf-8")
    for name, text in SOUND.items():
        write(tmp_path, f"{name}.yaml", text)
    write(tmp_path, "events/geheim.yaml", DRAFT)
    return tmp_path


def write(site: Path, name: str, text: str) -> None:
    """Write a content file as an editor program does: whole, at once."""
    path = site / "content" / name
    new = path.with_name(f".{path.name}.new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


class Preview:
    """`mkdocs serve` in a process of its own."""

    def __init__(self, site: Path) -> None:
        self.site, self.port = site, free_port()
        self.log = site / "log"

    def __enter__(self) -> "Preview":
        command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{self.port}"]
        own = {"NO_MKDOCS_2_WARNING": "1", "SAMENKOMST_TODAY": "2026-11-21"}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd=self.site,
                env=os.environ | own,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        return self

    def __exit__(self, *_: object) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def page(self, path: str) -> tuple[int, str]:
        """Return status and text of a page. Raises OSError when nobody answers in time."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONG)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def wait_for(self, path: str, right: Callable[[int, str], bool]) -> str:
        """Return the text of the page once it is `right`."""
        deadline = time.monotonic() + LONG
        found = (0, "")
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                found = self.page(path)
            except ConnectionRefusedError:
                found = (0, "")
            if right(*found):
                return found[1]
            time.sleep(0.1)
        raise AssertionError(f"{found}\n{self.log.read_text(encoding='utf-8')[-3000:]}")


@pytest.fixture
def preview(site: Path) -> Iterator[Preview]:
    with Preview(site) as started:
        yield started


PAGE = "/evenementen/training/"


def is_fine(status: int, text: str) -> bool:
    return status == 200 and "Training schrijven" in text and 'role="alert"' not in text


def has_banner(status: int, text: str) -> bool:
    return status == 200 and 'role="alert"' in text


def banner(text: str) -> str:
    alert = BeautifulSoup(text, "html.parser").find(role="alert")
    assert alert is not None
    return alert.get_text(" ", strip=True)


def test_mistake_shows_as_a_banner_and_goes_when_it_is_mended(site: Path, preview: Preview) -> None:
    preview.wait_for(PAGE, is_fine)
    write(site, "events.yaml", EVENTS.replace("title: Training schrijven", "titel: Cursus"))
    text = preview.wait_for(PAGE, has_banner)
    assert "events.yaml:3:5" in banner(text)
    assert "Bedoelt u “title”?" in banner(text)
    assert "Training schrijven" in text  # the last good version
    assert has_banner(*preview.page("/"))
    write(site, "events.yaml", EVENTS)
    preview.wait_for(PAGE, is_fine)


@pytest.mark.parametrize(
    "text",
    ["\0", "", "events:\n\t- x", "[" * 100_000, "events:\n" + "  - x\n" * 90_000, "--- a\n--- b"],
    ids=["zero byte", "empty", "tab", "deep", "many", "documents"],
)
def test_preview_goes_on_with_any_content(text: str, site: Path, preview: Preview) -> None:
    preview.wait_for(PAGE, is_fine)
    write(site, "events.yaml", text)
    preview.wait_for(PAGE, has_banner)
    write(site, "events.yaml", EVENTS)
    preview.wait_for(PAGE, is_fine)


def test_preview_goes_on_when_files_and_folders_go_and_come(site: Path, preview: Preview) -> None:
    preview.wait_for(PAGE, is_fine)
    (site / "content" / "people.yaml").rename(site / "weg")
    assert "people.yaml" in banner(preview.wait_for(PAGE, has_banner))
    (site / "content" / "events" / "geheim.yaml").unlink()
    (site / "content" / "events").rmdir()
    (site / "weg").rename(site / "content" / "people.yaml")
    preview.wait_for(PAGE, is_fine)
    (site / "content" / "events").mkdir()
    write(site, "events/nieuw.yaml", "slug: nieuw\ntitle: Nieuw\n")
    preview.wait_for("/evenementen/nieuw/", lambda status, _: status == 200)


def test_preview_starts_on_bad_content(site: Path) -> None:
    write(site, "events.yaml", "events: [")
    with Preview(site) as preview:
        text = preview.wait_for("/", has_banner)
        assert "events.yaml:1:9" in banner(text)
        write(site, "events.yaml", EVENTS)
        preview.wait_for(PAGE, is_fine)


def test_preview_goes_on_when_a_build_fails_in_a_way_we_do_not_know(
    site: Path, preview: Preview
) -> None:
    """MkDocs lets every request hang then, until a build succeeds."""
    preview.wait_for(PAGE, is_fine)
    write(site, ".breekt", "")
    write(site, "events.yaml", EVENTS + "\n# anders\n")
    deadline = time.monotonic() + LONG
    while "boem" not in preview.log.read_text(encoding="utf-8"):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    status, _ = preview.page("/events.json")
    assert status in (200, 404)  # an answer: no request hangs
    (site / "content" / ".breekt").unlink()
    write(site, "events.yaml", EVENTS)
    preview.wait_for(PAGE, is_fine)


def build(site: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site / "gebouwd")]
    own = {"NO_MKDOCS_2_WARNING": "1", "SAMENKOMST_TODAY": "2026-11-21"}
    return subprocess.run(
        [*command, *options],
        cwd=site,
        env=os.environ | own,
        check=False,
        capture_output=True,
        text=True,
        timeout=LONG,
    )


def test_pale_colour_shows_as_a_banner_and_the_look_stays(site: Path, preview: Preview) -> None:
    preview.wait_for(PAGE, is_fine)
    sheet = BeautifulSoup(preview.page(PAGE)[1], "html.parser").select_one("link[rel=stylesheet]")
    pale = 'samenkomst: {content: content, identity: {colour: "#ffcc00"}}'
    text = CONFIG.replace("samenkomst: {content: content}", pale)
    (site / "mkdocs.yml").write_text(text, encoding="utf-8")
    shown = preview.wait_for(PAGE, has_banner)
    assert "Te weinig contrast bij lichte kleuren" in banner(shown)
    assert sheet is not None
    assert str(sheet["href"]) in shown


def test_draft_shows_in_the_preview_alone(site: Path, preview: Preview) -> None:
    marked = "Bezoekers zien deze pagina nog niet"
    preview.wait_for("/evenementen/geheim/", lambda status, text: status == 200 and marked in text)
    preview.wait_for("/evenementen/", lambda _, text: "status--draft" in text)
    assert build(site).returncode == 0
    built = [path for path in (site / "gebouwd").rglob("*") if path.is_file()]
    assert [path.name for path in built if "geheim" in str(path.relative_to(site))] == []
    assert [path.name for path in built if b"geheim" in path.read_bytes().lower()] == []


def test_warning_is_told_and_stops_no_build(site: Path) -> None:
    write(site, "events.yaml", EVENTS.replace('end: "10.30"', 'end: "11.00"'))
    done = build(site)
    assert done.returncode == 0
    assert "INFO    -  samenkomst: events.yaml:22:13" in done.stderr


def test_error_stops_the_build_and_leaves_the_old_site(site: Path) -> None:
    assert build(site).returncode == 0
    write(site, "events.yaml", EVENTS.replace("burau", "x").replace("[taal]", "taal"))
    done = build(site)
    assert done.returncode == 1
    assert "events.yaml:7:5" in done.stderr
    assert (site / "gebouwd" / "evenementen" / "training" / "index.html").is_file()


@pytest.mark.parametrize(
    ("link", "dead"),
    [
        ("/evenementen/training/#programma", False),
        ("#programma", False),
        ("/evenementen/training/#weg", True),
        ("#weg", True),
        ("/weg/", True),
    ],
)
def test_link_to_a_place_that_is_not_there_is_a_warning(site: Path, link: str, dead: bool) -> None:
    write(site, "events.yaml", EVENTS.replace("kind: training", f'intro: "[x]({link})"'))
    assert ("leidt nergens heen" in build(site).stderr) == dead
