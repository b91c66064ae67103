"""Events for search engines: schema.org as JSON-LD; what is not known is left out, never guessed.

An event is an `EducationEvent` when somebody trains or teaches, or when it counts for points or a
certificate. Such an event without any date is a `Course`: what one can follow, without saying when.
A course whose editions one chooses from has these as `CourseInstance`. All else is an `Event`.
"""

from collections.abc import Sequence

from samenkomst.core.model.appearance import Appearance
from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.model.event import Event
from samenkomst.core.model.session import Session, SessionGroup
from samenkomst.core.model.states import Role
from samenkomst.core.pages.addresses import event_url, picture_url
from samenkomst.core.pages.calendar_entry import Publisher
from samenkomst.core.pages.linked_parts import (
    Linked,
    attendance_mode,
    filled,
    locations,
    offers,
    once,
    organisations,
    performers,
    schema,
)
from samenkomst.core.pages.meetings import Meeting, Meetings
from samenkomst.core.pages.moments import earlier_begin, iso, moment_on, zone_of
from samenkomst.core.pages.opening import event_closes, first_day, last_day
from samenkomst.core.pages.outlook import Outlook

_STATUS = {
    Outlook.PLANNED: schema("EventScheduled"),
    Outlook.MOVED: schema("EventRescheduled"),
    Outlook.POSTPONED: schema("EventPostponed"),
    Outlook.CANCELLED: schema("EventCancelled"),
}
_TEACHERS = (Role.TRAINER, Role.TEACHER)


def event_linked_data(meetings: Meetings, catalogue: Catalogue, publisher: Publisher) -> Linked:
    """Return an event as schema.org describes it."""
    return _Describer(meetings, catalogue, publisher).whole()


def teaches(event: Event) -> bool:
    """Return whether `event` is education: somebody trains or teaches, or it counts for points."""
    sessions = [person for session in event.main_sessions for person in session.people]
    return bool(event.accreditation) or any(
        person.role in _TEACHERS for person in (*event.people, *sessions)
    )


