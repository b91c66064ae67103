"""The commits of many threads, decided and stored in PostgreSQL in one transaction."""

import time
import weakref
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial

from psycopg import Connection, Error

from samenkomst.core.errors import NotStored, Uncertain
from samenkomst.core.record import Draft, Reason, Record, decode, encode
from samenkomst.stores import postgres_statements as statements
from samenkomst.stores.failures import Busy, Damaged
from samenkomst.stores.follower import Follower
from samenkomst.stores.postgres_attempts import PAUSE, Attempts, TryAgain, left
from samenkomst.stores.postgres_connections import Connections, reason
from samenkomst.stores.turns import Request, Turns

LONGEST = 60.0
"""Seconds after which one who waits stops believing that the leader will answer."""


class PostgresCommits:
    """Serves those who wait: whoever leads decides for all, in turn; nothing more."""

    def __init__(
        self,
        connections: Connections,
        follower: Follower,
        attempts: Attempts,
        clock: Callable[[], datetime],
        wait: float,
    ) -> None:
        self._connections = connections
        self._follower = follower
        self._attempts = attempts
        self._clock = clock
        self._wait = wait
        self._turns = self._make_turns()
        self._together = True
        """Whether those who wait may share a transaction: not after one that failed."""

    def commit(self, decide: Callable[[], Sequence[Draft]], event: str | None) -> list[Record]:
        """Return what `decide` wanted written. Raises as `PostgresJournal.commit` does."""
        self._follower.refuse_if_finished()
        request = _Commit(decide, event, self._end())
        if not self._turns.take(request, request.end):
            raise Busy(self._wait)
        if not request.wait(request.end + LONGEST):
            raise Uncertain("no answer")
        if request.error is not None:
            raise request.error
        return request.records

    def catch_up(self, connection: Connection, end: float) -> None:
        """Bring the view up to date with what others wrote. Raises NotStored."""
        with self._follower.hold(left(end)):
            self._follower.follow(lambda seq: statements.read_on(connection, seq))

    def after_fork(self) -> None:
        """Begin anew in a child: those who wait are its parent's."""
        self._turns = self._make_turns()

    def _end(self) -> float:
        return time.monotonic() + self._wait

    def _make_turns(self) -> Turns["_Commit"]:
        reference = weakref.ref(self)

        def serve(requests: Sequence[_Commit]) -> None:
            if living := reference():  # always: whoever waits is inside of it
                living._serve(requests)

        return Turns(serve)

    def _serve(self, requests: Sequence["_Commit"]) -> None:
        """Settle all requests: together, or each alone when that failed a moment ago."""
        for batch in [requests] if self._together else [[each] for each in requests]:
            try:
                end = min(request.end for request in batch)
                self._attempts.run(partial(self._commit, batch), end)
                self._together = True
            except BaseException as error:
                self._together = False
                for request in batch:
                    request.error = error
            finally:
                for request in batch:
                    request.settle()

    def _commit(self, requests: Sequence["_Commit"], connection: Connection, end: float) -> None:
        if self._follower.rewritten < 0:
            self.catch_up(connection, end)
        known = self._follower.seq
        events = (request.event for request in requests)
        found = statements.begin(connection, events, known, left(end))
        with self._follower.hold(left(end)):
            self._take_in(known, found)
            if len(requests) == 1:
                lines = self._decide(requests[0], found.last)
                self._store(connection, requests[0].records, lines)
                self._apply(requests[0].records)
            else:
                self._commit_together(connection, requests, found.last)

    def _take_in(self, known: int, found: statements.Found) -> None:
        """See all that others wrote. Raises Damaged, also when the last lines are missing."""
        if found.rewritten != self._follower.rewritten:
            self._follower.rewritten = -1
            raise TryAgain("rewritten")
        self._follower.take_in(known, found.lines)
        if self._follower.seq != found.last:
            raise Damaged(self._follower.seq + 1, 0, Reason.GAP)

    def _commit_together(
        self, connection: Connection, requests: Sequence["_Commit"], last: int
    ) -> None:
        """Let each decide on what the one before it wrote, and store all of it at once."""
        records: list[Record] = []
        lines: list[bytes] = []
        try:
            for request in requests:
                lines += self._decide(request, last + len(lines))
                records += request.records
                self._apply(request.records)
            self._store(connection, records, lines)
        except BaseException:
            self._follower.rewritten = -1  # this view has seen what never was
            raise

    def _decide(self, request: "_Commit", last: int) -> list[bytes]:
        """Return the lines that the request wants behind number `last`; it keeps the records."""
        request.records, request.error = [], None
        try:
            drafts = request.run(request.decide)
            if not drafts:
                return []
            now = self._clock()
            lines = [encode(draft, seq, now) for seq, draft in enumerate(drafts, last + 1)]
            request.records = [decode(line) for line in lines]
        except Exception as error:
            request.error = error
            return []
        return lines

    def _apply(self, records: Iterable[Record]) -> None:
        for record in records:
            self._follower.apply(record)

    def _store(
        self, connection: Connection, records: Sequence[Record], lines: Sequence[bytes]
    ) -> None:
        """Return when the lines are stored. Raises what says that they are not, or Uncertain."""
        if not records:
            return
        try:
            statements.store(connection, records, lines)
        except Error as error:
            if not connection.closed:
                raise  # the server itself said no
            self._ask(records[0], reason(error))

    def _ask(self, record: Record, lost: str) -> None:
        """Return if the record is stored, after the connection was lost at its commit."""
        end = self._end()
        while True:
            try:
                with self._connections.open() as connection:
                    line = statements.read_settled_line(connection, record.seq, left(end))
                break
            except (Error, NotStored):
                if time.monotonic() + PAUSE > end:
                    raise Uncertain(lost) from None
            time.sleep(PAUSE)
        if line is None or decode(line).id != record.id:
            raise TryAgain(lost)


class _Commit(Request):
    """What one thread wants decided and written, and what became of it; nothing more."""

    __slots__ = ("decide", "end", "error", "event", "records")

    def __init__(
        self, decide: Callable[[], Sequence[Draft]], event: str | None, end: float
    ) -> None:
        super().__init__()
        self.decide = decide
        self.event = event
        self.end = end
        self.records: list[Record] = []
        self.error: BaseException | None = None
