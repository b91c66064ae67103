"""The form handler as a function: each cloud's own adapter, given what that cloud sends."""

import base64
import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlencode

import azure.functions
import functions_framework
import pytest
from packaging.utils import canonicalize_name

from samenkomst.journals import read_journal
from samenkomst.settings import load_settings
from tests.builders import ROOT_PATH
from tests.form_handler.submissions import HOSTILE, URL, answers
from tests.postgres_server import Cluster

pytestmark = pytest.mark.postgres

FOLDER = ROOT_PATH / "deploy" / "serverless"
HOST = "evenementen.example.org"
SECRET = "a-secret-of-tests-that-is-long-enough"
BODY = urlencode(answers(naam=HOSTILE, vraag="é\u2028\U0001f600")).encode()
HEADERS = {
    "host": HOST,
    "origin": f"https://{HOST}",
    "content-type": "application/x-www-form-urlencoded",
    "x-forwarded-for": "203.0.113.7:51234",
    "x-forwarded-proto": "https",
}
MARKS = {
    "aws": {"AWS_LAMBDA_FUNCTION_NAME": "forms"},
    "azure": {"FUNCTIONS_WORKER_RUNTIME": "python"},
    "google": {"K_SERVICE": "forms"},
}


@dataclass(frozen=True)
class Answer:
    """What a cloud hands on to the visitor."""

    status: int
    headers: dict[str, str]
    body: str


Send = Callable[[str, str, bytes], Answer]


def load(name: str, file: str) -> ModuleType:
    """Return the entry file of a cloud as a module of its own."""
    spec = importlib.util.spec_from_file_location(f"entry_{name}", FOLDER / name / file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def aws() -> Send:
    handler = load("aws", "function.py").handler

    def send(method: str, path: str, body: bytes) -> Answer:
        found = handler(aws_event(method, path, body), None)
        raw = base64.b64decode(found["body"]) if found["isBase64Encoded"] else found["body"]
        text = raw.decode() if isinstance(raw, bytes) else raw
        return Answer(found["statusCode"], lowered(found["headers"]), text)

    return send


def aws_event(method: str, path: str, body: bytes) -> dict[str, Any]:
    """Return an event of an HTTP API, payload format 2.0."""
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {**HEADERS, "content-length": str(len(body)), "x-forwarded-port": "443"},
        "requestContext": {
            "accountId": "000000000000",
            "apiId": "forms",
            "domainName": HOST,
            "http": {
                "method": method,
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": "203.0.113.7",
                "userAgent": "test",
            },
            "requestId": "1",
            "stage": "$default",
            "timeEpoch": 1795292100000,
        },
        "body": base64.b64encode(body).decode(),
        "isBase64Encoded": True,
    }


def azure_() -> Send:
    app = load("azure", "function_app.py").app
    (function,) = app.get_functions()

    def send(method: str, path: str, body: bytes) -> Answer:
        request = azure.functions.HttpRequest(
            method=method, url=f"https://{HOST}{path}", headers=HEADERS, body=body
        )
        found = function.get_user_function()(request)
        headers = lowered(dict(found.headers))
        return Answer(found.status_code, headers, found.get_body().decode())

    return send


def google() -> Send:
    source = str(FOLDER / "google" / "main.py")
    client = functions_framework.create_app(target="forms", source=source).test_client()

    def send(method: str, path: str, body: bytes) -> Answer:
        headers = {name: value for name, value in HEADERS.items() if name != "host"}
        found = client.open(
            path, method=method, data=body, headers=headers, base_url=f"https://{HOST}/"
        )
        return Answer(found.status_code, lowered(dict(found.headers)), found.text)

    return send


