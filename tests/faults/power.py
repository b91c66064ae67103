"""Power cuts: the file system stops at once, and what was not flushed is gone (T03-T05, T29)."""

import fcntl
import os
import random
import struct
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from samenkomst.core.errors import NotStored
from samenkomst.stores.inspection import verify
from samenkomst.stores.journal import Journal
from samenkomst.stores.volumes import find_volumes
from tests.faults.experiment import Experiment, Found
from tests.faults.workshop import memory
from tests.stores.forked import Program
from tests.stores.journals import (
    Unflushed,
    acknowledge,
    erase_for_ever,
    good_ids,
    make_journal,
    start,
    write,
)

_SHUTDOWN = 0x8004587D
"""FS_IOC_SHUTDOWN: 1 flushes the file system's own journal but no data, 2 nothing at all."""
_SIZES = {"ext4": 24 << 20, "xfs": 320 << 20}
_MAKE = {"ext4": ["mkfs.ext4", "-q", "-F"], "xfs": ["mkfs.xfs", "-q", "-f"]}
_EACH = 25
"""Cuts on one file system, before a new one is made."""


@contextmanager
def made_image(kind: str, size: int = 0) -> Iterator[tuple[Path, Path]]:
    """Yield an image with a file system, of so many bytes, and where to mount it.

    It is in memory: what a cut destroys is what the file system under test had not yet written to
    its disk, whatever that disk is.
    """
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        image, mount = Path(folder) / "image", Path(folder) / "mount"
        mount.mkdir()
        with image.open("wb") as stream:
            stream.truncate(size or _SIZES[kind])
        subprocess.run([*_MAKE[kind], str(image)], check=True)
        yield image, mount


@contextmanager
def mounted(image: Path, mount: Path) -> Iterator[None]:
    """Mount the image as long as the block lasts."""
    subprocess.run(["mount", "-o", "loop", str(image), str(mount)], check=True)
    try:
        yield
    finally:
        _unmount(mount)


def _unmount(mount: Path) -> None:
    """Unmount as soon as nobody is there any more: programs that were killed take their time."""
    end = time.monotonic() + 20
    while subprocess.run(["umount", str(mount)], check=False, capture_output=True).returncode:
        if time.monotonic() > end:
            raise TimeoutError(f"{mount} is in use")
        time.sleep(0.05)


def _cut(mount: Path, flag: int) -> None:
    descriptor = os.open(mount, os.O_RDONLY)
    try:
        fcntl.ioctl(descriptor, _SHUTDOWN, struct.pack("I", flag))
    finally:
        os.close(descriptor)


def listen(process: Program, heard: list[tuple[float, str]]) -> None:
    """Note each whole line that a program prints, with the moment."""
    assert process.stdout
    with process.stdout as lines:
        for line in lines:
            if line.endswith("\n"):
                heard.append((time.monotonic(), line.strip()))


def _run_until_cut(
    path: Path, variant: type[Journal], flag: int, label: str
) -> tuple[list[str], list[str]]:
    """Return what was acknowledged before the cut, and after it began."""
    heard: list[tuple[float, str]] = []
    programs = [
        start(acknowledge, variant, path, f"{label}-{each}", quiet=True) for each in range(2)
    ]
    programs.append(start(erase_for_ever, variant, path, f"{label}-e", quiet=True))
    listeners = [threading.Thread(target=listen, args=(each, heard)) for each in programs]
    for listener in listeners:
        listener.start()
    try:
        while len(heard) < 5 and any(each.poll() is None for each in programs):
            time.sleep(0.005)
        time.sleep(random.uniform(0.02, 0.15))  # noqa: S311 - when the power goes
        begin = time.monotonic()
        _cut(path.parent, flag)
        with suppress(subprocess.TimeoutExpired):
            for program in programs:
                program.wait(20)
    finally:
        for program in programs:
            program.kill()
            program.wait()
        for listener in listeners:
            listener.join()
    return [id_ for at, id_ in heard if at < begin], [id_ for at, id_ in heard if at >= begin]


def cut_power(kind: str, variant: type[Journal], tries: range) -> Found:
    """Cut the power so many times; everything that was acknowledged before must be there, once."""
    tried, acknowledged, grey, violations = 0, 0, 0, list[str]()
    while tried < len(tries):
        with made_image(kind) as (image, mount):
            promised: list[str] = []
            for cut in range(min(_EACH, len(tries) - tried)):
                with mounted(image, mount):
                    path = mount / "journal.jsonl"
                    sure, late = _run_until_cut(path, variant, 1 + cut % 2, f"c{cut}")
                promised += sure
                with mounted(image, mount):
                    violations += broken_promises(path, promised)
                    there = set(good_ids(path)) if path.exists() else set()
                    grey += len([id_ for id_ in late if id_ not in there])
                    promised += [id_ for id_ in late if id_ in there]
                tried, acknowledged = tried + 1, acknowledged + len(sure)
    counts = {"acknowledged before the cuts": acknowledged, "lost that came during one": grey}
    return Found(tried, tuple(violations), counts)


def broken_promises(path: Path, promised: list[str]) -> list[str]:
    """Return what is not as it was promised, after the next start."""
    if not path.exists():
        return ["gone"] if promised else []
    if promised and not path.stat().st_size and not find_volumes(path):
        return ["empty"]
    torn = [str(each) for each in verify(path).damages[:-1]]
    try:
        write(make_journal(path, reserve=0)[0])  # the next start repairs a tail, ends an erasure
    except NotStored as refused:
        return [*torn, f"refused: {refused}"]
    there = good_ids(path)
    times = Counter(there)
    lost = [id_ for id_ in promised if times[id_] != 1]
    left = [each.name for each in path.parent.glob("journal.rewriting")]
    return [*torn, *lost, *left, *[str(each) for each in verify(path).damages]]


EXPERIMENTS = [
    Experiment(
        f"power cuts, {kind}",
        partial(cut_power, kind, Journal),
        partial(cut_power, kind, Unflushed, range(4)),
        2,
        2_000,
        ("root", f"mkfs.{kind}", "mount"),
        share=100,
    )
    for kind in _SIZES
]
