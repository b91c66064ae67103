"""Posting forms: what is answered, and what is stored."""

import os
import stat
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from form_handler import create_app
from form_handler.desk import KEY
from samenkomst.core.tokens import sign
from samenkomst.settings import Settings
from samenkomst.stores import disk
from samenkomst.stores.journal import RESERVE
from tests.form_handler.conftest import SECRET, change_contract
from tests.form_handler.participants import with_colleagues
from tests.form_handler.submissions import (
    APPLICATION_URL,
    EVENT,
    HOSTILE,
    URL,
    answers,
    post,
    records,
)


def parse(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def test_submit_stores_one_record_and_redirects_to_the_receipt(
    client: FlaskClient, settings: Settings
) -> None:
    response = post(client)
    assert response.status_code == 303
    assert response.headers["Location"].startswith("http://127.0.0.1:8000/formulieren/ontvangst/")
    [record] = records(settings.data)
    assert (record["seq"], record["type"], record["event"]) == (2, "submission_received", EVENT)
    assert record["organisation"] == "GM0344"
    assert record["answers"] == {
        "naam": "Anna de Vries",
        "email": "anna@example.org",
        "gemeente": "Utrecht",
        "functie": "Adviseur",
        "vraag": "Hoe houden we het vol?\nEn met wie?",
    }
    mode = stat.S_IMODE(settings.journal_path.stat().st_mode)
    assert mode == 0o600


def test_receipt_shows_reference_answers_address_and_what_happens_next(
    client: FlaskClient, settings: Settings
) -> None:
    page = client.get(post(client).headers["Location"])
    text = parse(page.text).get_text(" ", strip=True)
    [record] = records(settings.data)
    assert page.status_code == 200
    for shown in (record["reference"], "anna@example.org", "Hoe houden we het vol?", "Utrecht"):
        assert shown in text
    assert "Daarna beslist u of u definitief meedoet." in text
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_receipt_escapes_what_was_sent(client: FlaskClient) -> None:
    response = post(client, data=answers(naam=HOSTILE, vraag=HOSTILE))
    page = client.get(response.headers["Location"]).text
    assert "<script>alert" not in page
    assert HOSTILE in parse(page).get_text()


@pytest.mark.parametrize("token", ["x", "eyJ.x.y", "a" * 3000, "%00", "..", "ë"])
def test_receipt_with_another_token_is_a_neutral_page(client: FlaskClient, token: str) -> None:
    response = client.get(f"/formulieren/ontvangst/{token}/")
    assert response.status_code == 404
    assert "Traceback" not in response.text


def test_receipt_refuses_a_token_for_another_purpose_or_too_old(client: FlaskClient) -> None:
    post(client)
    later = datetime(2100, 1, 1, tzinfo=UTC)
    content = {"seq": 1, "id": "x"}
    other = sign(content, "other", later, SECRET)
    old = sign(content, "receipt", datetime(2020, 1, 1, tzinfo=UTC), SECRET)
    wrong_id = sign(content, "receipt", later, SECRET)
    statuses = [
        client.get(f"/formulieren/ontvangst/{token}/").status_code
        for token in (other, old, wrong_id)
    ]
    assert statuses == [404, 404, 404]


def test_submit_with_mistakes_shows_the_form_with_all_messages_and_answers(
    client: FlaskClient, settings: Settings
) -> None:
    response = post(client, data=answers(naam="", email="anna@", vraag=HOSTILE))
    page = parse(response.text)
    assert response.status_code == 422
    summary = page.find(id="fouten")
    assert summary is not None
    links = [link["href"] for link in summary.find_all("a")]
    assert links == ["#veld-naam", "#veld-email"]
    assert all(page.find(id=link[1:]) for link in links)
    field = page.find(id="veld-email")
    assert field is not None
    assert (field["value"], field["aria-invalid"]) == ("anna@", "true")
    kept = page.find("textarea", attrs={"name": "vraag"})
    assert kept is not None
    assert kept.get_text().strip() == HOSTILE
    assert "required" not in field.attrs
    assert records(settings.data) == []


def test_submit_twice_gives_the_same_reference_and_one_record(
    client: FlaskClient, settings: Settings
) -> None:
    references = {
        client.post(URL, data=data, headers={"Accept": "application/json"}).json["reference"]
        for data in (answers(), answers(), answers(email="  ANNA@Example.org "), answers())
    }
    found = records(settings.data)
    assert len(references) == 1
    assert [each["type"] for each in found] == [
        "submission_received",
        "submission_amended",
        "submission_amended",
    ]
    assert len([each for each in found if each["type"] == "submission_received"]) == 1


def test_receipt_of_a_repeat_shows_what_was_sent_this_time(client: FlaskClient) -> None:
    post(client, data=answers(functie="Eerste antwoord"))
    second = post(client, data=answers(functie="Tweede antwoord"))
    text = client.get(second.headers["Location"]).text
    assert "Tweede antwoord" in text
    assert "Eerste antwoord" not in text


def test_submit_as_json_answers_201_with_reference_and_receipt(client: FlaskClient) -> None:
    response = post(client, headers={"Accept": "application/json"})
    assert response.status_code == 201
    assert set(response.json) == {"reference", "receipt"}
    assert response.headers["Location"] == response.json["receipt"]


def test_submit_as_json_with_mistakes_answers_a_problem(client: FlaskClient) -> None:
    response = post(client, data=answers(naam=""), headers={"Accept": "application/json"})
    assert response.status_code == 422
    assert response.mimetype == "application/problem+json"
    assert response.json["errors"] == [{"field": "naam", "message": "Vul in: Uw naam."}]


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/formulieren/bestaat-niet/interesse/", 404),
        (f"/formulieren/{EVENT}/bestaat-niet/", 404),
        (f"/formulieren/{EVENT}/aanmelden/", 404),
        ("/formulieren/", 404),
    ],
)
def test_submit_to_an_unknown_form_is_404_with_a_way_back(
    client: FlaskClient, settings: Settings, url: str, status: int
) -> None:
    response = post(client, url)
    assert response.status_code == status
    assert "evenementen/" in response.text
    assert records(settings.data) == []


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"takes_forms": False}, 410),
        ({"closes": "2020-01-01"}, 410),
        ({"takes_forms": False, "not_yet": True}, 409),
        ({"opens": "2100-01-01"}, 409),
    ],
)
def test_submit_outside_the_registration_period_stores_nothing(
    client: FlaskClient, settings: Settings, changes: dict[str, object], status: int
) -> None:
    change_contract(settings, EVENT, **changes)
    response = post(client)
    assert response.status_code == status
    assert f"evenementen/{EVENT}/" in response.text
    assert records(settings.data) == []


