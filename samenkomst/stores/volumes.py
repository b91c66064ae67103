"""The older part of a journal: closed files of lines, whose names say which records they hold."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from samenkomst.stores import disk
from samenkomst.stores.linefile import Identity


@dataclass(frozen=True, slots=True)
class Volume:
    """A closed file: nothing is added to it any more, and only an erasure changes it."""

    path: Path
    first: int
    """The number of its first record."""
    last: int
    identity: Identity
    """Another one means that an erasure made it anew."""


def find_volumes(journal_path: Path) -> list[Volume]:
    """Return the closed files of a journal, in order. Raises OSError.

    A name that still leads to the live file is not one: a crash came amid the closing.
    """
    pattern = re.compile(re.escape(journal_path.stem) + r"-(\d+)-(\d+)\.jsonl")
    found = []
    for path in journal_path.parent.glob(f"{journal_path.stem}-*.jsonl"):
        if (match := pattern.fullmatch(path.name)) and not _is_live(path, journal_path):
            found.append(_volume(path, int(match[1]), int(match[2])))
    return sorted(found, key=lambda volume: volume.first)


def close_live_file(journal_path: Path, first: int, last: int) -> Volume:
    """Give the live file a name of its own, and begin a new one in its place.

    The caller holds the lock alone, and all lines are on disk. The journal's name always leads to
    a file: to the old one or to an empty one. A crash leaves two names for one file at most.
    """
    closed_path = journal_path.with_name(f"{journal_path.stem}-{first}-{last}.jsonl")
    new_path = journal_path.with_suffix(".new")
    new_path.unlink(missing_ok=True)
    closed_path.hardlink_to(journal_path)
    disk.flush_folder(journal_path.parent)
    descriptor = os.open(new_path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, disk.PRIVATE_FILE)
    try:
        disk.flush(descriptor)
    finally:
        os.close(descriptor)
    new_path.replace(journal_path)
    disk.flush_folder(journal_path.parent)
    return _volume(closed_path, first, last)


def undo_closing(journal_path: Path) -> bool:
    """Take the second name from a live file that was about to be closed; return whether it had one.

    The caller holds the lock alone.
    """
    undone = False
    for path in journal_path.parent.glob(f"{journal_path.stem}-*.jsonl"):
        if _is_live(path, journal_path):
            path.unlink()
            undone = True
    if undone:
        disk.flush_folder(journal_path.parent)
    return undone


def _volume(path: Path, first: int, last: int) -> Volume:
    status = path.stat()
    return Volume(path, first, last, (status.st_dev, status.st_ino))


def _is_live(path: Path, journal_path: Path) -> bool:
    try:
        return path.samefile(journal_path)
    except FileNotFoundError:
        return False
