"""Both stores make the same of random histories, and moving between them changes nothing.

`python -m tests.histories` does ten thousand.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from samenkomst.stores.postgres import PostgresJournal
from tests.histories import Doubling, Stores, Textual, compare_many
from tests.postgres_server import Cluster

pytestmark = pytest.mark.postgres


@pytest.fixture
def stores(tmp_path: Path, cluster: Cluster) -> Iterator[Stores]:
    with closing(Stores(tmp_path, cluster.new_database(), cluster.new_database())) as stores:
        yield stores


@pytest.mark.parametrize("share", range(4))
def test_stores_make_the_same_of_random_histories(stores: Stores, share: int) -> None:
    tally = compare_many(stores, range(share * 50, (share + 1) * 50))
    assert (tally.different, tally.changed) == ((), ())
    assert tally.lines > 100


@pytest.mark.parametrize("variant", [Textual, Doubling])
def test_store_with_another_rule_is_caught(stores: Stores, variant: type[PostgresJournal]) -> None:
    """The negative control: the comparison above sees a difference."""
    assert compare_many(stores, range(10), variant).different != ()
