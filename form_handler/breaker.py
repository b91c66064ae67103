"""Keeps visitors from waiting one after the other for a disk that does not answer."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from samenkomst.core.errors import NotStored, Uncertain

FREE = 2
"""Threads that no form may hold, so that everything else is answered."""
PATIENCE = 1.0
"""Seconds after which a visitor does not wait for room any longer: the disk is slow."""


class Crowded(NotStored):
    """Enough others wait for the disk already."""

    def __init__(self) -> None:
        super().__init__("others wait for the disk")


class Breaker:
    """Lets everyone try until storing fails; then one at a time, until it works again.

    Without it each thread waits its seconds, then serves the next visitor, who waits as long: those
    at the end of the queue wait for minutes, and nothing else is answered meanwhile.
    """

    def __init__(self) -> None:
        self._room: threading.Semaphore | None = None
        self._mutex = threading.Lock()
        self._broken = False
        self._trying = False

    def keep_free(self, threads: int) -> None:
        """Leave some of so many threads for other requests."""
        self._room = threading.Semaphore(max(1, threads - FREE))

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Try to store. Raises Crowded instead when others do already."""
        room, alone = self._room, False
        if room is not None and not room.acquire(timeout=PATIENCE):
            raise Crowded
        try:
            alone = self._enter()
            yield
            self._broken = False
        except (NotStored, Uncertain) as error:
            if not isinstance(error, Crowded):
                self._broken = True
            raise
        finally:
            if alone:
                self._trying = False
            if room is not None:
                room.release()

    def _enter(self) -> bool:
        """Return whether this is the one that tries."""
        with self._mutex:
            if not self._broken:
                return False
            if self._trying:
                raise Crowded
            self._trying = True
            return True
