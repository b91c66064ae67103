"""What was read and written, brought to disk for all who wait; or taken back, when it cannot be."""

import errno
import weakref
from contextlib import suppress

from samenkomst.core.errors import NotStored
from samenkomst.stores.ending import Ending, words_of
from samenkomst.stores.flushing import Flusher
from samenkomst.stores.live_file import LiveFile
from samenkomst.stores.lock import Lock
from samenkomst.stores.mark import Mark


class Durability:
    """The flusher of one journal, and what a failed flush brings about; nothing more.

    It runs beside whoever holds the lock.
    """

    def __init__(self, live: LiveFile, mark: Mark, lock: Lock, ending: Ending) -> None:
        self._live = live
        self._mark = mark
        self._lock = lock
        self._ending = ending
        self.flusher = self._make_flusher()

    def after_fork(self) -> None:
        """Begin anew in a child: the thread that flushes is its parent's."""
        self.flusher = self._make_flusher()

    def __del__(self) -> None:
        self.flusher.stop()

    def _make_flusher(self) -> Flusher:
        reference = weakref.ref(self)

        def flush() -> int:
            living = reference()
            return 0 if living is None else living._flush()

        return Flusher(flush)

    def _flush(self) -> int:
        """Bring to disk what was read and written so far; return its last number.

        When it fails, this writer is finished.
        """
        last, file = self._live.index.seq, self._live.file
        if file is None:
            raise OSError(errno.EBADF, "closed")
        try:
            file.flush()
        except OSError as error:
            self._ending.come(words_of(error), error)
            self._take_back()
            raise
        if not self._live.advance_mark(last):
            self._ending.come("taken back")
            raise OSError(errno.EIO, self._ending.reason)
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
            place = self._live.index.place(max(seq, self._live.found) + 1)
            if place and self._live.file:
                self._live.file.cut(place[0])
