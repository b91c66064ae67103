"""Experiments side by side: each share of the tries in a process of its own, as many as cores."""

import multiprocessing
import os
import signal
import sys
import time
import traceback
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from itertools import count
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess

from tests.faults.experiment import Experiment, Found

_CONTEXT = multiprocessing.get_context("fork")
LANES = os.cpu_count() or 1
_NEWS = 60.0
"""Seconds between two lines about how far it is."""
_PATIENCE = 30.0
"""Seconds that a process has to clear up after an interruption."""


@dataclass
class Row:
    """An experiment, what came of it, and what is still to do."""

    experiment: Experiment
    shares: list[range | None]
    """To do: some tries, or None for the control."""
    found: Found = field(default_factory=lambda: Found(0))
    control: Found = field(default_factory=lambda: Found(0))
    seconds: float = 0.0
    """How long its processes took together."""
    errors: list[str] = field(default_factory=list)
    """What stopped a share."""
    running: int = 0

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return not self.shares and not self.running

    @property
    def is_kept(self) -> bool:
        """Whether the promise was kept, and the broken variant caught."""
        return not (self.found.violations or self.errors) and bool(self.control.violations)


class _Lane:
    """A process that does one share, and what it will tell."""

    def __init__(self, row: Row, tries: range | None) -> None:
        self.row, self.tries = row, tries
        self.told, telling = _CONTEXT.Pipe(duplex=False)
        self.process: ForkProcess = _CONTEXT.Process(
            target=_work, args=(row.experiment, tries, telling)
        )
        self._begin = time.monotonic()
        row.running += 1
        self.process.start()
        telling.close()

    def finish(self) -> None:
        """Add what it found to its row."""
        row = self.row
        try:
            found = self.told.recv()
        except EOFError:
            found = "ended without a word"
        self.process.join()
        row.running -= 1
        row.seconds += time.monotonic() - self._begin
        if isinstance(found, str):
            row.errors.append(f"{self.tries or 'control'}: {found}")
        elif self.tries is None:
            row.control += found
        else:
            row.found += found


def _work(experiment: Experiment, tries: range | None, telling: Connection) -> None:
    """Do one share, in a process group of its own: it hears of an interruption from its parent."""
    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        telling.send(experiment.control() if tries is None else experiment.run(tries))
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    except Exception:
        telling.send(traceback.format_exc())


def run_side_by_side(numbers: Sequence[tuple[Experiment, int]]) -> Generator[Row, None, None]:
    """Do each experiment so many times, and its control; yield each as soon as it is done."""
    together = [
        Row(each, [None, *each.shares(number)]) for each, number in numbers if not each.alone
    ]
    yield from _run(together)
    for each, number in numbers:
        if each.alone:
            row = Row(each, [*each.shares(number)])
            for _ in _run([row]):
                pass
            row.shares.append(None)
            yield from _run([row])


def _run(rows: list[Row]) -> Generator[Row, None, None]:
    lanes: list[_Lane] = []
    news = (time.monotonic() + _NEWS * number for number in count(1))
    next_news = next(news)
    try:
        while True:
            while len(lanes) < LANES and (row := _choose(rows)):
                lanes.append(_Lane(row, row.shares.pop(0)))
            if not lanes:
                return
            wait([lane.told for lane in lanes], max(0.0, next_news - time.monotonic()))
            if time.monotonic() >= next_news:
                _tell_news(rows, lanes)
                next_news = next(news)
            for lane in [lane for lane in lanes if lane.told.poll()]:
                lanes.remove(lane)
                lane.finish()
                if lane.row.is_done:
                    yield lane.row
    finally:
        _interrupt(lanes)


def _choose(rows: list[Row]) -> Row | None:
    """Return whose turn it is: different ones side by side, for some need a disk, or all cores."""
    return min((row for row in rows if row.shares), key=lambda row: row.running, default=None)


def _tell_news(rows: list[Row], lanes: list[_Lane]) -> None:
    waiting = sum(len(row.shares) for row in rows)
    names = ", ".join(
        f"{lane.row.experiment.name} {'control' if lane.tries is None else lane.tries.start}"
        for lane in lanes
    )
    print(f"[{time.strftime('%H:%M')}] {waiting} shares wait; now: {names}", file=sys.stderr)


def _interrupt(lanes: list[_Lane]) -> None:
    """Let each process clear up what it made, and end those that do not."""
    for lane in lanes:
        if lane.process.pid and lane.process.is_alive():
            os.kill(lane.process.pid, signal.SIGINT)
    end = time.monotonic() + _PATIENCE
    for lane in lanes:
        lane.process.join(max(0.0, end - time.monotonic()))
        if lane.process.is_alive():
            lane.process.kill()
            lane.process.join()
