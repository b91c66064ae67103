"""How far a process knows a journal that others write too, and the view that follows from it."""

import copy
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from samenkomst.core.record import Record
from samenkomst.stores.failures import Busy, Damaged, WriterFinished
from samenkomst.stores.inspection import Damage, scan
from samenkomst.stores.knowledge import View


class Found(Protocol):
    """What was read of a journal."""

    @property
    def rewritten(self) -> int:
        """How often the journal was."""
        ...

    @property
    def lines(self) -> Sequence[bytes]:
        """Some of the lines behind the number that was asked for."""
        ...


Read = Callable[[int], Found]


class Follower:
    """A view with the number of its last record, for the threads of one process; nothing more."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._empty = copy.deepcopy(vars(view))
        self._threads = threading.Lock()
        self.seq = 0
        self.rewritten = -1
        """How often the journal was, when it was read from its beginning; -1: read it again."""
        self.finished = ""

    @contextmanager
    def hold(self, wait: float) -> Iterator[None]:
        """Let the view stand still. Raises Busy after `wait` seconds, WriterFinished."""
        if not self._threads.acquire(timeout=max(0.0, wait)):
            raise Busy(wait)
        try:
            self.refuse_if_finished()
            yield
        finally:
            self._threads.release()

    def refuse_if_finished(self) -> None:
        """Raise WriterFinished when nobody can tell any more what this view holds."""
        if self.finished:
            raise WriterFinished(self.finished)

    def follow(self, read: Read) -> None:
        """Take in all that `read` gives; from the beginning when lines have changed since.

        The caller holds this. Raises Damaged, with all that stands before it taken in.
        """
        while True:
            found = read(self.seq)
            if found.rewritten != self.rewritten and self.seq:
                self._start_again(read)
                return
            self.rewritten = found.rewritten
            if not found.lines:
                return
            self.take_in(self.seq, found.lines)

    def take_in(self, seq: int, lines: Sequence[bytes]) -> None:
        """Take in the lines behind number `seq`, but for those that are known. Raises Damaged."""
        for _, found in scan(lines, last_seq=seq):
            if isinstance(found, Damage):
                raise Damaged(found.line_number, 0, found.reason)
            if found.seq > self.seq:
                self.apply(found)

    def apply(self, record: Record) -> None:
        """Take in the next record. What the view raises passes, and this is finished."""
        try:
            self._view.apply(record)
        except BaseException:
            self.finished = "view"  # half applied
            raise
        self.seq = record.seq

    def _start_again(self, read: Read) -> None:
        """Build the view anew beside the old one, which others may be looking at."""
        fresh = copy.copy(self._view)
        fresh.__dict__ = copy.deepcopy(self._empty)
        follower = Follower(fresh)
        follower.follow(read)
        self._view.__dict__ = vars(fresh)
        self.seq, self.rewritten = follower.seq, follower.rewritten

    def after_fork(self) -> None:
        """Refuse in a child whose parent was changing the view at that moment."""
        if self._threads.locked():
            self.finished = "fork"
        self._threads = threading.Lock()
