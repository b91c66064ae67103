"""What the journal says to PostgreSQL, statement by statement.

Each function is one round trip. All raise psycopg.Error. `wait` is in seconds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from psycopg import Connection, Cursor

from samenkomst.core.record import Record
from samenkomst.stores.postgres_guard import changes
from samenkomst.stores.postgres_locks import EVENTS, JOURNAL, OTHERS, event_number

BATCH = 5000
"""Lines read or written at once."""

# A server that flushes later than it answers would break the promise; a stronger setting stays.
# A transaction whose program is gone must not hold its locks for long. Compiling a plan takes ten
# times as long as running it, on tables whose size the planner does not know yet (measured).
_BEGIN = """
    BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
    SELECT set_config('synchronous_commit', 'on', true)
        WHERE current_setting('synchronous_commit') = 'off';
    SET LOCAL jit = off;
    SET LOCAL idle_in_transaction_session_timeout = %(idle)s;
    SET LOCAL lock_timeout = %(wait)s;
    SET LOCAL statement_timeout = %(wait)s;
"""
# In one order everywhere, so that nobody waits in a circle.
_LOCK_EVENTS = """
    SELECT pg_advisory_xact_lock_shared(%(others)s, %(journal)s);
    SELECT pg_advisory_xact_lock(%(class)s, number) FROM unnest(%(events)s::int[]) AS number;
"""
_LOCK_ALL = "SELECT pg_advisory_xact_lock(%(others)s, %(journal)s);"
_READ = """
    SELECT rewritten, samenkomst_state.seq, line FROM samenkomst_state
        LEFT JOIN samenkomst_journal ON samenkomst_journal.seq > %(seq)s
        WHERE single ORDER BY samenkomst_journal.seq LIMIT %(limit)s
"""
_STORE = """
    INSERT INTO samenkomst_journal SELECT * FROM unnest(%(seqs)s::bigint[], %(lines)s::text[]);
    DELETE FROM samenkomst_taken WHERE submission = ANY(%(freed)s::bytea[]);
    INSERT INTO samenkomst_taken
        SELECT * FROM unnest(%(taken)s::bytea[], %(submissions)s::bytea[]);
    UPDATE samenkomst_state SET seq = %(last)s WHERE single;
"""
_STATE = "SELECT seq, residue FROM samenkomst_state WHERE single FOR UPDATE;"
_LINE = "SELECT line FROM samenkomst_journal WHERE seq = %(seq)s"
_READ_BATCH = """
    SELECT seq, line FROM samenkomst_journal WHERE seq > %(seq)s ORDER BY seq LIMIT %(limit)s
"""
_WIPE = (
    "SET lock_timeout = %(wait)s",
    "VACUUM FULL samenkomst_journal",
    "VACUUM FULL samenkomst_taken",
    "RESET lock_timeout",
    "UPDATE samenkomst_state SET residue = false",
)
_REPLACE = """
    UPDATE samenkomst_journal AS old SET line = new.line
        FROM unnest(%(seqs)s::bigint[], %(lines)s::text[]) AS new (seq, line)
        WHERE old.seq = new.seq;
    UPDATE samenkomst_state SET rewritten = rewritten + 1, residue = true
"""


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in the tables, nothing more."""

    rewritten: int
    """How often the journal was."""
    last: int
    """The last number."""
    lines: list[bytes]
    """Behind the number that was asked for: all, or some."""


def begin(connection: Connection, events: Iterable[str | None], seq: int, wait: float) -> Found:
    """Hold these events' locks and the numbers; return what stands behind number `seq` then.

    None is the whole journal. Until this transaction ends nobody else gets a number: there are no
    gaps, and whoever sees a line sees all before it.
    """
    wanted = set(events)
    values = {
        "others": OTHERS,
        "journal": JOURNAL,
        "class": EVENTS,
        "events": sorted({event_number(event) for event in wanted if event is not None}),
        "seq": seq,
        "limit": None,
        **_waits(wait),
    }
    lock = _LOCK_ALL if None in wanted else _LOCK_EVENTS
    return _found(_last(connection.execute(_BEGIN + lock + _STATE + _READ, values)))


def read_on(connection: Connection, seq: int) -> Found:
    """Return some of what stands behind number `seq`."""
    return _found(connection.execute(_READ, {"seq": seq, "limit": BATCH}))


def store(connection: Connection, records: Sequence[Record], lines: Sequence[bytes]) -> None:
    """Write the lines and end the transaction: on disk when this returns."""
    connection.execute(_STORE + "COMMIT", _rows(records, lines))


def begin_alone(connection: Connection, wait: float) -> tuple[int, bool]:
    """Hold the whole journal; return its last number, and whether erased text may be left."""
    values = {"others": OTHERS, "journal": JOURNAL, **_waits(wait)}
    (row,) = _last(connection.execute(_BEGIN + _LOCK_ALL + _STATE, values)).fetchall()
    return row[0], row[1]


def load(connection: Connection, records: Sequence[Record], lines: Sequence[bytes]) -> None:
    """Write lines that have their numbers; the transaction goes on."""
    connection.execute(_STORE, _rows(records, lines))


def replace(connection: Connection, lines: Mapping[int, bytes]) -> None:
    """Put these lines in the place of those with their numbers; the transaction goes on."""
    values = {"seqs": list(lines), "lines": [_text(line) for line in lines.values()]}
    connection.execute(_REPLACE, values)


def read_batch(connection: Connection, seq: int) -> list[tuple[int, bytes]]:
    """Return some of the lines behind number `seq`, with their numbers."""
    rows = connection.execute(_READ_BATCH, {"seq": seq, "limit": BATCH})
    return [(number, _bytes(line)) for number, line in rows]


def wipe(connection: Connection, wait: float) -> None:
    """Write the table's file anew, without what was erased, and forget that it was needed.

    An ordinary VACUUM would leave the bytes in the file.
    """
    for statement in _WIPE:
        connection.execute(statement, _waits(wait))


def read_line(connection: Connection, seq: int) -> bytes | None:
    """Return one line, if there is one with that number."""
    row = connection.execute(_LINE, {"seq": seq}).fetchone()
    return None if row is None else _bytes(row[0])


def read_settled_line(connection: Connection, seq: int, wait: float) -> bytes | None:
    """Return one line, if there is one, after every commit that is on its way has ended."""
    values = {"seq": seq, **_waits(wait)}
    row = _last(connection.execute(_BEGIN + _STATE + _LINE, values)).fetchone()
    return None if row is None else _bytes(row[0])


def _rows(records: Sequence[Record], lines: Sequence[bytes]) -> dict[str, object]:
    change = changes(records)
    return {
        "seqs": [record.seq for record in records],
        "last": records[-1].seq,
        "lines": [_text(line) for line in lines],
        "freed": change.freed,
        "taken": change.taken,
        "submissions": change.submissions,
    }


def _waits(seconds: float) -> dict[str, int]:
    """Return the waiting times in milliseconds; 0 would mean for ever."""
    wait = max(1, round(seconds * 1000))
    return {"wait": wait, "idle": wait + 5000}


def _last(cursor: Cursor) -> Cursor:
    """Return the cursor at the result of its last statement."""
    while cursor.nextset():
        pass
    return cursor


def _found(cursor: Cursor) -> Found:
    rows = cursor.fetchall()
    return Found(rows[0][0], rows[0][1], [_bytes(line) for *_, line in rows if line is not None])


def _bytes(line: str) -> bytes:
    # What is not ASCII was not written by us: as bytes it fits no checksum.
    return line.encode("utf-8", "replace") + b"\n"


def _text(line: bytes) -> str:
    return line[:-1].decode("ascii")
