"""What a visitor must not miss, above everything else on an event's page."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.model.event import Event, Notice
from samenkomst.core.model.states import RegistrationState
from samenkomst.core.pages.addresses import event_url
from samenkomst.core.pages.glance import Glance
from samenkomst.core.pages.reader import Reader
from samenkomst.core.pages.words import GOING_AHEAD


class Banner(NamedTuple):
    """That the event is postponed, cancelled, replaced or past, and other news."""

    level: str
    """"draft", "postponed", "cancelled", "past" or "notice"."""
    label: str
    title: str
    text: str = ""
    """Markdown."""
    date: str = ""
    link: tuple[str, str] = ("", "")
    """Title and address of another event."""


def view_banners(
    event: Event, catalogue: Catalogue, state: RegistrationState, glance: Glance, reader: Reader
) -> tuple[Banner, ...]:
    """Return the banners of `event`: its state first, then news, newest first."""
    return (
        *_draft(event, reader),
        *_news(event, reader),
        *_others(event, catalogue, reader),
        *_past(event, state, glance, reader),
    )


def _draft(event: Event, reader: Reader) -> Iterator[Banner]:
    if event.draft:
        title = reader.translate("Bezoekers zien deze pagina nog niet")
        text = reader.translate("Is de pagina klaar? Haal dan “draft” weg uit het bestand.")
        yield Banner("draft", reader.translate("Concept"), title, text)


def _news(event: Event, reader: Reader) -> Iterator[Banner]:
    going = event.going_ahead
    if going.is_off and not event.notices:
        words = reader.translate("Dit evenement gaat nu niet door.")
        yield Banner(going.value, reader.translate(GOING_AHEAD[going]), words)
    for number, notice in enumerate(_newest_first(event.notices)):
        first = going.is_off and number == 0
        label = reader.translate(GOING_AHEAD[going]) if first else reader.translate("Let op")
        day = reader.day(notice.date, weekday=True) if notice.date else ""
        level = going.value if first else "notice"
        yield Banner(level, label, notice.title, notice.text or "", day)


def _newest_first(notices: tuple[Notice, ...]) -> list[Notice]:
    """Return the notices, those without a date on top, in the order of the file."""
    return sorted(notices, key=lambda each: each.date or date.max, reverse=True)


def _others(event: Event, catalogue: Catalogue, reader: Reader) -> Iterator[Banner]:
    if not (event.replaced_by or event.replaces):
        return
    titles = {each.slug: each.title for each in catalogue.events}
    label = reader.translate("Let op")
    if (slug := event.replaced_by) and slug in titles:
        words = reader.translate("Hiervoor in de plaats is een ander evenement gekomen.")
        yield Banner("notice", label, words, link=(titles[slug], event_url(slug)))
    if (slug := event.replaces) and slug in titles:
        words = reader.translate("Dit komt in de plaats van een ander evenement.")
        yield Banner("notice", label, words, link=(titles[slug], event_url(slug)))


def _past(
    event: Event, state: RegistrationState, glance: Glance, reader: Reader
) -> Iterator[Banner]:
    if glance.last is None or not glance.past or event.going_ahead.is_off:
        return  # what is off was never held
    if any(glance.last in (each.end_date, each.date) for each in event.main_sessions):
        words = reader.translate("De laatste bijeenkomst was op {date}.")
    elif event.main_sessions:  # `ends` is no day on which they met
        words = reader.translate("Dit evenement is geweest.")
    else:
        words = reader.translate("Dit aanbod liep tot en met {date}.")
    still = reader.translate("De aanmelding is nog niet gesloten.") if state.takes_forms else ""
    title = words.format(date=reader.day(glance.last, weekday=True))
    yield Banner("past", reader.translate("Geweest"), title, "" if event.report else still)
