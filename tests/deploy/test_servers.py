"""The shipped set-ups, as real servers: nginx and Caddy from `deploy/`, and the built-in one.

Every kind of address and every status is asked of each of the three. What they answer is compared
with one table; a header that is not in it, or is there twice, is a difference too.
"""

import gzip
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from form_handler.headers import CONTENT_SECURITY_POLICY
from tests.deploy.failing import BROKEN, UNAVAILABLE
from tests.deploy.stack import HOST, Answer, Stack, missing_programs, running_stack, slow_clients
from tests.form_handler.submissions import URL, answers
from tests.journeys.server import free_port

pytestmark = pytest.mark.servers

KINDS = ("nginx", "caddy", "alone")
PROXIES = ("nginx", "caddy")

SECURITY = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "referrer-policy": "strict-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
}
HTML = {"content-type": "text/html; charset=utf-8"}
JSON = {"content-type": "application/json"}
NO_TYPE: dict[str, str] = {}
PAGE = SECURITY | HTML | {"cache-control": "no-cache"}
FILE = SECURITY | {"cache-control": "no-cache"}
ASSET = SECURITY | {"cache-control": "public, max-age=31536000, immutable"}
HANDLED = SECURITY | HTML | {"cache-control": "no-store"}
HANDLED_JSON = HANDLED | JSON
RECEIPT = HANDLED | {"referrer-policy": "no-referrer"}

OF_THE_MOMENT = {
    *("date", "server", "connection", "keep-alive", "content-length", "transfer-encoding"),
    *("etag", "last-modified", "accept-ranges", "vary", "location", "retry-after", "alt-svc"),
    *("allow",),
}
"""They differ from server to server or from answer to answer; some are looked at one by one."""

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
GOOD = urlencode(answers(email="anna@example.org"))
BAD = urlencode(answers(naam=""))


@dataclass(frozen=True)
class Row:
    """A request, and what has to come back."""

    name: str
    status: int
    headers: dict[str, str]
    path: str = "/"
    method: str = "GET"
    sent: dict[str, str] = field(default_factory=dict)
    body: str | list[bytes] | None = None


def post(name: str, status: int, headers: dict[str, str], **changes: object) -> Row:
    values = {"path": URL, "method": "POST", "sent": FORM, "body": GOOD} | changes
    return Row(name, status, headers, **values)  # type: ignore[arg-type]


