"""Records that lose members: whole, everywhere, at once, and also after a crash."""

import errno
import os
from pathlib import Path

import pytest

from samenkomst.core.errors import NotStored
from samenkomst.core.record import Draft, Record
from samenkomst.stores import rewriting
from samenkomst.stores.failures import Damaged
from samenkomst.stores.inspection import read, verify
from samenkomst.stores.journal import Journal
from samenkomst.stores.preparation import Preparation
from tests.stores.journals import (
    Broken,
    die_at_each_step,
    erase,
    good_ids,
    make_journal,
    outcome,
    start,
    write,
)

pytestmark = pytest.mark.faults
SECRET = b"secret"


def tell_secrets(path: Path) -> None:
    """Write four notes; the second and the last hold a secret."""
    journal, _ = make_journal(path)
    for id_, text in [("a", "open"), ("b", "secret"), ("c", "open"), ("d", "secret")]:
        journal.commit(lambda id_=id_, text=text: [Draft("note", id_, {"text": text})])
    journal.close()


def residue(folder: Path) -> list[str]:
    """Return the names of the files that still hold the secret."""
    return [each.name for each in sorted(folder.iterdir()) if SECRET in each.read_bytes()]


def texts(path: Path) -> list[tuple[int, str, str | None]]:
    return [
        (found.seq, found.id, found.fields.get("text"))
        for found in read(path)
        if isinstance(found, Record)
    ]


ERASED = [(1, "a", "open"), (2, "b", None), (3, "c", "open"), (4, "d", None)]


def test_rewrite_changes_what_it_should_and_keeps_every_place(path: Path) -> None:
    tell_secrets(path)
    before = path.read_bytes().splitlines()
    journal, seen = make_journal(path)
    assert erase(journal, "secret") == 2
    after = path.read_bytes().splitlines()
    assert [after[0], after[2]] == [before[0], before[2]]
    assert texts(path) == ERASED
    assert [record.fields for record in seen.records] == [{"text": "open"}, {}] * 2
    assert (verify(path).damages, residue(path.parent)) == ((), [])
    assert (path.stat().st_mode & 0o777, journal.finished) == (0o600, False)


def test_rewrite_twice_changes_nothing_more(path: Path) -> None:
    tell_secrets(path)
    journal, _ = make_journal(path)
    assert erase(journal, "secret") == 2
    identity = path.stat().st_ino
    assert (erase(journal, "secret"), path.stat().st_ino) == (0, identity)


def test_rewrite_is_noticed_by_other_writers(path: Path) -> None:
    """Also when it is their last known record that changed."""
    tell_secrets(path)
    other, seen = make_journal(path)
    write(other, "e")
    mine, _ = make_journal(path)
    erase(mine, "secret")
    write(other, "f")
    other.commit(lambda: [Draft("note", "g", {"text": "secret"})])
    erase(mine, "secret")
    assert other.get(7) == seen.records[6]
    write(mine, "h")
    other.catch_up()
    assert seen.ids == good_ids(path) == list("abcdefgh")
    assert [record.fields.get("text") for record in seen.records if record.id in "bdg"] == [
        None
    ] * 3


def test_rewrite_reaches_copies_of_torn_tails(path: Path) -> None:
    tell_secrets(path)
    with path.open("ab") as stream:
        stream.write(b'{"text":"secret')
    journal, _ = make_journal(path)
    write(journal)
    assert residue(path.parent) == ["journal.jsonl", "journal.torn-424-1"]
    erase(journal, "secret")
    assert residue(path.parent) == []


def test_rewrite_leaves_a_list_without_what_went(path: Path) -> None:
    tell_secrets(path)
    erase(make_journal(path)[0], "secret")
    log = path.with_suffix(".erased").read_bytes()
    assert (log.count(b'"gone":[["text"]]'), log.count(b'"id":"d"')) == (2, 1)


def test_rewrite_refuses_a_damaged_journal(path: Path) -> None:
    tell_secrets(path)
    damaged = path.read_bytes().replace(b"open", b"oben", 1)
    path.write_bytes(damaged)
    with pytest.raises(Damaged):
        erase(make_journal(path)[0], "secret")
    assert path.read_bytes() == damaged


def test_rewrite_passes_on_what_replace_raises(path: Path) -> None:
    tell_secrets(path)

    def replace(record: Record) -> None:
        raise KeyError(record.id)

    journal, _ = make_journal(path)
    with pytest.raises(KeyError):
        journal.rewrite(replace)
    write(journal, "e")
    names = sorted(each.name for each in path.parent.iterdir())
    assert names == ["journal.durable", "journal.jsonl", "journal.lock"]


