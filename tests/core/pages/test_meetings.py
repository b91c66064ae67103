"""What everyone tells of a session."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from samenkomst.core.pages.meetings import Meeting, Meetings, describe_all_places
from samenkomst.core.pages.outlook import Outlook
from samenkomst.core.pages.reader import Reader
from samenkomst.core.translation import dutch
from tests.builders import make_event, make_session_raw

READER = Reader("nl", dutch)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
UNKNOWN = {"date": None, "start": None, "end": None, "mode": None, "place": None}


def meetings_of(*sessions: dict[str, Any], **changes: Any) -> Meetings:
    made = [make_session_raw(id=f"s{i}", **each) for i, each in enumerate(sessions)]
    return Meetings(make_event(sessions=made, **changes), READER)


def test_meeting_tells_a_session_in_full() -> None:
    moved = {"moved_from": [{"date": "2022-03-01"}], "doors": "9.00"}
    [meeting] = meetings_of(moved).main
    assert meeting == Meeting(
        session=meeting.session,
        outlook=Outlook.MOVED,
        begin=datetime(2022, 3, 29, 9, 30, tzinfo=AMSTERDAM),
        end=datetime(2022, 3, 29, 11, tzinfo=AMSTERDAM),
        begins="2022-03-29T09:30+02:00",
        ends="2022-03-29T11:00+02:00",
        days="dinsdag 29 maart 2022",
        hours="9.30 tot 11.00 uur",
        doors="Deuren open om 9.00 uur",
        moves=("was 1 maart 2022",),
        where="Utrecht",
        attendance="Op locatie: Utrecht",
        short=("Utrecht", ""),
        livestream="",
        calendar_url="",
    )


def test_meeting_invents_nothing() -> None:
    [meeting] = meetings_of(UNKNOWN).main
    assert meeting[2:] == (None, None, "", "", "", "", "", (), "", "", ("", ""), "", "")


@pytest.mark.parametrize(
    ("session", "begins"),
    [
        ({}, "2022-03-29T09:30+02:00"),
        ({"date": "2022-01-10"}, "2022-01-10T09:30+01:00"),
        ({"start": "24:00", "end": None}, "2022-03-30T00:00+02:00"),
        ({"start": None, "end": None}, "2022-03-29"),
        ({"date": None, "date_text": "begin 2022"}, ""),
        ({"zone": "Australia/Sydney"}, "2022-03-29T09:30+11:00"),
    ],
)
def test_machines_read_what_is_known(session: dict[str, Any], begins: str) -> None:
    [meeting] = meetings_of(session).main
    assert meeting.begins == begins


@pytest.mark.parametrize(
    ("session", "state", "certain"),
    [
        ({}, "confirmed", True),
        ({"provisional": "yes"}, "confirmed", False),
        ({"date": None}, "confirmed", False),
        ({"cancelled": "yes"}, "confirmed", False),
        ({}, "postponed", False),
    ],
)
def test_only_an_exact_day_that_goes_ahead_is_certain(
    session: dict[str, Any], state: str, certain: bool
) -> None:
    [meeting] = meetings_of(session, going_ahead=state).main
    assert meeting.is_certain is certain


def test_sessions_beside_the_event_are_meetings_too() -> None:
    groups = [
        {"id": "gesprek", "title": "Gesprek", "sessions": [make_session_raw(id="los")]},
        {
            "id": "module",
            "title": "Module",
            "part_of_event": "yes",
            "sessions": [make_session_raw(id="les")],
        },
    ]
    meetings = meetings_of({}, session_groups=groups)
    assert [each.session.id for each in meetings.main] == ["s0", "les"]
    assert [each.session.id for each in meetings.all] == ["s0", "les", "los"]
    beside = meetings.event.session_groups[0].sessions[0]
    assert meetings.of(beside) is meetings.all[2]


def test_first_that_goes_on_speaks_for_the_event() -> None:
    off, later, undated = {"cancelled": "yes"}, {"date": "2022-05-24"}, {"date": None}
    leading = meetings_of(undated, off, later).leading
    assert leading is not None
    assert leading.begin == datetime(2022, 5, 24, 9, 30, tzinfo=AMSTERDAM)
    assert meetings_of(off, off | later).outlook is Outlook.CANCELLED
    assert meetings_of(off, later).outlook is Outlook.PLANNED


def test_event_without_sessions_has_an_outlook() -> None:
    assert meetings_of().leading is None
    assert meetings_of().outlook is Outlook.PLANNED
    assert meetings_of(going_ahead="postponed").outlook is Outlook.POSTPONED
    assert meetings_of(going_ahead="cancelled").outlook is Outlook.CANCELLED


def test_meetings_are_dated_when_one_of_them_is() -> None:
    assert meetings_of({"date": None}, {"date": "2022-05-24"}).are_dated
    assert not meetings_of({"date": None, "date_text": "Mei"}).are_dated
    assert meetings_of({"start": None, "end": None}).main[0].begin == date(2022, 3, 29)


def test_one_place_is_told_in_full_and_more_in_short() -> None:
    house, hall = (
        {"place": {"name": name, "city": city}}
        for name, city in (("Huis", "Zwolle"), ("Hal", "Ede"))
    )
    assert describe_all_places(meetings_of(house, house).main, dutch) == "Huis, Zwolle"
    assert describe_all_places(meetings_of(house, house, hall).main, dutch) == "Zwolle en Ede"
