"""One build of a folder at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from samenkomst.stores.memory import make_folder


@contextmanager
def one_at_a_time(path: Path, tell: str) -> Iterator[None]:
    """Hold the lock file at `path`; whoever comes second says `tell`, and waits.

    Processes that we fork hold it too. So nobody begins beside those that go on for a moment when
    we are killed: they would write old pages among the new ones. Where there can be no such file
    (in a folder that cannot be written to) nobody is kept out.
    """
    file: IO[bytes] | None = None
    with suppress(OSError):
        make_folder(path.parent)
        file = path.open("ab")
    try:
        if file is not None:
            _take(file, tell)
        yield
    finally:
        if file is not None:
            file.close()


def _take(file: IO[bytes], tell: str) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print(tell, flush=True)
        fcntl.flock(file, fcntl.LOCK_EX)
