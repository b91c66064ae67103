"""A quick start: never another answer than a replay gives."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from samenkomst.core.record import Draft, Record
from samenkomst.stores import checkpoint
from samenkomst.stores.checkpoint import checkpoint_path
from samenkomst.stores.failures import Damaged
from samenkomst.stores.journal import Journal
from samenkomst.stores.linefile import LineFile
from samenkomst.stores.preparation import Preparation
from tests.stores.journals import Broken, Seen, erase, fill, make_journal, write


class Counting(Seen):
    """A view that tells how many records it was given since it was made or resumed."""

    applied = 0

    def apply(self, record: Record) -> None:
        type(self).applied += 1
        super().apply(record)


def save(path: Path, *ids: str) -> None:
    journal, _ = make_journal(path)
    for id_ in ids:
        write(journal, id_)
    journal.catch_up()
    assert journal.save(after=0)
    journal.close()


def replayed(path: Path) -> int:
    """Return how many records a new process replays; whatever it does, it knows all of them."""

    class View(Counting):
        pass

    journal, view = make_journal(path)
    view.__class__ = View
    journal.catch_up()
    assert view.ids == [
        record.id for record in map(journal.get, range(1, len(view.ids) + 1)) if record
    ]
    return View.applied


def test_start_reads_the_checkpoint_and_the_records_after_it(path: Path) -> None:
    save(path, *"abc")
    assert replayed(path) == 0
    fill(path, "d")
    assert replayed(path) == 1
    journal, seen = make_journal(path)
    assert [record.seq for record in write(journal, "e")] == [5]
    assert seen.ids == list("abcde")


def test_checkpoint_holds_after_the_live_file_was_closed(path: Path) -> None:
    journal, _ = make_journal(path, volume_size=180)
    for id_ in "abc":
        write(journal, id_)
    assert journal.save(after=0)
    write(journal, "d", "e", "f")
    write(journal, "g")
    assert replayed(path) == 4


def test_checkpoint_is_only_made_when_it_is_worth_the_while(path: Path) -> None:
    journal, _ = make_journal(path)
    assert not journal.save(after=0)
    write(journal, "a", "b")
    assert (journal.save(after=1000), journal.save(after=100), journal.save(after=100)) == (
        False, True, False,
    )  # fmt: skip


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def test_checkpoint_with_any_other_bit_is_not_believed(path: Path) -> None:
    save(path, *"abc")
    whole = checkpoint_path(path).read_bytes()
    for place in range(len(whole)):
        flip(checkpoint_path(path), place)
        assert replayed(path) in (0, 3)
        checkpoint_path(path).write_bytes(whole[:place])
        assert replayed(path) == 3
        checkpoint_path(path).write_bytes(whole)
    assert replayed(path) == 0


def test_checkpoint_of_another_program_is_not_believed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(path, *"abc")
    monkeypatch.setattr(checkpoint, "program", lambda: "another")
    assert replayed(path) == 3


class _BelievingPreparation(Preparation):
    def prepare(self) -> LineFile:
        original = checkpoint._hash
        claimed = json.loads(checkpoint_path(self._path).read_bytes().partition(b"\n")[0])
        checkpoint._hash = lambda *_: claimed["journal"]
        try:
            return super().prepare()
        finally:
            checkpoint._hash = original


class Believing(Broken, Journal, _preparation=_BelievingPreparation):
    """A broken variant: believes a checkpoint whatever the journal says."""


def notices_damage(path: Path, variant: type[Journal]) -> bool:
    save(path, *"abcde")
    flip(path, 120)
    try:
        write(make_journal(path, variant)[0], "f")
    except Damaged:
        return True
    return False


def test_damage_before_the_checkpoint_is_noticed_at_the_start(path: Path) -> None:
    assert notices_damage(path, Journal)


def test_checkpoint_that_is_believed_blindly_is_caught(path: Path) -> None:
    """The negative control."""
    assert not notices_damage(path, Believing)


def cut_last(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 91)


def swap_last(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"id":"c"', b'"id":"C"'))


@pytest.mark.parametrize("change", [cut_last, swap_last])
def test_checkpoint_of_another_journal_is_not_believed(
    path: Path, change: Callable[[Path], None]
) -> None:
    save(path, *"abc")
    change(path)
    assert replayed(path) == 2


def test_erasure_removes_the_checkpoint(path: Path) -> None:
    journal, _ = make_journal(path)
    fill(path, "a")
    journal.commit(lambda: [Draft("note", "b", {"text": "secret"})])
    late, _ = make_journal(path)
    late.catch_up()
    assert journal.save(after=0)
    assert b"secret" in checkpoint_path(path).read_bytes()
    erase(journal, "secret")
    assert not checkpoint_path(path).exists()
    assert not late.save(after=0)  # what it knows is older than the erasure
    assert not [each for each in path.parent.iterdir() if b"secret" in each.read_bytes()]
    assert journal.save(after=0)
    assert replayed(path) == 0
