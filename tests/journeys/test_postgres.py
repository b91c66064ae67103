"""Several processes take in forms at once, on one database: nothing is lost or counts double."""

import multiprocessing
import random
import threading
from collections import Counter
from multiprocessing.queues import Queue
from pathlib import Path

import pytest

from form_handler import create_app
from samenkomst.core.record import Record
from samenkomst.journals import read_journal
from samenkomst.settings import Settings
from tests.form_handler.submissions import URL, answers
from tests.patience import LONG
from tests.patient import be_patient
from tests.postgres_server import Cluster

pytestmark = [pytest.mark.postgres, pytest.mark.faults]

PROCESSES = 4
SUBMISSIONS = 30
SECRET = "a-secret-of-tests-that-is-long-enough"

Answers = list[tuple[str, int, str]]


def send(number: int, settings: Settings, found: "Queue[Answers]") -> None:
    """Post from one process, each form twice; every third visitor comes to all processes."""
    be_patient()
    client = create_app(settings).test_client()
    chance = random.Random(number)  # noqa: S311
    visitors = [f"shared-{n}" if n % 3 == 0 else f"p{number}-{n}" for n in range(SUBMISSIONS)]
    order = chance.sample(visitors * 2, len(visitors) * 2)
    said: Answers = []
    for who in order:
        response = client.post(
            URL, data=answers(email=f"{who}@example.org"), headers={"Accept": "application/json"}
        )
        reference = response.json["reference"] if response.status_code == 201 else ""
        said.append((who, response.status_code, reference))
    found.put(said)


def send_all(settings: Settings, disturb: threading.Event | None = None) -> Answers:
    """Return what all processes were answered."""
    context = multiprocessing.get_context("spawn")
    queue: Queue[Answers] = context.Queue()
    senders = [
        context.Process(target=send, args=(number, settings, queue)) for number in range(PROCESSES)
    ]
    for sender in senders:
        sender.start()
    said = [each for _ in senders for each in queue.get(timeout=LONG)]
    if disturb:
        disturb.set()
    for sender in senders:
        sender.join()
    assert [sender.exitcode for sender in senders] == [0] * PROCESSES
    return said


@pytest.fixture
def settings(tmp_path: Path, contract_text: str, cluster: Cluster) -> Settings:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "forms.json").write_text(contract_text, encoding="utf-8")
    return Settings(
        secret=SECRET,
        data=tmp_path / "var",
        site=tmp_path / "site",
        posts_per_minute=0,
        database_url=cluster.new_database(),
    )


def stored(settings: Settings) -> list[tuple[str, str]]:
    """Return who is in the journal, and under which reference, in order of arrival."""
    records = list(read_journal(settings))
    assert [record.seq for record in records if isinstance(record, Record)] == list(
        range(1, len(records) + 1)
    )
    return [
        (record.fields["email"].partition("@")[0], record.fields["reference"])
        for record in records
        if isinstance(record, Record) and record.type == "submission_received"
    ]


def test_processes_that_post_at_once_lose_and_double_nothing(settings: Settings) -> None:
    said = send_all(settings)
    found = stored(settings)
    shared = SUBMISSIONS // 3
    assert Counter(status for _, status, _ in said) == {201: PROCESSES * SUBMISSIONS * 2}
    assert len(found) == shared + PROCESSES * (SUBMISSIONS - shared)
    assert len(dict(found)) == len(found)
    assert {(who, reference) for who, _, reference in said} == set(found)


def test_processes_whose_sessions_are_ended_lose_and_double_nothing(
    settings: Settings, cluster: Cluster
) -> None:
    """At random moments the server ends their sessions; nobody gets an error page for it."""
    done, ended = threading.Event(), 0

    def disturb() -> None:
        nonlocal ended
        chance = random.Random(8)  # noqa: S311
        while not done.wait(chance.uniform(0.02, 0.3)):
            ended += len(
                cluster.run(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE application_name = 'samenkomst'"
                )
            )

    thread = threading.Thread(target=disturb)
    thread.start()
    said = send_all(settings, done)
    thread.join()
    found = stored(settings)
    assert ended > 5
    assert {status for _, status, _ in said} <= {201, 503}
    acknowledged = {(who, reference) for who, status, reference in said if status == 201}
    assert acknowledged <= set(found)
    assert len(dict(found)) == len(found)
