"""One critical section for the threads of all processes, with bounded waiting; nothing more."""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from samenkomst.core.errors import NotStored
from samenkomst.stores import disk
from samenkomst.stores.failures import Busy

# About the time of one flush. Longer pauses starve a process beside busy ones: with pauses that
# grow to 5 ms, eight processes waited seconds for each other.
_PAUSE = 0.0003


class Lock:
    """The kernel's lock on a side file, behind a lock for the threads of this process.

    `flock`, because `fcntl.lockf` is lost as soon as anything in the process closes the file. A
    side file, because erasure replaces the journal itself. It is made once and never removed;
    what counts is the kernel's lock, so a killed holder leaves nothing behind (design 7, rule 5).
    """

    def __init__(self, path: Path, wait: float) -> None:
        self._path = path
        self._wait = wait
        self._threads = threading.Lock()
        self._descriptor: int | None = None
        self._status: os.stat_result | None = None

    @contextmanager
    def hold(self, *, exclusive: bool, deadline: float | None = None) -> Iterator[None]:
        """Hold the lock: alone, or together with others that only read.

        Raises Busy after `wait` seconds, or at `deadline` on the monotonic clock; NotStored where
        the lock file cannot be opened.
        """
        deadline = deadline or time.monotonic() + self._wait
        if not self._threads.acquire(timeout=max(0.0, deadline - time.monotonic())):
            raise Busy(self._wait)
        try:
            self._acquire(fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH, deadline)
            yield
        finally:
            self._release()
            self._threads.release()

    def after_fork(self) -> bool:
        """Let go in a child; return whether the parent held the lock at that moment.

        If so, the child must not use this lock: its copy of the thread lock is never given back.
        A descriptor from before the fork is the parent's lock itself: it must not be used, and
        kept open it would outlive a parent that is killed.
        """
        self.close()
        return self._threads.locked()

    def close(self) -> None:
        """Give back the descriptor; the next `hold` opens another."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    def __del__(self) -> None:
        self.close()

    def _acquire(self, operation: int, deadline: float) -> None:
        while not self._try(operation):
            if time.monotonic() >= deadline:
                raise Busy(self._wait)
            # A blocking flock would wait for ever, and no signal can reach a thread.
            time.sleep(_PAUSE)

    def _try(self, operation: int) -> bool:
        try:
            if self._descriptor is None:
                self._descriptor = self._open()
                self._status = os.fstat(self._descriptor)
            fcntl.flock(self._descriptor, operation | fcntl.LOCK_NB)
            return self._still_there(self._status)
        except BlockingIOError:
            return False
        except OSError as error:
            raise NotStored(f"lock: {error.strerror}") from error

    def _open(self) -> int:
        disk.make_folder(self._path.parent)
        return disk.open_made_once(self._path, os.O_RDWR)

    def _still_there(self, known: os.stat_result | None) -> bool:
        """Return whether others will find this very file; if not, it excludes nobody."""
        try:
            if known and os.path.samestat(known, self._path.lstat()):
                return True
        except FileNotFoundError:
            pass
        self.close()
        return False

    def _release(self) -> None:
        if self._descriptor is not None:
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)
