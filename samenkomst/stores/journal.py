"""The journal as a file of lines: decide and record in one critical section, on disk at the end."""

import errno
import os
import time
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from samenkomst.core.errors import NotStored, Uncertain
from samenkomst.core.record import BadLine, Draft, Record, decode, inscribe, write_at
from samenkomst.core.redaction import Redaction, redact
from samenkomst.stores import checkpoint, disk
from samenkomst.stores.failures import Busy, Damaged, DiskLow, Replaced, WriterFinished
from samenkomst.stores.flushing import Failed, Flusher, Late
from samenkomst.stores.index import Index
from samenkomst.stores.inspection import Damage
from samenkomst.stores.knowledge import Knowledge, View as View
from samenkomst.stores.linefile import Identity, LineFile
from samenkomst.stores.lock import Lock
from samenkomst.stores.mark import Mark
from samenkomst.stores.recovery import Repair, repair
from samenkomst.stores.rewriting import Rewriting
from samenkomst.stores.turns import Request, Turns
from samenkomst.stores.volumes import close_live_file, undo_closing

PATIENCE = 5.0
"""Seconds that a caller waits for the lock and for the disk, together."""
_FOR_DISK = 0.2
"""The part of them that is left for the disk: later than that no commit begins."""
RESERVE = 64 << 20
"""Bytes of the disk that new forms leave free."""
VOLUME_SIZE = 32 << 20
"""Bytes after which the journal goes on in a new file; a new year begins one too.

Half of the reserve: an erasure copies one file at a time, and has to succeed on a full disk.
"""

CHECKPOINT_AFTER = 8 << 20
"""Bytes that are replayed at a start before a new checkpoint is worth its while."""

