"""Lists of events by theme, kind, audience, place and form, as links to pages of their own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from samenkomst.core.pages.addresses import OVERVIEW_URL
from samenkomst.core.pages.choices import FILTERS
from samenkomst.core.pages.listed import Listed
from samenkomst.core.pages.reader import Reader


@dataclass(frozen=True, slots=True)
class Choice:
    """One value to filter by, with its events."""

    title: str
    url: str
    listed: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to filter, with every value that occurs."""

    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class FilterLink:
    """A value on the overview, with how many events are still to come."""

    title: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class FilterView:
    """One way to filter, as links."""

    title: str
    links: tuple[FilterLink, ...]


def find_filters(listed: Iterable[Listed], reader: Reader) -> tuple[Filter, ...]:
    """Return every filter that has values, its values in alphabetical order."""
    everything = tuple(listed)
    found = (
        Filter(reader.translate(title), tuple(_choices(key, everything)))
        for key, title in FILTERS.items()
    )
    return tuple(each for each in found if each.choices)


def _choices(key: str, listed: tuple[Listed, ...]) -> Iterator[Choice]:
    titles: dict[str, str] = {}
    found: dict[str, list[Listed]] = {}
    for each in listed:
        for slug, value in each.choices[key].items():
            titles.setdefault(slug, value)
            found.setdefault(slug, []).append(each)
    for slug in sorted(found, key=lambda each: (titles[each].casefold(), each)):
        title = titles[slug][:1].upper() + titles[slug][1:]
        yield Choice(title, f"{OVERVIEW_URL}{key}/{slug}/", tuple(found[slug]))


def view_filters(filters: Iterable[Filter]) -> tuple[FilterView, ...]:
    """Return the filters as links, those alone behind which something is still to come."""
    views = (FilterView(each.title, tuple(_links(each))) for each in filters)
    return tuple(view for view in views if view.links)


def _links(each: Filter) -> Iterator[FilterLink]:
    for choice in each.choices:
        count = sum(not one.glance.past for one in choice.listed)
        if count:
            yield FilterLink(choice.title, choice.url, count)
