"""A disk that is full after any number of bytes (T10, T12)."""

import tempfile
from pathlib import Path

from samenkomst.stores.inspection import verify
from samenkomst.stores.journal import Journal
from tests.faults.experiment import Experiment, Found
from tests.stores.journals import Careless, fill, good_ids, meet_a_full_disk, outcome, start
from tests.stores.test_journal_faults import PAIR

_IDS = 5
"""So many times all levels of two short lines, with journals of other lengths."""


def fill_up(tries: range) -> Found:
    """Write two records where from no byte to all but one have room; then one with room again."""
    tried, violations, before = 0, list[str](), 0
    while tried < len(tries):
        before += 1
        levels = min(PAIR, len(tries) - tried)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "journal.jsonl"
            ids = [f"before{place}" for place in range(before)]
            fill(path, *ids)
            told = outcome(start(meet_a_full_disk, Journal, path, 0, levels))
            violations += [
                f"{level}: {told}"
                for level, (stored, stayed) in enumerate(told["attempts"])
                if stored or stayed
            ]
            if not told["after"] or verify(path).damages or good_ids(path) != [*ids, "after"]:
                violations.append(f"after {before}")
        tried += levels
    return Found(tried, tuple(violations))


def fill_up_careless() -> Found:
    """The same with a writer that ignores the count."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.jsonl"
        fill(path, "before")
        told = outcome(start(meet_a_full_disk, Careless, path, 10, 11))
    return Found(1, tuple(str(each) for each in told["attempts"] if each[0]))


EXPERIMENTS = [Experiment("disk full", fill_up, fill_up_careless, PAIR, 1_000)]
