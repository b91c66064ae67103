"""The journal on a bad day. Each check has a negative control: a broken variant that it catches."""

import errno
import fcntl
import hashlib
import os
import secrets
import sys
import threading
import time
import zlib
from collections import Counter, deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from samenkomst.core.errors import NotStored, Uncertain
from samenkomst.core.record import BadLine, Draft, Reason, Record, decode, encode
from samenkomst.stores.durability import Durability
from samenkomst.stores.failures import Busy, Damaged, Replaced, WriterFinished
from samenkomst.stores.inspection import Damage, read, verify
from samenkomst.stores.journal import Journal
from samenkomst.stores.linefile import LineFile
from samenkomst.stores.live_file import LiveFile
from samenkomst.stores.lock import Lock
from samenkomst.stores.preparation import Preparation
from samenkomst.stores.recovery import Repair
from tests.patience import PATIENCE
from tests.stores.forked import Program
from tests.stores.journals import (
    NOW,
    Broken,
    Careless,
    Hasty,
    Marking,
    Persistent,
    Unchecked,
    acknowledge,
    count,
    fill,
    good_ids,
    hold,
    link_away,
    make_journal,
    meet_a_full_disk,
    outcome,
    start,
    write,
)

pytestmark = pytest.mark.faults


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.jsonl"


class Disk:
    """Stands before the system's flush: counts, and fails as often as it is told to, then or later.

    A real disk fails once: the error is told, then the pages count as clean.
    """

    def __init__(self, flush: Callable[..., Any]) -> None:
        self._flush = flush
        self.flushes = 0
        self.failures = 0
        self.until_failure = 0

    def __call__(self, *arguments: Any) -> Any:
        """Flush, or fail as a disk does."""
        self.flushes += 1
        if self.until_failure:
            self.until_failure -= 1
        elif self.failures:
            self.failures -= 1
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return self._flush(*arguments)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    module, name = (fcntl, "fcntl") if sys.platform == "darwin" else (os, "fdatasync")
    disk = Disk(getattr(module, name))
    monkeypatch.setattr(module, name, disk)
    return disk


# A torn tail


class _NoRepair(Preparation):
    def _repair(self, file: LineFile, offset: int) -> None:
        pass


class Unrepaired(Broken, Journal, _preparation=_NoRepair):
    """A broken variant: leaves a torn tail where it is."""


TEARS: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda missing: b"",
    "zeros": lambda missing: bytes(len(missing)),
    "rubbish": lambda missing: hashlib.shake_256(missing).digest(len(missing)),
    "lines of rubbish": lambda missing: b"!\n" * len(missing),
}


def tails(line: bytes, tear: Callable[[bytes], bytes]) -> list[bytes]:
    """Return what an interrupted write of this line can have left, torn at every byte."""
    torn = (line[:place] + tear(line[place:]) for place in range(len(line)))
    return [tail for tail in torn if tail]


def loses_after(tail: bytes, whole: bytes, path: Path, variant: type[Journal]) -> bool:
    """Return whether the journal, with this tail, loses a record or hides the next one."""
    path.write_bytes(whole + tail)
    with suppress(NotStored):
        write(make_journal(path, variant)[0], "next")
    return [found for found in read(path) if isinstance(found, Damage)] != [] or (
        good_ids(path) != ["a", "b", "next"]
    )


@pytest.mark.parametrize("tear", TEARS.values(), ids=TEARS)
def test_torn_tail_is_cut_off_before_the_next_record(
    path: Path, tear: Callable[[bytes], bytes]
) -> None:
    whole = fill(path, "a", "b")
    line = encode(Draft("note", "c"), 3, NOW)
    assert [tail for tail in tails(line, tear) if loses_after(tail, whole, path, Journal)] == []


@pytest.mark.parametrize("tear", TEARS.values(), ids=TEARS)
def test_torn_tail_without_repair_is_caught(path: Path, tear: Callable[[bytes], bytes]) -> None:
    """The negative control: every single one."""
    whole = fill(path, "a", "b")
    torn = tails(encode(Draft("note", "c"), 3, NOW), tear)
    assert [loses_after(tail, whole, path, Unrepaired) for tail in torn] == [True] * len(torn)


