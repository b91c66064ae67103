"""Whatever arrives, the handler has an answer for it: never an error of its own.

`FUZZ_INPUTS=1000000` runs as many as we publish; `-n 4` divides them over four processes.
"""

import io
import os
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from flask import Flask

from form_handler import create_app
from samenkomst.settings import Settings
from tests.form_handler.planted import create_planted_app
from tests.form_handler.submissions import EVENT, URL

INPUTS = int(os.environ.get("FUZZ_INPUTS", "4000"))
SHARDS = 4

NAMES = ["naam", "email", "gemeente", "functie", "vraag", "website", "status", "id", "", "naam[]"]
VALUES = [
    *("Anna", "anna@example.org", "Utrecht", "ja", "", " ", "0", "-1", "1e999", "NaN", "null"),
    *("%", "%%", "%zz", "%u0041", "%00", "%0d%0aBcc:%20x@example.org", "%ED%A0%80", "%C0%AF"),
    *("%F4%90%80%80", "%FF", "%E2%80%A8", "%1b%5b31m", "+", "%2B", "a" * 5000, "%F0%9F%98%80" * 99),
    *(
        "=?utf-8?q?x?=@example.org",
        "a@b",
        "<script>",
        "{{7*7}}",
        "{0.__class__}",
        "=1+1",
        "../../x",
    ),
    *("\u0661\u0662", "a@" + "b." * 120 + "nl", "(" * 3000, "e\u0301" * 300, "%CC%81" * 400),
]
PATHS = [
    *([URL] * 40),
    *(URL.rstrip("/"), f"{URL}x", "/formulieren/", "/", "", "//"),
    *("/formulieren/ontvangst/x/", "/formulieren/ontvangst/%00/", "/formulieren/klaar"),
    *(f"/formulieren/{EVENT}/\xff\xfe/", "/formulieren/../x/", "/formulieren/a/b/c", "*", "\x00"),
]
METHODS = ["POST"] * 30 + ["GET", "HEAD", "PUT", "OPTIONS", "TRACE", "DELETE", "PATCH", "x"]
TYPES = [
    *["application/x-www-form-urlencoded"] * 30,
    *("", "text/plain", "application/json", "multipart/form-data; boundary=x", "\xff/\x00"),
    *("application/x-www-form-urlencoded; charset=utf-16", "APPLICATION/X-WWW-FORM-URLENCODED;"),
    *("application/x-www-form-urlencoded;;;=", 'application/x-www-form-urlencoded; a="'),
]
LENGTHS = ["", "-1", "+5", "0x10", "1e3", "\u0663", " 7", "7,7", "9" * 30, "9" * 5000, "65537", "x"]
HEADERS: dict[str, list[str]] = {
    "HTTP_HOST": ["127.0.0.1:8000", "", "x", "127.0.0.1:8000, x", "[::1", "[::1]:8000", "a:b:c",
                  "127.0.0.1:99999", "\xff", "localhost:", "@", "127.0.0.1:8000/../"],
    "HTTP_ACCEPT": ["", "*/*", "application/json", "text/html;q=x", ";;;", "a/b;q=99999999999999",
                    "," * 900, "application/json;q=\u0663", "text/*, application/*", "\xff", "/"],
    "HTTP_ORIGIN": ["http://127.0.0.1:8000", "null", "", "x", "http://[", "\xff"],
    "HTTP_SEC_FETCH_SITE": ["same-origin", "none", "", "cross-site", "x"],
    "HTTP_TRANSFER_ENCODING": ["chunked", "gzip, chunked", "x"],
    "HTTP_X_FORWARDED_FOR": ["x", "1.2.3.4, ", "\xff", "[::1"],
    "HTTP_X_FORWARDED_PROTO": ["https", "x", ""],
    "HTTP_CONTENT_ENCODING": ["gzip"],
    "HTTP_EXPECT": ["100-continue", "x"],
    "HTTP_COOKIE": ["session=x", "=;=;", "\xff"],
    "HTTP_RANGE": ["bytes=0-1", "x"],
    "HTTP_IF_MODIFIED_SINCE": ["x"],
    "QUERY_STRING": ["naam=x", "%", "\xff", "a" * 2000],
    "REMOTE_ADDR": ["", "x", "::ffff:192.0.2.1", "\xff"],
}  # fmt: skip

