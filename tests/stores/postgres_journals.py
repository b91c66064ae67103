"""Journals in PostgreSQL for tests, broken ones too, and a wire that can be cut.

`python -m tests.stores.postgres_journals PROGRAM VARIANT URL [ARGUMENT ...]` runs a program.
"""

import json
import os
import select
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from psycopg import Connection

from samenkomst.core.errors import NotStored
from samenkomst.core.record import Draft, Record
from samenkomst.stores.failures import Busy
from samenkomst.stores.postgres import PostgresJournal
from samenkomst.stores.postgres_attempts import TryAgain
from samenkomst.stores.postgres_commits import PostgresCommits
from tests.patience import LONG, PATIENCE
from tests.stores.journals import NOW, ROOT_PATH, Broken, Seen

BEFORE, AFTER, HOLD = "before", "after", "hold"


def make_journal(
    url: str, variant: type[PostgresJournal] = PostgresJournal, *, wait: float = PATIENCE
) -> tuple[PostgresJournal, Seen]:
    """Return a journal with its view; the clock stands still."""
    seen = Seen()
    return variant(url, seen, lambda: NOW, wait=wait), seen


def write(journal: PostgresJournal, *ids: str, event: str | None = None) -> list[Record]:
    """Commit a note for each id, together, and return the records."""
    return journal.commit(lambda: [Draft("note", id_) for id_ in ids], event=event)


@contextmanager
def impatient(journal: PostgresJournal, wait: float) -> Iterator[None]:
    """Let the journal give up after these seconds meanwhile; before and after it has the time."""
    patient = journal._wait
    journal._wait = journal._commits._wait = wait
    try:
        yield
    finally:
        journal._wait = journal._commits._wait = patient


def refusal(journal: PostgresJournal, wait: float, decide: Callable[[], list[Draft]]) -> NotStored:
    """Return what becomes of a commit that can only fail; again where there was no time for it."""
    end = time.monotonic() + LONG
    with impatient(journal, wait):
        while time.monotonic() < end:
            try:
                journal.commit(decide)
            except Busy:
                continue
            except NotStored as error:
                return error
            raise AssertionError("stored")
    raise AssertionError("never refused")


def stored_ids(url: str) -> list[str]:
    """Return the ids of all records, in order, as a new reader sees them."""
    journal, seen = make_journal(url)
    journal.catch_up()
    journal.close()
    return seen.ids


class Wire:
    """Stands between program and server, and cuts the next COMMIT off; nothing more."""

    def __init__(self, server: Path, folder: Path) -> None:
        self.folder = folder
        self._server = server / ".s.PGSQL.5432"
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(folder / ".s.PGSQL.5432"))
        self._listener.listen()
        self._kept: list[socket.socket] = []
        self.cut = ""
        """When the next COMMIT is cut: BEFORE the server has it, AFTER it answered, or HOLD."""
        self.refuses = False
        """Whether no new connection comes through."""

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for each in self._kept:
            each.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                if self.refuses:
                    client.close()
                else:
                    threading.Thread(target=self._pass, args=(client,), daemon=True).start()

    def _pass(self, client: socket.socket) -> None:
        server = socket.socket(socket.AF_UNIX)
        server.connect(str(self._server))
        with client, suppress(OSError):
            while True:
                for source in select.select([client, server], [], [])[0]:
                    data = source.recv(1 << 16)
                    if not data:
                        server.close()
                        return
                    if source is client and self.cut and b"COMMIT\0" in data:
                        self._cut(server, data)
                        return
                    (server if source is client else client).sendall(data)

    def _cut(self, server: socket.socket, data: bytes) -> None:
        cut, self.cut = self.cut, ""
        if cut == HOLD:
            self._kept.append(server)
            return
        if cut == AFTER:
            server.sendall(data)
            server.recv(1)
        server.close()


class _NothingAsked(PostgresCommits):
    def _ask(self, record: Record, lost: str) -> None:
        pass


class Trusting(Broken, PostgresJournal, _commits=_NothingAsked):
    """A broken variant: takes a commit that was cut off for stored."""


class _WrittenAgain(PostgresCommits):
    def _ask(self, record: Record, lost: str) -> None:
        raise TryAgain(lost)


