"""The log: one event, one line of JSON, and nothing in it that a visitor sent.

`LOG_REQUESTS=10000` runs as many as we publish.
"""

import base64
import json
import logging
import os
import random
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, request

from form_handler import create_app
from form_handler.handler import remember
from form_handler.log import JsonLines
from samenkomst.settings import Settings
from tests.form_handler.submissions import URL, answers
from tests.journeys.server import SECRET, Server, free_port, get
from tests.patience import LONG

REQUESTS = int(os.environ.get("LOG_REQUESTS", "400"))
CANARY = "Kanarie"
ADDRESS = "kanarie@example.org"
CLIENT = "192.0.2.77"
HOSTILE = f"{CANARY}\n{{}}\r\n%0aBcc: {ADDRESS}\u2028\x1b[31m"

Lines = list[dict[str, Any]]


@pytest.fixture(autouse=True)
def log_on() -> Iterator[None]:
    """The log as a server has it: each request, on standard error."""
    root, handler = logging.getLogger(), logging.StreamHandler(_Stderr())
    handler.setFormatter(JsonLines())
    root.addHandler(handler)
    level = root.level
    root.setLevel(logging.INFO)
    yield
    root.setLevel(level)
    root.removeHandler(handler)


class _Stderr:
    """Standard error as it is at the moment of writing: pytest replaces it."""

    def write(self, text: str) -> int:
        return sys.stderr.write(text)

    def flush(self) -> None:
        sys.stderr.flush()


@pytest.fixture
def broken_app(settings: Settings) -> Flask:
    return make_broken_app(settings)


def make_broken_app(settings: Settings) -> Flask:
    """Return the handler with a route that fails with a visitor's own words in the error."""
    app = create_app(replace(settings, posts_per_minute=0))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.add_url_rule("/formulieren/kapot/<path:rest>/", view_func=_break, methods=["GET", "POST"])
    return app


def _break(rest: str) -> str:
    raise RuntimeError(f"{rest} {request.get_data()!r} {HOSTILE}")


def hostile_request(chance: random.Random, number: int) -> dict[str, Any]:
    """Return a request with what must not be in the log in many of its places."""
    token = base64.urlsafe_b64encode(f"{CANARY}{number}".encode()).decode()
    paths = [
        URL,
        f"{URL}?naam={CANARY}&mail={ADDRESS}",
        f"/formulieren/ontvangst/{CANARY}.{token}/",
        f"/formulieren/{CANARY}/{ADDRESS}/",
        f"/formulieren/kapot/{CANARY}/{ADDRESS}/",
        f"/{CANARY}%0d%0a{{}}",
        "/formulieren/klaar",
    ]
    good = answers(naam=f"{CANARY} {number}", email=f"{number}.{ADDRESS}", vraag=HOSTILE)
    bodies = [good, good | {"email": CANARY}, good | {"naam": ""}, good | {CANARY: ADDRESS}]
    headers = {
        "User-Agent": CANARY,
        "Referer": f"https://example.org/{ADDRESS}",
        "X-Request-Id": CANARY,
        "X-Forwarded-For": CLIENT,
        "Cookie": f"a={CANARY}",
        "Accept": chance.choice(["text/html", "application/json", f"{CANARY}/x"]),
    }
    more = [{}, {"Origin": f"https://{CANARY}.example"}, {"Host": f"{CANARY}.example"}]
    return {
        "path": chance.choice(paths),
        "method": chance.choice(["GET", "POST", "POST", "POST", CANARY.upper()]),
        "data": chance.choice(bodies),
        "headers": headers | chance.choice(more),
        "environ_overrides": {"REMOTE_ADDR": CLIENT},
    }


def log_of(app: Flask, capfd: pytest.CaptureFixture[str], count: int) -> tuple[str, set[int]]:
    """Return what `count` hostile requests left in the log, and their statuses."""
    capfd.readouterr()
    statuses = send_hostile(app, count)
    return capfd.readouterr().err, statuses


def send_hostile(app: Flask, count: int) -> set[int]:
    """Send so many requests with a visitor's data in all places; return the statuses."""
    client, chance = app.test_client(), random.Random(5)  # noqa: S311 - no secret
    requests = (hostile_request(chance, number) for number in range(count))
    return {client.open(**each).status_code for each in requests}


def leaks(text: str) -> list[str]:
    """Return the lines that hold a visitor's name, address or network address."""
    secrets = (CANARY.lower(), base64.b64encode(CANARY.encode()).decode().rstrip("=")[:8].lower())
    wanted = (*secrets, ADDRESS, CLIENT, "\\u2028", "bcc:")
    return [line for line in text.splitlines() if any(each in line.lower() for each in wanted)]