def test_torn_tail_is_kept_aside_and_reported(path: Path) -> None:
    whole = fill(path, "a")
    journal, _ = make_journal(path)
    for tail in (b"first", b"second\nand\x00third"):
        with path.open("ab") as stream:
            stream.write(tail)
        write(journal)
    asides = [path.with_name(f"journal.torn-{len(whole)}-{number}") for number in (1, 2)]
    assert journal.repairs == [
        Repair(len(whole), 5, asides[0]),
        Repair(len(whole), 16, asides[1]),
    ]
    assert [aside.read_bytes() for aside in asides] == [b"first", b"second\nand\x00third"]
    assert {aside.stat().st_mode & 0o777 for aside in asides} == {0o600}
    assert path.read_bytes() == whole


def test_torn_tail_that_cannot_be_cut_off_stops_writing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a file that the file system only lets grow; trying again leaves no heap of copies."""
    torn = fill(path, "a") + b"torn"
    path.write_bytes(torn)

    def refuse(descriptor: int, length: int) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "ftruncate", refuse)
    journal, _ = make_journal(path)
    for _ in range(3):
        with pytest.raises(NotStored, match="not permitted"):
            write(journal, "b")
    assert (path.read_bytes(), journal.repairs) == (torn, [])
    names = sorted(p.name for p in path.parent.iterdir())
    assert names == ["journal.durable", "journal.jsonl", "journal.lock"]
    monkeypatch.undo()
    assert [record.seq for record in write(journal, "b")] == [2]


# Damage before a good line


def flip(data: bytes, bit: int) -> bytes:
    flipped = bytearray(data)
    flipped[bit // 8] ^= 1 << bit % 8
    return bytes(flipped)


def is_noticed(line: bytes) -> bool:
    try:
        decode(line)
    except BadLine:
        return True
    return False


def is_noticed_by_number(line: bytes) -> bool:
    """A broken variant: the checksum read as a hexadecimal number."""
    frame, digits = line[-19:-11] + line[-3:], line[-11:-3]
    try:
        return frame != b',"crc":""}\n' or int(digits, 16) != zlib.crc32(line[:-19] + b"}")
    except ValueError:
        return True


def test_damage_is_found_and_named_whichever_bit_flips(path: Path) -> None:
    line, *others = fill(path, *"abcde").splitlines(keepends=True)
    offset = 2 * len(line)
    before, after = line + others[0], b"".join(others[2:])
    unnoticed = []
    for bit in range(8 * len(line)):
        path.write_bytes(before + flip(others[1], bit) + after)
        first = verify(path).damages[:1]
        if first != (Damage(3, offset, Reason.CHECKSUM),):
            unnoticed.append((bit, first))
    assert unnoticed == []


@pytest.mark.parametrize("bit", range(0, 728, 53))
def test_damage_stops_writing_and_leaves_reading(path: Path, bit: int) -> None:
    whole = fill(path, *"abcde")
    length = len(whole) // 5
    damaged = whole[: 2 * length] + flip(whole[2 * length : 3 * length], bit) + whole[3 * length :]
    path.write_bytes(damaged)
    journal, seen = make_journal(path)
    for _ in range(2):
        with pytest.raises(Damaged) as caught:
            write(journal, "f")
        place = (caught.value.line_number, caught.value.offset, caught.value.reason)
        assert place == (3, 2 * length, "checksum")
    assert (path.read_bytes(), journal.finished, journal.repairs) == (damaged, False, [])
    assert (seen.ids, good_ids(path)) == (["a", "b"], ["a", "b", "d", "e"])


def test_damage_is_missed_by_a_checksum_read_as_a_number() -> None:
    """The negative control: a flip between capital and small letter passes."""
    lines = [encode(Draft("note", f"n{seq}"), seq, NOW) for seq in range(1, 20)]
    flips = [flip(line, bit) for line in lines for bit in range(8 * len(line))]
    assert [line for line in flips if not is_noticed(line)] == []
    assert [line for line in flips if not is_noticed_by_number(line)] != []


@pytest.mark.parametrize(
    ("order", "line_number", "reason"),
    [([0, 2, 3], 2, "gap"), ([0, 1, 1, 2], 3, "repeat"), ([0, 2, 1, 3], 2, "gap")],
)
def test_damage_by_lines_out_of_order_stops_writing(
    path: Path, order: list[int], line_number: int, reason: str
) -> None:
    """Also at the very end, where a bad line would count as torn: these lines are good."""
    lines = fill(path, *"abcd").splitlines(keepends=True)
    path.write_bytes(b"".join(lines[place] for place in order))
    with pytest.raises(Damaged) as caught:
        write(make_journal(path)[0], "e")
    assert (caught.value.line_number, caught.value.reason) == (line_number, reason)


def test_damage_by_a_newer_version_at_the_end_is_not_cut_off(path: Path) -> None:
    """After a step back to an older program, the newest record must not be thrown away."""
    body = fill(path, "a")[:-19].replace(b'"v":1', b'"v":2').replace(b'"seq":1', b'"seq":2') + b"}"
    newer = b'%b,"crc":"%08x"}\n' % (body[:-1], zlib.crc32(body))
    with path.open("ab") as stream:
        stream.write(newer)
    before = path.read_bytes()
    journal, _ = make_journal(path)
    with pytest.raises(Damaged) as caught:
        write(journal, "b")
    assert (caught.value.line_number, caught.value.reason) == (2, "version")
    assert (path.read_bytes(), journal.repairs) == (before, [])


# A full disk

PAIR = len(encode(Draft("note", "first"), 2, NOW) + encode(Draft("note", "second"), 3, NOW))


def test_full_disk_leaves_nothing_half_stored_and_passes(path: Path) -> None:
    """For every number of bytes that still fit, up to one too few."""
    fill(path, "before")
    told = outcome(start(meet_a_full_disk, Journal, path, 0, PAIR))
    assert told == {"attempts": [[False, 0]] * PAIR, "after": True}
    assert verify(path).damages == ()
    assert good_ids(path) == ["before", "after"]


def test_full_disk_with_the_count_ignored_is_caught(path: Path) -> None:
    """The negative control: it says that it stored what stands there in half."""
    size = len(fill(path, "before"))
    told = outcome(start(meet_a_full_disk, Careless, path, 10, 11))
    assert told == {"attempts": [[True, 10]], "after": False}
    assert verify(path).damages == (Damage(2, size, Reason.TORN),)


def short_write(count: int) -> Callable[[int, bytes], int]:
    """Return what `os.write` is on a disk with room for so many bytes."""
    system_write = os.write
    return lambda descriptor, data: system_write(descriptor, data[:count])


def test_full_disk_whose_cut_is_not_flushed_finishes_the_writer(
    path: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a power cut the first of two lines could be back."""
    fill(path, "before")
    journal, _ = make_journal(path)
    journal.catch_up()
    monkeypatch.setattr(os, "write", short_write(PAIR - 1))
    disk.failures = 1
    with pytest.raises(Uncertain):
        write(journal, "first", "second")
    assert (journal.finished, good_ids(path)) == (True, ["before"])


