"""Work on the database, tried again while that may help and in time."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from psycopg import Connection, Error

from samenkomst.core.errors import NotStored
from samenkomst.stores.failures import Busy
from samenkomst.stores.follower import Follower
from samenkomst.stores.postgres_connections import Connections, can_pass, is_wait, reason

PAUSE = 0.1
"""Seconds between two tries to reach the server."""

T = TypeVar("T")


class TryAgain(NotStored):
    """Nothing of this is in the journal; another try may do better."""


class Attempts:
    """Lends connections for work, and says in our words why it did not succeed; nothing more."""

    def __init__(self, connections: Connections, follower: Follower, wait: float) -> None:
        self._connections = connections
        self._follower = follower
        self._wait = wait

    def run(self, work: Callable[[Connection, float], T], end: float) -> T:
        """Return what `work` does with a connection; again while that may help, and in time."""
        lost = ""
        while True:
            try:
                with self.lend(end) as connection:
                    return work(connection, end)
            except TryAgain as again:
                lost = again.reason
            except Busy:
                if not lost:
                    raise
            if time.monotonic() + PAUSE > end:
                raise NotStored(lost)
            time.sleep(PAUSE)

    @contextmanager
    def lend(self, end: float) -> Iterator[Connection]:
        """Lend a connection, and turn the server's errors into ours.

        Without their cause: the server may quote a record in what it says.
        """
        self._follower.refuse_if_finished()
        try:
            with self._connections.borrow(end) as connection:
                yield connection
        except Error as error:
            if is_wait(error):
                raise Busy(self._wait) from None
            if can_pass(error):
                raise TryAgain(reason(error)) from None
            raise NotStored(reason(error)) from None


def left(end: float) -> float:
    """Return the seconds until `end`, a moment of `time.monotonic`."""
    return max(0.0, end - time.monotonic())
