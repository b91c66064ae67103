"""The secret of a local run."""

import stat
from pathlib import Path

import pytest

from samenkomst.settings import LEAST_SECRET
from samenkomst.stores.local_secret import local_secret


def test_secret_is_made_once_and_long_enough(tmp_path: Path) -> None:
    secret = local_secret(tmp_path / "var")
    assert local_secret(tmp_path / "var") == secret
    assert len(secret) >= LEAST_SECRET
    assert local_secret(tmp_path / "elders") != secret


def test_secret_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    local_secret(tmp_path / "var")
    assert stat.S_IMODE((tmp_path / "var" / "secret").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700


def test_secret_that_a_crash_left_empty_is_made(tmp_path: Path) -> None:
    (tmp_path / "secret").touch()
    assert len(local_secret(tmp_path)) >= LEAST_SECRET


def test_secret_is_not_read_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "secret").symlink_to(tmp_path / "elders")
    with pytest.raises(OSError, match="symbolic link"):
        local_secret(tmp_path)
