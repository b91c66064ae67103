"""What one process read travels to another as the bytes that are remembered."""

import pickle
from pathlib import Path

from samenkomst.stores.content_files import read_files
from samenkomst.stores.content_reading import ReadSource, Share, read_sources
from tests.stores.mistakes import SOUND


def write(folder: Path, **changes: str) -> Path:
    for name, text in (SOUND | changes).items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_share_keeps_the_bytes_in_which_it_travelled(tmp_path: Path) -> None:
    (share,) = read_sources(read_files(write(tmp_path), str), {}).shares
    assert len(share.sound) == 4
    there = pickle.loads(pickle.dumps(share))  # noqa: S301 - our own
    assert (there.sound, there.rest) == (share.sound, share.rest)
    assert there.packed == there.pack() == share.pack()
    assert pickle.loads(there.packed) == share.sound  # noqa: S301 - our own


def test_what_has_a_fault_is_never_remembered(tmp_path: Path) -> None:
    reading = read_sources(read_files(write(tmp_path, people="people: [{id: X}]\n"), str), {})
    (share,) = reading.shares
    (wrong,) = share.rest
    assert wrong.source == "people.yaml"
    assert [fault.code for each in wrong.entries for fault in each.faults] == ["slug", "missing"]
    assert len(share.sound) == 3
    assert [each.source for each in reading.sources] == [f"{name}.yaml" for name in SOUND]


def test_what_is_known_is_not_read(tmp_path: Path) -> None:
    files = read_files(write(tmp_path), str)
    (share,) = read_sources(files, {}).shares
    reading = read_sources(files, share.sound)
    assert reading.known == share.sound
    assert reading.shares == [Share({}, [])]
    assert all(isinstance(each, ReadSource) and each.entries for each in reading.sources)
