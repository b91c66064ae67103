"""The plan of the site: every page and file that follows from the catalogue, as plain data.

A site generator only has to place what is planned here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from samenkomst.core.contract import Site
from samenkomst.core.model.catalogue import Catalogue, without_drafts
from samenkomst.core.model.event import Event
from samenkomst.core.pages.addresses import event_calendar_url, event_url, picture_url
from samenkomst.core.pages.calendar import calendar_files, cancelled_calendar, goes_on
from samenkomst.core.pages.calendar_entry import Publisher
from samenkomst.core.pages.cards import Card, Cards
from samenkomst.core.pages.changes import changed_on
from samenkomst.core.pages.compile_forms import EventCalendars, compile_contract, compile_form
from samenkomst.core.pages.event_page import view_event
from samenkomst.core.pages.involvement import Involvement
from samenkomst.core.pages.linked_data import event_linked_data
from samenkomst.core.pages.lists import Lists
from samenkomst.core.pages.machine_files import machine_files, write_json
from samenkomst.core.pages.page import Page as Page, Picture
from samenkomst.core.pages.reader import Reader
from samenkomst.core.pages.redirects import redirects
from samenkomst.core.pages.statement_view import StatementView, view_statement
from samenkomst.core.pages.words import GOING_AHEAD
from samenkomst.core.translation import Translate


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
    statement: StatementView | None
    """For the page about accessibility."""


def plan_site(
    catalogue: Catalogue,
    site: Site,
    municipalities: Mapping[str, str],
    *,
    today: date,
    translate: Translate,
    drafts: bool = False,
) -> Plan:
    """Return the plan of the site on `today` in Amsterdam; the same input gives the same plan.

    Only the preview shows drafts.
    """
    catalogue = catalogue if drafts else without_drafts(catalogue)
    planner = _Planner(catalogue, site, today, translate)
    files = planner.calendars()
    calendars = {
        event.slug: EventCalendars(
            files[event_calendar_url(event.slug)], cancelled_calendar(event, planner.publisher)
        )
        for event in catalogue.events
        if goes_on(event)
    }
    contract = compile_contract(catalogue, site, municipalities, calendars, translate)
    files |= machine_files(catalogue, planner.publisher, today)
    files["forms.json"] = write_json(contract.to_json())
    return Plan(
        pages=tuple(planner.pages()),
        files=files,
        upcoming=planner.cards.upcoming(catalogue.events),
        past=planner.cards.past(catalogue.events),
        forms=tuple(compile_form(form, translate) for form in catalogue.forms.values()),
        statement=view_statement(catalogue.statement, translate),
    )


class _Planner:
    """The catalogue with what every page needs, so that each page is a short method."""

    def __init__(self, catalogue: Catalogue, site: Site, today: date, translate: Translate) -> None:
        self.catalogue = catalogue
        self.site = site
        self.today = today
        self.translate = translate
        self.reader = Reader(site.language, translate)
        self.publisher = Publisher(site, translate)
        self.cards = Cards(self.reader, today)

    def calendars(self) -> dict[str, str]:
        """Return every calendar file by its address."""
        return calendar_files(self.catalogue, self.publisher, self.today)

    def pages(self) -> Iterator[Page]:
        """Yield the lists first, then events, people and organisations."""
        yield from Lists(self.catalogue.events, self.cards, self.reader).pages()
        for event in self.catalogue.events:
            yield self._event(event)
        yield from Involvement(self.catalogue, self.cards, self.reader).pages()
        yield from redirects(self.catalogue, self.translate)

    def _event(self, event: Event) -> Page:
        form = self.catalogue.forms.get(event.registration.form or "")
        view = view_event(
            event,
            self.catalogue,
            compile_form(form, self.translate) if form else None,
            today=self.today,
            language=self.site.language,
            translate=self.translate,
        )
        linked = event_linked_data(event, self.catalogue, self.publisher)
        values = {"event": view, "linked_data": linked}
        return Page(
            url=event_url(event.slug),
            template="event.html",
            title=event.title,
            description=event.summary or event.title,
            values=values,
            changed=changed_on(event),
            picture=self._picture(event),
        )

    def _picture(self, event: Event) -> Picture:
        """Return what stands on the event's picture: what stays true, for networks keep it."""
        card, state = self.cards.card(event), event.going_ahead
        status = self.translate(GOING_AHEAD[state]) if state.is_off else ""
        return Picture(
            url=picture_url(event.slug),
            title=event.title,
            kicker=" · ".join(part for part in (status, event.kind) if part),
            lines=tuple(line for line in (card.when, card.where) if line),
            footer=self.site.name,
        )
