"""From when and until when one can register, and what putting an event off does to that."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeVar

from samenkomst.core.model.event import Event
from samenkomst.core.model.registration import Registration
from samenkomst.core.model.session import Session, SessionGroup
from samenkomst.core.model.states import RegistrationState
from samenkomst.core.pages.outlook import Outlook, goes_on, outlook_as_said, outlook_of

Part = TypeVar("Part", Session, SessionGroup)

_CLOSES = {
    RegistrationState.OPEN,
    RegistrationState.FEW_LEFT,
    RegistrationState.WAITLIST,
    RegistrationState.ON_REQUEST,
}


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


def has_ended(registration: Registration, first: date | None, today: date) -> bool:
    """Return whether the last day that counts lies before `today`; an unknown day does not."""
    last = last_day(registration, first)
    return last is not None and last < today


def registration_state(
    registration: Registration, first: date | None, today: date
) -> RegistrationState:
    """Return the state on `today`: one registers from the first to the last day, if named."""
    state = registration.state
    if not (state.takes_forms or state is RegistrationState.EXTERNAL):
        return state
    if registration.opens and today < registration.opens:
        return RegistrationState.NOT_YET
    if has_ended(registration, first, today):
        return RegistrationState.CLOSED
    return state


def opens_during(registration: Registration, today: date) -> bool:
    """Return whether one can register from some time on `today`, for which a page is built once."""
    return registration.opens_time is not None and registration.opens == today


def changes_during(registration: Registration, first: date | None, today: date) -> bool:
    """Return whether one can register for a part of `today` only: from some time, or until then."""
    closes = registration.closes_time is not None and last_day(registration, first) == today
    return closes or opens_during(registration, today)


def is_off(event: Event) -> bool:
    """Return whether `event` is postponed or cancelled as a whole: one new date keeps it going."""
    return event.going_ahead.is_off and not goes_on(event)


def close_when_off(event: Event) -> Event:
    """Return `event` with the forms closed of what is off: all of it, or a group or session.

    Nobody registers for a day that is off; interest is what one asks for when something is
    postponed, and stays open until it is cancelled. What goes by another site, mail or phone is
    for the editor to close.
    """
    whole = _whole_outlook(event)
    if not (whole.is_off or any(outlook_of(event, each).is_off for each in event.all_sessions)):
        return event
    changes = {
        "registration": _close(event.registration, whole),
        "sessions": tuple(_close_part(each, outlook_of(event, each)) for each in event.sessions),
        "session_groups": tuple(_close_group(each, event) for each in event.session_groups),
    }
    return event.model_copy(update=changes)


def _whole_outlook(event: Event) -> Outlook:
    return outlook_as_said(event) if is_off(event) else Outlook.PLANNED


def _group_outlook(group: SessionGroup, event: Event) -> Outlook:
    """Return what becomes of all its sessions; a group without any does what the event does."""
    found = {outlook_of(event, each) for each in group.sessions} or {_whole_outlook(event)}
    if not all(each.is_off for each in found):
        return Outlook.PLANNED
    return Outlook.POSTPONED if Outlook.POSTPONED in found else Outlook.CANCELLED


def _close(registration: Registration, outlook: Outlook) -> Registration:
    interest = registration.state is RegistrationState.INTEREST
    closes = outlook is Outlook.CANCELLED if interest else registration.state in _CLOSES
    if registration.form is None or not (outlook.is_off and closes):
        return registration
    return registration.model_copy(update={"state": RegistrationState.CLOSED})


def _close_group(group: SessionGroup, event: Event) -> SessionGroup:
    sessions = tuple(_close_part(each, outlook_of(event, each)) for each in group.sessions)
    closed = group.model_copy(update={"sessions": sessions})
    return _close_part(closed, _group_outlook(group, event))


def _close_part(part: Part, outlook: Outlook) -> Part:
    if part.registration is None:
        return part
    return part.model_copy(update={"registration": _close(part.registration, outlook)})
