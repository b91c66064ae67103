"""What people and organisations do at an event, in words."""

from collections.abc import Iterator

from samenkomst.core.model.event import Event
from samenkomst.core.pages.people_view import People, appearances
from samenkomst.core.pages.reader import Reader
from samenkomst.core.pages.words import PARTNER_ROLES, join_words


def find_roles(event: Event, people: People, reader: Reader) -> dict[str, str]:
    """Return what everyone does at `event`, by id; a role that is not told is nothing."""
    found: dict[str, list[str]] = {}
    for identifier, role in _roles(event, people, reader):
        found.setdefault(identifier, []).append(role)
    return {identifier: _words(roles, reader) for identifier, roles in found.items()}


def _roles(event: Event, people: People, reader: Reader) -> Iterator[tuple[str, str]]:
    """Yield who does what at `event`."""
    translate = reader.translate
    for each in (*event.people, *appearances(event)):
        if each.person:
            yield each.person, people.role(each)
    for identifier in event.contact:
        yield identifier, translate("contactpersoon")
    if event.organiser:
        yield event.organiser, translate("organisator")
    for partner in event.partners:
        if partner.organisation:
            yield partner.organisation, translate(PARTNER_ROLES[partner.role]).lower()


def _words(roles: list[str], reader: Reader) -> str:
    words = join_words(roles, reader.translate)
    return words[:1].upper() + words[1:]
