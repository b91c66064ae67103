"""One session as a VEVENT (RFC 5545); what is not known is left out, an end above all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from icalendar import Event as Entry, Journal
from icalendar.prop import vDDDTypes

from samenkomst.core.contract import Site
from samenkomst.core.model.event import Event
from samenkomst.core.model.session import Session
from samenkomst.core.model.states import GoingAhead
from samenkomst.core.pages.addresses import event_url
from samenkomst.core.pages.changes import changed_at, changed_on, first_slug, moment_of
from samenkomst.core.pages.moments import Moment, begin_of, end_of
from samenkomst.core.pages.outlook import Outlook, count_changes, is_tentative, outlook_of
from samenkomst.core.pages.places import describe_session_place
from samenkomst.core.pages.plain_text import printable
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


def session_uid(event: Event, session: Session, host: str) -> str:
    """Return the UID of a session: from slug and id, so it stays when title or time change."""
    return f"{first_slug(event)}.{session.id}@{host}"


def session_entry(event: Event, session: Session, publisher: Publisher) -> Entry | None:
    """Return the session as a calendar entry; None when it has no date and never had one.

    A session that lost its date stays on the old one, cancelled: who added that to a calendar by
    hand then sees that it is off.
    """
    shown = session if session.date else _as_it_was(session)
    if shown is None:
        return None
    entry = Entry()
    entry.add("uid", session_uid(event, session, publisher.host))
    _add_dates_of_change(entry, event)
    entry.add("sequence", count_changes(event, session))
    _add_times(entry, shown)
    entry.add("summary", printable(_title(event, session, publisher)))
    entry.add("description", printable("\n".join(_lines(event, session, publisher))))
    entry.add("status", _status(event, session))
    if where := describe_session_place(session, publisher.translate):
        entry.add("location", printable(where))
    _add_context(entry, event, publisher)
    return entry


def cancelled_entry(event: Event, session: Session, publisher: Publisher) -> Entry | None:
    """Return the session's entry for who does not come after all.

    Cancelled, with the next SEQUENCE: a calendar that took it in drops it.
    """
    entry = session_entry(event, session, publisher)
    if entry is None:
        return None
    del entry["sequence"], entry["status"]
    entry.add("sequence", count_changes(event, session) + 1)
    entry.add("status", "CANCELLED")
    return entry


def event_note(event: Event, publisher: Publisher) -> Journal:
    """Return an event without any date: RFC 5545 wants a start in a VEVENT, not in a VJOURNAL."""
    note = Journal()
    note.add("uid", f"{first_slug(event)}@{publisher.host}")
    _add_dates_of_change(note, event)
    note.add("summary", printable(event.title))
    note.add("description", printable(event.summary or event.title))
    note.add("status", "CANCELLED" if event.going_ahead is GoingAhead.CANCELLED else "DRAFT")
    _add_context(note, event, publisher)
    return note


def _as_it_was(session: Session) -> Session | None:
    """Return the session on the last date that it had."""
    dated = [earlier for earlier in session.moved_from if earlier.date]
    if not dated:
        return None
    was = dated[-1]
    times = {"start": was.start, "end": None, "end_date": None, "next_day": False}
    return session.model_copy(update={"date": was.date, "all_day": False, **times})


def _add_dates_of_change(entry: Entry | Journal, event: Event) -> None:
    entry.add("dtstamp", changed_at(event))
    if event.published:
        entry.add("created", moment_of(event.published))
    if day := changed_on(event):
        entry.add("last-modified", moment_of(day))


def _add_context(entry: Entry | Journal, event: Event, publisher: Publisher) -> None:
    entry.add("url", publisher.address(event_url(event.slug)))
    if event.themes:
        entry.add("categories", [printable(theme) for theme in event.themes])


def _status(event: Event, session: Session) -> str:
    """Return the status: postponed without a new date is CANCELLED, for that date is off.

    TENTATIVE would keep an afternoon free on which nothing happens; RFC 5545 has no other word.
    A new date brings the same UID back with a higher SEQUENCE.
    """
    if outlook_of(event, session).is_off:
        return "CANCELLED"
    return "TENTATIVE" if is_tentative(event, session) else "CONFIRMED"


def _title(event: Event, session: Session, publisher: Publisher) -> str:
    own = len(event.all_sessions) > 1 and session.title != event.title
    title = f"{event.title}: {session.title}" if own else event.title
    words = _OFF.get(outlook_of(event, session))
    return publisher.translate(words).format(title=title) if words else title


def _lines(event: Event, session: Session, publisher: Publisher) -> Iterator[str]:
    """Yield what the other properties cannot say."""
    reader, translate = publisher.reader, publisher.translate
    if event.summary:
        yield event.summary
    if session.provisional and session.date:
        yield translate("De datum is nog niet zeker.")
    if _needs_words(session) and (times := describe_times(session, reader)):
        yield times
    if doors := describe_doors(session, reader):
        yield doors
    yield from describe_moves(session, reader)
    yield publisher.address(event_url(event.slug))


def _needs_words(session: Session) -> bool:
    dated = session.date is not None and session.start is not None
    unsaid = dated and not isinstance(_start(session), datetime)
    return session.about or session.time_text is not None or unsaid


def _start(session: Session) -> Moment | None:
    """Return what DTSTART holds: days only, when the last day's end is not known."""
    if session.end_date and session.end is None:
        return session.date
    return begin_of(session)


def _add_times(entry: Entry, session: Session) -> None:
    """Add start and end as far as known; the day after the last one ends a span of days.

    A day on which the time is not known does not make anyone busy for all of it.
    """
    start, end = _start(session), end_of(session)
    if start is None:
        return
    entry.add("dtstart", vDDDTypes(start) if isinstance(start, datetime) else start)
    if isinstance(start, datetime) and isinstance(end, datetime):
        entry.add("dtend", vDDDTypes(end))
    elif not isinstance(start, datetime) and end is not None:
        entry.add("dtend", (session.end_date or start) + timedelta(days=1))
    if not isinstance(start, datetime) and not session.all_day:
        entry.add("transp", "TRANSPARENT")
