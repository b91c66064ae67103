"""The file of a journal that grows: found, checked, and read to its end."""

import os
from pathlib import Path

from samenkomst.stores import disk
from samenkomst.stores.ending import Ending
from samenkomst.stores.failures import Replaced, WriterFinished
from samenkomst.stores.index import Index
from samenkomst.stores.inspection import Damage
from samenkomst.stores.knowledge import Knowledge
from samenkomst.stores.linefile import Identity, LineFile
from samenkomst.stores.mark import Mark


class LiveFile:
    """The file at the journal's path, and what this process took in of it; nothing more.

    Opened at the first use, and again in a child after a fork. Whoever attaches it or reads on
    holds the lock. Whoever flushes does not, and looks at `index` before `file`: what was known
    is then in this file, or in a closed one, which is on disk.
    """

    def __init__(self, path: Path, known: Knowledge, mark: Mark, ending: Ending) -> None:
        self._path = path
        self._known = known
        self._mark = mark
        self._ending = ending
        self._taken_back = 0
        self.file: LineFile | None = None
        """As it is open now, without a look at whether it still is the right one."""
        self.identity: Identity | None = None
        """The file that we know; None until the first use."""
        self.found = -1
        """The number of the last record that was there when we first read it; -1 before that."""

    @property
    def index(self) -> Index:
        """How far we know the journal."""
        return self._known.index

    @property
    def is_nothing_yet(self) -> bool:
        """Whether there is no journal, and never was one that we know."""
        return self.identity is None and not os.path.lexists(self._path)

    def attach(self, *, create: bool) -> LineFile:
        """Return the file, if it still is the one we know. Raises NotStored, OSError."""
        if self.file is None or not self._check(self.file):
            self.file = self._open(create=create and self.identity is None)
            self._check(self.file)
        if self._mark.taken_back() != self._taken_back:
            self._ending.come("taken back")  # our view may hold what was
            raise WriterFinished(self._ending.reason)
        return self.file

    def read_on(self, file: LineFile) -> Damage | None:
        """Take in what others wrote; return where a torn tail begins. Raises Damaged."""
        torn = None if file.checked_size == self.index.end else self._known.read_on(file)
        if self.found < 0:
            self.found = self.index.seq
        return torn

    def advance_mark(self, seq: int) -> bool:
        """Say that all up to `seq` is on disk; False if something was taken back since."""
        return self._mark.advance(seq, self._taken_back)

    def go_on(self) -> LineFile:
        """Return the new file, after the old one was closed."""
        self.file = LineFile.open(self._path, create=False)
        self.identity = self.file.identity
        return self.file

    def close(self) -> None:
        """Give the descriptor back; the next use opens another."""
        if self.file is not None:
            self.file.close()
            self.file = None

    def _check(self, file: LineFile) -> bool:
        return file.check(self._path, self.index.end, self.index.live_line)

    def _open(self, *, create: bool) -> LineFile:
        try:
            file = LineFile.open(self._path, create=create)
        except FileNotFoundError as error:
            raise Replaced("missing") from error
        if self.identity is None:
            self._mark.make()
            self._taken_back = self._mark.taken_back()
            self._known.remember()
            self._known.follow()
        elif self.identity != file.identity and self._known.was_closed(self.identity):
            self._known.follow()
        elif self.identity != file.identity:
            self._known.start_again(file)
        # Whoever made the file may have been killed before its name was on the disk.
        disk.flush_folder(self._path.parent)
        self.identity = file.identity
        return file
