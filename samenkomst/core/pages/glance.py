"""An event at a glance: what its page, its card and the lists all need to know of it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from samenkomst.core.model.event import Event
from samenkomst.core.model.session import Session
from samenkomst.core.pages.opening import counting_day
from samenkomst.core.pages.reader import Reader
from samenkomst.core.pages.timing import describe_when


class Glance(NamedTuple):
    """What is known of an event on one day, nothing more."""

    today: date
    past: bool
    """Whether all of it is over."""
    first: date | None
    """The day from which a term counts."""
    next: date
    """The first day that is still to come; without one the event goes last."""
    last: date | None
    """The last known day."""
    when: tuple[str, ...]
    """In a few lines."""


def glance_at(event: Event, today: date, reader: Reader) -> Glance:
    """Return what is known of `event` on `today`."""
    sessions = event.main_sessions
    going = [each for each in sessions if not each.cancelled]
    days = [each.end_date or each.date for each in going or sessions]
    last = max((day for day in days if day), default=event.ends)
    return Glance(
        today=today,
        # Without a date nothing is past.
        past=last is not None and last < today and None not in days,
        first=counting_day(event),
        next=min(_days_to_come(going, today), default=date.max),
        last=last,
        when=tuple(describe_when(event, reader)),
    )


def _days_to_come(sessions: Iterable[Session], today: date) -> Iterator[date]:
    """Yield the first day of each session that is not over."""
    for each in sessions:
        if each.date and today <= (each.end_date or each.date):
            yield each.date
