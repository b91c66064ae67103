"""`forms.json`: what page and handler agree on."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from samenkomst.core.contract import (
    Choice,
    ChoiceSession,
    Contract,
    ContractError,
    LetterDraft,
    Link,
    Places,
    Unit,
)
from samenkomst.core.dates import AMSTERDAM
from tests.builders import CONTACT, HOSTILE, SITE, make_contract, make_entry, make_form

NOON = datetime(2022, 3, 1, 11, tzinfo=UTC)


def test_contract_comes_back_from_the_file() -> None:
    entry = make_entry(title=HOSTILE, calendar="BEGIN:VCALENDAR\r\n", opens="2022-01-01")
    contract = make_contract(entry, make_entry(slug="leeg", contacts=(), form=""))
    assert Contract.from_json(json.loads(json.dumps(contract.to_json()))) == contract


def test_contract_keeps_menu_and_style_sheets() -> None:
    link = Link("Evenementen", "evenementen/")
    site = type(SITE)("S", "nl", "https://example.org/", (link,), (link, link), ("a.css",))
    contract = Contract(site, {}, {}, {})
    assert Contract.from_json(json.loads(json.dumps(contract.to_json()))).site == site


def broken(**changes: Any) -> Any:
    """Return a contract's JSON with other members; None leaves one out."""
    data = json.loads(json.dumps(make_contract().to_json())) | changes
    return {key: value for key, value in data.items() if value is not None}


ENTRY = broken()["events"]["ronde-tafel"]
FORM = make_form().to_json()


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "tekst",
        {},
        broken(v=0),
        broken(v=1),
        broken(v=3),
        broken(v="1"),
        broken(v=None),
        broken(site=None),
        broken(site=[]),
        broken(site={"name": "x"}),
        broken(events=None),
        broken(events=[]),
        broken(events={"ronde-tafel": None}),
        broken(events={"ronde-tafel": {**ENTRY, "colour": "red"}}),
        broken(events={"ronde-tafel": {k: v for k, v in ENTRY.items() if k != "slug"}}),
        broken(events={"ronde-tafel": {**ENTRY, "contacts": [{"nom": "x"}]}}),
        broken(events={"ronde-tafel": {**ENTRY, "units": [{"id": "x"}]}}),
        broken(events={"ronde-tafel": {**ENTRY, "choices": ["x"]}}),
        broken(events={"ronde-tafel": {**ENTRY, "facts": [["x"]]}}),
        broken(events={"ronde-tafel": {**ENTRY, "letters": []}}),
        broken(forms=None),
        broken(forms={"aanmelden": {**FORM, "fields": [{"name": "x"}]}}),
        broken(forms={"aanmelden": {**FORM, "button": "x", "knop": "y"}}),
        broken(municipalities=None),
    ],
)
def test_contract_of_another_shape_is_refused(data: Any) -> None:
    with pytest.raises(ContractError):
        Contract.from_json(data)


