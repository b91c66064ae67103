"""What people and organisations do at which events, for the pages of their own."""

from collections.abc import Iterable, Iterator

from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.model.person import Organisation, Person
from samenkomst.core.pages.addresses import organisation_url, person_url
from samenkomst.core.pages.cards import CardList
from samenkomst.core.pages.listed import Listed, show_cards, split
from samenkomst.core.pages.page import Page
from samenkomst.core.pages.reader import Reader, lines
from samenkomst.core.pages.words import join_words


class Involvement:
    """People and organisations, and the pages of those who have one."""

    def __init__(self, catalogue: Catalogue, listed: Iterable[Listed], reader: Reader) -> None:
        self._catalogue = catalogue
        self._reader = reader
        self._listed: dict[str, list[Listed]] = {}
        for each in listed:
            for identifier in each.roles:
                self._listed.setdefault(identifier, []).append(each)

    def pages(self) -> Iterator[Page]:
        """Yield a page for every person, and for each organisation that does something."""
        for person in self._catalogue.people.values():
            yield self._person(person)
        for organisation in self._catalogue.organisations.values():
            page = self._organisation(organisation)
            if page:
                yield page

    def _cards_of(self, identifier: str) -> tuple[CardList, CardList]:
        """Return the events of a person or organisation: to come, and past."""
        coming, past = split(self._listed.get(identifier, []))
        return show_cards(coming, identifier), show_cards(past, identifier)

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
