"""Each file to what is in it; what there is to compare travels apart from the parts."""

import os
import pickle
from pathlib import Path

from samenkomst.core.model.event import Event
from samenkomst.stores.content_files import read_files
from samenkomst.stores.content_reading import (
    ReadSource,
    entries_of,
    parts_of,
    read_sources,
)
from tests.stores.mistakes import SOUND


def write(folder: Path, **changes: str) -> Path:
    for name, text in (SOUND | changes).items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_what_was_read_travels_whole(tmp_path: Path) -> None:
    (sound,) = read_sources(read_files(write(tmp_path), str), {}).new
    there = pickle.loads(pickle.dumps(sound))  # noqa: S301 - our own
    assert entries_of([there]) == entries_of([sound])
    assert parts_of([there]) == parts_of([sound])
    assert len(entries_of([there])) == 4


def test_entries_hold_no_part_of_an_event(tmp_path: Path) -> None:
    """The control: the parts do."""
    (sound,) = read_sources(read_files(write(tmp_path), str), {}).new
    assert Event.__qualname__.encode() + b"\x94" not in sound.entries.pack()
    assert Event.__qualname__.encode() + b"\x94" in sound.parts.pack()


def test_what_has_a_fault_is_never_remembered(tmp_path: Path) -> None:
    reading = read_sources(read_files(write(tmp_path, people="people: [{id: X}]\n"), str), {})
    assert len(entries_of(reading.new)) == 3
    assert [each.source for each in reading.sources] == [f"{name}.yaml" for name in SOUND]
    (wrong,) = (each for each in reading.sources if not each.is_sound)
    assert wrong.source == "people.yaml"
    assert [fault.code for each in wrong.entries for fault in each.faults] == ["slug", "missing"]
    assert len(wrong.parts) == 1


def test_what_is_known_is_not_read(tmp_path: Path) -> None:
    files = read_files(write(tmp_path), str)
    known = entries_of(read_sources(files, {}).new)
    reading = read_sources(read_files(tmp_path, str), known)
    assert reading.known == known
    assert entries_of(reading.new) == {}
    assert all(isinstance(each, ReadSource) and each.entries for each in reading.sources)


def test_files_that_nobody_knows_are_left_for_who_reads_them(tmp_path: Path) -> None:
    later = 2**62
    left, now = read_files(write(tmp_path), str, None, later), read_files(tmp_path, str, {}, later)
    assert [*left.left] == [*left.digests] == [*now.digests]
    assert (left.texts, set(left.digests.values()), now.left) == ({}, {""}, {})
    assert [*read_sources(left, {}).sources] == [*read_sources(now, {}).sources]
    assert (left.digests, left.stamps, left.digest()) == (now.digests, now.stamps, now.digest())


def test_file_that_cannot_be_read_after_all_is_refused(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "people.yaml").write_bytes(b"\xff")
    left, now = read_files(tmp_path, str), read_files(tmp_path, str, {})
    (tmp_path / "forms.yaml").unlink()
    reading = read_sources(left, {})
    assert [each.source for each in reading.sources] == ["events.yaml", "organisations.yaml"]
    assert [(each.place.source, each.code) for each in left.problems] == [
        ("people.yaml", "not_utf8"),
        ("forms.yaml", "file_unreadable"),
    ]
    assert left.problems[0] == now.problems[0]


def test_file_that_changed_since_its_stamp_is_no_longer_known_by_it(tmp_path: Path) -> None:
    write(tmp_path)
    later = 2**62
    before = read_files(tmp_path, str, {}, later)
    files = read_files(tmp_path, str, before.stamps, later)
    os.truncate(tmp_path / "people.yaml", 0)
    read_sources(files, {})
    assert files.stamps.keys() == before.stamps.keys() - {"people.yaml"}
    assert files.digests["people.yaml"] != before.digests["people.yaml"]
