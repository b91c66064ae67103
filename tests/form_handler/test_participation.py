"""One's own page behind the personal link: what it says, and what its buttons do."""

import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from form_handler import create_app
from samenkomst.core.participation_link import participation_link
from samenkomst.core.procedures import Act, State
from samenkomst.settings import Settings
from tests.form_handler.conftest import SECRET, change_contract
from tests.form_handler.participants import MOTIVATION, NETWORK, Participants, application
from tests.form_handler.submissions import APPLICATION_URL, EVENT, HOSTILE, URL, answers, records

JSON = {"Accept": "application/json"}


@pytest.fixture
def participants(app: Flask, settings: Settings) -> Participants:
    return Participants(app, settings)


def parse(response: TestResponse) -> BeautifulSoup:
    return BeautifulSoup(response.text, "html.parser")


def title(response: TestResponse) -> str:
    found = parse(response).find("h1")
    assert found is not None
    return found.get_text(" ", strip=True)


def words(response: TestResponse) -> str:
    return parse(response).get_text(" ", strip=True)


def acts(response: TestResponse) -> list[str]:
    """Return the acts of the page's buttons."""
    fields = parse(response).find_all("input", attrs={"name": "act"})
    return [str(field["value"]) for field in fields if isinstance(field, Tag)]


def follow(participants: Participants, response: TestResponse) -> TestResponse:
    """Return the page that a post led to."""
    assert response.status_code == 303
    location = response.headers["Location"]
    assert location.startswith("http://127.0.0.1:8000/formulieren/deelname/")
    return participants.client.get(location)


def test_page_says_where_one_stands_and_what_comes_next(participants: Participants) -> None:
    found = participants.get(participants.send(URL))
    assert (found.status_code, title(found)) == (200, "U hebt laten weten dat u interesse hebt")
    text = words(found)
    assert "U hebt nog geen plaats." in text
    assert "Nieuwe datum volgt, we hopen op begin 2022" in text
    here = parse(found).find("li", attrs={"aria-current": "step"})
    assert here is not None
    assert "Dan krijgt u een uitnodiging per e-mail." in here.get_text()
    assert acts(found) == ["withdraw"]


def test_page_is_for_nobody_else(participants: Participants) -> None:
    headers = participants.get(participants.send(URL)).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    page = parse(participants.get(participants.send(URL)))
    robots = page.find("meta", attrs={"name": "robots"})
    assert robots is not None
    assert robots["content"] == "noindex"


def test_invited_person_confirms_once_and_declines_no_more(participants: Participants) -> None:
    one = participants.invited()
    page = participants.get(one)
    assert title(page) == "U bent uitgenodigd"
    assert acts(page) == ["confirm", "decline", "withdraw"]
    assert "<script>" not in page.text.replace("<script src=", "")
    done = follow(participants, participants.post(one, "confirm"))
    assert title(done) == "U doet mee"
    assert "We hebben uw antwoord vastgelegd." in words(done)
    assert participants.one(one).state is State.PLACED
    before = records(participants.settings.data)
    again = follow(participants, participants.post(one, "confirm"))
    assert "U had dit al laten weten. Er is niets veranderd." in words(again)
    refused = participants.post(one, "decline")
    assert (refused.status_code, title(refused)) == (409, "U doet mee")
    assert "Dat kan nu niet." in words(refused)
    assert records(participants.settings.data) == before


def test_full_event_leads_to_the_waitlist_with_position_and_reason(
    participants: Participants,
) -> None:
    first = participants.send(URL, email="bram@example.org", gemeente="Zwolle")
    second = participants.invited(capacity=1)
    participants.post(first, "confirm")
    page = follow(participants, participants.post(second, "confirm"))
    assert title(page) == "U staat op de wachtlijst"
    assert "U bent nummer 1 op de lijst. Alle plaatsen zijn bezet." in words(page)


