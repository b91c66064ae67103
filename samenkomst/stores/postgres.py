"""The journal in PostgreSQL, for several machines: the same records, refusals and answers.

Importing this needs psycopg, the extra `postgres`.
"""

import os
import time
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from psycopg import Connection, Error

from samenkomst.core.errors import NotStored, Uncertain
from samenkomst.core.record import BadLine, Draft, Reason, Record, decode, encode
from samenkomst.stores import postgres_statements as statements
from samenkomst.stores.failures import Busy, Damaged
from samenkomst.stores.follower import Follower
from samenkomst.stores.journal import PATIENCE
from samenkomst.stores.knowledge import View
from samenkomst.stores.postgres_attempts import PAUSE, Attempts, TryAgain, left
from samenkomst.stores.postgres_connections import Connections, reason
from samenkomst.stores.turns import Request, Turns

LONGEST = 60.0
"""Seconds after which one who waits stops believing that the leader will answer."""

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
        self._clock = clock
        self._wait = wait
        self._turns = self._make_turns()
        self._together = True
        """Whether those who wait may share a transaction: not after one that failed."""
        self.repairs: Sequence[object] = ()
        """None: the server repairs itself."""
        _call_after_fork(self._after_fork)

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
        self._follower.refuse_if_finished()
        request = _Commit(decide, event, self._end())
        if not self._turns.take(request, request.end):
            raise Busy(self._wait)
        if not request.wait(request.end + LONGEST):
            raise Uncertain("no answer")
        if request.error is not None:
            raise request.error
        return request.records

    def catch_up(self) -> None:
        """Bring the view up to date with what others wrote. Raises NotStored."""
        self._attempts.run(self._catch_up, self._end())

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

    def _make_turns(self) -> Turns["_Commit"]:
        reference = weakref.WeakMethod(self._serve)

        def serve(requests: Sequence[_Commit]) -> None:
            if living := reference():
                living(requests)

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
            self._catch_up(connection, end)
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

    def _catch_up(self, connection: Connection, end: float) -> None:
        with self._follower.hold(left(end)):
            self._follower.follow(lambda seq: statements.read_on(connection, seq))

    def _after_fork(self) -> None:
        self._turns = self._make_turns()
        self._follower.after_fork()
        self._connections.after_fork()


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


def _read_line(seq: int, connection: Connection, _: float) -> bytes | None:
    return statements.read_line(connection, seq)


def _batches(lines: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(lines)
    while batch := list(islice(rest, statements.BATCH)):
        yield batch


def _call_after_fork(method: Callable[[], None]) -> None:
    """Call the method in every child, as long as its object lives."""
    reference = weakref.WeakMethod(method)

    def call() -> None:
        if living := reference():
            living()

    os.register_at_fork(after_in_child=call)
