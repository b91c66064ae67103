"""One flush for many: nobody hears "stored" before the disk did, nobody waits for ever."""

import errno
import os
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from pathlib import Path

import pytest

from samenkomst.core.errors import NotStored, Uncertain
from samenkomst.core.record import Draft, Record
from samenkomst.stores import disk
from samenkomst.stores.commits import Commits
from samenkomst.stores.failures import Busy, DiskLow, WriterFinished
from samenkomst.stores.inspection import verify
from samenkomst.stores.journal import Journal
from samenkomst.stores.knowledge import Knowledge
from samenkomst.stores.linefile import LineFile
from samenkomst.stores.lock import Lock
from samenkomst.stores.scribe import Commit
from tests.patience import LONG, until
from tests.stores.journals import (
    Broken,
    count,
    good_ids,
    impatient,
    make_journal,
    outcome,
    start,
    write,
)

pytestmark = pytest.mark.faults
THREADS = 16


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.jsonl"


class SlowDisk:
    """Stands before the system's flush: counts, waits while its gate is closed, then may fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._flush = disk._flush
        self.gate = threading.Event()
        self.gate.set()
        self.flushes = 0
        self.failures = 0
        monkeypatch.setattr(disk, "_flush", self)

    def __call__(self, descriptor: int) -> None:
        self.flushes += 1
        self.gate.wait(LONG)
        if self.failures:
            self.failures -= 1
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        self._flush(descriptor)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> SlowDisk:
    return SlowDisk(monkeypatch)


def in_threads(work: Callable[[int], object], number: int = THREADS) -> list[object]:
    """Do the work in so many threads at once; return what each returned or raised."""
    found: list[object] = [None] * number

    def run(place: int) -> None:
        try:
            found[place] = work(place)
        except Exception as error:
            found[place] = error

    threads = [threading.Thread(target=run, args=(place,)) for place in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def waiting(journal: Journal) -> int:
    """Return how many have yet to write: they wait until the flush that is going on has ended."""
    return len(journal._commits._turns._waiting)


def test_waiting_threads_share_a_flush(path: Path, slow: SlowDisk) -> None:
    journal, _ = make_journal(path)
    write(journal, "first")
    slow.gate.clear()
    before = slow.flushes

    def work(number: int) -> list[Record]:
        return write(journal, f"t{number}")

    opener = threading.Thread(
        target=lambda: (
            until(lambda: waiting(journal) + len(good_ids(path)) == THREADS + 1),
            slow.gate.set(),
        )
    )
    opener.start()
    found = in_threads(work)
    opener.join()
    assert sorted(record.seq for records in found for record in records) == list(range(2, 18))  # type: ignore[attr-defined]
    assert slow.flushes - before <= 3
    assert verify(path).damages == ()


class _EarlyCommits(Commits):
    def _serve(self, commits: Sequence[Commit]) -> None:
        self._durability.flusher.done = 1 << 62
        super()._serve(commits)


class Early(Broken, Journal, _commits=_EarlyCommits):
    """A broken variant: answers while the flush is still going on."""


def answers_before_the_disk(
    path: Path, slow: SlowDisk, variant: type[Journal], patience: float
) -> bool:
    journal, _ = make_journal(path, variant)
    write(journal, "first")
    slow.gate.clear()
    answered = threading.Event()
    thread = threading.Thread(target=lambda: (write(journal, "second"), answered.set()))
    thread.start()
    until(lambda: good_ids(path) == ["first", "second"])
    early = answered.wait(patience)
    slow.gate.set()
    thread.join()
    return early


def test_nobody_is_answered_before_the_flush_ends(path: Path, slow: SlowDisk) -> None:
    assert not answers_before_the_disk(path, slow, Journal, 0.1)


def test_answer_before_the_flush_ends_is_caught(path: Path, slow: SlowDisk) -> None:
    """The negative control."""
    assert answers_before_the_disk(path, slow, Early, LONG)


def test_repeat_waits_for_the_flush_of_what_it_saw(path: Path, slow: SlowDisk) -> None:
    journal, seen = make_journal(path)
    write(journal, "first")
    slow.gate.clear()
    writer = threading.Thread(target=write, args=(journal, "second"))
    writer.start()
    until(lambda: len(seen.ids) == 2)
    repeat = threading.Thread(target=journal.commit, args=(list,))
    reader = threading.Thread(target=journal.catch_up)
    looker = threading.Thread(target=journal.get, args=(2,))
    for thread in (repeat, reader, looker):
        thread.start()
    time.sleep(0.1)
    assert [thread.is_alive() for thread in (repeat, reader, looker)] == [True] * 3
    assert journal.get(1) is not None  # that one is on disk
    slow.gate.set()
    for thread in (writer, repeat, reader, looker):
        thread.join()


def test_failed_flush_is_uncertain_for_all_that_it_covers(path: Path, slow: SlowDisk) -> None:
    """Nothing of it stays for the next process to believe."""
    journal, _ = make_journal(path)
    write(journal, "first")
    slow.gate.clear()
    opener = threading.Thread(
        target=lambda: (
            until(lambda: waiting(journal) + len(good_ids(path)) == THREADS + 1),
            slow.gate.set(),
        )
    )
    slow.failures = 1
    opener.start()
    found = in_threads(lambda number: write(journal, f"t{number}"))
    opener.join()
    assert {type(each) for each in found} <= {Uncertain, WriterFinished}
    assert (journal.finished, good_ids(path), slow.failures) == (True, ["first"], 0)
    assert [record.seq for record in write(make_journal(path)[0], "next")] == [2]


def test_failed_flush_finishes_every_process_that_saw_what_was_taken_back(
    path: Path, slow: SlowDisk
) -> None:
    """Another process read the line and decided on it, before the flush of its writer failed."""
    mine, theirs = make_journal(path)[0], make_journal(path)[0]
    write(mine, "first")
    theirs.catch_up()
    slow.gate.clear()
    writer = threading.Thread(target=in_threads, args=(lambda _: write(mine, "lost"), 1))
    writer.start()
    until(lambda: good_ids(path) == ["first", "lost"])
    follower: list[object] = []
    other = threading.Thread(
        target=lambda: follower.extend(in_threads(lambda _: write(theirs, "after"), 1))
    )
    other.start()
    until(lambda: good_ids(path) == ["first", "lost", "after"])
    slow.failures = 1
    slow.gate.set()
    writer.join()
    other.join()
    stored = good_ids(path)
    if stored == ["first"]:
        assert type(follower[0]) is Uncertain
        with pytest.raises(NotStored):
            write(theirs, "more")
        assert theirs.finished
    else:  # theirs was on disk first: then so was what it had seen
        assert stored == ["first", "lost", "after"]
        assert [record.id for record in follower[0]] == ["after"]  # type: ignore[attr-defined]


def test_disk_that_hangs_makes_nobody_wait_for_ever(path: Path, slow: SlowDisk) -> None:
    """Who has written is told that it is not certain; who comes later writes nothing at all."""
    journal, _ = make_journal(path)
    write(journal, "first")
    slow.gate.clear()
    with pytest.raises(Uncertain, match="slow"), impatient(journal, 2):
        write(journal, "hanging")
    size = path.stat().st_size
    with impatient(journal, 0.5):
        found = in_threads(lambda number: write(journal, f"t{number}"))
        assert {type(each) for each in found} == {Busy}
        with pytest.raises(Busy):
            journal.catch_up()
    assert (path.stat().st_size, journal.finished) == (size, False)
    slow.gate.set()
    until(lambda: journal._durability.flusher.is_free)
    assert [record.seq for record in write(journal, "after")] == [3]
    assert good_ids(path) == ["first", "hanging", "after"]


WAIT = 1.0
"""Seconds that one waits for turn and disk together."""


class _SecondDeadline(Commits):
    def _serve_batch(self, commits: Sequence[Commit]) -> None:
        super()._serve_batch(commits)
        for commit in commits:
            commit.deadline = self._section.deadline()


class TwoDeadlines(Broken, Journal, _commits=_SecondDeadline):
    """A broken variant: waits for its turn, and then as long for the disk."""


def waits_twice(path: Path, slow: SlowDisk, variant: type[Journal]) -> bool:
    """Return whether somebody who came in late waits for the disk beyond the one deadline."""
    waits: list[float] = []

    def try_once() -> bool:
        waited, errors = wait_for_turn_and_disk(path, slow, variant)
        waits.append(waited)
        return errors == [Uncertain]  # Busy: the machine was too slow to let anyone in on time

    until(try_once)
    return waits[-1] > 1.5 * WAIT


def wait_for_turn_and_disk(
    path: Path, slow: SlowDisk, variant: type[Journal]
) -> tuple[float, list[object]]:
    """Return how many seconds somebody waits whose turn comes late, and for which error."""
    journal, _ = make_journal(path, variant)
    write(journal, "first")
    slow.gate.clear()
    held, begin = threading.Event(), time.monotonic()
    holder = threading.Thread(target=lambda: hold_for(path, 0.6 * WAIT, held))
    holder.start()
    held.wait()
    with impatient(journal, WAIT):
        found = in_threads(lambda _: write(journal, "late"), 1)
    waited = time.monotonic() - begin
    holder.join()
    slow.gate.set()
    until(lambda: journal._durability.flusher.is_free)
    return waited, [type(each) for each in found]


def hold_for(path: Path, seconds: float, held: threading.Event) -> None:
    """Hold the journal's lock as another process would."""
    with Lock(path.with_suffix(".lock"), 60).hold(exclusive=True):
        held.set()
        time.sleep(seconds)


