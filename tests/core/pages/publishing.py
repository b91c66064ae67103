"""What the tests of machine-readable files share: one event, and for whom it is published."""

from dataclasses import replace
from datetime import date
from typing import Any

from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.model.event import Event
from samenkomst.core.pages.calendar import event_calendars
from samenkomst.core.pages.calendar_entry import Entries, Publisher
from samenkomst.core.pages.meetings import Meetings
from samenkomst.core.pages.plan import plan_site
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


def calendar_of(event: Event) -> str:
    """Return the calendar file of `event`."""
    return event_calendars(Entries(meetings_of(event), PUBLISHER))[1][
        f"evenementen/{event.slug}.ics"
    ]


def calendars_of(catalogue: Catalogue, today: date) -> dict[str, str]:
    """Return every calendar file of the site by its address."""
    files = plan_site(catalogue, SITE, {}, today=today, translate=dutch).files
    return {url: text for url, text in files.items() if url.endswith(".ics")}


__all__ = [
    "PUBLISHER",
    "calendar_of",
    "calendars_of",
    "catalogue_of",
    "event_of",
    "make_event_raw",
    "make_organisation_raw",
    "make_person_raw",
    "make_session_raw",
    "meetings_of",
]
