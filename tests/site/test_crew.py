"""Work that others have begun on: the same results, in the same order, whatever goes wrong."""

import subprocess
import sys

import pytest

from samenkomst.site.crew import Crew
from tests.patience import LONG
from tests.stores.test_forking import FEW_PROCESSES

linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere we work in one process")

BEGIN = """
import os, time
from samenkomst.site.crew import Crew
from samenkomst.stores import forking

forking._processors = lambda: 4
us, nobody = os.getpid(), lambda done, number: None
"""
IN_ORDER = """
for number in (0, 1, 100, 201, 1000, 9000, 20001):
    crew = Crew(lambda each: each * 2, range(number))
    told = []
    assert crew.finish(lambda *each: told.append(each)) == [each * 2 for each in range(number)]
    assert all(0 < done <= number for done, _ in told)
print("good")
"""
SHARED = """
def work(item):
    open(f"{os.getpid()}", "w").close()
    while os.getpid() != us and len(os.listdir()) < 4:
        time.sleep(0.002)  # until the others are there as well
    return os.getpid()

crew = Crew(work, range(400))
while crew._tickets.left():
    time.sleep(0.01)  # we do something else meanwhile
found = crew.finish(nobody)
assert len(set(found)) == 4 and found.count(us) == 1, found
assert len(set(Crew(work, range(20)).finish(nobody))) == 1
print("good")
"""
WRONG_ELSEWHERE = """
def work(item):
    time.sleep(0.001)
    if os.getpid() != us:
        raise LookupError(item)
    return item

crew = Crew(work, range(4000))
try:
    crew.finish(nobody)
except LookupError:
    print("good")
"""
WRONG_HERE = """
def work(item):
    time.sleep(0.001)
    if os.getpid() == us and item > 0:
        raise LookupError(item)
    return item

try:
    Crew(work, range(4000)).finish(nobody)
except LookupError:
    try:
        os.waitpid(-1, 0)
    except ChildProcessError:
        print("good")  # nobody goes on
"""
STOPPED = """
def work(item):
    time.sleep(0.01)
    open(f"{item}", "w").close()

crew = Crew(work, range(4000))
crew.stop()
crew.stop()
done = len(os.listdir())
time.sleep(0.2)
assert len(os.listdir()) == done < 3000
print("good")
"""
DIES = """
crew = Crew(lambda item: os._exit(3) if os.getpid() != us else time.sleep(0.001), range(400))
time.sleep(0.5)
try:
    crew.finish(nobody)
except ChildProcessError:
    print("good")
"""
REFUSED = (
    FEW_PROCESSES
    + """
allow(2)
for stopped in (False, True):
    crew = Crew(lambda each: each * 2, range(1000))
    if stopped:
        crew.stop()
    else:
        assert crew.finish(nobody) == [each * 2 for each in range(1000)]
    assert nothing_leaks()
print("good")
"""
)


@linux
@pytest.mark.faults
@pytest.mark.parametrize(
    "program", [IN_ORDER, SHARED, WRONG_ELSEWHERE, WRONG_HERE, STOPPED, DIES, REFUSED]
)
def test_crew_in_a_process_of_its_own(program: str, tmp_path: object) -> None:
    """Beside a thread that another test left, nobody would help."""
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + program],
        cwd=str(tmp_path),
        capture_output=True,
        check=False,
        timeout=LONG,
    )
    assert done.stdout == b"good\n", done.stderr.decode()


def test_progress_of_little_work_is_told() -> None:
    told: list[tuple[int, int]] = []
    crew = Crew(lambda each: -each, range(3))
    assert crew.finish(lambda *each: told.append(each)) == [0, -1, -2]
    assert told == [(1, 3), (2, 3), (3, 3)]
