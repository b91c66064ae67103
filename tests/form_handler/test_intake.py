"""A form in which nothing is wrong passes by Flask, and nobody can tell."""

from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient

from form_handler.headers import ALWAYS
from samenkomst.settings import Settings
from tests.form_handler.submissions import HOSTILE, URL, answers, post, records


@pytest.fixture
def seen(app: Flask) -> list[str]:
    """The requests that came to Flask."""
    seen: list[str] = []

    @app.before_request
    def see() -> None:
        seen.append("request")

    return seen


def test_good_form_passes_by_flask_and_a_mistake_does_not(
    client: FlaskClient, seen: list[str]
) -> None:
    assert post(client).status_code == HTTPStatus.SEE_OTHER
    assert seen == []
    assert post(client, data=answers(naam="")).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert seen == ["request"]


@pytest.mark.parametrize("url", [URL, URL.rstrip("/"), f"{URL}?a=b"])
def test_answer_is_as_flask_would_give_it(client: FlaskClient, url: str) -> None:
    response = post(client, url)
    location = response.headers.pop("Location")
    assert client.get(location).status_code == HTTPStatus.OK
    assert (response.status, response.data) == ("303 SEE OTHER", b"")
    assert dict(response.headers) == dict(ALWAYS) | {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Length": "0",
    }


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_form_is_taken_in_once(client: FlaskClient, settings: Settings, accept: str) -> None:
    """Also where a view shows what became of it."""
    client.post(URL, data=answers(), headers={"Accept": accept})
    types = [record["type"] for record in records(settings.data)]
    assert types.count("submission_received") == 1
    assert "submission_amended" not in types


def test_body_that_ends_too_soon_is_refused(client: FlaskClient, settings: Settings) -> None:
    form = "application/x-www-form-urlencoded"
    response = client.post(
        URL, data=b"naam=Anna", content_type=form, environ_overrides={"CONTENT_LENGTH": "900"}
    )
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert records(settings.data) == []


@pytest.mark.parametrize("event", ["nergens", "é", HOSTILE])
def test_form_of_no_event_is_not_found(client: FlaskClient, event: str) -> None:
    response = post(client, f"/formulieren/{event}/aanmelden/")
    assert response.status_code == HTTPStatus.NOT_FOUND
