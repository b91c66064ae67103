"""A damaged journal made readable again: lines from a back-up, or a mark that says what is lost."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from samenkomst.core.record import BadLine, Draft, Record, decode, encode
from samenkomst.stores import checkpoint, disk, inspection
from samenkomst.stores.lock import Lock
from samenkomst.stores.private_file import write_lines
from samenkomst.stores.volumes import find_volumes

LOST = "record_lost"
"""The type of the record that stands where another one cannot be read any more."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What was done, nothing more."""

    found: tuple[int, ...] = ()
    """Numbers of the records that came from the back-up."""
    lost: tuple[int, ...] = ()
    """Numbers of those that nobody has."""
    asides: tuple[Path, ...] = ()
    """Where the bad bytes are now; an erasure removes these copies."""


def mend(journal_path: Path, backup_path: Path | None = None) -> Mended:
    """Put a good line in the place of every bad one. Changes nothing where nothing is bad.

    A torn last line is left to the next writer. What is known of a record that is lost is its
    number alone. Raises NotStored (Busy), OSError.
    """
    with Lock(journal_path.with_suffix(".lock"), 5).hold(exclusive=True):
        spare = _good_lines(backup_path) if backup_path else {}
        mended, last = Mended(), 0
        for volume in find_volumes(journal_path):
            mended = _mend_file(volume.path, last, volume.last, spare, mended)
            last = volume.last
        mended = _mend_file(journal_path, last, 0, spare, mended)
        if mended.asides:
            checkpoint.forget(journal_path)
            _make_anew(journal_path)
    return mended


def _good_lines(path: Path) -> dict[int, bytes]:
    found = {}
    for line in inspection.read_lines(path):
        if record := _read(line):
            found[record.seq] = line
    return found


def _mend_file(path: Path, base: int, last: int, spare: dict[int, bytes], so_far: Mended) -> Mended:
    """Mend the file whose records come after `base`, up to `last` if that is known."""
    lines = _split(path)
    good = {record.seq: line for line in lines if (record := _read(line)) and record.seq > base}
    end = max([last, base, *good])
    whole = list(_lines(base, end, good, {}))
    rest = lines[len(whole) :]
    if lines[: len(whole)] == whole and (not rest or (not last and _is_tail(rest))):
        return so_far
    kept = set(good.values())
    bad = [line for line in lines if line not in kept]
    missing = [seq for seq in range(base + 1, end + 1) if seq not in good]
    aside_path = _aside(path)
    write_lines(aside_path, bad)
    write_lines(path, _lines(base, end, good, spare))
    found = tuple(seq for seq in missing if seq in spare)
    lost = tuple(seq for seq in missing if seq not in spare)
    return Mended(so_far.found + found, so_far.lost + lost, (*so_far.asides, aside_path))


def _split(path: Path) -> list[bytes]:
    with disk.open_to_read(path) as stream:  # bytes: only a newline ends a line
        return list(stream)


def _is_tail(lines: list[bytes]) -> bool:
    """Return whether a killed writer can have left this: the next one cuts it off by itself."""
    return not any(map(_read, lines))


def _lines(base: int, end: int, good: dict[int, bytes], spare: dict[int, bytes]) -> Iterator[bytes]:
    at = "1970-01-01T00:00:00.000000Z"
    for seq in range(base + 1, end + 1):
        line = good.get(seq) or spare.get(seq)
        if line is None:
            line = encode(Draft(LOST, f"lost-{seq}"), seq, datetime.fromisoformat(at))
        at = decode(line).at
        yield line


def _aside(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.stem.split('-')[0]}.torn-bad-{number}")).exists():
        number += 1
    return aside


def _make_anew(journal_path: Path) -> None:
    """Give the live file a new inode, so that running processes read everything again."""
    write_lines(journal_path, _split(journal_path))
    disk.flush_folder(journal_path.parent)


def _read(line: bytes) -> Record | None:
    try:
        return decode(line)
    except BadLine:
        return None
