"""A damaged journal made readable again, with a back-up and without."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from samenkomst.core.record import Draft, encode
from samenkomst.stores.backup import back_up
from samenkomst.stores.inspection import verify
from samenkomst.stores.mending import Mended, mend
from samenkomst.stores.volumes import find_volumes
from tests.stores.journals import NOW, erase, fill, good_ids, make_journal, write


def lines_of(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


BREAK: dict[str, tuple[Callable[[list[bytes]], list[bytes]], list[int]]] = {
    "a flipped bit": (lambda lines: [lines[0], lines[1].replace(b'"b"', b'"c"'), *lines[2:]], [2]),
    "a missing line": (lambda lines: [lines[0], *lines[2:]], [2]),
    "two lines in one": (
        lambda lines: [lines[0], lines[1][:40] + lines[2][9:], *lines[3:]],
        [2, 3],
    ),
    "rubbish before": (lambda lines: [b"!\n\x00\n", *lines], []),
    "a doubled line": (lambda lines: [*lines[:2], *lines[1:]], []),
    "swapped lines": (lambda lines: [lines[1], lines[0], *lines[2:]], []),
}


@pytest.mark.parametrize("name", BREAK)
@pytest.mark.parametrize("with_backup", [True, False])
def test_damage_is_mended_and_the_journal_goes_on(
    tmp_path: Path, path: Path, name: str, *, with_backup: bool
) -> None:
    whole = fill(path, *"abcde")
    back_up(make_journal(path)[0], path, tmp_path / "copy")
    break_, missing = BREAK[name]
    path.write_bytes(b"".join(break_(lines_of(path))))
    assert verify(path).damages != ()
    mended = mend(path, tmp_path / "copy" / path.name if with_backup else None)
    assert (mended.found, mended.lost)[not with_backup] == tuple(missing)
    assert (mended.found, mended.lost)[with_backup] == ()
    assert verify(path).damages == ()
    ids = [
        f"lost-{seq}" if seq in missing and not with_backup else id_
        for seq, id_ in enumerate("abcde", 1)
    ]
    assert good_ids(path) == ids
    assert (path.read_bytes() == whole) == (with_backup or not missing)
    assert [record.seq for record in write(make_journal(path)[0], "f")] == [6]
    assert mend(path) == Mended()


def test_mending_leaves_a_good_journal_and_a_torn_tail_alone(path: Path) -> None:
    fill(path, *"abc")
    with path.open("ab") as stream:
        stream.write(b'{"half')
    before = path.read_bytes()
    assert mend(path) == Mended()
    assert path.read_bytes() == before


def test_mending_reaches_closed_files(tmp_path: Path, path: Path) -> None:
    journal, _ = make_journal(path, volume_size=270)
    for id_ in "abcdefgh":
        write(journal, id_)
    back_up(journal, path, tmp_path / "copy")
    closed = find_volumes(path)[1].path
    closed.write_bytes(closed.read_bytes().replace(b'"id":"e"', b'"id":"E"'))
    os.truncate(find_volumes(path)[0].path, 200)
    mended = mend(path, tmp_path / "copy" / path.name)
    assert (mended.found, mended.lost) == ((3, 5), ())
    assert (verify(path).damages, good_ids(path)) == ((), list("abcdefgh"))


def test_running_process_goes_on_after_mending(path: Path) -> None:
    """It reads everything anew: what was lost to it and what came back."""
    journal, seen = make_journal(path)
    write(journal, "a", "b", "c")
    lines = lines_of(path)
    path.write_bytes(lines[0] + lines[2])
    mend(path)
    write(journal, "d")
    assert seen.ids == good_ids(path) == ["a", "lost-2", "c", "d"]


def test_bad_bytes_are_kept_until_an_erasure(path: Path) -> None:
    fill(path, "a")
    with path.open("ab") as stream:
        stream.write(b"secret rubbish\n" + encode(Draft("note", "c", {"text": "secret"}), 3, NOW))
    (aside,) = mend(path).asides
    assert (aside.read_bytes(), aside.stat().st_mode & 0o777) == (b"secret rubbish\n", 0o600)
    erase(make_journal(path)[0], "secret")
    assert not [each for each in path.parent.iterdir() if b"secret" in each.read_bytes()]
