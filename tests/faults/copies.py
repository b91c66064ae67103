"""Back-ups made while others write (T30)."""

import shutil
import tempfile
from pathlib import Path

from samenkomst.stores.backup import back_up
from samenkomst.stores.inspection import verify
from samenkomst.stores.journal import Journal
from tests.faults.experiment import Experiment, Found
from tests.stores.journals import acknowledge, fill, good_ids, make_journal, start

_EACH = 20
"""Copies of one journal: a writer is faster than a copyist, and long journals take long."""


def copy(tries: range) -> Found:
    """Copy a journal so many times while a writer goes on; each copy is whole and none is older."""
    violations, last = [], 0
    with tempfile.TemporaryDirectory() as folder:
        path, target = Path(folder) / "var" / "journal.jsonl", Path(folder) / "copy"
        for tried in tries:
            if tried % _EACH == 0:
                shutil.rmtree(path.parent, ignore_errors=True)
                fill(path, "first")
                last = 0
                writer = start(acknowledge, Journal, path, f"w{tried}", output=False)
                journal, _ = make_journal(path, volume_size=100_000)
            report = back_up(journal, path, target)
            if report.damages or not last <= report.records == report.last_seq:
                violations.append(f"copy {tried}: {report}")
            last = report.records
            shutil.rmtree(target)
            if tried % _EACH == _EACH - 1 or tried == tries[-1]:
                writer.kill()
                writer.wait()
    return Found(len(tries), tuple(violations))


def copy_bytes() -> Found:
    """Copy the bytes of a journal whose writer is in the middle of a line."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.jsonl"
        whole = fill(path, "a", "b")
        path.write_bytes(whole[:-20])
        return Found(1, tuple(map(str, verify(path).damages)) if good_ids(path) == ["a"] else ())


EXPERIMENTS = [Experiment("back-ups while writing", copy, copy_bytes, 10, 1_000)]
