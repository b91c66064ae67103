"""One session as a VEVENT (RFC 5545); what is not known is left out, an end above all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from samenkomst.core.contract import Site
from samenkomst.core.model.event import Event
from samenkomst.core.model.session import Session
from samenkomst.core.model.states import GoingAhead
from samenkomst.core.pages.addresses import event_url
from samenkomst.core.pages.calendar_lines import LINE_BREAK, day_line, line, text_line, time_line
from samenkomst.core.pages.calendar_text import Block
from samenkomst.core.pages.changes import UNDATED, changed_on, first_slug
from samenkomst.core.pages.meetings import Meeting, Meetings
from samenkomst.core.pages.moments import Moment, earlier_begin
from samenkomst.core.pages.outlook import Outlook, count_changes, is_tentative
from samenkomst.core.pages.reader import Reader
from samenkomst.core.pages.timing import describe_times
from samenkomst.core.translation import N_, Translate

_OFF = {Outlook.POSTPONED: N_("Uitgesteld: {title}"), Outlook.CANCELLED: N_("Afgelast: {title}")}
"""Before the title too: not every calendar program shows a status."""

_CANCELLED = "CANCELLED"
"""The STATUS of what is off."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Whose calendar it is: site and language, nothing more."""

    site: Site
    translate: Translate

    @property
    def host(self) -> str:
        """The name that makes ids unique in the world."""
        return _host(self.site.url)

    @property
    def reader(self) -> Reader:
        """For whom the words are."""
        return Reader(self.site.language, self.translate)

    def address(self, url: str) -> str:
        """Return the full address of what is at `url` from the root of the site."""
        return f"{self.site.url}{url}"


@cache
def _host(url: str) -> str:
    return urlsplit(url).hostname or "samenkomst"


class _Written(NamedTuple):
    """The text of an entry, but for its SEQUENCE and STATUS; nothing more."""

    head: str
    body: str
    tail: str
    moments: tuple[Moment, ...]
    changes: int
    status: str

    def block(self, changes: int, status: str) -> Block:
        sequence, state = f"SEQUENCE:{changes}\r\n", f"STATUS:{status}\r\n"
        return Block(f"{self.head}{sequence}{self.body}{state}{self.tail}", self.moments)


class Entries:
    """The sessions of one event as calendar entries; what these share is written once."""

    def __init__(self, meetings: Meetings, publisher: Publisher) -> None:
        self.meetings = meetings
        self.event = event = meetings.event
        self.publisher = publisher
        self._slug, self._host = first_slug(event), publisher.host
        self._dates = "".join(_dates_of_change(event))
        self._context = "".join(_context(event, publisher))
        self._description = self._describe()
        self._is_one = len(meetings.all) < 2
        self._written = {each.session.id: self._write(each) for each in meetings.all}

    def entry(self, session: Session) -> Block | None:
        """Return the session as a calendar entry; None when it has no date and never had one.

        A session that lost its date stays on the old one, cancelled: who added that to a calendar
        by hand then sees that it is off.
        """
        found = self._written[session.id]
        return found.block(found.changes, found.status) if found else None

    def cancelled(self, session: Session) -> Block | None:
        """Return the session's entry for who does not come after all; None when it is off already.

        Cancelled, with the next SEQUENCE: a calendar that took it in drops it.
        """
        found = self._written[session.id]
        if found is None or found.status == _CANCELLED:
            return None
        return found.block(found.changes + 1, _CANCELLED)

    def _write(self, meeting: Meeting) -> _Written | None:
        session, moments = meeting.session, _moments(meeting)
        if not moments:
            return None
        times = map(time_line, ("DTSTART", "DTEND"), moments)
        own = tuple(self._own_lines(meeting))
        # From slug and id, so that it stays when title or time change.
        uid = line("UID", f"{self._slug}.{session.id}@{self._host}")
        body = (
            *times,
            "TRANSP:TRANSPARENT\r\n" if _is_transparent(session, moments) else "",
            text_line("SUMMARY", self._title(meeting)),
            self._describe(*own) if own else self._description,
        )
        place = text_line("LOCATION", meeting.where) if meeting.where else ""
        return _Written(
            head=f"BEGIN:VEVENT\r\n{uid}{self._dates}",
            body="".join(body),
            tail=f"{place}{self._context}END:VEVENT\r\n",
            moments=moments,
            changes=count_changes(session, meeting.outlook),
            status=_status(self.event, meeting),
        )

    def _title(self, meeting: Meeting) -> str:
        event, session = self.event, meeting.session
        same = self._is_one or session.title == event.title
        title = event.title if same else f"{event.title}: {session.title}"
        words = _OFF.get(meeting.outlook)
        return self.publisher.translate(words).format(title=title) if words else title

    def _describe(self, *own: str) -> str:
        """Return what the other properties cannot say: of the event, and a session's `own`."""
        url, summary = self.publisher.address(event_url(self.event.slug)), self.event.summary
        texts = (summary, *own, url) if summary else (*own, url)
        return text_line("DESCRIPTION", *texts, between=LINE_BREAK)

    def _own_lines(self, meeting: Meeting) -> Iterator[str]:
        session, reader = meeting.session, self.publisher.reader
        if session.provisional and session.date:
            yield reader.translate("De datum is nog niet zeker.")
        if _needs_words(session) and (times := describe_times(session, reader)):
            yield times
        if meeting.doors:
            yield meeting.doors
        if meeting.livestream:
            yield f"{reader.translate('Kijk live mee')}: {meeting.livestream}"
        yield from meeting.moves


