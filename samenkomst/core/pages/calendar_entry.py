"""One session as a VEVENT (RFC 5545); what is not known is left out, an end above all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from samenkomst.core.contract import Site
from samenkomst.core.model.event import Event
from samenkomst.core.model.session import Session
from samenkomst.core.model.states import GoingAhead
from samenkomst.core.pages.addresses import event_url
from samenkomst.core.pages.calendar_lines import line, text_line, time_line
from samenkomst.core.pages.calendar_text import Block
from samenkomst.core.pages.changes import changed_at, changed_on, first_slug, moment_of
from samenkomst.core.pages.moments import Moment, begin_of, end_of
from samenkomst.core.pages.outlook import Outlook, count_changes, is_tentative, outlook_of
from samenkomst.core.pages.places import describe_session_place
from samenkomst.core.pages.reader import Reader
from samenkomst.core.pages.timing import describe_doors, describe_moves, describe_times
from samenkomst.core.translation import N_, Translate

_OFF = {Outlook.POSTPONED: N_("Uitgesteld: {title}"), Outlook.CANCELLED: N_("Afgelast: {title}")}
"""Before the title too: not every calendar program shows a status."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Whose calendar it is: site and language, nothing more."""

    site: Site
    translate: Translate

    @property
    def host(self) -> str:
        """The name that makes ids unique in the world."""
        return urlsplit(self.site.url).hostname or "samenkomst"

    @property
    def reader(self) -> Reader:
        """For whom the words are."""
        return Reader(self.site.language, self.translate)

    def address(self, url: str) -> str:
        """Return the full address of what is at `url` from the root of the site."""
        return f"{self.site.url}{url}"


@dataclass(frozen=True, slots=True)
class _Written:
    """The text of an entry, but for its SEQUENCE and STATUS; nothing more."""

    head: str
    body: str
    tail: str
    moments: tuple[Moment, ...]


class Entries:
    """The sessions of one event as calendar entries; what these share is written once."""

    def __init__(self, event: Event, publisher: Publisher) -> None:
        self.event = event
        self.publisher = publisher
        self._reader = publisher.reader
        self._slug, self._host = first_slug(event), publisher.host
        self._dates = "".join(_dates_of_change(event))
        self._context = "".join(_context(event, publisher))
        self._is_one = len(event.all_sessions) < 2
        self._written: dict[str, _Written | None] = {}

    def entry(self, session: Session) -> Block | None:
        """Return the session as a calendar entry; None when it has no date and never had one.

        A session that lost its date stays on the old one, cancelled: who added that to a calendar
        by hand then sees that it is off.
        """
        event = self.event
        return self._entry(session, count_changes(event, session), _status(event, session))

    def cancelled(self, session: Session) -> Block | None:
        """Return the session's entry for who does not come after all.

        Cancelled, with the next SEQUENCE: a calendar that took it in drops it.
        """
        return self._entry(session, count_changes(self.event, session) + 1, "CANCELLED")

    def _entry(self, session: Session, changes: int, status: str) -> Block | None:
        if session.id not in self._written:
            self._written[session.id] = self._write(session)
        found = self._written[session.id]
        if found is None:
            return None
        sequence, state = line("SEQUENCE", str(changes)), line("STATUS", status)
        text = f"{found.head}{sequence}{found.body}{state}{found.tail}"
        return Block(text, found.moments)

    def _write(self, session: Session) -> _Written | None:
        shown = session if session.date else _as_it_was(session)
        if shown is None:
            return None
        where = describe_session_place(session, self.publisher.translate)
        moments = tuple(_moments(shown))
        times = zip(("DTSTART", "DTEND"), moments, strict=False)
        # From slug and id, so that it stays when title or time change.
        uid = f"{self._slug}.{session.id}@{self._host}"
        head = ("BEGIN:VEVENT\r\n", line("UID", uid), self._dates)
        body = (
            *(time_line(name, each) for name, each in times),
            *_transparency(shown, moments),
            text_line("SUMMARY", self._title(session)),
            text_line("DESCRIPTION", "\n".join(self._lines(session))),
        )
        tail = (
            text_line("LOCATION", where) if where else "",
            self._context,
            "END:VEVENT\r\n",
        )
        return _Written("".join(head), "".join(body), "".join(tail), moments)

    def _title(self, session: Session) -> str:
        event = self.event
        same = self._is_one or session.title == event.title
        title = event.title if same else f"{event.title}: {session.title}"
        words = _OFF.get(outlook_of(event, session))
        return self.publisher.translate(words).format(title=title) if words else title

    def _lines(self, session: Session) -> Iterator[str]:
        """Yield what the other properties cannot say."""
        event, reader = self.event, self._reader
        if event.summary:
            yield event.summary
        if session.provisional and session.date:
            yield reader.translate("De datum is nog niet zeker.")
        if _needs_words(session) and (times := describe_times(session, reader)):
            yield times
        if doors := describe_doors(session, reader):
            yield doors
        yield from describe_moves(session, reader)
        yield self.publisher.address(event_url(event.slug))


def event_note(event: Event, publisher: Publisher) -> Block:
    """Return an event without any date: RFC 5545 wants a start in a VEVENT, not in a VJOURNAL."""
    cancelled = event.going_ahead is GoingAhead.CANCELLED
    lines = (
        line("BEGIN", "VJOURNAL"),
        line("UID", f"{first_slug(event)}@{publisher.host}"),
        *_dates_of_change(event),
        text_line("SUMMARY", event.title),
        text_line("DESCRIPTION", event.summary or event.title),
        line("STATUS", "CANCELLED" if cancelled else "DRAFT"),
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
    yield time_line("DTSTAMP", changed_at(event))
    if event.published:
        yield time_line("CREATED", moment_of(event.published))
    if day := changed_on(event):
        yield time_line("LAST-MODIFIED", moment_of(day))


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
        return "CANCELLED"
    return "TENTATIVE" if is_tentative(event, session) else "CONFIRMED"


def _needs_words(session: Session) -> bool:
    dated = session.date is not None and session.start is not None
    unsaid = dated and not isinstance(_start(session), datetime)
    return session.about or session.time_text is not None or unsaid


def _start(session: Session) -> Moment | None:
    """Return what DTSTART holds: days only, when the last day's end is not known."""
    if session.end_date and session.end is None:
        return session.date
    return begin_of(session)


def _moments(session: Session) -> Iterator[Moment]:
    """Yield start and end as far as known; the day after the last one ends a span of days."""
    start, end = _start(session), end_of(session)
    if start is None:
        return
    yield start
    if isinstance(start, datetime) and isinstance(end, datetime):
        yield end
    elif not isinstance(start, datetime) and end is not None:
        yield (session.end_date or start) + timedelta(days=1)


def _transparency(session: Session, moments: tuple[Moment, ...]) -> Iterator[str]:
    """Yield that a day on which the time is not known does not make anyone busy for all of it."""
    if moments and not isinstance(moments[0], datetime) and not session.all_day:
        yield line("TRANSP", "TRANSPARENT")
