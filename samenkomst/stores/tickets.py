"""Tickets in a pipe: each says what to do next, and whichever process is free draws it."""

import fcntl
import os
import struct
import termios
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

    def left(self) -> int:
        """Return how many numbers nobody has drawn, or up to one ticket more."""
        (size,) = struct.unpack("=i", fcntl.ioctl(self._inlet, termios.FIONREAD, bytes(4)))
        return int(size) // _BYTES * self._size

    def withdraw(self) -> None:
        """Leave nothing to draw for anyone."""
        while os.read(self._inlet, _MOST * _BYTES):
            pass

    def close(self) -> None:
        """Let go of the pipe, in this process: nobody here may draw after that."""
        os.close(self._inlet)
