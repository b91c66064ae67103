"""Calendar files (RFC 5545): one VEVENT per dated session, the same bytes for the same content."""

from datetime import UTC, date, datetime

from icalendar import (
    Calendar,
    Event as Entry,
    Journal,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
)
from icalendar.prop import vDDDTypes, vText

from samenkomst.core.dates import AMSTERDAM
from samenkomst.core.model.event import Event, GoingAhead, Session
from samenkomst.core.pages.session_view import describe_where
from samenkomst.core.translation import Translate

DTSTAMP = datetime(2020, 1, 1, tzinfo=UTC)
"""RFC 5545 asks for a moment; a clock would change every file at every build."""

_STATUS = {
    GoingAhead.IDEA: "TENTATIVE",
    GoingAhead.ANNOUNCED: "CONFIRMED",
    GoingAhead.CONFIRMED: "CONFIRMED",
    GoingAhead.POSTPONED: "TENTATIVE",
    GoingAhead.CANCELLED: "CANCELLED",
}


def event_calendar(event: Event, site_url: str, host: str, translate: Translate) -> str:
    """Return the calendar file of `event`: its dated sessions.

    A session without a start is a whole day; an end is never invented. Sessions that one chooses
    from are left out: nobody attends them all. Without any date the file holds one VJOURNAL,
    since RFC 5545 wants a component and a VEVENT needs a start (section 3.6.1): who subscribes
    now sees the date appear.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Samenkomst//Samenkomst//NL")
    calendar.add("version", "2.0")
    dated = [session for session in event.sessions if session.date]
    if any(session.start for session in dated):
        calendar.add_component(amsterdam())
    for session in dated:
        calendar.add_component(_entry(event, session, site_url, host, translate))
    if not dated:
        calendar.add_component(_undated(event, site_url, host))
    return str(calendar.to_ical(), "utf-8")


def session_uid(event: Event, session: Session, host: str) -> str:
    """Return the UID of a session: from slug and id, so it stays when title or time change."""
    return f"{event.slug}.{session.id}@{host}"


def _entry(event: Event, session: Session, site_url: str, host: str, translate: Translate) -> Entry:
    entry = Entry()
    entry.add("uid", session_uid(event, session, host))
    entry.add("dtstamp", DTSTAMP)
    _add_times(entry, session)
    several = len(event.sessions) > 1 and session.title != event.title
    entry.add("summary", f"{event.title}: {session.title}" if several else event.title)
    entry.add("description", event.summary)
    entry.add("status", _STATUS[event.going_ahead])
    if where := describe_where([session], translate):
        entry.add("location", where[:1].upper() + where[1:])
    entry.add("url", f"{site_url}evenementen/{event.slug}/")
    return entry


def _add_times(entry: Entry, session: Session) -> None:
    if session.date is None:
        return
    if session.start is None:
        entry.add("dtstart", session.date)
        return
    entry.add("dtstart", _local(session.date, session.start.on(session.date)))
    if session.end is not None:
        entry.add("dtend", _local(session.date, session.end.on(session.date)))


def _local(day: date, moment: datetime) -> vDDDTypes:
    """Return the moment as Amsterdam's local time, named by our own constant time zone."""
    return vDDDTypes(moment.astimezone(AMSTERDAM))


def _undated(event: Event, site_url: str, host: str) -> Journal:
    note = Journal()
    note.add("uid", f"{event.slug}@{host}")
    note.add("dtstamp", DTSTAMP)
    note.add("summary", event.title)
    note.add("description", event.summary)
    note.add("status", "CANCELLED" if event.going_ahead is GoingAhead.CANCELLED else "DRAFT")
    note.add("url", f"{site_url}evenementen/{event.slug}/")
    return note


def amsterdam() -> Timezone:
    """Return the time zone Europe/Amsterdam by the rule that holds since 1996.

    A constant: what the library generates puts the spring change at 03:00 where RFC 5545 wants
    02:00, and ends in 2038 (measured).
    """
    zone = Timezone()
    zone.add("tzid", "Europe/Amsterdam")
    summer, winter = TimezoneDaylight(), TimezoneStandard()
    for part, start, month, offsets, name in (
        (summer, "19700329T020000", 3, ("+0100", "+0200"), "CEST"),
        (winter, "19701025T030000", 10, ("+0200", "+0100"), "CET"),
    ):
        part["dtstart"] = vText(start)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        part["tzoffsetfrom"], part["tzoffsetto"] = vText(offsets[0]), vText(offsets[1])
        part.add("tzname", name)
        zone.add_component(part)
    return zone
