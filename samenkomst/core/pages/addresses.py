"""Addresses of the pages, from the root of the site."""

from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.model.event import Event
from samenkomst.core.model.session import Session
from samenkomst.core.pages.words import slugify

OVERVIEW_URL = "evenementen/"
AGENDA_URL = "agenda.ics"
FEED_URL = "feed.xml"


def event_url(slug: str) -> str:
    """Return the address of an event's page."""
    return f"evenementen/{slug}/"


def event_calendar_url(slug: str) -> str:
    """Return the address of an event's calendar file."""
    return f"evenementen/{slug}.ics"


def session_calendar_url(event: Event, session: Session) -> str:
    """Return the address of the calendar file of one session, or nothing when it has none.

    Without a date there is nothing to add, and the only session is in the event's own file.
    """
    if session.date is None or (len(event.sessions) < 2 and len(event.all_sessions) < 2):
        return ""
    return f"{event_url(event.slug)}{session.id}.ics"


def theme_calendar_url(theme: str) -> str:
    """Return the address of the calendar of a theme."""
    return f"evenementen/thema/{slugify(theme)}.ics"


def picture_url(slug: str) -> str:
    """Return the address of the picture that other sites show beside a link to an event."""
    return f"evenementen/{slug}.png"


def person_url(identifier: str) -> str:
    """Return the address of a person's page."""
    return f"mensen/{identifier}/"


def organisation_url(identifier: str) -> str:
    """Return the address of an organisation's page."""
    return f"organisaties/{identifier}/"


def anyone_url(identifier: str, catalogue: Catalogue) -> str:
    """Return the page of a person or organisation by id, or nothing for who has none."""
    if identifier in catalogue.people:
        return person_url(identifier)
    return organisation_url(identifier) if identifier in catalogue.organisations else ""


def form_url(slug: str, form: str) -> str:
    """Return where a form of an event is sent; there it also stands, when not on the page."""
    return f"formulieren/{slug}/{form}/"