def test_rewrite_without_space_leaves_the_old_file_and_no_copy(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The erasure stays on the list; it does not keep forms from being taken in."""
    tell_secrets(path)
    journal, _ = make_journal(path)
    journal.catch_up()
    before = path.read_bytes()
    make = rewriting._replace

    def refuse(target: Path, *arguments: object) -> None:
        if target == path:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        make(target, *arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(rewriting, "_replace", refuse)
        with pytest.raises(NotStored, match="space"):
            erase(journal, "secret")
        assert path.read_bytes() == before
        write(make_journal(path)[0], "e")
    write(make_journal(path)[0], "f")
    assert (texts(path)[:4], residue(path.parent)) == (ERASED, [])


class _Unfinished(Preparation):
    def _finish_rewriting(self) -> None:
        pass


class Forgetting(Broken, Journal, _preparation=_Unfinished):
    """A broken variant: nobody finishes what a crash cut short."""


def leftovers(tmp_path: Path, path: Path, variant: type[Journal]) -> dict[int, list[str]]:
    """Return the files that hold the secret after a crash at each step and a new start."""
    tell_secrets(path)
    copies = tmp_path / "copies"
    number = outcome(start(die_at_each_step, Journal, path, "rewriting.py", copies))
    found: dict[int, list[str]] = {}
    for step in range(number):
        copy = copies / str(step) / path.name
        begun = copy.with_suffix(".erasing").exists()
        assert texts(copy) in (ERASED, texts(path))
        write(make_journal(copy, variant)[0], "next")
        assert verify(copy).damages == ()
        assert good_ids(copy) == [*"abcd", "next"]
        left = residue(copy.parent)
        if [name for name in left if begun or not name.endswith(".jsonl")]:
            found[step] = left
    assert number > 20
    assert texts(copies / str(number - 1) / path.name)[:4] == ERASED
    return found


def test_rewrite_that_crashes_anywhere_is_finished_by_the_next_start(
    tmp_path: Path, path: Path
) -> None:
    """Old file or new file, never half; no copy stays; once on the list, it is done."""
    assert leftovers(tmp_path, path, Journal) == {}


@pytest.mark.parametrize("tail", [b'{"text":"secret', b"\0" * 5_000, b"\0\0\n"])
def test_rewrite_cut_short_beside_a_torn_tail_is_finished(
    tmp_path: Path, path: Path, tail: bytes
) -> None:
    """A power cut leaves both: the list was flushed, what others had just written was not."""
    tell_secrets(path)
    copies = tmp_path / "copies"
    outcome(start(die_at_each_step, Journal, path, "rewriting.py", copies))
    for folder in copies.iterdir():
        with (copy := folder / path.name).open("ab") as stream:
            stream.write(tail)
        begun = copy.with_suffix(".erasing").exists()
        write(make_journal(copy)[0], "next")
        assert (good_ids(copy), verify(copy).damages) == ([*"abcd", "next"], ())
        assert not begun or residue(folder) == []


def test_rewrite_cut_short_in_a_damaged_journal_waits_for_a_person(
    tmp_path: Path, path: Path
) -> None:
    tell_secrets(path)
    copies = tmp_path / "copies"
    outcome(start(die_at_each_step, Journal, path, "rewriting.py", copies))
    begun = [each for each in copies.iterdir() if (each / "journal.erasing").exists()]
    for folder in begun:
        closed = folder / "journal-1-4.jsonl"
        damaged = closed.read_bytes().replace(b"open", b"oben", 1)
        closed.write_bytes(damaged)
        with pytest.raises(Damaged):
            write(make_journal(folder / path.name)[0], "next")
        assert (closed.read_bytes(), (folder / "journal.erasing").exists()) == (damaged, True)
    assert begun


def test_rewrite_that_nobody_finishes_is_caught(tmp_path: Path, path: Path) -> None:
    """The negative control."""
    assert leftovers(tmp_path, path, Forgetting) != {}


def test_rewrite_never_changes_a_file_in_place(path: Path) -> None:
    """Whoever copies the journal meanwhile gets the old one, whole."""
    tell_secrets(path)
    before = path.read_bytes()
    with path.open("rb") as copying:
        erase(make_journal(path)[0], "secret")
        assert copying.read() == before
