"""Lists of events by theme, kind, audience, place and form, as links to pages of their own."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from samenkomst.core.model.event import Event
from samenkomst.core.pages.addresses import OVERVIEW_URL
from samenkomst.core.pages.people_view import all_sessions
from samenkomst.core.pages.reader import Reader
from samenkomst.core.pages.words import MODES, slugify
from samenkomst.core.translation import N_


@dataclass(frozen=True, slots=True)
class Choice:
    """One value to filter by, with its events."""

    title: str
    url: str
    events: tuple[Event, ...]


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


_Values = Callable[[Event, Reader], Iterable[str]]


def _themes(event: Event, reader: Reader) -> Iterable[str]:
    return event.themes


def _kinds(event: Event, reader: Reader) -> Iterable[str]:
    return (event.kind,) if event.kind else ()


def _audiences(event: Event, reader: Reader) -> Iterable[str]:
    return (*event.audience, *(each for one in all_sessions(event) for each in one.audience))


def _cities(event: Event, reader: Reader) -> Iterable[str]:
    return [one.place.city for one in event.main_sessions if one.place and one.place.city]


def _modes(event: Event, reader: Reader) -> Iterable[str]:
    return [reader.translate(MODES[one.mode]) for one in event.main_sessions if one.mode]


_FILTERS: Mapping[str, tuple[str, _Values]] = {
    "thema": (N_("Onderwerp"), _themes),
    "soort": (N_("Soort"), _kinds),
    "voor": (N_("Voor wie"), _audiences),
    "plaats": (N_("Plaats"), _cities),
    "vorm": (N_("Vorm"), _modes),
}
"""By the part of the address; the model keeps these free (`LIST_SLUGS`)."""


def find_filters(events: Iterable[Event], reader: Reader) -> tuple[Filter, ...]:
    """Return every filter that has values, its values in alphabetical order."""
    everything = tuple(events)
    found = (
        Filter(reader.translate(title), tuple(_choices(key, values, everything, reader)))
        for key, (title, values) in _FILTERS.items()
    )
    return tuple(each for each in found if each.choices)


def _choices(
    key: str, values: _Values, events: tuple[Event, ...], reader: Reader
) -> Iterator[Choice]:
    titles: dict[str, str] = {}
    found: dict[str, list[Event]] = {}
    for event in events:
        mine = {slugify(value): value for value in reversed(list(values(event, reader)))}
        for slug, value in mine.items():
            titles.setdefault(slug, value)
            found.setdefault(slug, []).append(event)
    for slug in sorted(found, key=lambda each: (titles[each].casefold(), each)):
        title = titles[slug][:1].upper() + titles[slug][1:]
        yield Choice(title, f"{OVERVIEW_URL}{key}/{slug}/", tuple(found[slug]))


def view_filters(
    filters: Iterable[Filter], is_coming: Callable[[Event], bool]
) -> tuple[FilterView, ...]:
    """Return the filters as links, those alone behind which something is still to come."""
    views = (FilterView(each.title, tuple(_links(each, is_coming))) for each in filters)
    return tuple(view for view in views if view.links)


def _links(each: Filter, is_coming: Callable[[Event], bool]) -> Iterator[FilterLink]:
    for choice in each.choices:
        count = sum(map(is_coming, choice.events))
        if count:
            yield FilterLink(choice.title, choice.url, count)
