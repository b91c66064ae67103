"""One session as a VEVENT (RFC 5545); what is not known is left out, an end above all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from urllib.parse import urlsplit

from samenkomst.core.contract import Site
from samenkomst.core.model.event import Event
from samenkomst.core.model.session import Session
from samenkomst.core.model.states import GoingAhead
from samenkomst.core.pages.addresses import event_url
from samenkomst.core.pages.calendar_lines import LINE_BREAK, line, text_line, time_line
from samenkomst.core.pages.calendar_text import Block
from samenkomst.core.pages.changes import UNDATED, changed_on, first_slug, moment_of
from samenkomst.core.pages.moments import Moment, begin_of, end_of
from samenkomst.core.pages.outlook import Outlook, count_changes, is_tentative, outlook_of
from samenkomst.core.pages.places import describe_session_place
from samenkomst.core.pages.reader import Reader
from samenkomst.core.pages.timing import describe_doors, describe_moves, describe_times
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


@dataclass(frozen=True, slots=True)
class _Written:
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

    def __init__(self, event: Event, publisher: Publisher) -> None:
        self.event = event
        self.publisher = publisher
        self._reader = publisher.reader
        self._slug, self._host = first_slug(event), publisher.host
        self._dates = "".join(_dates_of_change(event))
        self._context = "".join(_context(event, publisher))
        self._description = self._describe()
        sessions = event.all_sessions
        self._is_one = len(sessions) < 2
        self._written = {each.id: self._write(each) for each in sessions}

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

    def _write(self, session: Session) -> _Written | None:
        shown = session if session.date else _as_it_was(session)
        if shown is None:
            return None
        where = describe_session_place(session, self.publisher.translate)
        moments = _moments(shown)
        times = map(time_line, ("DTSTART", "DTEND"), moments)
        own = tuple(self._own_lines(session))
        # From slug and id, so that it stays when title or time change.
        uid = line("UID", f"{self._slug}.{session.id}@{self._host}")
        body = (
            *times,
            "TRANSP:TRANSPARENT\r\n" if _is_transparent(shown, moments) else "",
            text_line("SUMMARY", self._title(session)),
            self._describe(*own) if own else self._description,
        )
        place = text_line("LOCATION", where) if where else ""
        return _Written(
            head=f"BEGIN:VEVENT\r\n{uid}{self._dates}",
            body="".join(body),
            tail=f"{place}{self._context}END:VEVENT\r\n",
            moments=moments,
            changes=count_changes(self.event, session),
            status=_status(self.event, session),
        )

    def _title(self, session: Session) -> str:
        event = self.event
        same = self._is_one or session.title == event.title
        title = event.title if same else f"{event.title}: {session.title}"
        words = _OFF.get(outlook_of(event, session))
        return self.publisher.translate(words).format(title=title) if words else title

    def _describe(self, *own: str) -> str:
        """Return what the other properties cannot say: of the event, and a session's `own`."""
        url, summary = self.publisher.address(event_url(self.event.slug)), self.event.summary
        texts = (summary, *own, url) if summary else (*own, url)
        return text_line("DESCRIPTION", *texts, between=LINE_BREAK)

    def _own_lines(self, session: Session) -> Iterator[str]:
        reader = self._reader
        if session.provisional and session.date:
            yield reader.translate("De datum is nog niet zeker.")
        if _needs_words(session) and (times := describe_times(session, reader)):
            yield times
        if session.doors:
            yield describe_doors(session, reader)
        if session.livestream:
            yield f"{reader.translate('Kijk live mee')}: {session.livestream}"
        yield from describe_moves(session, reader)


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


def _as_it_was(session: Session) -> Session | None:
    """Return the session on the last date that it had."""
    dated = [earlier for earlier in session.moved_from if earlier.date]
    if not dated:
        return None
    was = dated[-1]
    times = {"start": was.start, "end": None, "end_date": None, "next_day": False}
    return session.model_copy(update={"date": was.date, "all_day": False, **times})


def _dates_of_change(event: Event) -> Iterator[str]:
    changed = changed_on(event)
    yield time_line("DTSTAMP", moment_of(changed) if changed else UNDATED)
    if event.published:
        yield time_line("CREATED", moment_of(event.published))
    if changed:
        yield time_line("LAST-MODIFIED", moment_of(changed))


def _context(event: Event, publisher: Publisher) -> Iterator[str]:
    yield line("URL", publisher.address(event_url(event.slug)))
    if event.themes:
        yield text_line("CATEGORIES", *event.themes)


def _status(event: Event, session: Session) -> str:
    """Return the status: postponed without a new date is CANCELLED, for that date is off.

    TENTATIVE would keep an afternoon free on which nothing happens; RFC 5545 has no other word.
    A new date brings the same UID back with a higher SEQUENCE.
    """
    if outlook_of(event, session).is_off:
        return _CANCELLED
    return "TENTATIVE" if is_tentative(event, session) else "CONFIRMED"


def _needs_words(session: Session) -> bool:
    unsaid = session.start is not None and _ends_unknown(session)
    return session.about or session.time_text is not None or unsaid


def _ends_unknown(session: Session) -> bool:
    """Return whether it takes several days, the last of which ends nobody knows when."""
    return session.end_date is not None and session.end is None


def _moments(session: Session) -> tuple[Moment, ...]:
    """Return start and end as far as known; the day after the last one ends a span of days.

    Days only, when the last day's end is not known.
    """
    start, end = session.date if _ends_unknown(session) else begin_of(session), end_of(session)
    if start is None:
        return ()
    if isinstance(start, datetime):
        return (start, end) if isinstance(end, datetime) else (start,)
    return (start, (session.end_date or start) + timedelta(days=1)) if end else (start,)


def _is_transparent(session: Session, moments: tuple[Moment, ...]) -> bool:
    """Return whether it makes nobody busy: a day on which the time is not known does not."""
    return bool(moments) and not isinstance(moments[0], datetime) and not session.all_day
