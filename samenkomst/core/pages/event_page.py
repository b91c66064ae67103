"""What stands on an event's page: facts, banner, parts in the editor's order, and the form."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from samenkomst.core.contract import Contact
from samenkomst.core.dates import format_date
from samenkomst.core.forms import Form
from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.model.event import (
    Event,
    GoingAhead,
    Part,
    Registration,
    RegistrationState,
    Role,
    Session,
    SessionGroup,
)
from samenkomst.core.pages.session_view import (
    SessionView,
    describe_when,
    describe_where,
    is_past,
    view_session,
)
from samenkomst.core.pages.words import (
    CALLS,
    GOING_AHEAD,
    PARTNER_ROLES,
    REGISTRATION,
    ROLES,
    slugify,
)
from samenkomst.core.translation import Translate


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of the facts box: a term, and lines of text or links."""

    term: str
    lines: tuple[str, ...] = ()
    markdown: str = ""
    links: tuple[tuple[str, str], ...] = ()
    """Title and address from the root of the site, or a full address."""


@dataclass(frozen=True, slots=True)
class Banner:
    """What a visitor must not miss: that the event is postponed or cancelled, and other news."""

    level: str
    """"postponed", "cancelled" or "notice"."""
    label: str
    title: str
    text: str
    """Markdown."""
    date: str


@dataclass(frozen=True, slots=True)
class PartView:
    """A piece of the page under its own heading."""

    id: str
    title: str
    kind: str
    """"text", or the name of a part that the product makes."""
    content: Any = None


@dataclass(frozen=True, slots=True)
class GroupView:
    """Sessions of which one chooses some."""

    id: str
    title: str
    choose: str
    text: str
    sessions: tuple[SessionView, ...]


@dataclass(frozen=True, slots=True)
class PersonView:
    """Someone on stage, with the own page's address."""

    name: str
    url: str
    role: str
    headline: str
    bio: str
    """Markdown."""


@dataclass(frozen=True, slots=True)
class RelatedView:
    """Something else to read."""

    title: str
    url: str
    text: str


@dataclass(frozen=True, slots=True)
class EventPage:
    """Everything that the template of an event shows, nothing more."""

    slug: str
    title: str
    subtitle: str
    kind: str
    summary: str
    intro: str
    """Markdown."""
    banners: tuple[Banner, ...]
    facts: tuple[Fact, ...]
    parts: tuple[PartView, ...]
    call: str
    """The button's text, or nothing."""
    call_url: str
    """An address elsewhere, or nothing: then the button leads to the form."""
    registration_state: str
    """In one sentence."""
    registration_text: str
    """Markdown."""
    opens: str
    """The first day for forms in words, while it has not come."""
    closes: str
    """The last day for forms in words, while forms are taken."""
    form: Form | None
    contacts: tuple[Contact, ...]
    partners: tuple[tuple[str, str, str], ...]
    """Role, name and the editor's words."""
    related: tuple[RelatedView, ...]
    calendar_url: str
    """From the root of the site, or nothing when no date is known."""


def event_url(slug: str) -> str:
    """Return the address of an event's page, from the root of the site."""
    return f"evenementen/{slug}/"


def person_url(identifier: str) -> str:
    """Return the address of a person's page, from the root of the site."""
    return f"mensen/{identifier}/"


def view_event(
    event: Event,
    catalogue: Catalogue,
    form: Form | None,
    *,
    today: date,
    language: str,
    translate: Translate,
) -> EventPage:
    """Return the page of `event`; parts with nothing to show are left out."""
    view = _EventViewer(event, catalogue, language, translate)
    state = registration_state(event.registration, today)
    closes, opens = event.registration.closes, event.registration.opens
    return EventPage(
        slug=event.slug,
        title=event.title,
        subtitle=event.subtitle or "",
        kind=event.kind or "",
        summary=event.summary,
        intro=event.intro or "",
        banners=tuple(view.banners(today)),
        facts=tuple(view.facts()),
        parts=tuple(view.parts()),
        call=translate(CALLS[state]) if state in CALLS else "",
        call_url=event.registration.url or "",
        registration_state=translate(REGISTRATION[state]),
        registration_text=event.registration.text or "",
        opens=format_date(opens, language) if opens and state is _NOT_YET else "",
        closes=format_date(closes, language) if closes and state.takes_forms else "",
        form=form if state.takes_forms else None,
        contacts=tuple(view_contacts(event, catalogue)),
        partners=tuple(view.partners()),
        related=tuple(view.related()),
        calendar_url=f"evenementen/{event.slug}.ics" if any(s.date for s in event.sessions) else "",
    )


