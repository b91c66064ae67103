"""The real server in a process group of its own, so that a test can kill all of it."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self
from urllib.parse import urlencode

from tests.patience import LONG

ROOT = Path(__file__).parents[2]
SECRET = "a-secret-of-tests-that-is-long-enough"


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """A program that serves on one port, until it is stopped or killed."""

    def __init__(
        self, command: list[str], port: int, environment: Mapping[str, str], log: Path
    ) -> None:
        self.command, self.port, self.log = command, port, log
        own = {key: each for key, each in os.environ.items() if not key.startswith("SAMENKOMST_")}
        self.environment = {**own, **environment}

    def __enter__(self) -> Self:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait()
        return self

    def __exit__(self, *_: object) -> None:
        self.signal(signal.SIGTERM)
        try:
            self.process.wait(LONG)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End every process of the server at once, as a crash would."""
        self.signal(signal.SIGKILL)
        self.process.wait()

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the whole group, if it is still there."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, number)

    def _wait(self) -> None:
        deadline = time.monotonic() + LONG
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                if get(self.port, "/formulieren/gezond") == 200:
                    return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError(f"the server did not start:\n{self.log.read_text()}")


def gunicorn(app: str, port: int, *, workers: int, threads: int) -> list[str]:
    """Return the command that serves `app`."""
    return [
        sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}",
        "--workers", str(workers), "--threads", str(threads), "--log-level", "warning",
        "--no-control-socket", app,
    ]  # fmt: skip


def get(port: int, path: str) -> int:
    """Return the status of a page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONG)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def post_form(port: int, url: str, answers: Mapping[str, str]) -> tuple[int, bytes]:
    """Post answers as a script would; return status and body. Raises OSError when cut off."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONG)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept": "application/json",
    }
    try:
        connection.request("POST", url, urlencode(answers), headers)
        response = connection.getresponse()
        return response.status, response.read()
    except http.client.HTTPException as error:
        raise OSError("cut off") from error
    finally:
        connection.close()
