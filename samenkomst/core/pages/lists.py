"""The pages that list events: the overview, one per filter value, and the archive per year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from samenkomst.core.pages.addresses import OVERVIEW_URL
from samenkomst.core.pages.filters import Choice, Filter, find_filters, view_filters
from samenkomst.core.pages.listed import Listed, show_cards, split
from samenkomst.core.pages.page import Page
from samenkomst.core.pages.reader import Reader

ARCHIVE_URL = f"{OVERVIEW_URL}archief/"
LATEST = 6
"""So many past events stand on the overview; the others are in the archive."""
LATEST_OF_CHOICE = 24
"""So many past events stand in a list by theme, kind, place and so on."""
ON_PAGE = 50
"""So many events to come stand on one page: a list stays light, however many there are."""


@dataclass(frozen=True, slots=True)
class YearLink:
    """A year of the archive."""

    title: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class PageLink:
    """One page of a list that has several."""

    number: int
    url: str


class Lists:
    """All events, and the pages that list them."""

    def __init__(self, listed: Sequence[Listed], reader: Reader) -> None:
        self._coming, self._past = split(listed)
        self._translate = reader.translate
        self._filters = find_filters(listed, reader)
        self._links = {each.title: view_filters([each]) for each in self._filters}
        self._years = self._events_by_year()

    def pages(self) -> Iterator[Page]:
        """Yield the overview first."""
        yield from self._overview()
        for each in self._filters:
            for choice in each.choices:
                yield from self._choice(each, choice)
        if self._years:
            yield self._archive()
        for year in self._years:
            yield self._year(year)

    def _events_by_year(self) -> dict[int, list[Listed]]:
        """Return what is over, the latest first."""
        found: dict[int, list[Listed]] = {}
        for each in self._past:
            if each.glance.last:
                found.setdefault(each.glance.last.year, []).append(each)
        return found

    def _year_links(self) -> tuple[YearLink, ...]:
        return tuple(
            YearLink(str(year), f"{ARCHIVE_URL}{year}/", len(events))
            for year, events in self._years.items()
        )

    def _overview(self) -> Iterator[Page]:
        title = self._translate("Evenementen")
        lead = self._translate("Alle bijeenkomsten, netwerken en trainingen op een rij.")
        values = {
            "past": show_cards(self._past[:LATEST]),
            "lead": lead,
            "filters": tuple(view for views in self._links.values() for view in views),
            "years": self._year_links(),
        }
        first = Page(OVERVIEW_URL, "overview.html", title, lead, values)
        yield from self._paged(first, self._coming, f"{OVERVIEW_URL}pagina/")

    def _choice(self, each: Filter, choice: Choice) -> Iterator[Page]:
        words = self._translate("Evenementen: {filter} {value}")
        lead = words.format(filter=each.title.lower(), value=choice.title)
        upcoming, past = split(choice.listed)
        values = {
            "kicker": each.title,
            "heading": choice.title,
            "past": show_cards(past[:LATEST_OF_CHOICE]),
            "filters": self._links[each.title],
            "here": choice.url,
            "years": self._year_links() if len(past) > LATEST_OF_CHOICE else (),
        }
        first = Page(choice.url, "filtered.html", f"{each.title}: {choice.title}", lead, values)
        yield from self._paged(first, upcoming, choice.url)

    def _paged(self, first: Page, upcoming: Sequence[Listed], below: str) -> Iterator[Page]:
        """Yield `first` with the events that come first, and a page below it for each ON_PAGE more.

        What was stands on the first page alone.
        """
        number = max(1, -(-len(upcoming) // ON_PAGE))
        urls = (first.url, *(f"{below}{each}/" for each in range(2, number + 1)))
        links = tuple(PageLink(each, url) for each, url in enumerate(urls, 1))
        for link in links:
            shown = show_cards(upcoming[(link.number - 1) * ON_PAGE : link.number * ON_PAGE])
            rest = {} if link.number == 1 else {"past": (), "years": ()}
            paging = {"pages": links if number > 1 else (), "number": link.number}
            values = {**first.values, "upcoming": shown, **rest, **paging}
            yield replace(first, url=link.url, title=self._title(first, link), values=values)

    def _title(self, first: Page, link: PageLink) -> str:
        if link.number == 1:
            return first.title
        words = self._translate("{title}, pagina {number}")
        return words.format(title=first.title, number=link.number)

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
            "cards": show_cards(self._years[year]),
            "heading": title,
            "lead": lead,
            "here": str(year),
        }
        return Page(f"{ARCHIVE_URL}{year}/", "archive.html", title, lead, values)
