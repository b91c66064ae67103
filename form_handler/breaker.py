"""Keeps visitors from waiting one after the other for a disk that does not answer."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from samenkomst.core.errors import NotStored, Uncertain


class Crowded(NotStored):
    """Storing failed a moment ago, and another visitor is finding out whether it works again."""

    def __init__(self) -> None:
        super().__init__("another is trying")


class Breaker:
    """Lets everyone try until storing fails; then one at a time, until it works again.

    Without it each thread waits its seconds, then serves the next visitor, who waits as long: those
    at the end of the queue wait for minutes, and nothing else is answered meanwhile.
    """

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._broken = False
        self._trying = False

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Try to store. Raises Crowded instead when another tries already."""
        alone = self._enter()
        try:
            yield
            self._broken = False
        except (NotStored, Uncertain):
            self._broken = True
            raise
        finally:
            if alone:
                self._trying = False

    def _enter(self) -> bool:
        """Return whether this is the one that tries."""
        with self._mutex:
            if not self._broken:
                return False
            if self._trying:
                raise Crowded
            self._trying = True
            return True
