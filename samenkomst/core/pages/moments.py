"""When a session begins and ends, for machines: what is not known stays unknown."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from samenkomst.core.dates import AMSTERDAM, ClockTime
from samenkomst.core.model.registration import Registration
from samenkomst.core.model.session import Earlier, Session

Moment = date | datetime
"""A day, or a time on a day in a named zone."""


def zone_of(session: Session) -> ZoneInfo:
    """Return the time zone of a session: the one it names, else Amsterdam's."""
    return ZoneInfo(session.zone) if session.zone else AMSTERDAM


def moment_on(day: date, clock: ClockTime, zone: ZoneInfo) -> datetime:
    """Return a time on the clock of `zone`; 24:00 is the next day's 00:00."""
    hours, minute = divmod(clock.minutes, 60)
    if hours == 24:
        day, hours = day + timedelta(days=1), 0
    return datetime.combine(day, time(hours, minute), zone)


def begin_of(session: Session) -> Moment | None:
    """Return when a session begins: a time, a day when no time is known, or None."""
    if session.date is None or session.start is None:
        return session.date
    return moment_on(session.date, session.start, zone_of(session))


def earlier_begin(earlier: Earlier, session: Session) -> Moment | None:
    """Return when `session` would have begun before it was moved: a time, a day, or None."""
    if earlier.date is None or earlier.start is None:
        return earlier.date
    return moment_on(earlier.date, earlier.start, zone_of(session))


def opening_of(registration: Registration) -> Moment | None:
    """Return from when one can register: a time, a day when no time is set, or None."""
    if registration.opens is None or registration.opens_time is None:
        return registration.opens
    return moment_on(registration.opens, registration.opens_time, AMSTERDAM)


def closing_of(registration: Registration, closes: date | None) -> Moment | None:
    """Return until when one can register, given the last day: a time, that day, or None."""
    if closes is None or registration.closes_time is None:
        return closes
    return moment_on(closes, registration.closes_time, AMSTERDAM)


def end_of(session: Session) -> Moment | None:
    """Return when a session ends: a time, its last day when only that is known, or None."""
    if session.date is None or session.end is None:
        return session.end_date
    day = session.end_date or session.date
    if session.next_day and session.end_date is None:
        day += timedelta(days=1)
    return moment_on(day, session.end, zone_of(session))


def iso(moment: Moment) -> str:
    """Return ISO 8601: a date, or a date and time with its offset."""
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="minutes")
    return moment.isoformat()