def test_full_disk_that_cannot_be_cut_back_finishes_the_writer(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two lines the first may stand there whole, so nobody can say "not stored"."""
    fill(path, "before")
    journal, seen = make_journal(path)

    def refuse(descriptor: int, length: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", short_write(PAIR // 2 + 20))
        patch.setattr(os, "ftruncate", refuse)
        with pytest.raises(Uncertain):
            write(journal, "first", "second")
    assert (journal.finished, seen.ids) == (True, ["before"])
    with pytest.raises(WriterFinished):
        write(journal, "third")
    next_journal, next_seen = make_journal(path)
    write(next_journal, "fourth")
    assert next_seen.ids == ["before", "first", "fourth"]


# A failed flush


def claims_to_store(path: Path, disk: Disk, variant: type[Journal]) -> bool:
    """Return whether a commit succeeds although its flush failed."""
    journal, _ = make_journal(path, variant)
    write(journal, "before")
    disk.failures = 1
    try:
        return write(journal, "lost") != []
    except Uncertain:
        return False


def test_failed_flush_is_never_answered_with_stored(path: Path, disk: Disk) -> None:
    assert not claims_to_store(path, disk, Journal)


def test_failed_flush_tried_again_is_caught(path: Path, disk: Disk) -> None:
    """The negative control."""
    assert claims_to_store(path, disk, Persistent)


def test_failed_flush_is_final_for_its_writer(path: Path, disk: Disk) -> None:
    journal, _ = make_journal(path)
    write(journal, "a")
    disk.failures = 1
    with pytest.raises(Uncertain):
        write(journal, "b")
    flushes = disk.flushes
    for use in (lambda: write(journal, "c"), journal.catch_up, lambda: journal.get(1)):
        with pytest.raises(WriterFinished):
            use()
    assert (journal.finished, good_ids(path), disk.flushes) == (True, ["a"], flushes)


def test_failed_flush_also_stops_those_who_wait(path: Path, disk: Disk) -> None:
    journal, _ = make_journal(path)
    errors: list[Exception] = []

    def wait_for_turn() -> None:
        try:
            write(journal, "waiting")
        except (WriterFinished, Uncertain) as error:  # the latter when it had written by then
            errors.append(error)

    thread = threading.Thread(target=wait_for_turn)

    def decide() -> list[Draft]:
        thread.start()
        thread.join(0.1)  # until it stands before the lock
        disk.failures = 1
        return [Draft("note", "first")]

    with pytest.raises(Uncertain):
        journal.commit(decide)
    thread.join()
    assert (len(errors), good_ids(path)) == (1, [])


class _NothingTakenBack(Durability):
    def _take_back(self) -> None:
        pass


class Littering(Broken, Journal, _durability=_NothingTakenBack):
    """A broken variant: leaves the line whose flush failed."""


def writes_again_what_was_uncertain(path: Path, disk: Disk, variant: type[Journal]) -> bool:
    """Return whether a repeat, in the next process, is written and not found already there."""
    disk.failures = 1
    with pytest.raises(Uncertain):
        write(make_journal(path, variant)[0], "a")
    journal, seen = make_journal(path)
    return journal.commit(lambda: [] if seen.ids else [Draft("note", "a")]) != []


def test_failed_flush_leaves_no_line_for_the_next_process_to_believe(
    path: Path, disk: Disk
) -> None:
    """In the page cache it would look stored, and a second flush would lie."""
    assert writes_again_what_was_uncertain(path, disk, Journal)


def test_failed_flush_that_leaves_its_line_is_caught(path: Path, disk: Disk) -> None:
    """The negative control."""
    assert not writes_again_what_was_uncertain(path, disk, Littering)


@pytest.mark.parametrize("flush", ["of the copy", "of the journal"])
def test_failed_flush_of_a_repair_finishes_the_writer(path: Path, disk: Disk, flush: str) -> None:
    """Nothing of this commit was written yet, so that is what it says."""
    path.write_bytes(fill(path, "a") + b"torn")
    journal, _ = make_journal(path)
    disk.failures = 1
    disk.until_failure = ["of the copy", "of the journal"].index(flush)
    with pytest.raises(WriterFinished):
        write(journal, "b")
    assert (journal.finished, good_ids(path)) == (True, ["a"])


def test_failed_flush_of_the_folder_finishes_the_writer(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(path, "a")
    disk = Disk(os.fsync)
    disk.failures = 1
    monkeypatch.setattr(os, "fsync", disk)
    journal, _ = make_journal(path)
    with pytest.raises(WriterFinished):
        write(journal, "b")


# A line that was written and never flushed: its writer was killed between the two


class Believing(Journal):
    """A broken variant: flushes its own lines only."""

    def commit(self, decide: Callable[[], Sequence[Draft]], **options: Any) -> list[Record]:
        def believe_and_decide() -> Sequence[Draft]:
            self._durability.flusher.done = self._known.index.seq
            return decide()

        return super().commit(believe_and_decide, **options)


def flushes_what_it_answers_from(path: Path, disk: Disk, variant: type[Journal]) -> bool:
    journal, seen = make_journal(path, variant)
    write(journal, "a")
    with path.open("ab") as stream:
        stream.write(encode(Draft("note", "b"), 2, NOW))
    before = disk.flushes
    assert journal.commit(lambda: [] if "b" in seen.ids else [Draft("note", "b")]) == []
    return disk.flushes == before + 1


def test_unflushed_line_of_another_is_flushed_before_a_repeat_is_answered(
    path: Path, disk: Disk
) -> None:
    assert flushes_what_it_answers_from(path, disk, Journal)


def test_unflushed_line_that_is_believed_is_caught(path: Path, disk: Disk) -> None:
    """The negative control."""
    assert not flushes_what_it_answers_from(path, disk, Believing)


def test_unflushed_lines_cost_a_flush_once(path: Path, disk: Disk) -> None:
    fill(path, "a")
    before = disk.flushes
    journal, _ = make_journal(path)
    for _ in range(3):
        write(journal)
    assert disk.flushes == before + 1


# Killed writers


def end(process: Program) -> list[str]:
    """Kill the writer and return all that it acknowledged."""
    process.kill()
    with process:
        assert process.stdout
        return process.stdout.read().split()


def kill_writers(path: Path, variant: type[Journal], *, at_once: int, kills: int) -> list[str]:
    """Kill so many writers at random moments, others running on; return what they acknowledged."""
    running = deque(start(acknowledge, variant, path, f"first{n}") for n in range(at_once))
    acknowledged: list[str] = []
    try:
        for number in range(kills):
            process = running[0]
            assert process.stdout
            acknowledged.append(process.stdout.readline().strip())
            time.sleep(secrets.randbelow(50_000) / 1e6)
            acknowledged += end(running.popleft())
            running.append(start(acknowledge, variant, path, f"next{number}"))
    finally:
        while running:
            acknowledged += end(running.popleft())
    return acknowledged


def lost_or_double(path: Path, acknowledged: list[str]) -> list[str]:
    there = Counter(good_ids(path))
    return [id_ for id_ in acknowledged if there[id_] != 1]


def test_killed_writers_keep_what_they_acknowledged(path: Path) -> None:
    acknowledged = kill_writers(path, Journal, at_once=4, kills=50)
    write(make_journal(path)[0], "after")
    assert verify(path).damages == ()
    assert len(acknowledged) > 500
    assert lost_or_double(path, [*acknowledged, "after"]) == []


def test_killed_writers_with_a_buffer_are_caught(path: Path) -> None:
    """The negative control: they acknowledge what the program still holds."""
    acknowledged = kill_writers(path, Hasty, at_once=1, kills=3)
    assert lost_or_double(path, acknowledged) != []


def is_free_after_killing(path: Path, variant: type[Journal]) -> bool:
    process = start(hold, variant, path)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    end(process)
    try:
        return write(make_journal(path, variant)[0], "a") != []
    except Busy:
        return False


def test_killed_holder_frees_the_lock(path: Path) -> None:
    assert is_free_after_killing(path, Journal)


def test_killed_holder_of_a_mere_file_is_caught(path: Path) -> None:
    """The negative control: a lock that is a file stays when its holder is gone."""
    assert not is_free_after_killing(path, Marking)


# Another file in the journal's place


class Trusting(Broken, Journal, _live=Unchecked):
    """A broken variant: never looks whether its file is still the journal."""


def replace(path: Path, content: bytes) -> None:
    """Put a new file in the journal's place, as erasure does."""
    new = path.with_suffix(".new")
    new.write_bytes(content)
    new.rename(path)


def is_there_after_replacing(path: Path, variant: type[Journal]) -> bool:
    whole = fill(path, "a")
    journal, _ = make_journal(path, variant)
    journal.catch_up()
    replace(path, whole)
    write(journal, "b")
    return good_ids(path) == ["a", "b"]


def test_replaced_file_gets_the_next_record(path: Path) -> None:
    assert is_there_after_replacing(path, Journal)


def test_replaced_file_that_goes_unnoticed_is_caught(path: Path) -> None:
    """The negative control: it writes into a file that has no name any more."""
    assert not is_there_after_replacing(path, Trusting)


def test_replaced_file_is_read_at_its_own_places(path: Path) -> None:
    """After an erasure lines have other lengths; the view is what a replay would give."""
    lines = fill(path, "a", "b").splitlines(keepends=True)
    journal, seen = make_journal(path)
    journal.catch_up()
    erased = encode(Draft("erased", "x", {"why": "asked for"}), 1, NOW)
    replace(path, erased + lines[1] + encode(Draft("note", "c"), 3, NOW))
    records = [journal.get(seq) for seq in (1, 2, 3)]
    assert records == [decode(erased), decode(lines[1]), seen.records[2]]
    write(journal, "d")
    assert seen.ids == good_ids(path) == ["x", "b", "c", "d"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        encode(Draft("note", "a"), 1, NOW),
        encode(Draft("note", "a"), 1, NOW) + encode(Draft("note", "other"), 2, NOW),
        encode(Draft("note", "a"), 1, NOW) + b"rubbish\n" + encode(Draft("note", "b"), 2, NOW),
    ],
)
def test_replaced_file_without_our_last_record_is_refused(path: Path, content: bytes) -> None:
    fill(path, "a", "b")
    journal, seen = make_journal(path)
    journal.catch_up()
    replace(path, content)
    for use in (lambda: write(journal, "c"), journal.catch_up, lambda: write(journal, "c")):
        with pytest.raises(Replaced, match="another"):
            use()
    assert (path.read_bytes(), seen.ids) == (content, ["a", "b"])


