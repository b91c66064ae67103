"""The plan of the site: every page and file that follows from the catalogue, as plain data.

A site generator only has to place what is planned here.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from samenkomst.core.contract import Site
from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.model.event import Event, GoingAhead
from samenkomst.core.model.person import Person
from samenkomst.core.pages.calendar import event_calendar
from samenkomst.core.pages.compile_forms import compile_contract, compile_form
from samenkomst.core.pages.event_page import event_url, person_url, view_event
from samenkomst.core.pages.linked_data import event_linked_data, events_json
from samenkomst.core.pages.session_view import describe_when, describe_where, is_past
from samenkomst.core.pages.words import GOING_AHEAD, join_words
from samenkomst.core.translation import Translate


@dataclass(frozen=True, slots=True)
class Page:
    """One page as plain data, nothing more."""

    url: str
    """From the root of the site, ending in a slash."""
    template: str
    title: str
    description: str
    values: Mapping[str, Any] = field(default_factory=dict)
    """What the template shows."""


@dataclass(frozen=True, slots=True)
class Card:
    """An event in a list, nothing more."""

    title: str
    url: str
    kind: str
    summary: str
    when: str
    where: str
    status: str
    """"Uitgesteld" or "Afgelast", or nothing."""
    status_level: str


@dataclass(frozen=True, slots=True)
class Plan:
    """All pages and files of a site, nothing more."""

    pages: tuple[Page, ...]
    files: Mapping[str, str]
    """Content by address from the root of the site."""
    upcoming: tuple[Card, ...]
    past: tuple[Card, ...]
    forms: tuple[Any, ...]
    """Compiled forms with the titles of their events, for the privacy page."""


def plan_site(
    catalogue: Catalogue,
    site: Site,
    municipalities: Mapping[str, str],
    *,
    today: date,
    translate: Translate,
) -> Plan:
    """Return the plan of the site on `today` in Amsterdam; the same input gives the same plan."""
    planner = _Planner(catalogue, site, today, translate)
    calendars = {event.slug: planner.calendar(event) for event in catalogue.events}
    dated = {event.slug for event in catalogue.events if any(s.date for s in event.sessions)}
    contract = compile_contract(
        catalogue, site, municipalities, {slug: calendars[slug] for slug in dated}
    )
    files = {f"evenementen/{slug}.ics": text for slug, text in calendars.items()}
    files["events.json"] = _json(events_json(catalogue, site.url))
    files["forms.json"] = _json(contract.to_json())
    upcoming, past = planner.cards()
    return Plan(
        pages=tuple(planner.pages(upcoming, past)),
        files=files,
        upcoming=upcoming,
        past=past,
        forms=tuple(compile_form(form) for form in catalogue.forms.values()),
    )


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


class _Planner:
    """The catalogue with what every page needs, so that each page is a short method."""

    def __init__(self, catalogue: Catalogue, site: Site, today: date, translate: Translate) -> None:
        self.catalogue = catalogue
        self.site = site
        self.today = today
        self.translate = translate

    def calendar(self, event: Event) -> str:
        host = urlsplit(self.site.url).hostname or "samenkomst"
        return event_calendar(event, self.site.url, host, self.translate)

    def cards(self) -> tuple[tuple[Card, ...], tuple[Card, ...]]:
        """Return upcoming events, first date first, undated last; and past ones, latest first."""
        events = sorted(self.catalogue.events, key=_first_day)
        upcoming = [event for event in events if not is_past(event, self.today)]
        past = [event for event in reversed(events) if is_past(event, self.today)]
        return tuple(map(self._card, upcoming)), tuple(map(self._card, past))

    def _card(self, event: Event) -> Card:
        off = event.going_ahead in (GoingAhead.POSTPONED, GoingAhead.CANCELLED)
        where = describe_where(event.sessions, self.translate)
        return Card(
            title=event.title,
            url=event_url(event.slug),
            kind=event.kind or "",
            summary=event.summary,
            when=", ".join(describe_when(event, self.site.language, self.translate)),
            where=where[:1].upper() + where[1:],
            status=self.translate(GOING_AHEAD[event.going_ahead]) if off else "",
            status_level=event.going_ahead.value if off else "",
        )

    def pages(self, upcoming: tuple[Card, ...], past: tuple[Card, ...]) -> Iterator[Page]:
        title = self.translate("Evenementen")
        lead = self.translate("Alle bijeenkomsten, netwerken en trainingen op een rij.")
        values = {"upcoming": upcoming, "past": past, "lead": lead}
        yield Page("evenementen/", "overview.html", title, lead, values)
        for event in self.catalogue.events:
            yield self._event(event)
        for person in self.catalogue.people.values():
            yield self._person(person)

    def _event(self, event: Event) -> Page:
        language, form = self.site.language, self.catalogue.forms.get(event.registration.form or "")
        view = view_event(
            event,
            self.catalogue,
            compile_form(form) if form else None,
            today=self.today,
            language=language,
            translate=self.translate,
        )
        linked = event_linked_data(event, self.catalogue, self.site.url)
        values = {"event": view, "linked_data": linked}
        return Page(event_url(event.slug), "event.html", event.title, event.summary, values)

    def _person(self, person: Person) -> Page:
        employer = self.catalogue.organisations.get(person.organisation or "")
        events = [event for event in self.catalogue.events if _involves(event, person.id)]
        titles = join_words([event.title for event in events], self.translate)
        description = person.headline or self.translate("{name}, bij: {events}").format(
            name=person.name, events=titles
        )
        values = {
            "person": person,
            "organisation": employer.name if employer else "",
            "cards": tuple(map(self._card, events)),
        }
        return Page(person_url(person.id), "person.html", person.name, description, values)


def _first_day(event: Event) -> date:
    return min((session.date for session in event.sessions if session.date), default=date.max)


def _involves(event: Event, person: str) -> bool:
    return person in event.contact or any(each.person == person for each in event.people)
