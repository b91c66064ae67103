"""The lock and the mark beside it: what is closed is closed once, whoever forks meanwhile."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import LONG

PROGRAM = """
import os, sys, threading
from pathlib import Path
from samenkomst.stores.lock import Lock
from samenkomst.stores.mark import Mark

def forget_late(part):
    if part._descriptor is not None:
        os.close(part._descriptor)
        part._descriptor = None

def opened_lock():
    lock = Lock(Path("lock"), 1)
    with lock.hold(exclusive=True):
        return lock

def opened_mark():
    mark = Mark(Path("mark"))
    mark.make()
    return mark

closed, forked = threading.Event(), threading.Event()

def wait_amid(_, event, function):
    if event == "c_return" and function is os.close:
        closed.set()
        forked.wait()

def close(part):
    sys.setprofile(wait_amid)
    part.close()

KIND.close = CLOSE
part = OPENED()
thread = threading.Thread(target=close, args=[part])
thread.start()
closed.wait()
child = os.fork()  # another thread can at any moment
if child == 0:
    other = os.open("another", os.O_RDONLY | os.O_CREAT)  # gets the number that is free now
    try:
        part.after_fork()
        os.fstat(other)
    except OSError:
        os._exit(3)
    os._exit(0)
forked.set()
thread.join()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def run(folder: Path, opened: str, kind: str, close: str) -> int:
    """Return how a child ended that was forked while another thread closed: 0 when all was well."""
    program = PROGRAM
    for name, value in (("OPENED", opened), ("KIND", kind), ("CLOSE", close)):
        program = program.replace(name, value)
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, check=False, timeout=LONG)
    return done.returncode


KINDS = [("opened_lock", "Lock"), ("opened_mark", "Mark")]


@pytest.mark.faults
@pytest.mark.parametrize(("opened", "kind"), KINDS)
def test_fork_amid_closing_closes_no_other_file(tmp_path: Path, opened: str, kind: str) -> None:
    assert run(tmp_path, opened, kind, f"{kind}.close") == 0


@pytest.mark.faults
@pytest.mark.parametrize(("opened", "kind"), KINDS)
def test_descriptor_that_is_forgotten_after_closing_is_caught(
    tmp_path: Path, opened: str, kind: str
) -> None:
    """The broken variant: the child closes the number again, which is another file's by then."""
    assert run(tmp_path, opened, kind, "forget_late") == 3
