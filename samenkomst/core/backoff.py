"""When a letter is tried again after a temporary failure: soon, then seldom, for two days."""

from datetime import datetime, timedelta

from samenkomst.core.instants import write_instant

WAITS = (5, 15, 30, 60, 120, 240, 480, 720, 720, 720)
"""Minutes after each failure. Together over 48 hours: a mail server may be down for a weekend."""


def next_try(at: datetime, attempt: int) -> str:
    """Return when the letter may be tried again that failed for the `attempt`th time, at `at`."""
    wait = WAITS[min(max(attempt, 1), len(WAITS)) - 1]
    return write_instant(at + timedelta(minutes=wait))
