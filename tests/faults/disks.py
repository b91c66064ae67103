"""A disk of our own making, served by nbdkit: a file behind a block device that can go wrong."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

NEEDS = ("root", "nbdkit", "nbdfuse", "mkfs.ext4", "mount")
_PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Disk:
    """A file to mount with a loop device, and the process behind it; nothing more."""

    path: Path
    server: subprocess.Popen[bytes]
    link: subprocess.Popen[bytes]

    def pull_out(self) -> None:
        """Let it be gone: whoever waits for it gets an error."""
        self.server.kill()
        self.link.kill()


@contextmanager
def served(folder: Path, *words: str) -> Iterator[Disk]:
    """Serve what nbdkit makes of these words: filters, plugin and their settings."""
    socket, ready, mount = folder / "socket", folder / "pid", folder / "served"
    mount.mkdir()
    address = ("--unix", str(socket), "--pidfile", str(ready))
    server = _start("nbdkit", "--foreground", *address, *words)
    try:
        # Not for the socket: that is there a moment before anybody listens on it.
        _wait_for(ready, server)
        link = _start("nbdfuse", str(mount / "disk"), "--unix", str(socket))
        try:
            _wait_for(mount / "disk", link)
            yield Disk(mount / "disk", server, link)
        finally:
            _end(link)
            subprocess.run(["umount", "--lazy", str(mount)], check=False, capture_output=True)
    finally:
        server.kill()
        _end(server)
        for path in (socket, ready):
            path.unlink(missing_ok=True)
        mount.rmdir()


def _start(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait()
    if process.stderr:
        process.stderr.close()


def _wait_for(path: Path, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE
    while not path.exists():
        if process.poll() is not None or time.monotonic() > end:
            process.kill()
            words = process.stderr.read() if process.stderr else b""
            raise RuntimeError(f"{process.args!r} does not serve: {words.decode()}")
        time.sleep(0.01)
