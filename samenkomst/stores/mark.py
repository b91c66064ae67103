"""How far the journal is known to be on disk, for all processes of one machine."""

import fcntl
import os
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from samenkomst.stores import disk

_STATE = struct.Struct("<QQ")


class State(NamedTuple):
    """What the processes tell each other, nothing more."""

    taken_back: int
    """How often a failed flush made one of them cut the file back, since ever."""
    seq: int
    """All records up to this one are on disk."""


class Mark:
    """A small file beside the journal, held for moments only; nothing more.

    A process that is told that its records are on disk says so here before it answers anybody.
    A process whose flush failed cuts off all that stands behind the mark: nobody was answered
    from that. Whoever still waits for it finds that something was taken back, and is not stored.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._threads = threading.Lock()
        self._descriptor: int | None = None

    def make(self) -> None:
        """Make the file, so that later a full disk cannot keep anybody from writing in it."""
        with self._hold() as descriptor:
            _write(descriptor, _read(descriptor))

    def taken_back(self) -> int:
        """Return how often something was taken back; whoever has the journal's lock asks this."""
        return _read(self._open()).taken_back

    def advance(self, seq: int, taken_back: int) -> bool:
        """Say that all up to `seq` is on disk; False if something was taken back since."""
        with self._threads:  # as in `_hold`, whose generator costs as much as all of this
            descriptor = self._open()
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            try:
                state = _read(descriptor)
                if state.taken_back != taken_back:
                    return False
                if seq > state.seq:
                    _write(descriptor, State(taken_back, seq))
                return True
            finally:
                fcntl.flock(descriptor, fcntl.LOCK_UN)

    @contextmanager
    def take_back(self) -> Iterator[int]:
        """Give the last number that may stay; nobody can say meanwhile that more is on disk."""
        with self._hold() as descriptor:
            state = _read(descriptor)
            # Before anything is cut: a process that dies here leaves too much, never too little.
            _write(descriptor, State(state.taken_back + 1, state.seq))
            yield state.seq

    def after_fork(self) -> None:
        """Forget in a child what its parent has open, and perhaps held at that moment."""
        self.close()
        self._threads = threading.Lock()

    def close(self) -> None:
        """Give back the descriptor; the next use opens another."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    def __del__(self) -> None:
        self.close()

    @contextmanager
    def _hold(self) -> Iterator[int]:
        with self._threads:
            descriptor = self._open()
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            try:
                yield descriptor
            finally:
                fcntl.flock(descriptor, fcntl.LOCK_UN)

    def _open(self) -> int:
        if self._descriptor is None:
            self._descriptor = disk.open_made_once(self._path, os.O_RDWR)
        return self._descriptor


def _read(descriptor: int) -> State:
    data = os.pread(descriptor, _STATE.size, 0)
    return State(*_STATE.unpack(data)) if len(data) == _STATE.size else State(0, 0)


def _write(descriptor: int, state: State) -> None:
    os.pwrite(descriptor, _STATE.pack(state.taken_back, state.seq), 0)