EVENT = "/evenementen/leernetwerk-aan-de-slag-met-werkdruk"
ROWS = [
    Row("page", 200, PAGE),
    Row("page in a folder", 200, PAGE, f"{EVENT}/"),
    Row("page without a body", 200, PAGE, method="HEAD"),
    Row("page, compressed", 200, PAGE | {"content-encoding": "gzip"}, sent={"Accept-Encoding": "gzip"}),
    Row("calendar", 200, FILE | {"content-type": "text/calendar; charset=utf-8"}, f"{EVENT}.ics"),
    Row("picture", 200, FILE | {"content-type": "image/svg+xml; charset=utf-8"}, "/assets/favicon.svg"),
    Row("map of the site", 200, FILE | {"content-type": "text/xml; charset=utf-8"}, "/sitemap.xml"),
    Row("data", 200, FILE | JSON, "/events.json"),
    Row("folder without slash", 301, FILE, EVENT),
    Row("no such page", 404, PAGE, "/niets/"),
    Row("no such asset", 404, PAGE, "/assets/niets.0123abcd.css"),
    Row("no such calendar", 404, PAGE, "/evenementen/niets.ics"),
    Row("folder without index", 404, PAGE, "/assets/"),
    Row("contract", 404, PAGE, "/forms.json"),
    Row("contract, compressed", 404, PAGE, "/forms.json.gz"),
    Row("compressed copy", 404, PAGE, "/index.html.gz"),
    Row("hidden file", 404, PAGE, "/.git/config"),
    Row("post to a page", 405, HANDLED, f"{EVENT}/", "POST", FORM, GOOD),
    Row("healthy", 200, HANDLED_JSON, "/formulieren/gezond"),
    Row("ready", 200, HANDLED_JSON, "/formulieren/klaar"),
    Row("form's own address", 303, HANDLED, URL),
    Row("no such form", 404, HANDLED, "/formulieren/niets/"),
    Row("no such receipt", 404, HANDLED, "/formulieren/ontvangst/onzin/"),
    Row("wrong method", 405, HANDLED, URL, "PUT", FORM, GOOD),
    Row("broken", 500, HANDLED, BROKEN),
    Row("unavailable", 503, HANDLED, UNAVAILABLE),
    post("received", 303, HANDLED),
    post("received, as JSON", 201, HANDLED_JSON, sent={**FORM, "Accept": "application/json"}),
    post("mistakes", 422, HANDLED, body=BAD),
    post("mistakes, asked compressed", 422, HANDLED, body=BAD, sent={**FORM, "Accept-Encoding": "gzip"}),
    post("cross-site", 403, HANDLED, sent={**FORM, "Sec-Fetch-Site": "cross-site"}),
    post("from another origin", 403, HANDLED, sent={**FORM, "Origin": "https://evil.example"}),
    post("not a form", 415, HANDLED, sent={"Content-Type": "text/plain"}),
    post("too large", 413, HANDLED, body="naam=" + "x" * 70_000),
    post("too large, in chunks", 413, HANDLED, body=[b"x" * 1000] * 70),
]  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the real content, built by the real command."""
    path = tmp_path_factory.mktemp("built") / "site"
    environment = {**os.environ, "SAMENKOMST_SITE": str(path)}
    samenkomst = Path(sys.executable).with_name("samenkomst")
    subprocess.run([samenkomst, "build"], check=True, env=environment, capture_output=True)
    return path


@pytest.fixture(scope="module", params=KINDS)
def stack(
    request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    """Each set-up, without a limit on how often one may post."""
    with running_stack(request.param, site, tmp_path_factory.mktemp(request.param)) as stack:
        yield stack


@pytest.fixture
def strict_stack(request: pytest.FixtureRequest, site: Path, tmp_path: Path) -> Iterator[Stack]:
    """The set-up that a test names, on which one may post three times a minute."""
    with running_stack(request.param, site, tmp_path / "run", posts_per_minute=3) as stack:
        yield stack


def test_programs_are_installed() -> None:
    assert missing_programs() == []


def ask(stack: Stack, row: Row) -> Answer:
    return stack.ask(row.method, row.path, row.sent, row.body)


def compared(answer: Answer) -> dict[str, str | None]:
    """Return the headers that the table speaks of; a bodiless answer has no type of its own."""
    found = {name: answer.header(name) for name, _ in answer.headers if name not in OF_THE_MOMENT}
    if answer.status in (301, 303, 304):
        found |= HTML
    return found


def expected(row: Row) -> dict[str, str]:
    return row.headers | HTML if row.status in (301, 303, 304) else row.headers


def difference(answer: Answer, row: Row) -> dict[str, object]:
    """Return, by name, what is there and what should be."""
    found, wanted = {"status": answer.status, **compared(answer)}, {"status": row.status}
    wanted |= expected(row)  # type: ignore[arg-type]
    names = found.keys() | wanted.keys()
    return {
        name: (found.get(name), wanted.get(name))
        for name in sorted(names)
        if found.get(name) != wanted.get(name)
    }


def faults(answer: Answer, row: Row) -> dict[str, object]:
    """Return what is wrong with an answer beside its headers' values."""
    found = difference(answer, row)
    if answer.header("set-cookie"):
        found["cookie"] = answer.header("set-cookie")
    if any(letter.isdigit() for letter in answer.header("server") or ""):
        found["version"] = answer.header("server")
    if answer.status == 405 and not answer.header("allow"):
        found["allow"] = None
    return found


def test_every_answer_has_the_headers_of_the_table(stack: Stack) -> None:
    wrong = {row.name: faults(ask(stack, row), row) for row in ROWS}
    assert {name: each for name, each in wrong.items() if each} == {}


def test_statuses_of_the_table_are_all_that_a_visitor_can_meet() -> None:
    wanted = {200, 201, 301, 303, 403, 404, 405, 413, 415, 422, 500, 503}
    assert {row.status for row in ROWS} == wanted


