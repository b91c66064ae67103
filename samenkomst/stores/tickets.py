"""Tickets in a pipe: each says what to do next, and whichever process is free draws it."""

import os
import struct
from collections.abc import Iterator

_BYTES = 4
"""Of one ticket: a pipe never cuts one in two, for its pages are a multiple of that."""
_MOST = 1 << 10
"""One page of memory: so much every pipe holds without anybody reading it, however many pipes a
user has open."""


class Tickets:
    """The numbers from `first` up to `end`, each drawn once by all processes together."""

    def __init__(self, first: int, end: int) -> None:
        self._end = end
        self._size = -(-(end - first) // _MOST) or 1
        """So many numbers belong to one ticket."""
        self._inlet, outlet = os.pipe()
        starts = range(first, end, self._size)
        os.write(outlet, b"".join(struct.pack("=I", each) for each in starts))
        os.close(outlet)

    def draw(self) -> Iterator[int]:
        """Yield the numbers on the tickets that this process draws, as long as there are any."""
        while ticket := os.read(self._inlet, _BYTES):
            (start,) = struct.unpack("=I", ticket)
            yield from range(start, min(start + self._size, self._end))

    def close(self) -> None:
        """Let go of the pipe, in this process."""
        os.close(self._inlet)
