"""When a letter is tried again."""

from datetime import UTC, datetime
from itertools import pairwise

from samenkomst.core.backoff import WAITS, next_try

AT = datetime(2026, 11, 21, 20, 15, 0, 123456, tzinfo=UTC)


def test_tries_last_two_days_at_least_and_grow_rarer() -> None:
    assert sum(WAITS) >= 48 * 60
    assert all(first <= second for first, second in pairwise(WAITS))


def test_next_try_follows_the_number_of_failures() -> None:
    assert [next_try(AT, attempt) for attempt in (1, 2)] == [
        "2026-11-21T20:20:00Z",
        "2026-11-21T20:30:00Z",
    ]


def test_number_beyond_the_table_waits_as_long_as_the_last() -> None:
    assert next_try(AT, len(WAITS) + 5) == next_try(AT, len(WAITS)) == "2026-11-22T08:15:00Z"
    assert next_try(AT, 0) == next_try(AT, 1)
