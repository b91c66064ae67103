"""The JSON Schemas: current, in Dutch, and never stricter than our own loader."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft7Validator

from samenkomst.cli import main
from samenkomst.core.schema.json_schema import content_schemas
from samenkomst.core.translation import dutch
from samenkomst.stores.schema_files import schema_texts
from samenkomst.stores.yaml_tree import read_tree
from tests.builders import ROOT_PATH, make_event_raw, make_session_raw
from tests.stores.mistakes import SOUND

CONTENT = ROOT_PATH / "content"
SCHEMAS = content_schemas(dutch)
NAMES = ("events", "people", "organisations", "forms")


def faults(name: str, content: Any) -> list[str]:
    found = Draft7Validator(SCHEMAS[name]).iter_errors(content)
    return [f"{each.json_path}: {each.message[:80]}" for each in found]


def as_other_programs_read(text: str) -> Any:
    """Return YAML with types as an editor program sees them: numbers, truth values, dates."""
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


@pytest.mark.parametrize("name", sorted(schema_texts()))
def test_schema_in_the_repository_is_current(name: str) -> None:
    """After a change in the model: samenkomst schema."""
    assert (CONTENT / "schema" / name).read_text(encoding="utf-8") == schema_texts()[name]


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_is_a_schema(name: str) -> None:
    Draft7Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("name", [*NAMES, "accessibility"])
def test_real_content_fits_and_names_its_schema(name: str) -> None:
    text = (CONTENT / f"{name}.yaml").read_text(encoding="utf-8")
    first = text.split("\n")[0]
    assert first == f"# yaml-language-server: $schema=schema/{name}.schema.json"
    assert faults(name, as_other_programs_read(text)) == []
    assert faults(name, read_tree(name, text)[0]) == []


@pytest.mark.parametrize("name", NAMES)
def test_sound_content_of_the_tests_fits(name: str) -> None:
    assert faults(name, as_other_programs_read(SOUND[name])) == []


@pytest.mark.parametrize(
    "typed",
    [
        "date: 2027-03-16",
        "date: dinsdag 16 maart 2027",
        "start: 9.30\nend: 10",
        "start: 19:30",
        "all_day: yes",
        "all_day: Nee",
        "all_day: true",
        "number: 1.10",
        "place: {postcode: 1234, name: no}",
        "people: [anna, {person: bram}]",
        "costs: {prices: [{label: 65, amount: 1.094}]}",
        "audience:\nmode:",
        "language: no",
    ],
)
def test_schema_accepts_what_our_loader_accepts(typed: str) -> None:
    session = as_other_programs_read(typed) | {"id": 1, "title": 2027}
    assert faults("event", make_event_raw(sessions=[session])) == []


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"titel": "x"}, "$"),
        ({"going_ahead": "uitgesteld"}, "$.going_ahead"),
        ({"draft": "misschien"}, "$.draft"),
        ({"slug": "Met Spaties"}, "$.slug"),
        ({"slug": "a" * 201}, "$.slug"),
        ({"sessions": [make_session_raw(modus="online")]}, "$.sessions[0]"),
        ({"themes": "werkdruk"}, "$.themes"),
        ({"title": ["x"]}, "$.title"),
    ],
)
def test_schema_points_at_a_mistake(changes: dict[str, Any], place: str) -> None:
    found = faults("event", make_event_raw(**changes))
    assert [each.split(":")[0] for each in found] == [place]


def keys_in(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(schema, dict):
        for name, each in schema.get("properties", {}).items():
            yield f"{path}/{name}", each
        for name, each in schema.items():
            yield from keys_in(each, f"{path}/{name}")
    elif isinstance(schema, list):
        for each in schema:
            yield from keys_in(each, path)


def test_every_key_has_a_title_and_an_explanation() -> None:
    for name in SCHEMAS:
        for path, key in keys_in(SCHEMAS[name]):
            assert key.get("title"), path
            assert key.get("description") or path == f"/{name}", path


def test_every_word_of_a_list_is_explained() -> None:
    role = SCHEMAS["event"]["definitions"]["Appearance"]["properties"]["role"]
    assert dict(zip(role["enum"], role["enumDescriptions"], strict=False))["chair"] == "Voorzitter."


def test_schema_files_are_written_where_the_content_is(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["schema", str(tmp_path)])
    assert result.exit_code == 0
    written = {each.name: each.read_text("utf-8") for each in (tmp_path / "schema").iterdir()}
    assert written == schema_texts()
