"""The journal against one flush per record under a lock, replay, and a start, side by side.

`make bench-journal` prints a table. Each pair is measured in turns, several times, and the median
of the ratios counts: the machine may be busy with other things.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from samenkomst.core.ledger import replay
from samenkomst.core.record import Draft, decode, encode
from samenkomst.stores import disk
from samenkomst.stores.journal import Journal
from samenkomst.stores.knowledge import no_collection

ANSWERS = {
    f"veld_{number}": "een antwoord van een deelnemer, zo lang ongeveer " * 2
    for number in range(11)
}
SLOW = 0.005
"""Seconds of a flush on the simulated disk."""


class Blind:
    """The view of nobody."""

    def apply(self, record: object) -> None:
        """Look away."""


def draft(id_: str, number: int = 0) -> Draft:
    """Return a submission of about 1.5 kB."""
    fields = {
        "reference": f"R{id_}", "event": f"evenement-{number % 50}", "form": "aanmelding",
        "form_version": "1", "procedure": "application", "person": f"p{id_}@example.org",
        "email": f"p{id_}@example.org", "organisation": "GM0344", "answers": ANSWERS,
    }  # fmt: skip
    return Draft("submission_received", id_, fields)


class OneByOne:
    """The peer: encode, write and flush each record under a lock, and keep nothing else."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
        self._lock = threading.Lock()
        self._seq = 0

    def commit(self, id_: str) -> None:
        with self._lock:
            self._seq += 1
            os.write(self._descriptor, encode(draft(id_), self._seq, datetime.now(UTC)))
            disk.flush(self._descriptor)


class Unshared:
    """The second peer: our journal with all that it checks, but one commit at a time."""

    def __init__(self, path: Path) -> None:
        self._commit = Grouped(path).commit
        self._lock = threading.Lock()

    def commit(self, id_: str) -> None:
        with self._lock:
            self._commit(id_)


class Grouped:
    """What we ship."""

    def __init__(self, path: Path) -> None:
        self._journal = Journal(path, Blind(), lambda: datetime.now(UTC))

    def commit(self, id_: str) -> None:
        self._journal.commit(lambda: [draft(id_)])


class Undivided(Grouped):
    """The third peer: ours, but whoever commits flushes itself, and waits as long as that takes."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        flusher = self._journal._durability.flusher
        flusher.call_after = lambda calls: flusher._flush_for(list(calls))  # type: ignore[method-assign]


def rate(commit: Callable[[str], None], threads: int, seconds: float) -> float:
    """Return how many records per second so many threads get acknowledged."""
    done = [0] * threads
    begin = time.perf_counter()

    def work(thread: int) -> None:
        while time.perf_counter() - begin < seconds:
            commit(f"{thread}-{done[thread]}")
            done[thread] += 1

    running = [threading.Thread(target=work, args=(thread,)) for thread in range(threads)]
    for each in running:
        each.start()
    for each in running:
        each.join()
    return sum(done) / (time.perf_counter() - begin)


@contextmanager
def slow_disk(seconds: float) -> Iterator[None]:
    """Let every flush take this long, and do nothing else."""
    flush = disk._flush
    if seconds:
        disk._flush = lambda descriptor: time.sleep(seconds)
    try:
        yield
    finally:
        disk._flush = flush


def compare(
    ours: Callable[[Path], Any],
    peer: Callable[[Path], Any],
    threads: int,
    rounds: int,
    seconds: float,
) -> tuple[float, float, float]:
    """Return our rate, the peer's, and the ratio: medians over rounds of one after the other."""
    found = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory(dir=".") as folder:
            theirs = rate(peer(Path(folder) / "peer.jsonl").commit, threads, seconds)
            mine = rate(ours(Path(folder) / "journal.jsonl").commit, threads, seconds)
        found.append((mine, theirs, mine / theirs))
    mine, theirs, ratio = (statistics.median(column) for column in zip(*found, strict=True))
    return mine, theirs, ratio


