"""Whether a folder can keep the journal's promise: asked before the first form is taken in."""

import fcntl
import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path

from samenkomst.core.errors import SamenkomstError
from samenkomst.stores import disk

_MOUNTS = Path("/proc/self/mountinfo")
NETWORK = {
    "9p", "afs", "beegfs", "ceph", "cifs", "coda", "glusterfs", "gfs2", "gpfs", "lustre", "ncpfs",
    "nfs", "nfs4", "ocfs2", "orangefs", "prl_fs", "smb3", "smbfs", "vboxsf", "vmhgfs",
}  # fmt: skip
"""File systems that other machines share: there appending is not one step, and locks may lie."""


class Unfit(SamenkomstError):
    """This folder cannot keep what was promised; nothing was taken in."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        """`network` (a file system that others share), `open` (anybody can write in it), `locks`
        (they exclude nobody), `probe` (what was written did not come back) or `error` (the system
        said no)."""
        self.detail = detail
        """The file system's name, or the system's words."""


def check_folder(folder: Path, kind: Callable[[Path], str] | None = None) -> None:
    """Return if the folder is fit: makes it, writes, flushes and reads a probe. Raises Unfit."""
    try:
        disk.make_folder(folder)
        _check_mode(folder)
        name = (kind or file_system)(folder)
        if name in NETWORK or name.startswith("fuse."):
            raise Unfit("network", name)
        _probe(folder)
    except OSError as error:
        raise Unfit("error", error.strerror or type(error).__name__) from error


def file_system(folder: Path) -> str:
    """Return the name of the file system on which the folder is, or nothing where none tells."""
    try:
        lines = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    device = folder.stat().st_dev
    wanted = f"{os.major(device)}:{os.minor(device)}"
    for words in map(str.split, reversed(lines)):
        if words[2] == wanted:
            return words[words.index("-") + 1]
    return _longest(folder.resolve(), lines)


def _longest(folder: Path, lines: list[str]) -> str:
    """Return it by the path: some file systems give their folders numbers of their own."""
    best, found = -1, ""
    for words in map(str.split, lines):
        mount = Path(words[4].replace("\\040", " "))
        if folder.is_relative_to(mount) and len(mount.parts) >= best:
            best, found = len(mount.parts), words[words.index("-") + 1]
    return found


def _check_mode(folder: Path) -> None:
    mode = folder.stat().st_mode
    if mode & stat.S_IWOTH:
        raise Unfit("open", f"{mode & 0o777:o}")


def _probe(folder: Path) -> None:
    path, token = folder / f".probe-{os.getpid()}", secrets.token_bytes(64)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND, disk.PRIVATE_FILE)
    try:
        if os.write(descriptor, token) != len(token):
            raise Unfit("probe", "short write")
        disk.flush(descriptor)
        if os.pread(descriptor, len(token), 0) != token:
            raise Unfit("probe", "read back")
        _check_locks(path, descriptor)
        disk.flush_folder(folder)
    finally:
        os.close(descriptor)
        path.unlink(missing_ok=True)


def _check_locks(path: Path, descriptor: int) -> None:
    other = os.open(path, os.O_RDWR)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        raise Unfit("locks", "two at once")
    finally:
        os.close(other)
