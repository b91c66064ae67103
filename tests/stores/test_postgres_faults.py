"""The journal in PostgreSQL while wires are cut, sessions ended, servers and programs killed."""

import random
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

import pytest

from samenkomst.core.errors import NotStored, Uncertain
from samenkomst.stores.failures import Busy
from samenkomst.stores.postgres import PostgresJournal
from tests.patience import LONG
from tests.postgres_server import Cluster, running_cluster
from tests.stores.postgres_journals import (
    AFTER,
    BEFORE,
    HOLD,
    Eager,
    Forgetful,
    Trusting,
    Wire,
    acknowledge,
    impatient,
    make_journal,
    start,
    stored_ids,
    write,
)

pytestmark = [pytest.mark.postgres, pytest.mark.faults]


@pytest.fixture
def url(cluster: Cluster) -> str:
    return cluster.new_database()


@pytest.fixture
def wire(cluster: Cluster) -> Iterator[Wire]:
    with (
        tempfile.TemporaryDirectory(prefix="wire-") as folder,
        Wire(cluster.folder, Path(folder)) as wire,
    ):
        yield wire


def through(wire: Wire, url: str) -> str:
    """Return the URL of the same database behind the wire."""
    return f"{url.partition('?')[0]}?host={wire.folder}"


@pytest.mark.parametrize("cut", [BEFORE, AFTER])
def test_commit_that_was_cut_off_is_stored_once(url: str, wire: Wire, cut: str) -> None:
    """Whether the server had it or not, nobody else can tell: it is asked, or sent again."""
    journal, seen = make_journal(through(wire, url))
    write(journal, "a", event="one")
    wire.cut = cut
    assert [record.id for record in write(journal, "b", event="one")] == ["b"]
    write(journal, "c", event="one")
    assert (wire.cut, stored_ids(url), seen.ids) == ("", ["a", "b", "c"], ["a", "b", "c"])


@pytest.mark.parametrize(
    ("variant", "cut", "found"),
    [(Forgetful, AFTER, ["a", "b", "b"]), (Trusting, BEFORE, ["a"])],
)
def test_commit_that_asks_nobody_is_caught(
    url: str, wire: Wire, variant: type[PostgresJournal], cut: str, found: list[str]
) -> None:
    """The negative controls: one counts double, the other promises what is not there."""
    journal, _ = make_journal(through(wire, url), variant)
    write(journal, "a")
    wire.cut = cut
    write(journal, "b")
    assert stored_ids(url) == found


@pytest.mark.parametrize("cut", [BEFORE, AFTER])
def test_commit_that_was_cut_off_for_good_is_uncertain(url: str, wire: Wire, cut: str) -> None:
    journal, seen = make_journal(through(wire, url))
    write(journal, "a")
    wire.cut, wire.refuses = cut, True
    with pytest.raises(Uncertain), impatient(journal, 1):
        write_in_time(journal, "b")
    wire.refuses = False
    assert (seen.ids, journal.finished) == (["a"], False)
    expected = ["a", "b"] if cut == AFTER else ["a"]
    assert stored_ids(url) == expected
    write(journal, "c")
    assert stored_ids(url) == seen.ids == [*expected, "c"]


def test_commit_that_hangs_is_uncertain_until_its_session_ends(url: str, wire: Wire) -> None:
    """The server waits for a COMMIT that never comes; later the answer is there: not stored."""
    journal, _ = make_journal(through(wire, url))
    write(journal, "a")
    wire.cut = HOLD
    with pytest.raises(Uncertain), impatient(journal, 1):
        write_in_time(journal, "b")
    patient, _ = make_journal(url)
    write(patient, "c")  # waits for the numbers, which the server takes back after six seconds
    assert stored_ids(url) == ["a", "c"]


def test_session_that_was_ended_between_two_commits_is_no_matter(
    cluster: Cluster, url: str
) -> None:
    journal, seen = make_journal(url)
    write(journal, "a")
    end_sessions(cluster)
    write(journal, "b")
    end_sessions(cluster)
    journal.catch_up()
    end_sessions(cluster)
    assert [record and record.id for record in map(journal.get, (1, 2))] == ["a", "b"]
    assert stored_ids(url) == seen.ids == ["a", "b"]


def write_in_time(journal: PostgresJournal, id_: str) -> None:
    """Write; again where the time was over before the server was asked to commit."""
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        with suppress(Busy):
            write(journal, id_)
            return


