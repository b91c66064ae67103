"""Events in a list: each as a card, and in which order."""

from collections.abc import Sequence
from typing import NamedTuple

from samenkomst.core.model.event import Event
from samenkomst.core.model.states import GoingAhead, RegistrationState
from samenkomst.core.pages.addresses import event_url
from samenkomst.core.pages.glance import Glance
from samenkomst.core.pages.opening import registration_state
from samenkomst.core.pages.places import describe_shortly, describe_where
from samenkomst.core.pages.reader import Reader
from samenkomst.core.pages.words import AVAILABILITY, GOING_AHEAD


class Card(NamedTuple):
    """An event in a list, nothing more."""

    title: str
    url: str
    kind: str
    summary: str
    when: str
    where: str
    status: str
    """"Concept", "Uitgesteld", "Afgelast" or "Vol", or nothing."""
    status_level: str
    role: str = ""
    """What the person or organisation of the page does there."""


class CardList(tuple[Card, ...]):
    """Cards in their order, that know what tells them apart from another list of cards."""

    digests: Sequence[tuple[str, str]]
    """For each card its digest and its role: digesting the cards of every list takes longer."""


_SHORT = {RegistrationState.FULL, RegistrationState.WAITLIST, RegistrationState.FEW_LEFT}


def make_card(event: Event, glance: Glance, reader: Reader) -> Card:
    """Return the card of `event`."""
    places = (describe_shortly(each, reader.translate) for each in event.main_sessions)
    where = describe_where(places, reader.translate)
    status, level = _status(event, glance, reader)
    return Card(
        title=event.title,
        url=event_url(event.slug),
        kind=event.kind or "",
        summary=event.summary,
        when=", ".join(glance.when),
        where=where[:1].upper() + where[1:],
        status=status,
        status_level=level,
    )


def _status(event: Event, glance: Glance, reader: Reader) -> tuple[str, str]:
    """Return what one must know before opening the page, in words and as a level."""
    if event.draft:
        return reader.translate("Concept"), "draft"
    idea = event.going_ahead is GoingAhead.IDEA and not glance.past
    if event.going_ahead.is_off or idea:
        return reader.translate(GOING_AHEAD[event.going_ahead]), event.going_ahead.value
    state = registration_state(event.registration, glance.first, glance.today)
    if state in _SHORT and not glance.past:
        return reader.translate(AVAILABILITY[state]), state.value
    return "", ""