def test_missing_doubled_or_strange_header_is_seen() -> None:
    """The negative control of the table."""
    row = ROWS[0]
    good = [*row.headers.items()]
    assert difference(Answer(200, good, b""), row) == {}
    assert difference(Answer(200, good[1:], b""), row).keys() == {good[0][0]}
    assert difference(Answer(200, [*good, good[0]], b""), row).keys() == {good[0][0]}
    assert difference(Answer(200, [*good, ("x-powered-by", "x")], b""), row).keys() == {"x-powered-by"}
    assert faults(Answer(200, [*good, ("server", "nginx/1.22.1")], b""), row).keys() == {"version"}


def test_assets_stay_for_a_year(stack: Stack, site: Path) -> None:
    types = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
    hashed = [*site.glob("assets/*.????????.*s"), *site.rglob("*.????????.min.js")]
    assert {path.suffix for path in hashed} == {".css", ".js"}
    for path in hashed:
        row = Row("", 200, ASSET | {"content-type": types[path.suffix[1:]]})
        answer = stack.ask("GET", f"/{path.relative_to(site)}")
        assert faults(answer, row) == {}


def test_receipt_has_its_headers_and_tells_nobody_where_it_is(stack: Stack) -> None:
    sent = stack.ask("POST", URL, FORM, GOOD)
    location = sent.header("location") or ""
    assert location.startswith(f"https://{HOST}/formulieren/ontvangst/")
    answer = stack.ask("GET", urlsplit(location).path, {"Accept-Encoding": "gzip"})
    assert faults(answer, Row("", 200, RECEIPT)) == {}
    assert b"anna@example.org" in answer.body


def test_unchanged_page_is_not_sent_again(stack: Stack) -> None:
    tag = stack.ask("GET", "/").header("etag") or ""
    answer = stack.ask("GET", "/", {"If-None-Match": tag})
    assert faults(answer, Row("", 304, FILE)) == {}
    assert answer.body == b""


def test_folder_without_slash_leads_to_the_one_with(stack: Stack) -> None:
    assert (stack.ask("GET", EVENT).header("location") or "").endswith(f"{EVENT}/")


@pytest.mark.parametrize(
    "path", ["//evil.example/%2e%2e/evenementen", "/%2fevil.example%2f..%2fevenementen", "//evenementen"]
)  # fmt: skip
def test_redirect_never_leads_away(stack: Stack, path: str) -> None:
    location = stack.ask("GET", path).header("location") or "/"
    assert (urlsplit(location).hostname or HOST) in (HOST, "127.0.0.1")


def test_files_are_sent_compressed_to_whoever_takes_that(stack: Stack) -> None:
    for path in ("/", f"{EVENT}.ics", "/events.json", "/niets/"):
        packed = stack.ask("GET", path, {"Accept-Encoding": "gzip, br"})
        plain = stack.ask("GET", path, {"Accept-Encoding": "br"})
        assert plain.header("content-encoding") is None
        if packed.status == 200:
            assert packed.header("content-encoding") == "gzip"
            assert packed.header("vary") == plain.header("vary") == "Accept-Encoding"
            assert gzip.decompress(packed.body) == plain.body


def test_error_pages_can_be_read(stack: Stack) -> None:
    """Dutch, and what a proxy answers itself as well."""
    wanted = {
        "too large": "te groot",
        "too large, in chunks": "te groot",
        "post to a page": "kan op dit adres niet",
        "no such page": "<h1",
        "no such form": "<h1",
    }
    found = {row.name: ask(stack, row).body.decode() for row in ROWS if row.name in wanted}
    assert [name for name, text in wanted.items() if text not in found[name]] == []


@pytest.mark.parametrize("path", ["/", URL, "/formulieren/ontvangst/x/"])
def test_other_host_is_refused(stack: Stack, path: str) -> None:
    if stack.kind == "alone" and path == "/":
        pytest.skip("the built-in server's static pages hold no address of their own")
    answer = stack.ask("GET", path, {"Host": "evil.example"})
    wanted = {"alone": 400}.get(stack.kind, 421)
    assert answer.status == wanted
    assert difference(answer, Row("", wanted, SECURITY)).keys() <= {"content-type", "cache-control"}
    assert b"evil" not in answer.body


