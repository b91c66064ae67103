"""Which calendar file goes with a letter: the event's own, the one that takes it out, or none."""

import re

from samenkomst.core.contract import EventEntry
from samenkomst.core.submission import Submission

_OUT = frozenset({"withdrawn", "declined", "lapsed", "rejected"})
"""Whoever gets these does not come: what stands in their calendar is taken out again."""
_NONE = frozenset({"waitlisted", "reserve", "link"})
"""Nobody should keep a day free for a place that they do not have."""
_COMING = frozenset({"interested", "applied", "invited", "placed", "offered"})
"""The states in which the day may be one's own; a letter can be late, and its reader have left."""


_SEQUENCE = re.compile(r"^SEQUENCE:(\d+)", re.MULTILINE)


def calendar_of(kind: str, one: Submission, event: EventEntry) -> str:
    """Return the calendar file for a letter of that kind to that person, or nothing.

    Each time they left took one number of SEQUENCE (RFC 5545, 3.8.7.4); who comes back gets a
    higher one, or their calendar would go on saying that it is off.
    """
    if kind in _OUT:
        return _published(event.calendar_cancelled, max(one.left - 1, 0))
    if kind in _NONE or one.state not in _COMING:
        return ""
    return _published(event.calendar, one.left)


def _published(calendar: str, returns: int) -> str:
    """Return the file with the method that its part of the letter names (RFC 5545, 3.7.2)."""
    version = "VERSION:2.0\r\n"
    found = calendar.replace(version, f"{version}METHOD:PUBLISH\r\n", 1)
    return _SEQUENCE.sub(lambda number: f"SEQUENCE:{int(number[1]) + 2 * returns}", found)
