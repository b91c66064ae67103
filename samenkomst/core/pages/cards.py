"""Events in a list: each as a card, and in which order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from samenkomst.core.model.event import Event
from samenkomst.core.model.session import Session
from samenkomst.core.model.states import GoingAhead, RegistrationState
from samenkomst.core.pages.addresses import event_url
from samenkomst.core.pages.opening import counting_day, registration_state
from samenkomst.core.pages.places import describe_where
from samenkomst.core.pages.reader import Reader
from samenkomst.core.pages.timing import describe_when, is_past, last_day_of
from samenkomst.core.pages.words import AVAILABILITY, GOING_AHEAD


class Card(NamedTuple):
    """An event in a list, nothing more. A tuple, because it is digested with each list it is in."""

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


_SHORT = {RegistrationState.FULL, RegistrationState.WAITLIST, RegistrationState.FEW_LEFT}


_Roles = Mapping[str, str]
_NO_ROLES: _Roles = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Listed:
    """An event with what lists ask of it, nothing more."""

    card: Card
    past: bool
    next_day: date
    """The first day that is still to come; without one the event goes last."""
    last_day: date


class Cards:
    """Makes the cards of a site on one day, each once: an event stands in many lists."""

    def __init__(self, reader: Reader, today: date) -> None:
        self._reader = reader
        self._today = today
        self._listed: dict[str, tuple[Event, _Listed]] = {}

    def card(self, event: Event) -> Card:
        """Return the card of `event`."""
        return self._find(event).card

    def _find(self, event: Event) -> _Listed:
        known, listed = self._listed.get(event.slug, (None, None))
        if known is not event or listed is None:
            listed = self._list(event)
            self._listed[event.slug] = event, listed
        return listed

    def _list(self, event: Event) -> _Listed:
        where = describe_where(event.main_sessions, self._reader.translate)
        past = is_past(event, self._today)
        status, level = self._status(event, past=past)
        card = Card(
            title=event.title,
            url=event_url(event.slug),
            kind=event.kind or "",
            summary=event.summary,
            when=", ".join(describe_when(event, self._reader)),
            where=where[:1].upper() + where[1:],
            status=status,
            status_level=level,
        )
        return _Listed(card, past, self._next_day(event), last_day_of(event) or date.min)

    def _status(self, event: Event, *, past: bool) -> tuple[str, str]:
        """Return what one must know before opening the page, in words and as a level."""
        if event.draft:
            return self._reader.translate("Concept"), "draft"
        idea = event.going_ahead is GoingAhead.IDEA and not past
        if event.going_ahead.is_off or idea:
            return self._reader.translate(GOING_AHEAD[event.going_ahead]), event.going_ahead.value
        state = registration_state(event.registration, counting_day(event), self._today)
        if state in _SHORT and not past:
            return self._reader.translate(AVAILABILITY[state]), state.value
        return "", ""

    def is_past(self, event: Event) -> bool:
        """Return whether `event` is over."""
        return self._find(event).past

    def upcoming(self, events: Iterable[Event]) -> tuple[Card, ...]:
        """Return what is still to come, first date first, undated last."""
        return self.split(events)[0]

    def past(self, events: Iterable[Event]) -> tuple[Card, ...]:
        """Return what is over, latest first."""
        return self.split(events)[1]

    def split(
        self, events: Iterable[Event], roles: _Roles = _NO_ROLES
    ) -> tuple[tuple[Card, ...], tuple[Card, ...]]:
        """Return both: what is to come, and what is over; roles are by slug."""
        coming: list[tuple[_Listed, str]] = []
        over: list[tuple[_Listed, str]] = []
        for event in events:
            listed = self._find(event)
            (over if listed.past else coming).append((listed, roles.get(event.slug, "")))
        coming.sort(key=lambda each: each[0].next_day)
        over.sort(key=lambda each: each[0].last_day, reverse=True)
        return _in_roles(coming), _in_roles(over)

    def _next_day(self, event: Event) -> date:
        going = (each for each in event.main_sessions if each.date and not each.cancelled)
        days = [each.date for each in going if each.date and self._today <= _end(each)]
        return min(days, default=date.max)


def _in_roles(found: Iterable[tuple[_Listed, str]]) -> tuple[Card, ...]:
    return tuple(_in_role(listed.card, role) for listed, role in found)


def _in_role(card: Card, role: str) -> Card:
    return card._replace(role=role) if role else card


def _end(session: Session) -> date:
    return session.end_date or session.date or date.max
