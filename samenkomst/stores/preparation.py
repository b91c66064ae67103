"""What a writer sees to before it adds a line: a whole file, all of it read, with room for more."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from samenkomst.stores import disk
from samenkomst.stores.ending import Ending
from samenkomst.stores.failures import Replaced
from samenkomst.stores.linefile import LineFile
from samenkomst.stores.live_file import LiveFile
from samenkomst.stores.recovery import Repair, repair
from samenkomst.stores.rewriting import Rewriting
from samenkomst.stores.volumes import close_live_file, undo_closing


class Preparation:
    """Makes the live file ready to be written, nothing more. Its caller holds the lock alone."""

    def __init__(
        self,
        path: Path,
        live: LiveFile,
        ending: Ending,
        clock: Callable[[], datetime],
        volume_size: int,
    ) -> None:
        self._path = path
        self._live = live
        self._ending = ending
        self._clock = clock
        self._volume_size = volume_size
        self._rewriting = Rewriting(path)
        self.repairs: list[Repair] = []
        """The torn tails that this writer cut off, for the log."""

    def prepare(self) -> LineFile:
        """Return the file, read to its end; a tail that a killed writer left is cut off.

        What an erasure left undone is done after that: it reads every line, and takes the copy of
        the tail away too. Raises NotStored.
        """
        with self._ending.told():
            is_first = self._live.file is None
            file = self._read_all()
            if is_first and self._rewriting.is_unfinished:
                self._finish_rewriting()
                file = self._read_all()
            return self._close_volume(file) if self._is_full(file) else file

    def _read_all(self) -> LineFile:
        try:
            file = self._live.attach(create=True)
        except Replaced:
            if not undo_closing(self._path):
                raise
            file = self._live.attach(create=True)
        if torn := self._live.read_on(file):
            self._repair(file, torn.offset)
        return file

    def _repair(self, file: LineFile, offset: int) -> None:
        self.repairs.append(repair(file, offset, self._path))

    def _finish_rewriting(self) -> None:
        try:
            self._rewriting.finish()
        except disk.FlushFailed:
            raise
        except OSError:
            pass  # a full disk, perhaps: no reason to refuse forms; the next opening tries again

    def _is_full(self, file: LineFile) -> bool:
        """Return whether the next record belongs in a new file: by size, or by year."""
        line = self._live.index.live_line
        if not line:
            return False
        year = line[line.index(b'"at":"') + 6 :][:4]
        return self._live.index.end >= self._volume_size or year < b"%04d" % self._clock().year

    def _close_volume(self, file: LineFile) -> LineFile:
        file.flush()
        index = self._live.index
        self._live.advance_mark(index.seq)
        try:
            index.volumes.append(close_live_file(self._path, index.base + 1, index.seq))
        except disk.FlushFailed:
            raise
        except OSError:
            undo_closing(self._path)
            if not file.is_at(self._path):
                raise  # it is closed, and nothing may be added to it
            return file  # a full disk, perhaps: it can grow a little more
        return self._live.go_on()
