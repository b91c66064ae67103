"""Calendar files (RFC 5545, RFC 7986): the same bytes for the same content."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.model.event import Event
from samenkomst.core.model.session import Session
from samenkomst.core.pages.addresses import (
    AGENDA_URL,
    event_calendar_url,
    session_calendar_url,
    theme_calendar_url,
)
from samenkomst.core.pages.calendar_entry import (
    Publisher,
    cancelled_entry,
    event_note,
    session_entry,
)
from samenkomst.core.pages.calendar_text import Block, block_of, write_calendar
from samenkomst.core.pages.outlook import outlook_of
from samenkomst.core.pages.words import slugify

_KEPT = timedelta(days=365)
"""How long feeds keep what is past: who was there finds it back, and what is off stays visible."""


def calendar_files(catalogue: Catalogue, publisher: Publisher, today: date) -> dict[str, str]:
    """Return every calendar file by its address: of all, by theme, by event and by session."""
    calendars = _Calendars(publisher)
    files = {AGENDA_URL: calendars.feed(catalogue.events, today, "", AGENDA_URL)}
    for name, events in events_by_theme(catalogue).items():
        url = theme_calendar_url(name)
        files[url] = calendars.feed(events, today, name, url)
    for event in catalogue.events:
        text = calendars.event(event)
        for slug in (*event.was, event.slug):  # who subscribed at an old address goes on
            files[event_calendar_url(slug)] = text
        files |= calendars.sessions(event)
    return files


def event_calendar(event: Event, publisher: Publisher) -> str:
    """Return the calendar file of `event`."""
    return _Calendars(publisher).event(event)


def cancelled_calendar(event: Event, publisher: Publisher) -> str:
    """Return the event's calendar file for who does not come after all: each entry cancelled."""
    found = (
        cancelled_entry(event, each, publisher)
        for each in event.main_sessions
        if not outlook_of(event, each).is_off
    )
    return write_calendar(block_of(entry) for entry in found if entry)


def events_by_theme(catalogue: Catalogue) -> dict[str, list[Event]]:
    """Return the events of each theme, under its first spelling."""
    names: dict[str, str] = {}
    found: dict[str, list[Event]] = {}
    for event in catalogue.events:
        for slug, theme in {slugify(theme): theme for theme in event.themes}.items():
            found.setdefault(names.setdefault(slug, theme), []).append(event)
    return found


def goes_on(event: Event) -> bool:
    """Return whether `event` has a date on which one can come."""
    return any(each.date and not outlook_of(event, each).is_off for each in event.main_sessions)


class _Calendars:
    """Calendars in which each session is written once, though it stands in four of them."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self._blocks: dict[tuple[str, str], Block | None] = {}

    def event(self, event: Event) -> str:
        """Return the sessions that are the event itself.

        Sessions that one chooses from beside it are left out: nobody attends them all.
        """
        return write_calendar(self._of_event(event))

    def sessions(self, event: Event) -> dict[str, str]:
        """Return a file of its own for each session that has one, by address."""
        found = {session_calendar_url(event, each): each for each in event.all_sessions}
        return {
            url: write_calendar(self._of_sessions(event, (session,)))
            for url, session in found.items()
            if url
        }

    def feed(self, events: Iterable[Event], today: date, title: str, url: str) -> str:
        """Return a calendar to subscribe to: what is to come, and what was in the past year."""
        site, since = self._publisher.site, today - _KEPT
        blocks = [
            block
            for event in events
            for block in self._of_event(event)
            if (block.last_day or event.ends or today) >= since
        ]
        name = f"{site.name}: {title}" if title else site.name
        return write_calendar(blocks, name, self._publisher.address(url))

    def _of_event(self, event: Event) -> list[Block]:
        """Return the entries of `event`.

        When it never had a date that is one VJOURNAL, since a file needs a component and a VEVENT
        a start (RFC 5545, section 3.6.1): who subscribes now sees the date appear.
        """
        found = list(self._of_sessions(event, event.main_sessions))
        return found or [block_of(event_note(event, self._publisher))]

    def _of_sessions(self, event: Event, sessions: Iterable[Session]) -> Iterator[Block]:
        for session in sessions:
            key = event.slug, session.id
            if key not in self._blocks:
                entry = session_entry(event, session, self._publisher)
                self._blocks[key] = block_of(entry) if entry else None
            if block := self._blocks[key]:
                yield block
