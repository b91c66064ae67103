"""One build of a folder at a time."""

import fcntl
import os
import sys
from pathlib import Path

from samenkomst.site.build_lock import one_at_a_time

TELL = "Even wachten."


def is_held(path: Path) -> bool:
    with path.open("ab") as other:
        try:
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def test_folder_is_held_as_long_as_the_build_lasts(tmp_path: Path) -> None:
    path = tmp_path / "new" / "build.lock"
    with one_at_a_time(path, TELL):
        assert is_held(path)
    assert not is_held(path)


def test_processes_of_a_build_that_was_killed_hold_it_too(tmp_path: Path) -> None:
    path = tmp_path / "build.lock"
    outlet, inlet = os.pipe()
    with one_at_a_time(path, TELL):
        child = os.fork()
        if child == 0:
            os.close(inlet)
            os.read(outlet, 1)  # until the test is done
            os._exit(0)
    assert is_held(path)
    os.close(inlet)
    os.waitpid(child, 0)
    assert not is_held(path)


def test_second_one_is_told_and_waits(tmp_path: Path) -> None:
    path = tmp_path / "build.lock"
    outlet, inlet = os.pipe()
    with path.open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        child = os.fork()
        if child == 0:
            held.close()
            sys.stdout = os.fdopen(inlet, "w")
            with one_at_a_time(path, TELL):
                os._exit(7)
        os.close(inlet)
        assert os.read(outlet, 99).decode() == f"{TELL}\n"
        assert os.waitpid(child, os.WNOHANG) == (0, 0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    os.close(outlet)


def test_folder_that_cannot_be_written_to_keeps_nobody_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with one_at_a_time(tmp_path / "file" / "build.lock", TELL):
        pass
