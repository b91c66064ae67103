"""Calendar files, read back by the library that others read them with."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Component

from samenkomst.core.model.event import Event
from samenkomst.core.pages.calendar import amsterdam, event_calendar
from samenkomst.core.translation import dutch
from tests.builders import HOSTILE, make_event, make_session_raw, real_catalogue

URL = "https://example.org/"
ZONE = ZoneInfo("Europe/Amsterdam")


def write(event: Event) -> str:
    return event_calendar(event, URL, "example.org", dutch)


def read(event: Event) -> list[Component]:
    """Return the components of the file, the time zone left out."""
    calendar = Calendar.from_ical(write(event))
    assert calendar.errors == []
    return [part for part in calendar.subcomponents if part.name != "VTIMEZONE"]


def plain(part: Component) -> dict[str, Any]:
    """Return the properties of a component as plain values."""
    return {
        name: value.dt if hasattr(value, "dt") else str(value)
        for name, value in part.property_items(recursive=False, sorted=False)
        if name not in ("BEGIN", "END")
    }


def at(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=ZONE)  # type: ignore[arg-type, misc]


def find(slug: str) -> Event:
    return next(event for event in real_catalogue().events if event.slug == slug)


def test_learning_network_has_its_five_meetings() -> None:
    event = find("leernetwerk-aan-de-slag-met-werkdruk")
    found = [plain(part) for part in read(event)]
    assert [(each["UID"], each["DTSTART"], each["DTEND"], each["LOCATION"]) for each in found] == [
        (f"{event.slug}.{id_}@example.org", start, end, where)
        for id_, start, end, where in (
            ("kick-off", at(2022, 3, 29, 9, 30), at(2022, 3, 29, 11, 0), "Online"),
            ("bijeenkomst-1", at(2022, 4, 19, 10, 0), at(2022, 4, 19, 14, 0), "Utrecht"),
            ("bijeenkomst-2", at(2022, 5, 24, 9, 30), at(2022, 5, 24, 12, 30), "Online"),
            ("bijeenkomst-3", at(2022, 6, 28, 9, 30), at(2022, 6, 28, 12, 30), "Online"),
            ("bijeenkomst-4", at(2022, 9, 13, 10, 0), at(2022, 9, 13, 14, 0), "Utrecht"),
        )
    ]
    assert {part.name for part in read(event)} == {"VEVENT"}
    assert found[0]["SUMMARY"] == "Leernetwerk: aan de slag met werkdruk: Kick-off"


def test_times_are_those_of_amsterdam_by_name() -> None:
    text = write(find("leernetwerk-aan-de-slag-met-werkdruk"))
    assert "\r\nDTSTART;TZID=Europe/Amsterdam:20220329T093000\r\n" in text
    assert text.count("BEGIN:VTIMEZONE\r\nTZID:Europe/Amsterdam\r\n") == 1


def test_event_without_a_date_is_a_note() -> None:
    """A VEVENT needs a start, and none is invented."""
    event = find("ronde-tafel-voor-gemeenten")
    (part,) = read(event)
    assert part.name == "VJOURNAL"
    assert plain(part) == {
        "UID": "ronde-tafel-voor-gemeenten@example.org",
        "DTSTAMP": datetime(2020, 1, 1, tzinfo=UTC),
        "SUMMARY": "Ronde tafel voor gemeenten",
        "DESCRIPTION": event.summary,
        "STATUS": "DRAFT",
        "URL": "https://example.org/evenementen/ronde-tafel-voor-gemeenten/",
    }
    assert "VTIMEZONE" not in write(event)


def test_entry_holds_what_is_known_and_nothing_else() -> None:
    event = make_event(title=HOSTILE, summary=f"een; twee, drie \\n {HOSTILE}")
    (part,) = read(event)
    assert plain(part) == {
        "UID": "ronde-tafel.middag@example.org",
        "DTSTAMP": datetime(2020, 1, 1, tzinfo=UTC),
        "DTSTART": at(2022, 3, 29, 9, 30),
        "DTEND": at(2022, 3, 29, 11, 0),
        "SUMMARY": event.title,
        "DESCRIPTION": event.summary,
        "STATUS": "CONFIRMED",
        "LOCATION": "Utrecht",
        "URL": "https://example.org/evenementen/ronde-tafel/",
    }


@pytest.mark.parametrize("marks", ["\r\n", "\n", "\r", "\u2028", "\x85"])
def test_line_break_in_a_title_adds_no_line(marks: str) -> None:
    event = make_event(title=f"x{marks}ATTENDEE:mailto:mallory@example.org")
    (part,) = read(event)
    assert plain(part)["SUMMARY"] == "x ATTENDEE:mailto:mallory@example.org"
    assert "ATTENDEE" not in plain(part)


@pytest.mark.parametrize(
    ("session", "expected"),
    [
        ({"end": None}, {"DTSTART": at(2022, 3, 29, 9, 30)}),
        ({"start": None, "end": None}, {"DTSTART": date(2022, 3, 29)}),
        (
            {"start": "20:00", "end": "24:00"},
            {"DTSTART": at(2022, 3, 29, 20, 0), "DTEND": at(2022, 3, 30, 0, 0)},
        ),
        (
            {"date": "2022-03-27", "start": "1:00", "end": "4:00"},
            {"DTSTART": at(2022, 3, 27, 1, 0), "DTEND": at(2022, 3, 27, 4, 0)},
        ),
    ],
    ids=["no end", "whole day", "until midnight", "the clock changes"],
)
def test_end_is_never_invented(session: dict[str, Any], expected: dict[str, Any]) -> None:
    (part,) = read(make_event(sessions=[make_session_raw(**session)]))
    times = {name: value for name, value in plain(part).items() if name in ("DTSTART", "DTEND")}
    assert times == expected


def test_session_without_a_date_is_left_out() -> None:
    sessions = [make_session_raw(), {"id": "later", "title": "Later", "date_text": "in mei"}]
    assert [str(part["UID"]) for part in read(make_event(sessions=sessions))] == [
        "ronde-tafel.middag@example.org"
    ]


def test_sessions_that_one_chooses_from_are_left_out() -> None:
    group = {"id": "intake", "title": "Intake", "sessions": [make_session_raw(id="keuze")]}
    assert len(read(make_event(session_groups=[group]))) == 1


def test_uid_stays_when_title_and_time_change() -> None:
    (before,) = read(make_event())
    moved = make_session_raw(title="Anders", date="2023-01-01", start="8", mode="online")
    (after,) = read(make_event(title="Iets anders", sessions=[moved]))
    assert str(before["UID"]) == str(after["UID"]) == "ronde-tafel.middag@example.org"


def test_uids_of_one_calendar_differ() -> None:
    sessions = [make_session_raw(id=f"dag-{number}") for number in range(3)]
    assert len({str(part["UID"]) for part in read(make_event(sessions=sessions))}) == 3


@pytest.mark.parametrize(
    ("going_ahead", "dated", "undated"),
    [
        ("idea", "TENTATIVE", "DRAFT"),
        ("announced", "CONFIRMED", "DRAFT"),
        ("confirmed", "CONFIRMED", "DRAFT"),
        ("postponed", "TENTATIVE", "DRAFT"),
        ("cancelled", "CANCELLED", "CANCELLED"),
    ],
)
def test_one_word_changes_the_status(going_ahead: str, dated: str, undated: str) -> None:
    (part,) = read(make_event(going_ahead=going_ahead))
    (note,) = read(make_event(going_ahead=going_ahead, sessions=[]))
    assert (str(part["STATUS"]), str(note["STATUS"])) == (dated, undated)


def test_same_content_gives_the_same_bytes() -> None:
    for event in real_catalogue().events:
        assert write(event).encode() == write(event).encode()


def test_lines_end_and_fold_as_the_format_wants() -> None:
    lines = write(make_event(summary="één " * 100)).encode().split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert [line for line in lines if b"\n" in line or b"\r" in line] == []


@pytest.mark.parametrize("year", [1996, 2022, 2037, 2060])
def test_time_zone_changes_when_amsterdam_does(year: int) -> None:
    """Against the system's own table, every three hours of the year.

    By the rules in the file: the library would look the name up in that same table.
    """
    zone = amsterdam().to_tz(lookup_tzid=False)
    start = datetime(year, 1, 1, 1, 30)  # noqa: DTZ001 - the zone is what is tested
    hours = [start + timedelta(hours=3 * number) for number in range(365 * 8)]
    assert [hour.replace(tzinfo=zone).utcoffset() for hour in hours] == [
        hour.replace(tzinfo=ZONE).utcoffset() for hour in hours
    ]
