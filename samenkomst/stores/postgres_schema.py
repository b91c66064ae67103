"""The tables of the journal in PostgreSQL, and how a database gets them; nothing more."""

from typing import LiteralString

from psycopg import Connection
from psycopg.errors import UndefinedTable

from samenkomst.core.errors import NotStored
from samenkomst.stores.postgres_locks import MIGRATION, OTHERS

MIGRATIONS: tuple[LiteralString, ...] = (
    # 1. The lines are ASCII, so that every encoding of a database can hold them; without their
    # newline. The last number lies in a row of its own: whoever adds lines holds that row until
    # its commit, so numbers have no gaps and lines appear in their order. `rewritten` tells
    # others to read anew, `residue` that erased text may still lie in the table's file.
    """
    CREATE TABLE samenkomst_journal (seq bigint PRIMARY KEY CHECK (seq > 0), line text NOT NULL);
    CREATE TABLE samenkomst_state (
        single boolean PRIMARY KEY DEFAULT true CHECK (single),
        seq bigint NOT NULL DEFAULT 0,
        rewritten bigint NOT NULL DEFAULT 0,
        residue boolean NOT NULL DEFAULT false
    );
    INSERT INTO samenkomst_state DEFAULT VALUES;
    CREATE TABLE samenkomst_taken (what bytea PRIMARY KEY, submission bytea NOT NULL);
    CREATE INDEX samenkomst_taken_submission ON samenkomst_taken (submission);
    """,
    # 2. How often an address posts: worth no flush, and empty after a crash of the server.
    """
    CREATE UNLOGGED TABLE samenkomst_pace (client bytea PRIMARY KEY, posts float8[] NOT NULL);
    """,
)
"""Each is run once, in this order. One that was released does not change: add another."""

_KNOWN = "SELECT coalesce(max(number), 0) FROM samenkomst_migration"
_BEGIN = """
    BEGIN;
    SELECT pg_advisory_xact_lock(%s, %s);
    CREATE TABLE IF NOT EXISTS samenkomst_migration (
        number integer PRIMARY KEY, at timestamptz NOT NULL DEFAULT now()
    );
"""


def migrate(connection: Connection) -> None:
    """Bring the tables up to date; of two programs that start at once, one does.

    Raises NotStored when the tables are of a newer program, psycopg.Error when the database
    refuses.
    """
    if _version(connection) < len(MIGRATIONS):
        connection.execute(_BEGIN, (OTHERS, MIGRATION))
        for number, script in enumerate(MIGRATIONS, start=1):
            if number > _version(connection):
                connection.execute(script)
                connection.execute("INSERT INTO samenkomst_migration VALUES (%s)", (number,))
        connection.execute("COMMIT")


def _version(connection: Connection) -> int:
    try:
        row = connection.execute(_KNOWN).fetchone()
    except UndefinedTable:
        return 0
    version: int = row[0] if row else 0
    if version > len(MIGRATIONS):
        raise NotStored("the tables are of a newer program")
    return version
