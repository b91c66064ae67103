"""Reading a journal without touching it: every good record, and the place of every bad line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from samenkomst.core.record import BadLine, Reason, Record, decode
from samenkomst.stores.disk import open_to_read
from samenkomst.stores.volumes import find_volumes


@dataclass(frozen=True, slots=True)
class Damage:
    """A place where the journal is not as it was written, nothing more."""

    line_number: int
    """From 1."""
    offset: int
    """The byte at which the line begins."""
    reason: Reason
    file_name: str = ""
    """Of the closed file in which it is; nothing for the journal itself."""

    @property
    def can_be_torn(self) -> bool:
        """Whether an interrupted write can have left this line.

        A line with a right checksum was once whole: a newer version's, perhaps. Never cut it off.
        """
        return self.reason in (Reason.TORN, Reason.CHECKSUM)


@dataclass(frozen=True, slots=True)
class Report:
    """What `verify` found, nothing more."""

    records: int
    """Good lines."""
    last_seq: int
    """The highest number among them; 0 when there are none."""
    damages: tuple[Damage, ...]
    """In order of place. A torn tail is the last of them."""


def scan(
    lines: Iterable[bytes],
    *,
    offset: int = 0,
    last_seq: int = 0,
    base: int = 0,
    strict: bool = True,
) -> Iterator[tuple[bytes, Record | Damage]]:
    """Yield each line with its record, or with its damage.

    A good line out of order comes twice: first as damage, then as a record, so that nothing good
    is left out. Numbers may jump behind a bad line, which held some itself. `offset` and
    `last_seq` say what was read before; until then the journal had one line for each number.
    `base` is the number of the last record before this file.
    Without `strict` it is quicker (`core.record.decode`).
    """
    lost = False
    for number, line in enumerate(lines, start=last_seq - base + 1):
        try:
            record = decode(line, strict=strict)
        except BadLine as bad:
            lost = True
            yield line, Damage(number, offset, bad.reason)
        else:
            if record.seq <= last_seq:
                yield line, Damage(number, offset, Reason.REPEAT)
            elif record.seq > last_seq + 1 and not lost:
                yield line, Damage(number, offset, Reason.GAP)
            yield line, record
            last_seq, lost = max(last_seq, record.seq), False
        offset += len(line)


def read(path: Path) -> Iterator[Record | Damage]:
    """Yield every good record of a journal and every damage, in order of place.

    Takes no lock and changes nothing: beside a running writer, a last line that is still being
    written shows as torn. Raises OSError where a file cannot be read.
    """
    last_seq = 0
    for volume in find_volumes(path):
        for found in _read_file(volume.path, last_seq):
            if isinstance(found, Damage):
                yield replace(found, file_name=volume.path.name)
            else:
                yield found
                last_seq = max(last_seq, found.seq)
    yield from _read_file(path, last_seq)


def read_lines(path: Path) -> Iterator[bytes]:
    """Yield every line of a journal as it stands, from the first record on. Raises OSError."""
    for part in (*(volume.path for volume in find_volumes(path)), path):
        with open_to_read(part) as stream:
            yield from stream


def _read_file(path: Path, base: int) -> Iterator[Record | Damage]:
    # Bytes, so that only a newline ends a line.
    with open_to_read(path) as stream:
        for _, found in scan(stream, last_seq=base, base=base):
            yield found


def verify(path: Path) -> Report:
    """Return how many records are good, the last number, and every damage. Changes nothing.

    Shows flipped bits and missing, doubled or swapped lines. It cannot show whole lines missing
    at the very end, nor malice: a checksum is no signature. Raises OSError.
    """
    records = last_seq = 0
    damages: list[Damage] = []
    for found in read(path):
        if isinstance(found, Damage):
            damages.append(found)
        else:
            records += 1
            last_seq = max(last_seq, found.seq)
    return Report(records, last_seq, tuple(damages))
