"""What people and organisations do at which events, for the pages of their own."""

from collections.abc import Iterator
from functools import cached_property

from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.model.event import Event
from samenkomst.core.model.person import Organisation, Person
from samenkomst.core.pages.addresses import organisation_url, person_url
from samenkomst.core.pages.cards import Card, Cards
from samenkomst.core.pages.page import Page
from samenkomst.core.pages.people_view import People, appearances
from samenkomst.core.pages.reader import Reader, lines
from samenkomst.core.pages.words import PARTNER_ROLES, join_words


class Involvement:
    """The catalogue, and the pages of who stands in it."""

    def __init__(self, catalogue: Catalogue, cards: Cards, reader: Reader) -> None:
        self._catalogue = catalogue
        self._cards = cards
        self._reader = reader
        self._people = People(catalogue, reader)

    def pages(self) -> Iterator[Page]:
        """Yield a page for every person, and for each organisation that does something."""
        for person in self._catalogue.people.values():
            yield self._person(person)
        for organisation in self._catalogue.organisations.values():
            page = self._organisation(organisation)
            if page:
                yield page

    @cached_property
    def _roles(self) -> dict[str, list[tuple[Event, list[str]]]]:
        """What everyone does at which events, by id: told once for all pages."""
        found: dict[str, list[tuple[Event, list[str]]]] = {}
        for event in self._catalogue.events:
            roles: dict[str, list[str]] = {}
            for identifier, role in self._roles_at(event):
                roles.setdefault(identifier, []).append(role)
            for identifier, mine in roles.items():
                found.setdefault(identifier, []).append((event, mine))
        return found

    def _roles_at(self, event: Event) -> Iterator[tuple[str, str]]:
        """Yield who does what at `event`; a role that is not told is nothing."""
        translate = self._reader.translate
        for each in (*event.people, *appearances(event)):
            if each.person:
                yield each.person, self._people.role(each)
        for identifier in event.contact:
            yield identifier, translate("contactpersoon")
        if event.organiser:
            yield event.organiser, translate("organisator")
        for partner in event.partners:
            if partner.organisation:
                yield partner.organisation, translate(PARTNER_ROLES[partner.role]).lower()

    def _cards_of(self, identifier: str) -> tuple[tuple[Card, ...], tuple[Card, ...]]:
        """Return the events of a person or organisation: to come, and past."""
        mine = self._roles.get(identifier, [])
        role = {event.slug: self._words(roles) for event, roles in mine}
        events = [event for event, _ in mine]
        return self._cards.split(events, role)

    def _words(self, roles: list[str]) -> str:
        words = join_words(roles, self._reader.translate)
        return words[:1].upper() + words[1:]

    def _person(self, person: Person) -> Page:
        employer = self._catalogue.organisations.get(person.organisation or "")
        coming, past = self._cards_of(person.id)
        titles = join_words([card.title for card in (*coming, *past)], self._reader.translate)
        words = self._reader.translate("{name}, bij: {events}") if titles else "{name}"
        description = person.headline or words.format(name=person.name, events=titles)
        values = {
            "person": person,
            "organisation": employer.name if employer else "",
            "organisation_url": organisation_url(employer.id) if employer else "",
            "cards": coming,
            "past": past,
        }
        return Page(
            person_url(person.id),
            "person.html",
            person.name,
            description,
            values,
            searched=lines(person.headline, employer.name if employer else None),
        )

    def _organisation(self, organisation: Organisation) -> Page | None:
        coming, past = self._cards_of(organisation.id)
        people = tuple(
            (each.name, person_url(each.id), each.headline or "")
            for each in self._catalogue.people.values()
            if each.organisation == organisation.id
        )
        if not (coming or past or people):
            return None
        name = organisation.full_name or organisation.name
        words = self._reader.translate("Evenementen en mensen van {name}.")
        values = {
            "organisation": organisation,
            "name": name,
            "cards": coming,
            "past": past,
            "people": people,
        }
        url = organisation_url(organisation.id)
        description = words.format(name=name)
        searched = (organisation.name, *(name for name, *_ in people))
        return Page(url, "organisation.html", name, description, values, searched=searched)
