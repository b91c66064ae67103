"""The pages that list events: the overview, one per filter value, and the archive per year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from samenkomst.core.model.event import Event
from samenkomst.core.pages.addresses import OVERVIEW_URL
from samenkomst.core.pages.cards import Cards
from samenkomst.core.pages.filters import Choice, Filter, FilterView, find_filters, view_filters
from samenkomst.core.pages.page import Page
from samenkomst.core.pages.reader import Reader
from samenkomst.core.pages.timing import last_day_of

ARCHIVE_URL = f"{OVERVIEW_URL}archief/"
LATEST = 6
"""So many past events stand on the overview; the others are in the archive."""


@dataclass(frozen=True, slots=True)
class YearLink:
    """A year of the archive."""

    title: str
    url: str
    count: int


class Lists:
    """All events, and the pages that list them."""

    def __init__(self, events: Sequence[Event], cards: Cards, reader: Reader) -> None:
        self._events = events
        self._cards = cards
        self._reader = reader
        self._translate = reader.translate
        self._filters = find_filters(events, reader)
        self._years = self._events_by_year()

    def pages(self) -> Iterator[Page]:
        """Yield the overview first."""
        yield self._overview()
        for each in self._filters:
            for choice in each.choices:
                yield self._choice(each, choice)
        if self._years:
            yield self._archive()
        for year in self._years:
            yield self._year(year)

    def _events_by_year(self) -> dict[int, list[Event]]:
        found: dict[int, list[Event]] = {}
        for event in self._events:
            last = last_day_of(event)
            if last and self._cards.is_past(event):
                found.setdefault(last.year, []).append(event)
        return dict(sorted(found.items(), reverse=True))

    def _year_links(self) -> tuple[YearLink, ...]:
        return tuple(
            YearLink(str(year), f"{ARCHIVE_URL}{year}/", len(events))
            for year, events in self._years.items()
        )

    def _is_coming(self, event: Event) -> bool:
        return not self._cards.is_past(event)

    def _overview(self) -> Page:
        title = self._translate("Evenementen")
        lead = self._translate("Alle bijeenkomsten, netwerken en trainingen op een rij.")
        past = self._cards.past(self._events)
        values = {
            "upcoming": self._cards.upcoming(self._events),
            "past": past[:LATEST],
            "lead": lead,
            "filters": view_filters(self._filters, self._is_coming),
            "years": self._year_links(),
        }
        return Page(OVERVIEW_URL, "overview.html", title, lead, values)

    def _choice(self, each: Filter, choice: Choice) -> Page:
        words = self._translate("Evenementen: {filter} {value}")
        lead = words.format(filter=each.title.lower(), value=choice.title)
        mine: tuple[FilterView, ...] = view_filters([each], self._is_coming)
        values = {
            "kicker": each.title,
            "heading": choice.title,
            "upcoming": self._cards.upcoming(choice.events),
            "past": self._cards.past(choice.events),
            "filters": mine,
            "here": choice.url,
        }
        return Page(choice.url, "filtered.html", f"{each.title}: {choice.title}", lead, values)

    def _archive(self) -> Page:
        title = self._translate("Archief")
        lead = self._translate("Alle evenementen die zijn geweest, per jaar.")
        values = {
            "years": self._year_links(),
            "cards": (),
            "heading": title,
            "lead": lead,
            "here": "",
        }
        return Page(ARCHIVE_URL, "archive.html", title, lead, values)

    def _year(self, year: int) -> Page:
        title = self._translate("Archief {year}").format(year=year)
        lead = self._translate("Alle evenementen van {year}.").format(year=year)
        values = {
            "years": self._year_links(),
            "cards": self._cards.past(self._years[year]),
            "heading": title,
            "lead": lead,
            "here": str(year),
        }
        return Page(f"{ARCHIVE_URL}{year}/", "archive.html", title, lead, values)
