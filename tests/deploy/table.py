"""What every address answers in every set-up: one table, and how an answer is held against it."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from form_handler.headers import CONTENT_SECURITY_POLICY
from tests.deploy.failing import BROKEN, UNAVAILABLE
from tests.deploy.stack import Answer, Stack
from tests.form_handler.submissions import URL, answers

SECURITY = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "referrer-policy": "strict-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
}
HTML = {"content-type": "text/html; charset=utf-8"}
JSON = {"content-type": "application/json"}
CALENDAR = {"content-type": "text/calendar; charset=utf-8"}
PICTURE = {"content-type": "image/svg+xml; charset=utf-8"}
XML = {"content-type": "text/xml; charset=utf-8"}
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
PACKED = {"Accept-Encoding": "gzip"}
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
    Row("page, compressed", 200, PAGE | {"content-encoding": "gzip"}, sent=PACKED),
    Row("calendar", 200, FILE | CALENDAR, f"{EVENT}.ics"),
    Row("picture", 200, FILE | PICTURE, "/assets/favicon.svg"),
    Row("map of the site", 200, FILE | XML, "/sitemap.xml"),
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
    post("mistakes, asked compressed", 422, HANDLED, body=BAD, sent=FORM | PACKED),
    post("cross-site", 403, HANDLED, sent={**FORM, "Sec-Fetch-Site": "cross-site"}),
    post("from another origin", 403, HANDLED, sent={**FORM, "Origin": "https://evil.example"}),
    post("not a form", 415, HANDLED, sent={"Content-Type": "text/plain"}),
    post("too large", 413, HANDLED, body="naam=" + "x" * 70_000),
    post("too large, in chunks", 413, HANDLED, body=[b"x" * 1000] * 70),
]  # fmt: skip


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
