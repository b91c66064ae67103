"""A handler that is there before its database: it says so, and takes in forms once it can.

Servers do start in any order, after a power failure above all.
"""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from samenkomst.core.record import Record
from samenkomst.journals import read_journal
from samenkomst.settings import Settings
from tests.form_handler.submissions import URL, answers
from tests.journeys.server import SECRET, Server, free_port, get, gunicorn, post_form
from tests.patience import until
from tests.postgres_server import Cluster, running_cluster

pytestmark = [pytest.mark.postgres, pytest.mark.faults]

APP = "form_handler:create_app()"


@pytest.fixture
def own_cluster() -> Iterator[Cluster]:
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture
def settings(tmp_path: Path, contract_text: str, own_cluster: Cluster) -> Settings:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "forms.json").write_text(contract_text, encoding="utf-8")
    url = own_cluster.new_database()
    return Settings(data=tmp_path / "var", site=tmp_path / "site", database_url=url)


def new_server(settings: Settings, log: Path) -> Server:
    port = free_port()
    environment = {
        "SAMENKOMST_SECRET": SECRET,
        "SAMENKOMST_DATA": str(settings.data),
        "SAMENKOMST_SITE": str(settings.site),
        "SAMENKOMST_POSTS_PER_MINUTE": "0",
        "DATABASE_URL": settings.database_url,
    }
    return Server(gunicorn(APP, port, workers=2, threads=4), port, environment, log)


def send(server: Server, name: str) -> int:
    status, _ = post_form(server.port, URL, answers(email=f"{name}@example.org"))
    return status


def send_until_taken(server: Server, name: str) -> None:
    """Send; again where a disk takes longer than visitors wait. What was taken twice is seen."""
    until(lambda: send(server, name) == 201)


def stored(settings: Settings) -> list[str]:
    """Return who is in the journal, in order."""
    records = [each for each in read_journal(settings) if isinstance(each, Record)]
    return [each.fields["email"] for each in records if each.type == "submission_received"]


def test_handler_waits_for_a_database_that_is_not_there_yet(
    settings: Settings, own_cluster: Cluster, tmp_path: Path
) -> None:
    own_cluster.stop()
    with new_server(settings, tmp_path / "log") as server:
        assert get(server.port, "/formulieren/gezond") == 200
        assert get(server.port, "/formulieren/klaar") == 503
        assert [send(server, "noor") for _ in range(3)] == [503] * 3
        own_cluster.start()
        send_until_taken(server, "noor")
        until(lambda: get(server.port, "/formulieren/klaar") == 200)
        send_until_taken(server, "noor")
    assert stored(settings) == ["noor@example.org"]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT])
def test_handler_goes_on_after_its_database_was_started_cold(
    settings: Settings, own_cluster: Cluster, tmp_path: Path, how: signal.Signals
) -> None:
    """SIGQUIT: as after a power failure, the server first has to recover."""
    with new_server(settings, tmp_path / "log") as server:
        send_until_taken(server, "noor")
        own_cluster.stop(how)
        assert send(server, "sam") == 503
        own_cluster.start()
        send_until_taken(server, "sam")
        send_until_taken(server, "noor")
    assert stored(settings) == ["noor@example.org", "sam@example.org"]
