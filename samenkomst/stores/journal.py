"""The journal as a file of lines: decide and record in one critical section, on disk at the end."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from samenkomst.core.errors import NotStored
from samenkomst.core.record import Draft, Record, decode
from samenkomst.core.redaction import Redaction, redact
from samenkomst.stores import checkpoint
from samenkomst.stores.after_fork import call_after_fork
from samenkomst.stores.commits import Commits
from samenkomst.stores.durability import Durability
from samenkomst.stores.ending import Ending
from samenkomst.stores.failures import Damaged
from samenkomst.stores.knowledge import Knowledge, View
from samenkomst.stores.linefile import LineFile
from samenkomst.stores.live_file import LiveFile
from samenkomst.stores.lock import Lock
from samenkomst.stores.mark import Mark
from samenkomst.stores.preparation import Preparation
from samenkomst.stores.recovery import Repair
from samenkomst.stores.rewriting import Rewriting
from samenkomst.stores.scribe import Scribe
from samenkomst.stores.section import Section

PATIENCE = 5.0
"""Seconds that a caller waits for the lock and for the disk, together."""
RESERVE = 64 << 20
"""Bytes of the disk that new forms leave free."""
VOLUME_SIZE = 32 << 20
"""Bytes after which the journal goes on in a new file; a new year begins one too.

