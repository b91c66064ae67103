"""How far a long build is, for whoever waits for it."""

import time
from typing import TextIO

from samenkomst.core.translation import dutch as _

_ON_TERMINAL = 0.1
_IN_LOG = 5.0
"""Seconds between two messages; a short build says nothing in a log."""


class Progress:
    """Tells how many parts are made: on one line of a terminal, or now and then in a log."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._terminal = stream.isatty()
        self._last = time.monotonic()
        self._shown = False

    def tell(self, done: int, number: int) -> None:
        """Say it, when the last time is long enough ago."""
        now = time.monotonic()
        if now - self._last < (_ON_TERMINAL if self._terminal else _IN_LOG):
            return
        self._last, self._shown = now, True
        words = _("{done} van {number} onderdelen gemaakt").format(done=done, number=number)
        self._stream.write(f"\r{words}\033[K" if self._terminal else f"{words}\n")
        self._stream.flush()

    def end(self) -> None:
        """Clear the line on a terminal."""
        if self._shown and self._terminal:
            self._stream.write("\r\033[K")
            self._stream.flush()
