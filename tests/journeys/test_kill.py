"""A receipt is a promise: whoever saw a reference is in the journal, also after `kill -9`."""

import json
import random
import threading
import time
from pathlib import Path

import pytest

from samenkomst.core.record import Record
from samenkomst.stores.inspection import read, verify
from tests.journeys.server import SECRET, Server, free_port, gunicorn, post_form
from tests.patience import until

pytestmark = pytest.mark.faults

URL = "/formulieren/ronde-tafel-voor-gemeenten/interesse/"
CLIENTS = 4


def kill_while_posting(server: Server, round_: str, acknowledged: dict[str, str]) -> None:
    """Post from several clients, kill the server somewhere in the middle, note what it promised.

    A slow machine has the time for some promises first: without any there is nothing to lose.
    """
    stop = threading.Event()

    def visitor(number: int) -> None:
        count = 0
        while not stop.is_set():
            count += 1
            email = f"v{round_}-{number}-{count}@example.org"
            answers = {"naam": "Anna", "email": email, "gemeente": "Utrecht"}
            try:
                status, body = post_form(server.port, URL, answers)
            except OSError:
                return
            if status == 201:
                acknowledged[email] = json.loads(body)["reference"]

    visitors = [threading.Thread(target=visitor, args=(number,)) for number in range(CLIENTS)]
    for each in visitors:
        each.start()
    before = len(acknowledged)
    until(lambda: len(acknowledged) >= before + CLIENTS)
    time.sleep(random.uniform(0.05, 0.25))  # noqa: S311 - where the kill strikes, not a secret
    server.kill()
    stop.set()
    for each in visitors:
        each.join()


def run_rounds(app: str, tmp_path: Path, contract: str, rounds: int) -> dict[str, str]:
    """Return what was acknowledged, by address, over so many kills on one journal."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "forms.json").write_text(contract, encoding="utf-8")
    environment = {
        "SAMENKOMST_SECRET": SECRET,
        "SAMENKOMST_DATA": str(tmp_path / "var"),
        "SAMENKOMST_SITE": str(tmp_path / "site"),
        "SAMENKOMST_POSTS_PER_MINUTE": "0",
    }
    acknowledged: dict[str, str] = {}
    for number in range(rounds):
        port = free_port()
        command = gunicorn(app, port, workers=2, threads=4)
        with Server(command, port, environment, tmp_path / "log") as server:
            kill_while_posting(server, str(number), acknowledged)
    return acknowledged


def stored(path: Path) -> dict[str, list[str]]:
    """Return the references in the journal by address."""
    found: dict[str, list[str]] = {}
    for record in read(path):
        if isinstance(record, Record) and record.type == "submission_received":
            found.setdefault(record.fields["email"], []).append(record.fields["reference"])
    return found


@pytest.mark.parametrize("batch", range(5))
def test_killed_server_keeps_every_acknowledged_reference(
    tmp_path: Path, contract_text: str, batch: int
) -> None:
    """Five times ten kills: each acknowledged reference is there, exactly once."""
    acknowledged = run_rounds("form_handler:create_app()", tmp_path, contract_text, 10)
    journal = tmp_path / "var" / "journal.jsonl"
    found = stored(journal)
    assert len(acknowledged) > 20
    assert {email: found.get(email) for email in acknowledged} == {
        email: [reference] for email, reference in acknowledged.items()
    }
    assert all(damage.can_be_torn for damage in verify(journal).damages)
    assert len(verify(journal).damages) <= 1


def test_killed_server_that_acknowledges_too_early_is_caught(
    tmp_path: Path, contract_text: str
) -> None:
    """The negative control: a handler that answers before the disk is seen to lose some."""
    acknowledged = run_rounds("tests.journeys.eager:create_eager_app()", tmp_path, contract_text, 5)
    found = stored(tmp_path / "var" / "journal.jsonl")
    assert [email for email in acknowledged if email not in found] != []