def registration_state(registration: Registration, today: date) -> RegistrationState:
    """Return the state on `today`: forms are taken from the first to the last day, if named."""
    if not registration.state.takes_forms:
        return registration.state
    if registration.opens and today < registration.opens:
        return _NOT_YET
    if registration.closes and today > registration.closes:
        return RegistrationState.CLOSED
    return registration.state


_NOT_YET = RegistrationState.NOT_YET


def view_contacts(event: Event, catalogue: Catalogue) -> Iterator[Contact]:
    """Yield whom one can ask about `event`."""
    for identifier in event.contact:
        person = catalogue.people.get(identifier)
        if person is None:
            found = catalogue.organisations[identifier]
            yield Contact(found.name, "", found.email or "", found.phone or "")
            continue
        employer = catalogue.organisations.get(person.organisation or "")
        name = employer.name if employer else ""
        yield Contact(person.name, name, person.email or "", person.phone or "")


class _EventViewer:
    """The event with all that its words need, so that each part is a short method."""

    def __init__(
        self, event: Event, catalogue: Catalogue, language: str, translate: Translate
    ) -> None:
        self.event = event
        self.catalogue = catalogue
        self.language = language
        self.translate = translate
        self.names = {
            **{each.id: each.name for each in catalogue.organisations.values()},
            **{each.id: each.name for each in catalogue.people.values()},
        }
        """People and organisations by id."""

    def banners(self, today: date) -> Iterator[Banner]:
        going = self.event.going_ahead
        off = going in (GoingAhead.POSTPONED, GoingAhead.CANCELLED)
        label = self.translate(GOING_AHEAD[going]) if off else self.translate("Let op")
        level = going.value if off else "notice"
        for notice in self.event.notices:
            day = format_date(notice.date, self.language) if notice.date else ""
            yield Banner(level, label, notice.title, notice.text or "", day)
        if off and not self.event.notices:
            yield Banner(level, label, self.translate("Dit evenement gaat nu niet door."), "", "")
        if is_past(self.event, today):
            yield self._past_banner(today)

    def _past_banner(self, today: date) -> Banner:
        last = max(session.date for session in self.event.sessions if session.date)
        words = self.translate("De laatste bijeenkomst was op {date}.")
        title = words.format(date=format_date(last, self.language))
        still = self.translate("De aanmelding is nog niet gesloten.")
        state = registration_state(self.event.registration, today)
        text = still if state.takes_forms else ""
        return Banner("past", self.translate("Geweest"), title, text, "")

    def facts(self) -> Iterator[Fact]:
        """Yield the rows of the facts box, those that have something to say."""
        rows = (
            Fact(self.translate("Wanneer"), tuple(self._when())),
            Fact(self.translate("Waar"), tuple(self._where())),
            Fact(self.translate("Duur"), _lines(self.event.length)),
            Fact(self.translate("Voor wie"), self.event.audience),
            Fact(self.translate("Groep"), tuple(self._group())),
            self._costs(),
            Fact(self.translate("Organisator"), links=(self._organiser(),)),
            self._people(),
        )
        return (row for row in rows if row.lines or row.links or row.markdown)

    def _when(self) -> list[str]:
        return describe_when(self.event, self.language, self.translate)

    def _where(self) -> tuple[str, ...]:
        where = describe_where(self.event.sessions, self.translate)
        return _lines(where[:1].upper() + where[1:])

    def _group(self) -> Iterator[str]:
        capacity = self.event.capacity
        if capacity is None:
            return
        if capacity.text:
            yield capacity.text
        else:
            yield from self._numbers(capacity.min, capacity.max)
        if limit := capacity.per_organisation:
            words = self.translate("Maximaal {number} per organisatie")
            yield limit.text or words.format(number=limit.max)

    def _numbers(self, least: int | None, most: int | None) -> Iterator[str]:
        if least is not None and most is not None:
            yield self.translate("{least} tot {most} deelnemers").format(least=least, most=most)
        elif most is not None:
            yield self.translate("Maximaal {most} deelnemers").format(most=most)
        elif least is not None:
            yield self.translate("Vanaf {least} deelnemers").format(least=least)

    def _costs(self) -> Fact:
        costs = self.event.costs
        free = self.translate("Gratis") if costs and costs.free else ""
        text = (costs.text if costs else None) or ""
        # "Gratis" stands once: the editor's own words often begin with it.
        lines = () if text.lower().startswith(free.lower()) else _lines(free)
        return Fact(self.translate("Kosten"), lines, markdown=text)

    def _organiser(self) -> tuple[str, str]:
        found = self.catalogue.organisations[self.event.organiser]
        return found.full_name or found.name, found.url or ""

    def _people(self) -> Fact:
        roles = list(dict.fromkeys(each.role for each in self.event.people))
        only = roles[0] if len(roles) == 1 else None
        term = self.translate(ROLES[only]).capitalize() if only else self.translate("Met")
        names = tuple(
            (self.catalogue.people[each.person].name, person_url(each.person))
            for each in self.event.people
        )
        return Fact(term, links=names)

    def parts(self) -> Iterator[PartView]:
        """Yield the parts in the editor's order; parts not named follow in a fixed order."""
        named = [section.show for section in self.event.sections if section.show]
        taken = {each.id for each in self.event.session_groups} | self._session_ids()
        for section in self.event.sections:
            if section.show:
                yield from self._built(section.show)
            else:
                title = section.title or ""
                yield PartView(_free_id(slugify(title), taken), title, "text", section.text)
        for part in (Part.SESSIONS, Part.PROGRAMME, Part.PEOPLE, Part.REGISTRATION):
            if part not in named:
                yield from self._built(part)

    def _session_ids(self) -> set[str]:
        groups = [group.sessions for group in self.event.session_groups]
        return {each.id for sessions in (self.event.sessions, *groups) for each in sessions}

    def _built(self, part: Part) -> Iterator[PartView]:
        match part:
            case Part.PROGRAMME:
                yield from self._programme()
            case Part.SESSIONS:
                yield from self._sessions()
            case Part.PEOPLE if self.event.people:
                people = tuple(self._person(each.person, each.role) for each in self.event.people)
                yield PartView("mensen", self.translate("Met wie"), "people", people)
            case Part.REGISTRATION if self.event.registration.steps:
                title = self.translate("Zo werkt het")
                yield PartView("zo-werkt-het", title, "steps", self.event.registration.steps)

    def _programme(self) -> Iterator[PartView]:
        sessions = [each for each in self._views() if each.programme]
        if sessions:
            yield PartView("programma", self.translate("Programma"), "programme", sessions)

    def _sessions(self) -> Iterator[PartView]:
        if len(self.event.sessions) > 1:
            title = self.translate("Bijeenkomsten")
            yield PartView("bijeenkomsten", title, "sessions", tuple(self._views()))
        elif any(each.text for each in self.event.sessions):
            yield PartView(
                "bijeenkomst", self.translate("De bijeenkomst"), "sessions", self._views()
            )
        for group in self.event.session_groups:
            yield PartView(group.id, group.title, "group", self._group_view(group))

    def _views(self) -> tuple[SessionView, ...]:
        return tuple(self._view(each) for each in self.event.sessions)

    def _view(self, session: Session) -> SessionView:
        return view_session(session, self.language, self.translate, self.names)

    def _group_view(self, group: SessionGroup) -> GroupView:
        return GroupView(
            id=group.id,
            title=group.title,
            choose=self._choose(group),
            text=group.text or "",
            sessions=tuple(self._view(each) for each in group.sessions),
        )

    def _choose(self, group: SessionGroup) -> str:
        if group.choose is None or group.choose.max is None:
            return ""
        words = (
            self.translate("U kiest er {number} van de {total}.")
            if group.choose.min == group.choose.max
            else self.translate("U kunt er hoogstens {number} kiezen, van de {total}.")
        )
        return words.format(number=group.choose.max, total=len(group.sessions))

    def _person(self, identifier: str, role: Role) -> PersonView:
        person = self.catalogue.people[identifier]
        return PersonView(
            name=person.name,
            url=person_url(identifier),
            role=self.translate(ROLES[role]),
            headline=person.headline or "",
            bio=person.bio or "",
        )

    def partners(self) -> Iterator[tuple[str, str, str]]:
        for partner in self.event.partners:
            found = self.catalogue.organisations[partner.organisation]
            role = self.translate(PARTNER_ROLES[partner.role])
            yield role, found.full_name or found.name, partner.text or ""

    def related(self) -> Iterator[RelatedView]:
        titles = {event.slug: event for event in self.catalogue.events}
        for each in self.event.related:
            if each.event:
                other = titles[each.event]
                url = event_url(each.event)
                yield RelatedView(other.title, url, each.text or other.summary)
            else:
                yield RelatedView(each.title or "", each.url or "", each.text or "")


def _lines(text: str | None) -> tuple[str, ...]:
    return (text,) if text else ()


def _free_id(wanted: str, taken: set[str]) -> str:
    free = wanted
    while free in taken or free in _OWN_IDS:
        free += "-2"
    taken.add(free)
    return free


_OWN_IDS = {
    "programma",
    "bijeenkomst",
    "bijeenkomsten",
    "mensen",
    "zo-werkt-het",
    "mogelijk-gemaakt-door",
    "contact",
    "formulier",
    "formulier-titel",
    "fouten",
    "fouten-titel",
    "feiten",
    "op-deze-pagina",
    "ook-interessant",
    "inhoud",
}
"""Ids that the page uses itself."""