def test_limit_of_the_organisation_is_told(participants: Participants) -> None:
    """Three spellings of one municipality; the third person has to wait."""
    towns = ("'s-Hertogenbosch", "Den Bosch", " den  bosch ")
    sent = [
        participants.send(URL, email=f"p{number}@example.org", gemeente=town)
        for number, town in enumerate(towns)
    ]
    participants.date_event()
    participants.invite()
    pages = [follow(participants, participants.post(one, "confirm")) for one in sent]
    assert [title(page) for page in pages] == ["U doet mee"] * 2 + ["U staat op de wachtlijst"]
    assert "Van uw organisatie kunnen hoogstens 2 mensen meedoen" in words(pages[2])


def test_offer_says_until_when_and_can_be_taken(participants: Participants) -> None:
    first = participants.send(URL, email="bram@example.org")
    second = participants.invited(capacity=1)
    for one in (first, second):
        participants.post(one, "confirm")
    participants.post(first, "withdraw")
    later = participants.desk.clock() + timedelta(days=11)
    participants.desk.clock = lambda: later
    participants.post(first, "withdraw")  # any decision settles what time calls for
    page = participants.get(second)
    assert title(page) == "Er is een plaats voor u vrij"
    assert "Wij houden die plaats voor u vast tot en met" in words(page)
    assert acts(page) == ["confirm", "decline", "withdraw"]
    assert title(follow(participants, participants.post(second, "confirm"))) == "U doet mee"


def test_deadline_that_passed_is_told_before_anyone_recorded_it(
    participants: Participants,
) -> None:
    one = participants.invited()
    later = participants.desk.clock() + timedelta(days=11)
    participants.desk.clock = lambda: later
    before = records(participants.settings.data)
    page = participants.get(one)
    assert title(page) == "U hebt niet op tijd geantwoord"
    assert "Ik doe toch mee" in words(page)
    assert records(participants.settings.data) == before


def test_withdrawn_person_can_come_back_by_the_form(participants: Participants) -> None:
    one = participants.send(URL)
    page = follow(participants, participants.post(one, "withdraw"))
    assert title(page) == "U bent afgemeld"
    assert "Wilt u toch meedoen? Vul het formulier dan opnieuw in." in words(page)
    assert acts(page) == []
    assert "U was al afgemeld." in words(follow(participants, participants.post(one, "withdraw")))


def test_event_that_is_off_lets_nobody_confirm(participants: Participants) -> None:
    one = participants.invited()
    change_contract(participants.settings, EVENT, off=True)
    page = participants.get(one)
    assert "Let op: dit evenement gaat op dit moment niet door." in words(page)
    assert acts(page) == ["decline", "withdraw"]
    refused = participants.post(one, "confirm")
    assert refused.status_code == 409
    assert "gaat op dit moment niet door. U kunt nu dus niet laten weten" in words(refused)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "path", ["", "?act=confirm", "?gedaan=confirm", "vragen/", "antwoorden/", "?al=withdraw"]
)
def test_opening_a_link_changes_nothing(participants: Participants, method: str, path: str) -> None:
    one = participants.invited()
    before = (participants.settings.data / "journal.jsonl").read_bytes()
    response = participants.client.open(participants.link(one) + path, method=method)
    assert response.status_code in (200, 303)
    assert (participants.settings.data / "journal.jsonl").read_bytes() == before
    assert participants.one(one).state is State.INVITED


@pytest.mark.parametrize("query", ["?gedaan=confirm", "?al=confirm", "?gedaan=x", "?gedaan="])
def test_address_that_someone_typed_tells_nothing_untrue(
    participants: Participants, query: str
) -> None:
    page = participants.get(participants.invited(), query)
    assert title(page) == "U bent uitgenodigd"
    assert parse(page).find(attrs={"role": "status"}) is None


# Links that are none.


def other_links(participants: Participants) -> list[str]:
    now = participants.desk.clock()
    base = "http://127.0.0.1:8000/"
    sound = participants.link(participants.send(URL))
    old = participation_link(base, "x", SECRET, now - timedelta(days=500))
    unknown = participation_link(base, "unknown", SECRET, now)
    other = participation_link(base, "x", "another-secret-that-is-long-enough-too", now)
    return [
        *(f"/formulieren/deelname/{token}/" for token in ("x", "%00", "eyJ.x", "a" * 3000, "..")),
        *(address.removeprefix("http://127.0.0.1:8000") for address in (old, unknown, other)),
        sound.replace("/deelname/", "/deelname/x"),
    ]


