"""Calendar files, read back by two parsers."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import icalendar
import pytest

from samenkomst.core.dates import AMSTERDAM
from samenkomst.core.pages.calendar_lines import time_line
from samenkomst.core.pages.outlook import goes_on
from samenkomst.core.pages.time_zones import amsterdam_text, observed_zone
from tests.builders import TITLE, real_catalogue
from tests.core.pages.publishing import (
    calendar_of,
    calendars_of,
    catalogue_of,
    event_of,
    make_event_raw,
    make_session_raw,
)
from tests.core.pages.rules import read_entries

TODAY = date(2022, 1, 1)


def entry_of(*sessions: dict[str, Any], **changes: Any) -> icalendar.Event:
    """Return the VEVENT of the only session with a date."""
    (entry,) = read_entries(calendar_of(event_of(*sessions, **changes)))
    return entry


def lines_of(entry: icalendar.Event) -> dict[str, str]:
    """Return the content lines of an entry, unfolded, by name with parameters."""
    text = entry.to_ical().decode().replace("\r\n ", "")
    return dict(line.split(":", 1) for line in text.splitlines())


def times_of(**changes: Any) -> dict[str, str]:
    """Return what a session says of start and end."""
    found = lines_of(entry_of(make_session_raw(**changes)))
    return {key: value for key, value in found.items() if key.startswith(("DT", "TRANSP", "DUR"))}


STAMP = {"DTSTAMP": "20200101T000000Z"}


def test_session_becomes_one_entry() -> None:
    assert lines_of(entry_of(make_session_raw(), themes=["werk, druk"])) == STAMP | {
        "BEGIN": "VEVENT",
        "UID": "ronde-tafel.middag@example.org",
        "SEQUENCE": "0",
        "DTSTART;TZID=Europe/Amsterdam": "20220329T093000",
        "DTEND;TZID=Europe/Amsterdam": "20220329T110000",
        "SUMMARY": "Ronde tafel",
        "DESCRIPTION": ('Samen "praten" & =1+1 <b>\\nhttps://example.org/evenementen/ronde-tafel/'),
        "STATUS": "CONFIRMED",
        "LOCATION": "Utrecht",
        "URL": "https://example.org/evenementen/ronde-tafel/",
        "CATEGORIES": "werk\\, druk",
        "END": "VEVENT",
    }


def test_times_without_end_get_none() -> None:
    """A DURATION or DTEND would be invented."""
    assert times_of(end=None) == STAMP | {"DTSTART;TZID=Europe/Amsterdam": "20220329T093000"}


def test_times_of_a_date_alone_are_a_day_that_keeps_nobody_busy() -> None:
    assert times_of(start=None, end=None) == STAMP | {
        "DTSTART;VALUE=DATE": "20220329",
        "TRANSP": "TRANSPARENT",
    }


def test_times_of_a_whole_day_keep_it_busy() -> None:
    found = times_of(start=None, end=None, all_day="yes")
    assert found == STAMP | {"DTSTART;VALUE=DATE": "20220329"}


def test_times_of_several_days_end_on_the_day_after() -> None:
    found = times_of(start=None, end=None, all_day="yes", end_date="2022-03-31")
    assert found == STAMP | {"DTSTART;VALUE=DATE": "20220329", "DTEND;VALUE=DATE": "20220401"}


def test_times_over_several_days_with_start_and_end() -> None:
    assert times_of(end="17.00", end_date="2022-03-31") == STAMP | {
        "DTSTART;TZID=Europe/Amsterdam": "20220329T093000",
        "DTEND;TZID=Europe/Amsterdam": "20220331T170000",
    }


def test_times_over_several_days_without_end_stand_in_the_text() -> None:
    """DTEND must be of the same kind as DTSTART: days, then, and the start in words."""
    entry = entry_of(make_session_raw(end=None, end_date="2022-03-31"))
    assert entry["dtstart"].dt == date(2022, 3, 29)
    assert entry["dtend"].dt == date(2022, 4, 1)
    assert str(entry["description"]).split("\n")[1] == "9.30 uur"


@pytest.mark.parametrize(
    ("changes", "end"),
    [
        ({"end": "24:00"}, "20220330T000000"),
        ({"start": "22:00", "end": "1:00", "next_day": "yes"}, "20220330T010000"),
    ],
)
def test_times_past_midnight_end_on_the_next_day(changes: dict[str, str], end: str) -> None:
    assert times_of(**changes)["DTEND;TZID=Europe/Amsterdam"] == end


def test_times_in_utc_need_no_zone() -> None:
    event = event_of(make_session_raw(zone="UTC"))
    text = calendar_of(event)
    assert "VTIMEZONE" not in text
    assert "DTSTART:20220329T093000Z" in text


def test_times_in_another_zone_bring_its_definition() -> None:
    event = event_of(make_session_raw(zone="Australia/Sydney"))
    text = calendar_of(event)
    calendar = icalendar.Calendar.from_ical(text)
    assert [str(each["tzid"]) for each in calendar.walk("VTIMEZONE")] == ["Australia/Sydney"]
    (entry,) = read_entries(text)
    assert entry["dtstart"].dt.astimezone(UTC) == datetime(2022, 3, 28, 22, 30, tzinfo=UTC)


def changes_of(text: str) -> Iterator[tuple[datetime, timedelta]]:
    """Yield when a VTIMEZONE changes, as UTC, and to which offset: by RFC 5545, not by a library.

    DTSTART is told on the clock that was there before the change.
    """
    for part in icalendar.Timezone.from_ical(text).subcomponents:
        local = part["dtstart"].dt.replace(tzinfo=UTC)
        yield local - part["tzoffsetfrom"].td, part["tzoffsetto"].td


@pytest.mark.parametrize(
    "name",
    ["Europe/London", "Australia/Sydney", "America/New_York", "Asia/Kolkata", "Africa/Casablanca"],
)
def test_zone_tells_the_time_that_its_name_stands_for(name: str) -> None:
    """Every six hours for three years: what the definition says is what the database says."""
    tz, moment = ZoneInfo(name), datetime(2025, 1, 1, tzinfo=UTC)
    found = sorted(changes_of(observed_zone(tz, 2026, 2026)))
    while moment < datetime(2028, 1, 1, tzinfo=UTC):
        offset = [to for since, to in found if since <= moment][-1]
        assert offset == moment.astimezone(tz).utcoffset(), moment
        moment += timedelta(hours=6)


def test_zone_of_amsterdam_is_a_rule_without_end() -> None:
    text = amsterdam_text()
    assert "DTSTART:19700329T020000" in text
    assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3" in text
    assert "UNTIL" not in text


@pytest.mark.parametrize(
    ("session", "event", "status"),
    [
        ({}, {}, "CONFIRMED"),
        ({}, {"going_ahead": "announced"}, "CONFIRMED"),
        ({"provisional": "yes"}, {}, "TENTATIVE"),
        ({}, {"going_ahead": "idea"}, "TENTATIVE"),
        ({"cancelled": "yes"}, {}, "CANCELLED"),
        ({}, {"going_ahead": "cancelled"}, "CANCELLED"),
        ({}, {"going_ahead": "postponed"}, "CANCELLED"),
        ({"moved_from": [{"date": "2022-03-01"}]}, {}, "CONFIRMED"),
        ({"moved_from": [{"date": "2022-03-01"}]}, {"going_ahead": "postponed"}, "TENTATIVE"),
    ],
)
def test_status_follows_event_and_session(
    session: dict[str, Any], event: dict[str, Any], status: str
) -> None:
    assert entry_of(make_session_raw(**session), **event)["status"] == status


def test_sequence_rises_at_each_step_of_a_long_life() -> None:
    """The same UID each time, and a higher number, though nothing remembers the last build."""
    first, second = {"date": "2022-03-29"}, {"date": "2022-05-10"}
    steps: list[tuple[dict[str, Any], dict[str, Any]]] = [
        ({}, {}),
        ({}, {"going_ahead": "postponed"}),
        ({**second, "moved_from": [first]}, {}),
        ({"date": None, "date_text": "volgt", "moved_from": [first, second]}, {}),
        ({"date": "2022-09-01", "moved_from": [first, second]}, {}),
        ({"date": "2022-09-01", "moved_from": [first, second]}, {"going_ahead": "cancelled"}),
    ]
    found = [entry_of(make_session_raw(**session), **event) for session, event in steps]
    assert {str(each["uid"]) for each in found} == {"ronde-tafel.middag@example.org"}
    assert [each["sequence"] for each in found] == [0, 1, 2, 3, 4, 5]


def test_session_that_lost_its_date_is_cancelled_on_the_old_one() -> None:
    entry = entry_of(
        make_session_raw(
            date=None,
            date_text="Nieuwe datum volgt",
            moved_from=[{"date": "2022-03-29", "start": "9.00", "reason": "ziekte"}],
        ),
        going_ahead="postponed",
    )
    assert entry["status"] == "CANCELLED"
    assert entry["summary"] == "Uitgesteld: Ronde tafel"
    assert entry["dtstart"].dt == datetime(2022, 3, 29, 9, tzinfo=AMSTERDAM)
    assert "dtend" not in entry


def test_cancelled_says_so_in_its_title() -> None:
    assert entry_of(make_session_raw(cancelled="yes"))["summary"] == "Afgelast: Ronde tafel"


def test_uid_stays_when_the_address_changes() -> None:
    entry = entry_of(make_session_raw(), slug="nieuw-adres", was=["ronde-tafel", "tussendoor"])
    assert entry["uid"] == "ronde-tafel.middag@example.org"
    assert entry["url"] == "https://example.org/evenementen/nieuw-adres/"


def test_dates_of_change_come_from_the_content() -> None:
    entry = entry_of(
        make_session_raw(),
        published="2022-01-05",
        updated="2022-02-01",
        notices=[{"date": "2022-02-03", "title": "Nieuws"}],
    )
    assert [entry[key].dt for key in ("created", "last-modified", "dtstamp")] == [
        datetime(2022, 1, 5, tzinfo=UTC),
        datetime(2022, 2, 3, tzinfo=UTC),
        datetime(2022, 2, 3, tzinfo=UTC),
    ]


def test_description_says_what_no_property_can() -> None:
    entry = entry_of(make_session_raw(provisional="yes", about="yes", doors="9.00"), summary=None)
    assert str(entry["description"]).split("\n") == [
        "De datum is nog niet zeker.",
        "ca. 9.30 tot 11.00 uur",
        "Deuren open om 9.00 uur",
        "https://example.org/evenementen/ronde-tafel/",
    ]


def test_description_tells_where_anyone_can_watch() -> None:
    live = "https://example.org/live"
    found = lines_of(entry_of(make_session_raw(livestream=live)))
    assert f"Kijk live mee: {live}" in found["DESCRIPTION"]


def test_hostile_title_stays_inside_its_property() -> None:
    event = event_of(make_session_raw(), title=f"{TITLE}\x07\\n;,")
    text = calendar_of(event)
    (entry,) = read_entries(text)
    assert entry["summary"] == f"{TITLE}\\n;,"
    assert "\x07" not in text


def test_lines_are_folded_and_ended_as_the_standard_asks() -> None:
    text = calendar_of(event_of(make_session_raw(title="é" * 200)))
    assert text.endswith("END:VCALENDAR\r\n")
    assert re.findall(r"(?<!\r)\n", text) == []
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_event_without_any_date_is_a_journal_entry() -> None:
    event = event_of(make_session_raw(date=None, date_text="Volgt"), going_ahead="announced")
    calendar = icalendar.Calendar.from_ical(calendar_of(event))
    assert [each.name for each in calendar.subcomponents] == ["VJOURNAL"]
    assert "dtstart" not in calendar.subcomponents[0]
    assert not goes_on(event)


def test_choices_beside_the_event_stay_out_and_editions_stay_in() -> None:
    groups = [
        {"id": "keuze", "title": "Keuze", "sessions": [make_session_raw(id="intake")]},
        {
            "id": "editie",
            "title": "Editie",
            "part_of_event": "yes",
            "sessions": [make_session_raw(id="voorjaar", title="Voorjaar")],
        },
    ]
    event = event_of(make_session_raw(), session_groups=groups)
    found = [str(each["uid"]) for each in read_entries(calendar_of(event))]
    assert found == ["ronde-tafel.middag@example.org", "ronde-tafel.voorjaar@example.org"]


def test_files_hold_the_whole_the_themes_the_events_and_their_sessions() -> None:
    sessions = [make_session_raw(), make_session_raw(id="avond", date="2022-04-05")]
    catalogue = catalogue_of(
        make_event_raw(slug="een", was=["oud"], sessions=sessions, themes=["Werk & druk"]),
        make_event_raw(slug="twee", themes=["werk druk", "Zorg"]),
    )
    files = calendars_of(catalogue, TODAY)
    assert {url: len(read_entries(text)) for url, text in files.items()} == {
        "agenda.ics": 3,
        "evenementen/thema/werk-druk.ics": 3,
        "evenementen/thema/zorg.ics": 1,
        "evenementen/oud.ics": 2,
        "evenementen/een.ics": 2,
        "evenementen/een/middag.ics": 1,
        "evenementen/een/avond.ics": 1,
        "evenementen/twee.ics": 1,
    }


def test_feed_says_what_it_is_and_how_often_to_look() -> None:
    files = calendars_of(catalogue_of(make_event_raw(themes=["Zorg; pijn"])), TODAY)
    text = files["evenementen/thema/zorg-pijn.ics"]
    head = text.replace("\r\n ", "").split("BEGIN:VTIMEZONE")[0].splitlines()
    assert head == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Samenkomst//Samenkomst//NL",
        "NAME:Samen <komst>: Zorg\\; pijn",
        "X-WR-CALNAME:Samen <komst>: Zorg\\; pijn",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "SOURCE;VALUE=URI:https://example.org/evenementen/thema/zorg-pijn.ics",
        "X-PUBLISHED-TTL:PT12H",
    ]


@pytest.mark.parametrize(
    ("today", "kept"), [(date(2023, 3, 29), 1), (date(2023, 3, 30), 0), (date(2021, 1, 1), 1)]
)
def test_feed_keeps_what_is_past_for_a_year(today: date, kept: int) -> None:
    text = calendars_of(catalogue_of(make_event_raw()), today)["agenda.ics"]
    assert len(read_entries(text)) == kept


def test_feed_without_events_is_still_a_calendar() -> None:
    """RFC 5545 asks for at least one component."""
    text = calendars_of(catalogue_of(), TODAY)["agenda.ics"]
    calendar = icalendar.Calendar.from_ical(text)
    assert [each.name for each in calendar.subcomponents] == ["VTIMEZONE"]


def test_real_learning_network_has_five_meetings() -> None:
    event = real_catalogue().events[1]
    found = read_entries(calendar_of(event))
    assert [each["dtstart"].dt for each in found] == [
        datetime(2022, 3, 29, 9, 30, tzinfo=AMSTERDAM),
        datetime(2022, 4, 19, 10, 0, tzinfo=AMSTERDAM),
        datetime(2022, 5, 24, 9, 30, tzinfo=AMSTERDAM),
        datetime(2022, 6, 28, 9, 30, tzinfo=AMSTERDAM),
        datetime(2022, 9, 13, 10, 0, tzinfo=AMSTERDAM),
    ]


def test_files_are_the_same_bytes_each_time() -> None:
    catalogue = catalogue_of(
        make_event_raw(sessions=[make_session_raw(zone="Europe/London")], themes=["a", "b"])
    )
    first, second = (calendars_of(catalogue, TODAY) for _ in range(2))
    assert first == second


def test_time_in_any_zone_fits_a_line() -> None:
    """Times are never folded; a name as long again would be too long."""
    longest = max(available_timezones(), key=len)
    text = time_line("DTSTART", datetime(2022, 3, 29, 9, 30, tzinfo=ZoneInfo(longest)))
    assert text == f"DTSTART;TZID={longest}:20220329T093000\r\n"
    assert len(text) <= 75 < len(text) + len(longest)