STRANGE: dict[str, Callable[[Path], object]] = {
    "missing": Path.unlink,
    "symlink": link_away,
    "links": lambda path: path.with_name("second").hardlink_to(path),
    "shrunk": lambda path: os.truncate(path, 10),
    "changed": lambda path: path.write_bytes(bytes(1000)),
}


@pytest.mark.parametrize("reason", STRANGE)
@pytest.mark.parametrize("closed", [False, True])
def test_strange_file_is_refused(path: Path, reason: str, *, closed: bool) -> None:
    """`changed` is what log rotation by copy and truncate leaves, once the file has grown again."""
    fill(path, "a", "b")
    journal, seen = make_journal(path)
    journal.catch_up()
    if closed:
        journal.close()
    STRANGE[reason](path)
    for _ in range(2):
        with pytest.raises(Replaced, match=reason):
            write(journal, "c")
    assert (seen.ids, journal.finished) == (["a", "b"], False)
    assert path.exists() == (reason != "missing")


@pytest.mark.parametrize("reason", STRANGE)
def test_strange_file_that_goes_unnoticed_is_caught(path: Path, reason: str) -> None:
    """The negative control: it says that it stored the record."""
    fill(path, "a", "b")
    journal, _ = make_journal(path, Trusting)
    journal.catch_up()
    STRANGE[reason](path)
    assert [record.id for record in write(journal, "c")] == ["c"]


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: path.symlink_to("elsewhere"), "symlink"),
        (os.mkfifo, "not a file"),
        (lambda path: path.with_name("b").hardlink_to(path.touch() or path), "links"),
    ],
)
def test_strange_file_is_refused_from_the_start(
    path: Path, make: Callable[[Path], object], reason: str
) -> None:
    make(path)
    with pytest.raises(Replaced, match=reason):
        write(make_journal(path)[0], "a")
    assert not path.with_name("elsewhere").exists()


