"""Instants as records hold them, and when a deadline is over."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from samenkomst.core.instants import (
    deadline_day,
    end_of_day,
    end_of_day_after,
    is_over,
    read_instant,
    write_instant,
)


def test_instant_is_utc_to_the_second_and_comes_back() -> None:
    moment = datetime(2026, 3, 1, 12, 0, 5, 999_999, tzinfo=timezone(timedelta(hours=2)))
    assert write_instant(moment) == "2026-03-01T10:00:05Z"
    assert read_instant("2026-03-01T10:00:05Z") == datetime(2026, 3, 1, 10, 0, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2026, 3, 28), "2026-03-28T22:59:59Z"),
        (date(2026, 3, 29), "2026-03-29T21:59:59Z"),  # the clock goes forward
        (date(2026, 10, 24), "2026-10-24T21:59:59Z"),
        (date(2026, 10, 25), "2026-10-25T22:59:59Z"),  # and back
        (date(2028, 2, 29), "2028-02-29T22:59:59Z"),
    ],
)
def test_day_ends_in_amsterdam(day: date, end: str) -> None:
    assert end_of_day(day) == end
    assert deadline_day(end) == day


def test_days_are_counted_from_the_day_in_amsterdam() -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)  # half past midnight on the 21st there
    assert end_of_day_after(late, 3) == "2026-11-24T22:59:59Z"
    assert end_of_day_after(late, 0) == "2026-11-21T22:59:59Z"


def test_deadline_is_over_only_after_its_last_second() -> None:
    last = datetime(2026, 11, 24, 22, 59, 59, 999_999, tzinfo=UTC)
    assert not is_over("2026-11-24T22:59:59Z", last)
    assert is_over("2026-11-24T22:59:59Z", last + timedelta(microseconds=1))
    assert not is_over("", datetime.max.replace(tzinfo=UTC))
