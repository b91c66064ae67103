"""What the built site holds for machines, and whether its links to that are right."""

import hashlib
import json
import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from tests.builders import HOSTILE_TITLE

CONFIG = """
site_name: Samen <komst>
site_url: https://example.org/
theme: {{name: material, language: nl, font: false}}
plugins:
  search: {{lang: nl}}
  samenkomst: {{content: content, security: {security}}}
"""
SECURITY = "{contact: 'mailto:lek@example.org', expires: 2027-06-01}"
EVENT = {
    "slug": "ronde-tafel",
    "was": ["oude-tafel"],
    "title": HOSTILE_TITLE,
    "kind": "ronde tafel",
    "themes": ["Zorg & <b>"],
    "summary": "Samen praten",
    "organiser": "fonds",
    "published": "2026-01-05",
    "updated": "2026-02-01",
    "notices": [{"title": "Nieuws", "date": "2026-03-01"}],
    "sessions": [
        {"id": "middag", "title": "Middag", "date": "2026-12-01", "start": "9.30"},
        {"id": "avond", "title": "Avond", "date": "2026-12-08"},
    ],
    "registration": {"state": "not_needed"},
}
OTHER = {"slug": "ander", "title": "Ander", "registration": {"state": "not_needed"}}
CONTENT = {
    "events": [EVENT, OTHER],
    "people": [],
    "organisations": [{"id": "fonds", "name": "Fonds"}],
    "forms": [],
}


