"""What a process has taken in of a journal: the view that follows from it, and every place."""

import copy
import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, Self

from samenkomst.core.record import BadLine, Record, decode
from samenkomst.stores import checkpoint
from samenkomst.stores.disk import open_to_read
from samenkomst.stores.failures import Damaged, Replaced
from samenkomst.stores.index import Index
from samenkomst.stores.inspection import Damage, scan
from samenkomst.stores.linefile import Identity, LineFile
from samenkomst.stores.volumes import Volume, find_volumes


class View(Protocol):
    """What follows from the records; the journal keeps it up to date."""

    def apply(self, record: Record) -> None:
        """Take in the next record. Must not fail: a half-made view ends its writer."""
        ...


class Knowledge:
    """A view and an index that belong together, and how they are read from files; nothing more.

    Whoever calls holds the lock. The view must be new: its empty state is kept, so that it can be
    made again from the first record.
    """

    def __init__(self, journal_path: Path, view: View) -> None:
        self._journal_path = journal_path
        self.view = view
        self.index = Index()
        self._empty: dict[str, Any] = copy.deepcopy(vars(view))
        self.is_broken = False
        """Whether the view failed: nobody can tell any more what it holds."""

    def accept(self, line: bytes, record: Record) -> None:
        """Take in the next line."""
        self.foresee([record])
        self.index.add(line)

    def foresee(self, records: Iterable[Record]) -> None:
        """Take in records whose lines are yet to be written."""
        try:
            for record in records:
                self.view.apply(record)
        except BaseException:
            self.is_broken = True
            raise

    def forget_foreseen(self, file: LineFile) -> None:
        """Make the view anew, without what was not written after all."""
        try:
            self.start_again(file)
        except BaseException:
            self.is_broken = True
            raise

    def follow(self) -> None:
        """Take in what closed files hold and we do not know yet. Raises Damaged."""
        for volume in find_volumes(self._journal_path):
            if volume.last > self.index.base:
                self._read_volume(volume)

    def remember(self) -> None:
        """Take over what a checkpoint knows, if there is one that holds."""
        if self.index.seq:
            return
        with no_collection():
            found = checkpoint.unpack(self._journal_path)
        if found:
            self.index.resume(found.ends, found.last_line, find_volumes(self._journal_path))
            self.view.__dict__ = found.state

    def was_closed(self, identity: Identity) -> bool:
        """Return whether that live file was closed since, and nothing else changed."""
        known, found = self.index.volumes, find_volumes(self._journal_path)
        following = found[len(known) :]
        return (
            found[: len(known)] == known and bool(following) and (following[0].identity == identity)
        )

    def read_on(self, file: LineFile) -> Damage | None:
        """Take in what others wrote; return where a torn tail begins. Raises Damaged."""
        return self._take_in(file.lines(self.index.end))

    def start_again(self, file: LineFile) -> None:
        """Take in everything anew, from files that took the place of ours, as erasure makes them.

        Raises Replaced if they do not hold the last known record (design 7, rule 5).
        """
        fresh = self._blank()
        try:
            fresh.follow()
            fresh.read_on(file)
        except Damaged as damaged:
            if fresh.index.seq < self.index.seq:
                raise Replaced("another") from damaged
        if not fresh._holds(self.index, file):
            raise Replaced("another")
        self.index, self.view.__dict__ = fresh.index, fresh.view.__dict__

    def read_line(self, seq: int, file: LineFile) -> bytes | None:
        """Return one line as its file holds it now, or None if it is not known."""
        place = self.index.place(seq)
        if place is None:
            return None
        if volume := self.index.volume(seq):
            with volume.path.open("rb") as stream:
                stream.seek(place[0])
                return stream.read(place[1] - place[0])
        return file.read(*place)

    def read_record(self, seq: int, file: LineFile) -> Record | None:
        """Return one record as its file holds it now, or None if it is not known.

        Raises Damaged if this very line is.
        """
        line = self.read_line(seq, file)
        if line is None:
            return None
        try:
            return decode(line)
        except BadLine as bad:
            offset, _ = self.index.place(seq) or (0, 0)
            raise Damaged(seq - self.index.base_of(seq), offset, bad.reason) from bad

    def lines(self, file: LineFile) -> Iterator[bytes]:
        """Yield every line, from the first record on."""
        for volume in self.index.volumes:
            with open_to_read(volume.path) as stream:
                yield from stream
        yield from file.lines(0)

    def _blank(self) -> Self:
        view = copy.copy(self.view)
        view.__dict__ = copy.deepcopy(self._empty)
        return type(self)(self._journal_path, view)

    def _holds(self, known: Index, file: LineFile) -> bool:
        line = self.read_line(known.seq, file)
        return known.seq == 0 if line is None else known.ends_like(line)

    def _read_volume(self, volume: Volume) -> None:
        if volume.first != self.index.base + 1:
            raise Replaced("missing")
        with open_to_read(volume.path) as stream:
            stream.seek(self.index.end)
            damage = self._take_in(stream)
        if damage:
            raise _damaged(damage)
        if self.index.seq != volume.last:
            raise Replaced("another")
        self.index.volumes.append(volume)

    def _take_in(self, lines: Iterable[bytes]) -> Damage | None:
        torn: Damage | None = None
        index = self.index
        place = {"offset": index.end, "last_seq": index.seq, "base": index.base}
        with no_collection():
            for line, found in scan(lines, **place, strict=False):
                if isinstance(found, Damage):
                    torn = torn or found
                    if found.can_be_torn:
                        continue
                elif torn is None:
                    self.accept(line, found)
                    continue
                raise _damaged(torn)
        return torn


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep the garbage collector from looking for garbage in what is only just being read.

    It would look at all of it again and again: a third of the time of a replay (measured).
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _damaged(damage: Damage) -> Damaged:
    return Damaged(damage.line_number, damage.offset, damage.reason)
