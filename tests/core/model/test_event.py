"""The event and its parts: shapes and rules within one entry."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from samenkomst.core.dates import ClockTime
from samenkomst.core.model.event import FORM_SLUGS, LIST_SLUGS, Event
from samenkomst.core.model.fault import Fault
from samenkomst.core.model.registration import Registration
from samenkomst.core.model.session import Location, Session
from samenkomst.core.model.states import GoingAhead, Mode, RegistrationState
from tests.builders import TITLE, make_event_raw, make_session_raw, sound, validate


def faults_of(**changes: Any) -> list[tuple[tuple[str | int, ...], str]]:
    """Return the faults in an event with these changes, as (path inside the event, code)."""
    faults: list[Fault] = []
    validate(Event, make_event_raw(**changes), ("events.yaml",), faults)
    return [(fault.path[1:], fault.code) for fault in faults]


def test_event_keeps_what_was_typed() -> None:
    assert sound(Event, make_event_raw()) == Event(
        slug="ronde-tafel",
        title=TITLE,
        kind="ronde tafel",
        summary='Samen "praten" & =1+1 <b>',
        organiser="voorbeeldfonds",
        going_ahead=GoingAhead.CONFIRMED,
        sessions=(
            Session(
                id="middag",
                title="De middag",
                date=date(2022, 3, 29),
                start=ClockTime(570),
                end=ClockTime(660),
                mode=Mode.IN_PERSON,
                place=Location(city="Utrecht"),
            ),
        ),
        contact=("noor-bakker",),
        registration=Registration(state=RegistrationState.OPEN, form="aanmelden"),
    )


def test_event_without_faults_has_none() -> None:
    assert faults_of() == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": None}, [(("title",), "missing")]),
        ({"titel": "x"}, [(("titel",), "extra_forbidden")]),
        ({"going_ahead": "uitgesteld"}, [(("going_ahead",), "choice")]),
        ({"themes": "werkdruk"}, [(("themes",), "list_expected")]),
        ({"themes": [["werkdruk"]]}, [(("themes", 0), "item_text_expected")]),
        ({"costs": "gratis"}, [(("costs",), "mapping_expected")]),
        ({"registration": "open"}, [(("registration",), "mapping_expected")]),
        ({"registration": {"state": "open"}}, [(("registration",), "form_needed")]),
        ({"registration": {"form": "aanmelden"}}, [(("registration",), "state_needed")]),
        ({"capacity": {"min": "9", "max": "3"}}, [(("capacity", "min"), "min_above_max")]),
        ({"related": [{"text": "x"}]}, [(("related", 0), "related_shape")]),
        ({"related": [{"url": "https://example.org"}]}, [(("related", 0), "related_shape")]),
        ({"sections": [{"title": "x"}]}, [(("sections", 0), "section_shape")]),
        ({"sections": [{}]}, [(("sections", 0), "section_shape")]),
        (
            {"sections": [{"show": "people", "title": "x", "text": "y"}]},
            [(("sections", 0), "section_shape")],
        ),
    ],
)
def test_event_with_one_fault_names_its_place(
    changes: dict[str, Any], expected: list[tuple[tuple[str | int, ...], str]]
) -> None:
    assert faults_of(**changes) == expected


@pytest.mark.parametrize(
    ("changes", "key", "code"),
    [
        ({"end": "9.30"}, "end", "end_before_start"),
        ({"end": "8:00"}, "end", "end_before_start"),
        ({"start": None}, "end", "time_without_start"),
        ({"date_text": "begin 2022"}, "date_text", "date_twice"),
        ({"end_date": "2022-03-28"}, "end_date", "end_date_before_date"),
        ({"doors": "9.45"}, "doors", "doors_after_start"),
        ({"all_day": "yes"}, "all_day", "all_day_with_times"),
    ],
)
def test_session_with_one_fault_is_named(changes: dict[str, Any], key: str, code: str) -> None:
    assert faults_of(sessions=[make_session_raw(**changes)]) == [(("sessions", 0, key), code)]


def test_session_names_every_rule_that_it_breaks() -> None:
    changes = {"end_date": "2022-03-28", "doors": "9.45", "date_text": "begin 2022"}
    assert faults_of(sessions=[make_session_raw(**changes)]) == [
        (("sessions", 0, "date_text"), "date_twice"),
        (("sessions", 0, "end_date"), "end_date_before_date"),
        (("sessions", 0, "doors"), "doors_after_start"),
    ]


def test_rules_are_kept_beside_a_value_that_cannot_be_read() -> None:
    """A wrong word in one field hides no contradiction between the others."""
    session = make_session_raw(mode="video", doors="9.45")
    found = faults_of(title=None, sessions=[session], capacity={"min": "9", "max": "3"})
    assert found == [
        (("sessions", 0, "mode"), "choice"),
        (("title",), "missing"),
        (("sessions", 0, "doors"), "doors_after_start"),
        (("capacity", "min"), "min_above_max"),
    ]


def test_rule_is_silent_about_a_value_that_cannot_be_read() -> None:
    """The last day cannot lie before a first day that nobody can read."""
    session = make_session_raw(date="2026-02-30", end_date="2026-03-01")
    assert faults_of(sessions=[session]) == [(("sessions", 0, "date"), "date_impossible")]


def test_programme_item_with_a_fault_is_named() -> None:
    programme = [{"title": "Welkom", "start": "9.30", "end": "9.00"}]
    assert faults_of(sessions=[make_session_raw(programme=programme)]) == [
        (("sessions", 0, "programme", 0, "end"), "end_before_start")
    ]


def test_event_names_all_its_faults_at_once() -> None:
    found = faults_of(
        slug="Ronde Tafel",
        title=None,
        going_ahead="later",
        colour="blauw",
        sessions=[make_session_raw(date="2026-02-30", start="9.90", mode="video")],
        registration={"state": "open", "closes": "morgen"},
    )
    assert found == [
        (("slug",), "slug"),
        (("sessions", 0, "date"), "date_impossible"),
        (("sessions", 0, "start"), "time"),
        (("sessions", 0, "mode"), "choice"),
        (("registration", "closes"), "deadline"),
        (("going_ahead",), "choice"),
        (("colour",), "extra_forbidden"),
        (("title",), "missing"),
        (("registration",), "form_needed"),
    ]


@pytest.mark.parametrize(
    "session",
    [
        {"id": "a", "title": "A"},
        {"id": "a", "title": "A", "date_text": "begin 2022", "start": "9.30"},
        {"id": "a", "title": "A", "date": "2022-03-29", "start": "23.00", "end": "24:00"},
    ],
)
def test_session_may_leave_open_what_is_not_known(session: dict[str, Any]) -> None:
    assert faults_of(sessions=[session]) == []


def test_states_that_take_forms() -> None:
    assert {state for state in RegistrationState if state.takes_forms} == {
        RegistrationState.OPEN,
        RegistrationState.FEW_LEFT,
        RegistrationState.WAITLIST,
        RegistrationState.INTEREST,
        RegistrationState.ON_REQUEST,
    }


def test_state_that_takes_no_form_needs_none() -> None:
    assert faults_of(registration={"state": "not_needed"}) == []


@pytest.mark.parametrize("slug", [*LIST_SLUGS, *FORM_SLUGS])
def test_slug_leaves_the_addresses_of_lists_and_of_the_handler_free(slug: str) -> None:
    assert faults_of(slug=slug) == [(("slug",), "slug_taken")]
    assert faults_of(was=["oud", slug]) == [(("was", 1), "slug_taken")]
    assert faults_of(slug=f"{slug}-2027") == []


def make_groups(number: int) -> list[dict[str, Any]]:
    """Return groups of one session each, every other one part of the event."""
    return [
        {
            "id": f"groep-{each}",
            "title": f"Groep {each}",
            "part_of_event": "no" if each % 2 else "yes",
            "sessions": [make_session_raw(id=f"in-{each}")],
        }
        for each in range(number)
    ]


def test_main_sessions_are_those_that_are_the_event_itself() -> None:
    event = sound(Event, make_event_raw(session_groups=make_groups(4)))
    (own,) = event.sessions
    assert [each.id for each in event.main_sessions] == [own.id, "in-0", "in-2"]
    assert [each.id for each in event.all_sessions] == [own.id, "in-0", "in-2", "in-1", "in-3"]
    plain = sound(Event, make_event_raw())
    assert plain.main_sessions == plain.all_sessions == plain.sessions


class Counted(tuple[Session, ...]):
    """Sessions that count how often one of them is passed on."""

    number = 0

    def __iter__(self) -> Iterator[Session]:
        Counted.number += len(self)
        return super().__iter__()

    def __add__(self, other: tuple[Any, ...]) -> "Counted":  # type: ignore[override]
        Counted.number += len(self) + len(other)
        return Counted(super().__add__(other))


def added_up(event: Event) -> tuple[Session, ...]:
    """The broken variant: each group copies all before it."""
    inside = [each.sessions for each in event.session_groups if each.part_of_event]
    return sum(inside, event.sessions)


@pytest.mark.parametrize(
    ("join", "cheap"), [(lambda event: event.main_sessions, True), (added_up, False)]
)
def test_sessions_are_joined_in_one_go(
    join: Callable[[Event], tuple[Session, ...]], *, cheap: bool
) -> None:
    event = sound(Event, make_event_raw(session_groups=make_groups(400)))
    groups = [
        each.model_copy(update={"sessions": Counted(each.sessions)})
        for each in event.session_groups
    ]
    changes = {"sessions": Counted(event.sessions), "session_groups": tuple(groups)}
    counted = event.model_copy(update=changes)
    Counted.number = 0
    assert [each.id for each in join(counted)] == [each.id for each in event.main_sessions]
    assert (Counted.number < 1_000) is cheap
