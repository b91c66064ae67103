"""Processes that make parts of the site while this one does something else."""

import fcntl
import gc
import os
import struct
import termios
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Generic, TypeVar

from samenkomst.stores.forking import fork_off, processes_for

Item = TypeVar("Item")
Result = TypeVar("Result")
Tell = Callable[[int, int], None]

_TICKET = 4
"""Bytes: a pipe never cuts one in two, for its pages are a multiple of that."""
_MOST_TICKETS = 1 << 10
"""One page of memory: so much every pipe holds without anybody reading it, however many pipes a
user has open."""


class Crew(Generic[Item, Result]):
    """Does the same work on many things: begins at once, and ends when somebody asks.

    Where processes cannot help all of it is done at the end. Else each takes a ticket from a pipe
    whenever it is free, we too, until there are none.
    """

    def __init__(self, work: Callable[[Item], Result], items: Sequence[Item]) -> None:
        self._work = work
        self._items = items
        self._size = -(-len(items) // _MOST_TICKETS) or 1
        """So many things belong to one ticket."""
        number = processes_for(items)
        self._first: list[Result] = []
        self._tickets = -1
        self._shares: list[Callable[[], list[tuple[int, Result]]]] = []
        if number > 1:
            self._begin(number)

    def _begin(self, number: int) -> None:
        self._first = [self._work(self._items[0])]  # what it loads the others then have
        self._tickets, outlet = os.pipe()
        tickets = range(1, len(self._items), self._size)
        os.write(outlet, b"".join(struct.pack("=I", each) for each in tickets))
        os.close(outlet)
        gc.freeze()  # else the first collection of each process would copy all memory
        try:
            self._shares = [fork_off(self._share) for _ in range(1, number)]
        finally:
            gc.unfreeze()

    def _share(self) -> list[tuple[int, Result]]:
        return list(self._take())

    def _take(self) -> Iterator[tuple[int, Result]]:
        """Yield what was made for each ticket, with its number, as long as there are any."""
        while ticket := os.read(self._tickets, _TICKET):
            (start,) = struct.unpack("=I", ticket)
            for index in range(start, min(start + self._size, len(self._items))):
                yield index, self._work(self._items[index])

    def finish(self, tell: Tell) -> list[Result]:
        """Return the results in the order of the items; `tell` hears now and then how far it is."""
        if not self._shares:
            return list(self._alone(tell))
        number, found = len(self._items), dict(enumerate(self._first))
        try:
            for index, result in self._take():
                found[index] = result
                tell(number - self._left(), number)
            while self._shares:
                found |= self._shares.pop()()
        finally:
            self.stop()
        return [found[index] for index in range(number)]

    def _alone(self, tell: Tell) -> Iterator[Result]:
        for done, item in enumerate(self._items, 1):
            yield self._work(item)
            tell(done, len(self._items))

    def _left(self) -> int:
        """Return how many things nobody has begun on."""
        (size,) = struct.unpack("=i", fcntl.ioctl(self._tickets, termios.FIONREAD, bytes(4)))
        return int(size) // _TICKET * self._size

    def stop(self) -> None:
        """Let the others end soon, when nobody wants their results any more, and wait for that."""
        if self._tickets < 0:
            return
        while os.read(self._tickets, 1 << 16):
            pass
        os.close(self._tickets)
        self._tickets = -1
        while self._shares:
            with suppress(Exception):  # why we stop is told already
                self._shares.pop()()
