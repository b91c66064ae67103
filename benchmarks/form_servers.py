"""The servers in the comparison, and one round of one of them; all on the same gunicorn."""

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.form_load import CLIENTS, post
from tests.journeys.server import ROOT, SECRET, Server, free_port

_TICK = 1e6 / os.sysconf("SC_CLK_TCK")
"""Microseconds."""


@dataclass
class Run:
    """What one round of one server gave, nothing more."""

    rate: float
    """Answered posts per second."""
    p99: float
    """Milliseconds."""
    memory: float
    """Largest of its processes, in MB."""
    processor: float
    """Microseconds of processor time for each post, in all its processes: less noisy than a rate
    on a busy machine."""


@dataclass
class Contender:
    """A server in the comparison, with its rounds so far; nothing more."""

    name: str
    app: str
    workers: int
    history: Path | None = None
    """A data folder to begin with."""
    count: Callable[[Path], int] | None = None
    """Counts what it stored."""
    runs: list[Run] = field(default_factory=list)

    def median(self, figure: str) -> float:
        return float(statistics.median(getattr(run, figure) for run in self.runs))


@contextmanager
def served(contender: Contender, site: Path, folder: Path) -> Iterator[Server]:
    """Serve a contender from a data folder of its own."""
    port = free_port()
    if contender.history:
        shutil.copytree(contender.history, folder / "var")
    command = [sys.executable, "-m", "gunicorn", "--config", "python:form_handler.server"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", str(contender.workers)]
    command += ["--threads", str(CLIENTS // contender.workers), contender.app]
    environment = {
        "SAMENKOMST_SECRET": SECRET,
        "SAMENKOMST_DATA": str(folder / "var"),
        "SAMENKOMST_SITE": str(site),
        "SAMENKOMST_POSTS_PER_MINUTE": "0",
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "default",
    }
    with Started(command, port, environment, folder / "log") as server:
        yield server


class Started(Server):
    """A server that is there when it answers anything at all."""

    def _wait(self) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            done = subprocess.run(
                ["curl", "-s", "-o", "/dev/null", f"http://127.0.0.1:{self.port}/"],  # noqa: S607
                check=False,
            )
            if done.returncode == 0:
                return
            time.sleep(0.05)
        raise RuntimeError(f"the server did not start:\n{self.log.read_text()}")


def measure(contender: Contender, site: Path, folder: Path, seconds: float) -> None:
    """Run one round of a contender, and count what it stored."""
    folder.mkdir(parents=True)
    with served(contender, site, folder) as server:
        post(server, "w", 1)
        before = processor(server.process.pid)
        seen = post(server, "m", seconds)
        run = Run(
            rate=seen["requests"] / seen["microseconds"] * 1e6,
            p99=seen["p99"] / 1000,
            memory=memory(server.process.pid),
            processor=(processor(server.process.pid) - before) / seen["requests"],
        )
    contender.runs.append(run)
    stored = contender.count(folder / "var") if contender.count else None
    if stored is not None and stored < seen["requests"]:
        raise RuntimeError(f"{contender.name}: {seen['requests']} answered, {stored} stored")
    shutil.rmtree(folder)
    told = f"{run.rate:.0f}/s, p99 {run.p99:.0f} ms, {run.memory:.0f} MB, {run.processor:.0f} µs"
    print(f"  {contender.name}: {told}", file=sys.stderr)


def memory(process: int) -> float:
    """Return the size of the largest worker, in MB."""
    statuses = [path.joinpath("status").read_text() for path in _workers(process)]
    lines = (line for status in statuses for line in status.splitlines())
    return max(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1000


def processor(process: int) -> float:
    """Return the processor time of all workers so far, in microseconds."""
    stats = [path.joinpath("stat").read_text().rpartition(")")[2] for path in _workers(process)]
    return sum(int(ticks) * _TICK for stat in stats for ticks in stat.split()[11:13])


def _workers(process: int) -> list[Path]:
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [Path(f"/proc/{child}") for child in children]
