"""Folders that cannot keep the promise are refused before the first form."""

import errno
import fcntl
import os
from pathlib import Path
from typing import Any

import pytest

from samenkomst.stores.place import NETWORK, Unfit, check_folder, file_system


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "var"


def reason(folder: Path, kind: str = "ext4") -> str:
    with pytest.raises(Unfit) as caught:
        check_folder(folder, lambda _: kind)
    return caught.value.reason


def test_good_folder_is_made_and_left_clean(folder: Path) -> None:
    check_folder(folder)
    check_folder(folder)
    assert list(folder.iterdir()) == []
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("kind", sorted(NETWORK | {"fuse.sshfs"}))
def test_network_file_system_is_refused(folder: Path, kind: str) -> None:
    assert reason(folder, kind) == "network"


@pytest.mark.parametrize("kind", ["ext4", "xfs", "btrfs", "zfs", "apfs", "overlay", "tmpfs", ""])
def test_local_file_system_is_taken(folder: Path, kind: str) -> None:
    check_folder(folder, lambda _: kind)


@pytest.mark.skipif(not Path("/proc/self/mountinfo").exists(), reason="Linux tells of mounts there")
def test_file_system_is_the_one_that_the_kernel_names() -> None:
    assert file_system(Path("/proc")) == "proc"
    assert file_system(Path("/dev/shm")) == "tmpfs"  # noqa: S108


def test_folder_in_which_anybody_writes_is_refused(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o777)
    assert reason(folder) == "open"


def test_file_in_the_folders_place_is_refused(folder: Path) -> None:
    folder.write_text("a file")
    assert reason(folder) == "error"


@pytest.mark.parametrize(
    ("name", "broken", "expected"),
    [
        ("write", lambda descriptor, data: len(data) - 1, "probe"),
        ("pread", lambda descriptor, size, place: bytes(size), "probe"),
        ("open", lambda *_: (_ for _ in ()).throw(OSError(errno.EROFS, "read-only")), "error"),
        ("fdatasync", lambda _: (_ for _ in ()).throw(OSError(errno.EIO, "input/output")), "error"),
    ],
)
def test_disk_that_does_not_do_as_it_says_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, broken: Any, expected: str
) -> None:
    folder.mkdir(mode=0o700)
    monkeypatch.setattr(os, name, broken)
    assert reason(folder) == expected


def test_locks_that_exclude_nobody_are_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fcntl, "flock", lambda *_: None)
    assert reason(folder) == "locks"
