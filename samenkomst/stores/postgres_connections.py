"""The few connections that the threads of one process share, and what their errors mean."""

import os
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import LiteralString

from psycopg import ClientCursor, Connection, Error, connect
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.errors import LockNotAvailable, QueryCanceled, UniqueViolation
from psycopg.pq import TransactionStatus

from samenkomst.core.errors import NotStored
from samenkomst.stores.failures import Busy
from samenkomst.stores.postgres_schema import migrate

SIZE = 4
"""Connections of one process: commits wait for each other anyway, and a server has few."""

FSYNC: LiteralString = "SELECT current_setting('fsync')"

_DEFAULTS = {
    "application_name": "samenkomst",
    "connect_timeout": "5",
    # A server that vanished is noticed within ten seconds, not within hours.
    "keepalives_idle": "4",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "tcp_user_timeout": "10000",
}


class Connections:
    """At most `SIZE` open connections, each for one thread at a time; nothing more.

    All statements go as text and all settings last one transaction, so that a pooler such as
    PgBouncer may stand between.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._turns = threading.BoundedSemaphore(SIZE)
        self._free: list[Connection] = []
        self._inherited: list[Connection] = []
        # Not `__del__`: in a ring of garbage a connection's own may come first, and complain.
        weakref.finalize(self, _close_all, self._free)

    @contextmanager
    def borrow(self, deadline: float) -> Iterator[Connection]:
        """Lend a connection that is in no transaction, and roll back what is left open.

        `deadline` is a moment of `time.monotonic`. Raises Busy when none comes free by then,
        NotStored where the server cannot be reached or used, psycopg.Error.
        """
        if not self._turns.acquire(timeout=max(0.0, deadline - time.monotonic())):
            raise Busy(0)
        try:
            connection = self._free.pop() if self._free else self.open()
            try:
                yield connection
            finally:
                self._take_back(connection)
        finally:
            self._turns.release()

    def close(self) -> None:
        """Close the connections that nobody uses."""
        _close_all(self._free)

    def after_fork(self) -> None:
        """Forget in a child the parent's connections, without a word to the server.

        psycopg never ends a connection that another process made; the list keeps it silent.
        """
        for connection in self._free:
            with suppress(Error):
                os.close(connection.fileno())
        self._inherited += self._free
        self._free.clear()
        self._turns = threading.BoundedSemaphore(SIZE)

    def open(self) -> Connection:
        """Return a new connection that is nobody's yet. Raises NotStored, psycopg.Error."""
        given = conninfo_to_dict(self._url)
        missing = {name: value for name, value in _DEFAULTS.items() if name not in given}
        url = make_conninfo(self._url, client_encoding="UTF8", **missing)
        connection = connect(url, autocommit=True, cursor_factory=ClientCursor)
        try:
            _check(connection)
            migrate(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _take_back(self, connection: Connection) -> None:
        try:
            if connection.info.transaction_status is not TransactionStatus.IDLE:
                connection.execute("ROLLBACK")
            self._free.append(connection)
        except Error:
            connection.close()


def _close_all(connections: list[Connection]) -> None:
    while connections:
        connections.pop().close()


def _check(connection: Connection) -> None:
    """Refuse a server that answers before its disk does."""
    if connection.execute(FSYNC).fetchone() != ("on",):
        raise NotStored("fsync is off on this server: a receipt would promise too much")


def is_wait(error: Error) -> bool:
    """Return whether the server gave up waiting, as we asked."""
    return isinstance(error, LockNotAvailable | QueryCanceled)


def can_pass(error: Error) -> bool:
    """Return whether another try, with another connection perhaps, may do better.

    Without a state the connection failed; 08 is a lost connection, 40 a clash, 57P a server that
    stops or starts, 25P03 a pause of ours that was too long. A value that is taken already shows
    what the view should have known.
    """
    state = error.sqlstate or "08"
    return state.startswith(("08", "25P03", "40", "57P")) or state == UniqueViolation.sqlstate


def reason(error: Error) -> str:
    """Return what went wrong, for the log: never the detail, which may quote a record."""
    message = error.diag.message_primary or str(error).partition("\n")[0]
    return f"{error.sqlstate} {message}" if error.sqlstate else message