OPENS = {"opens": "2026-10-25", "opens_time": "02:30"}
FIRST_HALF_PAST_TWO = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
"""In the night in which the clock goes back at three: the second comes an hour later."""


def at(app: Flask, seconds: float) -> None:
    """Set the handler's clock, from the moment on which the form opens."""
    app.extensions[KEY].clock = lambda: FIRST_HALF_PAST_TWO + timedelta(seconds=seconds)


def test_form_that_comes_before_its_minute_is_kept_for_the_visitor(
    app: Flask, client: FlaskClient, settings: Settings
) -> None:
    """Nothing is stored and nothing is lost: sent again from that minute on, it is taken in."""
    change_contract(settings, EVENT, **OPENS)
    at(app, -0.5)
    typed = answers(naam=HOSTILE)
    early = post(client, data=typed)
    page = parse(early.text)
    [notice] = page.select("[role=alert]")
    assert (early.status_code, early.headers["Retry-After"]) == (409, "1")
    assert "Het gaat open op 25 oktober 2026 om 2.30 uur." in notice.get_text()
    again = {str(each["name"]): str(each.get("value", "")) for each in page.select("form input")}
    assert again["naam"] == HOSTILE
    assert [each.get_text().strip() for each in page.select("textarea")] == [typed["vraag"]]
    assert records(settings.data) == []
    at(app, 0)
    assert post(client, data=typed).status_code == 303
    assert len(records(settings.data)) == 1


@pytest.mark.parametrize(
    ("seconds", "status"),
    [(-86_400, 409), (-3600, 409), (-1, 409), (0, 303), (1800, 303), (3600, 303), (86_400, 303)],
)
def test_form_is_taken_in_from_its_minute_on(
    app: Flask, client: FlaskClient, settings: Settings, seconds: int, status: int
) -> None:
    """By one build of the site; also half an hour later, when the clock shows two o'clock again."""
    change_contract(settings, EVENT, **OPENS)
    at(app, seconds)
    assert post(client).status_code == status
    assert len(records(settings.data)) == (status == 303)


