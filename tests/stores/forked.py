"""Programs of the tests in processes of their own, forked from one that has loaded what they need.

A Python of its own takes a fifth of a second to begin; this takes a hundredth.
"""

import multiprocessing
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Self

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.stores.journals", "tests.stores.forked", "pytest"])
# pytest: each child runs the script that began all, and that one imports it.


class Program:
    """A running program, to be used like a `subprocess.Popen`; its standard output is a text.

    What it ends with: 0, 1 for an error, or less than 0 for the signal that killed it.
    """

    def __init__(
        self, work: Callable[..., None], *arguments: str, quiet: bool = False, output: bool = True
    ) -> None:
        reading, writing = os.pipe() if output else (None, os.open(os.devnull, os.O_WRONLY))
        self.stdout = None if reading is None else os.fdopen(reading, encoding="utf-8")
        told = Connection(writing)
        self._process = _CONTEXT.Process(target=_run, args=(told, quiet, work, arguments))
        self._process.start()
        told.close()
        assert self._process.pid
        self.pid: int = self._process.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.stdout:
            self.stdout.close()
        self.wait()

    @property
    def returncode(self) -> int | None:
        """What it ended with, or None while it runs."""
        return self._process.exitcode

    def poll(self) -> int | None:
        """Return what it ended with, or None while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Return what it ended with. Raises TimeoutExpired."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("a forked program", timeout or 0)
        return self._process.exitcode

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def communicate(self, timeout: float | None = None) -> tuple[str, None]:
        """Return all that it says, once it has ended. Who lasts longer than this is killed."""
        watch = threading.Timer(timeout or threading.TIMEOUT_MAX, self.kill)
        watch.start()
        try:
            text = ""
            if self.stdout:
                with self.stdout as lines:
                    text = lines.read()
            self.wait()
            return text, None
        finally:
            watch.cancel()


def _run(
    told: Connection, quiet: bool, work: Callable[..., None], arguments: tuple[str, ...]
) -> None:
    os.dup2(told.fileno(), 1)
    if quiet:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    told.close()
    work(*arguments)
    sys.stdout.flush()
