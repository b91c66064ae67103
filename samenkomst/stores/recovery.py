"""What a killed writer left behind the last good line, set aside before it is cut off."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from samenkomst.stores import disk
from samenkomst.stores.linefile import LineFile


@dataclass(frozen=True, slots=True)
class Repair:
    """A torn tail that was cut off, nothing more. It never belonged to an answered commit."""

    offset: int
    """Where in the journal the tail began."""
    size: int
    """How many bytes it had."""
    aside_path: Path
    """The copy. It can hold personal data: erasure has to reach it too."""


def repair(file: LineFile, offset: int, journal_path: Path) -> Repair:
    """Cut off all from this place on, once a copy of it is on disk beside the journal.

    The caller holds the lock alone. Raises OSError; then the copy is gone again, so that trying
    once more for hours does not fill the folder.
    """
    tail = file.read(offset, file.size)
    aside_path, descriptor = _create(journal_path, offset)
    try:
        _fill(descriptor, tail)
        disk.flush_folder(aside_path.parent)
        file.cut(offset)
    except OSError:
        aside_path.unlink()
        raise
    finally:
        os.close(descriptor)
    file.flush()
    return Repair(offset, len(tail), aside_path)


def _fill(descriptor: int, data: bytes) -> None:
    with open(descriptor, "wb", closefd=False) as stream:
        stream.write(data)
    disk.flush(descriptor)


def _create(journal_path: Path, offset: int) -> tuple[Path, int]:
    for path in _names(journal_path, offset):
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
            return path, os.open(path, flags, disk.PRIVATE_FILE)
        except FileExistsError:
            continue
    raise AssertionError("the names never end")


def _names(journal_path: Path, offset: int) -> Iterator[Path]:
    """Yield `journal.torn-<offset>-1`, `-2` and so on."""
    return (journal_path.with_suffix(f".torn-{offset}-{number}") for number in count(1))