def test_requests_leave_one_line_each_without_personal_data(
    broken_app: Flask, capfd: pytest.CaptureFixture[str]
) -> None:
    text, statuses = log_of(broken_app, capfd, REQUESTS)
    lines: Lines = [json.loads(line) for line in text.splitlines()]
    assert len(lines) == REQUESTS
    assert leaks(text) == []
    assert statuses >= {200, 303, 400, 403, 404, 405, 422, 500}
    print(f"{REQUESTS} requests, 0 hits, 95 % bound {3 / REQUESTS:.2%}")


@pytest.mark.parametrize(
    "plant",
    [
        lambda: logging.getLogger("form_handler.views").warning("post of %s", ADDRESS),
        lambda: remember(path=request.path),
        lambda: remember(agent=request.user_agent.string),
    ],
)
def test_planted_log_call_is_caught(
    broken_app: Flask, capfd: pytest.CaptureFixture[str], plant: Callable[[], None]
) -> None:
    """The negative control."""
    broken_app.before_request(plant)
    text, _ = log_of(broken_app, capfd, 60)
    assert leaks(text)


def test_line_names_route_status_and_reason(
    broken_app: Flask, capfd: pytest.CaptureFixture[str]
) -> None:
    client = broken_app.test_client()
    capfd.readouterr()
    client.post(URL, data=answers(naam=""))
    (line,) = [json.loads(each) for each in capfd.readouterr().err.splitlines()]
    assert line["ms"] > 0
    assert len(line["id"]) == 12
    assert {name: line[name] for name in ("event", "level", "route", "method", "status")} == {
        "event": "request",
        "level": "info",
        "route": "forms.submit",
        "method": "POST",
        "status": 422,
    }
    assert (line["reason"], line["fields"]) == ("mistakes", 1)


def test_unexpected_error_is_told_by_type_and_place(
    broken_app: Flask, capfd: pytest.CaptureFixture[str]
) -> None:
    capfd.readouterr()
    broken_app.test_client().get(f"/formulieren/kapot/{CANARY}/x/")
    (line,) = [json.loads(each) for each in capfd.readouterr().err.splitlines()]
    assert (line["level"], line["error"], line["status"]) == ("error", "RuntimeError", 500)
    assert line["where"][-1].endswith("_break")


@pytest.mark.parametrize(
    ("words", "values", "told"),
    [
        (f"Invalid request from {CLIENT}", (), "gunicorn.error"),
        ("Error handling request %s", (f"/formulieren/ontvangst/{CANARY}/",), "…request %s"),
    ],
)
def test_line_of_a_library_holds_what_stands_in_its_code(
    words: str, values: tuple[str, ...], told: str
) -> None:
    record = logging.LogRecord("gunicorn.error", logging.ERROR, "base.py", 7, words, values, None)
    line = json.loads(JsonLines().format(record))
    assert line["event"].endswith(told.removeprefix("…"))
    assert leaks(str(line)) == []


def test_line_of_the_servers_parent_can_be_read() -> None:
    record = logging.LogRecord(
        "gunicorn.error", logging.INFO, "arbiter.py", 7, "Handling signal: %s", ("hup",), None
    )
    assert json.loads(JsonLines(parent=os.getpid()).format(record))["event"] == (
        "Handling signal: hup"
    )


def test_real_server_logs_nothing_of_a_request_that_it_refuses_itself(
    settings: Settings, tmp_path: Path
) -> None:
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "python:form_handler.server"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", "1", "form_handler:create_app()"]
    environment = {
        "SAMENKOMST_SECRET": SECRET,
        "SAMENKOMST_DATA": str(settings.data),
        "SAMENKOMST_SITE": str(settings.site),
    }
    log = tmp_path / "log"
    with Server(command, port, environment, log):
        for sent in (
            f"GET /{CANARY}\x01 HTTP/1.1\r\n\r\n",
            f"{CANARY} / HTTP/9.9\r\n\r\n",
            f"GET / HTTP/1.1\r\n{CANARY} : x\r\n\r\n",
            f"POST {URL} HTTP/1.1\r\nHost: x\r\nContent-Length: {CANARY}\r\n\r\n",
            f"GET /{'x' * 3000}{CANARY} HTTP/1.1\r\n\r\n",
        ):
            with socket.create_connection(("127.0.0.1", port), LONG) as connection:
                connection.sendall(sent.encode())
                assert connection.recv(100).startswith(b"HTTP/1.1 4")
        get(port, f"/formulieren/{CANARY}")
    text = log.read_text()
    lines: Lines = [json.loads(line) for line in text.splitlines()]
    assert leaks(text) == []
    assert {line["event"] for line in lines} >= {"request", "gunicorn.error"}
