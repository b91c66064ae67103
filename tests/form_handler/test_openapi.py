"""The description of the handler: valid, complete, and what a running server does.

`FUZZ_HTTP=10000` sends the server more than 20,000 requests.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from flask import Flask
from openapi_spec_validator import validate

from samenkomst.core.forms import check_answers
from samenkomst.core.openapi import describe_api
from samenkomst.settings import Settings
from samenkomst.stores.contract_file import ContractFile
from tests.builders import make_contract, make_entry, make_field, make_form
from tests.form_handler.submissions import URL, answers
from tests.form_handler.test_server import our_server
from tests.patience import LONG

EXAMPLES = int(os.environ.get("FUZZ_HTTP", "100"))
"""For each operation with answers to choose."""
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,"
    "response_schema_conformance,response_headers_conformance,allow_header_conformance"
)
FOR_PEOPLE = {
    "/formulieren/deelname/",
    "/formulieren/deelname/<token>/",
    "/formulieren/deelname/<token>/<part>/",
}
"""Where the links in letters lead: no program is asked to follow those."""


@pytest.fixture
def description(settings: Settings) -> dict[str, object]:
    return describe_api(ContractFile(settings.contract_path).current(), "1")


def test_description_is_valid_openapi(description: dict[str, object]) -> None:
    validate(description)


def test_description_of_every_kind_of_field_is_valid() -> None:
    fields = [
        make_field(name="a", type="checkboxes", choices={"x": "X", "y": "Y"}),
        make_field(name="b", type="radio", choices={"x": "X"}, required=False),
        make_field(name="c", type="consent"),
        make_field(name="d", type="number"),
        make_field(name="e", type="tel"),
        make_field(name="email", type="email"),
        make_field(name="f", type="textarea", required=False),
    ]
    described = describe_api(make_contract(make_entry(), forms=[make_form(*fields)]), "1")
    validate(described)
    schema = described["paths"]["/formulieren/ronde-tafel/aanmelden/"]["post"]["requestBody"][
        "content"
    ]["application/x-www-form-urlencoded"]["schema"]
    good = {"a": ["x"], "c": "ja", "d": "12", "e": "030 000 00 00", "email": "a@example.org"}
    jsonschema.validate(good, schema)
    for name, wrong in {"a": [], "c": "nee", "d": "a", "e": "x", "email": "", "g": "x"}.items():
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(good | {name: wrong}, schema)


def test_colleague_with_an_address_needs_a_name() -> None:
    colleague = [
        make_field(name="collega_1_naam", required=False),
        make_field(name="collega_1_email", type="email", required=False),
    ]
    form = make_form(make_field(), *colleague, colleagues=1)
    described = describe_api(make_contract(make_entry(), forms=[form]), "1")
    validate(described)
    schema = described["paths"]["/formulieren/ronde-tafel/aanmelden/"]["post"]["requestBody"][
        "content"
    ]["application/x-www-form-urlencoded"]["schema"]
    for name, is_good in [("Sam", True), ("", False), (None, False)]:
        sent = {"naam": "Noor", "collega_1_email": "sam@example.org"}
        sent |= {} if name is None else {"collega_1_naam": name}
        assert (
            check_answers(form, {key: [value] for key, value in sent.items()})[1] == []
        ) is is_good
        assert jsonschema.Draft202012Validator(schema).is_valid(sent) is is_good


def test_every_address_of_the_handler_is_described(
    app: Flask, description: dict[str, dict[str, object]]
) -> None:
    forms = {path for path in description["paths"] if path.count("/") == 4 and "{" not in path}
    described = {re.sub(r"\{(\w+)\}", r"<\1>", path) for path in description["paths"]} - forms
    found = {rule.rule for rule in app.url_map.iter_rules()} - FOR_PEOPLE
    assert URL in forms
    assert found == described | {"/formulieren/<event>/<form>/"}


def test_good_answers_fit_the_description(description: dict[str, object]) -> None:
    text = json.dumps(description)
    body = json.loads(text)["paths"][URL]["post"]["requestBody"]["content"]
    jsonschema.validate(answers(), body["application/x-www-form-urlencoded"]["schema"])


def test_command_prints_the_description(settings: Settings, tmp_path: Path) -> None:
    samenkomst = str(Path(sys.executable).with_name("samenkomst"))
    environment = {**os.environ, "SAMENKOMST_SITE": str(settings.site)}
    done = subprocess.run(
        [samenkomst, "openapi"], cwd=tmp_path, env=environment, capture_output=True, check=True
    )
    validate(json.loads(done.stdout))
    environment["SAMENKOMST_SITE"] = str(tmp_path / "none")
    done = subprocess.run(
        [samenkomst, "openapi"], cwd=tmp_path, env=environment, capture_output=True, check=False
    )
    assert (done.returncode, b"Traceback" in done.stderr) == (1, False)


def send_many(
    description: dict[str, object],
    settings: Settings,
    folder: Path,
    app: str,
    examples: int = EXAMPLES,
    seed: int = 1,
) -> tuple[int, str, list[dict[str, object]]]:
    """Run schemathesis against a server; return its exit code, its words, and the server's log."""
    path = folder / "openapi.json"
    path.write_text(json.dumps(description), encoding="utf-8")
    words = ["run", str(path), "--phases", "fuzzing", "-n", str(examples), "-w", "4"]
    words += ["--seed", str(seed)]
    words += ["--checks", CHECKS, "--max-redirects", "0", "--suppress-health-check", "all"]
    words += ["--request-timeout", str(LONG)]
    words += ["--continue-on-failure", "--generation-database", "none"]
    schemathesis = str(Path(sys.executable).with_name("schemathesis"))
    with our_server(settings, folder / "log", app=app) as server:
        command = [schemathesis, *words, "--url", f"http://127.0.0.1:{server.port}"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    lines = [json.loads(line) for line in (folder / "log").read_text().splitlines()]
    return done.returncode, done.stdout, lines


def test_server_does_what_is_described_whatever_it_is_sent(
    description: dict[str, object], settings: Settings, tmp_path: Path
) -> None:
    code, words, lines = send_many(description, settings, tmp_path, "form_handler:create_app()")
    assert code == 0, words
    statuses = [line["status"] for line in lines if line["event"] == "request"]
    print(f"{len(statuses)} requests over HTTP: 0 answers 5xx, 95 % bound {3 / len(statuses):.3%}")
    assert len(statuses) > EXAMPLES
    assert max(statuses) < 500  # type: ignore[type-var]
    assert {303, 422} <= set(statuses)


def test_planted_exception_is_found(
    description: dict[str, object], settings: Settings, tmp_path: Path
) -> None:
    """The negative control."""
    planted = "tests.form_handler.planted:create_planted_app()"
    code, words, lines = send_many(description, settings, tmp_path, planted)
    assert code == 1
    assert "Server error" in words
    assert [line for line in lines if line.get("error") == "RuntimeError"]
