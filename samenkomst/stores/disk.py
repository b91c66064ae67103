"""What has to be true on the disk itself: flushed files, flushed folders, modes; nothing more."""

import errno
import fcntl
import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO, NamedTuple

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
_BUFFER = 1 << 20


class FlushFailed(OSError):
    """The disk did not take what it was given, and trying again would be told that it did.

    The kernel marks such pages clean: a second flush succeeds without writing them.
    """


class Room(NamedTuple):
    """The space on a disk, in bytes, nothing more."""

    free: int
    """What we may still use; a part may be kept for the system."""
    total: int

    @property
    def is_low(self) -> bool:
        """Whether somebody should look at it: less than a fifth is free."""
        return self.free * 5 < self.total


def room(path: Path) -> Room:
    """Return the space on the disk where this file or folder is. Raises OSError."""
    found = os.statvfs(path)
    return Room(found.f_bavail * found.f_frsize, found.f_blocks * found.f_frsize)


def flush(descriptor: int) -> None:
    """Return when all that was written to this file is on the disk. Raises FlushFailed."""
    try:
        _flush(descriptor)
    except OSError as error:
        raise FlushFailed(error.errno, error.strerror) from error


def flush_folder(folder: Path) -> None:
    """Return when the names in this folder are on the disk. Raises FlushFailed, OSError."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        raise FlushFailed(error.errno, error.strerror) from error
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make the folder, for its owner only, with those above it that are missing."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    flush_folder(folder.parent)


def open_made_once(path: Path, flags: int) -> int:
    """Return a descriptor of the file, which is made if it is not there; never a symlink's."""
    flags |= os.O_NOFOLLOW
    try:
        return os.open(path, flags)
    except FileNotFoundError:
        pass
    try:
        return os.open(path, flags | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    except FileExistsError:  # another process was quicker
        return os.open(path, flags)


def open_to_read(path: Path) -> BinaryIO:
    """Return the file, open for reading. Raises OSError, and for what is no regular file ESPIPE.

    To open a pipe would wait until somebody writes in it: for ever.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISREG(mode):
        return os.fdopen(descriptor, "rb", buffering=_BUFFER)
    os.close(descriptor)
    number = errno.EISDIR if stat.S_ISDIR(mode) else errno.ESPIPE
    raise OSError(number, os.strerror(number), str(path))


if sys.platform == "darwin":

    def _flush(descriptor: int) -> None:
        # fsync leaves the bytes in the drive's own cache there.
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)

else:

    def _flush(descriptor: int) -> None:
        os.fdatasync(descriptor)
