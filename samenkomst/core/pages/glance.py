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
    end: date | None
    """The last day, or None as long as one of its days is not known."""
    when: tuple[str, ...]
    """In a few lines."""


def glance_at(event: Event, today: date, reader: Reader) -> Glance:
    """Return what is known of `event` on `today`."""
    sessions = event.main_sessions
    going = [each for each in sessions if not each.cancelled]
    # What has a date in words alone is over when the event ends.
    days = [each.end_date or each.date or event.ends for each in going or sessions]
    last = max((day for day in days if day), default=event.ends)
    end = None if None in days else last
    return Glance(
        today=today,
        past=end is not None and end < today,
        first=counting_day(event),
        next=min(_days_to_come(going, today), default=date.max),
        last=last,
        end=end,
        when=tuple(describe_when(event, reader)),
    )


def _days_to_come(sessions: Iterable[Session], today: date) -> Iterator[date]:
    """Yield the first day of each session that is not over."""
    for each in sessions:
        if each.date and today <= (each.end_date or each.date):
            yield each.date
