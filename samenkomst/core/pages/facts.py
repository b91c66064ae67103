"""The facts box of an event's page: the rows that have something to say."""

from collections.abc import Iterator
from typing import NamedTuple

from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.model.event import Accreditation
from samenkomst.core.model.states import GoingAhead, Role
from samenkomst.core.pages.addresses import organisation_url
from samenkomst.core.pages.costs_view import summarise_costs, view_costs
from samenkomst.core.pages.glance import Glance
from samenkomst.core.pages.limits_view import describe_capacity, describe_choice
from samenkomst.core.pages.meetings import Meetings, describe_all_places
from samenkomst.core.pages.people_view import People
from samenkomst.core.pages.reader import Reader, lines
from samenkomst.core.pages.words import ROLES, describe_language, is_other_language

MANY = 6
"""More people than this stand in the people part alone."""
PEOPLE_URL = "#mensen"


class Fact(NamedTuple):
    """One row of the facts box: a term, and lines of text or links."""

    term: str
    lines: tuple[str, ...] = ()
    markdown: str = ""
    links: tuple[tuple[str, str], ...] = ()
    """Title and address from the root of the site, or a full address."""


def view_facts(
    meetings: Meetings, catalogue: Catalogue, glance: Glance, reader: Reader
) -> tuple[Fact, ...]:
    """Return the rows of the facts box, without those that have nothing to say."""
    box = _Box(meetings, catalogue, glance, reader)
    return tuple(row for row in box.rows() if row.lines or row.links or row.markdown)


class _Box:
    """The event with what its facts need, so that each row is a short method."""

    def __init__(
        self, meetings: Meetings, catalogue: Catalogue, glance: Glance, reader: Reader
    ) -> None:
        self.event = meetings.event
        self.meetings = meetings.main
        self.catalogue = catalogue
        self.glance = glance
        self.reader = reader
        self.translate = reader.translate

    def rows(self) -> Iterator[Fact]:
        event, translate = self.event, self.translate
        yield Fact(translate("Stand"), self._standing())
        yield Fact(translate("Wanneer"), tuple(self._when()))
        yield Fact(translate("Waar"), self._where(), links=tuple(self._livestream()))
        yield Fact(translate("Toegankelijkheid"), event.accessibility)
        yield Fact(translate("Duur"), lines(event.length))
        yield Fact(translate("Voor wie"), event.audience)
        yield Fact(translate("Groep"), describe_capacity(event.capacity, self.reader))
        yield self._costs()
        yield Fact(translate("Taal"), lines(self._language()))
        yield Fact(translate("Meenemen"), event.bring)
        yield Fact(translate("Accreditatie"), tuple(map(self._points, event.accreditation)))
        yield Fact(translate("Organisator"), links=tuple(self._organiser()))
        yield self._people()

    def _standing(self) -> tuple[str, ...]:
        """Return how sure it is that the event comes; of what is over, nobody asks that."""
        if self.glance.past:
            return ()
        match self.event.going_ahead:
            case GoingAhead.IDEA:
                return (self.translate("Idee: het is nog niet zeker dat dit doorgaat"),)
            case GoingAhead.ANNOUNCED:
                return (self.translate("Aangekondigd"),)
        return ()

    def _when(self) -> Iterator[str]:
        only = self.meetings[0] if len(self.meetings) == 1 else None
        if only and only.session.title.lower() not in self.event.title.lower():
            yield only.session.title
        yield from self.glance.when
        if only:
            yield from lines(only.doors, *only.moves)
        yield from lines(self._choice())

    def _choice(self) -> str:
        """Return how many sessions one chooses, or among which editions one chooses one."""
        choose = self.event.choose
        titles = [each.title for each in self.event.session_groups if each.part_of_event]
        one = choose is not None and choose.min == choose.max == 1
        if not one or self.event.sessions or len(titles) < 2:
            return describe_choice(choose, len(self.meetings), self.reader)
        words = self.translate("U kiest uit: {titles}.")
        return words.format(titles=", ".join(titles))

    def _where(self) -> tuple[str, ...]:
        where = describe_all_places(self.meetings, self.translate)
        return lines(where[:1].upper() + where[1:])

    def _livestream(self) -> Iterator[tuple[str, str]]:
        only = self.meetings[0] if len(self.meetings) == 1 else None
        if only and only.livestream and not self.glance.past:
            yield self.translate("Kijk live mee"), only.livestream

    def _costs(self) -> Fact:
        view = view_costs(self.event.costs, self.reader)
        told = summarise_costs(view, self.reader) if view else ()
        return Fact(self.translate("Kosten"), told, markdown=view.text if view else "")

    def _language(self) -> str:
        language = self.event.language
        if language is None or not is_other_language(language, self.reader.language):
            return ""
        return describe_language(language, self.translate)

    def _points(self, each: Accreditation) -> str:
        points = ": ".join(lines(each.registry, each.points))
        return ". ".join(lines(points, each.text))

    def _organiser(self) -> Iterator[tuple[str, str]]:
        if found := self.catalogue.organiser(self.event):
            yield found.full_name or found.name, organisation_url(found.id)

    def _people(self) -> Fact:
        people = People(self.catalogue, self.reader)
        roles = list(dict.fromkeys(each.role_text or each.role for each in self.event.people))
        only = roles[0] if len(roles) == 1 else None
        word = self.translate(ROLES[only]) if isinstance(only, Role) else only or ""
        term = f"{word[:1].upper()}{word[1:]}" or self.translate("Met")
        links = tuple((people.name(each), people.url(each)) for each in self.event.people)
        if len(links) > MANY:
            words = self.translate("{number} mensen").format(number=len(links))
            links = ((words, PEOPLE_URL),)
        more = "" if links else self.event.people_text or ""  # else it stands below them
        return Fact(term, links=links, markdown=more)
