"""How often one address may post, counted over all machines that share a database."""

import math
import time
from collections.abc import Mapping
from datetime import datetime

from psycopg import Connection, Error

from samenkomst.core.errors import NotStored
from samenkomst.stores.pace import WINDOW, pseudonym
from samenkomst.stores.postgres_connections import Connections

PATIENCE = 1.0
"""Seconds to wait for the count: the journal has its own patience, after this."""

# A few addresses that were silent for a minute go with each post, so none stays.
_COUNT = """
    BEGIN;
    SET LOCAL synchronous_commit = off;
    SET LOCAL statement_timeout = %(wait)s;
    DELETE FROM samenkomst_pace WHERE client IN (
        SELECT client FROM samenkomst_pace WHERE posts[cardinality(posts)] <= %(now)s - %(window)s
        LIMIT 10 FOR UPDATE SKIP LOCKED
    );
    INSERT INTO samenkomst_pace AS known VALUES (%(client)s, ARRAY[%(now)s::float8])
        ON CONFLICT (client) DO UPDATE SET posts = ARRAY(
            SELECT each FROM unnest(known.posts || %(now)s::float8) AS each
            WHERE abs(%(now)s - each) < %(window)s ORDER BY each
        )
        WHERE (
            SELECT count(*) FROM unnest(known.posts) AS each WHERE abs(%(now)s - each) < %(window)s
        ) < %(limit)s
    RETURNING true;
    COMMIT;
"""
_LEFT = """
    SELECT min(each) + %(window)s - %(now)s FROM samenkomst_pace, unnest(posts) AS each
        WHERE client = %(client)s AND abs(%(now)s - each) < %(window)s
"""


class PostgresPace:
    """The pace limit of all handlers on one database, nothing more."""

    def __init__(self, url: str, per_minute: int, secret: str) -> None:
        self.per_minute = per_minute
        self._connections = Connections(url)
        self._secret = secret

    def wait(self, address: str, now: datetime) -> int:
        """Return 0 and count a post of `address`, or the seconds after which it may try again.

        Counts nothing while the database cannot be used: the journal, which needs it too, refuses
        then, and gives the visitor the answers back.
        """
        if self.per_minute == 0:
            return 0
        values = {
            "client": bytes.fromhex(pseudonym(address, now, self._secret)),
            "now": now.timestamp(),
            "window": WINDOW,
            "limit": self.per_minute,
            "wait": round(PATIENCE * 1000),
        }
        try:
            with self._connections.borrow(time.monotonic() + PATIENCE) as connection:
                left = _count(connection, values)
        except (Error, NotStored):
            return 0
        return max(1, math.ceil(left)) if left else 0


def _count(connection: Connection, values: Mapping[str, object]) -> float:
    """Return 0 and count the post, or the seconds until one fewer counts."""
    cursor = connection.execute(_COUNT, values)
    if any(result.fetchall() for result in cursor.results() if result.description):
        return 0
    row = connection.execute(_LEFT, values).fetchone()
    return row[0] if row and row[0] is not None else WINDOW