def test_pipe_in_the_place_of_a_known_journal_is_refused(path: Path) -> None:
    """To compare it with the checkpoint would wait for ever."""
    fill(path, "a")
    journal, _ = make_journal(path)
    journal.catch_up()
    assert journal.save(after=0)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(Replaced, match="not a file"):
        make_journal(path)[0].catch_up()


@pytest.mark.skipif(sys.platform != "linux", reason="no list of what is open")
def test_pipe_that_is_refused_is_closed_at_once(path: Path) -> None:
    """Not when the error is thrown away: whoever tries again may keep many."""
    os.mkfifo(path)
    kept = []
    for _ in range(3):
        with pytest.raises(Replaced) as refused:
            LineFile.open(path, create=False)
        kept.append(refused)
    open_files = [os.path.realpath(each) for each in Path("/proc/self/fd").iterdir()]
    assert str(path.resolve()) not in open_files


def test_folder_in_the_journals_place_is_refused(path: Path) -> None:
    path.mkdir()
    with pytest.raises(NotStored, match="directory"):
        write(make_journal(path)[0], "a")


class _SightlessLock(Lock):
    def _still_there(self, known: os.stat_result | None) -> bool:
        return True


class Sightless(Broken, Journal, _lock=_SightlessLock):
    """A broken variant: believes in a lock file that nobody else can find."""


