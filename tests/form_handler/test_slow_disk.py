"""A disk that does not answer: visitors are told in time, keep their answers, never pile up."""

import http.client
import resource
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest

from samenkomst.settings import Settings
from tests.form_handler.slow_disk import HANGS, SWITCH
from tests.form_handler.submissions import URL, answers, records
from tests.form_handler.test_server import children, our_server
from tests.journeys.server import Server, get
from tests.patience import PATIENCE, until
from tests.patient import SERVER

APP = "tests.form_handler.slow_disk:create_slow_app()"
VISITORS = 60
"""More than one worker has threads, and three times as many as can be inside at once."""


@dataclass(frozen=True)
class Seen:
    """What one visitor saw, nothing more."""

    status: int
    seconds: float
    retry: int
    text: str


@pytest.fixture
def switch(tmp_path: Path) -> Path:
    return tmp_path / "disk"


@pytest.fixture(params=[SERVER], ids=["patient"])
def server(
    settings: Settings, tmp_path: Path, switch: Path, request: pytest.FixtureRequest
) -> Iterator[Server]:
    more = {SWITCH: str(switch), "WEB_CONCURRENCY": "1", **request.param}
    with our_server(settings, tmp_path / "log", app=APP, **more) as server:
        yield server


as_shipped = pytest.mark.parametrize(
    "server", [{"GUNICORN_CMD_ARGS": ""}], indirect=True, ids=["as shipped"]
)
"""With the seconds that visitors really wait, on whatever disk the tests have."""


def send_until_taken(port: int) -> None:
    """Post one form; again where the disk of the tests hangs itself just then."""
    until(lambda: send(port, 0).status == 303)


def send(port: int, number: int, accept: str = "text/html", patience: float = PATIENCE) -> Seen:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept}
    body = urlencode(answers(naam=f"Naam {number}", email=f"p{number}@example.org"))
    begin = time.monotonic()
    try:
        connection.request("POST", URL, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        retry = int(answer.getheader("Retry-After") or 0)
        return Seen(answer.status, time.monotonic() - begin, retry, text)
    finally:
        connection.close()


def crowd(port: int, first: int) -> list[Seen]:
    """Let many post at once, half of them as a script."""
    kinds = ("text/html", "application/json")
    with ThreadPoolExecutor(VISITORS) as visitors:
        numbers = range(first, first + VISITORS)
        return list(visitors.map(lambda each: send(port, each, kinds[each % 2]), numbers))


def healthy(port: int) -> float:
    """Return when the health check was answered, which was asked amid a crowd."""
    time.sleep(1)
    assert get(port, "/formulieren/gezond") == 200
    return time.monotonic()


@as_shipped
def test_slow_disk_is_told_in_time_and_nobody_waits_for_others(
    server: Server, settings: Settings, switch: Path
) -> None:
    """T19: 503 with the form kept and Retry-After; then it works again by itself."""
    send_until_taken(server.port)
    switch.write_text(HANGS)
    with ThreadPoolExecutor(1) as beside:
        health = beside.submit(healthy, server.port)
        seen = crowd(server.port, 100)
        last = time.monotonic()
        assert health.result() < last, "it waited for the last of the crowd"
    slowest = max(each.seconds for each in seen)
    print(f"a disk that hangs: {VISITORS} visitors, slowest answer {slowest:.1f} s")
    assert {each.status for each in seen} == {503}
    assert all(each.retry > 0 for each in seen)
    html = [each.text for each in seen if each.text.startswith("<!")]
    assert len(html) == VISITORS // 2
    assert all("Naam 1" in text and "Verstuur" in text for text in html)
    switch.unlink()
    until(lambda: send(server.port, 1000).status == 303)
    assert "p1000@example.org" in {each.get("email") for each in records(settings.data)}


@as_shipped
def test_disk_that_is_only_a_little_slow_refuses_nobody(server: Server, switch: Path) -> None:
    """The control: what is told above is told because of the disk."""
    send_until_taken(server.port)
    switch.write_text("0.05")
    assert {each.status for each in crowd(server.port, 100)} <= {303, 201}


def test_lack_of_descriptors_is_told_and_passes(
    server: Server, settings: Settings, switch: Path
) -> None:
    """T18, for a journal that has to be opened."""
    switch.write_text("emfile")
    rotated = settings.journal_path.rename(settings.journal_path.with_suffix(".away"))
    seen = send(server.port, 1)
    assert (seen.status, seen.retry > 0) == (503, True)
    assert "Naam 1" in seen.text
    assert get(server.port, "/formulieren/klaar") == 503
    assert get(server.port, "/formulieren/gezond") == 200
    rotated.rename(settings.journal_path)
    switch.unlink()
    assert send(server.port, 1).status == 303
    assert get(server.port, "/formulieren/klaar") == 200
    assert len(records(settings.data)) == 1


def test_worker_without_descriptors_is_replaced_and_the_visitor_waits(
    server: Server, settings: Settings
) -> None:
    """T18, for real: the worker may open nothing more, not even a visitor's connection."""
    (worker,) = children(server.process.pid)
    assert send(server.port, 1).status == 303
    usual = resource.prlimit(worker, resource.RLIMIT_NOFILE)
    resource.prlimit(worker, resource.RLIMIT_NOFILE, (3, usual[1]))
    assert send(server.port, 2).status == 303
    assert children(server.process.pid) != [worker]
    emails = [each["email"] for each in records(settings.data)]
    assert emails == ["p1@example.org", "p2@example.org"]
