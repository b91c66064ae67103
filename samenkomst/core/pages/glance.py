"""An event at a glance: what its page, its card and the lists all need to know of it."""

from datetime import date
from typing import NamedTuple

from samenkomst.core.model.event import Event
from samenkomst.core.model.session import Session
from samenkomst.core.pages.opening import counting_day
from samenkomst.core.pages.reader import Reader
from samenkomst.core.pages.timing import describe_when, is_past, last_day_of


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
    return Glance(
        today=today,
        past=is_past(event, today),
        first=counting_day(event),
        next=_next_day(event, today),
        last=last_day_of(event),
        when=tuple(describe_when(event, reader)),
    )


def _next_day(event: Event, today: date) -> date:
    going = (each for each in event.main_sessions if each.date and not each.cancelled)
    return min((each.date for each in going if each.date and today <= _end(each)), default=date.max)


def _end(session: Session) -> date:
    return session.end_date or session.date or date.max
