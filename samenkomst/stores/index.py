"""How far a process knows the journal, and where in the file each known record stands."""

from array import array
from collections.abc import Iterable
from typing import Self

from samenkomst.stores.failures import Replaced
from samenkomst.stores.inspection import Damage, scan


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

    def moved(self, lines: Iterable[bytes]) -> Self:
        """Return the index of the same records in a file that took the journal's place.

        Raises Replaced if it does not hold the last known record (design 7, rule 5).
        """
        new = type(self)()
        for line, found in scan(lines):
            if new.seq == self.seq or isinstance(found, Damage):
                break
            new.add(line)
        if new.last_line != self.last_line:
            raise Replaced("another")
        return new