def test_every_link_that_does_not_work_leads_to_one_page(participants: Participants) -> None:
    client = participants.client
    pages = [client.get(link) for link in other_links(participants)]
    pages += [client.post(link, data={"act": "withdraw"}) for link in other_links(participants)]
    assert {page.status_code for page in pages} == {404}
    assert len({page.text for page in pages}) == 1
    way = parse(pages[0]).find("a", string="Stuur mij mijn link opnieuw")
    assert isinstance(way, Tag)
    assert client.get(str(way["href"])).status_code == 200


def test_link_to_an_event_that_is_gone_leads_to_that_page(
    participants: Participants, settings: Settings
) -> None:
    one = participants.send(URL)
    text = settings.contract_path.read_text(encoding="utf-8")
    settings.contract_path.write_text(text.replace(EVENT, "iets-anders"), encoding="utf-8")
    assert participants.get(one).status_code == 404


def test_receipt_token_is_no_personal_link(participants: Participants) -> None:
    """Else the address would be verified by whoever typed it."""
    receipt = participants.client.post(URL, data=answers()).headers["Location"]
    token = receipt.rstrip("/").rpartition("/")[2]
    page = participants.client.get(receipt)
    assert participants.client.get(f"/formulieren/deelname/{token}/").status_code == 404
    assert "/formulieren/deelname/e" not in page.text


# Guards.

FORM_TYPE = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"act=confirm&x=1", FORM_TYPE, 400),
        (b"act=confirm&act=decline", FORM_TYPE, 400),
        (b"act=accept", FORM_TYPE, 400),
        (b"act=invite", FORM_TYPE, 400),
        (b"act=", FORM_TYPE, 400),
        (b"", FORM_TYPE, 400),
        (b"act=confirm%00", FORM_TYPE, 400),
        (b"act=confirm&session=%00", FORM_TYPE, 400),
        (b"act=\xff", FORM_TYPE, 400),
        (b"act=choose&group=helpdesk&group=intake", FORM_TYPE, 400),
        (b"act=choose&group=x", FORM_TYPE, 400),
        (b"act=choose", FORM_TYPE, 400),
        (b"act=confirm&motivatie=x", FORM_TYPE, 400),
        (b"act=change&naam=x", FORM_TYPE, 400),
        (b"act=change&x=1" + b"&x=1" * 100, FORM_TYPE, 400),
        (b"a" * 70_000, FORM_TYPE, 413),
        (b'{"act":"confirm"}', "application/json", 415),
        (b"act=confirm", "text/plain", 415),
    ],
)
def test_post_that_cannot_be_read_is_refused(
    participants: Participants, body: bytes, kind: str, status: int
) -> None:
    one = participants.invited()
    before = records(participants.settings.data)
    response = participants.client.post(participants.link(one), data=body, content_type=kind)
    assert response.status_code == status
    assert records(participants.settings.data) == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://x.example"},
        {"Origin": "null"},
        {"Host": "evil.example"},
    ],
)
def test_post_from_elsewhere_is_refused(
    participants: Participants, headers: dict[str, str]
) -> None:
    one = participants.invited()
    response = participants.post(one, "confirm", headers=headers)
    assert response.status_code in (400, 403)
    assert participants.one(one).state is State.INVITED


def test_pace_limit_holds_here_too(participants: Participants, settings: Settings) -> None:
    slow = Settings(secret=SECRET, data=settings.data, site=settings.site, posts_per_minute=2)
    one = participants.invited()
    client = create_app(slow).test_client()
    link = participants.link(one)
    found = [client.post(link, data={"act": "confirm"}) for _ in range(3)]
    assert [each.status_code for each in found] == [303, 303, 429]
    assert int(found[2].headers["Retry-After"]) > 0
    assert "Er is nog niets veranderd." in words(found[2])


def test_answers_are_kept_when_it_goes_too_fast(
    participants: Participants, settings: Settings
) -> None:
    slow = Settings(secret=SECRET, data=settings.data, site=settings.site, posts_per_minute=1)
    one = participants.send(APPLICATION_URL)
    client = create_app(slow).test_client()
    data = MOTIVATION | {"act": "answer"}
    found = [client.post(participants.link(one), data=data) for _ in range(2)]
    assert [each.status_code for each in found] == [303, 429]
    kept = parse(found[1]).find("textarea", attrs={"name": "motivatie"})
    assert kept is not None
    assert kept.get_text().strip() == HOSTILE


