"""A content folder for tests of what is read from it, and a place for a journal."""

from pathlib import Path

import pytest

from tests.stores.mistakes import write_sound


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A content folder without a mistake, with room for events in files of their own."""
    found = tmp_path / "content"
    (found / "events").mkdir(parents=True)
    write_sound(found)
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a journal can be made; not even its folder is there yet."""
    return tmp_path / "var" / "journal.jsonl"
