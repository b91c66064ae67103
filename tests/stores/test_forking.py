"""Work over all processors: the same results, in the same order, whatever goes wrong."""

import subprocess
import sys
from collections.abc import Sequence

import pytest

from samenkomst.stores import forking
from samenkomst.stores.forking import share_over_processors

linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere we work in one process")


@pytest.fixture
def four(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forking, "_processors", lambda: 4)


@linux
@pytest.mark.usefixtures("four")
@pytest.mark.parametrize("number", [0, 1, 99, 100, 201, 1000])
def test_each_item_is_in_one_share(number: int) -> None:
    shares = share_over_processors(list, range(number))
    assert len(shares) == (1 if number < 100 else min(4, number // 50))
    assert sorted(each for share in shares for each in share) == [*range(number)]


SHARED = """
import os
from samenkomst.stores import forking

forking._processors = lambda: 4
print([len(set(forking.share_over_processors(lambda _: os.getpid(), range(n)))) for n in (400, 20)])
"""


@linux
def test_many_items_are_shared_and_few_are_not() -> None:
    """In a process of its own: beside a thread that another test left, nothing is shared."""
    done = subprocess.run([sys.executable, "-c", SHARED], capture_output=True, check=True)
    assert done.stdout.split() == [b"[4,", b"1]"]


@linux
@pytest.mark.usefixtures("four")
def test_what_goes_wrong_elsewhere_goes_wrong_here() -> None:
    def work(share: Sequence[int]) -> None:
        if 302 in share:  # not in our own
            raise LookupError(302)

    with pytest.raises(LookupError, match="302"):
        share_over_processors(work, range(400))


DIES = """
import os
from samenkomst.stores import forking

forking._processors = lambda: 4
parent = os.getpid()
try:
    forking.share_over_processors(
        lambda share: os._exit(3) if 302 in share and os.getpid() != parent else 1, range(400)
    )
except ChildProcessError:
    print("told")
"""
CANNOT_TRAVEL = """
from samenkomst.stores import forking

forking._processors = lambda: 4
try:
    forking.share_over_processors(lambda share: lambda: share, range(400))
except RuntimeError:
    print("told")
"""
ERROR_CANNOT_TRAVEL = """
import os
from samenkomst.stores import forking

forking._processors = lambda: 4
parent = os.getpid()

def work(share):
    if 302 in share and os.getpid() != parent:
        error = LookupError("zo ging het")
        error.keep = lambda: share
        raise error

try:
    forking.share_over_processors(work, range(400))
except RuntimeError as error:
    print("told" if "zo ging het" in str(error) else error)
"""


@linux
@pytest.mark.faults
@pytest.mark.parametrize("program", [DIES, CANNOT_TRAVEL, ERROR_CANNOT_TRAVEL])
def test_process_that_gives_nothing_back_is_told(program: str) -> None:
    """In a process of its own, as above."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.stdout == b"told\n", done.stderr.decode()
