"""How far a process knows the journal, and where in the file each known record stands."""

from array import array
from typing import Self

from samenkomst.core.record import decode


class Index:
    """The place of every record read so far, eight bytes each, and the last line; nothing more."""

    def __init__(self) -> None:
        self._ends = array("Q", [0])
        self.last_line = b""
        """As it stands in the file, newline included."""

    @property
    def seq(self) -> int:
        """The number of the last known record."""
        return len(self._ends) - 1

    @property
    def end(self) -> int:
        """The byte behind the last known record."""
        return self._ends[-1]

    def add(self, line: bytes) -> None:
        """Take in the next line."""
        self._ends.append(self._ends[-1] + len(line))
        self.last_line = line

    def place(self, seq: int) -> tuple[int, int] | None:
        """Return where the record begins and where the next one does, or None if not known."""
        if not 1 <= seq <= self.seq:
            return None
        return self._ends[seq - 1], self._ends[seq]

    def ends_like(self, other: Self) -> bool:
        """Return whether the last record is the same, whatever an erasure left of its members."""
        return self.seq == other.seq and _marks(self.last_line) == _marks(other.last_line)


def _marks(line: bytes) -> tuple[str, str, str] | None:
    if not line:
        return None
    record = decode(line)
    return record.at, record.type, record.id