_AFTER_ALL = 1 << 63


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
        self._path, self._folder = path, path.parent
        self._known = Knowledge(path, view)
        self._clock = clock
        self._wait = wait
        self._reserve = reserve
        self._volume_size = volume_size
        self._lock = Lock(path.with_suffix(".lock"), wait)
        self._mark = Mark(path.with_suffix(".durable"))
        self._taken_back = 0
        self._found = -1
        self._together = True
        self._flusher = self._make_flusher()
        self._turns = self._make_turns()
        self._rewriting = Rewriting(path)
        self._file: LineFile | None = None
        self._identity: Identity | None = None
        self._finished = ""
        self.repairs: list[Repair] = []
        """The torn tails that this writer cut off, for the log."""
        _call_after_fork(self._after_fork)

    @property
    def _index(self) -> Index:
        return self._known.index

    @property
    def finished(self) -> bool:
        """Whether this writer refuses for good: its process has to be replaced."""
        return bool(self._finished) or self._known.is_broken

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
        self._refuse_if_finished()
        request = _Commit(decide, time.monotonic(), self._wait, spare=spare)
        if not self._turns.take(request, request.begin_by):
            raise Busy(self._wait)
        if not request.wait(request.deadline):
            raise Uncertain("slow disk")
        return self._outcome(request)

    def catch_up(self) -> None:
        """Bring the view up to date with what others wrote, and write nothing.

        Waits for a writer that is busy: nothing is seen that may yet be taken back. Half a line
        is not there yet. Raises NotStored as `commit` does; before Damaged is raised, the view
        has all that stands before the damage.
        """
        if self._nothing_yet():
            return
        deadline = time.monotonic() + self._wait
        with self._hold(exclusive=False, deadline=deadline), self._told():
            self._read_on(self._attach(create=False))
            last = self._index.seq
        self._show(last, deadline)

    def get(self, seq: int) -> Record | None:
        """Return one record as the file holds it now, or None if it has no such number.

        Raises NotStored as `catch_up` does, but Damaged only if this very line is damaged.
        """
        if self._nothing_yet():
            return None
        deadline = time.monotonic() + self._wait
        with self._hold(exclusive=False, deadline=deadline), self._told():
            file = self._attach(create=False)
            with suppress(Damaged):
                self._read_on(file)
            record = self._read_back(file, seq)
        if record is not None:
            self._show(seq, deadline)
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
        with self._hold(exclusive=True):
            file = self._prepare()
            with self._told():
                redactions = list(self._redactions(file, replace))
                if redactions:
                    self._rewriting.run(redactions, self._clock())
                    self._attach(create=False)
        return len(redactions)

    def open_parts(self, stack: ExitStack) -> list[tuple[str, BinaryIO, int]]:
        """Return every file of the journal: name, open for reading, and its bytes that count.

        They hold whole records that are on disk, also when others write on or an erasure puts
        other files in their place. Raises NotStored as `catch_up` does.
        """
        deadline = time.monotonic() + self._wait
        with self._hold(exclusive=False, deadline=deadline), self._told():
            self._read_on(self._attach(create=False))
            last, index = self._index.seq, self._index
            paths = [*(volume.path for volume in index.volumes), self._path]
            streams = [stack.enter_context(path.open("rb")) for path in paths]
            sizes = [os.fstat(stream.fileno()).st_size for stream in streams[:-1]]
            parts = zip(paths, streams, [*sizes, index.end], strict=True)
        self._show(last, deadline)
        return [(path.name, stream, size) for path, stream, size in parts]

    def save(self, after: int = CHECKPOINT_AFTER) -> bool:
        """Write down what is known, for a quick start; return whether that was worth the while.

        It is, when the last checkpoint lacks `after` bytes. For a process that serves nobody:
        no other thread may use the journal meanwhile. A checkpoint that does not succeed costs
        nothing but time, later.
        """
        size = self._index.ends[-1]
        if self._identity is None or size < checkpoint.known_size(self._path) + after:
            return False
        with suppress(OSError, NotStored):
            identity = self._identity
            content = checkpoint.pack(self._path, self._index, self._known.view)
            with self._hold(exclusive=True):
                # An erasure that came between has removed what it found, and not this one.
                if content and self._attach(create=False).identity == identity:
                    checkpoint.put(self._path, content)
                    return True
        return False

    def close(self) -> None:
        """Give the descriptors back; no thread may be inside. The next use opens them again."""
        self._flusher.stop()
        self._lock.close()
        self._mark.close()
        if self._file is not None:
            self._file.close()
            self._file = None

    def __del__(self) -> None:
        self._flusher.stop()

    @contextmanager
    def _hold(self, *, exclusive: bool, deadline: float | None = None) -> Iterator[None]:
        """Hold the lock, in a writer that is not finished; alone, when the disk is free as well.

        What would be written amid a flush waits for the next one anyway. A disk that hangs is
        given no more.
        """
        self._refuse_if_finished()
        deadline = deadline or time.monotonic() + self._wait
        if exclusive and not self._flusher.wait_until_free(deadline):
            raise Busy(self._wait)
        with self._lock.hold(exclusive=exclusive, deadline=deadline):
            self._refuse_if_finished()  # by another thread, while we waited
            yield

    def _refuse_if_finished(self) -> None:
        if self.finished:
            raise WriterFinished(self._finished or "view")

    def _prepare(self) -> LineFile:
        """Return the file, read to its end; a tail that a killed writer left is cut off.

        What an erasure left undone is done after that: it reads every line, and takes the copy of
        the tail away too.
        """
        with self._told():
            is_first = self._file is None
            file = self._read_all()
            if is_first and self._rewriting.is_unfinished:
                self._finish_rewriting()
                file = self._read_all()
            return self._close_volume(file) if self._is_full(file) else file

    def _read_all(self) -> LineFile:
        try:
            file = self._attach(create=True)
        except Replaced:
            if not undo_closing(self._path):
                raise
            file = self._attach(create=True)
        if torn := self._read_on(file):
            self._repair(file, torn.offset)
        return file

    def _repair(self, file: LineFile, offset: int) -> None:
        self.repairs.append(repair(file, offset, self._path))

    def _attach(self, *, create: bool) -> LineFile:
        """Return the file, if it still is the one we know."""
        if self._file is None or not self._check(self._file):
            self._file = self._open(create=create and self._identity is None)
            self._check(self._file)
        if self._mark.taken_back() != self._taken_back:
            self._finished = "taken back"  # our view may hold what was
            raise WriterFinished(self._finished)
        return self._file

    def _check(self, file: LineFile) -> bool:
        return file.check(self._path, self._index.end, self._index.live_line)

    def _open(self, *, create: bool) -> LineFile:
        try:
            file = LineFile.open(self._path, create=create)
        except FileNotFoundError as error:
            raise Replaced("missing") from error
        if self._identity is None:
            self._mark.make()
            self._taken_back = self._mark.taken_back()
            self._known.remember()
            self._known.follow()
        elif self._identity != file.identity and self._known.was_closed(self._identity):
            self._known.follow()
        elif self._identity != file.identity:
            self._known.start_again(file)
        # Whoever made the file may have been killed before its name was on the disk.
        disk.flush_folder(self._folder)
        self._identity = file.identity
        return file

    def _is_full(self, file: LineFile) -> bool:
        """Return whether the next record belongs in a new file: by size, or by year."""
        line = self._index.live_line
        if not line:
            return False
        year = line[line.index(b'"at":"') + 6 :][:4]
        return self._index.end >= self._volume_size or year < b"%04d" % self._clock().year

    def _close_volume(self, file: LineFile) -> LineFile:
        file.flush()
        last = self._index.seq
        self._mark.advance(last, self._taken_back)
        try:
            self._index.volumes.append(close_live_file(self._path, self._index.base + 1, last))
        except disk.FlushFailed:
            raise
        except OSError:
            undo_closing(self._path)
            if not file.is_at(self._path):
                raise  # it is closed, and nothing may be added to it
            return file  # a full disk, perhaps: it can grow a little more
        self._file = LineFile.open(self._path, create=False)
        self._identity = self._file.identity
        return self._file

    def _finish_rewriting(self) -> None:
        try:
            self._rewriting.finish()
        except disk.FlushFailed:
            raise
        except OSError:
            pass  # a full disk, perhaps: no reason to refuse forms; the next opening tries again

    def _redactions(
        self, file: LineFile, replace: Callable[[Record], Mapping[str, Any] | None]
    ) -> Iterator[Redaction]:
        for record in map(decode, self._known.lines(file)):
            fields = replace(record)
            if fields is not None and (redaction := redact(record, fields)):
                yield redaction

    def _read_on(self, file: LineFile) -> Damage | None:
        """Take in what others wrote; return where a torn tail begins. Raises Damaged."""
        torn = None if file.checked_size == self._index.end else self._known.read_on(file)
        if self._found < 0:
            self._found = self._index.seq
        return torn

    def _inscribe(
        self, drafts: Sequence[Draft], last: int, instant: str
    ) -> list[tuple[bytes, Record]]:
        return [inscribe(draft, seq, instant) for seq, draft in enumerate(drafts, last + 1)]

    def _make_turns(self) -> Turns["_Commit"]:
        reference = weakref.WeakMethod(self._serve)

        def serve(requests: Sequence[_Commit]) -> None:
            if method := reference():  # always: whoever waits is inside of it
                method(requests)

        return Turns(serve, self._flusher.wait_until_free)

    def _serve(self, requests: Sequence["_Commit"]) -> None:
        """Decide and write for all of them under one lock; the flusher lets them go.

        Together, or each alone when that failed a moment ago.
        """
        for batch in [requests] if self._together else [[each] for each in requests]:
            self._serve_batch(batch)
        later = []
        for request in requests:
            if request.last > self._flusher.done:
                request.deadline = self._time_for_disk(request.deadline)
                later.append(request.settle)
            else:
                request.settle()
        if later:
            self._flusher.call_after(later)

    def _serve_batch(self, requests: Sequence["_Commit"]) -> None:
        try:
            deadline = min(request.begin_by for request in requests)
            with self._hold(exclusive=True, deadline=deadline):
                self._decide(self._prepare(), requests)
            self._together = True
        except _CutBack as back:
            for request in requests:  # one may have been refused because of another's place
                request.last = _AFTER_ALL  # after a power cut the first of two lines could be back
                request.error = NotStored(back.reason)
        except BaseException as error:
            for request in requests:
                request.error = request.error or error

    def _decide(self, file: LineFile, requests: Sequence["_Commit"]) -> None:
        """Let each decide on what those before it want, and write all of it in one call."""
        moment = _Moment(write_at(self._clock()), is_low=self._is_low())
        if len(requests) > 1:
            self._decide_together(file, requests, moment)
            return
        written = self._wanted(requests[0], self._index.seq, moment)
        self._append(file, written)
        for line, record in written:
            self._known.accept(line, record)

    def _decide_together(
        self, file: LineFile, requests: Sequence["_Commit"], moment: "_Moment"
    ) -> None:
        """Let the view foresee what each wants; if then it cannot be written, make it anew."""
        written: list[tuple[bytes, Record]] = []
        for request in requests:
            written += self._wanted(request, self._index.seq + len(written), moment)
            try:
                self._known.foresee(request.records)
            except BaseException as error:
                request.error = error
                raise WriterFinished("view") from error
        try:
            self._append(file, written)
        except _CutBack:
            self._together = False
            self._known.forget_foreseen(file)
            raise
        for line, _ in written:
            self._index.add(line)

    def _wanted(
        self, request: "_Commit", last: int, moment: "_Moment"
    ) -> list[tuple[bytes, Record]]:
        """Return what one of them wants behind number `last`; what goes wrong is its own error."""
        try:
            self._refuse_if_finished()
            found = self._inscribe(request.run(request.decide), last, moment.instant)
            if found and moment.is_low and not request.spare:
                raise DiskLow
        except BaseException as error:
            request.error = error
            return []
        request.records = [record for _, record in found]
        request.last = last + len(found)
        return found

    def _outcome(self, request: "_Commit") -> list[Record]:
        if request.last and (reason := self._flusher.lost(request.last)):
            raise Uncertain(reason)
        if request.error is not None:
            raise request.error
        return request.records

    def _is_low(self) -> bool:
        with self._told():
            return bool(self._reserve) and disk.room(self._folder).free < self._reserve

    def _append(self, file: LineFile, written: Sequence[tuple[bytes, Record]]) -> None:
        """Write the lines, or leave the file as it was. Raises _CutBack."""
        if not written:
            return
        try:
            file.append(b"".join(line for line, _ in written))
        except OSError as error:
            self._cut_back(file)
            raise _CutBack(_text(error)) from error

    def _cut_back(self, file: LineFile) -> None:
        try:
            file.cut(self._index.end)
        except OSError as error:
            self._finished = _text(error)
            raise Uncertain(self._finished) from error

    def _show(self, seq: int, deadline: float) -> None:
        """Return when all up to that record is on disk, for somebody who wrote nothing."""
        try:
            self._flusher.wait_for(seq, self._time_for_disk(deadline))
        except Failed as failed:
            raise WriterFinished(failed.reason) from failed
        except Late as late:
            raise Busy(self._wait) from late

    def _time_for_disk(self, deadline: float) -> float:
        """Return the deadline, or a later one for somebody who had a long history to read."""
        return max(deadline, time.monotonic() + _FOR_DISK * self._wait)

    def _make_flusher(self) -> Flusher:
        reference = weakref.WeakMethod(self._flush)

        def flush() -> int:
            method = reference()
            return 0 if method is None else method()

        return Flusher(flush)

    def _flush(self) -> int:
        """Bring to disk what was read and written so far; return its last number.

        Runs beside whoever holds the lock. When it fails, this writer is finished.
        """
        last, file = self._index.seq, self._file
        if file is None:
            raise OSError(errno.EBADF, "closed")
        try:
            file.flush()
        except OSError as error:
            self._finished = _text(error)
            self._take_back()
            raise
        if not self._mark.advance(last, self._taken_back):
            self._finished = "taken back"
            raise OSError(errno.EIO, self._finished)
        return last

    def _take_back(self) -> None:
        """Cut off what nobody was answered from.

        Out of the page cache with it: there the next process would find it, take it for stored,
        and answer a repeat from a line that never reached the disk.
        """
        with (
            suppress(NotStored, OSError),
            self._lock.hold(exclusive=True),
            self._mark.take_back() as seq,
        ):
            place = self._index.place(max(seq, self._found) + 1)
            if place and self._file:
                self._file.cut(place[0])

    def _read_back(self, file: LineFile, seq: int) -> Record | None:
        line = self._known.read_line(seq, file)
        if line is None:
            return None
        try:
            return decode(line)
        except BadLine as bad:
            offset, _ = self._index.place(seq) or (0, 0)
            raise Damaged(seq - self._base(seq), offset, bad.reason) from bad

    def _base(self, seq: int) -> int:
        volume = self._index.volume(seq)
        return volume.first - 1 if volume else self._index.base

    def _nothing_yet(self) -> bool:
        return self._identity is None and not os.path.lexists(self._path)

    def _told(self) -> "_Told":
        return _Told(self._finish)

    def _finish(self, reason: str) -> None:
        self._finished = reason

    def _after_fork(self) -> None:
        """Forget in a child what belongs to its parent; the view, a copy, is the child's own."""
        if self._lock.after_fork():
            self._finished = "fork"  # amid a commit: the copied view may be half made
        self._mark = Mark(self._path.with_suffix(".durable"))
        self._flusher = self._make_flusher()
        self._turns = self._make_turns()
        if self._file is not None:
            self._file.close()
            self._file = None


