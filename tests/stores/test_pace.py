"""The pace limit: counted over processes and time, without keeping addresses."""

import os
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from samenkomst.stores.pace import Pace, client
from tests.builders import ROOT_PATH
from tests.patience import LONG

SECRET = "a-secret-of-tests-that-is-long-enough"
NOW = datetime(2026, 11, 21, 20, 15, 0, 500_000, tzinfo=UTC)
ADDRESS = "192.0.2.1"


def make_pace(folder: Path, per_minute: int = 20) -> Pace:
    return Pace(folder / "pace", per_minute, SECRET)


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_first_posts_pass_and_the_next_one_waits(tmp_path: Path) -> None:
    pace = make_pace(tmp_path)
    assert [pace.wait(ADDRESS, after(second)) for second in range(20)] == [0] * 20
    assert [pace.wait(ADDRESS, after(second)) for second in (20, 30.5, 59.5)] == [40, 30, 1]


def test_wait_that_is_told_is_long_enough(tmp_path: Path) -> None:
    pace = make_pace(tmp_path, 1)
    pace.wait(ADDRESS, NOW)
    for seconds in (0.001, 0.4, 7.77, 59.2):
        assert pace.wait(ADDRESS, after(seconds + pace.wait(ADDRESS, after(seconds)))) == 0
        pace = make_pace(tmp_path / str(seconds), 1)
        pace.wait(ADDRESS, NOW)


def test_window_moves_on(tmp_path: Path) -> None:
    """Not a new minute, but the last sixty seconds."""
    pace = make_pace(tmp_path, 2)
    moments = [0, 50, 59.9, 60.1, 61, 110.2, 111]
    assert [pace.wait(ADDRESS, after(second)) > 0 for second in moments] == [
        False,
        False,
        True,
        False,
        True,
        False,
        True,
    ]


def test_post_that_waits_is_not_counted(tmp_path: Path) -> None:
    """Who keeps trying is let in as soon as who waited."""
    pace = make_pace(tmp_path, 1)
    found = [pace.wait(ADDRESS, after(second)) for second in range(0, 61, 5)]
    assert [found[0], found[-1]] == [0, 0]
    assert all(found[1:-1])


def test_addresses_are_counted_apart(tmp_path: Path) -> None:
    pace = make_pace(tmp_path, 1)
    found = [pace.wait(address, NOW) > 0 for address in (ADDRESS, "192.0.2.2", ADDRESS, "")]
    assert found == [False, False, True, False]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::1", "::/64"),
        ("192.0.2.1:51234", "192.0.2.1"),
        ("[2001:db8:1:2::ffff]:51234", "2001:db8:1:2::/64"),
        ("unix:", "unix:"),
        ("../../etc/passwd", "../../etc/passwd"),
    ],
)
def test_client_is_an_address_or_what_one_subscriber_holds(address: str, expected: str) -> None:
    assert client(address) == expected


def test_limit_is_for_a_whole_ipv6_network(tmp_path: Path) -> None:
    pace = make_pace(tmp_path, 2)
    found = [pace.wait(f"2001:db8::{number:x}", NOW) > 0 for number in range(4)]
    assert found == [False, False, True, True]
    assert pace.wait("2001:db8:0:1::1", NOW) == 0


def test_moments_in_another_order_are_all_counted(tmp_path: Path) -> None:
    """Processes read the clock first and wait for the lock then: a later moment may come first."""
    pace = make_pace(tmp_path, 4)
    found = [pace.wait(ADDRESS, after(second)) > 0 for second in (0.003, 0, 0.002, 0.001, 0.0005)]
    assert found == [False, False, False, False, True]


def test_posts_of_one_moment_are_all_counted(tmp_path: Path) -> None:
    """A moment that rounds up in its file must not pass for one to come."""
    pace = make_pace(tmp_path, 2)
    moment = NOW.replace(microsecond=500_600)
    assert [pace.wait(ADDRESS, moment) > 0 for _ in range(3)] == [False, False, True]


def test_clock_that_was_far_ahead_locks_nobody_out(tmp_path: Path) -> None:
    pace = make_pace(tmp_path, 1)
    assert [pace.wait(ADDRESS, after(second)) for second in (3600, 0)] == [0, 0]


PROGRAM = """
import sys
from datetime import datetime, timedelta
from pathlib import Path
from samenkomst.stores.pace import Pace

pace = Pace(Path(sys.argv[1]), 20, sys.argv[2])
start = datetime.fromisoformat(sys.argv[3])
sys.stdin.read(1)
moments = [start + timedelta(milliseconds=7 * number % 30) for number in range(50)]
print(sum(pace.wait("192.0.2.1", moment) == 0 for moment in moments))
"""


def test_four_processes_together_let_twenty_pass(tmp_path: Path) -> None:
    """Two hundred posts within 30 ms, in mixed order; all begin at one sign."""
    reading, writing = os.pipe()
    arguments = [str(tmp_path / "pace"), SECRET, NOW.isoformat()]
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *arguments],
            cwd=ROOT_PATH,
            stdin=reading,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    os.write(writing, b"go!!")
    os.close(writing)
    os.close(reading)
    assert sum(int(process.communicate(timeout=LONG)[0]) for process in processes) == 20


def test_no_address_is_in_any_name_or_file(tmp_path: Path) -> None:
    pace = make_pace(tmp_path)
    addresses = [ADDRESS, "2001:db8::1", "unix:"]
    for address in addresses:
        pace.wait(address, NOW)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == 3
    kept = [str(path.relative_to(tmp_path)) + path.read_text() for path in files]
    assert [each for each in kept for word in (*addresses, "2001", "192.0") if word in each] == []


def test_name_of_a_file_cannot_be_guessed_without_the_secret(tmp_path: Path) -> None:
    names = set()
    for number, secret in enumerate([SECRET, SECRET + "x", SECRET]):
        Pace(tmp_path / str(number), 20, secret).wait(ADDRESS, NOW)
        names |= {path.name for path in (tmp_path / str(number)).rglob("*") if path.is_file()}
    assert len(names) == 2


def test_days_that_are_over_are_forgotten(tmp_path: Path) -> None:
    pace = make_pace(tmp_path)
    for day in range(3):
        pace.wait(ADDRESS, NOW + timedelta(days=day))
    assert [path.name for path in (tmp_path / "pace").iterdir()] == ["2026-11-23"]


def test_files_are_private(tmp_path: Path) -> None:
    make_pace(tmp_path).wait(ADDRESS, NOW)
    modes = {path.is_dir(): stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")}
    assert modes == {True: 0o700, False: 0o600}


def test_no_limit_leaves_no_trace(tmp_path: Path) -> None:
    pace = make_pace(tmp_path, 0)
    assert [pace.wait(ADDRESS, NOW) for _ in range(100)] == [0] * 100
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("junk", [b"", b"\x00\xff", b"x y z", b"nan\ninf\n1e400", b"9" * 9999])
def test_file_with_junk_counts_as_empty(tmp_path: Path, junk: bytes) -> None:
    """No flush: after a power cut anything may stand there."""
    pace = make_pace(tmp_path, 2)
    pace.wait(ADDRESS, NOW)
    (path,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    path.write_bytes(junk)
    assert [pace.wait(ADDRESS, NOW) > 0 for _ in range(3)] == [False, False, True]
