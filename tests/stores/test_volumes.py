"""A journal in more than one file: whole, in order, also after a crash at any step."""

import errno
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from samenkomst.core.errors import NotStored
from samenkomst.core.record import Draft
from samenkomst.stores import disk
from samenkomst.stores.failures import Damaged, Replaced
from samenkomst.stores.inspection import verify
from samenkomst.stores.journal import Journal
from samenkomst.stores.volumes import find_volumes
from tests.stores.journals import (
    NOW,
    die_at_each_step,
    erase,
    good_ids,
    make_journal,
    outcome,
    start,
    write,
)

LINE = 90
IDS = [f"n{number}" for number in range(10, 30)]


def names(path: Path) -> list[str]:
    return [volume.path.name for volume in find_volumes(path)]


def fill_volumes(path: Path, *ids: str) -> None:
    journal, _ = make_journal(path, volume_size=3 * LINE)
    for id_ in ids:
        write(journal, id_)
    journal.close()


def test_full_file_is_closed_and_the_journal_goes_on(path: Path) -> None:
    fill_volumes(path, *"abcdefgh")
    assert names(path) == ["journal-1-3.jsonl", "journal-4-6.jsonl"]
    assert good_ids(path) == list("abcdefgh")
    assert [each.seq for each in write(make_journal(path)[0], "i")] == [9]
    assert (verify(path).records, verify(path).damages) == (9, ())
    assert {each.stat().st_mode & 0o777 for each in path.parent.iterdir()} == {0o600}


def test_new_year_begins_a_new_file(path: Path) -> None:
    write(make_journal(path)[0], "a")
    new_year = datetime(2027, 1, 1, tzinfo=UTC)
    write(make_journal(path, now=new_year)[0], "b")
    write(make_journal(path, now=new_year)[0], "c")
    assert names(path) == ["journal-1-1.jsonl"]
    write(make_journal(path, now=NOW)[0], "d")  # a clock that went back closes nothing
    assert (names(path), good_ids(path)) == (["journal-1-1.jsonl"], list("abcd"))


def test_closed_files_are_read_by_every_use(path: Path) -> None:
    fill_volumes(path, *IDS)
    journal, seen = make_journal(path)
    journal.catch_up()
    assert seen.ids == IDS
    found = [journal.get(seq) for seq in range(1, 21)]
    assert [each and each.id for each in found] == IDS


def test_other_processes_follow(path: Path) -> None:
    """Those that were busy, that slept through several files, and that had closed theirs."""
    sleeping, awake, closed = (make_journal(path, volume_size=3 * LINE) for _ in range(3))
    for journal, _ in (sleeping, awake, closed):
        write(journal, "first")
    closed[0].close()
    for id_ in IDS:
        write(awake[0], id_)
    for journal, seen in (sleeping, closed):
        write(journal, "last")
        assert seen.ids[:23] == [*["first"] * 3, *IDS]
    assert good_ids(path) == [*["first"] * 3, *IDS, "last", "last"]


def test_erasure_reaches_closed_files_and_every_process(path: Path) -> None:
    journal, seen = make_journal(path, volume_size=3 * LINE)
    sleeping, slept = make_journal(path)
    for id_ in IDS[:4]:
        journal.commit(lambda id_=id_: [Draft("note", id_, {"text": "secret"})])
    sleeping.catch_up()
    for id_ in IDS[4:]:
        write(journal, id_)
    assert erase(make_journal(path)[0], "secret") == 4
    for each, view in ((journal, seen), (sleeping, slept)):
        each.catch_up()
        assert [record.fields for record in view.records] == [{}] * 20
    assert not [each for each in path.parent.iterdir() if b"secret" in each.read_bytes()]
    assert (good_ids(path), verify(path).damages) == (IDS, ())


def test_damage_in_a_closed_file_is_named_with_the_file(path: Path) -> None:
    fill_volumes(path, *"abcdefgh")
    closed = find_volumes(path)[1].path
    closed.write_bytes(closed.read_bytes().replace(b'"id":"e"', b'"id":"E"'))
    (damage,) = verify(path).damages
    assert (damage.file_name, damage.line_number) == ("journal-4-6.jsonl", 2)
    with pytest.raises(Damaged):
        write(make_journal(path)[0], "i")
    assert good_ids(path) == list("abcdfgh")


def test_closed_file_that_is_gone_is_noticed(path: Path) -> None:
    fill_volumes(path, *"abcdefgh")
    find_volumes(path)[0].path.unlink()
    assert [each.reason for each in verify(path).damages] == ["gap"]
    with pytest.raises(Replaced, match="missing"):
        write(make_journal(path)[0], "i")


@pytest.mark.faults
def test_closing_that_crashes_anywhere_loses_and_doubles_nothing(
    tmp_path: Path, path: Path
) -> None:
    fill_volumes(path, *"abc")
    copies = tmp_path / "copies"
    number = outcome(start(die_at_each_step, Journal, path, "volumes.py", copies))
    assert number > 15
    seen = set()
    for step in range(number):
        copy = copies / str(step) / path.name
        seen.add((len(names(copy)), copy.stat().st_nlink))
        write(make_journal(copy)[0], "next")
        assert [each for each in good_ids(copy) if each != "d"] == [*"abc", "next"]
        assert verify(copy).damages == ()
    assert seen >= {(0, 1), (0, 2), (1, 1)}


@pytest.mark.faults
def test_file_that_was_closed_gets_no_more_lines_when_the_rest_fails(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found by failing calls: the name was changed, and then there was no descriptor left."""
    journal, seen = make_journal(path, volume_size=270)
    write(journal, "a", "b", "c")
    flush_folder = disk.flush_folder

    def refuse(folder: Path) -> None:
        if names(path):
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
        flush_folder(folder)

    with monkeypatch.context() as patch:
        patch.setattr(disk, "flush_folder", refuse)
        with pytest.raises(NotStored, match="open files"):
            write(journal, "d")
    assert [record.seq for record in write(journal, "e")] == [4]
    assert (names(path), seen.ids) == (["journal-1-3.jsonl"], list("abce"))
    assert (good_ids(path), verify(path).damages) == (list("abce"), ())


def test_closing_a_file_makes_nobody_read_it_again(path: Path) -> None:
    """Neither who closes it nor who notices: at 100,000 records that takes longer than waiting."""
    (mine, first), (theirs, second) = (make_journal(path, volume_size=270) for _ in range(2))
    for id_ in IDS:
        write(mine, id_)
        theirs.catch_up()
        if id_ == IDS[0]:
            objects = [list(map(id, each.records)) for each in (first, second)]
    assert names(path) != []
    assert [id(each.records[0]) for each in (first, second)] == [each[0] for each in objects]
