"""A batch of commits: each decides on what those before it want, and all of it is one write."""

import errno
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from samenkomst.core.record import Draft
from samenkomst.stores import disk
from samenkomst.stores.ending import Ending
from samenkomst.stores.failures import DiskLow
from samenkomst.stores.knowledge import Knowledge
from samenkomst.stores.linefile import LineFile
from samenkomst.stores.scribe import Commit, CutBack, Scribe
from tests.stores.journals import NOW, Seen, good_ids

Decide = Callable[[], Sequence[Draft]]


@dataclass
class Desk:
    """A scribe at a file of its own, nothing more."""

    path: Path
    seen: Seen
    known: Knowledge
    ending: Ending
    file: LineFile

    def write(self, *commits: Commit, reserve: int = 0, kind: type[Scribe] = Scribe) -> None:
        """Have these written."""
        scribe = kind(self.path.parent, self.known, self.ending, lambda: NOW, reserve)
        scribe.write(self.file, commits)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    path, seen = tmp_path / "journal.jsonl", Seen()
    known = Knowledge(path, seen)
    file = LineFile.open(path, create=True)
    yield Desk(path, seen, known, Ending(known), file)
    file.close()


def wanting(decide: Decide, *, spare: bool = False) -> Commit:
    end = time.monotonic() + 60
    return Commit(decide, end, end, spare=spare)


def note(*ids: str) -> Decide:
    return lambda: [Draft("note", id_) for id_ in ids]


def test_each_decides_on_what_those_before_it_want(desk: Desk) -> None:
    commits = [wanting(note("a", "b")), wanting(lambda: [Draft("note", "-".join(desk.seen.ids))])]
    desk.write(*commits)
    assert [[each.seq for each in commit.records] for commit in commits] == [[1, 2], [3]]
    assert [commit.last for commit in commits] == [2, 3]
    assert desk.seen.ids == good_ids(desk.path) == ["a", "b", "a-b"]
    assert desk.path.stat().st_size == desk.known.index.end


def test_error_of_one_is_its_own(desk: Desk) -> None:
    commits = [wanting(note("a")), wanting(lambda: [][1]), wanting(note("b"))]
    desk.write(*commits)
    assert [type(commit.error) for commit in commits] == [type(None), IndexError, type(None)]
    assert desk.seen.ids == good_ids(desk.path) == ["a", "b"]


class Uncut(Scribe):
    """A broken variant: leaves half a line where it is."""

    def _cut_back(self, file: LineFile) -> None:
        pass


def leaves_nothing(
    desk: Desk, names: str, monkeypatch: pytest.MonkeyPatch, kind: type[Scribe]
) -> bool:
    """Return whether file and view are as they were, after a write that failed half-way."""
    desk.write(wanting(note("a")))
    before, append = desk.path.read_bytes(), LineFile.append

    def half(file: LineFile, data: bytes) -> None:
        append(file, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(LineFile, "append", half)
        with pytest.raises(CutBack, match="No space left"):
            desk.write(*(wanting(note(name)) for name in names), kind=kind)
    return (desk.path.read_bytes(), desk.seen.ids) == (before, ["a"])


@pytest.mark.faults
@pytest.mark.parametrize("names", ["b", "bc"])
def test_write_that_fails_leaves_file_and_view_as_they_were(
    desk: Desk, names: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert leaves_nothing(desk, names, monkeypatch, Scribe)
    desk.write(wanting(note("d")))
    assert desk.seen.ids == good_ids(desk.path) == ["a", "d"]


@pytest.mark.faults
def test_half_a_line_that_stays_is_caught(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""
    assert not leaves_nothing(desk, "b", monkeypatch, Uncut)


def test_reserve_is_for_what_frees_places(desk: Desk) -> None:
    commits = [wanting(note("form")), wanting(note("withdrawal"), spare=True), wanting(list)]
    desk.write(*commits, reserve=disk.room(desk.path.parent).total * 2)
    assert [type(commit.error) for commit in commits] == [DiskLow, type(None), type(None)]
    assert good_ids(desk.path) == ["withdrawal"]
