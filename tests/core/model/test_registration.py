"""How long places, offers and invitations last, and who chooses sessions."""

from typing import Any

import pytest

from samenkomst.core.model.event import Event
from samenkomst.core.model.fault import Fault
from tests.builders import make_event_raw, make_session_raw, sound, validate

OPEN = {"state": "open", "form": "aanmelden"}


def faults_of(**changes: Any) -> list[tuple[tuple[str | int, ...], str]]:
    faults: list[Fault] = []
    validate(Event, make_event_raw(**changes), (), faults)
    return [(fault.path, fault.code) for fault in faults]


@pytest.mark.parametrize(
    ("typed", "days"), [("1 dag", 1), ("10 dagen", 10), ("  2   WEKEN ", 14), ("1 week", 7)]
)
def test_term_is_a_number_of_days(typed: str, days: int) -> None:
    event = sound(Event, make_event_raw(registration=OPEN | {"hold": typed}))
    assert event.registration.hold == days


@pytest.mark.parametrize("typed", ["2", "2 maanden", "0 dagen", "een dag", "-1 dag", "100 dagen"])
def test_term_that_is_none_is_named(typed: str) -> None:
    faults = faults_of(registration=OPEN | {"offer": typed})
    assert faults == [(("registration", "offer"), "days")]


@pytest.mark.parametrize("key", ["hold", "offer", "reminder"])
def test_term_needs_a_form(key: str) -> None:
    registration = {"state": "open", "email": "info@example.org", key: "2 dagen"}
    assert faults_of(registration=registration) == [(("registration",), "term_without_form")]


GROUP = {"id": "intake", "title": "Intake", "sessions": [make_session_raw(id="dag")]}


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"choose": {"max": "1"}}, []),
        ({}, ["chosen_by_without_choose"]),
        ({"choose": {"max": "1"}, "sessions": []}, ["chosen_by_without_choose"]),
        ({"choose": {"max": "1"}, "chosen_by": "iedereen"}, ["choice"]),
    ],
)
def test_who_chooses_needs_something_to_choose_from(
    changes: dict[str, Any], codes: list[str]
) -> None:
    group = GROUP | {"chosen_by": "applicants"} | changes
    assert [code for _, code in faults_of(session_groups=[group])] == codes


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ({"opens": "2022-03-01", "opens_time": "10.00"}, None),
        ({"opens": "2022-03-01", "opens_time": "10.00", "closes": "2022-03-01"}, None),
        ({"opens": "2022-03-01", "opens_time": "23.59", "closes": "2022-03-01"}, None),
        ({"opens": "2022-03-01", "opens_time": "0.00", "closes": "2022-03-01"}, None),
        ({"opens": "2022-03-01", "opens_time": "24.00", "closes": "2022-03-01"}, "closed"),
        ({"opens": "2022-03-01", "opens_time": "9.59", "closes_time": "10.00"}, None),
        ({"opens": "2022-03-01", "opens_time": "10.00", "closes_time": "10.00"}, "closed"),
        ({"opens": "2022-03-01", "opens_time": "10.01", "closes_time": "10.00"}, "closed"),
        ({"opens": "2022-03-01", "opens_time": "10.00", "inclusive": "no"}, "closed"),
        ({"opens": "2022-02-28", "opens_time": "10.00", "closes_time": "9.00"}, None),
        ({"opens": "2022-03-02", "opens_time": "9.00", "closes_time": "10.00"}, "closed"),
        ({"opens": "2022-03-01", "opens_time": "10.00", "closes": "1 week vooraf"}, None),
    ],
)
def test_registration_opens_before_it_closes_to_the_minute(
    days: dict[str, str], code: str | None
) -> None:
    if {"closes_time", "inclusive"} & days.keys():
        days = days | {"closes": "2022-03-01"}
    place = ("registration", "closes")
    expected = [(place, "closes_before_opens")] if code else []
    assert faults_of(registration=OPEN | days) == expected
    own = make_session_raw(registration=OPEN | days)
    expected = [(("sessions", 0, *place), "closes_before_opens")] if code else []
    assert faults_of(sessions=[own]) == expected


@pytest.mark.parametrize("key", ["opens_time", "closes_time"])
@pytest.mark.parametrize("typed", ["10.00", "0.00", "24:00"])
def test_time_needs_its_day(key: str, typed: str) -> None:
    place = ("registration", key)
    assert faults_of(registration=OPEN | {key: typed}) == [(place, f"{key}_without_day")]


def test_opening_time_of_a_day_that_cannot_be_read_has_one_fault() -> None:
    days = {"opens": "morgen", "opens_time": "10.00", "closes": "2022-03-01"}
    assert faults_of(registration=OPEN | days) == [(("registration", "opens"), "date")]


@pytest.mark.parametrize("typed", ["tien uur", "24.01", "<script>", "=1+1", "2022-03-01 10.00"])
def test_opening_time_that_is_none_is_named(typed: str) -> None:
    days = {"opens": "2022-03-01", "opens_time": typed, "closes": "2022-03-02"}
    assert faults_of(registration=OPEN | days) == [(("registration", "opens_time"), "time")]