def lowered(headers: dict[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


ENTRIES = {"aws": aws, "azure": azure_, "google": google}


@dataclass(frozen=True)
class Cloud:
    """A cloud with the function running in it."""

    name: str
    send: Send
    environment: dict[str, str]


@pytest.fixture
def environment(cluster: Cluster, tmp_path: Path, contract_text: str) -> dict[str, str]:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "forms.json").write_text(contract_text, encoding="utf-8")
    return {
        "SAMENKOMST_SECRET": SECRET,
        "SAMENKOMST_BASE_URL": f"https://{HOST}/",
        "SAMENKOMST_SITE": str(tmp_path / "site"),
        "SAMENKOMST_DATA": str(tmp_path / "var"),
        "SAMENKOMST_POSTS_PER_MINUTE": "3",
        "DATABASE_URL": cluster.new_database(),
    }


@pytest.fixture(params=ENTRIES)
def cloud(
    request: pytest.FixtureRequest, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> Cloud:
    name = request.param
    found = environment | MARKS[name] | {"SAMENKOMST_PROXIES": "0" if name == "aws" else "1"}
    for key, value in found.items():
        monkeypatch.setenv(key, value)
    return Cloud(name, ENTRIES[name](), found)


def test_function_stores_a_form_and_shows_its_receipt(cloud: Cloud) -> None:
    answer = cloud.send("POST", URL, BODY)
    assert answer.status == 303, answer.body
    location = answer.headers["location"]
    assert location.startswith(f"https://{HOST}/formulieren/ontvangst/")
    records = read_journal(load_settings(cloud.environment))
    (record,) = (each for each in records if each.type == "submission_received")
    assert record.fields["answers"]["naam"] == HOSTILE
    assert record.fields["answers"]["vraag"] == "é\u2028\U0001f600"
    shown = cloud.send("GET", location.removeprefix(f"https://{HOST}"), b"")
    assert shown.status == 200
    assert record.fields["reference"] in shown.body
    assert "default-src" in shown.headers["content-security-policy"]


def test_function_answers_as_the_handler_does(cloud: Cloud) -> None:
    assert cloud.send("GET", "/formulieren/gezond", b"").status == 200
    assert cloud.send("GET", "/formulieren/klaar", b"").status == 200
    assert cloud.send("GET", "/elders/", b"").status == 404
    wrong = cloud.send("POST", URL, urlencode(answers(email="geen", naam=HOSTILE)).encode())
    assert wrong.status == 422
    assert "<script>alert" not in wrong.body
    assert cloud.send("POST", URL, b"x=" + b"a" * 70_000).status == 413


def test_function_counts_the_posts_of_an_address(cloud: Cloud) -> None:
    statuses = [cloud.send("POST", URL, BODY).status for _ in range(5)]
    assert statuses == [303, 303, 303, 429, 429]


def test_function_keeps_the_answers_on_the_page_when_the_database_is_away(
    cluster: Cluster, cloud: Cloud, caplog: pytest.LogCaptureFixture
) -> None:
    """Azure's own adapter would write that page to the log, and show none."""
    name = cloud.environment["DATABASE_URL"].partition("@/")[2].partition("?")[0]
    cluster.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    cluster.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    )
    answer = cloud.send("POST", URL, BODY)
    assert answer.status == 503
    assert answer.headers["retry-after"]
    assert "anna@example.org" in answer.body
    assert "anna@example.org" not in caplog.text


@pytest.mark.parametrize("name", MARKS)
def test_function_does_not_start_without_a_database(name: str, environment: dict[str, str]) -> None:
    given = environment | MARKS[name]
    del given["DATABASE_URL"]
    started = subprocess.run(
        [sys.executable, "-c", "import form_handler; form_handler.create_app()"],
        env=given,
        cwd=ROOT_PATH,
        capture_output=True,
        text=True,
    )
    assert started.returncode == 3
    (mark,) = MARKS[name]
    assert f"Dit draait als functie in de cloud ({mark})" in started.stderr


POSTING = """
import json, sys
before = set(sys.modules)
sys.path.insert(0, "deploy/serverless/aws")
import function
answer = function.handler(json.load(sys.stdin), None)
loaded = {name.partition(".")[0] for name in set(sys.modules) - before}
from importlib.metadata import packages_distributions
found = packages_distributions()
print(json.dumps([answer["statusCode"], {name: found.get(name, []) for name in loaded}]))
"""


def test_function_loads_what_its_lock_names_and_nothing_heavy(environment: dict[str, str]) -> None:
    """A fresh instance: what it loads before its first answer is what a visitor waits for."""
    run = subprocess.run(
        [sys.executable, "-c", POSTING],
        env=environment | MARKS["aws"],
        cwd=ROOT_PATH,
        input=json.dumps(aws_event("POST", URL, BODY)),
        capture_output=True,
        text=True,
        check=True,
    )
    status, loaded = json.loads(run.stdout)
    assert status == 303
    heavy = {"mkdocs", "babel", "icalendar", "yaml", "openpyxl", "PIL", "markdown"}
    assert heavy & set(loaded) == set()
    lock = (ROOT_PATH / "requirements" / "aws.lock").read_text("utf-8")
    needed = {canonicalize_name(name) for names in loaded.values() for name in names}
    assert {name for name in needed - {"samenkomst"} if f"\n{name}==" not in lock} == set()
    assert {"psycopg", "apig-wsgi", "flask"} <= needed


def test_handler_loads_psycopg_only_for_a_database(environment: dict[str, str]) -> None:
    del environment["DATABASE_URL"]
    program = "import form_handler, sys; form_handler.create_app(); print('psycopg' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        cwd=ROOT_PATH,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == "False\n"
