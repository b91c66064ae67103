"""Whether a file is still the one that we read, without reading it: by its stamp, as git does."""

import os
import stat
from collections.abc import Mapping

Stamp = tuple[int, int, int, int]
"""Size in bytes, when its content and when anything of it changed in nanoseconds, its number."""
Known = Mapping[str, tuple[Stamp, str]]
"""The stamp and the digest of each file that was read, by its name."""

_TICK = 2_000_000_000
"""No file system's clock has a longer tick, in nanoseconds."""


def stamp_of(path: str) -> Stamp | None:
    """Return the stamp of the ordinary file at `path`; None when it is a link, or anything else."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def can_tell(stamp: Stamp, now: int) -> bool:
    """Return whether a later change would give another stamp; `now` is the time before reading.

    A file that changed a moment ago can change again within one tick of the clock, to as many
    bytes: its stamp says nothing yet.
    """
    return max(stamp[1], stamp[2]) < now - _TICK
