"""Threads where a host gives few or none: the same results, each once."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from samenkomst.site.threads import Threads
from tests.patience import LONG
from tests.site.building import ENVIRONMENT, Built, copy_project
from tests.unprivileged import with_few_tasks

linux = pytest.mark.skipif(sys.platform != "linux", reason="tasks are limited in another way")

FEW = (1, 2, 3, 5, 8)
REFUSED = "can't start new thread"
EACH_ONCE = """
import time
from concurrent.futures import ThreadPoolExecutor
from samenkomst.site.threads import Threads

done = []

def work(number):
    time.sleep(0.001)
    done.append(number)
    return -number

def fail():
    raise LookupError("zo ging het")

with {kind}(4) as threads:
    assert [*threads.map(work, range(200))] == [-number for number in range(200)]
    assert isinstance(threads.submit(fail).exception(), LookupError)
assert sorted(done) == [*range(200)], done
print("good")
"""


def each_once(kind: type) -> str:
    return EACH_ONCE.replace("{kind}", kind.__name__)


def run(program: str, limit: int, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run it in a process of its own that may have so many tasks."""
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env=ENVIRONMENT,
        preexec_fn=partial(with_few_tasks, limit),
        capture_output=True,
        text=True,
        check=False,
        timeout=LONG,
    )


@linux
@pytest.mark.faults
@pytest.mark.parametrize("limit", [*FEW, 100])
def test_work_is_done_once_however_few_threads_there_are(limit: int) -> None:
    done = run(each_once(Threads), limit)
    assert done.stdout == "good\n", done.stderr


@linux
@pytest.mark.faults
def test_threads_of_the_library_end_in_an_error_there() -> None:
    """The negative control: the host really limits tasks."""
    assert REFUSED in run(each_once(ThreadPoolExecutor), 2).stderr


def test_what_was_cancelled_is_not_done() -> None:
    done: list[int] = []
    with Threads(1) as threads:
        first = threads.submit(partial(wait_for, threads), done)
        assert first.result() == "cancelled"
    assert done == []


def wait_for(threads: Threads, done: list[int]) -> str:
    """Cancel what waits for this thread."""
    return "cancelled" if threads.submit(done.append, 1).cancel() else "begun"


BUILD = """
import runpy, sys
from samenkomst.site.threads import Threads

sys.argv = ["samenkomst.site", "site"]
runpy.run_module("samenkomst.site", run_name="__main__")
"""
AS_THE_LIBRARY = BUILD.replace("sys.argv =", "del Threads.submit\nsys.argv =")


@linux
@pytest.mark.faults
@pytest.mark.parametrize("limit", FEW)
def test_build_with_few_tasks_gives_the_same_site(built: Built, tmp_path: Path, limit: int) -> None:
    project = copy_project(built.project, tmp_path)
    done = run(BUILD, limit, project)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert Built(project, 0, "").files() == built.files()


@linux
@pytest.mark.faults
def test_build_with_few_tasks_and_threads_of_the_library_ends_in_an_error(
    built: Built, tmp_path: Path
) -> None:
    done = run(AS_THE_LIBRARY, 1, copy_project(built.project, tmp_path))
    assert done.returncode != 0
    assert REFUSED in done.stderr
