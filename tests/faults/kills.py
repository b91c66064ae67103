"""Writers killed at random moments (T01, T25)."""

import tempfile
from pathlib import Path

from samenkomst.stores.inspection import verify
from samenkomst.stores.journal import Journal
from tests.faults.experiment import Experiment, Found
from tests.stores.journals import Hasty, make_journal, write
from tests.stores.test_journal_faults import kill_writers, lost_or_double

_EACH = 50
"""Kills on one journal: a longer one takes longer to open, and nothing else."""


def kill(tries: range) -> Found:
    """Kill so many writers, four at a time."""
    tried, acknowledged, violations = 0, 0, list[str]()
    while tried < len(tries):
        kills = min(_EACH, len(tries) - tried)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "journal.jsonl"
            seen = kill_writers(path, Journal, at_once=4, kills=kills)
            write(make_journal(path)[0], "after")
            violations += lost_or_double(path, [*seen, "after"])
            violations += [str(damage) for damage in verify(path).damages]
        tried, acknowledged = tried + kills, acknowledged + len(seen)
    return Found(tried, tuple(violations), {"acknowledged": acknowledged})


def kill_hasty() -> Found:
    """Kill writers that acknowledge what a buffer of the program holds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.jsonl"
        seen = kill_writers(path, Hasty, at_once=1, kills=3)
        return Found(3, tuple(lost_or_double(path, seen)))


EXPERIMENTS = [Experiment("kill -9", kill, kill_hasty, 20, 10_000, share=500)]
