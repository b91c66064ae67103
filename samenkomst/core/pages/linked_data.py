"""Events for machines: schema.org as JSON-LD on the page, and `events.json` for other sites."""

from collections.abc import Iterable, Mapping
from typing import Any

from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.model.event import Event, GoingAhead, Mode, Session
from samenkomst.core.pages.session_view import machine_date

_STATUS = {
    GoingAhead.POSTPONED: "EventPostponed",
    GoingAhead.CANCELLED: "EventCancelled",
}

_MODES = {
    Mode.IN_PERSON: "OfflineEventAttendanceMode",
    Mode.ONLINE: "OnlineEventAttendanceMode",
    Mode.HYBRID: "MixedEventAttendanceMode",
}


def event_linked_data(event: Event, catalogue: Catalogue, site_url: str) -> dict[str, Any]:
    """Return `event` as a schema.org Event; what is not known is left out, never guessed."""
    organiser = catalogue.organisations[event.organiser]
    url = f"{site_url}evenementen/{event.slug}/"
    performers = [
        {"@type": "Person", "name": catalogue.people[each.person].name} for each in event.people
    ]
    several = len(event.sessions) > 1
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": url,
        "url": url,
        "name": event.title,
        "description": event.summary,
        "eventStatus": f"https://schema.org/{_STATUS.get(event.going_ahead, 'EventScheduled')}",
        "organizer": _without_gaps(
            {"@type": "Organization", "name": organiser.name, "url": organiser.url}
        ),
        "performer": performers,
        "isAccessibleForFree": True if event.costs and event.costs.free else None,
        "maximumAttendeeCapacity": event.capacity.max if event.capacity else None,
        "subEvent": [_session(each, event, catalogue, url) for each in event.sessions]
        if several
        else None,
    }
    return _without_gaps(data | _when_and_where(event.sessions, url))


def _session(session: Session, event: Event, catalogue: Catalogue, url: str) -> dict[str, Any]:
    status = _STATUS.get(event.going_ahead, "EventScheduled")
    return _without_gaps(
        {
            "@type": "Event",
            "@id": f"{url}#{session.id}",
            "name": session.title,
            "eventStatus": f"https://schema.org/{status}",
            **_when_and_where([session], url),
        }
    )


def _when_and_where(sessions: Iterable[Session], url: str) -> dict[str, Any]:
    found = list(sessions)
    starts = [machine_date(each.date, each.start) for each in found if each.date]
    last = max((each for each in found if each.date), key=lambda each: str(each.date), default=None)
    modes = {each.mode for each in found if each.mode}
    locations = [place for each in found for place in _locations(each, url)]
    unique = [place for index, place in enumerate(locations) if place not in locations[:index]]
    return {
        "startDate": min(starts, default=None),
        "endDate": machine_date(last.date, last.end) if last and last.end else None,
        "eventAttendanceMode": _attendance(modes),
        "location": unique[0] if len(unique) == 1 else unique,
    }


def _attendance(modes: set[Mode]) -> str | None:
    if not modes:
        return None
    mode = modes.pop() if len(modes) == 1 else Mode.HYBRID
    return f"https://schema.org/{_MODES[mode]}"


def _locations(session: Session, url: str) -> Iterable[dict[str, Any]]:
    if session.mode in (Mode.ONLINE, Mode.HYBRID):
        yield {"@type": "VirtualLocation", "url": url}
    place = session.place
    if place and (place.name or place.address or place.city):
        address = _without_gaps(
            {
                "@type": "PostalAddress",
                "streetAddress": place.address,
                "addressLocality": place.city,
            }
        )
        yield _without_gaps(
            {"@type": "Place", "name": place.name or place.city, "address": address}
        )


def _without_gaps(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}


def events_json(catalogue: Catalogue, site_url: str) -> dict[str, Any]:
    """Return all events for other sites: the state of each on its own axis, dates as typed."""
    return {"v": 1, "events": [_plain(event, catalogue, site_url) for event in catalogue.events]}


def _plain(event: Event, catalogue: Catalogue, site_url: str) -> dict[str, Any]:
    return _without_gaps(
        {
            "slug": event.slug,
            "url": f"{site_url}evenementen/{event.slug}/",
            "title": event.title,
            "kind": event.kind,
            "themes": list(event.themes),
            "summary": event.summary,
            "organiser": catalogue.organisations[event.organiser].name,
            "going_ahead": event.going_ahead,
            "registration": event.registration.state,
            "sessions": [_plain_session(session) for session in event.sessions],
        }
    )


def _plain_session(session: Session) -> dict[str, Any]:
    place = session.place.model_dump(exclude_none=True) if session.place else None
    return _without_gaps(
        {
            "id": session.id,
            "title": session.title,
            "date": session.date.isoformat() if session.date else None,
            "date_text": session.date_text,
            "start": str(session.start) if session.start else None,
            "end": str(session.end) if session.end else None,
            "mode": session.mode,
            "place": place,
        }
    )