OURS = "http://127.0.0.1:8000/"

Answered = Callable[[dict[str, Any]], tuple[int, bytes]]


def make_body(chance: random.Random) -> bytes:
    kind = chance.random()
    if kind < 0.1:
        return chance.randbytes(chance.randrange(300))
    if kind < 0.12:
        return b"naam=" + b"x" * chance.choice([65_000, 65_531, 65_532, 200_000])
    if kind < 0.3:  # mostly good: what gets past the first checks
        pairs = ["naam=Anna", f"email=p{chance.randrange(10**9)}%40example.org", "gemeente=Utrecht"]
        pairs += [f"functie={chance.choice(VALUES)}", f"vraag={chance.choice(VALUES)}"]
    else:
        count = chance.choice([0, 1, 3, 6, 60])
        pairs = [f"{chance.choice(NAMES)}={chance.choice(VALUES)}" for _ in range(count)]
    joined = chance.choice(["&", "&", "&", "&", ";", "&&"]).join(pairs)
    return joined.encode("utf-8", "surrogatepass")


def make_environ(chance: random.Random) -> dict[str, Any]:
    body = make_body(chance)
    environ = {
        "REQUEST_METHOD": chance.choice(METHODS),
        "PATH_INFO": chance.choice(PATHS),
        "SCRIPT_NAME": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1:8000",
        "CONTENT_TYPE": chance.choice(TYPES),
        "CONTENT_LENGTH": str(len(body)),
        "REMOTE_ADDR": "192.0.2.1",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
    }
    if chance.random() < 0.1:
        environ["CONTENT_LENGTH"] = chance.choice(LENGTHS)
    if chance.random() < 0.1:
        environ["wsgi.input_terminated"] = True
    for name in chance.sample(sorted(HEADERS), chance.choice([0, 0, 1, 2, 5])):
        environ[name] = chance.choice(HEADERS[name])
    return environ


def answering(app: Flask) -> Answered:
    """Return what asks the application as a server does."""

    def ask(environ: dict[str, Any]) -> tuple[int, bytes]:
        statuses: list[int] = []

        def start(status: str, headers: list[tuple[str, str]], error: object = None) -> None:
            assert all("\n" not in value and "\r" not in value for _, value in headers)
            assert dict(headers).get("Location", OURS).startswith(OURS)
            statuses.append(int(status[:3]))

        answer: Iterable[bytes] = app(environ, start)
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        return statuses[-1], body

    return ask


def send_many(app: Flask, seed: int, count: int) -> tuple[Counter[int], list[dict[str, Any]]]:
    """Return how often each status came, and the inputs that the handler failed on."""
    chance, ask = random.Random(seed), answering(app)  # noqa: S311 - no secret
    seen: Counter[int] = Counter()
    failed = []
    for _ in range(count):
        environ = make_environ(chance)
        status, body = ask(environ)
        seen[status] += 1
        if status >= 500 or b"Traceback" in body:
            failed.append(environ)
    return seen, failed


@pytest.mark.parametrize("shard", range(SHARDS))
def test_no_input_makes_the_handler_fail(settings: Settings, shard: int) -> None:
    app = create_app(settings)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    seen, failed = send_many(app, shard, INPUTS // SHARDS)
    total = sum(seen.values())
    print(f"{total} inputs in process, 0 x 5xx, 95 % bound {3 / total:.4%}: {dict(seen)}")
    assert failed == []
    assert set(seen) >= {200, 303, 400, 403, 404, 405, 413, 415, 422}


def test_planted_exception_is_found_in_process(settings: Settings) -> None:
    """The negative control."""
    _, failed = send_many(create_planted_app(settings), 0, 300)
    assert failed
