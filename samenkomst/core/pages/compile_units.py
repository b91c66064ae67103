"""From capacity and registration to what a form is for: units with places, and choices."""

from collections.abc import Iterable, Iterator
from datetime import date

from samenkomst.core.contract import Choice, ChoiceSession, Places, Unit
from samenkomst.core.model.event import Event
from samenkomst.core.model.limits import Capacity, Limits
from samenkomst.core.model.registration import Registration
from samenkomst.core.model.session import Session, SessionGroup
from samenkomst.core.model.states import RegistrationState
from samenkomst.core.pages.known_facts import tell_meeting
from samenkomst.core.pages.meetings import Meetings
from samenkomst.core.pages.opening import first_day, last_day
from samenkomst.core.pages.outlook import Outlook, outlook_of
from samenkomst.core.pages.reader import Reader

_NO_LIMITS = Capacity()
_DEFAULT = Places()


def compile_units(event: Event) -> tuple[Unit, ...]:
    """Return the event itself, then each group and session with a form of its own."""
    return tuple(_units(event))


def _units(event: Event) -> Iterator[Unit]:
    own = event.registration.form or ""
    yield Unit("", event.title, own, _places(event.capacity, event.registration))
    parts: tuple[SessionGroup | Session, ...] = (*event.session_groups, *event.all_sessions)
    for part in parts:
        form = part.registration.form if part.registration else None
        if part.registration and form and form != own:
            yield _unit(event, part, form, part.registration)


def _unit(
    event: Event, part: SessionGroup | Session, form: str, registration: Registration
) -> Unit:
    """Return a group or session that takes a form of its own."""
    sessions = part.sessions if isinstance(part, SessionGroup) else (part,)
    closes, last = last_day(registration, first_day(sessions)), _end(event, sessions)
    return Unit(
        id=part.id,
        title=part.title,
        form=form,
        places=_places(part.capacity, registration),
        takes_forms=registration.state.takes_forms,
        not_yet=registration.state is RegistrationState.NOT_YET,
        opens=registration.opens.isoformat() if registration.opens else "",
        opens_time=str(registration.opens_time or ""),
        closes=closes.isoformat() if closes else "",
        closes_time=str(registration.closes_time or ""),
        last_day=last.isoformat() if last else "",
    )


def _end(event: Event, sessions: Iterable[Session]) -> date | None:
    """Return the last day, or None as long as one of those to come is not known."""
    outlooks = [(each, outlook_of(event, each)) for each in sessions]
    days = [
        None if outlook is Outlook.POSTPONED else each.end_date or each.date
        for each, outlook in outlooks
        if outlook is not Outlook.CANCELLED
    ]
    return None if None in days else max((day for day in days if day), default=None)


def _places(capacity: Capacity | None, registration: Registration) -> Places:
    """Return the limits that we keep: people, and no estimates."""
    capacity = capacity or _NO_LIMITS
    counted = not (capacity.about or capacity.unit)
    theirs = capacity.per_organisation
    return Places(
        capacity=capacity.max if counted else None,
        minimum=capacity.min if counted else None,
        per_organisation=theirs.max if theirs else None,
        hold_days=registration.hold or _DEFAULT.hold_days,
        offer_days=registration.offer or _DEFAULT.offer_days,
        reminder_days=registration.reminder or _DEFAULT.reminder_days,
    )


def compile_choices(meetings: Meetings, reader: Reader) -> tuple[Choice, ...]:
    """Return each group from which people choose on their own page."""
    return tuple(
        _choice(group, group.choose, meetings, reader)
        for group in meetings.event.session_groups
        if group.chosen_by and group.choose
    )


def _choice(group: SessionGroup, choose: Limits, meetings: Meetings, reader: Reader) -> Choice:
    sessions = [each for each in group.sessions if not each.cancelled]
    return Choice(
        group=group.id,
        title=group.title,
        least=choose.min or 0,
        most=len(sessions) if choose.max is None else choose.max,
        chosen_by=group.chosen_by or "",
        sessions=tuple(
            ChoiceSession(
                id=each.id,
                title=each.title,
                when=tell_meeting(meetings.of(each), reader),
                capacity=each.capacity.max if each.capacity else None,
            )
            for each in sessions
        ),
    )
