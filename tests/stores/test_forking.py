"""Work over all processors: the same results, in the same order, whatever goes wrong."""

import subprocess
import sys

import pytest

linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere we work in one process")


BEGIN = """
import os
from samenkomst.stores import forking
from samenkomst.stores.forking import share_over_processors

forking._processors = lambda: 4
parent = os.getpid()
"""
EACH_ONCE = """
for number in (0, 1, 99, 100, 201, 1000):
    shares = share_over_processors(list, range(number))
    assert len(shares) == (1 if number < 100 else min(4, number // 50)), number
    assert sorted(each for share in shares for each in share) == [*range(number)], number
print("told")
"""
SHARED = """
found = [len(set(share_over_processors(lambda _: os.getpid(), range(n)))) for n in (400, 20)]
print("told" if found == [4, 1] else found)
"""
MEANWHILE = """
told = []
work = lambda _: (os.getpid(), *told)
found = share_over_processors(work, range(400), lambda: told.append("told"))
print("told" if [each[1:] for each in found] == [("told",), (), (), ()] else found)
"""
ELSEWHERE = """
def work(share):
    if 2 in share and os.getpid() != parent:
        raise LookupError(302)

try:
    share_over_processors(work, range(400))
except LookupError:
    print("told")
"""
DIES = """
try:
    share_over_processors(
        lambda share: os._exit(3) if 2 in share and os.getpid() != parent else 1, range(400)
    )
except ChildProcessError:
    print("told")
"""
CANNOT_TRAVEL = """
try:
    share_over_processors(lambda share: lambda: share, range(400))
except RuntimeError:
    print("told")
"""
ERROR_CANNOT_TRAVEL = """
def work(share):
    if 2 in share and os.getpid() != parent:
        error = LookupError("zo ging het")
        error.keep = lambda: share
        raise error

try:
    share_over_processors(work, range(400))
except RuntimeError as error:
    print("told" if "zo ging het" in str(error) else error)
"""


FEW_PROCESSES = """
import resource

def allow(number):
    if os.getuid() == 0:
        os.setuid(54321)  # root may have as many as it likes; this user has none but us
        resource.setrlimit(resource.RLIMIT_NPROC, (number, number))
    else:
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))

open_before = len(os.listdir("/proc/self/fd"))

def nothing_leaks():
    assert len(os.listdir("/proc/self/fd")) == open_before
    try:
        os.waitpid(-1, 0)
    except ChildProcessError:
        return True
"""
REFUSED = """
def work(share):
    time.sleep(0.01)
    return os.getpid()

import time
allow({number})
try:
    os.fork() or os._exit(0)
    os.wait()
    free = True
except BlockingIOError:
    free = False
found = share_over_processors(work, range(400))
assert len(found) == 4 and free is (len(set(found)) > 1), found
assert len(set(found)) <= {number}, found
assert sorted(i for s in share_over_processors(list, range(400)) for i in s) == [*range(400)]
print("told" if nothing_leaks() else "")
"""
WRONG_HERE = """
def work(share):
    if os.getpid() == parent:
        raise LookupError
    time.sleep(0.2)

import time
try:
    share_over_processors(work, range(400))
except LookupError:
    print("told" if nothing_leaks() else "")
"""


def run(program: str) -> None:
    """Run it in a process of its own: beside a thread that another test left nothing is shared."""
    command = [sys.executable, "-c", BEGIN + program]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.stdout == b"told\n", done.stderr.decode()


@linux
@pytest.mark.parametrize("program", [EACH_ONCE, SHARED, MEANWHILE])
def test_each_item_is_in_one_share(program: str) -> None:
    """Many items are shared, and few are not."""
    run(program)


@linux
@pytest.mark.faults
@pytest.mark.parametrize("program", [ELSEWHERE, DIES, CANNOT_TRAVEL, ERROR_CANNOT_TRAVEL])
def test_what_goes_wrong_elsewhere_is_told_here(program: str) -> None:
    run(program)


@linux
@pytest.mark.faults
@pytest.mark.parametrize("number", [1, 2, 3])
def test_where_no_more_processes_may_be_those_that_are_do_all(number: int) -> None:
    run(FEW_PROCESSES + REFUSED.replace("{number}", str(number)))


@linux
@pytest.mark.faults
def test_nobody_goes_on_when_we_cannot() -> None:
    run(FEW_PROCESSES + WRONG_HERE)
