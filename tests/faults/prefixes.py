"""A disk that stops at any write: all writes up to there, or some of what was not flushed (T06).

nbdkit notes every write of a file system on which a journal is written, goes on in new files and
forgets people. Any beginning of that list has to be a disk on which the promise holds.
"""

import os
import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from samenkomst.stores.journal import Journal
from tests.faults import recording_disk
from tests.faults.disks import NEEDS, served
from tests.faults.experiment import Experiment, Found
from tests.faults.power import broken_promises, made_image, mounted
from tests.faults.recording_disk import FLUSH, Write, read_log
from tests.faults.workshop import memory
from tests.stores.journals import PATIENCE, Unflushed, note_the_log, start

_RECORDS = 60
_EACH = 400
"""Ends that are tried of one list of writes."""


def stop_anywhere(variant: type[Journal], tries: range) -> Found:
    """Stop so many times; what was acknowledged by then must be there, once."""
    tried, writes, violations = 0, 0, list[str]()
    while tried < len(tries):
        with (
            tempfile.TemporaryDirectory(dir=memory()) as name,
            made_image("ext4") as (image, mount),
        ):
            folder = Path(name)
            shutil.copy(image, folder / "blank")
            told = _record(image, mount, folder, variant)
            log = list(read_log((folder / "log").read_bytes()))
            ends = sorted(random.choices(range(1, len(log) + 1), k=min(_EACH, len(tries) - tried)))  # noqa: S311
            for end, disk in _disks(folder, log, ends):
                with mounted(disk, mount):
                    promised = [id_ for seen, id_ in told if seen <= end]
                    wrong = broken_promises(mount / "journal.jsonl", promised)
                violations += [f"{end} of {len(log)}: {each}" for each in wrong]
            tried, writes = tried + len(ends), writes + len(log)
    return Found(tried, tuple(violations), {"writes and flushes noted": writes})


def _record(
    image: Path, mount: Path, folder: Path, variant: type[Journal]
) -> list[tuple[int, str]]:
    """Write on a disk that notes all; return each id with the writes noted when it was told."""
    log = folder / "log"
    words = ["python", recording_disk.__file__, f"image={image}", f"log={log}"]
    with served(folder, *words) as disk, mounted(disk.path, mount):
        program = start(note_the_log, variant, mount / "journal.jsonl", log, _RECORDS, quiet=True)
        output, _ = program.communicate(timeout=PATIENCE)
        assert program.returncode == 0
    sizes = list(_sizes(read_log(log.read_bytes())))
    told = [line.split() for line in output.splitlines()]
    return [(sum(end <= int(size) for end in sizes), id_) for id_, size in told]


def _sizes(log: Iterator[Write]) -> Iterator[int]:
    size = 0
    for _, data in log:
        size += recording_disk.HEAD.size + len(data)
        yield size


def _disks(folder: Path, log: Sequence[Write], ends: Sequence[int]) -> Iterator[tuple[int, Path]]:
    """Yield each end with the disk as it can be then: all was written, or what was flushed and
    by chance a part of the rest."""
    flushed, disk, done = folder / "blank", folder / "disk", 0
    for end in ends:
        last_flush = max((n for n in range(done, end) if log[n] == FLUSH), default=done - 1) + 1
        _write(flushed, log[done:last_flush])
        done = max(done, last_flush)
        shutil.copy(flushed, disk)
        rest = log[done:end]
        if random.random() < 0.5:  # noqa: S311 - which writes a disk had in its memory
            rest = [each for each in rest if random.random() < 0.5]  # noqa: S311
        _write(disk, rest)
        yield end, disk


def _write(disk: Path, log: Sequence[Write]) -> None:
    descriptor = os.open(disk, os.O_WRONLY)
    try:
        for place, data in log:
            os.pwrite(descriptor, data, place)
    finally:
        os.close(descriptor)


EXPERIMENTS = [
    Experiment(
        "prefixes of block writes",
        partial(stop_anywhere, Journal),
        partial(stop_anywhere, Unflushed, range(20)),
        20,
        1_000,
        NEEDS,
        share=250,
    )
]
