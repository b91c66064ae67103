"""The journal as a file of lines, with nothing broken."""

import os
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from samenkomst.core.record import Draft, Record, encode
from samenkomst.stores.failures import Busy, Damaged
from samenkomst.stores.inspection import Report, verify
from samenkomst.stores.journal import Journal
from tests.stores.journals import (
    NOW,
    UNREADABLE,
    Inheriting,
    Seen,
    Unlocked,
    amid_decision,
    count,
    fill,
    fork_amid_commit,
    fork_and_collide,
    fork_and_take_turns,
    good_ids,
    impatient,
    make_journal,
    outcome,
    start,
    write,
)


def test_commit_writes_the_drafts_and_returns_their_records(path: Path) -> None:
    journal, seen = make_journal(path)
    records = journal.commit(lambda: [Draft("note", "a", {"text": "é"}), Draft("note", "b")])
    at = "2026-11-21T20:15:00.123456Z"
    assert records == [Record(1, at, "note", "a", {"text": "é"}), Record(2, at, "note", "b", {})]
    assert seen.records == records
    assert path.read_bytes() == (
        encode(Draft("note", "a", {"text": "é"}), 1, NOW) + encode(Draft("note", "b"), 2, NOW)
    )


def test_commit_keeps_files_and_folder_to_their_owner(path: Path) -> None:
    mask = os.umask(0)
    try:
        fill(path, "a")
    finally:
        os.umask(mask)
    modes = {p.name: p.stat().st_mode & 0o777 for p in [path.parent, *path.parent.iterdir()]}
    assert modes == {
        "var": 0o700,
        "journal.jsonl": 0o600,
        "journal.lock": 0o600,
        "journal.durable": 0o600,
    }


def test_commit_decides_on_what_others_wrote(path: Path) -> None:
    mine, seen = make_journal(path)
    theirs, _ = make_journal(path)
    write(mine, "a")
    write(theirs, "b", "c")
    mine.commit(lambda: [Draft("note", "after-" + "-".join(seen.ids))])
    assert good_ids(path) == seen.ids == ["a", "b", "c", "after-a-b-c"]


def test_commit_goes_on_after_a_restart(path: Path) -> None:
    fill(path, "a", "b")
    journal, seen = make_journal(path)
    assert [record.seq for record in write(journal, "c")] == [3]
    assert seen.ids == ["a", "b", "c"]


def test_commit_of_nothing_writes_nothing(path: Path) -> None:
    before = fill(path, "a")
    journal, seen = make_journal(path)
    assert write(journal) == []
    assert (path.read_bytes(), seen.ids) == (before, ["a"])


def test_commit_passes_on_what_decide_raises_and_leaves_all_as_it_was(path: Path) -> None:
    """An OSError of the use case is not taken for one of the journal."""
    before = fill(path, "a")
    journal, seen = make_journal(path)

    def decide() -> list[Draft]:
        raise ConnectionError("the use case's own")

    with pytest.raises(ConnectionError, match="own"):
        journal.commit(decide)
    assert (path.read_bytes(), seen.ids, journal.finished) == (before, ["a"], False)
    write(journal, "b")
    write(make_journal(path)[0], "c")
    assert good_ids(path) == ["a", "b", "c"]


@pytest.mark.parametrize(("draft", "error"), UNREADABLE)
def test_commit_writes_no_line_that_it_could_not_read(
    path: Path, draft: Draft, error: type[Exception]
) -> None:
    before = fill(path, "a")
    journal, seen = make_journal(path)
    with pytest.raises(error):
        journal.commit(lambda: [Draft("note", "b"), draft])
    assert (path.read_bytes(), seen.ids) == (before, ["a"])


def test_commit_shows_the_view_what_the_file_says(path: Path) -> None:
    """A replay must not differ from what was seen live: a tuple comes back as a list."""
    journal, live = make_journal(path)
    journal.commit(lambda: [Draft("note", "a", {"pair": (1, 2)})])
    other, replayed = make_journal(path)
    other.catch_up()
    assert live.records == replayed.records
    assert live.records[0].fields == {"pair": [1, 2]}


