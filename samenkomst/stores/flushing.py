"""One flush for all who wait: each returns when a flush that began after its write has ended."""

import errno
import threading
import time
from collections.abc import Callable, Sequence

_IDLE = 30.0
"""Seconds after which a thread without work ends."""


class Late(Exception):
    """The disk took longer than we were willing to wait. It may still succeed."""


class Flusher:
    """A thread that flushes for all who wait; nothing more.

    A thread of its own, because nothing can interrupt a flush: whoever flushes waits as long as
    the disk does. It adds no waiting: it begins at once, and while it is busy others gather.
    """

    def __init__(self, flush: Callable[[], int]) -> None:
        self._flush = flush
        """Flushes, and returns the number of the last record that was there when it began."""
        self._mutex = threading.Lock()
        self._wake = threading.Lock()
        self._wake.acquire()
        self._waiting: list[Callable[[], None]] = []
        self._thread: threading.Thread | None = None
        self._free = threading.Event()
        self._free.set()
        self._stopping = False
        self.done = 0
        """All records up to this one are on disk."""
        self.failure: OSError | None = None
        """Why a flush failed: what it covered is not known to be on disk, and never will be."""

    def wait_for(self, seq: int, deadline: float) -> None:
        """Return when that record is on disk. Raises OSError, and Late at the deadline."""
        if seq <= self.done:
            return
        turn = threading.Lock()
        turn.acquire()
        self.call_after([turn.release])
        if not turn.acquire(timeout=max(0.0, deadline - time.monotonic())):
            raise Late
        if failure := self.lost(seq):
            raise failure

    def call_after(self, calls: Sequence[Callable[[], None]]) -> None:
        """Call these when all that was done before is on disk, or when that failed."""
        with self._mutex:
            if self.failure is None:
                self._waiting += calls
                self._free.clear()
                self._stopping = False
                if self._thread is None:
                    self._thread = threading.Thread(target=self._run, name="flush", daemon=True)
                    self._thread.start()
                self._rouse()
                return
        for call in calls:
            call()

    def lost(self, seq: int) -> OSError | None:
        """Return why that record is not known to be on disk, or None if nothing failed."""
        return self.failure if seq > self.done else None

    @property
    def is_free(self) -> bool:
        """Whether nobody waits for the disk."""
        return self._free.is_set()

    def wait_until_free(self, deadline: float) -> bool:
        """Return whether the disk had done all that it was asked, before the deadline."""
        return self._free.is_set() or self._free.wait(max(0.0, deadline - time.monotonic()))

    def stop(self) -> None:
        """End the thread when it has nothing left to do."""
        with self._mutex:
            self._stopping = True
            self._rouse()

    def _rouse(self) -> None:
        if self._wake.locked():
            self._wake.release()

    def _run(self) -> None:
        while True:
            called = self._wake.acquire(timeout=_IDLE)
            with self._mutex:
                batch, self._waiting = self._waiting, []
                if not batch and (self._stopping or not called):
                    self._thread = None
                    return
            if batch:
                self._flush_for(batch)

    def _flush_for(self, batch: list[Callable[[], None]]) -> None:
        failure: OSError | None = OSError(errno.EIO, "flush")
        try:
            if self.failure is None:
                self.done = max(self.done, self._flush())
                failure = None
        except OSError as error:
            failure = error
        finally:
            self.failure = self.failure or failure
            for call in batch:
                call()
            with self._mutex:
                if not self._waiting:
                    self._free.set()
