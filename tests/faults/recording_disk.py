"""A plugin of nbdkit: a file as a disk, with a log of every write and flush.

In the log a write is its place and length (eight bytes each), and its bytes; a flush is a write
of nothing at place 0. `read_log` gives them back.
"""

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

API_VERSION = 2
HEAD = struct.Struct("<QQ")
Write = tuple[int, bytes]
FLUSH: Write = (0, b"")

_settings: dict[str, str] = {}
_open: dict[str, int] = {}


def read_log(log: bytes) -> Iterator[Write]:
    """Yield place and bytes of every write, FLUSH for a flush; half a one at the end is left."""
    begin = 0
    while begin + HEAD.size <= len(log):
        place, length = HEAD.unpack_from(log, begin)
        begin += HEAD.size + length
        if begin <= len(log):
            yield place, log[begin - length : begin]


def config(key: str, value: str) -> None:
    """Take a setting: `image` and `log`."""
    _settings[key] = value


def open(readonly: bool) -> int:
    """Open both files once, however many connections there are."""
    if not _open:
        _open["image"] = os.open(_settings["image"], os.O_RDWR)
        _open["log"] = os.open(_settings["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    return 1


def get_size(handle: int) -> int:
    """Return the bytes of the disk."""
    return Path(_settings["image"]).stat().st_size


def pread(handle: int, buffer: Any, offset: int, flags: int) -> None:
    """Read."""
    buffer[:] = os.pread(_open["image"], len(buffer), offset)


def pwrite(handle: int, buffer: Any, offset: int, flags: int) -> None:
    """Write, and put it down in the log."""
    data = bytes(buffer)
    os.pwrite(_open["image"], data, offset)
    os.write(_open["log"], HEAD.pack(offset, len(data)) + data)


def flush(handle: int, flags: int) -> None:
    """Put down that what was written before is to stay."""
    os.write(_open["log"], HEAD.pack(*map(int, (0, 0))))
