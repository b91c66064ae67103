"""One open file of lines that only grows, and the checks that it is still the right one."""

import errno
import os
import stat
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Self

from samenkomst.stores import disk
from samenkomst.stores.failures import Replaced

_LARGEST_BUFFER = 1 << 20

Identity = tuple[int, int]
"""Device and inode."""


class LineFile:
    """An open file: read by place, written at its end, cut back; nothing more.

    It holds no lock and knows no records. All errors of the system pass as OSError.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        status = os.fstat(descriptor)
        self.identity: Identity = (status.st_dev, status.st_ino)
        self.checked_size = -1
        """The bytes that were there at the last check."""
        self._flushing = threading.Lock()
        self._failure: disk.FlushFailed | None = None

    @classmethod
    def open(cls, path: Path, *, create: bool) -> Self:
        """Return the file at this path.

        Raises Replaced for a symlink and for what is no regular file, FileNotFoundError.
        """
        flags = os.O_RDWR | os.O_APPEND | os.O_NONBLOCK  # a pipe or device would let us wait
        try:
            made = disk.open_made_once(path, flags) if create else None
            file = cls(os.open(path, flags | os.O_NOFOLLOW) if made is None else made)
        except OSError as error:
            if error.errno == errno.ELOOP:
                raise Replaced("symlink") from error
            raise
        if not stat.S_ISREG(os.fstat(file._descriptor).st_mode):
            file.close()  # now: a traceback that somebody keeps would keep it open
            raise Replaced("not a file")
        return file

    @property
    def size(self) -> int:
        """The bytes that are there now."""
        return os.fstat(self._descriptor).st_size

    def is_at(self, path: Path) -> bool:
        """Return whether the path still leads here. Raises Replaced where it leads nowhere."""
        return self._status_at(path) is not None

    def check(self, path: Path, end: int, last_line: bytes) -> bool:
        """Return whether the path still leads here, and this can be our file.

        It can: one name, not shrunk, our last line where it was. Raises Replaced (rule 5).
        """
        status = self._status_at(path)
        if status is None:
            return False
        if not stat.S_ISREG(status.st_mode):
            raise Replaced("not a file")
        if status.st_nlink != 1:
            raise Replaced("links")
        if status.st_size < end:
            raise Replaced("shrunk")
        if self.read(end - len(last_line), end) != last_line:
            raise Replaced("changed")
        self.checked_size = status.st_size
        return True

    def _status_at(self, path: Path) -> os.stat_result | None:
        try:
            status = os.lstat(path)
        except FileNotFoundError as error:
            raise Replaced("missing") from error
        return status if (status.st_dev, status.st_ino) == self.identity else None

    def read(self, start: int, end: int) -> bytes:
        """Return the bytes between two places; fewer where the file ends before."""
        return os.pread(self._descriptor, end - start, start)

    def lines(self, offset: int) -> Iterator[bytes]:
        """Yield the lines from this place on, newline included; the last may lack it."""
        rest = self.size - offset
        if 0 < rest <= _LARGEST_BUFFER:
            # What others just wrote: one call, where a stream makes six while they wait.
            yield from BytesIO(self.read(offset, offset + rest))
        elif rest > 0:
            with open(self._descriptor, "rb", buffering=_LARGEST_BUFFER, closefd=False) as stream:
                stream.seek(offset)
                yield from stream

    def append(self, data: bytes) -> None:
        """Write all of this at the end, in one call. Raises OSError when less was written."""
        written = os.write(self._descriptor, data)
        if written != len(data):  # a full disk gives a short count, not an error
            raise OSError(errno.ENOSPC, f"short write, {written} of {len(data)} bytes")

    def cut(self, size: int) -> None:
        """Throw away what is behind this place. It is not flushed yet."""
        os.ftruncate(self._descriptor, size)

    def flush(self) -> None:
        """Return when all is on the disk. Raises FlushFailed, and from then on always.

        The system tells a failure once for each descriptor: of two threads one would hear that
        all is well (design 7, rule 3).
        """
        with self._flushing:
            if self._failure is not None:
                raise self._failure
            try:
                disk.flush(self._descriptor)
            except disk.FlushFailed as failure:
                self._failure = failure
                raise

    def close(self) -> None:
        """Give the descriptor back. May be repeated."""
        if self._descriptor >= 0:
            descriptor, self._descriptor = self._descriptor, -1
            os.close(descriptor)

    def __del__(self) -> None:
        self.close()
