"""When a session begins, for machines: each moment in its own zone, also when two are equal."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from samenkomst.core.dates import AMSTERDAM, ClockTime
from samenkomst.core.pages.moments import iso, moment_on
from samenkomst.core.pages.time_zones import amsterdam_text, zone_texts

LONDON = ZoneInfo("Europe/London")
DAY = date(2026, 1, 15)


def test_equal_moments_keep_the_offset_of_their_zone() -> None:
    here, there = moment_on(DAY, ClockTime(720), AMSTERDAM), moment_on(DAY, ClockTime(660), LONDON)
    assert (here, hash(here)) == (there, hash(there))  # so a memory by moment alone would mix them
    texts = [iso(each) for each in (here, there, here.astimezone(UTC), here)]
    assert texts == [
        "2026-01-15T12:00+01:00",
        "2026-01-15T11:00+00:00",
        "2026-01-15T11:00+00:00",
        "2026-01-15T12:00+01:00",
    ]


@pytest.mark.parametrize(
    ("day", "minutes", "text"),
    [
        (date(2026, 3, 29), 90, "2026-03-29T01:30+01:00"),
        (date(2026, 3, 29), 210, "2026-03-29T03:30+02:00"),
        (date(2026, 10, 25), 90, "2026-10-25T01:30+02:00"),
        (date(2026, 10, 25), 210, "2026-10-25T03:30+01:00"),
        (date(2026, 12, 31), 1440, "2027-01-01T00:00+01:00"),
    ],
)
def test_time_on_the_clock_has_the_offset_of_that_hour(day: date, minutes: int, text: str) -> None:
    for _ in range(2):
        assert iso(moment_on(day, ClockTime(minutes), AMSTERDAM)) == text


def test_day_without_a_time_is_a_day() -> None:
    assert iso(DAY) == "2026-01-15"


def test_calendar_names_each_zone_of_its_moments() -> None:
    here, there = moment_on(DAY, ClockTime(720), AMSTERDAM), moment_on(DAY, ClockTime(660), LONDON)
    assert list(zone_texts([here, here])) == [amsterdam_text()]
    first, second = zone_texts([there, here, datetime(2026, 1, 15, 11, tzinfo=UTC)])
    assert first == amsterdam_text()
    assert "TZID:Europe/London" in second
    assert list(zone_texts([here.astimezone(UTC)])) == list(zone_texts([])) == []