def build(folder: Path, out: str, security: str = SECURITY) -> subprocess.CompletedProcess[str]:
    """Build a small site of our own below `folder`; JSON is YAML too."""
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "docs/index.md").write_text("# Welkom\n", encoding="utf-8")
    (folder / "content").mkdir(exist_ok=True)
    for shelf, found in CONTENT.items():
        text = json.dumps({shelf: found})
        (folder / f"content/{shelf}.yaml").write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG.format(security=security), encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", out],
        cwd=folder,
        env={**os.environ, "SAMENKOMST_TODAY": "2026-11-21", "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="module")
def site(folder: Path) -> Path:
    done = build(folder, "site")
    assert done.returncode == 0, done.stderr
    return folder / "site"


def page(site: Path, url: str) -> BeautifulSoup:
    return BeautifulSoup((site / url / "index.html").read_text(encoding="utf-8"), "html.parser")


def contents(found: BeautifulSoup, selector: str, attribute: str) -> list[str]:
    return [str(each[attribute]) for each in found.select(selector)]


@pytest.mark.parametrize(
    "url",
    [
        "agenda.ics",
        "feed.xml",
        "events.json",
        "events.schema.json",
        "robots.txt",
        "sitemap.xml",
        ".well-known/security.txt",
        "assets/deel.png",
        "evenementen/ronde-tafel.ics",
        "evenementen/ronde-tafel.png",
        "evenementen/ronde-tafel/middag.ics",
        "evenementen/oude-tafel.ics",
        "evenementen/thema/zorg-b.ics",
    ],
)
def test_file_is_there(site: Path, url: str) -> None:
    assert (site / url).stat().st_size > 0


def test_every_link_to_a_file_leads_to_one(site: Path) -> None:
    """Also those of the head: pages, feeds and pictures."""
    missing = set()
    for path in site.rglob("*.html"):
        here = f"https://example.org/{path.relative_to(site).parent.as_posix()}/"
        found = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        named = contents(found, "[href]", "href") + contents(found, "[src]", "src")
        for link in named + contents(found, "meta[property='og:image']", "content"):
            target = urlsplit(urljoin(here, link))
            if target.netloc == "example.org" and not _is_there(site, target.path):
                missing.add((str(path.relative_to(site)), link))
    assert missing - {("404.html", link) for _, link in missing} == set()


def _is_there(site: Path, path: str) -> bool:
    inside = site / path.lstrip("/")
    return (inside / "index.html").exists() if path.endswith("/") else inside.is_file()


def test_old_address_leads_to_the_new_one(site: Path) -> None:
    found = page(site, "evenementen/oude-tafel")
    assert found.html is not None
    assert found.html["lang"] == "nl"
    url = "https://example.org/evenementen/ronde-tafel/"
    assert contents(found, "link[rel=canonical]", "href") == [url]
    assert contents(found, "meta[name=robots]", "content") == ["noindex"]
    assert contents(found, "meta[http-equiv=refresh]", "content") == [
        "0; url=../../evenementen/ronde-tafel/"
    ]
    assert contents(found, "main a", "href") == ["../../evenementen/ronde-tafel/"]
    assert found.select("main script") == []


def test_sitemap_gives_the_true_last_change_or_none(site: Path) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    root = ElementTree.fromstring((site / "sitemap.xml").read_bytes())  # noqa: S314 - our own
    found = {
        each.findtext("s:loc", "", names): each.findtext("s:lastmod", "", names)
        for each in root.findall("s:url", names)
    }
    assert found["https://example.org/evenementen/ronde-tafel/"] == "2026-03-01"
    assert {day for url, day in found.items() if "ronde-tafel" not in url} == {""}
    assert "https://example.org/evenementen/oude-tafel/" not in found


def test_page_names_its_picture(site: Path) -> None:
    for url, picture in (
        ("evenementen/ronde-tafel", "evenementen/ronde-tafel.png"),
        ("evenementen", "assets/deel.png"),
    ):
        found = page(site, url)
        expected = [f"https://example.org/{picture}"]
        assert contents(found, "meta[property='og:image']", "content") == expected
        image = Image.open(BytesIO((site / picture).read_bytes()))
        assert (image.format, image.size) == ("PNG", (1200, 630))


def test_page_names_feed_and_calendar(site: Path) -> None:
    found = page(site, "evenementen/ronde-tafel")
    assert contents(found, "link[rel=alternate]", "href") == ["../../feed.xml", "../../agenda.ics"]


@pytest.mark.parametrize(
    ("url", "calendar"),
    [
        ("evenementen", "../agenda.ics"),
        ("evenementen/thema/zorg-b", "../../../evenementen/thema/zorg-b.ics"),
    ],
)
def test_list_offers_its_calendar(site: Path, url: str, calendar: str) -> None:
    assert contents(page(site, url), ".follow a", "href")[0] == calendar


def test_linked_data_points_at_parts_of_the_page(site: Path) -> None:
    found = page(site, "evenementen/ronde-tafel")
    (script,) = found.select("script[type='application/ld+json']")
    data = json.loads(script.string or "")
    ids = set(contents(found, "[id]", "id"))
    named = {urlsplit(part["@id"]).fragment for part in data["subEvent"]}
    assert named == {"middag", "avond"}
    assert named <= ids


def test_security_txt_is_published(site: Path) -> None:
    text = (site / ".well-known/security.txt").read_text(encoding="utf-8")
    assert re.findall(r"^(\w[\w-]*): ", text, re.MULTILINE) == [
        "Contact",
        "Expires",
        "Preferred-Languages",
        "Canonical",
    ]


def test_security_txt_that_expires_soon_stops_the_build(tmp_path: Path) -> None:
    done = build(tmp_path, "site", "{contact: 'mailto:lek@example.org', expires: 2027-01-01}")
    assert done.returncode == 1
    assert "mkdocs.yml: Bij “security” staat “expires” op 2027-01-01." in done.stderr
    assert "Traceback" not in done.stderr


def test_security_txt_is_left_out_when_nobody_is_named(tmp_path: Path) -> None:
    assert build(tmp_path, "site", "{}").returncode == 0
    assert not (tmp_path / "site/.well-known").exists()


def test_site_is_the_same_bytes_each_time(site: Path, folder: Path) -> None:
    assert build(folder, "again").returncode == 0
    assert _digests(folder / "again") == _digests(site)


def _digests(site: Path) -> dict[str, str]:
    """Return what is in each file; the compressed sitemap holds the hour of the build."""
    return {
        str(path.relative_to(site)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file() and path.suffix != ".gz"
    }
