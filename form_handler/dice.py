"""Unpredictable ids and letters, from random bytes that are fetched many at a time.

Each fetch from the system lets all other threads go first: one for every letter of a reference made
up a fifth of a post under load (measured).
"""

import os
import weakref

BYTES = 1024


class Dice:
    """Random bytes of the system, in stock; never the same in two processes. Nothing more."""

    def __init__(self) -> None:
        self._stock = iter(b"")
        mine = weakref.ref(self)

        def throw_away() -> None:
            if dice := mine():
                dice.throw_away()

        os.register_at_fork(after_in_child=throw_away)

    def throw_away(self) -> None:
        """Forget the stock: another process has the same."""
        self._stock = iter(b"")

    def byte(self) -> int:
        """Return a number below 256."""
        for number in self._stock:
            return number
        self._stock = iter(os.urandom(BYTES))
        return self.byte()

    def hex(self, count: int) -> str:
        """Return so many bytes as text."""
        return bytes(self.byte() for _ in range(count)).hex()

    def choose(self, letters: str) -> str:
        """Return one of the letters, each as likely as the others."""
        limit = 256 - 256 % len(letters)
        while (number := self.byte()) >= limit:
            pass
        return letters[number % len(letters)]
