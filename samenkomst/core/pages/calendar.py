"""Calendar files (RFC 5545, RFC 7986): the same bytes for the same content."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.model.event import Event
from samenkomst.core.pages.addresses import (
    AGENDA_URL,
    event_calendar_url,
    theme_calendar_url,
)
from samenkomst.core.pages.calendar_entry import (
    Entries,
    Publisher,
    event_note,
)
from samenkomst.core.pages.calendar_text import Block, write_calendar
from samenkomst.core.pages.words import slugify

_KEPT = timedelta(days=365)
"""How long feeds keep what is past: who was there finds it back, and what is off stays visible."""


def event_calendars(entries: Entries) -> tuple[tuple[Block, ...], dict[str, str]]:
    """Return the entries of an event, and its calendar files by their address."""
    event = entries.event
    found = {each.session.id: entries.entry(each.session) for each in entries.meetings.all}
    blocks = _blocks(event, found, entries.publisher)
    text = write_calendar(blocks)
    # Who subscribed at an old address goes on.
    files = {event_calendar_url(slug): text for slug in (*event.was, event.slug)}
    for meeting in entries.meetings.all:
        if meeting.calendar_url:
            block = found[meeting.session.id]
            files[meeting.calendar_url] = write_calendar([block] if block else [])
    return blocks, files


def _blocks(
    event: Event, found: Mapping[str, Block | None], publisher: Publisher
) -> tuple[Block, ...]:
    """Return the entries of the main sessions: nobody attends all that one chooses from beside it.

    When the event never had a date that is one VJOURNAL, since a file needs a component and a
    VEVENT a start (RFC 5545, section 3.6.1): who subscribes now sees the date appear.
    """
    blocks = [found[each.id] for each in event.main_sessions]
    return tuple(block for block in blocks if block) or (event_note(event, publisher),)


def feed_entries(event: Event, blocks: Iterable[Block], today: date) -> tuple[Block, ...]:
    """Return which entries of `event` stand in calendars to subscribe to.

    That is what is to come, and what was in the past year.
    """
    since = today - _KEPT
    return tuple(each for each in blocks if (each.last_day or event.ends or today) >= since)


def feed_calendars(
    catalogue: Catalogue, blocks: Mapping[str, Sequence[Block]], publisher: Publisher
) -> Iterator[tuple[str, str]]:
    """Yield the calendars to subscribe to with their address: of all events, and of each theme.

    `blocks` has the entries of each event by slug, as `feed_entries` gives them.
    """
    yield AGENDA_URL, _feed(catalogue.events, blocks, publisher, "", AGENDA_URL)
    for name, events in events_by_theme(catalogue).items():
        url = theme_calendar_url(name)
        yield url, _feed(events, blocks, publisher, name, url)


def _feed(
    events: Iterable[Event],
    blocks: Mapping[str, Sequence[Block]],
    publisher: Publisher,
    title: str,
    url: str,
) -> str:
    found = [block for event in events for block in blocks[event.slug]]
    name = f"{publisher.site.name}: {title}" if title else publisher.site.name
    return write_calendar(found, name, publisher.address(url))


def cancelled_calendar(entries: Entries) -> str:
    """Return the event's calendar file for who does not come after all: each entry cancelled."""
    found = map(entries.cancelled, entries.event.main_sessions)
    return write_calendar(entry for entry in found if entry)


def events_by_theme(catalogue: Catalogue) -> dict[str, list[Event]]:
    """Return the events of each theme, under its first spelling."""
    names: dict[str, str] = {}
    found: dict[str, list[Event]] = {}
    for event in catalogue.events:
        for slug, theme in {slugify(theme): theme for theme in event.themes}.items():
            found.setdefault(names.setdefault(slug, theme), []).append(event)
    return found
