"""From capacity and registration to units with places, and choices."""

from typing import Any

import pytest

from samenkomst.core.contract import Choice, ChoiceSession, Places, Unit
from samenkomst.core.pages.compile_units import compile_choices, compile_units
from samenkomst.core.pages.meetings import Meetings
from samenkomst.core.pages.reader import Reader
from samenkomst.core.translation import dutch
from tests.builders import TITLE, make_event, make_session_raw

READER = Reader("nl", dutch)


def places(capacity: dict[str, Any] | None = None, **registration: str) -> Places:
    event = make_event(
        capacity=capacity, registration={"state": "open", "form": "aanmelden", **registration}
    )
    return compile_units(event)[0].places


def test_event_itself_is_the_first_unit() -> None:
    assert compile_units(make_event()) == (Unit("", TITLE, "aanmelden", Places()),)


def test_places_follow_from_capacity_and_terms() -> None:
    capacity = {"min": "8", "max": "20", "per_organisation": {"max": "2"}}
    terms = {"hold": "2 dagen", "offer": "1 week", "reminder": "1 dag"}
    assert places(capacity, **terms) == Places(20, 8, 2, 2, 7, 1)
    assert places() == Places(None, None, None, 0, 3, 3)


@pytest.mark.parametrize("words", [{"about": "yes"}, {"unit": "teams van drie"}])
def test_numbers_that_are_no_people_limit_nothing(words: dict[str, str]) -> None:
    found = places({"min": "8", "max": "20", "per_organisation": {"max": "2"}, **words})
    assert (found.capacity, found.minimum, found.per_organisation) == (None, None, 2)


def test_group_and_session_with_another_form_are_units() -> None:
    diner = {"state": "open", "form": "diner", "hold": "1 dag"}
    diner |= {"opens": "2022-01-10", "opens_time": "9.30", "closes": "2 weken vooraf"}
    diner |= {"closes_time": "12.00"}
    group = {
        "id": "module",
        "title": "Module <b>",
        "capacity": {"max": "12"},
        "registration": {"state": "open", "form": "module"},
        "sessions": [
            make_session_raw(id="dag", registration={"state": "open", "form": "aanmelden"})
        ],
    }
    event = make_event(sessions=[make_session_raw(registration=diner)], session_groups=[group])
    assert compile_units(event)[1:] == (
        Unit(
            "module",
            "Module <b>",
            "module",
            Places(capacity=12),
            takes_forms=True,
            last_day="2022-03-29",
        ),
        Unit(
            "middag",
            "De middag",
            "diner",
            Places(hold_days=1),
            takes_forms=True,
            opens="2022-01-10",
            opens_time="09:30",
            closes="2022-03-15",
            closes_time="12:00",
            last_day="2022-03-29",
        ),
    )


@pytest.mark.parametrize(
    ("day", "last"),
    [
        ({"date": "2022-04-05"}, "2022-04-05"),
        ({"date": "2022-04-05", "end_date": "2022-04-07"}, "2022-04-07"),
        ({"date": None, "date_text": "Datum volgt", "start": None, "end": None}, ""),
        ({"date": "2022-04-05", "cancelled": "yes"}, "2022-03-29"),
        ({"date": "2022-04-05", "moved_from": [{"date": "2022-03-01"}]}, "2022-04-05"),
        ({"date": None, "start": None, "end": None, "moved_from": [{"date": "2022-03-01"}]}, ""),
    ],
)
def test_last_day_of_a_group_is_known_when_all_its_days_are(
    day: dict[str, str | None], last: str
) -> None:
    group = {
        "id": "module",
        "title": "Module",
        "registration": {"state": "open", "form": "module"},
        "sessions": [make_session_raw(id="een"), make_session_raw(**{"id": "twee", **day})],
    }
    assert compile_units(make_event(session_groups=[group]))[1].last_day == last


def test_old_date_of_a_postponed_session_is_no_last_day() -> None:
    own = {"registration": {"state": "open", "form": "diner"}}
    moved = make_session_raw(id="nieuw", date="2022-06-01", moved_from=[{"date": "2022-03-01"}])
    event = make_event(going_ahead="postponed", sessions=[make_session_raw(**own), moved])
    assert [unit.last_day for unit in compile_units(event)] == ["", ""]


def test_choice_holds_what_people_choose_from() -> None:
    sessions = [
        make_session_raw(id="a", title="Moment <i>", capacity={"max": "3"}),
        make_session_raw(
            id="b", title="Later", date=None, date_text="Datum volgt", start=None, end=None
        ),
        make_session_raw(id="c", title="Afgelast", cancelled="yes"),
    ]
    group = {"id": "helpdesk", "title": "Helpdesk", "choose": {}, "sessions": sessions}
    event = make_event(
        session_groups=[
            group | {"chosen_by": "participants"},
            group | {"id": "los", "sessions": [make_session_raw(id="d")]},
        ]
    )
    assert compile_choices(Meetings(event, READER), READER) == (
        Choice(
            "helpdesk",
            "Helpdesk",
            0,
            2,
            "participants",
            (
                ChoiceSession(
                    "a",
                    "Moment <i>",
                    "dinsdag 29 maart 2022, 9.30 tot 11.00 uur, op locatie: Utrecht",
                    3,
                ),
                ChoiceSession("b", "Later", "Datum volgt, op locatie: Utrecht"),
            ),
        ),
    )