class Forgetful(Broken, PostgresJournal, _commits=_WrittenAgain):
    """A broken variant: takes a commit that was cut off for not stored, and writes again."""


class _NoLock(PostgresCommits):
    def _commit(self, requests: Any, connection: Connection, end: float) -> None:
        self.catch_up(connection, end)
        connection.execute("BEGIN")
        for request in requests:
            drafts = request.run(request.decide)
            (last,) = connection.execute(
                "UPDATE samenkomst_state SET seq = seq + %s RETURNING seq", (len(drafts),)
            ).fetchone() or (0,)
            lines = self._decide(request, last - len(drafts))
            self._store(connection, request.records, lines)


class Unlocked(Broken, PostgresJournal, _commits=_NoLock):
    """A broken variant: decides without a lock, and takes whatever number is next."""


class Eager(PostgresJournal):
    """A broken variant: acknowledges before COMMIT, which comes a moment later."""

    def commit(
        self,
        decide: Callable[[], Sequence[Draft]],
        *,
        event: str | None = None,
        spare: bool = False,
    ) -> list[Record]:
        drafts = list(decide())
        if drafts:
            timer = threading.Timer(0.05, super().commit, [lambda: drafts], {"event": event})
            timer.daemon = True
            timer.start()
        return [Record(1, "", draft.type, draft.id, draft.fields) for draft in drafts]


def count(journal: PostgresJournal, seen: Seen, name: str, times: str) -> None:
    """Write so many records about one event, each telling how many its decision saw."""
    for number in range(int(times)):
        journal.commit(
            lambda number=number: [Draft("note", f"{name}-{number}", {"saw": len(seen.ids)})],
            event="one",
        )


def acknowledge(journal: PostgresJournal, seen: Seen, name: str) -> None:
    """Write records for ever, each twice if need be, and print each id when it is stored."""
    number = 0
    while True:
        id_ = f"{name}-{number}"

        def decide(id_: str = id_) -> list[Draft]:
            return [] if id_ in seen.known else [Draft("note", id_)]

        try:
            journal.commit(decide, event=f"event-{number % 3}")
        except NotStored:
            continue
        os.write(1, f"{id_}\n".encode())
        number += 1


def fork_and_take_turns(journal: PostgresJournal, seen: Seen) -> list[str]:
    """Write before a fork, in the child, and in the parent after it; return what is seen."""
    write(journal, "parent-1")
    child = os.fork()
    if child == 0:
        write(journal, "child-after-" + "-".join(seen.ids))
        os._exit(0)
    os.waitpid(child, 0)
    write(journal, "parent-2")
    return seen.ids


def fork_amid_commit(journal: PostgresJournal, seen: Seen) -> str:
    """Fork inside a decision; return what the child's own commit meets."""
    reading, writing = os.pipe()

    def decide() -> list[Draft]:
        if os.fork() == 0:
            try:
                write(journal, "child")
            except BaseException as error:
                os.write(writing, type(error).__name__.encode())
            os._exit(0)
        return [Draft("note", "parent")]

    journal.commit(decide)
    os.wait()
    os.close(writing)
    return os.read(reading, 100).decode() + f" {journal.finished}"


class Remembering(Seen):
    """A view that also finds an id quickly."""

    def __init__(self) -> None:
        super().__init__()
        self.known: set[str] = set()

    def apply(self, record: Record) -> None:
        super().apply(record)
        self.known.add(record.id)


def start(
    program: Callable[..., object], variant: type[PostgresJournal], url: str, *arguments: object
) -> "subprocess.Popen[str]":
    """Start a program on a journal of its own."""
    command = [sys.executable, "-m", "tests.stores.postgres_journals", program.__name__]
    command += [variant.__name__, url, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT_PATH, stdout=subprocess.PIPE, text=True)


def outcome(program: "subprocess.Popen[str]") -> Any:
    """Return what the program returned."""
    output, _ = program.communicate(timeout=LONG)
    assert program.returncode == 0
    return json.loads(output)


def main() -> None:
    name, variant, url, *arguments = sys.argv[1:]
    seen = Remembering()
    journal = globals()[variant](url, seen, lambda: NOW, wait=PATIENCE)
    print(json.dumps(globals()[name](journal, seen, *arguments)))


if __name__ == "__main__":
    main()
