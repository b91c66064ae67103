"""The handler on a disk that can be made slow, or out of descriptors, from outside."""

import errno
import os
import time
from pathlib import Path

from flask import Flask

from form_handler import create_app

SWITCH = "DISK_SWITCH"
"""Names the file that says how the disk is: seconds for each flush, HANGS, or "emfile"."""
HANGS = "hangs"
"""No flush ends, until the disk is something else."""

_flush, _open = os.fdatasync, os.open


def create_slow_app() -> Flask:
    """Return the handler; the system's own calls are what is slow."""
    os.fdatasync = _slow_flush
    os.open = _starved_open
    return create_app()


def _state() -> str:
    try:
        return Path(os.environ[SWITCH]).read_text(encoding="ascii")
    except OSError:
        return ""


def _slow_flush(descriptor: int) -> None:
    """Take as long as was said, and no longer: the disk of the tests may be slow itself."""
    while (state := _state()) == HANGS:
        time.sleep(0.05)
    if state and state != "emfile":
        time.sleep(float(state))
    else:
        _flush(descriptor)


def _starved_open(path: str, flags: int, *more: object, **named: object) -> int:
    if "journal" in str(path) and _state() == "emfile":
        raise OSError(errno.EMFILE, "Too many open files", path)
    return _open(path, flags, *more, **named)  # type: ignore[arg-type]