def test_full_disk_changes_nothing_and_keeps_the_answers(
    participants: Participants, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = participants.send(APPLICATION_URL)
    before = settings.journal_path.read_bytes()
    write = os.write
    monkeypatch.setattr("os.write", lambda descriptor, data: write(descriptor, data[:7]))
    responses = [
        participants.post(one, "answer", data=MOTIVATION),
        participants.post(one, "withdraw"),
    ]
    monkeypatch.undo()
    for response in responses:
        assert response.status_code == 503
        assert int(response.headers["Retry-After"]) > 0
        assert "Er is niets veranderd." in words(response)
    assert HOSTILE in words(responses[0])
    assert settings.journal_path.read_bytes() == before


def test_failed_flush_is_not_called_done(
    participants: Participants, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = participants.send(APPLICATION_URL)
    participants.desk.leave = lambda: None

    def fail(descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("os.fdatasync" if hasattr(os, "fdatasync") else "os.fsync", fail)
    response = participants.post(one, "answer", data=MOTIVATION)
    monkeypatch.undo()
    assert response.status_code == 503
    assert "Het is niet zeker dat we dit hebben ontvangen." in words(response)
    assert HOSTILE in words(response)


# The second form.


def test_second_form_keeps_answers_and_says_what_is_wrong(participants: Participants) -> None:
    one = participants.send(APPLICATION_URL)
    page = participants.get(one)
    link = parse(page).find("a", string="Beantwoord de vragen")
    assert isinstance(link, Tag)
    empty = participants.client.get(str(link["href"]))
    assert title(empty) == "Uw motivatie"
    wrong = participants.post(one, "answer", data=MOTIVATION | {"doel": "", "steun": "Misschien"})
    assert wrong.status_code == 422
    summary = parse(wrong).find(id="fouten")
    assert isinstance(summary, Tag)
    links = [str(each["href"]) for each in summary.find_all("a") if isinstance(each, Tag)]
    assert links == ["#veld-doel", "#veld-steun"]
    kept = parse(wrong).find("textarea", attrs={"name": "motivatie"})
    assert kept is not None
    assert kept.get_text().strip() == HOSTILE
    assert "<script>alert" not in wrong.text
    assert participants.one(one).second == 0


def test_second_form_is_stored_once_and_can_be_sent_again(participants: Participants) -> None:
    one = participants.send(APPLICATION_URL)
    done = follow(participants, participants.post(one, "answer", data=MOTIVATION))
    assert "We hebben uw antwoorden ontvangen." in words(done)
    here = parse(done).find("li", attrs={"aria-current": "step"})
    assert here is not None
    assert "kiest u een moment: Intakegesprek" in here.get_text()
    again = follow(participants, participants.post(one, "answer", data=MOTIVATION))
    assert "We hadden deze antwoorden al." in words(again)
    other = MOTIVATION | {"doel": "Iets anders"}
    follow(participants, participants.post(one, "answer", data=other))
    found = records(participants.settings.data)
    stored = [each["answers"]["doel"] for each in found if each["type"] == "answers_added"]
    assert stored == [MOTIVATION["doel"], "Iets anders"]
    shown = parse(participants.get(one, "vragen/")).find("textarea", attrs={"name": "doel"})
    assert shown is not None
    assert shown.get_text().strip() == "Iets anders"


def test_answers_that_were_decided_upon_stay(participants: Participants) -> None:
    one = participants.send(APPLICATION_URL)
    participants.decide(one, Act.ACCEPT)
    assert "Uw motivatie" not in [each.get_text() for each in parse(participants.get(one))("h2")]
    assert participants.post(one, "answer", data=MOTIVATION).status_code == 409
    assert participants.one(one).second == 0


def test_honeypot_of_the_second_form_is_told(participants: Participants) -> None:
    one = participants.send(APPLICATION_URL)
    wrong = participants.post(one, "answer", data=MOTIVATION | {"website": "x"})
    assert wrong.status_code == 422
    assert "Laat dit veld leeg." in words(wrong)


def test_second_form_belongs_to_its_own_procedure(participants: Participants) -> None:
    """Interest has none: neither the page nor a post does anything."""
    one = participants.send(URL)
    assert participants.get(one, "vragen/").status_code == 303
    assert participants.get(one, "elders/").status_code == 404
    response = participants.post(one, "answer")
    assert response.status_code == 409
    assert participants.post(one, "answer", data=MOTIVATION).status_code == 400


# Changing answers.


def test_only_answers_that_may_be_changed_are_changed(participants: Participants) -> None:
    one = participants.send(URL)
    page = participants.get(one, "antwoorden/")
    fields = [str(each["name"]) for each in parse(page).select("form.form [name]")]
    assert fields == ["act", "functie", "vraag", "website"]
    data = {"functie": "Directeur", "vraag": "", "website": ""}
    done = follow(participants, participants.post(one, "change", data=data))
    assert "We hebben uw nieuwe antwoorden vastgelegd." in words(done)
    last = records(participants.settings.data)[-1]
    assert last["answers"] == {
        "naam": "Anna de Vries",
        "email": "anna@example.org",
        "gemeente": "Utrecht",
        "functie": "Directeur",
    }
    again = follow(participants, participants.post(one, "change", data=data))
    assert "We hadden deze antwoorden al." in words(again)
    wrong = participants.post(one, "change", data=data | {"functie": "x" * 101})
    assert wrong.status_code == 422
    assert title(wrong) == "Verander uw antwoorden"


# Choosing.


def choose(participants: Participants, one: str, group: str, *sessions: str) -> TestResponse:
    return participants.post(one, "choose", data={"group": group, "session": list(sessions)})


def test_applicant_chooses_one_day_of_two(participants: Participants) -> None:
    one = participants.send(APPLICATION_URL)
    boxes = parse(participants.get(one)).select("input[name=session]")
    assert [(each["type"], each["value"]) for each in boxes] == [
        ("radio", "intake-16-maart"),
        ("radio", "intake-17-maart"),
    ]
    done = follow(participants, choose(participants, one, "intake", "intake-17-maart"))
    assert "We hebben uw keuze vastgelegd." in words(done)
    assert [each["value"] for each in parse(done).select("input[checked]")] == ["intake-17-maart"]
    again = follow(participants, choose(participants, one, "intake", "intake-17-maart"))
    assert "Dit had u al gekozen." in words(again)
    both = choose(participants, one, "intake", "intake-16-maart", "intake-17-maart")
    assert both.status_code == 422
    summary = parse(both).find(id="fouten")
    assert isinstance(summary, Tag)
    place = summary.find("a")
    assert isinstance(place, Tag)
    assert parse(both).find(id=str(place["href"])[1:]) is not None
    assert participants.one(one).choices == {"intake": ("intake-17-maart",)}


def test_choice_that_does_not_exist_changes_nothing(participants: Participants) -> None:
    one = participants.send(APPLICATION_URL)
    response = choose(participants, one, "intake", "intake-18-maart")
    assert response.status_code == 409
    assert participants.one(one).choices == {}


def test_helpdesk_is_for_participants_and_fills_up(participants: Participants) -> None:
    entry = participants.entry(NETWORK)
    helpdesk = entry.choices[1]
    sessions = [
        {"id": each.id, "title": each.title, "when": each.when, "capacity": 1}
        for each in helpdesk.sessions
    ]
    narrow = {"group": "helpdesk", "title": "Helpdesk <b>", "least": 0, "most": 2}
    change_contract(
        participants.settings,
        NETWORK,
        choices=[narrow | {"chosen_by": "participants", "sessions": sessions}],
    )
    first, second = (
        participants.send(APPLICATION_URL, email=f"{name}@example.org") for name in ("a", "b")
    )
    early = choose(participants, first, "helpdesk", "helpdesk-1")
    assert early.status_code == 409
    assert parse(participants.get(first)).select("input[name=session]") == []
    for one in (first, second):
        participants.decide(one, Act.ACCEPT)
    many = choose(participants, first, "helpdesk", "helpdesk-1", "helpdesk-2", "helpdesk-3")
    assert many.status_code == 422
    kept = [each["value"] for each in parse(many).select("input[checked]")]
    assert kept == ["helpdesk-1", "helpdesk-2", "helpdesk-3"]
    assert "U kunt er hoogstens 2 kiezen." in words(many)
    follow(participants, choose(participants, first, "helpdesk", "helpdesk-1", "helpdesk-2"))
    page = participants.get(second)
    disabled = [each["value"] for each in parse(page).select("input[disabled]")]
    assert disabled == ["helpdesk-1", "helpdesk-2"]
    assert "(vol)" in words(page)
    full = choose(participants, second, "helpdesk", "helpdesk-2", "helpdesk-3")
    assert full.status_code == 409
    assert "Dit moment is net vol geraakt: Helpdeskmoment 2." in words(full)
    assert participants.one(second).choices == {}
    none = follow(participants, choose(participants, first, "helpdesk"))
    assert "We hebben uw keuze vastgelegd." in words(none)
    follow(participants, choose(participants, second, "helpdesk", "helpdesk-2"))
    assert participants.one(second).choices == {"helpdesk": ("helpdesk-2",)}


@pytest.mark.parametrize(
    ("verdict", "expected", "buttons"),
    [
        (Act.ACCEPT, "U doet mee", ["choose", "withdraw"]),
        (Act.REJECT, "U kunt niet deelnemen", []),
        (Act.RESERVE, "U staat op de reservelijst", ["withdraw"]),
    ],
)
def test_decision_is_told_on_the_page(
    participants: Participants, verdict: Act, expected: str, buttons: list[str]
) -> None:
    one = participants.send(APPLICATION_URL)
    participants.decide(one, verdict)
    page = participants.get(one)
    assert (title(page), acts(page)) == (expected, buttons)


# Registration: a place is held until the address is verified.


def registered(participants: Participants, **places: Any) -> str:
    """Return someone who registered for the round table."""
    settings = participants.settings
    participants.date_event()
    text = settings.contract_path.read_text(encoding="utf-8")
    settings.contract_path.write_text(
        text.replace('"procedure": "interest"', '"procedure": "registration"'), encoding="utf-8"
    )
    unit = {"id": "", "title": "Ronde tafel", "form": "interesse"}
    limits = {"capacity": 5, "minimum": None, "per_organisation": None}
    terms = {"hold_days": 2, "offer_days": 3, "reminder_days": 3}
    change_contract(settings, EVENT, units=[unit | {"places": limits | terms | places}])
    return participants.send(URL)


def test_place_is_held_until_it_is_confirmed(participants: Participants) -> None:
    one = registered(participants)
    page = participants.get(one)
    assert (title(page), acts(page)) == ("U doet mee", ["verify", "withdraw"])
    assert "Bevestig uw plaats voor die tijd." in words(page)
    done = follow(participants, participants.post(one, "verify"))
    assert "Uw plaats is bevestigd." in words(done)
    assert acts(done) == ["withdraw"]
    assert participants.one(one).deadline == ""
    again = follow(participants, participants.post(one, "verify"))
    assert "Uw plaats was al bevestigd." in words(again)


def test_receipt_says_whether_there_is_a_place(participants: Participants) -> None:
    registered(participants, capacity=1)
    client = participants.client
    last = client.post(URL, data=answers(email="bram@example.org", naam="Bram"))
    assert "U staat op de wachtlijst. U bent nummer 1 op de lijst." in words(
        client.get(last.headers["Location"])
    )
    first = client.post(URL, data=answers())
    text = words(client.get(first.headers["Location"]))
    assert "U doet mee. U hebt een plaats. Wij houden uw plaats vast tot en met" in text


def test_place_that_nobody_confirmed_is_gone(participants: Participants) -> None:
    one = registered(participants)
    later = participants.desk.clock() + timedelta(days=4)
    participants.desk.clock = lambda: later
    assert title(participants.get(one)) == "U hebt niet op tijd geantwoord"


# JSON, for programs.


def test_json_tells_the_state_and_problems(participants: Participants) -> None:
    one = participants.invited()
    found = participants.get(one, headers=JSON)
    assert found.status_code == 200
    assert found.json["state"] == "invited"
    assert found.json["acts"] == ["confirm", "decline", "withdraw", "change"]
    done = participants.post(one, "confirm", headers=JSON)
    assert (done.status_code, done.json["state"], done.json["changed"]) == (200, "placed", True)
    again = participants.post(one, "confirm", headers=JSON)
    assert (again.status_code, again.json["changed"]) == (200, False)
    refused = participants.post(one, "decline", headers=JSON)
    assert (refused.status_code, refused.mimetype) == (409, "application/problem+json")
    assert refused.json["state"] == "placed"
    unknown = participants.client.get("/formulieren/deelname/x/", headers=JSON)
    assert (unknown.status_code, unknown.mimetype) == (404, "application/problem+json")


def test_json_names_the_fields_of_the_second_form(participants: Participants) -> None:
    one = participants.send(APPLICATION_URL)
    wrong = participants.post(one, "answer", data={"motivatie": ""}, headers=JSON)
    assert (wrong.status_code, wrong.mimetype) == (422, "application/problem+json")
    assert [each["field"] for each in wrong.json["errors"]] == [
        "motivatie",
        "doel",
        "steun",
        "gesprek",
    ]


def test_page_without_a_contract_is_unavailable(
    participants: Participants, settings: Settings, client: FlaskClient
) -> None:
    link = participants.link(participants.send(URL))
    settings.contract_path.write_text("{}", encoding="utf-8")
    assert create_app(settings).test_client().get(link).status_code == 503


def test_helper_sends_an_application_that_is_taken_in(client: FlaskClient) -> None:
    assert client.post(APPLICATION_URL, data=application()).status_code == 303


def waitlisted(participants: Participants) -> str:
    """Return who waits for a place that is taken."""
    first = participants.send(URL, email="bram@example.org", gemeente="Zwolle")
    second = participants.invited(capacity=1)
    for one in (first, second):
        participants.post(one, "confirm")
    return second


def next_in_line(participants: Participants) -> str:
    """Return who waits for a place that was given back."""
    second = waitlisted(participants)
    first = next(one for one in participants.desk.ledger.submissions if one != second)
    participants.post(first, "withdraw")
    return second


def interested(participants: Participants) -> str:
    """Return who showed interest, and was never invited."""
    one = participants.send(URL)
    participants.date_event()
    return one


STATES = [
    (Participants.invited, {"confirm"}, "Laat uiterlijk", "U kunt niet meer meedoen."),
    (interested, set[str](), "Zodra de datum en de plaats bekend", "U kunt niet meer meedoen."),
    (waitlisted, set[str](), "Komt er een plaats vrij?", "U kunt niet meer meedoen."),
    (next_in_line, set[str](), "kunnen anderen nog antwoorden", "U kunt niet meer meedoen."),
    (registered, {"verify"}, "Bevestig uw plaats voor die tijd.", "Dit evenement is voorbij"),
]


@pytest.mark.parametrize(("stand", "allowed", "promise", "instead"), STATES)
def test_event_that_is_over_says_so_and_lets_nobody_confirm(
    participants: Participants,
    stand: Callable[[Participants], str],
    allowed: set[str],
    promise: str,
    instead: str,
) -> None:
    one = stand(participants)
    day = participants.desk.clock().date()
    change_contract(participants.settings, EVENT, last_day=day.isoformat(), closes=day.isoformat())
    page = participants.get(one)
    assert {"confirm", "verify"} & {*acts(page)} == allowed
    assert promise in words(page)
    assert "Waar u nu bent" in words(page)
    later = participants.desk.clock() + timedelta(days=20)  # past every deadline too
    participants.desk.clock = lambda: later
    before = records(participants.settings.data)
    page = participants.get(one)
    assert title(page) == "Dit evenement is voorbij"
    assert instead in words(page)
    for gone in (promise, "krijgt u", "U krijgt bericht", "aan de beurt", "Waar u nu bent"):
        assert gone not in words(page)
    assert not allowed & {*acts(page)}
    for act in allowed:
        refused = participants.post(one, act)
        assert refused.status_code == 409
        assert "Het is voorbij. Dat kan nu dus niet meer." in words(refused)
    assert records(participants.settings.data) == before
