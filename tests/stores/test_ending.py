"""Why a writer refuses for good, and what the system says in our words."""

import errno
import os
from pathlib import Path

import pytest

from samenkomst.core.errors import NotStored
from samenkomst.core.record import Draft, Record, inscribe
from samenkomst.stores.disk import FlushFailed
from samenkomst.stores.ending import Ending
from samenkomst.stores.failures import WriterFinished
from samenkomst.stores.knowledge import Knowledge
from tests.stores.journals import Seen

FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
FAILED = FlushFailed(errno.EIO, os.strerror(errno.EIO))


class Failing(Seen):
    def apply(self, record: Record) -> None:
        raise ZeroDivisionError


@pytest.fixture
def ending(tmp_path: Path) -> Ending:
    return Ending(Knowledge(tmp_path / "journal.jsonl", Seen()))


def test_writer_refuses_once_its_end_has_come(ending: Ending) -> None:
    ending.refuse()
    assert ending.reason == ""
    ending.come("taken back")
    assert ending.reason == "taken back"
    with pytest.raises(WriterFinished, match="taken back"):
        ending.refuse()


def test_view_that_failed_ends_its_writer(tmp_path: Path) -> None:
    known = Knowledge(tmp_path / "journal.jsonl", Failing())
    ending = Ending(known)
    with pytest.raises(ZeroDivisionError):
        known.accept(*inscribe(Draft("note", "a"), 1, "2026-11-21T20:15:00.123456Z"))
    with pytest.raises(WriterFinished, match="view"):
        ending.refuse()


def test_error_of_the_system_is_told_and_ends_nothing(ending: Ending) -> None:
    with pytest.raises(NotStored, match="No space left") as told, ending.told():
        raise FULL
    assert (type(told.value), told.value.__cause__, ending.reason) == (NotStored, FULL, "")
    with pytest.raises(NotStored, match="TimeoutError"), ending.told():
        raise TimeoutError


def test_flush_that_failed_ends_its_writer(ending: Ending) -> None:
    with pytest.raises(WriterFinished, match="Input/output"), ending.told():
        raise FAILED
    assert ending.reason == os.strerror(errno.EIO)
    with pytest.raises(WriterFinished, match="Input/output") as refused:
        ending.refuse()
    assert refused.value.__cause__ is FAILED


def test_other_errors_pass(ending: Ending) -> None:
    with pytest.raises(ZeroDivisionError), ending.told():
        raise ZeroDivisionError
    with ending.told():
        pass
    assert ending.reason == ""
