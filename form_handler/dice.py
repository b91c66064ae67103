"""Unpredictable ids and letters, from random bytes that are fetched many at a time.

Each fetch from the system lets all other threads go first: one for every letter of a reference made
up a fifth of a post under load (measured).
"""

import os
import weakref
from io import BytesIO

BYTES = 1024


class Dice:
    """Random bytes of the system, in stock; never the same in two processes. Nothing more."""

    def __init__(self) -> None:
        self._stock = BytesIO()
        mine = weakref.ref(self)

        def throw_away() -> None:
            if dice := mine():
                dice.throw_away()

        os.register_at_fork(after_in_child=throw_away)

    def throw_away(self) -> None:
        """Forget the stock: another process has the same."""
        self._stock = BytesIO()

    def throw(self, count: int) -> bytes:
        """Return so many bytes, at most as many as are fetched at a time."""
        thrown = self._stock.read(count)
        if len(thrown) == count:
            return thrown
        self._stock = BytesIO(os.urandom(BYTES))
        return self.throw(count)

    def hex(self, count: int) -> str:
        """Return so many bytes as text."""
        return self.throw(count).hex()

    def choose(self, letters: str) -> str:
        """Return one of the letters, each as likely as the others."""
        limit = 256 - 256 % len(letters)
        while (number := self.throw(1)[0]) >= limit:
            pass
        return letters[number % len(letters)]
