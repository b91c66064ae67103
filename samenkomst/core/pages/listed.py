"""What lists need of each event: made once for all of them, and remembered with its part."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from samenkomst.core.model.catalogue import digest_of
from samenkomst.core.model.event import Event
from samenkomst.core.pages.cards import Card, CardList, make_card
from samenkomst.core.pages.choices import Choices, find_choices
from samenkomst.core.pages.glance import Glance, glance_at
from samenkomst.core.pages.people_view import People
from samenkomst.core.pages.reader import Reader
from samenkomst.core.pages.roles import find_roles


class Listed(NamedTuple):
    """An event as lists know it on one day, nothing more."""

    glance: Glance
    card: Card
    digest: str
    """Of the card."""
    choices: Choices
    """By what one finds it."""
    roles: Mapping[str, str]
    """What people and organisations do there in words, by id; nothing when that is not told."""


def list_event(event: Event, people: People, today: date, reader: Reader) -> Listed:
    """Return `event` as lists know it on `today`."""
    glance = glance_at(event, today, reader)
    card = make_card(event, glance, reader)
    return Listed(
        glance=glance,
        card=card,
        digest=digest_of([*card]),
        choices=find_choices(event, reader),
        roles=find_roles(event, people, reader),
    )


def split(listed: Iterable[Listed]) -> tuple[list[Listed], list[Listed]]:
    """Return what is to come, first date first, undated last; and what is over, latest first."""
    coming: list[Listed] = []
    over: list[Listed] = []
    for each in listed:
        (over if each.glance.past else coming).append(each)
    coming.sort(key=lambda each: each.glance.next)
    over.sort(key=lambda each: each.glance.last or date.min, reverse=True)
    return coming, over


def show_cards(listed: Sequence[Listed], who: str = "") -> CardList:
    """Return the cards, each with what `who` does there: a person or organisation by id."""
    roles = [each.roles.get(who, "") for each in listed]
    cards = CardList(
        Card(*each.card[:-1], role) if role else each.card
        for each, role in zip(listed, roles, strict=True)
    )
    cards.digests = [(each.digest, role) for each, role in zip(listed, roles, strict=True)]
    return cards
