"""Every system call of an append, of closing a file and of an erasure fails, or is the last.

T02, T10, T14 to T18, T28, T29.
"""

import itertools
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from samenkomst.core.errors import NotStored
from samenkomst.stores.inspection import verify
from samenkomst.stores.journal import Journal
from tests.faults.experiment import Experiment, Found
from tests.stores.journals import (
    PATIENCE,
    ROOT_PATH,
    Ignoring,
    good_ids,
    make_journal,
    work_through,
    write,
)

CALLS = [
    "openat", "write", "pwrite64", "fdatasync", "fsync", "ftruncate", "flock", "rename", "link",
    "unlink", "newfstatat", "pread64",
]  # fmt: skip
KILL = "KILL"
ERRORS = [KILL, "EIO", "ENOSPC", "EDQUOT", "EINTR", "EROFS", "EFBIG", "ENOMEM", "EMFILE"]
MOST = 20
_FILES = [
    "journal.jsonl", "journal.lock", "journal.durable", "journal.new", "journal.erasing",
    "journal.rewriting", "journal.erased", "journal-1-3.jsonl", "journal-4-6.jsonl", "",
]  # fmt: skip


def _inject(variant: type[Journal], call: str, error: str, when: int) -> tuple[bool, list[str]]:
    """Return whether the fault took place, and what it broke."""
    with tempfile.TemporaryDirectory() as folder:
        data, trace = Path(folder) / "var", Path(folder) / "trace"
        data.mkdir(mode=0o700)
        path = data / "journal.jsonl"
        paths = [word for name in _FILES for word in ("-P", str(data / name))]
        command = [
            "strace", "-f", "-qq", "-o", str(trace), *paths, "-e", f"trace={call}",
            "-e", f"inject={call}:{_fault(error)}:when={when}",
            sys.executable, "-m", "tests.stores.journals", work_through.__name__,
            variant.__name__, str(path),
        ]  # fmt: skip
        done = subprocess.run(
            command, cwd=ROOT_PATH, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        traced = trace.read_text(errors="replace")
        if "(INJECTED)" not in traced and "killed by SIGKILL" not in traced:
            return False, []
        return True, [f"{call} {error} {when}: {each}" for each in _broken(path, done.stdout)]


def _fault(error: str) -> str:
    return "signal=KILL" if error == KILL else f"error={error}"


def _broken(path: Path, told: str) -> Iterator[str]:
    """Yield every receipt that was false, after the next start."""
    words = told.split()
    try:
        write(make_journal(path)[0], "after")
    except NotStored as error:
        yield f"no new start: {type(error).__name__} {error}"
    there = good_ids(path) if path.exists() else []
    yield from (f"lost {word}" for word in words if word != "erased" and there.count(word) != 1)
    yield from (f"damage {each}" for each in (verify(path).damages if path.exists() else ()))
    if "erased" in words:
        files = [each for each in path.parent.iterdir() if b"secret" in each.read_bytes()]
        yield from (f"left in {each.name}" for each in files)


def _sweep(variant: type[Journal], call: str, error: str, most: int) -> tuple[int, list[str]]:
    tried, violations = 0, list[str]()
    for when in range(1, most + 1):
        happened, broken = _inject(variant, call, error, when)
        if not happened:
            break
        tried += 1
        violations += broken
    return tried, violations


def fail_calls(number: int) -> Found:
    """Let the first `number` occurrences of every call fail with every error, one at a time."""
    pairs = list(itertools.product(CALLS, ERRORS if number > 2 else ERRORS[:2]))
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda pair: _sweep(Journal, *pair, number), pairs))
    violations = [each for _, broken in found for each in broken]
    return Found(sum(tried for tried, _ in found), tuple(violations))


def fail_ignored() -> Found:
    """The same with a writer that ignores errors of `write`."""
    tried, violations = _sweep(Ignoring, "write", "ENOSPC", 3)
    return Found(tried, tuple(violations))


EXPERIMENTS = [Experiment("failing system calls", fail_calls, fail_ignored, 1, MOST, ("strace",))]
