"""Instants as records hold them: UTC, to the second, in a form that sorts as text."""

from datetime import UTC, date, datetime, time, timedelta

from samenkomst.core.dates import AMSTERDAM

_FORMAT = "%Y-%m-%dT%H:%M:%SZ"


def write_instant(moment: datetime) -> str:
    """Return `2026-11-21T20:15:00Z` for an aware moment; what is below a second falls away."""
    return moment.astimezone(UTC).strftime(_FORMAT)


def read_instant(text: str) -> datetime:
    """Return the moment that `write_instant` wrote, in UTC."""
    return datetime.strptime(text, _FORMAT).replace(tzinfo=UTC)


def end_of_day(day: date) -> str:
    """Return the last second of that day in Amsterdam: a deadline includes it."""
    return write_instant(datetime.combine(day, time(23, 59, 59), AMSTERDAM))


def end_of_day_after(moment: datetime, days: int) -> str:
    """Return the last second, in Amsterdam, of the day so many days after that of `moment`."""
    return end_of_day(moment.astimezone(AMSTERDAM).date() + timedelta(days=days))


def deadline_day(deadline: str) -> date:
    """Return the day in Amsterdam on which a deadline falls."""
    return read_instant(deadline).astimezone(AMSTERDAM).date()


def is_over(deadline: str, now: datetime) -> bool:
    """Return whether the deadline has passed; a deadline that is not there never does."""
    return deadline != "" and deadline < write_instant(now)
