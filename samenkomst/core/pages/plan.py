"""The plan of the site: every page and file that follows from the catalogue, as plain data.

A site generator only has to place what is planned here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from samenkomst.core.contract import Site
from samenkomst.core.forms import Form
from samenkomst.core.model.catalogue import Catalogue, digest_of, without_drafts
from samenkomst.core.model.event import Event
from samenkomst.core.pages.addresses import event_calendar_url, event_url, picture_url
from samenkomst.core.pages.calendar import (
    cancelled_calendar,
    event_calendars,
    feed_calendars,
    feed_entries,
)
from samenkomst.core.pages.calendar_entry import Entries, Publisher
from samenkomst.core.pages.cards import Card, make_card
from samenkomst.core.pages.changes import changed_on
from samenkomst.core.pages.compile_forms import (
    EventCalendars,
    compile_entry,
    compile_form,
    contract_lines,
    entry_text,
)
from samenkomst.core.pages.event_page import view_event
from samenkomst.core.pages.event_part import Contribution, EventPart
from samenkomst.core.pages.events_json import event_data
from samenkomst.core.pages.glance import Glance, glance_at
from samenkomst.core.pages.involvement import Involvement
from samenkomst.core.pages.linked_data import event_linked_data
from samenkomst.core.pages.listed import Listed, list_event, show_cards, split
from samenkomst.core.pages.lists import Lists
from samenkomst.core.pages.machine_files import machine_files
from samenkomst.core.pages.meetings import Meetings
from samenkomst.core.pages.opening import close_when_off
from samenkomst.core.pages.outlook import goes_on
from samenkomst.core.pages.page import Address, Page as Page, Picture, Piece, Pieces, join_pieces
from samenkomst.core.pages.people_view import People
from samenkomst.core.pages.reader import Reader
from samenkomst.core.pages.redirects import redirects
from samenkomst.core.pages.search_entries import event_entry, search_entry
from samenkomst.core.pages.statement_view import StatementView, view_statement
from samenkomst.core.pages.words import GOING_AHEAD
from samenkomst.core.translation import Translate

_SEARCHED = ("person.html", "organisation.html")


@dataclass(frozen=True, slots=True)
class Shown:
    """What hand-written pages can show of the plan, nothing more."""

    upcoming: tuple[Card, ...]
    """What is still to come, for the home page."""
    past: tuple[Card, ...]
    """What is over, the latest first, for the home page."""
    forms: tuple[Form, ...]
    """For the privacy page."""
    statement: StatementView | None
    """For the page about accessibility."""


class Plan:
    """All pages and files of a site, made when they are asked for; nothing more.

    An event's part sees that event, the events that it names, and the other shelves: never all
    events. So what it is made from can be told (`inputs`), and what follows from all events at
    once is made apart, from the parts.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        site: Site,
        municipalities: Mapping[str, str],
        today: date,
        translate: Translate,
    ) -> None:
        self.catalogue = catalogue
        self._site = site
        self._municipalities = municipalities
        self._today = today
        self._translate = translate
        self._reader = Reader(site.language, translate)
        self._publisher = Publisher(site, translate)
        self._people = People(replace(catalogue, events=()), self._reader)
        self._listed: dict[str, Listed] = {}
        self._by_slug = {event.slug: event for event in catalogue.events}
        self._forms = {key: compile_form(form, translate) for key, form in catalogue.forms.items()}
        self.forms = tuple(self._forms.values())

    @cached_property
    def shown(self) -> Shown:
        """Return what hand-written pages can show."""
        upcoming, past = split(self.listed)
        return Shown(
            upcoming=show_cards(upcoming),
            past=show_cards(past),
            forms=self.forms,
            statement=view_statement(self.catalogue.statement, self._translate),
        )

    @cached_property
    def parts(self) -> dict[str, EventPart]:
        """The part of every event, by slug."""
        return {event.slug: self.part(event) for event in self.catalogue.events}

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page: lists first, then events, then people, organisations, old addresses."""
        events = (part.page for part in self.parts.values())
        return (*self.lists, *events, *self.others)

    @cached_property
    def files(self) -> dict[str, str]:
        """Every file, by address from the root of the site."""
        own = {url: text for part in self.parts.values() for url, text in part.files.items()}
        return own | {url: join_pieces(pieces) for url, pieces in self.whole(self.parts)}

    def inputs(self, event: Event) -> str:
        """Return a text that differs when anything differs that the part of `event` sees.

        Nothing when that is not known, because the catalogue was not read from files.
        """
        digests = self.catalogue.digests
        seen = [digests.get(("events", each.slug), "") for each in (event, *self._named(event))]
        return " ".join((*seen, self._shelves)) if all(seen) else ""

    @cached_property
    def _shelves(self) -> str:
        """What people, organisations and forms are, as one digest."""
        digests = self.catalogue.digests
        return digest_of([[*key, digests[key]] for key in digests if key[0] != "events"])

    def _named(self, event: Event) -> list[Event]:
        """Return the other events that `event` names."""
        slugs = (*(each.event for each in event.related), event.replaces, event.replaced_by)
        return [self._by_slug[slug] for slug in dict.fromkeys(slugs) if slug in self._by_slug]

    def recall(self, event: Event, listed: Listed) -> None:
        """Take over how lists know `event`: its part was made before, and saw the same."""
        self._listed[event.slug] = listed

    @cached_property
    def listed(self) -> tuple[Listed, ...]:
        """How lists know every event."""
        return tuple(map(self._list, self.catalogue.events))

    def _list(self, event: Event) -> Listed:
        """Return how lists know `event`, worked out once."""
        if event.slug not in self._listed:
            listed = list_event(event, self._people, self._today, self._reader)
            self._listed[event.slug] = listed
        return self._listed[event.slug]

    def address(self, event: Event) -> Address:
        """Return where the page of `event` stands."""
        return Address(event_url(event.slug), event.title, changed_on(event))

    def part(self, event: Event) -> EventPart:
        """Return what follows from `event` alone."""
        seen = replace(self.catalogue, events=(event, *self._named(event)))
        meetings = Meetings(event, self._reader)
        entries = Entries(meetings, self._publisher)
        blocks, files = event_calendars(entries)
        glance = glance_at(event, self._today, self._reader)
        card = make_card(event, glance, self._reader)
        return EventPart(
            page=self._page(meetings, seen, glance, card),
            files=files,
            blocks=feed_entries(event, blocks, self._today),
            data=event_data(meetings, seen, self._site),
            entry=self._entry(meetings, glance, seen, entries, files),
            search=event_entry(event, card, self._people, past=glance.past),
        )

    @cached_property
    def lists(self) -> tuple[Page, ...]:
        """Return the overview, the filters and the archive."""
        return tuple(Lists(self.listed, self._reader).pages())

    @cached_property
    def others(self) -> tuple[Page, ...]:
        """Return people, organisations and old addresses."""
        people = Involvement(self.catalogue, self.listed, self._reader).pages()
        return (*people, *redirects(self.catalogue, self._translate))

    def whole(self, parts: Mapping[str, Contribution]) -> Iterator[tuple[str, Pieces]]:
        """Yield the files that hold all events, each with its address, in pieces: they are large.

        `parts` has what each event adds, by slug.
        """
        slugs = [event.slug for event in self.catalogue.events]
        yield from self._feeds(parts)
        data = (parts[slug].data for slug in slugs)
        yield from machine_files(self.catalogue, data, self._publisher, self._today)
        entries = ((slug, parts[slug].entry) for slug in slugs)
        lines = contract_lines(self._site, self._municipalities, self.forms, entries)
        yield "forms.json", tuple(lines)

    def _feeds(self, parts: Mapping[str, Contribution]) -> Iterator[tuple[str, Pieces]]:
        """Yield the calendars to subscribe to, as bytes: half of what text with a dash takes."""
        blocks = {slug: part.blocks for slug, part in parts.items()}
        for url, text in feed_calendars(self.catalogue, blocks, self._publisher):
            yield url, (text.encode(),)

    def search_entries(self, parts: Mapping[str, Contribution]) -> Iterator[Piece]:
        """Yield what one can search for, as lines: events, people and organisations."""
        for event in self.catalogue.events:
            yield parts[event.slug].search
        for page in self.others:
            if page.template in _SEARCHED:
                yield search_entry(page.url, page.title, page.searched)

    def _entry(
        self,
        meetings: Meetings,
        glance: Glance,
        seen: Catalogue,
        entries: Entries,
        files: Mapping[str, str],
    ) -> str:
        """Return the event's part of `forms.json`; letters bring its calendar when one can come."""
        calendars = EventCalendars()
        if goes_on(meetings.event):
            going = files[event_calendar_url(meetings.event.slug)]
            calendars = EventCalendars(going, cancelled_calendar(entries))
        return entry_text(compile_entry(meetings, glance, seen, calendars, self._reader))

    def _page(self, meetings: Meetings, seen: Catalogue, glance: Glance, card: Card) -> Page:
        event = meetings.event
        form = self._forms.get(event.registration.form or "")
        view = view_event(meetings, seen, form, glance, self._reader)
        values = {"event": view, "linked_data": event_linked_data(meetings, seen, self._publisher)}
        return Page(
            url=event_url(event.slug),
            template="event.html",
            title=event.title,
            description=event.summary or event.title,
            values=values,
            changed=changed_on(event),
            picture=self._picture(event, card),
        )

    def _picture(self, event: Event, card: Card) -> Picture:
        """Return what stands on the event's picture: what stays true, for networks keep it."""
        state = event.going_ahead
        status = self._translate(GOING_AHEAD[state]) if state.is_off else ""
        return Picture(
            url=picture_url(event.slug),
            title=event.title,
            kicker=" · ".join(part for part in (status, event.kind) if part),
            lines=tuple(line for line in (card.when, card.where) if line),
            footer=self._site.name,
        )


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

    Only the preview shows drafts. Forms of what is off are closed.
    """
    catalogue = catalogue if drafts else without_drafts(catalogue)
    events = tuple(close_when_off(event) for event in catalogue.events)
    catalogue = replace(catalogue, events=events)
    return Plan(catalogue, site, municipalities, today, translate)
