"""What is refused before it costs anything: a readable page, and nothing stored."""

import itertools

import pytest
from flask.testing import FlaskClient

from form_handler import create_app
from samenkomst.settings import Settings
from tests.form_handler.conftest import SECRET
from tests.form_handler.submissions import URL, answers, post, records

FORM_TYPE = "application/x-www-form-urlencoded"
GOOD = b"naam=Anna&email=anna%40example.org&gemeente=Utrecht"


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"a" * 70_000, FORM_TYPE, 413),
        (b"{}", "application/json", 415),
        (b"--x--", "multipart/form-data; boundary=x", 415),
        (b"", "", 415),
        (GOOD + b"&vraag=%00", FORM_TYPE, 400),
        (GOOD + b"&vraag=%FF%FE", FORM_TYPE, 400),
        (GOOD + b"&vraag=\xff\xfe", FORM_TYPE, 400),
        (GOOD + b"&naam=Bram", FORM_TYPE, 400),
        (GOOD + b"&status=accepted", FORM_TYPE, 400),
        (GOOD + b"&x=1" * 100, FORM_TYPE, 400),
        (GOOD + b"&vraag=%1b%5b31m", FORM_TYPE, 422),
        (GOOD.replace(b"Anna&", b"Anna%0d%0aBcc%3a+x&"), FORM_TYPE, 422),
    ],
)
def test_post_that_cannot_be_read_is_refused_in_dutch(
    client: FlaskClient, settings: Settings, body: bytes, content_type: str, status: int
) -> None:
    response = client.post(URL, data=body, content_type=content_type)
    assert response.status_code == status
    assert 'lang="nl"' in response.text
    assert records(settings.data) == []


def test_post_ignores_the_query_string(client: FlaskClient, settings: Settings) -> None:
    response = client.post(f"{URL}?naam=Bram", data=answers())
    assert response.status_code == 303
    assert [each["answers"]["naam"] for each in records(settings.data)] == ["Anna de Vries"]


OURS = "http://127.0.0.1:8000"
SITES = (None, "same-origin", "none", "same-site", "cross-site", "")
ORIGINS = (
    None,
    OURS,
    "http://127.0.0.1:9000",
    "https://127.0.0.1:8000",
    "null",
    "https://x.example",
)


@pytest.mark.parametrize(("site", "origin"), list(itertools.product(SITES, ORIGINS)))
def test_cross_site_posts_are_told_by_fetch_metadata_then_origin(
    client: FlaskClient, settings: Settings, site: str | None, origin: str | None
) -> None:
    """The configured origin may post from anywhere; else same-origin, none, or no browser."""
    sent = {"Sec-Fetch-Site": site, "Origin": origin, "Host": "127.0.0.1:8000"}
    headers = {name: value for name, value in sent.items() if value is not None}
    accepted = (
        origin == OURS or site in ("same-origin", "none") or (site is None and origin is None)
    )
    response = client.post(URL, data=answers(), headers=headers)
    assert response.status_code == (303 if accepted else 403)
    assert len(records(settings.data)) == int(accepted)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("evenementen.example.org", 303),
        ("EVENEMENTEN.example.org:443", 303),
        ("evenementen.example.org:8080", 400),
        ("evil.example", 400),
        ("evenementen.example.org, evil.example", 400),
        ("evenementen.example.org:x", 400),
        ("", 400),
    ],
)
def test_host_has_to_be_the_configured_one(settings: Settings, host: str, status: int) -> None:
    public = Settings(
        secret=SECRET,
        base_url="https://evenementen.example.org/",
        data=settings.data,
        site=settings.site,
    )
    response = post(create_app(public).test_client(), headers={"Host": host})
    assert response.status_code == status
    if status == 303:
        assert response.headers["Location"].startswith("https://evenementen.example.org/")


def test_address_of_the_client_comes_from_trusted_proxies_only(settings: Settings) -> None:
    """Without trusted proxies a false X-Forwarded-For does not dodge the pace limit."""
    limited = Settings(secret=SECRET, data=settings.data, site=settings.site, posts_per_minute=5)
    client = create_app(limited).test_client()
    statuses = [
        post(client, headers={"X-Forwarded-For": f"192.0.2.{number}"}).status_code
        for number in range(8)
    ]
    assert statuses == [303] * 5 + [429] * 3


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/formulieren/gezond"),
        ("GET", "/formulieren/klaar"),
        ("GET", "/formulieren/ontvangst/x/"),
        ("GET", "/formulieren/niets"),
        ("POST", URL),
        ("PUT", URL),
        ("GET", "/elders"),
    ],
)
def test_every_answer_carries_the_security_headers(
    client: FlaskClient, method: str, path: str
) -> None:
    response = client.open(path, method=method)
    headers = response.headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] in ("strict-origin", "no-referrer")
    assert "Set-Cookie" not in headers
    assert "Server" not in headers or "Werkzeug" not in headers["Server"]


def test_address_without_slash_leads_nowhere_else(client: FlaskClient) -> None:
    """Flask's own redirect to the slash would lead to whatever the Host header says."""
    for path in (URL.rstrip("/"), f"//evil.example{URL}", "/formulieren//gezond"):
        response = client.get(path, headers={"Host": "evil.example"})
        assert response.status_code in (400, 404)
        assert "Location" not in response.headers
