"""What a batch of commits goes through: each decides, and all their lines are one write."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from samenkomst.core.errors import Uncertain
from samenkomst.core.record import Draft, Record, inscribe, write_at
from samenkomst.stores import disk
from samenkomst.stores.ending import Ending, words_of
from samenkomst.stores.failures import DiskLow, WriterFinished
from samenkomst.stores.knowledge import Knowledge
from samenkomst.stores.linefile import LineFile
from samenkomst.stores.turns import Request

Written = list[tuple[bytes, Record]]
"""Lines, with the records that they hold."""


class Commit(Request):
    """What a thread wants to commit, and what became of it."""

    __slots__ = ("begin_by", "deadline", "decide", "error", "last", "records", "spare")

    def __init__(
        self,
        decide: Callable[[], Sequence[Draft]],
        begin_by: float,
        deadline: float,
        *,
        spare: bool,
    ) -> None:
        super().__init__()
        self.decide = decide
        self.begin_by = begin_by
        """Later than this nobody begins with it, on the monotonic clock."""
        self.deadline = deadline
        """Until when its thread waits; whoever serves it may put that off."""
        self.spare = spare
        self.records: list[Record] = []
        self.error: BaseException | None = None
        self.last = 0
        """The record that has to be on disk before anybody hears of this."""


class CutBack(Exception):
    """Of these lines some bytes were written, and cut off again."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Moment:
    """What is the same for all who are decided about together, nothing more."""

    instant: str
    is_low: bool
    """Whether the disk is below its reserve."""


class Scribe:
    """Lets commits decide and writes their lines, nothing more. Its caller holds the lock alone."""

    def __init__(
        self,
        folder: Path,
        known: Knowledge,
        ending: Ending,
        clock: Callable[[], datetime],
        reserve: int,
    ) -> None:
        self._folder = folder
        self._known = known
        self._ending = ending
        self._clock = clock
        self._reserve = reserve

    def write(self, file: LineFile, commits: Sequence[Commit]) -> None:
        """Let each decide on what those before it want, and write all of it in one call.

        Raises CutBack when that failed and the file is as it was; NotStored, Uncertain.
        """
        moment = _Moment(write_at(self._clock()), is_low=self._is_low())
        if len(commits) > 1:
            self._write_together(file, commits, moment)
            return
        written = self._wanted(commits[0], self._known.index.seq, moment)
        self._append(file, written)
        for line, record in written:
            self._known.accept(line, record)

    def _write_together(self, file: LineFile, commits: Sequence[Commit], moment: _Moment) -> None:
        """Let the view foresee what each wants; if then it cannot be written, make it anew."""
        written: Written = []
        for commit in commits:
            written += self._wanted(commit, self._known.index.seq + len(written), moment)
            try:
                self._known.foresee(commit.records)
            except BaseException as error:
                commit.error = error
                raise WriterFinished("view") from error
        try:
            self._append(file, written)
        except CutBack:
            self._known.forget_foreseen(file)
            raise
        for line, _ in written:
            self._known.index.add(line)

    def _wanted(self, commit: Commit, last: int, moment: _Moment) -> Written:
        """Return what one of them wants behind number `last`; what goes wrong is its own error."""
        try:
            self._ending.refuse()
            found = self._inscribe(commit.run(commit.decide), last, moment.instant)
            if found and moment.is_low and not commit.spare:
                raise DiskLow
        except BaseException as error:
            commit.error = error
            return []
        commit.records = [record for _, record in found]
        commit.last = last + len(found)
        return found

    def _inscribe(self, drafts: Sequence[Draft], last: int, instant: str) -> Written:
        return [inscribe(draft, seq, instant) for seq, draft in enumerate(drafts, last + 1)]

    def _is_low(self) -> bool:
        with self._ending.told():
            return bool(self._reserve) and disk.room(self._folder).free < self._reserve

    def _append(self, file: LineFile, written: Written) -> None:
        """Write the lines, or leave the file as it was. Raises CutBack."""
        if not written:
            return
        try:
            file.append(b"".join(line for line, _ in written))
        except OSError as error:
            self._cut_back(file)
            raise CutBack(words_of(error)) from error

    def _cut_back(self, file: LineFile) -> None:
        try:
            file.cut(self._known.index.end)
        except OSError as error:
            self._ending.come(words_of(error), error)
            raise Uncertain(self._ending.reason) from error
