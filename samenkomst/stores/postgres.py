"""The journal in PostgreSQL, for several machines: the same records, refusals and answers.

Importing this needs psycopg, the extra `postgres`.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from psycopg import Connection

from samenkomst.core.errors import NotStored
from samenkomst.core.record import BadLine, Draft, Record, decode, encode
from samenkomst.stores import postgres_statements as statements
from samenkomst.stores.after_fork import call_after_fork
from samenkomst.stores.failures import Damaged
from samenkomst.stores.follower import Follower
from samenkomst.stores.journal import PATIENCE
from samenkomst.stores.knowledge import View
from samenkomst.stores.postgres_attempts import Attempts
from samenkomst.stores.postgres_commits import PostgresCommits
from samenkomst.stores.postgres_connections import Connections

T = TypeVar("T")


class PostgresJournal:
    """The reader and writer of the journal in one database, for any number of threads.

    Threads of one process share a transaction: whoever leads decides for all that wait, in turn.
    Decisions that see each other wait for each other, on every machine. A decision that lost its
    connection, or its bet, is made again.
    """

    def __init__(
        self, url: str, view: View, clock: Callable[[], datetime], *, wait: float = PATIENCE
    ) -> None:
        self._connections = Connections(url)
        self._follower = Follower(view)
        self._attempts = Attempts(self._connections, self._follower, wait)
        self._wait = wait
        self._commits = PostgresCommits(
            self._connections, self._follower, self._attempts, clock, wait
        )
        self.repairs: Sequence[object] = ()
        """None: the server repairs itself."""
        call_after_fork(self._after_fork)

    @property
    def finished(self) -> bool:
        """Whether this writer refuses for good: its process has to be replaced."""
        return bool(self._follower.finished)

    def commit(
        self,
        decide: Callable[[], Sequence[Draft]],
        *,
        event: str | None = None,
        spare: bool = False,
    ) -> list[Record]:
        """Return what `decide` wanted written: on the server's disk, and then in the view.

        As `Journal.commit` does; but `decide` may be called again. `spare` has no meaning here.

        Raises NotStored (Busy, Damaged, WriterFinished): nothing was stored. Raises Uncertain
        when the connection was lost amid the commit, and no other came in time to ask.
        """
        return self._commits.commit(decide, event)

    def catch_up(self) -> None:
        """Bring the view up to date with what others wrote. Raises NotStored."""
        self._attempts.run(self._commits.catch_up, self._end())

    def get(self, seq: int) -> Record | None:
        """Return one record as it is now, or None if it has no such number. Raises NotStored."""
        line = self._attempts.run(
            lambda connection, _: statements.read_line(connection, seq), self._end()
        )
        try:
            return None if line is None else decode(line)
        except BadLine as bad:
            raise Damaged(seq, 0, bad.reason) from bad

    def lines(self) -> Iterator[bytes]:
        """Yield every line as it stands, in the order of numbers. Raises NotStored."""
        with self._attempts.lend(self._end()) as connection:
            connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            seq = 0
            while rows := statements.read_batch(connection, seq):
                yield from (line for _, line in rows)
                seq = rows[-1][0]

    def load(self, lines: Iterable[tuple[bytes, Record]]) -> None:
        """Write whole lines with their records into an empty journal, or nothing at all.

        Raises NotStored; its reason is `not empty` when there are records.
        """
        with self._attempts.lend(self._end()) as connection:
            seq, _ = statements.begin_alone(connection, self._wait)
            if seq:
                raise NotStored("not empty")
            for batch in _batches(lines):
                statements.load(connection, [r for _, r in batch], [line for line, _ in batch])
            connection.execute("COMMIT")

    def rewrite(self, replace: Callable[[Record], Mapping[str, Any] | None]) -> int:
        """Give records other members, as `Journal.rewrite` does; return how many changed.

        What was there is neither in the table nor in its file when this returns. The server's
        own log (WAL) and back-ups of the server hold it until they are thrown away.
        """
        with self._attempts.lend(self._end()) as connection:
            _, residue = statements.begin_alone(connection, self._wait)
            changed = dict(_rewritten(connection, replace))
            if changed:
                statements.replace(connection, changed)
            connection.execute("COMMIT")
            if changed or residue:
                statements.wipe(connection, self._wait)
        self.catch_up()
        return len(changed)

    def close(self) -> None:
        """Close the connections; no thread may be inside. The next use opens others."""
        self._connections.close()

    def _end(self) -> float:
        return time.monotonic() + self._wait

    def _after_fork(self) -> None:
        self._commits.after_fork()
        self._follower.after_fork()
        self._connections.after_fork()


def _rewritten(
    connection: Connection, replace: Callable[[Record], Mapping[str, Any] | None]
) -> Iterator[tuple[int, bytes]]:
    seq = 0
    while rows := statements.read_batch(connection, seq):
        for seq, line in rows:
            try:
                record = decode(line)
            except BadLine as bad:
                raise Damaged(seq, 0, bad.reason) from bad
            fields = replace(record)
            if fields is not None and fields != record.fields:
                draft = Draft(record.type, record.id, fields)
                yield seq, encode(draft, seq, datetime.fromisoformat(record.at))


def _batches(lines: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(lines)
    while batch := list(islice(rest, statements.BATCH)):
        yield batch
