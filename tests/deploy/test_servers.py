"""The shipped set-ups, as real servers: nginx and Caddy from `deploy/`, and the built-in one.

Every kind of address and every status is asked of each of the three. What they answer is compared
with one table; a header that is not in it, or is there twice, is a difference too.
"""

import gzip
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.deploy.stack import (
    HOST,
    KINDS,
    PROXIES,
    Answer,
    Stack,
    missing_programs,
    running_stack,
)
from tests.deploy.table import (
    ASSET,
    BAD,
    FILE,
    FORM,
    GOOD,
    HANDLED,
    RECEIPT,
    ROWS,
    SECURITY,
    Row,
    ask,
    difference,
    faults,
)
from tests.form_handler.submissions import URL

pytestmark = pytest.mark.servers

EVENT = "/evenementen/leernetwerk-aan-de-slag-met-werkdruk"


def test_programs_are_installed() -> None:
    assert missing_programs() == []


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
    assert difference(Answer(200, [*good, ("x-powered-by", "x")], b""), row).keys() == {
        "x-powered-by"
    }
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
    "path",
    [
        "//evil.example/%2e%2e/evenementen",
        "/%2fevil.example%2f..%2fevenementen",
        "//evenementen",
    ],
)
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


def test_other_host_is_refused(stack: Stack) -> None:
    """The built-in server's static pages hold no address of their own: those it gives to all."""
    paths = [URL, "/formulieren/ontvangst/x/"] + (["/"] if stack.kind != "alone" else [])
    wanted = 400 if stack.kind == "alone" else 421
    for path in paths:
        answer = stack.ask("GET", path, {"Host": "evil.example"})
        wrong = difference(answer, Row("", wanted, SECURITY))
        assert wrong.keys() <= {"content-type", "cache-control"}
        assert b"evil" not in answer.body


def test_forged_forwarding_headers_change_no_link(stack: Stack) -> None:
    forged = {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example;proto=http"}
    answer = stack.ask("POST", URL, {**FORM, **forged, "X-Forwarded-Proto": "http"}, GOOD)
    assert (answer.header("location") or "").startswith(f"https://{HOST}/")


def send_from_many_addresses(stack: Stack) -> list[Answer]:
    """Post eight times, each time with another forged address."""

    def send(number: int) -> Answer:
        forged = f"10.0.0.{number}" if number % 2 else f"10.0.0.{number}, 192.0.2.{number}"
        return stack.ask("POST", URL, {**FORM, "X-Forwarded-For": forged}, BAD)

    return [send(number) for number in range(8)]


@pytest.mark.parametrize("strict_stack", KINDS, indirect=True)
def test_forged_address_does_not_dodge_the_pace_limit(strict_stack: Stack) -> None:
    found = send_from_many_addresses(strict_stack)
    assert [each.status for each in found] == [422] * 3 + [429] * 5
    assert faults(found[-1], Row("", 429, HANDLED)) == {}
    assert int(found[-1].header("retry-after") or 0) > 0


def test_forged_address_dodges_it_where_a_proxy_is_trusted_that_is_not_there(
    site: Path, tmp_path: Path
) -> None:
    """The negative control."""
    with running_stack("alone", site, tmp_path / "run", posts_per_minute=3, proxies=1) as stack:
        found = send_from_many_addresses(stack)
    assert [each.status for each in found] == [422] * 8


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


TLS = {"-tls1_1": False, "-tls1_2": True, "-tls1_3": True}


@pytest.mark.parametrize("strict_stack", PROXIES, indirect=True)
def test_only_tls_1_2_and_later_is_spoken(strict_stack: Stack) -> None:
    def speaks(version: str) -> bool:
        command = ["openssl", "s_client", "-connect", f"127.0.0.1:{strict_stack.port}", version]
        more = ["-servername", HOST, "-cipher", "ALL:@SECLEVEL=0"]
        done = subprocess.run(
            [*command, *more], stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
        return done.returncode == 0

    assert {version: speaks(version) for version in TLS} == TLS