class _Describer:
    """One event with what its description needs."""

    def __init__(self, meetings: Meetings, catalogue: Catalogue, publisher: Publisher) -> None:
        self.event = event = meetings.event
        self.meetings = meetings
        self.catalogue = catalogue
        self.publisher = publisher
        self.url = publisher.address(event_url(event.slug))
        self.language = event.language or publisher.site.language
        self.parts = organisations(event, catalogue)
        self.places = {each.session.id: locations(each, self.url) for each in meetings.main}
        self.outlook = meetings.outlook

    def whole(self) -> Linked:
        head = {"@context": "https://schema.org"}
        if not teaches(self.event):
            return head | self._event("Event")
        editions = self._editions()
        off = self.outlook.is_off  # which only an event can say, not a course
        if editions or not (self.meetings.are_dated or off):
            return head | self._course(editions)
        return head | self._event("EducationEvent")

    def _about(self, type_: str) -> Linked:
        """Return what event and course have in common."""
        event = self.event
        return {
            "@type": type_,
            "@id": self.url,
            "url": self.url,
            "name": event.title,
            "alternateName": event.subtitle,
            "description": event.summary,
            "image": self.publisher.address(picture_url(event.slug)),
            "inLanguage": self.language,
            "keywords": ", ".join(dict.fromkeys(filter(None, (event.kind, *event.themes)))),
            "about": [{"@type": "Thing", "name": theme} for theme in event.themes],
            "audience": _audience(event.audience),
            "isAccessibleForFree": event.costs.free if event.costs else None,
            "offers": self._offers(),
            "sponsor": self.parts.get("sponsor"),
            "funder": self.parts.get("funder"),
            "contributor": self.parts.get("contributor"),
        }

    def _event(self, type_: str) -> Linked:
        meetings = self.meetings.main
        several = len(meetings) > 1
        return filled(
            self._about(type_)
            | self._when_and_where(_going_on(meetings))
            | {
                "eventStatus": _STATUS[self.outlook],
                "previousStartDate": _previous(self.meetings.leading),
                "organizer": self.parts.get("organizer"),
                "performer": performers(self._everyone(), self.catalogue, self._site_url),
                "maximumAttendeeCapacity": self._most(),
                "doorTime": None if several or not meetings else _door_time(meetings[0].session),
                "subEvent": [self._session(each) for each in meetings] if several else None,
            }
        )

    @property
    def _site_url(self) -> str:
        return self.publisher.site.url

    def _everyone(self) -> tuple[Appearance, ...]:
        inside = [each for meeting in self.meetings.main for each in meeting.session.people]
        return (*self.event.people, *inside)

    def _most(self) -> int | None:
        """Return the most that can take part, when people are counted and not estimated."""
        capacity = self.event.capacity
        return capacity.max if capacity and not capacity.unit and not capacity.about else None

    def _offers(self) -> list[Linked]:
        event = self.event
        if self.outlook.is_off:
            return []
        return offers(event.costs, event.registration, event_closes(event), self.url)

    def _course(self, editions: Sequence[SessionGroup]) -> Linked:
        found = self._about("Course") | {"provider": self.parts.get("organizer")}
        found["hasCourseInstance"] = [self._edition(each) for each in editions]
        return filled(found)

    def _editions(self) -> list[SessionGroup]:
        """Return the editions among which one chooses; modules, all of which one follows, are none.

        With `choose` of at most one, the groups that are the event itself exclude each other.
        """
        groups = [each for each in self.event.session_groups if each.part_of_event]
        one = self.event.choose is not None and self.event.choose.max == 1
        return groups if one and len(groups) > 1 else []

    def _edition(self, group: SessionGroup) -> Linked:
        registration = group.registration or self.event.registration
        closes = last_day(registration, first_day(group.sessions))
        meetings = [self.meetings.of(each) for each in group.sessions]
        return filled(
            {
                "@type": "CourseInstance",
                "@id": f"{self.url}#{group.id}",
                "name": group.title,
                **self._when_and_where(_going_on(meetings)),
                "offers": offers(group.costs or self.event.costs, registration, closes, self.url),
                "organizer": self.parts.get("organizer"),
                "subEvent": [self._session(each) for each in meetings],
            }
        )

    def _session(self, meeting: Meeting) -> Linked:
        session, outlook = meeting.session, meeting.outlook
        url = f"{self.url}#{session.id}"
        return filled(
            {
                "@type": "Event",
                "@id": url,
                "url": url,
                "name": session.title,
                "superEvent": {"@id": self.url},
                "eventStatus": _STATUS[outlook],
                "previousStartDate": _previous(meeting),
                "startDate": meeting.begins,
                "endDate": meeting.ends,
                "eventAttendanceMode": attendance_mode([meeting]),
                "location": self.places[session.id],
                "doorTime": _door_time(session),
                "inLanguage": session.language or self.language,
                "audience": _audience(session.audience),
                "performer": performers(session.people, self.catalogue, self._site_url),
                "organizer": self.parts.get("organizer"),
                "offers": [] if outlook.is_off else self._own_offers(session, url),
            }
        )

    def _own_offers(self, session: Session, url: str) -> list[Linked]:
        registration = session.registration or self.event.registration
        return offers(session.costs, registration, last_day(registration, session.date), url)

    def _when_and_where(self, meetings: Sequence[Meeting]) -> Linked:
        return {
            # As text a day comes before the times on it.
            "startDate": min((each.begins for each in meetings if each.begins), default=None),
            "endDate": _end(meetings),
            "eventAttendanceMode": attendance_mode(meetings),
            "location": once(place for each in meetings for place in self.places[each.session.id]),
        }


def _going_on(meetings: Sequence[Meeting]) -> Sequence[Meeting]:
    """Return what still counts for begin and end of the whole."""
    return [each for each in meetings if not each.outlook.is_off] or meetings


def _end(meetings: Sequence[Meeting]) -> str | None:
    """Return when the last session ends, or its day when that is later than the first one's."""
    dated = [each for each in meetings if each.begins]
    if not dated:
        return None
    last = max(dated, key=lambda each: each.ends or each.begins)
    if last.ends:
        return last.ends
    days = [each.session.date for each in dated if each.session.date]
    return iso(max(days)) if max(days) > min(days) else None


def _previous(meeting: Meeting | None) -> list[str]:
    """Return when a session would have begun, oldest first, as far as a date was known."""
    if meeting is None:
        return []
    begins = [earlier_begin(each, meeting.session) for each in meeting.session.moved_from]
    if meeting.outlook is Outlook.POSTPONED:
        begins.append(meeting.begin)
    return [iso(each) for each in begins if each]


def _door_time(session: Session) -> str | None:
    if session.date is None or session.doors is None:
        return None
    return iso(moment_on(session.date, session.doors, zone_of(session)))


def _audience(words: Sequence[str]) -> list[Linked]:
    return [{"@type": "Audience", "audienceType": each} for each in words]
