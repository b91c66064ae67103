"""Every contradiction in the content: within an event, and between entries."""

from collections.abc import Callable, Iterable, Iterator

from samenkomst.core.contradictions import (
    appearances,
    dates,
    numbers,
    programme,
    references,
    spelling,
    states,
)
from samenkomst.core.contradictions.entry import Entry, Shelves, all_sessions, shelve
from samenkomst.core.contradictions.programme import Programme
from samenkomst.core.model.event import Event
from samenkomst.core.model.fault import Fault, Path
from samenkomst.core.model.rules import faults_by, where_readable
from samenkomst.core.model.session import Session

PROGRAMME_RULES: tuple[Callable[[Programme], Iterable[Fault]], ...] = (
    programme.check_order,
    programme.check_bounds,
    programme.check_choices,
)
SESSION_RULES: tuple[Callable[[Session], Iterable[Fault]], ...] = (dates.check_session_deadline,)
EVENT_RULES: tuple[Callable[[Event], Iterable[Fault]], ...] = (
    numbers.check_choices,
    numbers.check_free,
    dates.check_deadline,
    dates.check_opening,
    dates.check_last_day,
    dates.check_double_moments,
    dates.check_updated,
    states.check_open_though_off,
    states.check_postponed_date,
    states.check_replaced,
    states.check_one_form,
)
SHELF_RULES: tuple[Callable[[Shelves], Iterable[Fault]], ...] = (
    states.check_forms,
    states.check_second_forms,
    appearances.check_double_booked,
    references.check_earlier_slugs,
    references.check_links,
    references.check_drafts,
    spelling.check_names,
    spelling.check_people,
    spelling.check_labels,
)


def find_within(event: Event, path: Path, programmes: Iterable[Programme]) -> Iterator[Fault]:
    """Yield every contradiction within one event, also when a part of it has a fault.

    `programmes` are those of the event.
    """
    for each in programmes:
        for fault in faults_by(PROGRAMME_RULES, each):
            yield fault.below((*path, *each.path))
    for fault in faults_by(EVENT_RULES, event):
        yield fault.below(path)
    for inside, session in all_sessions(event):
        for fault in faults_by(SESSION_RULES, session):
            yield fault.below((*path, *inside))


def find_between(entries: Iterable[Entry]) -> Iterator[Fault]:
    """Yield every contradiction between entries."""
    shelves = shelve(entries)
    for search in SHELF_RULES:
        yield from where_readable(search, shelves)
