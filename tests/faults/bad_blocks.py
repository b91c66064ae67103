"""A block device whose writes fail for a moment: real errors of real flushes (T14, T15)."""

import random
import tempfile
import threading
import time
from functools import partial
from pathlib import Path

from samenkomst.stores.journal import Journal
from tests.faults.disks import NEEDS, served
from tests.faults.experiment import Experiment, Found
from tests.faults.power import broken_promises, listen, made_image, mounted
from tests.stores.forked import Program
from tests.stores.journals import Persistent, acknowledge, start

_EACH = 10
"""Moments on one file system, before a new one is made."""
_WRITERS = 3


def _write_through(
    path: Path, trigger: Path, variant: type[Journal], label: str
) -> tuple[list[str], int]:
    """Let programs write while the disk fails for a moment; each that ends is started again.

    Returns all that they acknowledged, before, during and after, and how many programs ended.
    """
    heard: list[tuple[float, str]] = []
    ended = list[str]()
    over = threading.Event()

    def keep_running(name: str) -> None:
        for each in range(4):
            program = start(acknowledge, variant, path, f"{label}-{name}-{each}", quiet=True)
            threading.Thread(target=_kill_after, args=(over, program), daemon=True).start()
            listen(program, heard)
            program.wait()
            if over.is_set():
                return
            ended.append(name)

    keepers = [threading.Thread(target=keep_running, args=(str(n),)) for n in range(_WRITERS)]
    for keeper in keepers:
        keeper.start()
    try:
        _wait_for_more(heard, keepers)
        time.sleep(random.uniform(0.0, 0.05))  # noqa: S311 - when the disk begins to fail
        trigger.touch()
        time.sleep(random.uniform(0.002, 0.06))  # noqa: S311 - and for how long
        trigger.unlink()
        _wait_for_more(heard, keepers)
    finally:
        over.set()
        for keeper in keepers:
            keeper.join()
    return [id_ for _, id_ in heard], len(ended)


def _wait_for_more(heard: list[tuple[float, str]], keepers: list[threading.Thread]) -> None:
    """Return when the programs tell of new records, or never will again."""
    before, end = len(heard), time.monotonic() + 20
    while len(heard) < before + 5 and time.monotonic() < end:
        if not any(keeper.is_alive() for keeper in keepers):
            return
        time.sleep(0.005)


def _kill_after(over: threading.Event, program: Program) -> None:
    over.wait()
    program.kill()


def fail_writes(variant: type[Journal], tries: range) -> Found:
    """Let the disk fail so many times; what was acknowledged must be on it, and nothing else is."""
    tried, acknowledged, ended, violations = 0, 0, 0, list[str]()
    while tried < len(tries):
        with made_image("ext4") as (image, mount):
            promised: list[str] = []
            for moment in range(min(_EACH, len(tries) - tried)):
                told, ends = _one_moment(image, mount, variant, f"m{moment}")
                promised, ended = promised + told, ended + ends
                with mounted(image, mount):  # past every cache: the bytes that the disk has
                    violations += broken_promises(mount / "journal.jsonl", promised)
                tried += 1
            acknowledged += len(promised)
    counts = {"acknowledged": acknowledged, "writers ended by it": ended}
    return Found(tried, tuple(violations), counts)


def _one_moment(
    image: Path, mount: Path, variant: type[Journal], label: str
) -> tuple[list[str], int]:
    with tempfile.TemporaryDirectory() as name:
        trigger = Path(name) / "trigger"
        words = ["error=EIO", "error-pwrite-rate=100%", f"error-pwrite-file={trigger}"]
        with (
            served(Path(name), "--filter=error", "file", str(image), *words) as disk,
            mounted(disk.path, mount),
        ):
            return _write_through(mount / "journal.jsonl", trigger, variant, label)


EXPERIMENTS = [
    Experiment(
        "bad blocks",
        partial(fail_writes, Journal),
        partial(fail_writes, Persistent, range(5)),
        1,
        200,
        NEEDS,
        share=25,
    )
]