def write_history(path: Path, number: int) -> None:
    """Write a journal of so many submissions."""
    now = datetime.now(UTC)
    with path.open("wb") as stream:
        for seq in range(1, number + 1):
            stream.write(encode(draft(f"{seq:032}", seq), seq, now))
        stream.flush()
        disk.flush(stream.fileno())  # or whoever starts with it waits for that
    path.chmod(0o600)


def growth(history_path: Path, rounds: int, seconds: float) -> tuple[float, float, float]:
    """Return the rates with a long history and with none, and the ratio."""

    def with_history(path: Path) -> Grouped:
        shutil.copy(history_path, path)
        grouped = Grouped(path)
        grouped.commit("first")  # reads it all, and goes on in a new file
        return grouped

    return compare(with_history, Grouped, 64, rounds, seconds)


def timed(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def replay_against_json(history_path: Path, rounds: int) -> tuple[float, float, float]:
    """Return records per second of a replay, those of bare json.loads, and the ratio.

    By processor time, and both as a start does it: without the garbage collector.
    """
    lines = history_path.read_bytes().splitlines(keepends=True)
    found = []
    for _ in range(rounds):
        with no_collection():
            bare = timed(lambda: [None for line in lines if json.loads(line) is None])
            full = timed(lambda: replay(decode(line, strict=False) for line in lines))
        found.append((len(lines) / full, len(lines) / bare, bare / full))
    mine, theirs, ratio = (statistics.median(column) for column in zip(*found, strict=True))
    return mine, theirs, ratio


_START = """
import sys, time, resource
from datetime import datetime, UTC
from pathlib import Path
from samenkomst.core.ledger import Ledger
from samenkomst.stores.journal import Journal
begin = time.process_time()
journal = Journal(Path(sys.argv[1]), Ledger(), lambda: datetime.now(UTC))
journal.catch_up()
taken = time.process_time() - begin
size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
journal.save()
print(taken, size / 1024)
"""


def start(history_path: Path) -> tuple[float, float]:
    """Return the processor seconds and the MB that a new process needs to know all of it."""
    done = subprocess.run(
        [sys.executable, "-c", _START, str(history_path)],
        check=True,
        capture_output=True,
        text=True,
    )
    seconds, size = map(float, done.stdout.split())
    return seconds, size


def main() -> None:
    """Measure all of it and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round")
    quick = parser.parse_args().quick
    rounds, seconds, number = (1, 0.5, 10_000) if quick else (5, 2.0, 100_000)
    row("what", "ours", "peer", "ratio", "bar")
    for threads, bar in ((1, ""), (16, ""), (64, "6")):
        row(
            f"{threads} threads, records/s",
            *compare(Grouped, OneByOne, threads, rounds, seconds),
            bar,
        )
    row("1, the peer flushes by itself", *compare(Grouped, Undivided, 1, rounds, seconds), "")
    row("64, the peer with all our checks", *compare(Grouped, Unshared, 64, rounds, seconds), "")
    with slow_disk(SLOW):
        row("64 threads, 5 ms a flush", *compare(Grouped, OneByOne, 64, rounds, seconds), "20")
    with tempfile.TemporaryDirectory(dir=".") as folder:
        path = Path(folder) / "journal.jsonl"
        write_history(path, number)
        row(f"64 threads, {number:,} before", *growth(path, rounds, seconds), "0.95")
        row("replay against json.loads", *replay_against_json(path, rounds), "0.5")
        without, size = start(path)
        with_it, peak = start(path)
        row(f"start with {number:,} records, CPU s", with_it, without, without / with_it, "< 1 s")
        print(f"\nMemory of that process: {peak:.0f} MB; {size:.0f} MB after a replay.")


def row(name: str, *values: object) -> None:
    """Print a line of the table."""
    texts = [f"{value:,.2f}" if isinstance(value, float) else str(value) for value in values]
    print(f"| {name:34} | " + " | ".join(f"{text:>10}" for text in texts) + " |", flush=True)


if __name__ == "__main__":
    main()
