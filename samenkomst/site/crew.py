"""Processes that make parts of the site while this one does something else."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Generic, TypeVar

from samenkomst.stores.forking import fork_off, processes_for
from samenkomst.stores.tickets import Tickets

Item = TypeVar("Item")
Result = TypeVar("Result")
Tell = Callable[[int, int], None]


class Crew(Generic[Item, Result]):
    """Does the same work on many things: begins at once, and ends when somebody asks.

    Where processes cannot help all of it is done at the end. Else each draws a ticket whenever it
    is free, we too, until there are none.
    """

    def __init__(self, work: Callable[[Item], Result], items: Sequence[Item]) -> None:
        self._work = work
        self._items = items
        number = processes_for(items)
        self._first: list[Result] = []
        self._tickets: Tickets | None = None
        self._shares: list[Callable[[], list[tuple[int, Result]]]] = []
        if number > 1:
            self._begin(number)

    def _begin(self, number: int) -> None:
        self._first = [self._work(self._items[0])]  # what it loads the others then have
        self._tickets = tickets = Tickets(1, len(self._items))
        gc.freeze()  # else the first collection of each process would copy all memory
        try:
            for _ in range(1, number):
                self._shares.append(fork_off(lambda: list(self._take(tickets))))
        finally:
            gc.unfreeze()

    def _take(self, tickets: Tickets) -> Iterator[tuple[int, Result]]:
        """Yield what this process makes, each with its number, as long as there are tickets."""
        for index in tickets.draw():
            yield index, self._work(self._items[index])

    def finish(self, tell: Tell) -> list[Result]:
        """Return the results in the order of the items; `tell` hears now and then how far it is."""
        tickets = self._tickets
        if tickets is None:
            return list(self._alone(tell))
        number, found = len(self._items), dict(enumerate(self._first))
        try:
            for index, result in self._take(tickets):
                found[index] = result
                tell(number - tickets.left(), number)
            while self._shares:
                found |= self._shares.pop()()
        finally:
            self.stop()
        return [found[index] for index in range(number)]

    def _alone(self, tell: Tell) -> Iterator[Result]:
        for done, item in enumerate(self._items, 1):
            yield self._work(item)
            tell(done, len(self._items))

    def stop(self) -> None:
        """Let the others end soon, when nobody wants their results any more, and wait for that."""
        tickets, self._tickets = self._tickets, None
        if tickets is None:
            return
        tickets.withdraw()
        while self._shares:
            with suppress(Exception):  # why we stop is told already
                self._shares.pop()()
        tickets.close()
