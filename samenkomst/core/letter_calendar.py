"""Which calendar file goes with a letter: the event's own, the one that takes it out, or none."""

from samenkomst.core.contract import EventEntry

_OUT = frozenset({"withdrawn", "declined", "lapsed", "rejected"})
"""Whoever gets these does not come: what stands in their calendar is taken out again."""
_NONE = frozenset({"waitlisted", "reserve", "link"})
"""Nobody should keep a day free for a place that they do not have."""
_COMING = frozenset({"interested", "applied", "invited", "placed", "offered"})
"""The states in which the day may be one's own; a letter can be late, and its reader have left."""


def calendar_of(kind: str, state: str, event: EventEntry) -> str:
    """Return the calendar file for a letter of that kind to someone in that state, or nothing."""
    if kind in _OUT:
        return _published(event.calendar_cancelled)
    if kind in _NONE or state not in _COMING:
        return ""
    return _published(event.calendar)


def _published(calendar: str) -> str:
    """Return the file with the method that its part of the letter names (RFC 5545, 3.7.2)."""
    version = "VERSION:2.0\r\n"
    return calendar.replace(version, f"{version}METHOD:PUBLISH\r\n", 1)
