"""A desk with a journal of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "var" / "journal.jsonl")
    yield desk
    desk.journal.close()
