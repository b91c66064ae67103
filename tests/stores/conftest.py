"""A content folder for tests of what is read from it."""

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
