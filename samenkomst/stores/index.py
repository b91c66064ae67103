"""How far a process knows the journal, and where in its files each known record stands."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable

from samenkomst.core.record import decode
from samenkomst.stores.volumes import Volume


class Index:
    """The place of every record read so far, eight bytes each, and the last line; nothing more.

    Places count through all files, as if they were one.
    """

    def __init__(self) -> None:
        self.ends = array("Q", [0])
        self.volumes: list[Volume] = []
        """The closed files that were read to their end."""
        self.last_line = b""
        """As it stands in its file, newline included."""

    @property
    def seq(self) -> int:
        """The number of the last known record."""
        return len(self.ends) - 1

    @property
    def base(self) -> int:
        """The number of the last record before the live file."""
        return self.volumes[-1].last if self.volumes else 0

    @property
    def end(self) -> int:
        """The byte of the live file behind the last known record."""
        return self.ends[-1] - self.ends[self.base]

    @property
    def live_line(self) -> bytes:
        """The last line, if it stands in the live file."""
        return self.last_line if self.seq > self.base else b""

    def add(self, line: bytes) -> None:
        """Take in the next line."""
        self.ends.append(self.ends[-1] + len(line))
        self.last_line = line

    def resume(self, ends: "array[int]", last_line: bytes, volumes: Iterable[Volume]) -> None:
        """Go on where another process was, which wrote this down."""
        self.ends, self.last_line = ends, last_line
        self.volumes = [volume for volume in volumes if volume.last <= self.seq]

    def place(self, seq: int) -> tuple[int, int] | None:
        """Return where in its file the record begins and where the next one does, if known."""
        if not 1 <= seq <= self.seq:
            return None
        start = self.ends[self.base_of(seq)]
        return self.ends[seq - 1] - start, self.ends[seq] - start

    def volume(self, seq: int) -> Volume | None:
        """Return the closed file that holds this record, or None for the live one."""
        if seq > self.base:
            return None
        return self.volumes[bisect_left(self.volumes, seq, key=lambda volume: volume.last)]

    def base_of(self, seq: int) -> int:
        """Return the number of the last record before the file that holds this one."""
        volume = self.volume(seq)
        return volume.first - 1 if volume else self.base

    def ends_like(self, line: bytes) -> bool:
        """Return whether this can be the last record, whatever an erasure left of its members."""
        return _marks(self.last_line) == _marks(line)


def _marks(line: bytes) -> tuple[int, str, str, str]:
    record = decode(line)
    return record.seq, record.at, record.type, record.id
