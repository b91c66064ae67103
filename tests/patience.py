"""How long tests wait on a slow processor, and on a disk that hangs for many seconds."""

import time
from collections.abc import Callable

PATIENCE = 60.0
"""Seconds that the product waits for lock and disk where its own waiting is not the point."""
LONG = 300.0
"""Seconds that a test waits for what comes for certain: only a wrong product takes as long."""


def until(condition: Callable[[], bool]) -> None:
    """Return as soon as it holds."""
    deadline = time.monotonic() + LONG
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.002)
