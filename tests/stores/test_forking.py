"""Work over all processors: the same results, in the same order, whatever goes wrong."""

import subprocess
import sys

import pytest

from samenkomst.stores import forking
from samenkomst.stores.forking import map_over_processors

linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere we work in one process")


@pytest.fixture
def four(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forking, "_processors", lambda: 4)


@linux
@pytest.mark.usefixtures("four")
@pytest.mark.parametrize("number", [0, 1, 99, 100, 201, 1000])
def test_results_come_in_the_order_of_the_items(number: int) -> None:
    assert map_over_processors(lambda each: each * 2, range(number)) == [
        each * 2 for each in range(number)
    ]


SHARED = """
import os
from samenkomst.stores import forking

forking._processors = lambda: 4
print([len(set(forking.map_over_processors(lambda _: os.getpid(), range(n)))) for n in (400, 20)])
"""


@linux
def test_many_items_are_shared_and_few_are_not() -> None:
    """In a process of its own: beside a thread that another test left, nothing is shared."""
    done = subprocess.run([sys.executable, "-c", SHARED], capture_output=True, check=True)
    assert done.stdout.split() == [b"[4,", b"1]"]


PREPARED = """
import os
from samenkomst.stores import forking

forking._processors = lambda: 4
prepared, parent = [], os.getpid()

def work(item):
    if not prepared:
        prepared.append(os.getpid())
    return prepared[-1] == parent

print(all(forking.map_over_processors(work, range(400))))
"""


@linux
def test_what_the_first_prepares_is_there_for_all() -> None:
    for program, found in ((PREPARED, b"True"), (PREPARED.replace("not prepared", "1"), b"False")):
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
        assert done.stdout.strip() == found


@linux
@pytest.mark.usefixtures("four")
def test_what_goes_wrong_elsewhere_goes_wrong_here() -> None:
    def work(item: int) -> int:
        if item == 302:  # not in our own share
            raise LookupError(item)
        return item

    with pytest.raises(LookupError, match="302"):
        map_over_processors(work, range(400))


DIES = """
import os
from samenkomst.stores import forking

forking._processors = lambda: 4
parent = os.getpid()
try:
    forking.map_over_processors(
        lambda item: os._exit(3) if item == 302 and os.getpid() != parent else item, range(400)
    )
except ChildProcessError:
    print("told")
"""
CANNOT_TRAVEL = """
from samenkomst.stores import forking

forking._processors = lambda: 4
try:
    forking.map_over_processors(lambda each: lambda: each, range(400))
except RuntimeError:
    print("told")
"""
ERROR_CANNOT_TRAVEL = """
import os
from samenkomst.stores import forking

forking._processors = lambda: 4
parent = os.getpid()

def work(item):
    if item == 302 and os.getpid() != parent:
        error = LookupError("zo ging het")
        error.keep = lambda: item
        raise error

try:
    forking.map_over_processors(work, range(400))
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


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    map_over_processors(lambda each: each, range(3), lambda *each: told.append(each))
    assert told == [(1, 3), (2, 3), (3, 3)]