def lets_two_in(path: Path, variant: type[Journal], wait: float = PATIENCE) -> bool:
    """Return whether two journals decide at once after the lock file was thrown away."""
    outer, inner = make_journal(path, variant)[0], make_journal(path, variant, wait=wait)[0]
    write(outer, "a")
    path.with_suffix(".lock").unlink()
    try:
        outer.commit(lambda: [Draft("note", record.id) for record in write(inner, "b")])
    except Busy:
        return False
    return True


def test_removed_lock_file_is_made_again(path: Path) -> None:
    assert not lets_two_in(path, Journal, wait=0.3)


def test_removed_lock_file_that_goes_unnoticed_is_caught(path: Path) -> None:
    """The negative control."""
    assert lets_two_in(path, Sightless)


def test_symlink_in_the_locks_place_is_refused(path: Path) -> None:
    path.with_suffix(".lock").symlink_to("elsewhere")
    with pytest.raises(NotStored, match="lock"):
        write(make_journal(path)[0], "a")
    assert not path.exists()


# A reader beside a busy writer


class _ImpatientReader(LiveFile):
    def read_on(self, file: LineFile) -> Damage | None:
        if torn := super().read_on(file):
            raise Damaged(torn.line_number, torn.offset, torn.reason)
        return None


class Impatient(Broken, Journal, _live=_ImpatientReader):
    """A broken variant: takes half a line for damage."""