class SlowBody(BytesIO):
    """A body that has arrived so many seconds after the form opens, nothing more."""

    def __init__(self, body: bytes, app: Flask, seconds: float) -> None:
        super().__init__(body)
        self._arrive = lambda: at(app, seconds)

    def read(self, size: int | None = -1) -> bytes:
        self._arrive()
        return super().read(size)


@pytest.mark.parametrize(("seconds", "status"), [(-0.5, 409), (0, 303), (5, 303)])
def test_form_counts_by_the_moment_on_which_all_of_it_is_there(
    app: Flask, client: FlaskClient, settings: Settings, seconds: float, status: int
) -> None:
    change_contract(settings, EVENT, **OPENS)
    at(app, -1)
    body = urlencode(answers()).encode()
    response = client.post(
        URL,
        input_stream=SlowBody(body, app, seconds),
        content_length=len(body),
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code == status
    assert response.headers.get("Retry-After") == ("1" if status == 409 else None)
    assert len(records(settings.data)) == (status == 303)


def test_form_before_its_minute_is_refused_as_json_with_the_time(
    app: Flask, client: FlaskClient, settings: Settings
) -> None:
    change_contract(settings, EVENT, **OPENS)
    at(app, -60)
    response = post(client, headers={"Accept": "application/json"})
    assert (response.status_code, response.mimetype) == (409, "application/problem+json")
    assert response.json is not None
    assert "25 oktober 2026 om 2.30 uur" in response.json["detail"]
    assert response.headers["Retry-After"] == "60"


@pytest.mark.parametrize(("time", "status"), [("12:00", 410), ("12:01", 303)])
def test_form_is_taken_in_until_the_minute_on_its_last_day(
    settings: Settings, time: str, status: int
) -> None:
    change_contract(settings, EVENT, closes="2026-10-25", closes_time=time)
    client = create_app(replace(settings, today=date(2026, 10, 25))).test_client()
    assert post(client).status_code == status


@pytest.mark.parametrize(("time", "status"), [("12:00", 303), ("12:01", 409)])
def test_day_for_tests_is_noon(settings: Settings, time: str, status: int) -> None:
    """As for the organiser's commands."""
    change_contract(settings, EVENT, opens="2026-10-25", opens_time=time)
    client = create_app(replace(settings, today=date(2026, 10, 25))).test_client()
    assert post(client).status_code == status


def test_form_of_a_session_opens_at_its_own_minute(
    app: Flask, client: FlaskClient, settings: Settings
) -> None:
    diner(settings, **OPENS)
    url = f"/formulieren/{EVENT}/aanmelden/"
    more = answers(functie="Adviseur", vraag=None, telefoon="06 00000000", ervaring="Nog niet")
    at(app, -60)
    assert client.post(url, data=more).status_code == 409
    assert post(client).status_code == 303
    at(app, 0)
    assert client.post(url, data=more).status_code == 303


def test_form_of_a_session_says_until_its_minute_when_it_opens(
    app: Flask, client: FlaskClient, settings: Settings
) -> None:
    """The page has its button all day, so the form stands there as on the page itself."""
    diner(settings, **OPENS)
    url = f"/formulieren/{EVENT}/aanmelden/"
    at(app, -60)
    early = client.get(url)
    [notice] = parse(early.text).select("[role=alert]")
    assert early.status_code == 200
    assert notice.get_text() == (
        "Dit formulier is nog niet open. Het gaat open op 25 oktober 2026 om 2.30 uur. "
        "Vanaf dan kunt u het versturen."
    )
    assert parse(early.text).select("form [name=naam]")
    intro = app.extensions[KEY].contract().forms["aanmelden"].intro.split("\n\n")[0]
    assert intro in parse(early.text).get_text()
    assert intro not in parse(client.post(url, data=answers(vraag=None)).text).get_text()
    at(app, 0)
    assert not parse(client.get(url).text).select("[role=alert]")


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"takes_forms": False, "not_yet": True}, 409), ({"takes_forms": False}, 410)],
)
def test_form_of_a_session_without_a_moment_to_open_is_not_shown(
    client: FlaskClient, settings: Settings, changes: dict[str, object], status: int
) -> None:
    diner(settings, **changes)
    assert client.get(f"/formulieren/{EVENT}/aanmelden/").status_code == status


