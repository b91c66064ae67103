"""Gunicorn with our settings: workers are replaced while 64 visitors post, and nobody is lost."""

import json
import os
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import pytest

from samenkomst.settings import Settings
from tests.form_handler.submissions import URL, answers, records
from tests.journeys.server import SECRET, Server, free_port, post_form
from tests.patience import until
from tests.patient import SERVER

VISITORS = 64


def our_server(
    settings: Settings, log: Path, app: str = "form_handler:create_app()", **more: str
) -> Server:
    """Return the handler with the settings that we ship, on a disk that may hang."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "python:form_handler.server"]
    command += ["--bind", f"127.0.0.1:{port}", app]
    environment = {
        "SAMENKOMST_SECRET": SECRET,
        "SAMENKOMST_DATA": str(settings.data),
        "SAMENKOMST_SITE": str(settings.site),
        "SAMENKOMST_POSTS_PER_MINUTE": "0",
        **SERVER,
        **more,
    }
    return Server(command, port, environment, log)


@pytest.fixture
def server(settings: Settings, tmp_path: Path) -> Iterator[Server]:
    with our_server(settings, tmp_path / "log") as server:
        yield server


def children(process: int) -> list[int]:
    """Return the processes that this one started."""
    return [int(each) for each in _read(f"/proc/{process}/task/{process}/children").split()]


def _read(path: str) -> str:
    return Path(path).read_text(encoding="ascii")


class Crowd:
    """Visitors who post one after the other, and what each of them saw."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._over = threading.Event()
        self._numbers = count()
        self.seen: Counter[int | str] = Counter()
        self.references: set[str] = set()

    def run(self, meanwhile: Callable[[], None]) -> None:
        """Let all of them post until `meanwhile` returns."""
        with ThreadPoolExecutor(VISITORS) as visitors:
            done = [visitors.submit(self._visit) for _ in range(VISITORS)]
            meanwhile()
            self._over.set()
            for each in done:
                each.result()

    def _visit(self) -> None:
        while not self._over.is_set():
            sent = answers(email=f"p{next(self._numbers)}@example.org")
            try:
                status, body = post_form(self._port, URL, sent)
            except OSError:
                self.seen["no answer"] += 1
                continue
            self.seen[status] += 1
            if status == 201:
                self.references.add(json.loads(body)["reference"])


def test_reload_under_load_loses_and_refuses_nobody(server: Server, settings: Settings) -> None:
    before = children(server.process.pid)

    def reload() -> None:
        for _ in range(3):
            time.sleep(1)
            os.kill(server.process.pid, signal.SIGHUP)
        time.sleep(1.5)

    crowd = Crowd(server.port)
    crowd.run(reload)
    print(f"{crowd.seen[201]} posts from {VISITORS} visitors during three reloads: {crowd.seen}")
    assert set(crowd.seen) == {201}
    assert {each["reference"] for each in records(settings.data)} == crowd.references
    until(lambda: not set(before) & set(children(server.process.pid)))


def test_kill_under_load_loses_answers(server: Server, settings: Settings) -> None:
    """The negative control. Whoever did get an answer is on disk all the same."""

    def kill() -> None:
        for _ in range(3):
            time.sleep(0.7)
            for worker in children(server.process.pid):
                os.kill(worker, signal.SIGKILL)
        time.sleep(1)

    crowd = Crowd(server.port)
    crowd.run(kill)
    print(f"workers killed: {crowd.seen}")
    assert crowd.seen["no answer"] > 0
    assert crowd.references <= {each["reference"] for each in records(settings.data)}
