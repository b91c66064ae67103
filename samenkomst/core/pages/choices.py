"""By what one finds an event: its theme, kind, audience, place and form."""

from collections.abc import Callable, Iterable, Mapping

from samenkomst.core.model.event import Event
from samenkomst.core.pages.people_view import all_sessions
from samenkomst.core.pages.reader import Reader
from samenkomst.core.pages.words import MODES, slugify
from samenkomst.core.translation import N_

FILTERS: Mapping[str, str] = {
    "thema": N_("Onderwerp"),
    "soort": N_("Soort"),
    "voor": N_("Voor wie"),
    "plaats": N_("Plaats"),
    "vorm": N_("Vorm"),
}
"""Each way to filter, by the part of the address; the model keeps these free (`LIST_SLUGS`)."""

Choices = Mapping[str, Mapping[str, str]]
"""For each way to filter the values of one event: how each is written, by its slug."""

_Values = Callable[[Event, Reader], Iterable[str]]


def find_choices(event: Event, reader: Reader) -> Choices:
    """Return the values of `event`; one that is written in two ways, as it is first."""
    return {
        key: {slugify(value): value for value in reversed([*values(event, reader)])}
        for key, values in _VALUES.items()
    }


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


_VALUES: Mapping[str, _Values] = {
    "thema": _themes,
    "soort": _kinds,
    "voor": _audiences,
    "plaats": _cities,
    "vorm": _modes,
}
