"""What a process knew of a journal, kept for a quick start: believed only if nothing differs.

It says what follows from the first so many bytes of the journal, by the hash of those bytes and
of the program. When one bit of either is another, or of the checkpoint itself, it is not read:
replaying the journal gives the same, some times slower.
"""

import contextlib
import hashlib
import json
import os
import sys
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import samenkomst.core
from samenkomst.stores import disk, state
from samenkomst.stores.index import Index
from samenkomst.stores.volumes import Volume, find_volumes

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state of a view after so many records, nothing more."""

    ends: "array[int]"
    """As in the index."""
    last_line: bytes
    state: dict[str, Any]


def checkpoint_path(journal_path: Path) -> Path:
    """Return where the checkpoint is. It can hold personal data: erasure removes it."""
    return journal_path.with_suffix(".checkpoint")


def pack(journal_path: Path, index: Index, view: object) -> bytes | None:
    """Return a checkpoint, or None for a view that cannot be written down. Raises OSError."""
    try:
        text = state.dump(vars(view))
    except state.Unknown:
        return None
    ends = index.ends.tobytes()
    head = {
        "program": program(),
        "size": index.ends[-1],
        "journal": _hash(_parts(journal_path, index.volumes), index.ends[-1]),
        "last": len(index.last_line),
        "ends": len(ends),
        "check": hashlib.sha256(ends + text).hexdigest(),
    }
    return json.dumps(head).encode("ascii") + b"\n" + ends + text


def unpack(journal_path: Path) -> Checkpoint | None:
    """Return the checkpoint if all of it holds for the journal as it is now, else None."""
    # Whatever may be wrong with it: the journal itself has everything.
    with contextlib.suppress(Exception):
        return _unpack(journal_path)
    return None


def known_size(journal_path: Path) -> int:
    """Return how many bytes of the journal the checkpoint speaks of; 0 without one."""
    with (
        contextlib.suppress(OSError, ValueError, KeyError),
        checkpoint_path(journal_path).open("rb") as stream,
    ):
        return int(json.loads(stream.readline())["size"])
    return 0


def forget(journal_path: Path) -> None:
    """Remove the checkpoint, half a one too."""
    checkpoint_path(journal_path).unlink(missing_ok=True)
    _part_path(journal_path).unlink(missing_ok=True)


def put(journal_path: Path, content: bytes) -> None:
    """Write the checkpoint. The caller holds the lock alone: an erasure must not come between."""
    part_path = _part_path(journal_path)
    part_path.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    descriptor = os.open(part_path, flags, disk.PRIVATE_FILE)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        part_path.replace(checkpoint_path(journal_path))
    except OSError:
        part_path.unlink(missing_ok=True)
        raise


@cache
def program() -> str:
    """Return a hash of all that decides how a journal is read: the rules, and Python itself."""
    total = hashlib.sha256(sys.version.encode())
    (core,) = samenkomst.core.__path__
    for path in sorted(Path(core).rglob("*.py")):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def _unpack(journal_path: Path) -> Checkpoint | None:
    with checkpoint_path(journal_path).open("rb") as stream:
        head = json.loads(stream.readline())
        rest = memoryview(stream.read())
    volumes = find_volumes(journal_path)
    if (
        head["program"] != program()
        or head["check"] != hashlib.sha256(rest).hexdigest()
        or head["journal"] != _hash(_parts(journal_path, volumes), head["size"])
    ):
        return None
    ends = array("Q")
    ends.frombytes(rest[: head["ends"]])
    last_line = b"".join(_slice(journal_path, volumes, head["size"] - head["last"], head["last"]))
    return Checkpoint(ends, last_line, state.load(rest[head["ends"] :]))


def _part_path(journal_path: Path) -> Path:
    return journal_path.with_suffix(".checkpoint-new")


def _parts(journal_path: Path, volumes: list[Volume]) -> list[Path]:
    return [*(volume.path for volume in volumes), journal_path]


def _slice(journal_path: Path, volumes: list[Volume], start: int, size: int) -> Iterator[bytes]:
    """Yield some bytes of the journal, as if its files were one."""
    for path in _parts(journal_path, volumes):
        length = path.stat().st_size
        if start < length and size:
            with path.open("rb") as stream:
                stream.seek(start)
                found = stream.read(size)
            yield found
            size -= len(found)
        start = max(0, start - length)


def _hash(paths: list[Path], size: int) -> str:
    """Return a hash of the first so many bytes of these files together."""
    total = hashlib.sha256()
    for path in paths:
        with path.open("rb") as stream:
            while size and (block := stream.read(min(_BLOCK, size))):
                total.update(block)
                size -= len(block)
    return f"{total.hexdigest()}-{size}"
