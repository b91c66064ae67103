"""From when and until when one can register, and what putting an event off does to that."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeVar

from samenkomst.core.model.event import Event
from samenkomst.core.model.registration import Registration
from samenkomst.core.model.session import Session, SessionGroup
from samenkomst.core.model.states import RegistrationState
from samenkomst.core.pages.outlook import goes_on

Part = TypeVar("Part", Session, SessionGroup)

_CLOSES = {RegistrationState.OPEN, RegistrationState.FEW_LEFT, RegistrationState.WAITLIST}


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


def close_when_off(event: Event) -> Event:
    """Return `event` with its forms closed when it is off and has no new date.

    Nobody registers for a day that is off; interest is what a postponed event asks for, and stays
    open. What goes by another site, mail or phone is for the editor to close.
    """
    if not event.going_ahead.is_off or goes_on(event):
        return event
    changes = {
        "registration": _close(event.registration),
        "sessions": tuple(_close_part(each) for each in event.sessions),
        "session_groups": tuple(_close_group(each) for each in event.session_groups),
    }
    return event.model_copy(update=changes)


def _close(registration: Registration) -> Registration:
    if registration.form is None or registration.state not in _CLOSES:
        return registration
    return registration.model_copy(update={"state": RegistrationState.CLOSED})


def _close_group(group: SessionGroup) -> SessionGroup:
    sessions = tuple(_close_part(each) for each in group.sessions)
    return _close_part(group.model_copy(update={"sessions": sessions}))


def _close_part(part: Part) -> Part:
    if part.registration is None:
        return part
    return part.model_copy(update={"registration": _close(part.registration)})
