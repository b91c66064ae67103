"""Dates and times: as editors type them, and as readers see them."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from babel.dates import get_day_names, get_month_names
from hypothesis import given, strategies as st

from samenkomst.core.dates import (
    DAYS,
    MONTHS,
    ClockTime,
    DateError,
    DayTime,
    format_date,
    format_day_time,
    format_time,
    format_times,
    parse_date,
    parse_time,
)

DAY = date(2022, 3, 29)


@pytest.mark.parametrize(
    "typed",
    [
        "2022-03-29",
        "2022-3-29",
        "29-3-2022",
        "29-03-2022",
        "29/3/2022",
        "29.3.2022",
        "29 maart 2022",
        "dinsdag 29 maart 2022",
        "Dinsdag, 29 Maart 2022",
        "di 29 mrt 2022",
        "di. 29 mrt. 2022",
        "  29  maart  2022 ",
    ],
)
def test_date_is_read_as_editors_type_it(typed: str) -> None:
    assert parse_date(typed) == DAY


@pytest.mark.parametrize(
    ("typed", "code", "weekday"),
    [
        ("maandag 29 maart 2022", "weekday_differs", "dinsdag"),
        ("zaterdag 1 januari 2023", "weekday_differs", "zondag"),
        ("2026-02-30", "date_impossible", None),
        ("29-02-2023", "date_impossible", None),
        ("31 april 2022", "date_impossible", None),
        ("2022-13-01", "date_impossible", None),
        ("0-0-2022", "date_impossible", None),
        ("0000-01-01", "date_impossible", None),
        ("29 march 2022", "date", None),
        ("29 mars 2022", "date", None),
        ("za 29 mrt 2022", "weekday_differs", "dinsdag"),
        ("2022-03-29 9.30 uur", "date_with_time", None),
        ("29 maart 2022 om 9u30", "date_with_time", None),
        ("29 maart", "date", None),
        ("29-3-22", "date", None),
        ("begin 2022", "date", None),
        ("2022-03-29T09:30", "date_with_time", None),
        ("2022-03-29\n2022-03-30", "date", None),
        ("", "date", None),
        ("<script>alert(1)</script>", "date", None),
    ],
)
def test_date_that_is_none_says_what_is_wrong(typed: str, code: str, weekday: str | None) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(typed)
    values = {"value": typed} | ({"weekday": weekday} if weekday else {})
    assert (caught.value.code, caught.value.values) == (code, values)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("9:30", 570),
        ("9.30", 570),
        ("9u30", 570),
        ("09h30", 570),
        ("9u", 540),
        ("09:30", 570),
        ("09.30 u", 570),
        ("9.30u", 570),
        ("9:30 uur", 570),
        ("9.30 UUR", 570),
        ("9", 540),
        ("9 uur", 540),
        ("19.30", 1170),
        ("10.00", 600),
        ("0:00", 0),
        ("24:00", 1440),
        (" 9.30 ", 570),
    ],
)
def test_time_is_read_as_editors_type_it(typed: str, minutes: int) -> None:
    assert parse_time(typed) == ClockTime(minutes)


@pytest.mark.parametrize(
    "typed",
    [
        "9.90",
        "9:60",
        "24:01",
        "24.30",
        "25:00",
        "9.3",
        "930",
        "9:30:00",
        "half tien",
        "",
        "-1",
        "9,30",
    ],
)
def test_time_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_time(typed)
    assert (caught.value.code, caught.value.values) == ("time", {"value": typed})


@given(st.text())
def test_any_text_is_a_date_or_a_date_error(typed: str) -> None:
    for parse in (parse_date, parse_time):
        with suppress(DateError):
            parse(typed)


@given(st.dates())
def test_date_in_dutch_words_reads_back(day: date) -> None:
    if day.year >= 1000:
        assert parse_date(format_date(day, "nl")) == day
        assert parse_date(format_date(day, "nl", weekday=False)) == day
    assert parse_date(day.isoformat()) == day


@given(st.integers(min_value=0, max_value=24 * 60))
def test_time_on_the_clock_reads_back(minutes: int) -> None:
    time = ClockTime(minutes)
    assert parse_time(str(time)) == time
    assert parse_time(format_time(time, "nl")) == time
    assert parse_time(format_time(time, "en")) == time


def test_times_sort_by_the_clock() -> None:
    assert sorted(map(parse_time, ["24:00", "10.00", "9.30"])) == list(
        map(parse_time, ["9.30", "10.00", "24:00"])
    )


@pytest.mark.parametrize("language", ["nl", "en"])
def test_names_equal_those_of_babel(language: str) -> None:
    months = get_month_names("wide", locale=language)
    days = get_day_names("wide", locale=language)
    assert MONTHS[language] == [months[number] for number in range(1, 13)]
    assert DAYS[language] == [days[number] for number in range(7)]


@pytest.mark.parametrize(
    ("day", "typed", "utc"),
    [
        (DAY, "9.30", datetime(2022, 3, 29, 7, 30, tzinfo=UTC)),
        (date(2022, 1, 10), "9.30", datetime(2022, 1, 10, 8, 30, tzinfo=UTC)),
        (date(2022, 3, 27), "12:00", datetime(2022, 3, 27, 10, 0, tzinfo=UTC)),
        (date(2022, 10, 30), "12:00", datetime(2022, 10, 30, 11, 0, tzinfo=UTC)),
        (date(2022, 12, 31), "24:00", datetime(2022, 12, 31, 23, 0, tzinfo=UTC)),
    ],
)
def test_time_on_a_day_is_that_of_amsterdam(day: date, typed: str, utc: datetime) -> None:
    """Also on the two days when the clock changes, and at 24:00 of the last day of a year."""
    assert parse_time(typed).on(day).astimezone(UTC) == utc


def test_midnight_at_the_end_is_on_the_next_day() -> None:
    assert parse_time("24:00").on(DAY).date() == DAY + timedelta(days=1)


def test_date_is_written_in_words() -> None:
    assert format_date(DAY, "nl") == "dinsdag 29 maart 2022"
    assert format_date(DAY, "nl", weekday=False) == "29 maart 2022"
    assert format_date(DAY, "en") == "Tuesday 29 March 2022"


@pytest.mark.parametrize(
    ("start", "end", "dutch", "english"),
    [
        ("9.30", "11", "9.30 tot 11.00 uur", "9:30 to 11:00"),
        ("9.30", None, "9.30 uur", "9:30"),
        ("20:00", "24:00", "20.00 tot 24.00 uur", "20:00 to 24:00"),
        (None, None, "", ""),
        (None, "11:00", "", ""),
    ],
)
def test_times_are_written_without_inventing_an_end(
    start: str | None, end: str | None, dutch: str, english: str
) -> None:
    first, last = (parse_time(each) if each else None for each in (start, end))
    assert format_times(first, last, "nl") == dutch
    assert format_times(first, last, "en") == english


@pytest.mark.parametrize(
    ("day", "typed", "begin"),
    [
        (date(2026, 3, 1), None, "2026-02-28T23:00"),
        (date(2026, 3, 1), "0.00", "2026-02-28T23:00"),
        (date(2026, 3, 1), "10.00", "2026-03-01T09:00"),
        (date(2026, 3, 1), "24.00", "2026-03-01T23:00"),
        (date(2026, 7, 1), "10.00", "2026-07-01T08:00"),
        (date(2026, 3, 29), "1.59", "2026-03-29T00:59"),
        (date(2026, 3, 29), "2.30", "2026-03-29T01:30"),  # the clock skips it: 3.30 there
        (date(2026, 3, 29), "3.00", "2026-03-29T01:00"),
        (date(2026, 3, 29), "10.00", "2026-03-29T08:00"),
        (date(2026, 10, 25), "2.30", "2026-10-25T00:30"),  # the clock shows it twice: the first
        (date(2026, 10, 25), "3.00", "2026-10-25T02:00"),
        (date(2026, 10, 25), "24.00", "2026-10-25T23:00"),
    ],
)
def test_time_on_a_day_begins_by_the_clock_of_amsterdam(
    day: date, typed: str | None, begin: str
) -> None:
    time = parse_time(typed) if typed else None
    assert DayTime(day, time).begin == datetime.fromisoformat(f"{begin}+00:00")


@pytest.mark.parametrize(
    ("time", "dutch", "english"),
    [
        (None, "1 maart 2026", "1 March 2026"),
        (ClockTime(600), "1 maart 2026 om 10.00 uur", "1 March 2026 at 10:00"),
        (ClockTime(0), "1 maart 2026 om 0.00 uur", "1 March 2026 at 0:00"),
    ],
)
def test_time_on_a_day_is_told_in_words(time: ClockTime | None, dutch: str, english: str) -> None:
    moment = DayTime(date(2026, 3, 1), time)
    assert [format_day_time(moment, each) for each in ("nl", "en")] == [dutch, english]