class Failing(Seen):
    """A view with a bug."""

    def apply(self, record: Record) -> None:
        raise KeyError(record.id)


def test_commit_is_finished_when_the_view_fails(path: Path) -> None:
    """The record is on disk, but nobody knows any more what this view holds."""
    journal = Journal(path, Failing(), lambda: NOW)
    with pytest.raises(KeyError):
        write(journal, "a")
    assert (journal.finished, good_ids(path)) == (True, ["a"])


def test_commit_gives_up_waiting_for_another_process(path: Path) -> None:
    journal, _ = make_journal(path)
    with amid_decision(make_journal(path)[0].commit), impatient(journal, 0.2):
        begin = time.monotonic()
        with pytest.raises(Busy) as caught:  # the other is not ready for a minute
            write(journal, "a")
        waited = time.monotonic() - begin
    assert caught.value.seconds == 0.2
    assert waited >= 0.8 * 0.2  # what is begun needs some time for the disk
    assert [record.id for record in write(journal, "b")] == ["b"]


def test_commit_gives_up_waiting_for_another_thread(path: Path) -> None:
    """A commit inside a decision waits for itself: the shortest way to that state."""
    journal, _ = make_journal(path)
    with pytest.raises(Busy), impatient(journal, 0.2):
        journal.commit(lambda: [Draft("note", record.id) for record in write(journal, "inner")])
    assert [record.seq for record in write(journal, "a")] == [1]


def test_commit_waits_for_its_turn(path: Path) -> None:
    journal, _ = make_journal(path)
    with amid_decision(make_journal(path)[0].commit):
        thread = threading.Thread(target=write, args=(journal, "a"))
        thread.start()
        thread.join(0.1)
        assert (thread.is_alive(), path.read_bytes()) == (True, b"")
    thread.join()
    assert good_ids(path) == ["a"]


def test_catch_up_before_there_is_a_journal_makes_none(path: Path) -> None:
    journal, seen = make_journal(path)
    journal.catch_up()
    assert (seen.ids, journal.get(1), path.parent.exists()) == ([], None, False)


def test_catch_up_shows_two_readers_the_same(path: Path) -> None:
    readers = [make_journal(path) for _ in range(2)]
    shown = []
    for id_ in "abc":
        fill(path, id_)
        for journal, _ in readers:
            journal.catch_up()
        shown.append([seen.ids for _, seen in readers])
    assert shown == [[["a"]] * 2, [["a", "b"]] * 2, [["a", "b", "c"]] * 2]


def test_catch_up_does_not_exclude_another_reader(path: Path) -> None:
    fill(path, "a")
    inner, seen = make_journal(path)

    class Nested(Seen):
        def apply(self, record: Record) -> None:
            inner.catch_up()

    Journal(path, Nested(), lambda: NOW).catch_up()
    assert seen.ids == ["a"]


def test_catch_up_waits_for_a_writer(path: Path) -> None:
    """What is written and not yet flushed may still be taken back."""
    journal, _ = make_journal(path, wait=0.2)
    fill(path, "a")
    with amid_decision(make_journal(path)[0].commit), pytest.raises(Busy):
        journal.catch_up()


def test_get_returns_one_record(path: Path) -> None:
    journal, _ = make_journal(path)
    records = [write(journal, id_)[0] for id_ in "abc"]
    assert [journal.get(seq) for seq in range(-1, 5)] == [None, None, *records, None]


def test_get_finds_what_another_process_wrote(path: Path) -> None:
    journal, _ = make_journal(path)
    written = [write(make_journal(path)[0], id_)[0] for id_ in "ab"]
    assert [journal.get(2), journal.get(1)] == written[::-1]


def test_get_finds_good_records_in_a_damaged_journal(path: Path) -> None:
    lines = fill(path, "a", "b", "c").splitlines(keepends=True)
    path.write_bytes(lines[0] + lines[2])
    journal, _ = make_journal(path)
    assert [record and record.id for record in map(journal.get, (1, 2, 3))] == ["a", None, None]


