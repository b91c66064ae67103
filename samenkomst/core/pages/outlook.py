"""What becomes of a session's date: the one reading of it for calendar and search engines.

Who postpones an event says so with `going_ahead`, and may do one of three things with a date: leave
it (that date is off), move it to `moved_from` (there is no date now), or give a new date beside it.
"""

from enum import StrEnum, auto

from samenkomst.core.model.event import Event
from samenkomst.core.model.session import Session
from samenkomst.core.model.states import GoingAhead


class Outlook(StrEnum):
    """What a visitor can count on."""

    PLANNED = auto()
    MOVED = auto()
    """It had another date; this one is new."""
    POSTPONED = auto()
    """It had a date that is off; there is no new one."""
    CANCELLED = auto()

    @property
    def is_off(self) -> bool:
        """Whether nobody should come on the date that is known."""
        return self in _OFF


_OFF = (Outlook.POSTPONED, Outlook.CANCELLED)
_UNSURE = (GoingAhead.IDEA, GoingAhead.POSTPONED)
_OUTLOOKS = {
    GoingAhead.POSTPONED: Outlook.POSTPONED,
    GoingAhead.CANCELLED: Outlook.CANCELLED,
}


def outlook_of(event: Event, session: Session) -> Outlook:
    """Return what becomes of `session`, given what is said of the whole `event`."""
    whole = outlook_as_said(event)
    if session.cancelled or whole is Outlook.CANCELLED:
        return Outlook.CANCELLED
    if session.moved_from and any(earlier.date for earlier in session.moved_from):
        return Outlook.MOVED if session.date else Outlook.POSTPONED
    return whole


def goes_on(event: Event) -> bool:
    """Return whether `event` has a date on which one can come."""
    return any(each.date and not outlook_of(event, each).is_off for each in event.main_sessions)


def outlook_as_said(event: Event) -> Outlook:
    """Return what becomes of `event` by its `going_ahead` alone."""
    return _OUTLOOKS.get(event.going_ahead, Outlook.PLANNED)


def is_tentative(event: Event, session: Session) -> bool:
    """Return whether the date may still change: keep it free, but do not book a train."""
    return session.provisional or event.going_ahead in _UNSURE


def count_changes(session: Session, outlook: Outlook) -> int:
    """Return how often date or place changed, as RFC 5545 counts them in SEQUENCE.

    All of it follows from the content, so every clone of it counts the same. A move counts twice,
    so that the number rises at each step also when a session is first called off, and then gets a
    new date: 0 on the first date, 1 when that is off, 2 on the second date, 3 when that is off.
    """
    moves = 2 * len(session.moved_from)
    if session.date is None:
        return max(moves - 1, 0)
    return moves + (1 if outlook.is_off else 0)
