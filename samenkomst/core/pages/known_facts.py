"""What is publicly known of an event now: what people must be told when it changes.

Only what one acts on: whether it goes ahead, when and where. A new sentence in the introduction is
no reason for a letter.
"""

from collections.abc import Iterator

from samenkomst.core.model.event import Event
from samenkomst.core.model.session import Session
from samenkomst.core.model.states import Mode
from samenkomst.core.pages.outlook import outlook_of
from samenkomst.core.pages.places import describe_all_places, describe_attendance
from samenkomst.core.pages.reader import Reader, lines
from samenkomst.core.pages.timing import describe_days, describe_hours, describe_when
from samenkomst.core.pages.words import GOING_AHEAD, MODES, lower_first

_ANYWHERE = {Mode.ONLINE, Mode.PHONE, Mode.SELF_PACED}


def known_facts(event: Event, reader: Reader) -> tuple[tuple[str, str], ...]:
    """Return label and text of each fact, in the reader's language."""
    return tuple(_facts(event, reader))


def _facts(event: Event, reader: Reader) -> Iterator[tuple[str, str]]:
    translate = reader.translate
    yield translate("Stand"), translate(GOING_AHEAD[event.going_ahead])
    sessions = event.main_sessions
    if len(sessions) != 1:
        yield from ((each.title, describe_session(each, reader)) for each in sessions)
        return
    unknown = translate("Nog niet bekend")
    yield translate("Wanneer"), describe_moment(sessions[0], reader) or unknown
    yield translate("Waar"), describe_attendance(sessions[0], translate) or unknown


def describe_moment(session: Session, reader: Reader) -> str:
    """Return date and times of a session in one line, as far as known."""
    days = describe_days(session, reader)
    return ", ".join(lines(days, describe_hours(session, reader) if session.date else ""))


def describe_session(session: Session, reader: Reader) -> str:
    """Return date, times and place of a session in one line, or that it is off."""
    if session.cancelled:
        return reader.translate("Gaat niet door")
    where, moment = describe_attendance(session, reader.translate), describe_moment(session, reader)
    mode = reader.translate(MODES[session.mode]) if session.mode else ""
    if moment and mode and where.startswith(mode):  # a mode is no name, a place is
        where = lower_first(where)
    return ", ".join(lines(moment, where))


def is_dated(event: Event) -> bool:
    """Return whether there is an exact day on which the event goes ahead."""
    return any(_certain(event, each) for each in event.main_sessions)


def _certain(event: Event, session: Session) -> bool:
    exact = session.date is not None and not session.provisional
    return exact and not outlook_of(event, session).is_off


def known_when(event: Event, reader: Reader) -> str:
    """Return when the event is, for a letter; nothing as long as no day is certain."""
    return ", ".join(describe_when(event, reader)) if is_dated(event) else ""


def known_where(event: Event, reader: Reader) -> str:
    """Return where the event is, for a letter; nothing as long as no place is known."""
    found = [each for each in event.main_sessions if not each.cancelled and _is_placed(each)]
    return describe_all_places(found, reader.translate)


def _is_placed(session: Session) -> bool:
    place = session.place
    named = place is not None and any((place.name, place.address, place.city))
    return named or session.mode in _ANYWHERE