def end_sessions(cluster: Cluster) -> int:
    """End every session of the product; return how many there were."""
    return len(
        cluster.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = 'samenkomst'"
        )
    )


def test_server_that_stops_stores_nothing_and_is_used_again_when_it_is_back() -> None:
    with running_cluster() as cluster:
        url = cluster.new_database()
        journal, seen = make_journal(url)
        write(journal, "a")
        cluster.stop()
        with pytest.raises(NotStored), impatient(journal, 1):
            write(journal, "b")
        assert (seen.ids, journal.finished) == (["a"], False)
        cluster.start()
        write(journal, "c")
        assert stored_ids(url) == seen.ids == ["a", "c"]
        journal.close()


class Rounds:
    """Programs that write and acknowledge, and what they acknowledged; nothing more."""

    def __init__(self, url: str, variant: type[PostgresJournal]) -> None:
        self._url, self._variant = url, variant
        self.acknowledged: list[str] = []

    def run(
        self,
        name: str,
        seconds: float,
        seed: random.Random,
        least: int = 0,
        enough: Callable[[], bool] = lambda: True,
    ) -> None:
        """Let four programs write, so long and until they told so much; kill each at some moment.

        What they have to tell is waited for: on a busy machine they only begin after seconds.
        """
        before = len(self.acknowledged)
        programs = [
            start(acknowledge, self._variant, self._url, f"{name}-{number}") for number in range(4)
        ]
        readers = [
            threading.Thread(target=self._read, args=(program.stdout,)) for program in programs
        ]
        for reader in readers:
            reader.start()
        time.sleep(seconds)
        end = time.monotonic() + LONG
        while time.monotonic() < end:
            if len(self.acknowledged) >= before + least and enough():
                break
            time.sleep(0.01)
        for program in programs:
            time.sleep(seed.uniform(0, 0.05))
            program.send_signal(signal.SIGKILL)
            program.wait()
        for reader in readers:
            reader.join()

    def _read(self, lines: IO[str]) -> None:
        with lines:
            for line in lines:
                self.acknowledged.append(line.strip())


def lost_and_doubled(url: str, rounds: Rounds) -> tuple[list[str], list[str]]:
    """Return what was acknowledged and is not there, and what is there twice."""
    found = stored_ids(url)
    lost = sorted(set(rounds.acknowledged) - set(found))
    return lost, sorted({each for each in found if found.count(each) > 1})


def test_killed_programs_keep_what_they_acknowledged(url: str) -> None:
    seed = random.Random(5)  # noqa: S311
    rounds = Rounds(url, PostgresJournal)
    for number in range(4):
        rounds.run(str(number), 0.5, seed, least=20)
    assert len(rounds.acknowledged) > 50
    assert lost_and_doubled(url, rounds) == ([], [])


def test_killed_programs_that_acknowledge_before_commit_are_caught(url: str) -> None:
    """The negative control: what was acknowledged last is not there."""
    seed = random.Random(5)  # noqa: S311
    rounds = Rounds(url, Eager)
    for number in range(2):
        rounds.run(str(number), 0, seed, least=1)
    assert lost_and_doubled(url, rounds)[0] != []


def test_ended_sessions_lose_and_double_nothing(cluster: Cluster, url: str) -> None:
    """Sessions are ended at random moments, amid commits too."""
    seed = random.Random(6)  # noqa: S311
    rounds, ended = Rounds(url, PostgresJournal), list[int]()

    def many() -> bool:
        return sum(ended) > 20

    writing = threading.Thread(target=rounds.run, args=("w", 8, seed, 21, many))
    writing.start()
    while writing.is_alive():
        time.sleep(seed.uniform(0.01, 0.2))
        ended.append(end_sessions(cluster))
    assert many()
    assert len(rounds.acknowledged) > 20
    assert lost_and_doubled(url, rounds) == ([], [])


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT])
def test_restarted_server_loses_and_doubles_nothing(how: signal.Signals) -> None:
    """Twice stopped, or crashed, while programs write."""
    with running_cluster() as cluster:
        url = cluster.new_database()
        seed = random.Random(7)  # noqa: S311
        rounds = Rounds(url, PostgresJournal)
        writing = threading.Thread(target=rounds.run, args=("w", 9, seed, 21))
        writing.start()
        for _ in range(2):
            time.sleep(3)
            cluster.stop(how)
            cluster.start()
        writing.join()
        assert len(rounds.acknowledged) > 20
        assert lost_and_doubled(url, rounds) == ([], [])
