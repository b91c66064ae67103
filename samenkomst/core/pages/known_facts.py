"""What is publicly known of an event now: what people must be told when it changes.

Only what one acts on: whether it goes ahead, when and where. A new sentence in the introduction is
no reason for a letter.
"""

from collections.abc import Iterator

from samenkomst.core.model.session import Session
from samenkomst.core.model.states import Mode
from samenkomst.core.pages.meetings import Meeting, Meetings, describe_all_places
from samenkomst.core.pages.reader import Reader, lines
from samenkomst.core.pages.words import GOING_AHEAD, MODES, lower_first

_ANYWHERE = {Mode.ONLINE, Mode.PHONE, Mode.SELF_PACED}


def known_facts(meetings: Meetings, reader: Reader) -> tuple[tuple[str, str], ...]:
    """Return label and text of each fact, in the reader's language."""
    return tuple(_facts(meetings, reader))


def _facts(meetings: Meetings, reader: Reader) -> Iterator[tuple[str, str]]:
    translate = reader.translate
    yield translate("Stand"), translate(GOING_AHEAD[meetings.event.going_ahead])
    if len(meetings.main) != 1:
        yield from ((each.session.title, tell_meeting(each, reader)) for each in meetings.main)
        return
    (only,), unknown = meetings.main, translate("Nog niet bekend")
    yield translate("Wanneer"), _moment(only) or unknown
    yield translate("Waar"), only.attendance or unknown


def _moment(meeting: Meeting) -> str:
    """Return date and times in one line, as far as known."""
    return ", ".join(lines(meeting.days, meeting.hours if meeting.session.date else ""))


def tell_meeting(meeting: Meeting, reader: Reader) -> str:
    """Return date, times and place of a session in one line, or that it is off."""
    session, where, moment = meeting.session, meeting.attendance, _moment(meeting)
    if session.cancelled:
        return reader.translate("Gaat niet door")
    mode = reader.translate(MODES[session.mode]) if session.mode else ""
    if moment and mode and where.startswith(mode):  # a mode is no name, a place is
        where = lower_first(where)
    return ", ".join(lines(moment, where))


def is_dated(meetings: Meetings) -> bool:
    """Return whether there is an exact day on which the event goes ahead."""
    return any(each.is_certain for each in meetings.main)


def known_where(meetings: Meetings, reader: Reader) -> str:
    """Return where the event is, for a letter; nothing as long as no place is known."""
    going = (each for each in meetings.main if not each.session.cancelled)
    return describe_all_places(
        (each for each in going if _is_placed(each.session)), reader.translate
    )


def _is_placed(session: Session) -> bool:
    place = session.place
    named = place is not None and any((place.name, place.address, place.city))
    return named or session.mode in _ANYWHERE
