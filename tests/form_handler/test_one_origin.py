"""The static site and the handler on one origin."""

import gzip
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from form_handler.one_origin import create_site_app
from samenkomst.settings import Settings

PAGE = "<!doctype html><html lang=nl><title>Home</title>" + "<p>tekst</p>" * 100


@pytest.fixture
def client(settings: Settings) -> FlaskClient:
    site = settings.site
    (site / "evenementen").mkdir()
    (site / "index.html").write_text(PAGE, encoding="utf-8")
    (site / "index.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (site / "evenementen" / "index.html").write_text("<p>overzicht</p>", encoding="utf-8")
    (site / "evenementen" / "x.ics").write_text("BEGIN:VCALENDAR", encoding="utf-8")
    (site / "stijl.0123abcd.css").write_text("p{}", encoding="utf-8")
    (site / "404.html").write_text("<p>niet gevonden</p>", encoding="utf-8")
    (settings.site.parent / "geheim").write_text("geheim", encoding="utf-8")
    return create_site_app(settings).test_client()


@pytest.mark.parametrize(
    ("path", "status", "type_", "cache"),
    [
        ("/", 200, "text/html; charset=utf-8", "no-cache"),
        ("/evenementen/", 200, "text/html; charset=utf-8", "no-cache"),
        ("/evenementen/x.ics", 200, "text/calendar; charset=utf-8", "no-cache"),
        (
            "/stijl.0123abcd.css",
            200,
            "text/css; charset=utf-8",
            "public, max-age=31536000, immutable",
        ),
        ("/niets/", 404, "text/html; charset=utf-8", "no-cache"),
        ("/../geheim", 404, "text/html; charset=utf-8", "no-cache"),
        ("/%2e%2e/geheim", 404, "text/html; charset=utf-8", "no-cache"),
    ],
)
def test_site_file_has_its_status_type_and_cache(
    client: FlaskClient, path: str, status: int, type_: str, cache: str
) -> None:
    response = client.get(path, buffered=True)
    headers = response.headers
    found = (response.status_code, headers["Content-Type"], headers["Cache-Control"])
    assert found == (status, type_, cache)
    assert "geheim" not in response.text
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_folder_without_slash_leads_to_the_one_with(client: FlaskClient) -> None:
    response = client.get("/evenementen", buffered=True)
    assert (response.status_code, response.headers["Location"]) == (301, "/evenementen/")


def test_compressed_copy_goes_to_whoever_takes_it(client: FlaskClient) -> None:
    packed = client.get("/", headers={"Accept-Encoding": "gzip, br"}, buffered=True)
    plain = client.get("/", headers={"Accept-Encoding": "br"}, buffered=True)
    assert gzip.decompress(packed.data).decode() == plain.text == PAGE
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"


def test_form_works_beside_the_site(client: FlaskClient) -> None:
    assert client.get("/formulieren/gezond").status_code == 200
    assert client.post("/evenementen/").status_code == 405


def test_handler_pages_are_never_compressed(client: FlaskClient, tmp_path: Path) -> None:
    response = client.get("/formulieren/niets/", headers={"Accept-Encoding": "gzip"}, buffered=True)
    assert "Content-Encoding" not in response.headers
