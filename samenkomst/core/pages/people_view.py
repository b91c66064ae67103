"""Who is on stage: the people part of the page, and names beside a session or an item."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from samenkomst.core.model.appearance import Appearance
from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.model.event import Event
from samenkomst.core.model.session import Session
from samenkomst.core.pages.addresses import anyone_url
from samenkomst.core.pages.reader import Reader, lines
from samenkomst.core.pages.words import ROLES


class PersonView(NamedTuple):
    """Someone on stage, with the own page's address; what is not known stays empty."""

    name: str
    url: str
    role: str
    headline: str
    bio: str
    """Markdown."""
    organisation: str = ""
    provisional: bool = False
    text: str = ""
    """Markdown: about this person at this event."""


class PersonLine(NamedTuple):
    """Someone beside a session or an item, in one line."""

    name: str
    url: str
    note: str
    """Role, title of then and organisation of then, where they are given for this place."""
    provisional: bool = False
    text: str = ""


class People:
    """The people of a catalogue, and how they appear at one event."""

    def __init__(self, catalogue: Catalogue, reader: Reader) -> None:
        self._catalogue = catalogue
        self._reader = reader

    def name(self, someone: Appearance) -> str:
        """Return the name, from the register or as typed."""
        known = someone.person or ""
        found = self._catalogue.people.get(known) or self._catalogue.organisations.get(known)
        return found.name if found else someone.name or known

    def url(self, someone: Appearance) -> str:
        """Return the address of the own page, or nothing."""
        return anyone_url(someone.person or "", self._catalogue)

    def role(self, someone: Appearance) -> str:
        """Return the role in words, the editor's words first."""
        return someone.role_text or (
            self._reader.translate(ROLES[someone.role]) if someone.role else ""
        )

    def lines(self, people: Iterable[Appearance]) -> tuple[PersonLine, ...]:
        """Return those who appear in one place."""
        return tuple(map(self._line, people))

    def _line(self, each: Appearance) -> PersonLine:
        return PersonLine(
            name=self.name(each),
            url=self.url(each),
            note=", ".join(lines(self.role(each), each.headline, each.organisation)),
            provisional=each.provisional,
            text=each.text or "",
        )

    def views(self, event: Event) -> tuple[PersonView, ...]:
        """Return everyone of the event, each once, also who stands only in the programme."""
        found: dict[str, PersonView] = {}
        for each in (*event.people, *self._on_programme(event)):
            key = each.person or f"name {each.name}"
            view = self._view(each)
            found[key] = _merged(found[key], view) if key in found else view
        return tuple(found.values())

    def _on_programme(self, event: Event) -> Iterator[Appearance]:
        """Yield who stands in a session: people with a page, or names with more than a name."""
        for each in appearances(event):
            told = each.headline or each.organisation or each.text
            if each.person in self._catalogue.people or (each.name and told):
                yield each

    def _view(self, each: Appearance) -> PersonView:
        person = self._catalogue.people.get(each.person or "")
        employer = self._catalogue.organisations.get((person and person.organisation) or "")
        return PersonView(
            name=self.name(each),
            url=self.url(each),
            role=self.role(each),
            headline=each.headline or (person.headline if person else None) or "",
            bio=(person.bio if person else None) or "",
            organisation=each.organisation or (employer.name if employer else ""),
            provisional=each.provisional,
            text=each.text or "",
        )


def _merged(first: PersonView, other: PersonView) -> PersonView:
    """Return the first view with the roles of both; doubt in one place is doubt in all."""
    roles = dict.fromkeys(role for role in (*first.role.split(", "), other.role) if role)
    return first._replace(role=", ".join(roles), provisional=first.provisional or other.provisional)


def all_sessions(event: Event) -> Iterator[Session]:
    """Yield every session of the event, those of its groups included."""
    yield from event.sessions
    for group in event.session_groups:
        yield from group.sessions


def appearances(event: Event) -> Iterator[Appearance]:
    """Yield who appears in a session, an item or an option of the programme."""
    for session in (*event.whole, *all_sessions(event)):
        yield from session.people
        for item in session.programme:
            yield from item.people
            for option in item.options:
                yield from option.people