Half of the reserve: an erasure copies one file at a time, and has to succeed on a full disk.
"""

CHECKPOINT_AFTER = 8 << 20
"""Bytes that are replayed at a start before a new checkpoint is worth its while."""


class Journal:
    """The reader and writer of one journal file, for any number of threads; nothing more.

    Files are opened at the first use, and again in a child after a fork. Inside `decide` the
    view stands still; elsewhere another thread may be changing it.
    """

    def __init__(
        self,
        path: Path,
        view: View,
        clock: Callable[[], datetime],
        *,
        wait: float = PATIENCE,
        reserve: int = RESERVE,
        volume_size: int = VOLUME_SIZE,
    ) -> None:
        self._path = path
        self._clock = clock
        self._known = Knowledge(path, view)
        self._ending = ending = Ending(self._known)
        self._lock = Lock(path.with_suffix(".lock"), wait)
        self._mark = Mark(path.with_suffix(".durable"))
        self._rewriting = Rewriting(path)
        self._live = live = LiveFile(path, self._known, self._mark, ending)
        self._durability = Durability(live, self._mark, self._lock, ending)
        self._section = Section(self._lock, self._durability, ending, wait)
        self._preparation = Preparation(path, live, ending, clock, volume_size)
        self._scribe = Scribe(path.parent, self._known, ending, clock, reserve)
        self._commits = Commits(
            self._section, self._preparation, self._scribe, self._durability, ending
        )
        call_after_fork(self._after_fork)

    @property
    def finished(self) -> bool:
        """Whether this writer refuses for good: its process has to be replaced."""
        return bool(self._ending.reason)

    @property
    def repairs(self) -> list[Repair]:
        """The torn tails that this writer cut off, for the log."""
        return self._preparation.repairs

    def commit(
        self,
        decide: Callable[[], Sequence[Draft]],
        *,
        event: str | None = None,
        spare: bool = False,
    ) -> list[Record]:
        """Return what `decide` wanted written: on disk, and then in the view.

        `event` names the one event that is decided about; here all events share one lock.

        `decide` looks at a view that holds all earlier records, those of other processes too;
        nobody else decides until its drafts are written. All that it saw is on disk as well when
        this returns, also if it wants nothing: a repeat is answered from that. What it raises
        passes through, and nothing is written; so do ValueError, TypeError and BadLine for a
        draft that cannot be a line.

        `event` is the event whose places are at stake: a store that locks by event needs it, one
        file has one lock for all. `spare` marks what may still be written on a disk below its
        reserve: what frees space or places, and never a new form.

        Raises NotStored (Busy, Damaged, Replaced, WriterFinished): nothing was stored. Raises
        Uncertain: it was written, and nobody knows whether it is on disk, or whether it will be.
        Either comes within `wait` seconds, whatever the disk does (and the time that a history
        takes to read). Of several drafts a power cut can leave the first few: each has to be true
        alone (design 7, rules 1 to 6).
        """
        return self._commits.commit(decide, spare=spare)

    def catch_up(self) -> None:
        """Bring the view up to date with what others wrote, and write nothing.

        Waits for a writer that is busy: nothing is seen that may yet be taken back. Half a line
        is not there yet. Raises NotStored as `commit` does; before Damaged is raised, the view
        has all that stands before the damage.
        """
        if self._live.is_nothing_yet:
            return
        deadline = self._section.deadline()
        with self._section.hold(exclusive=False, deadline=deadline), self._ending.told():
            self._live.read_on(self._live.attach(create=False))
            last = self._known.index.seq
        self._section.show(last, deadline)

    def get(self, seq: int) -> Record | None:
        """Return one record as the file holds it now, or None if it has no such number.

        Raises NotStored as `catch_up` does, but Damaged only if this very line is damaged.
        """
        if self._live.is_nothing_yet:
            return None
        deadline = self._section.deadline()
        with self._section.hold(exclusive=False, deadline=deadline), self._ending.told():
            file = self._live.attach(create=False)
            with suppress(Damaged):
                self._live.read_on(file)
            record = self._known.read_record(seq, file)
        if record is not None:
            self._section.show(seq, deadline)
        return record

    def rewrite(self, replace: Callable[[Record], Mapping[str, Any] | None]) -> int:
        """Give records other members, and return how many changed. This is how people go.

        `replace` gets every record and returns its new members, or None if it stays. Number,
        time, type and id stay. What was there is in no file of the journal when this returns,
        copies of torn tails included; the view is built anew, here and in other processes. A list
        of which members went remains, so that a back-up can lose them too (`core.redaction`).

        Raises NotStored as `commit` does; also when it stopped half-way: the next opening or the
        next `rewrite` finishes it. Calling it again does no harm.
        """
        with self._section.hold(exclusive=True):
            file = self._preparation.prepare()
            with self._ending.told():
                redactions = list(self._redactions(file, replace))
                if redactions:
                    self._rewriting.run(redactions, self._clock())
                    self._live.attach(create=False)
        return len(redactions)

    def open_parts(self, stack: ExitStack) -> list[tuple[str, BinaryIO, int]]:
        """Return every file of the journal: name, open for reading, and its bytes that count.

        They hold whole records that are on disk, also when others write on or an erasure puts
        other files in their place. Raises NotStored as `catch_up` does.
        """
        deadline = self._section.deadline()
        with self._section.hold(exclusive=False, deadline=deadline), self._ending.told():
            self._live.read_on(self._live.attach(create=False))
            last, index = self._known.index.seq, self._known.index
            paths = [*(volume.path for volume in index.volumes), self._path]
            streams = [stack.enter_context(path.open("rb")) for path in paths]
            sizes = [os.fstat(stream.fileno()).st_size for stream in streams[:-1]]
            parts = zip(paths, streams, [*sizes, index.end], strict=True)
        self._section.show(last, deadline)
        return [(path.name, stream, size) for path, stream, size in parts]

    def save(self, after: int = CHECKPOINT_AFTER) -> bool:
        """Write down what is known, for a quick start; return whether that was worth the while.

        It is, when the last checkpoint lacks `after` bytes. For a process that serves nobody:
        no other thread may use the journal meanwhile. A checkpoint that does not succeed costs
        nothing but time, later.
        """
        size = self._known.index.ends[-1]
        identity = self._live.identity
        if identity is None or size < checkpoint.known_size(self._path) + after:
            return False
        with suppress(OSError, NotStored):
            content = checkpoint.pack(self._path, self._known.index, self._known.view)
            with self._section.hold(exclusive=True):
                # An erasure that came between has removed what it found, and not this one.
                if content and self._live.attach(create=False).identity == identity:
                    checkpoint.put(self._path, content)
                    return True
        return False

    def close(self) -> None:
        """Give the descriptors back; no thread may be inside. The next use opens them again."""
        self._durability.flusher.stop()
        self._lock.close()
        self._mark.close()
        self._live.close()

    def _redactions(
        self, file: LineFile, replace: Callable[[Record], Mapping[str, Any] | None]
    ) -> Iterator[Redaction]:
        for record in map(decode, self._known.lines(file)):
            fields = replace(record)
            if fields is not None and (redaction := redact(record, fields)):
                yield redaction

    def _after_fork(self) -> None:
        """Forget in a child what belongs to its parent; the view, a copy, is the child's own."""
        if self._lock.after_fork():
            self._ending.come("fork")  # amid a commit: the copied view may be half made
        self._mark.after_fork()
        self._durability.after_fork()
        self._commits.after_fork()  # behind it: they wait for its new flusher
        self._live.close()
