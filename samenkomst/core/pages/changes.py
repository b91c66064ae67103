"""Since when an event is as it is, from the days that editors write down; never the clock."""

from collections.abc import Iterator
from datetime import date

from samenkomst.core.model.event import Event

UNDATED = date(2020, 1, 1)
"""Stands for "not known when", where a format asks for a day.

A constant, because a clock would change every file at every build.
"""


def changed_on(event: Event) -> date | None:
    """Return the last day on which the event's page says to have changed, or None."""
    return max(_days(event), default=None)


def _days(event: Event) -> Iterator[date]:
    for day in (event.published, event.updated, *(notice.date for notice in event.notices)):
        if day is not None:
            yield day


def first_slug(event: Event) -> str:
    """Return the slug under which the event was first published.

    What subscribers know an event by (UID, feed id) must not change when its address does.
    """
    return event.was[0] if event.was else event.slug