def test_forged_forwarding_headers_change_no_link(stack: Stack) -> None:
    forged = {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example;proto=http"}
    answer = stack.ask("POST", URL, {**FORM, **forged, "X-Forwarded-Proto": "http"}, GOOD)
    assert (answer.header("location") or "").startswith(f"https://{HOST}/")


@pytest.mark.parametrize("strict_stack", KINDS, indirect=True)
def test_forged_address_does_not_dodge_the_pace_limit(strict_stack: Stack) -> None:
    def send(number: int) -> Answer:
        forged = f"10.0.0.{number}" if number % 2 else f"10.0.0.{number}, 127.0.0.1"
        return strict_stack.ask("POST", URL, {**FORM, "X-Forwarded-For": forged}, BAD)

    found = [send(number) for number in range(8)]
    assert [each.status for each in found] == [422] * 3 + [429] * 5
    assert faults(found[-1], Row("", 429, HANDLED)) == {}
    assert int(found[-1].header("retry-after") or 0) > 0


@pytest.mark.parametrize("strict_stack", PROXIES, indirect=True)
def test_handler_that_is_gone_is_told_and_no_log_keeps_an_address(strict_stack: Stack) -> None:
    secret = "een-geheim-adres"
    strict_stack.ask("GET", f"/formulieren/ontvangst/{secret}/")
    strict_stack.handler.kill()
    for method in ("GET", "POST"):
        path = f"/formulieren/ontvangst/{secret}/" if method == "GET" else URL
        answer = strict_stack.ask(method, path, FORM, GOOD if method == "POST" else None)
        assert faults(answer, Row("", 502, HANDLED)) == {}
        assert "niet zeker" in answer.body.decode()
    logs = [path.read_text() for path in strict_stack.folder.glob("*log")]
    assert any(logs)
    assert [secret in log or "anna" in log for log in logs] == [False] * len(logs)


@pytest.mark.parametrize("strict_stack", PROXIES, indirect=True)
def test_plain_http_leads_to_https(strict_stack: Stack) -> None:
    plain = Stack("plain", strict_stack.plain_port, strict_stack.folder, strict_stack.handler)
    answer = plain.ask("GET", "/evenementen/?jaar=2026")
    assert answer.status in (301, 308)
    location = urlsplit(answer.header("location") or "")
    assert (location.scheme, location.hostname) == ("https", HOST)
    assert (location.path, location.query) == ("/evenementen/", "jaar=2026")


SLOW = 400
ORDINARY = 200


def seconds_needed(stack: Stack, number: int, patience: float) -> float:
    """Send one ordinary request; return how long its answer took, or for ever."""
    requests = [("GET", "/formulieren/gezond", None), ("POST", URL, GOOD), ("POST", URL, BAD)]
    method, path, body = requests[number % 3]
    begin = time.monotonic()
    try:
        answer = stack.ask(method, path, FORM, body, timeout=patience)
    except OSError:
        return float("inf")
    return time.monotonic() - begin if answer.status in (200, 303, 422) else float("inf")


def under_siege(stack: Stack, ordinary: int, patience: float) -> list[float]:
    """Return how long ordinary visitors wait while slow ones hold their connections."""
    with slow_clients(stack, SLOW, 60), ThreadPoolExecutor(4) as visitors:
        times = visitors.map(lambda each: seconds_needed(stack, each, patience), range(ordinary))
        return sorted(times)


def share_within_a_second(times: list[float]) -> float:
    return sum(each < 1 for each in times) / len(times)


@pytest.mark.parametrize("kind", PROXIES)
def test_slow_clients_do_not_stop_others(kind: str, site: Path, tmp_path: Path) -> None:
    with running_stack(kind, site, tmp_path / "run") as stack:
        times = under_siege(stack, ORDINARY, 10)
    print(f"{kind}: {SLOW} slow, {share_within_a_second(times):.1%} of {ORDINARY} within a second; "
          f"median {times[100] * 1000:.0f} ms, slowest {times[-1] * 1000:.0f} ms")  # fmt: skip
    assert share_within_a_second(times) >= 0.99


def test_slow_clients_stop_gunicorn_alone(site: Path, tmp_path: Path) -> None:
    """The negative control, and the reason for a proxy."""
    with running_stack("alone", site, tmp_path / "run") as stack:
        times = under_siege(stack, 20, 1)
    print(f"gunicorn alone: {SLOW} slow, {share_within_a_second(times):.1%} of 20 within a second")
    assert share_within_a_second(times) < 0.5


UNITS = ("samenkomst.service", "samenkomst-deliver.service")
