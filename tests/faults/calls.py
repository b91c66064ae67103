"""Every system call of an append, of closing a file and of an erasure fails, or is the last.

T02, T10, T14 to T18, T28, T29.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from samenkomst.core.errors import NotStored
from samenkomst.stores.inspection import verify
from samenkomst.stores.journal import Journal
from tests.faults.experiment import Experiment, Found
from tests.faults.workshop import memory
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
"""Occurrences of each call that fail, if there are so many."""
Fault = tuple[str, str, int]
"""Call, fault, and at which occurrence of the call."""
_FILES = [
    "journal.jsonl", "journal.lock", "journal.durable", "journal.new", "journal.erasing",
    "journal.rewriting", "journal.erased", "journal-1-3.jsonl", "journal-4-6.jsonl", "",
]  # fmt: skip


def run_traced(
    words: Sequence[str],
    paths: Iterable[Path],
    calls: str,
    fault: str = "",
    environment: Mapping[str, str] | None = None,
) -> tuple[str, str]:
    """Run Python with these words; return its calls on these paths, and what it said.

    `calls` are the names to look at, with commas; `fault` is what strace puts into them.
    """
    looks = [word for path in paths for word in ("-P", str(path))]
    injected = ["-e", f"inject={calls}:{fault}"] if fault else []
    with tempfile.NamedTemporaryFile() as trace:
        command = [
            "strace", "-f", "-qq", "-o", trace.name, *looks,
            "-e", f"trace={calls}", *injected, sys.executable, *words,
        ]  # fmt: skip
        done = subprocess.run(
            command,
            cwd=ROOT_PATH,
            env={**os.environ, **(environment or {})},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return Path(trace.name).read_text(errors="replace"), done.stdout


def faults_of(
    traced: str, calls: Sequence[str], faults: Sequence[str], tries: range
) -> list[Fault]:
    """Return the faults with these numbers among all that can happen in a run that went like this.

    First those of each call's first occurrence, then of its second, and so on.
    """
    made = Counter(re.findall(r"^\d+ +(\w+)\(", traced, re.MULTILINE))
    possible = [
        (call, fault, when)
        for when in range(1, MOST + 1)
        for fault in faults
        for call in calls
        if made[call] >= when
    ]
    return possible[tries.start : tries.stop]


def _work(variant: type[Journal], data: Path, calls: str, fault: str = "") -> tuple[str, str]:
    data.mkdir(mode=0o700)
    words = ["-m", "tests.stores.journals", work_through.__name__, variant.__name__]
    paths = [data / name for name in _FILES]
    return run_traced([*words, str(data / "journal.jsonl")], paths, calls, fault)


def _inject(variant: type[Journal], call: str, error: str, when: int) -> tuple[bool, list[str]]:
    """Return whether the fault took place, and what it broke."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        data = Path(folder) / "var"
        traced, told = _work(variant, data, call, f"{_fault(error)}:when={when}")
        if "(INJECTED)" not in traced and "killed by SIGKILL" not in traced:
            return False, []
        broken = _broken(data / "journal.jsonl", told)
        return True, [f"{call} {error} {when}: {each}" for each in broken]


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


def fail_calls(tries: range) -> Found:
    """Let every call fail with every error, one at a time, as far as these tries go."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        traced, _ = _work(Journal, Path(folder) / "var", ",".join(CALLS))
    return _fail(Journal, faults_of(traced, CALLS, ERRORS, tries))


def fail_ignored() -> Found:
    """The same with a writer that ignores errors of `write`."""
    return _fail(Ignoring, [("write", "ENOSPC", when) for when in (1, 2, 3)])


def _fail(variant: type[Journal], faults: Sequence[Fault]) -> Found:
    found = [_inject(variant, *fault) for fault in faults]
    broken = tuple(each for _, wrong in found for each in wrong)
    return Found(sum(happened for happened, _ in found), broken)


EXPERIMENTS = [
    Experiment(
        "failing system calls",
        fail_calls,
        fail_ignored,
        22,
        MOST * len(CALLS) * len(ERRORS),
        ("strace",),
        share=120,
    )
]