def test_turn_and_disk_share_one_deadline(path: Path, slow: SlowDisk) -> None:
    """A busy machine adds to it, and takes nothing off: one time that is short enough will do."""
    until(lambda: not waits_twice(path, slow, Journal))


def test_second_deadline_is_caught(path: Path, slow: SlowDisk) -> None:
    """The negative control."""
    assert waits_twice(path, slow, TwoDeadlines)


class _Unforgetting(Knowledge):
    def forget_foreseen(self, file: LineFile) -> None:
        pass


class Ahead(Broken, Journal, _known=_Unforgetting):
    """A broken variant: its view keeps what could not be written."""


def knows_what_is_not_there(
    path: Path, slow: SlowDisk, monkeypatch: pytest.MonkeyPatch, variant: type[Journal]
) -> bool:
    """Return whether a view differs from the file, after many together met a full disk."""
    journal, seen = make_journal(path, variant)
    write(journal, "first")
    slow.gate.clear()
    append = LineFile.append

    def fill(file: LineFile, data: bytes) -> None:
        monkeypatch.setattr(LineFile, "append", append)
        append(file, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def open_gate() -> None:
        until(lambda: waiting(journal) == THREADS)
        monkeypatch.setattr(LineFile, "append", fill)
        slow.gate.set()

    before = threading.Thread(target=write, args=(journal, "before"))
    before.start()
    until(lambda: good_ids(path) == ["first", "before"])
    opener = threading.Thread(target=open_gate)
    opener.start()
    found = in_threads(lambda number: write(journal, f"t{number}"))
    before.join()
    opener.join()
    assert {type(each) for each in found} == {NotStored}
    assert not journal.finished
    ahead = seen.ids != good_ids(path)
    in_threads(lambda number: write(journal, f"u{number}"))
    assert verify(path).damages == ()
    return ahead or seen.ids != good_ids(path)


def test_full_disk_refuses_all_who_write_together(
    path: Path, slow: SlowDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of them stays: not in the file, not in the view; then it works again."""
    assert not knows_what_is_not_there(path, slow, monkeypatch, Journal)


def test_view_of_what_was_not_written_is_caught(
    path: Path, slow: SlowDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control."""
    assert knows_what_is_not_there(path, slow, monkeypatch, Ahead)


def test_one_bad_request_harms_no_other(path: Path) -> None:
    journal, seen = make_journal(path)

    def work(number: int) -> list[Record]:
        if number % 3 == 0:
            return journal.commit(lambda: [Draft("note", "x", {"n": object()})])
        if number % 3 == 1:
            return journal.commit(lambda: [Draft("note", str(1 // 0))])
        return write(journal, f"t{number}")

    for _ in range(10):
        found = in_threads(work)
        kinds = [TypeError, ZeroDivisionError, list]
        assert [type(each) for each in found] == [kinds[place % 3] for place in range(THREADS)]
    assert len(seen.ids) == 10 * len(range(2, THREADS, 3))
    assert verify(path).damages == ()


def test_decision_sees_its_own_context_whoever_makes_it(path: Path) -> None:
    asker: ContextVar[int] = ContextVar("asker")
    journal, _ = make_journal(path)

    def work(number: int) -> list[Record]:
        asker.set(number)
        return journal.commit(lambda: [Draft("note", f"t{asker.get()}")])

    for _ in range(5):
        found = in_threads(work)
        assert [records[0].id for records in found] == [f"t{n}" for n in range(THREADS)]  # type: ignore[index]


def test_processes_share_the_journal_while_flushing(path: Path) -> None:
    programs: list[subprocess.Popen[str]] = [
        start(count, Journal, path, f"p{number}", 200) for number in range(4)
    ]
    for program in programs:
        outcome(program)
    journal, seen = make_journal(path)
    journal.catch_up()
    assert [record.fields["saw"] for record in seen.records] == list(range(800))


def test_new_forms_leave_the_reserve_free(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A withdrawal still goes in, and so does a repeat that writes nothing."""
    journal, _ = make_journal(path, reserve=1 << 20)
    write(journal, "first")
    room = disk.Room((1 << 20) - 1, 1 << 30)
    monkeypatch.setattr(disk, "room", lambda _: room)
    with pytest.raises(DiskLow, match="reserve"):
        write(journal, "form")
    assert write(journal) == []
    withdrawal = journal.commit(lambda: [Draft("withdrawn", "w")], spare=True)
    assert [record.seq for record in withdrawal] == [2]
    monkeypatch.undo()
    assert [record.seq for record in write(journal, "form")] == [3]


@pytest.mark.parametrize(("free", "low"), [(19, True), (20, False), (0, True), (100, False)])
def test_room_is_low_below_a_fifth(free: int, low: bool) -> None:
    assert disk.Room(free, 100).is_low is low
