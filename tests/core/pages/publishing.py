"""What the tests of machine-readable files share: one event, and for whom it is published."""

from dataclasses import replace
from typing import Any

from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.model.event import Event
from samenkomst.core.pages.calendar_entry import Publisher
from samenkomst.core.pages.meetings import Meetings
from samenkomst.core.translation import dutch
from tests.builders import (
    SITE,
    make_catalogue,
    make_event_raw,
    make_organisation_raw,
    make_person_raw,
    make_session_raw,
    sound,
)

PUBLISHER = Publisher(SITE, dutch)


def catalogue_of(*events: dict[str, Any], **shelves: list[Any]) -> Catalogue:
    """Return a catalogue with these events, also where one contradicts itself."""
    found = tuple(sound(Event, event) for event in events)
    return replace(make_catalogue(events=[], **shelves), events=found)


def event_of(*sessions: dict[str, Any], **changes: Any) -> Event:
    """Return an event with these sessions."""
    given = {"title": "Ronde tafel", "sessions": list(sessions)}
    return sound(Event, make_event_raw(**(given | changes)))


def meetings_of(event: Event) -> Meetings:
    """Return the meetings of `event`, in words of the site."""
    return Meetings(event, PUBLISHER.reader)


__all__ = [
    "PUBLISHER",
    "catalogue_of",
    "event_of",
    "make_event_raw",
    "make_organisation_raw",
    "make_person_raw",
    "make_session_raw",
    "meetings_of",
]
