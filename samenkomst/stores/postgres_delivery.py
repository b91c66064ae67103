"""One deliverer at a time, over all machines that share a database; nothing more."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from psycopg import Connection, Error

from samenkomst.core.errors import NotStored
from samenkomst.stores.failures import Busy
from samenkomst.stores.postgres_connections import Connections, is_wait, reason
from samenkomst.stores.postgres_locks import DELIVERY, OTHERS

# No other transaction waits for this one, and it sees no rows: it may last.
_BEGIN = """
    BEGIN;
    SET LOCAL idle_in_transaction_session_timeout = 0;
    SET LOCAL lock_timeout = %(wait)s;
    SELECT pg_advisory_xact_lock(%(others)s, %(delivery)s)
"""


@contextmanager
def delivery_turn(url: str, wait: float) -> Iterator[None]:
    """Deliver alone, as long as the block lasts. Raises Busy after `wait` seconds, NotStored.

    When the connection is lost meanwhile another may begin: of the letter that is on its way then,
    a second can be sent.
    """
    values = {"wait": max(1, round(wait * 1000)), "others": OTHERS, "delivery": DELIVERY}
    with closing(_told_open(url)) as connection:
        try:
            connection.execute(_BEGIN, values)
        except Error as error:
            raise (Busy(wait) if is_wait(error) else NotStored(reason(error))) from None
        yield


def _told_open(url: str) -> Connection:
    try:
        return Connections(url).open()
    except Error as error:
        raise NotStored(reason(error)) from None