def test_form_address_opened_leads_back_to_the_form(client: FlaskClient) -> None:
    response = client.get(URL)
    assert (response.status_code, response.headers["Location"]) == (
        303,
        f"http://127.0.0.1:8000/evenementen/{EVENT}/#formulier",
    )


def test_honeypot_keeps_the_answers_and_asks_to_empty_it(
    client: FlaskClient, settings: Settings
) -> None:
    response = post(client, data=answers(website="https://example.org"))
    assert response.status_code == 422
    assert "Anna de Vries" in response.text
    assert "Laat dit veld leeg" in response.text
    assert records(settings.data) == []


def test_pace_limit_keeps_the_answers(settings: Settings, contract_text: str) -> None:
    limited = Settings(secret=SECRET, data=settings.data, site=settings.site, posts_per_minute=3)
    client = create_app(limited).test_client()
    statuses = [
        post(client, data=answers(email=f"p{number}@example.org")).status_code
        for number in range(3)
    ]
    response = post(client, data=answers(email="p4@example.org", naam="Blijft staan"))
    assert statuses == [303, 303, 303]
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0
    assert "Blijft staan" in response.text
    assert len(records(settings.data)) == 3


def test_application_form_asks_its_own_questions(client: FlaskClient, settings: Settings) -> None:
    response = client.post(APPLICATION_URL, data={"naam": "Bram"})
    page = parse(response.text)
    assert response.status_code == 422
    summary = page.find(id="fouten")
    assert summary is not None
    assert len(summary.find_all("a")) == 5
    assert records(settings.data) == []


def test_ready_says_whether_the_journal_can_be_written(
    client: FlaskClient, settings: Settings
) -> None:
    assert client.get("/formulieren/gezond").status_code == 200
    assert client.get("/formulieren/klaar").status_code == 200


