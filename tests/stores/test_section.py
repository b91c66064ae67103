"""Who may read or write a journal now: one at a time, until a deadline."""

import errno
import threading
import time
from pathlib import Path

import pytest

from samenkomst.stores.durability import Durability
from samenkomst.stores.ending import Ending
from samenkomst.stores.failures import Busy, WriterFinished
from samenkomst.stores.knowledge import Knowledge
from samenkomst.stores.live_file import LiveFile
from samenkomst.stores.lock import Lock
from samenkomst.stores.mark import Mark
from samenkomst.stores.section import Section
from tests.stores.journals import PATIENCE, Seen


def make_section(path: Path, wait: float = PATIENCE) -> tuple[Section, Ending, Durability]:
    known, mark = Knowledge(path, Seen()), Mark(path.with_suffix(".durable"))
    ending, lock = Ending(known), Lock(path.with_suffix(".lock"), wait)
    durability = Durability(LiveFile(path, known, mark, ending), mark, lock, ending)
    return Section(lock, durability, ending, wait), ending, durability


def test_section_is_for_one_who_writes_or_many_who_read(tmp_path: Path) -> None:
    (first, _, _), (second, _, _) = (make_section(tmp_path / "j", wait) for wait in (1, 0.01))
    with first.hold(exclusive=False), second.hold(exclusive=False):
        pass
    for alone in (True, False):
        with first.hold(exclusive=alone), pytest.raises(Busy):
            second.hold(exclusive=not alone).__enter__()


def test_section_is_closed_to_a_writer_that_ends_while_it_waits(tmp_path: Path) -> None:
    (other, _, _), (section, ending, _) = (make_section(tmp_path / "j") for _ in range(2))
    refused = threading.Event()

    def enter() -> None:
        with pytest.raises(WriterFinished, match="taken back"), section.hold(exclusive=True):
            pass
        refused.set()

    with other.hold(exclusive=True):
        thread = threading.Thread(target=enter)
        thread.start()
        ending.come("taken back")
    thread.join()
    assert refused.is_set()


def test_nobody_writes_while_the_disk_hangs_and_all_may_read(tmp_path: Path) -> None:
    section, _, durability = make_section(tmp_path / "j", wait=0.05)
    gate = threading.Event()
    durability.flusher.call_after([gate.wait])
    with section.hold(exclusive=False):
        pass
    with pytest.raises(Busy):
        section.hold(exclusive=True).__enter__()
    gate.set()


def test_reader_is_told_why_the_disk_refused(tmp_path: Path) -> None:
    section, _, _ = make_section(tmp_path / "j")
    with pytest.raises(WriterFinished, match="closed") as refused:  # there is no file to flush
        section.show(1, section.deadline())
    assert isinstance(refused.value.__cause__, OSError)
    assert refused.value.__cause__.errno == errno.EBADF


def test_commit_begins_while_the_disk_has_time_left(tmp_path: Path) -> None:
    section, _, _ = make_section(tmp_path / "j", wait=10)
    assert section.last_call(100.0) == 98.0
    assert section.time_for_disk(now := time.monotonic()) >= now + 2
    assert section.time_for_disk(now + 60) == now + 60