def test_get_names_a_line_that_went_bad_since_it_was_read(path: Path) -> None:
    whole = fill(path, "a", "b", "c")
    journal, _ = make_journal(path)
    journal.catch_up()
    path.write_bytes(whole.replace(b'"id":"b"', b'"id":"B"'))
    with pytest.raises(Damaged) as caught:
        journal.get(2)
    assert (caught.value.line_number, caught.value.offset) == (2, len(whole) // 3)
    assert [record and record.id for record in map(journal.get, (1, 3))] == ["a", "c"]


def open_files(folder: Path) -> list[str]:
    """Return the names of this folder's files to which this process has a descriptor."""
    names = {(p.stat().st_dev, p.stat().st_ino): p.name for p in folder.iterdir()}
    found = []
    for descriptor in Path("/dev/fd").iterdir():
        with suppress(OSError):  # the one that read this folder is closed again
            status = os.fstat(int(descriptor.name))
            found.append(names.get((status.st_dev, status.st_ino), ""))
    return sorted(filter(None, found))


def test_close_leaves_no_descriptor_open(path: Path) -> None:
    journal, _ = make_journal(path)
    write(journal, "a")
    opened = open_files(path.parent)
    journal.close()
    assert opened == ["journal.durable", "journal.jsonl", "journal.lock"]
    assert open_files(path.parent) == []
    write(journal, "b")
    del journal
    assert open_files(path.parent) == []
    assert good_ids(path) == ["a", "b"]


def test_64_threads_lose_nothing(path: Path) -> None:
    journal, seen = make_journal(path)

    def work(thread: int) -> None:
        for number in range(8):
            write(journal, f"{thread}-{number}")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(64)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expected = {f"{thread}-{number}" for thread in range(64) for number in range(8)}
    assert verify(path) == Report(512, 512, ())
    assert seen.ids == good_ids(path)
    assert set(seen.ids) == expected


def count_in_8_processes(path: Path, variant: type[Journal], times: int) -> list[Any]:
    programs = [start(count, variant, path, f"p{number}", times) for number in range(8)]
    return [outcome(program) for program in programs]


def test_8_processes_lose_and_mix_nothing(path: Path) -> None:
    """Each record tells how many its decision saw: exactly those before it."""
    count_in_8_processes(path, Journal, 300)
    journal, seen = make_journal(path)
    journal.catch_up()
    assert verify(path) == Report(2400, 2400, ())
    assert [record.fields["saw"] for record in seen.records] == list(range(2400))
    expected = {f"p{process}-{number}" for process in range(8) for number in range(300)}
    assert set(seen.ids) == expected


def test_8_processes_without_a_lock_are_caught(path: Path) -> None:
    """The negative control: the check above sees decisions that did not see each other."""
    fill(path, "first")
    programs = [start(count, Unlocked, path, f"p{number}", 300) for number in range(8)]
    for program in programs:
        program.communicate()
    assert verify(path).damages != ()


def test_fork_lets_parent_and_child_take_turns(path: Path) -> None:
    ids = ["parent-1", "child-after-parent-1", "parent-2"]
    assert outcome(start(fork_and_take_turns, Journal, path)) == ids
    assert good_ids(path) == ids


def test_fork_gives_the_child_a_lock_of_its_own(path: Path) -> None:
    assert outcome(start(fork_and_collide, Journal, path)) == "Busy"


def test_fork_with_inherited_descriptors_is_caught(path: Path) -> None:
    """The negative control: such a child gets the lock that its parent holds."""
    assert outcome(start(fork_and_collide, Inheriting, path)) == "none"


def test_fork_amid_a_commit_ends_the_child(path: Path) -> None:
    """Its copy of the view may be half made; the parent goes on."""
    assert outcome(start(fork_amid_commit, Journal, path)) == "WriterFinished"