def reads_while_it_grows(path: Path, variant: type[Journal]) -> bool:
    """Return whether a reader, looking after every byte, always has all whole records."""
    whole = fill(path, "a", "b", "c")
    journal, seen = make_journal(path, variant)
    shown = []
    for size in range(len(whole) + 1):
        path.write_bytes(whole[:size])
        with suppress(Damaged):
            journal.catch_up()
            shown.append(len(seen.ids))
    assert (path.read_bytes(), journal.repairs) == (whole, [])
    return shown == [size // (len(whole) // 3) for size in range(len(whole) + 1)]


def test_half_a_line_is_not_there_yet(path: Path) -> None:
    assert reads_while_it_grows(path, Journal)


def test_half_a_line_taken_for_damage_is_caught(path: Path) -> None:
    """The negative control."""
    assert not reads_while_it_grows(path, Impatient)


def test_reader_beside_a_writer_sees_every_record_in_order(path: Path) -> None:
    program = start(count, Journal, path, "w", 1500)
    readers = [make_journal(path) for _ in range(2)]
    while program.poll() is None:
        for journal, _ in readers:
            journal.catch_up()
    assert outcome(program) == 1500
    for journal, seen in readers:
        journal.catch_up()
        assert [record.seq for record in seen.records] == list(range(1, 1501))


def test_reader_from_a_copy_made_meanwhile_reads_whole_records(path: Path, tmp_path: Path) -> None:
    """A back-up of a running journal is whole, or has a torn tail at worst."""
    program = start(count, Journal, path, "w", 500)
    copies = []
    while program.poll() is None:
        copies.append(path.read_bytes() if path.exists() else b"")
        time.sleep(0.005)
    outcome(program)
    copy = tmp_path / "copy.jsonl"
    for number, content in enumerate(copies):
        copy.write_bytes(content)
        damages = verify(copy).damages
        assert (number, [d.reason for d in damages[:-1]]) == (number, [])
        assert not damages or damages[-1].can_be_torn
    assert isinstance(next(read(path)), Record)
