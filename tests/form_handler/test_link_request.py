""" "Send me my link again": the same answer, the same work, whether the address is known."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from form_handler import create_app
from samenkomst.settings import Settings
from tests.form_handler.conftest import SECRET
from tests.form_handler.participants import Participants
from tests.form_handler.submissions import EVENT, HOSTILE, URL, records

LINK_URL = "/formulieren/deelname/"
JSON = {"Accept": "application/json"}


def asking(**changes: Any) -> dict[str, Any]:
    return {"email": "anna@example.org", "evenement": EVENT, "website": ""} | changes


def parse(response: TestResponse) -> BeautifulSoup:
    return BeautifulSoup(response.text, "html.parser")


def test_page_asks_for_address_and_event(client: FlaskClient) -> None:
    page = client.get(f"{LINK_URL}?evenement={EVENT}")
    assert page.status_code == 200
    chosen = parse(page).select_one("option[selected]")
    assert chosen is not None
    assert chosen["value"] == EVENT
    names = [str(each["name"]) for each in parse(page).select("form [name]")]
    assert names == ["email", "evenement", "website"]
    assert "we bewaren het adres niet." in page.text


def test_page_takes_no_event_from_the_address_that_is_none(client: FlaskClient) -> None:
    page = client.get(LINK_URL, query_string={"evenement": HOSTILE})
    assert page.status_code == 200
    assert parse(page).select("option[selected]") == []
    assert "<script>alert" not in page.text


def test_known_and_unknown_get_the_same_answer_and_one_record_each(
    app: Flask, settings: Settings
) -> None:
    one = Participants(app, settings).send(URL)
    client = app.test_client()
    before = len(records(settings.data))
    known, unknown = (
        client.post(LINK_URL, data=asking(email=email))
        for email in ("  ANNA@example.org ", "niemand@example.org")
    )
    assert (known.status_code, known.headers["Location"]) == (303, unknown.headers["Location"])
    assert dict(known.headers) == dict(unknown.headers)
    page = client.get(known.headers["Location"])
    assert "Dan krijgt u binnen enkele minuten een e-mail" in page.text
    written = records(settings.data)[before:]
    assert [each["type"] for each in written] == ["link_requested"] * 2
    assert [each["submission"] for each in written] == [one, ""]
    assert "niemand" not in (settings.data / "journal.jsonl").read_text(encoding="utf-8")
    owed = [letter.kind for letter in app.extensions["samenkomst"].ledger.owed.values()]
    assert owed == ["received", "link"]


def test_json_is_the_same_for_known_and_unknown(app: Flask, settings: Settings) -> None:
    Participants(app, settings).send(URL)
    found = [
        app.test_client().post(LINK_URL, data=asking(email=email), headers=JSON)
        for email in ("anna@example.org", "niemand@example.org")
    ]
    assert [each.status_code for each in found] == [202, 202]
    assert found[0].data == found[1].data


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": ""}, "email"),
        ({"email": "anna@"}, "email"),
        ({"email": "a@example.org\r\nBcc: x@example.org"}, "email"),
        ({"evenement": ""}, "evenement"),
        ({"evenement": "bestaat-niet"}, "evenement"),
        ({"website": "x"}, "website"),
    ],
)
def test_mistake_is_told_and_nothing_stored(
    client: FlaskClient, settings: Settings, changes: dict[str, str], field: str
) -> None:
    response = client.post(LINK_URL, data=asking(**changes))
    assert response.status_code == 422
    summary = parse(response).find(id="fouten")
    assert isinstance(summary, Tag)
    [link] = summary.find_all("a")
    assert isinstance(link, Tag)
    assert link["href"] == f"#veld-{field}"
    assert records(settings.data) == []
    problem = client.post(LINK_URL, data=asking(**changes), headers=JSON)
    assert problem.mimetype == "application/problem+json"
    assert [each["field"] for each in problem.json["errors"]] == [field]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"email=a%40example.org&evenement=x&naam=x", "application/x-www-form-urlencoded", 400),
        (b"email=a%00&evenement=x", "application/x-www-form-urlencoded", 400),
        (b"email=a&email=b", "application/x-www-form-urlencoded", 400),
        (b"a" * 70_000, "application/x-www-form-urlencoded", 413),
        (b"{}", "application/json", 415),
    ],
)
def test_post_that_cannot_be_read_is_refused(
    client: FlaskClient, settings: Settings, body: bytes, kind: str, status: int
) -> None:
    assert client.post(LINK_URL, data=body, content_type=kind).status_code == status
    assert records(settings.data) == []


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}, {"Host": "evil.example"}]
)
def test_post_from_elsewhere_is_refused(
    client: FlaskClient, settings: Settings, headers: dict[str, str]
) -> None:
    assert client.post(LINK_URL, data=asking(), headers=headers).status_code in (400, 403)
    assert records(settings.data) == []


def test_pace_limit_keeps_what_was_typed(settings: Settings) -> None:
    slow = Settings(secret=SECRET, data=settings.data, site=settings.site, posts_per_minute=1)
    client = create_app(slow).test_client()
    found = [client.post(LINK_URL, data=asking()) for _ in range(2)]
    assert [each.status_code for each in found] == [303, 429]
    field = parse(found[1]).find(id="veld-email")
    assert isinstance(field, Tag)
    assert field["value"] == "anna@example.org"


def test_opening_the_page_writes_nothing(client: FlaskClient, settings: Settings) -> None:
    for query in ("", "?gevraagd=1", "?email=anna@example.org"):
        assert client.get(LINK_URL + query).status_code == 200
        assert client.head(LINK_URL + query).status_code == 200
    assert records(settings.data) == []