class _Commit(Request):
    """What a thread wants to commit, and what became of it."""

    __slots__ = ("begin_by", "deadline", "decide", "error", "last", "records", "spare")

    def __init__(
        self, decide: Callable[[], Sequence[Draft]], now: float, wait: float, *, spare: bool
    ) -> None:
        super().__init__()
        self.decide = decide
        self.begin_by = now + (1 - _FOR_DISK) * wait
        self.deadline = now + wait
        self.spare = spare
        self.records: list[Record] = []
        self.error: BaseException | None = None
        self.last = 0
        """The record that has to be on disk before anybody hears of this."""


class _Told:
    """Turns the system's errors into ours, while nothing of a commit is written yet.

    Not a generator: those take five times as long, and a commit passes here three times.
    """

    __slots__ = ("_finish",)

    def __init__(self, finish: Callable[[str], None]) -> None:
        self._finish = finish

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, disk.FlushFailed):
            self._finish(_text(error))
            raise WriterFinished(_text(error)) from error
        if isinstance(error, OSError):
            raise NotStored(_text(error)) from error


@dataclass(frozen=True, slots=True)
class _Moment:
    """What is the same for all who are decided about together, nothing more."""

    instant: str
    is_low: bool
    """Whether the disk is below its reserve."""


class _CutBack(Exception):
    """Of these lines some bytes were written, and cut off again."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _text(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _call_after_fork(method: Callable[[], None]) -> None:
    """Call the method in every child, as long as its object lives."""
    reference = weakref.WeakMethod(method)

    def call() -> None:
        if living := reference():
            living()

    os.register_at_fork(after_in_child=call)
