"""The pace limit in a database: counted over all machines, without keeping addresses."""

import threading
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from samenkomst.stores.postgres_pace import PostgresPace
from tests.postgres_server import PASSWORD, Cluster

pytestmark = pytest.mark.postgres

SECRET = "a-secret-of-tests-that-is-long-enough"
ADDRESS = "192.0.2.1"
NOW = datetime(2026, 11, 21, 20, 15, tzinfo=UTC)


@pytest.fixture
def url(cluster: Cluster) -> str:
    return cluster.new_database()


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def rows(url: str) -> list[tuple[bytes, list[float]]]:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT client, posts FROM samenkomst_pace").fetchall()


def test_posts_within_a_minute_are_limited(url: str) -> None:
    pace = PostgresPace(url, 3, SECRET)
    found = [pace.wait(ADDRESS, after(second)) for second in (0, 10, 20, 30, 59, 60, 61, 70, 80)]
    assert found == [0, 0, 0, 30, 1, 0, 9, 0, 0]


def test_limit_counts_over_machines_and_threads(url: str) -> None:
    paces = [PostgresPace(url, 20, SECRET) for _ in range(2)]
    found: list[int] = []

    def work(pace: PostgresPace) -> None:
        found.extend(pace.wait(ADDRESS, NOW) for _ in range(10))

    threads = [threading.Thread(target=work, args=(pace,)) for pace in paces * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (found.count(0), len(found)) == (20, 80)


def test_addresses_are_counted_apart_and_not_kept(url: str) -> None:
    pace = PostgresPace(url, 1, SECRET)
    found = [pace.wait(address, NOW) > 0 for address in (ADDRESS, "192.0.2.2", ADDRESS, "")]
    assert found == [False, False, True, False]
    assert [len(client) for client, _ in rows(url)] == [16, 16, 16]
    assert ADDRESS.encode() not in b"".join(client for client, _ in rows(url))


def test_address_that_is_silent_for_a_minute_is_forgotten(url: str) -> None:
    pace = PostgresPace(url, 5, SECRET)
    for number in range(5):
        pace.wait(f"192.0.2.{number}", NOW)
    pace.wait(ADDRESS, after(61))
    assert [posts for _, posts in rows(url)] == [[after(61).timestamp()]]


def test_no_limit_asks_nothing() -> None:
    assert PostgresPace("postgresql:///nowhere?host=/nowhere", 0, SECRET).wait(ADDRESS, NOW) == 0


def test_database_that_is_away_limits_nobody() -> None:
    """The journal says no, with the visitor's answers on the page."""
    url = f"postgresql://owner:{PASSWORD}@/x?host=/nowhere"
    assert PostgresPace(url, 1, SECRET).wait(ADDRESS, NOW) == 0
