"""Copies of a journal that others are writing, and the way back."""

from pathlib import Path

import pytest

from samenkomst.core.errors import NotStored
from samenkomst.core.record import Draft
from samenkomst.stores.backup import back_up, restore
from samenkomst.stores.inspection import Damage, read, verify
from samenkomst.stores.journal import Journal
from tests.stores.journals import count, erase, fill, good_ids, make_journal, outcome, start, write


def copy(path: Path, folder: Path) -> Path:
    back_up(make_journal(path)[0], path, folder)
    return folder / path.name


def test_backup_has_every_file_and_passes_verify(path: Path, tmp_path: Path) -> None:
    journal, _ = make_journal(path, volume_size=270)
    for id_ in "abcdefgh":
        write(journal, id_)
    folder = tmp_path / "copy"
    report = back_up(journal, path, folder)
    assert (report.records, report.last_seq, report.damages) == (8, 8, ())
    assert good_ids(folder / path.name) == list("abcdefgh")
    assert {each.stat().st_mode & 0o777 for each in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700


def test_backup_never_writes_over_another(path: Path, tmp_path: Path) -> None:
    fill(path, "a")
    copy(path, tmp_path / "copy")
    with pytest.raises(FileExistsError):
        copy(path, tmp_path / "copy")


@pytest.mark.faults
def test_backup_beside_a_busy_writer_ends_at_a_record(path: Path, tmp_path: Path) -> None:
    fill(path, "first")
    program = start(count, Journal, path, "w", 600)
    reports = []
    while program.poll() is None:
        folder = tmp_path / f"copy{len(reports)}"
        reports.append(verify(copy(path, folder)))
    outcome(program)
    assert [each for each in reports if each.damages or each.records != each.last_seq] == []
    assert len({each.records for each in reports}) > 3


def cut_anywhere(path: Path, tmp_path: Path) -> bool:
    """Return whether a copy of bytes alone, the size taken without the lock, can be torn."""
    fill(path, "a")
    with path.open("ab") as stream:
        stream.write(b'{"half')
    plain = tmp_path / "plain.jsonl"
    plain.write_bytes(path.read_bytes())
    return any(isinstance(found, Damage) for found in read(plain))


def test_backup_leaves_out_what_a_plain_copy_has_in_half(path: Path, tmp_path: Path) -> None:
    """With the plain copy as negative control."""
    assert cut_anywhere(path, tmp_path)
    assert verify(copy(path, tmp_path / "copy")).damages == ()


def test_restore_brings_everything_back(path: Path, tmp_path: Path) -> None:
    journal, seen = make_journal(path, volume_size=270)
    for id_ in "abcdefgh":
        write(journal, id_)
    copy(path, tmp_path / "copy")
    there = tmp_path / "new" / path.name
    assert restore(tmp_path / "copy", there).records == 8
    again, found = make_journal(there)
    assert [record.seq for record in write(again, "i")] == [9]
    assert found.records[:8] == seen.records


def test_restore_takes_out_again_who_was_erased_since(path: Path, tmp_path: Path) -> None:
    """Also with the list of erasures from elsewhere; the copy itself still has them."""
    journal, _ = make_journal(path, volume_size=200)
    for id_ in "abcde":
        journal.commit(lambda id_=id_: [Draft("note", id_, {"text": f"secret {id_ in 'bd'}"})])
    erase(journal, "secret False")
    copy(path, tmp_path / "copy")
    erase(journal, "secret True")
    log = path.with_suffix(".erased")
    elsewhere = tmp_path / "elsewhere" / path.name
    restore(tmp_path / "copy", elsewhere, log.read_bytes().splitlines(keepends=True))
    for each in [path, *path.parent.glob("journal-*.jsonl"), path.with_suffix(".durable")]:
        each.unlink()
    restore(tmp_path / "copy", path)
    for restored in (path, elsewhere):
        assert good_ids(restored) == list("abcde")
        assert not [each for each in restored.parent.iterdir() if b"secret" in each.read_bytes()]
    forgetful = tmp_path / "forgetful" / path.name
    restore(tmp_path / "copy", forgetful)
    assert b"secret" in b"".join(each.read_bytes() for each in forgetful.parent.iterdir())


def test_restore_that_was_cut_short_in_its_list_can_be_done_again(
    path: Path, tmp_path: Path
) -> None:
    journal, _ = make_journal(path)
    journal.commit(lambda: [Draft("note", "a", {"text": "secret"})])
    copy(path, tmp_path / "copy")
    erase(journal, "secret")
    log = path.with_suffix(".erased").read_bytes().splitlines(keepends=True)
    there = tmp_path / "new" / path.name
    there.parent.mkdir(mode=0o700)
    there.with_suffix(".rewriting").write_bytes(log[0][:20])
    restore(tmp_path / "copy", there, log)
    assert good_ids(there) == ["a"]
    assert not [each for each in there.parent.iterdir() if b"secret" in each.read_bytes()]


def test_restore_never_writes_over_records(path: Path, tmp_path: Path) -> None:
    before = fill(path, "a")
    copy(path, tmp_path / "copy")
    with pytest.raises(NotStored, match="not empty"):
        restore(tmp_path / "copy", path)
    assert path.read_bytes() == before


def test_restore_refuses_a_damaged_copy(path: Path, tmp_path: Path) -> None:
    fill(path, "a", "b")
    copied = copy(path, tmp_path / "copy")
    copied.write_bytes(copied.read_bytes().replace(b'"id":"a"', b'"id":"A"'))
    there = tmp_path / "new" / path.name
    with pytest.raises(NotStored, match="damaged"):
        restore(tmp_path / "copy", there)
    assert not there.exists()