def test_contract_that_is_broken_on_purpose_was_sound() -> None:
    """Else every case above could fail for another reason."""
    assert Contract.from_json(broken()) == make_contract()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "open"),
        ({"opens": "2022-03-01", "closes": "2022-03-01"}, "open"),
        ({"opens": "2022-03-02"}, "not_yet"),
        ({"closes": "2022-02-28"}, "closed"),
        ({"not_yet": True, "takes_forms": False}, "not_yet"),
        ({"not_yet": True, "takes_forms": False, "opens": "2022-01-01"}, "not_yet"),
        ({"takes_forms": False}, "closed"),
        ({"takes_forms": False, "opens": "2022-03-02"}, "closed"),
        ({"opens": "2022-03-02", "closes": "2022-02-28"}, "not_yet"),
        ({"opens": "2022-03-01", "opens_time": "12:00"}, "open"),
        ({"opens": "2022-03-01", "opens_time": "12:01"}, "not_yet"),
        ({"opens": "2022-02-28", "opens_time": "23:59"}, "open"),
        ({"opens": "2022-03-02", "opens_time": "00:00"}, "not_yet"),
        ({"opens": "2022-02-28", "opens_time": "24:00"}, "open"),
        ({"opens": "2022-03-01", "opens_time": "13:00", "takes_forms": False}, "closed"),
        ({"closes": "2022-03-01", "closes_time": "12:01"}, "open"),
        ({"closes": "2022-03-01", "closes_time": "12:00"}, "closed"),
        ({"closes": "2022-03-02", "closes_time": "00:00"}, "open"),
        ({"closes": "2022-02-28", "closes_time": "24:00"}, "closed"),
        ({"closes": "2022-03-01", "closes_time": "24:00"}, "open"),
    ],
)
def test_availability_follows_from_state_and_days(changes: dict[str, Any], expected: str) -> None:
    """The first and the last day count; a date never opens what the editor closed."""
    assert make_entry(**changes).availability(NOON) == expected


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ({"takes_forms": True}, "open"),
        ({"takes_forms": True, "opens": "2022-03-02"}, "not_yet"),
        ({"takes_forms": True, "opens": "2022-03-01", "opens_time": "12:01"}, "not_yet"),
        ({"takes_forms": True, "opens": "2022-03-01", "opens_time": "12:00"}, "open"),
        ({"takes_forms": True, "closes": "2022-03-01", "closes_time": "12:00"}, "closed"),
        ({"takes_forms": True, "closes": "2022-03-01", "closes_time": "12:01"}, "open"),
        ({"takes_forms": True, "closes": "2022-02-28"}, "closed"),
        ({"not_yet": True}, "not_yet"),
        ({}, "closed"),
    ],
)
def test_form_of_a_part_opens_and_closes_by_itself(unit: dict[str, Any], expected: str) -> None:
    """The event's own form is closed here, and the other way round."""
    units = (Unit("", "Alles", "aanmelden"), Unit("diner", "Diner", "diner", **unit))
    entry = make_entry(units=units, takes_forms=expected != "open")
    assert entry.availability(NOON, "diner") == expected
    assert entry.availability(NOON, "aanmelden") == ("closed" if expected == "open" else "open")


def test_contract_with_all_of_an_event_comes_back() -> None:
    sessions = (ChoiceSession("a", HOSTILE, "morgen", 3), ChoiceSession("b", "B", ""))
    entry = make_entry(
        units=(Unit("", HOSTILE, "aanmelden", Places(20, 8, 2, 1, 4, 5)),),
        choices=(Choice("helpdesk", "Helpdesk", 0, 2, "participants", sessions),),
        facts=(("Wanneer", HOSTILE),),
        letters={"invitation": LetterDraft("{title}", "Kom {deadline}\n")},
        off=True,
        dated=True,
    )
    contract = make_contract(entry)
    assert Contract.from_json(json.loads(json.dumps(contract.to_json()))) == contract
    assert (entry.unit(""), entry.unit("x")) == (entry.units[0], None)
    assert (entry.choice("helpdesk"), entry.choice("x")) == (entry.choices[0], None)
    assert entry.unit_of_form("") is None


def test_contact_needs_no_more_than_a_name() -> None:
    assert type(CONTACT)("Fonds") == type(CONTACT)("Fonds", "", "", "")


@pytest.mark.parametrize(
    ("day", "time", "minute"),
    [
        ("2026-03-01", "", "2026-02-28T23:00"),
        ("2026-03-01", "10:00", "2026-03-01T09:00"),
        ("2026-03-29", "02:30", "2026-03-29T01:30"),
        ("2026-10-25", "02:30", "2026-10-25T00:30"),
        ("2026-10-25", "24:00", "2026-10-25T23:00"),
    ],
)
def test_form_opens_at_its_minute_and_stays_open(day: str, time: str, minute: str) -> None:
    """Also in the night in which the clock shows an hour twice."""
    entry, at = make_entry(opens=day, opens_time=time), datetime.fromisoformat(f"{minute}+00:00")
    steps = (timedelta(seconds=-1), timedelta(), timedelta(minutes=45), timedelta(hours=1))
    expected = ["not_yet", "open", "open", "open"]
    for zone in (UTC, AMSTERDAM):
        found = [entry.availability((at + step).astimezone(zone)) for step in steps]
        assert found == expected


def test_contract_of_an_older_build_has_no_time_and_opens_with_its_day() -> None:
    """A site may be built again later than its handler is renewed."""
    data = json.loads(json.dumps(make_contract().to_json()))
    entry = data["events"]["ronde-tafel"] | {"opens": "2022-03-01"}
    for each in (entry, *entry["units"]):
        del each["opens_time"]
    data["events"]["ronde-tafel"] = entry
    found = Contract.from_json(data).events["ronde-tafel"]
    begin = datetime(2022, 2, 28, 23, tzinfo=UTC)
    assert found.availability(begin) == "open"
    assert found.availability(begin - timedelta(seconds=1)) == "not_yet"
