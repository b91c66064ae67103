"""Who may read or write a journal now, and how long one waits: for lock and disk together."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from samenkomst.stores.durability import Durability
from samenkomst.stores.ending import Ending, words_of
from samenkomst.stores.failures import Busy, WriterFinished
from samenkomst.stores.flushing import Late
from samenkomst.stores.lock import Lock

_FOR_DISK = 0.2
"""The part of the patience that is left for the disk: later than that no commit begins."""


class Section:
    """Lets one in at a time, or many who only read, each until a deadline; nothing more."""

    def __init__(self, lock: Lock, durability: Durability, ending: Ending, wait: float) -> None:
        self._lock = lock
        self._durability = durability
        self._ending = ending
        self.wait = wait
        """Seconds that a caller waits for the lock and for the disk, together."""

    def deadline(self) -> float:
        """Return when somebody who comes now has waited long enough, on the monotonic clock."""
        return time.monotonic() + self.wait

    def last_call(self, deadline: float) -> float:
        """Return until when it makes sense to begin a commit: the disk takes time as well."""
        return deadline - _FOR_DISK * self.wait

    def time_for_disk(self, deadline: float) -> float:
        """Return the deadline, or a later one for somebody who had a long history to read."""
        return max(deadline, time.monotonic() + _FOR_DISK * self.wait)

    @contextmanager
    def hold(self, *, exclusive: bool, deadline: float | None = None) -> Iterator[None]:
        """Hold the lock, in a writer that is not finished; alone, when the disk is free as well.

        What would be written amid a flush waits for the next one anyway. A disk that hangs is
        given no more. Raises NotStored (Busy, WriterFinished).
        """
        self._ending.refuse()
        deadline = deadline or self.deadline()
        if exclusive and not self._durability.flusher.wait_until_free(deadline):
            raise Busy(self.wait)
        with self._lock.hold(exclusive=exclusive, deadline=deadline):
            self._ending.refuse()  # by another thread, while we waited
            yield

    def show(self, seq: int, deadline: float) -> None:
        """Return when all up to that record is on disk, for somebody who wrote nothing.

        Raises NotStored (Busy, WriterFinished).
        """
        try:
            self._durability.flusher.wait_for(seq, self.time_for_disk(deadline))
        except OSError as error:
            raise WriterFinished(words_of(error)) from error
        except Late as late:
            raise Busy(self.wait) from late
