"""The commits of many threads: gathered, written under one lock, and answered from the disk."""

import weakref
from collections.abc import Callable, Sequence

from samenkomst.core.errors import NotStored, Uncertain
from samenkomst.core.record import Draft, Record
from samenkomst.stores.durability import Durability
from samenkomst.stores.ending import Ending, words_of
from samenkomst.stores.failures import Busy
from samenkomst.stores.preparation import Preparation
from samenkomst.stores.scribe import Commit, CutBack, Scribe
from samenkomst.stores.section import Section
from samenkomst.stores.turns import Turns

_AFTER_ALL = 1 << 63


class Commits:
    """Serves those who wait, and answers each when all that it saw is on disk; nothing more."""

    def __init__(
        self,
        section: Section,
        preparation: Preparation,
        scribe: Scribe,
        durability: Durability,
        ending: Ending,
    ) -> None:
        self._section = section
        self._preparation = preparation
        self._scribe = scribe
        self._durability = durability
        self._ending = ending
        self._together = True
        self._turns = self._make_turns()

    def commit(self, decide: Callable[[], Sequence[Draft]], *, spare: bool) -> list[Record]:
        """Return what `decide` wanted written. Raises as `Journal.commit` does."""
        self._ending.refuse()
        deadline = self._section.deadline()
        commit = Commit(decide, self._section.last_call(deadline), deadline, spare=spare)
        if not self._turns.take(commit, commit.begin_by):
            raise Busy(self._section.wait)
        if not commit.wait(commit.deadline):
            raise Uncertain("slow disk")
        return self._outcome(commit)

    def after_fork(self) -> None:
        """Begin anew in a child: those who wait are its parent's."""
        self._turns = self._make_turns()

    def _make_turns(self) -> Turns[Commit]:
        reference = weakref.ref(self)

        def serve(commits: Sequence[Commit]) -> None:
            if living := reference():  # always: whoever waits is inside of it
                living._serve(commits)

        return Turns(serve, self._durability.flusher.wait_until_free)

    def _serve(self, commits: Sequence[Commit]) -> None:
        """Decide and write for all of them under one lock; the flusher lets them go.

        Together, or each alone when that failed a moment ago.
        """
        for batch in [commits] if self._together else [[each] for each in commits]:
            self._serve_batch(batch)
        flusher, later = self._durability.flusher, []
        for commit in commits:
            if commit.last > flusher.done:
                commit.deadline = self._section.time_for_disk(commit.deadline)
                later.append(commit.settle)
            else:
                commit.settle()
        if later:
            flusher.call_after(later)

    def _serve_batch(self, commits: Sequence[Commit]) -> None:
        try:
            deadline = min(commit.begin_by for commit in commits)
            with self._section.hold(exclusive=True, deadline=deadline):
                self._scribe.write(self._preparation.prepare(), commits)
            self._together = True
        except CutBack as back:
            self._together = self._together and len(commits) == 1
            for commit in commits:  # one may have been refused because of another's place
                commit.last = _AFTER_ALL  # after a power cut the first of two lines could be back
                commit.error = NotStored(back.reason)
                commit.error.__cause__ = back.__cause__
        except BaseException as error:
            for commit in commits:
                commit.error = commit.error or error

    def _outcome(self, commit: Commit) -> list[Record]:
        if commit.last and (error := self._durability.flusher.lost(commit.last)):
            raise Uncertain(words_of(error)) from error
        if commit.error is not None:
            raise commit.error
        return commit.records