def test_disk_below_its_reserve_is_not_ready_for_new_forms(
    client: FlaskClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And it says so before a visitor finds out; above the reserve it is ready again."""
    low = disk.Room(RESERVE - 1, 1 << 40)
    monkeypatch.setattr(disk, "room", lambda _: low)
    assert post(client).status_code == 503
    assert client.get("/formulieren/klaar").status_code == 503
    assert client.get("/formulieren/gezond").status_code == 200
    monkeypatch.setattr(disk, "room", lambda _: disk.Room(RESERVE, 1 << 40))
    assert client.get("/formulieren/klaar").status_code == 200
    assert post(client).status_code == 303


def test_damaged_journal_stops_writing_and_says_nothing_was_received(
    client: FlaskClient, settings: Settings
) -> None:
    """Damage before a good line: 503, the answers kept, and not a byte of the file changed."""
    post(client)
    post(client, data=answers(email="bram@example.org", naam="Bram"))
    damaged = settings.journal_path.read_bytes().replace(b"Anna", b"Anne")
    settings.journal_path.write_bytes(damaged)
    fresh = create_app(settings).test_client()
    response = post(fresh, data=answers(email="c@example.org", naam="Carla"))
    assert fresh.get("/formulieren/klaar").status_code == 503
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert "We hebben uw formulier niet ontvangen" in response.text
    assert "Carla" in response.text
    assert settings.journal_path.read_bytes() == damaged


def test_pipe_for_a_journal_says_nothing_was_received(settings: Settings) -> None:
    settings.data.mkdir(mode=0o700, exist_ok=True)
    os.mkfifo(settings.journal_path)
    client = create_app(settings).test_client()
    assert client.get("/formulieren/klaar").status_code == 503
    response = post(client)
    assert response.status_code == 503
    assert "We hebben uw formulier niet ontvangen" in response.text


def test_unexpected_error_shows_no_traceback(app: Flask, settings: Settings) -> None:
    app.extensions["samenkomst"].chance = None
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    response = post(app.test_client())
    assert response.status_code == 500
    assert "Traceback" not in response.text
    assert "Er ging iets mis aan onze kant" in response.text
    assert records(settings.data) == []


def test_same_person_with_another_form_of_the_event_gets_its_letter(
    client: FlaskClient, app: Flask, settings: Settings
) -> None:
    """Who showed interest and applies later keeps the reference, and gets the second letter."""
    first = client.post(URL, data=answers(), headers={"Accept": "application/json"})
    change_contract(settings, EVENT, form="aanmelden")
    application = answers(functie="Adviseur", vraag=None) | {
        "telefoon": "06 00000000",
        "ervaring": "Nog niet",
    }
    url = f"/formulieren/{EVENT}/aanmelden/"
    second = client.post(url, data=application, headers={"Accept": "application/json"})
    assert second.status_code == 201
    assert second.json["reference"] == first.json["reference"]
    owed = app.extensions["samenkomst"].ledger.owed.values()
    assert [letter.form for letter in owed] == ["interesse", "aanmelden"]


def test_failed_flush_is_not_called_received_and_ends_the_process(
    app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk's failure is uncertain: the visitor keeps the answers, the process leaves."""
    left: list[bool] = []
    app.extensions["samenkomst"].leave = lambda: left.append(True)

    def fail(descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("os.fdatasync" if hasattr(os, "fdatasync") else "os.fsync", fail)
    with app.test_client() as client:
        response = post(client)
        response.close()
    monkeypatch.undo()
    assert response.status_code == 503
    assert "Het is niet zeker" in response.text
    assert "Anna de Vries" in response.text
    assert left == [True]
    with app.test_client() as client:
        again = post(client)
    assert again.status_code == 503


def diner(settings: Settings, **changes: object) -> None:
    """Give a session of the event a form of its own, with one place."""
    first = {"id": "", "title": "Ronde tafel", "form": "interesse", **NO_LIMITS}
    own = {"id": "diner", "title": "Diner <b>", "form": "aanmelden", **NO_LIMITS}
    own |= {"takes_forms": True} | changes
    change_contract(settings, EVENT, units=[first, own])


LIMITS = ("capacity", "minimum", "per_organisation")
PLACES = dict.fromkeys(LIMITS) | {"hold_days": 0, "offer_days": 3, "reminder_days": 3}
NO_LIMITS = {
    "places": PLACES,
    "takes_forms": False,
    "not_yet": False,
    "opens": "",
    "closes": "",
}


def test_form_of_a_session_has_an_address_of_its_own(
    client: FlaskClient, settings: Settings
) -> None:
    """It stands there, and what comes in is for that session alone."""
    url = f"/formulieren/{EVENT}/aanmelden/"
    assert client.get(url).status_code == 404
    diner(settings)
    page = parse(client.get(url).text)
    form = page.find("form", attrs={"action": url})
    assert form is not None
    assert page.find(id="fouten") is None
    for address in (url, URL):
        data = answers(functie="Adviseur", vraag=None) if address == url else answers()
        more = {"telefoon": "06 00000000", "ervaring": "Nog niet"} if address == url else {}
        assert client.post(address, data=data | more).status_code == 303
    found = records(settings.data)
    assert [(each["form"], each["unit"]) for each in found] == [
        ("aanmelden", "diner"),
        ("interesse", ""),
    ]
    assert len({each["reference"] for each in found}) == 2


def test_form_of_a_session_closes_by_itself(client: FlaskClient, settings: Settings) -> None:
    url = f"/formulieren/{EVENT}/aanmelden/"
    diner(settings, takes_forms=False)
    assert (client.get(url).status_code, client.post(url, data=answers()).status_code) == (410, 410)
    assert post(client).status_code == 303


def test_colleagues_come_along_each_in_a_fieldset(client: FlaskClient, settings: Settings) -> None:
    with_colleagues(settings)
    nameless = answers(collega_1_naam=HOSTILE, collega_2_email="c@example.org", naam="")
    wrong = client.post(URL, data=nameless)
    page = parse(wrong.text)
    assert wrong.status_code == 422
    groups = {
        words.get_text(): [str(each["name"]) for each in group.select("[name]")]
        for group in page.select("fieldset.field-group")
        for words in group.select("legend")
    }
    assert groups == {
        f"Collega {number}": [f"collega_{number}_naam", f"collega_{number}_email"]
        for number in (1, 2)
    }
    links = [str(each["href"]) for each in page.select("#fouten a")]
    assert links == ["#veld-naam", "#veld-collega_2_naam"]
    assert client.post(URL, data=answers(collega_1_naam=HOSTILE)).status_code == 303
    assert [each["people"] for each in records(settings.data)] == [2]
