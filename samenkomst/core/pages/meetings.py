"""The sessions of an event with what is told of each: the same on the page, in calendar, letters,
open data and to search engines, so it is worked out once.
"""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import NamedTuple

from samenkomst.core.model.event import Event
from samenkomst.core.model.session import Session
from samenkomst.core.pages.addresses import session_calendar_url
from samenkomst.core.pages.moments import Moment, begin_of, end_of, iso
from samenkomst.core.pages.outlook import Outlook, outlook_as_said, outlook_of
from samenkomst.core.pages.places import (
    Short,
    describe_attendance,
    describe_place,
    describe_session_place,
    describe_shortly,
    describe_where,
)
from samenkomst.core.pages.reader import Reader
from samenkomst.core.pages.timing import (
    describe_days,
    describe_doors,
    describe_hours,
    describe_moves,
)
from samenkomst.core.translation import Translate


class Meeting(NamedTuple):
    """A session, and what everyone tells of it; what is not known stays empty."""

    session: Session
    outlook: Outlook
    begin: Moment | None
    end: Moment | None
    begins: str
    """ISO 8601: a date, or a date and time with its offset."""
    ends: str
    days: str
    """"dinsdag 29 maart 2022", or the editor's words."""
    hours: str
    doors: str
    moves: tuple[str, ...]
    """When it was planned before, the latest first."""
    where: str
    """Place, and mode when that is not in person: "Utrecht"."""
    attendance: str
    """Mode and place: "Op locatie: Utrecht"."""
    short: Short
    livestream: str
    """Where anyone can watch, unless it is off."""
    calendar_url: str
    """Its own calendar file."""

    @property
    def is_certain(self) -> bool:
        """Whether there is an exact day on which it goes ahead."""
        session = self.session
        exact = session.date is not None and not session.provisional
        return exact and not self.outlook.is_off


class Meetings:
    """All sessions of one event as meetings, nothing more."""

    def __init__(self, event: Event, reader: Reader) -> None:
        self.event = event
        self.all = tuple(meet(event, each, reader) for each in event.all_sessions)
        self.main = self.all[: len(event.main_sessions)]
        """Of the sessions that are the event itself."""
        self._by_id = {each.session.id: each for each in self.all}

    @cached_property
    def leading(self) -> Meeting | None:
        """The one that speaks for the whole event: the first that goes on, else the first.

        The event begins when it begins, so the event has moved when it has.
        """
        left = [each for each in self.main if not each.outlook.is_off]
        return min(left or self.main, key=lambda each: each.session.date or date.max, default=None)

    @property
    def outlook(self) -> Outlook:
        """What becomes of the whole event."""
        return self.leading.outlook if self.leading else outlook_as_said(self.event)

    @property
    def are_dated(self) -> bool:
        """Whether a date of the event itself is known, so that a calendar can hold it."""
        return any(each.begin for each in self.main)

    def of(self, session: Session) -> Meeting:
        """Return the meeting of `session`."""
        return self._by_id[session.id]


def meet(event: Event, session: Session, reader: Reader) -> Meeting:
    """Return `session` with what is told of it."""
    outlook = outlook_of(event, session)
    begin, end, place = begin_of(session), end_of(session), describe_place(session.place)
    return Meeting(
        session=session,
        outlook=outlook,
        begin=begin,
        end=end,
        begins=iso(begin) if begin else "",
        ends=iso(end) if end else "",
        days=describe_days(session, reader),
        hours=describe_hours(session, reader),
        doors=describe_doors(session, reader),
        moves=describe_moves(session, reader),
        where=describe_session_place(session, place, reader.translate),
        attendance=describe_attendance(session, place, reader.translate),
        short=describe_shortly(session, reader.translate),
        livestream="" if outlook.is_off else session.livestream or "",
        calendar_url=session_calendar_url(event, session),
    )


def describe_all_places(meetings: Iterable[Meeting], translate: Translate) -> str:
    """Return the one place in full when it is the same everywhere, else the short names."""
    found = list(meetings)
    full = {each.where for each in found}
    if len(full) == 1:
        return full.pop()
    return describe_where((each.short for each in found), translate)
