"""A session in words, as page, letter and list show it."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import NamedTuple

from samenkomst.core.model.registration import Registration
from samenkomst.core.model.session import Session, SessionGroup
from samenkomst.core.pages.addresses import form_url
from samenkomst.core.pages.costs_view import CostsView, view_costs
from samenkomst.core.pages.limits_view import describe_capacity, describe_choice
from samenkomst.core.pages.meetings import Meeting, Meetings, meet
from samenkomst.core.pages.opening import chooses_session, first_day
from samenkomst.core.pages.people_view import People, PersonLine
from samenkomst.core.pages.programme_view import ProgrammeView, view_programme
from samenkomst.core.pages.reader import Reader
from samenkomst.core.pages.registration_view import (
    FORM_URL,
    RegistrationView,
    view_registration,
)
from samenkomst.core.pages.words import describe_language, is_other_language


class SessionView(NamedTuple):
    """A session in words; what is not known stays empty."""

    id: str
    title: str
    number: str
    date: str
    """"dinsdag 29 maart 2022", or the editor's words."""
    machine_date: str
    """ISO date or date and time, or nothing when the date is not known."""
    times: str
    doors: str
    place: str
    """Mode and place."""
    livestream: str
    """Where anyone can watch, or nothing when it is over."""
    directions: str
    """Markdown."""
    language: str
    lang: str
    """The code for a `lang` attribute, when it is not the page's language."""
    status: str
    """That this one does not go ahead."""
    calendar_url: str
    """The file of this session alone, or nothing when its date is not known."""
    moves: tuple[str, ...]
    """When it was planned before."""
    reserve: str
    audience: tuple[str, ...]
    capacity: tuple[str, ...]
    text: str
    """Markdown."""
    people: tuple[PersonLine, ...]
    programme: ProgrammeView | None
    costs: CostsView | None
    registration: RegistrationView | None

    @property
    def says_more(self) -> bool:
        """Whether there is more to tell than the facts box of the event holds."""
        return bool(
            self.text
            or self.directions
            or self.moves
            or self.reserve
            or self.people
            or self.status
            or self.costs
            or self.registration
        )


class GroupView(NamedTuple):
    """Sessions that belong together: an edition, a module, or moments to choose from."""

    id: str
    title: str
    choose: str
    text: str
    audience: tuple[str, ...]
    capacity: tuple[str, ...]
    costs: CostsView | None
    registration: RegistrationView | None
    sessions: tuple[SessionView, ...]
    part_of_event: bool


class Sessions:
    """The sessions of one event, with all that their words need."""

    def __init__(
        self, meetings: Meetings, people: People, reader: Reader, today: date, *, has_form: bool
    ) -> None:
        self._meetings = meetings
        self._event = meetings.event
        self._people = people
        self._reader = reader
        self._today = today
        self._has_form = has_form

    @cached_property
    def own(self) -> tuple[SessionView, ...]:
        """The event's own sessions in words: they stand in two parts of the page."""
        return self._views(self._event.sessions)

    @property
    def whole(self) -> tuple[SessionView, ...]:
        """The programme of the whole event, or nothing."""
        event = self._event
        return tuple(self._view(meet(event, each, self._reader)) for each in event.whole)

    def _views(self, sessions: Iterable[Session]) -> tuple[SessionView, ...]:
        """Return `sessions` in words, in the order of the file."""
        return tuple(self._view(self._meetings.of(each)) for each in sessions)

    def _view(self, meeting: Meeting) -> SessionView:
        reader, session = self._reader, meeting.session
        language = session.language
        other = is_other_language(language, self._event.language or reader.language)
        return SessionView(
            id=session.id,
            title=session.title,
            number=session.number or "",
            date=meeting.days,
            machine_date=meeting.begins,
            times=meeting.hours,
            doors=meeting.doors,
            place=meeting.attendance,
            livestream=self._livestream(meeting),
            directions=(session.place.directions if session.place else None) or "",
            language=describe_language(language, reader.translate) if language and other else "",
            lang=language if language and other else "",
            status=reader.translate("Gaat niet door") if session.cancelled else "",
            calendar_url=self._calendar_url(meeting),
            moves=meeting.moves,
            reserve=reader.day(session.reserve_date, weekday=True) if session.reserve_date else "",
            audience=session.audience,
            capacity=describe_capacity(session.capacity, reader),
            text=session.text or "",
            people=self._people.lines(session.people),
            programme=view_programme(session, self._people, reader),
            costs=view_costs(session.costs, reader),
            registration=self._own_registration(session),
        )

    def _livestream(self, meeting: Meeting) -> str:
        last = meeting.session.end_date or meeting.session.date
        return "" if last is not None and last < self._today else meeting.livestream

    def _calendar_url(self, meeting: Meeting) -> str:
        """Return the address of the own file; nobody needs one for what is off."""
        off = meeting.session.cancelled or self._event.going_ahead.is_off
        return "" if off else meeting.calendar_url

    def _own_registration(self, session: Session) -> RegistrationView | None:
        """Return the session's own registration, or the event's where its term differs."""
        if session.cancelled:
            return None
        if session.registration:
            return self.registration(session.registration, session.date)
        shared = self._event.registration
        if not (shared.closes and shared.closes.day is None and session.date):
            return None
        main = any(each.session is session for each in self._meetings.main)
        if not (main and chooses_session(self._event)):
            return None
        view = self.registration(shared, session.date)
        if view.state is not shared.state:
            return view
        # The event's own button serves all its sessions; here stands only what differs.
        return view._replace(call="", covers="", text="", after="", label="")

    def registration(self, registration: Registration, first: date | None) -> RegistrationView:
        """Return the registration of a session or group; a term counts from `first`."""
        # The page carries the event's form alone: another one has an address of its own.
        own = registration.form and registration.form != self._event.registration.form
        return view_registration(
            registration,
            first,
            self._today,
            self._reader,
            has_form=bool(own) or self._has_form,
            form_url=form_url(self._event.slug, registration.form or "") if own else FORM_URL,
        )

    def group(self, group: SessionGroup) -> GroupView:
        """Return `group` with its sessions in words."""
        own = group.registration
        return GroupView(
            id=group.id,
            title=group.title,
            choose=describe_choice(group.choose, len(group.sessions), self._reader),
            text=group.text or "",
            audience=group.audience,
            capacity=describe_capacity(group.capacity, self._reader),
            costs=view_costs(group.costs, self._reader),
            registration=self.registration(own, first_day(group.sessions)) if own else None,
            sessions=self._views(group.sessions),
            part_of_event=group.part_of_event,
        )
