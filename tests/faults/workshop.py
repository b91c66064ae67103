"""The folders in which all is tried; when it is over nothing is left of them, nor in them."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_MEMORY = Path("/dev/shm")  # noqa: S108 - Linux has it everywhere
_VARIABLE = "FAULTS_MEMORY"


def memory() -> str | None:
    """Return a folder in memory where there is one: for what does not hang on a real disk."""
    return os.environ.get(_VARIABLE) or (str(_MEMORY) if _MEMORY.exists() else None)


@contextmanager
def workshop() -> Iterator[None]:
    """Let all temporary files of this program and of those that it starts be in folders of its own.

    Afterwards end the programs that still use them, unmount, and remove them.
    """
    folders = [Path(tempfile.mkdtemp(prefix="faults-"))]
    if _MEMORY.exists():
        folders.append(Path(tempfile.mkdtemp(prefix="faults-", dir=_MEMORY)))
    for folder in folders:
        folder.chmod(0o755)  # PostgreSQL's own user has to pass
    before, tempfile.tempdir = tempfile.tempdir, str(folders[0])
    os.environ |= {"TMPDIR": str(folders[0]), _VARIABLE: str(folders[-1])}
    try:
        yield
    finally:
        del os.environ["TMPDIR"], os.environ[_VARIABLE]
        tempfile.tempdir = before
        _end_programs(f"TMPDIR={folders[0]}")
        for folder in folders:
            _unmount_below(folder)
            shutil.rmtree(folder, ignore_errors=True)


def _end_programs(variable: str) -> None:
    """End every program that was started with this variable."""
    left = list(_programs_with(variable))
    for each in left:
        with suppress(ProcessLookupError):
            os.kill(each, signal.SIGKILL)
    end = time.monotonic() + 5
    while left and time.monotonic() < end:
        left = [each for each in left if Path(f"/proc/{each}/exe").exists()]
        time.sleep(0.05)


def _programs_with(variable: str) -> Iterator[int]:
    for each in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            number = int(each.parent.name)
            if variable.encode() in each.read_bytes().split(b"\0") and number != os.getpid():
                yield number


def _unmount_below(folder: Path) -> None:
    """Unmount what was mounted in a folder, the last first."""
    with suppress(OSError):
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
        for mount in reversed([line.split()[1] for line in mounts]):
            if mount.startswith(f"{folder}/"):
                subprocess.run(["umount", "--lazy", mount], check=False, capture_output=True)
