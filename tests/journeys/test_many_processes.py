"""Several worker processes take in forms at once: nothing is lost, nothing counts double."""

import multiprocessing
from pathlib import Path

from form_handler import create_app
from samenkomst.settings import Settings
from samenkomst.stores.inspection import verify
from tests.form_handler.submissions import URL, answers, records
from tests.patient import be_patient

PROCESSES = 8
SUBMISSIONS = 300
SECRET = "a-secret-of-tests-that-is-long-enough"


def send(number: int, data: Path, site: Path) -> None:
    """Post from one process; every tenth visitor is also sent by all the other processes."""
    be_patient()
    settings = Settings(secret=SECRET, data=data, site=site, posts_per_minute=0)
    client = create_app(settings).test_client()
    for count in range(SUBMISSIONS):
        who = f"shared-{count}" if count % 10 == 0 else f"p{number}-{count}"
        response = client.post(URL, data=answers(email=f"{who}@example.org"))
        assert response.status_code == 303, response.text


def test_processes_that_post_at_once_lose_nothing(tmp_path: Path, contract_text: str) -> None:
    site, data = tmp_path / "site", tmp_path / "var"
    site.mkdir()
    (site / "forms.json").write_text(contract_text, encoding="utf-8")
    context = multiprocessing.get_context("spawn")
    senders = [
        context.Process(target=send, args=(number, data, site)) for number in range(PROCESSES)
    ]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert [sender.exitcode for sender in senders] == [0] * PROCESSES
    found = records(data)
    shared = SUBMISSIONS // 10
    own = PROCESSES * (SUBMISSIONS - shared)
    assert [each["seq"] for each in found] == list(range(2, own + shared + 2))
    assert len({each["email"] for each in found}) == own + shared
    assert len({each["reference"] for each in found}) == own + shared
    assert verify(data / "journal.jsonl").damages == ()
