"""Whole processes, measured in turn."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Job:
    """A command to measure, and what to do before each run, which does not count."""

    name: str
    command: Sequence[str]
    folder: Path
    prepare: Callable[[], None] = lambda: None
    most_runs: int = 99
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Figure:
    """What the runs of one job took."""

    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    """Seconds of all processors together, of the program and of the system for it."""
    megabytes: float = 0
    """The largest process of any run."""

    @property
    def median(self) -> float:
        """The middle run."""
        return statistics.median(self.seconds)

    def ratio_to(self, other: "Figure") -> float:
        """Return the median of the ratios of runs that stood side by side."""
        pairs = zip(self.seconds, other.seconds, strict=False)
        return statistics.median(mine / theirs for mine, theirs in pairs)


def measure(jobs: Sequence[Job], runs: int, patience: float) -> dict[str, Figure]:
    """Return a figure for each job: all jobs in turn, after one round to warm up that is dropped.

    When `patience` seconds have gone by, no new round begins.
    """
    figures: dict[str, Figure] = {job.name: Figure() for job in jobs}
    start = time.monotonic()
    for number in range(runs + 1):
        if number > 1 and time.monotonic() - start > patience:
            break
        for job in jobs:
            if 0 < number <= job.most_runs or job.most_runs == 1 == number:
                _run(job, figures[job.name])
            elif number == 0 and job.most_runs > 1:
                _run(job, Figure())
    return {name: each for name, each in figures.items() if each.seconds}


def _run(job: Job, figure: Figure) -> None:
    job.prepare()
    start = time.perf_counter()
    with subprocess.Popen(
        job.command,
        cwd=job.folder,
        env=clean_environment() | job.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        error = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if process.returncode != 0:
        raise SystemExit(f"{job.name}: {error.decode(errors='replace')[-2000:]}")
    figure.seconds.append(seconds)
    figure.processor.append(usage.ru_utime + usage.ru_stime)
    # Of the process and all that it started and waited for: the largest one, in kB on Linux.
    figure.megabytes = max(figure.megabytes, usage.ru_maxrss / 1024)


def clean_environment() -> dict[str, str]:
    """Return our environment, with what Python compiled kept, as on anyone's machine."""
    kept = {key: each for key, each in os.environ.items() if not key.startswith("PYTHON")}
    return kept | {"SAMENKOMST_TODAY": "2026-11-21", "NO_MKDOCS_2_WARNING": "1"}
