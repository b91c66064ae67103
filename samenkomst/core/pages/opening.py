"""From when and until when one can register, as days that can be compared."""

from collections.abc import Iterable
from datetime import date, timedelta

from samenkomst.core.model.event import Event
from samenkomst.core.model.registration import Registration
from samenkomst.core.model.session import Session
from samenkomst.core.model.states import RegistrationState


def first_day(sessions: Iterable[Session]) -> date | None:
    """Return the first known date, or None."""
    return min((session.date for session in sessions if session.date), default=None)


def counting_day(event: Event) -> date | None:
    """Return the day from which a term such as "4 weken vooraf" counts.

    That is the first session; where one chooses a session, the last one: until its term ends one
    can still register for something.
    """
    days = [session.date for session in event.main_sessions if session.date]
    return max(days, default=None) if chooses_session(event) else min(days, default=None)


def chooses_session(event: Event) -> bool:
    """Return whether one attends some of the sessions: then a term differs per session."""
    return event.choose is not None


def event_closes(event: Event) -> date | None:
    """Return the last day on which one can register for `event`, or None."""
    return last_day(event.registration, counting_day(event))


def last_day(registration: Registration, first: date | None) -> date | None:
    """Return the last day that counts, given the day of the first session; or None."""
    closes = registration.closes.on(first) if registration.closes else None
    if closes is None or registration.inclusive or registration.closes_time:
        return closes
    return closes - timedelta(days=1)


def registration_state(
    registration: Registration, first: date | None, today: date
) -> RegistrationState:
    """Return the state on `today`: one registers from the first to the last day, if named."""
    state = registration.state
    if not (state.takes_forms or state is RegistrationState.EXTERNAL):
        return state
    if registration.opens and today < registration.opens:
        return RegistrationState.NOT_YET
    last = last_day(registration, first)
    if last and today > last:
        return RegistrationState.CLOSED
    return state