def event_note(event: Event, publisher: Publisher) -> Block:
    """Return an event without any date: RFC 5545 wants a start in a VEVENT, not in a VJOURNAL."""
    cancelled = event.going_ahead is GoingAhead.CANCELLED
    lines = (
        line("BEGIN", "VJOURNAL"),
        line("UID", f"{first_slug(event)}@{publisher.host}"),
        *_dates_of_change(event),
        text_line("SUMMARY", event.title),
        text_line("DESCRIPTION", event.summary or event.title),
        line("STATUS", _CANCELLED if cancelled else "DRAFT"),
        *_context(event, publisher),
        line("END", "VJOURNAL"),
    )
    return Block("".join(lines))


def _dates_of_change(event: Event) -> Iterator[str]:
    changed = changed_on(event)
    yield day_line("DTSTAMP", changed or UNDATED)
    if event.published:
        yield day_line("CREATED", event.published)
    if changed:
        yield day_line("LAST-MODIFIED", changed)


def _context(event: Event, publisher: Publisher) -> Iterator[str]:
    yield line("URL", publisher.address(event_url(event.slug)))
    if event.themes:
        yield text_line("CATEGORIES", *event.themes)


def _status(event: Event, meeting: Meeting) -> str:
    """Return the status: postponed without a new date is CANCELLED, for that date is off.

    TENTATIVE would keep an afternoon free on which nothing happens; RFC 5545 has no other word.
    A new date brings the same UID back with a higher SEQUENCE.
    """
    if meeting.outlook.is_off:
        return _CANCELLED
    return "TENTATIVE" if is_tentative(event, meeting.session) else "CONFIRMED"


def _needs_words(session: Session) -> bool:
    unsaid = session.start is not None and _ends_unknown(session)
    return session.about or session.time_text is not None or unsaid


def _ends_unknown(session: Session) -> bool:
    """Return whether it takes several days, the last of which ends nobody knows when."""
    return session.end_date is not None and session.end is None


def _moments(meeting: Meeting) -> tuple[Moment, ...]:
    """Return start and end as far as known; the day after the last one ends a span of days.

    Days only, when the last day's end is not known. Of a session without a date when it last was
    to begin.
    """
    session, end = meeting.session, meeting.end
    start = session.date if _ends_unknown(session) else meeting.begin
    if start is None:
        begins = [earlier_begin(each, session) for each in session.moved_from if each.date]
        return tuple(begin for begin in begins[-1:] if begin)
    if isinstance(start, datetime):
        return (start, end) if isinstance(end, datetime) else (start,)
    return (start, (session.end_date or start) + timedelta(days=1)) if end else (start,)


def _is_transparent(session: Session, moments: tuple[Moment, ...]) -> bool:
    """Return whether it makes nobody busy: a day on which the time is not known does not."""
    whole = session.all_day and session.date is not None
    return not isinstance(moments[0], datetime) and not whole
